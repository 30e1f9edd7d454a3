"""Claims of other kinds that stand in the same sentences as a commitment: evidence beside it, which moves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from foedera.model import Asset, Claim, Command, Event, Figure, Instrument, Span
from foedera.record import Record
from foedera.record.time import Known
from foedera.register.entry import Entry, Member


class Related(msgspec.Struct, frozen=True):
    """A claim of another kind that shares a sentence with a member of an entry.

    `member` is the other claim, `beside` the member of the entry, `shared` the words in which both stand. `names_it`
    says whether what the other claim is about is named in the commitment itself.
    """

    member: Member
    beside: Member
    shared: Span
    names_it: bool


def related(record: Record, entry: Entry, *, known: Known | None = None) -> tuple[Related, ...]:
    """The claims of other kinds in the sentences of an entry's members, in the order of the members."""
    found: list[Related] = []
    for member in entry.members:
        rows = record.claims(member.claim.document, known=known)
        others = (Member(row=row, source=member.source) for row in rows if row.claim.kind != member.claim.kind)
        found.extend(beside(member, others))
    return tuple(found)


def beside(member: Member, others: Iterable[Member]) -> Iterator[Related]:
    """Those of `others`, claims of the same document, whose evidence overlaps that of `member`."""
    for other in others:
        shared = _shared(member.claim, other.claim)
        if shared is not None:
            yield Related(other, member, shared, _names(other.claim, member.claim))


def _shared(one: Claim, other: Claim) -> Span | None:
    for mine in one.evidence:
        for theirs in other.evidence:
            start, end = max(mine.start, theirs.start), min(mine.end, theirs.end)
            if start < end:
                return Span(start, end, mine.text[start - mine.start : end - mine.start])
    return None


def _names(other: Claim, commitment: Claim) -> bool:
    words = f"{getattr(commitment.body, 'action', '')} {getattr(commitment.body, 'object', '')}".casefold()
    return any(name.casefold() in words for name in _things(other))


def _things(claim: Claim) -> Iterator[str]:
    body = claim.body
    if isinstance(body, Asset | Instrument):
        yield body.name
    elif isinstance(body, Figure):
        yield body.quantity
    elif isinstance(body, Command):
        yield from (name for name in (body.unit.name if body.unit else None, body.post) if name)
    elif isinstance(body, Event):
        yield from (name for name in (body.place, body.mode) if name)
