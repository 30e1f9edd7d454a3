"""Whose word a claim is: the document's own, the parties', or somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from foedera.model import ActorRef, Claim
from foedera.register.entry import Entry, Member

Voice = Literal["document", "parties", "other", "unnamed", "person"]

_OFFICIAL = ("GOV", "MIL", "LEG")
_PARTIES = ("parties", "beneficiaries", "counterparties")


def parties_of(entry: Entry) -> frozenset[str]:
    """Whoever the documents, in their own voice, name as a side of the commitment, and their states: ids, or names.

    What a third party claims about others adds nobody. Empty where no source is named, for then nobody asks.
    """
    if all(member.claim.attribution.voice != "named" for member in entry.members):
        return frozenset()
    own = (member.claim for member in entry.members if member.claim.attribution.voice == "author")
    return frozenset(key for claim in own for key in _sides(claim))


def voice_of(claim: Claim, parties: frozenset[str]) -> Voice:
    """Whose word a claim is. `parties` are those of its entry.

    A named source speaks for the parties if it is one of them, or belongs to the government, the forces or the
    legislature of one, as the claim itself or its entry names them; everybody else is a third party.
    """
    voice, sources = claim.attribution.voice, claim.attribution.sources
    if voice == "author":
        return "document"
    if voice == "unnamed" or not sources:
        return "unnamed"
    sides = parties.union(_sides(claim))
    return "parties" if any(_speaks_for(source, sides) for source in sources) else "other"


def moves(voice: Voice) -> bool:
    """Whether a word of this sort can change where a commitment stands. A third party's judgement cannot."""
    return voice in ("document", "parties", "person")


def names_of(member: Member) -> tuple[str, ...]:
    """Who vouches for a member: the sources that it names, or else the publisher of its document."""
    attribution = member.claim.attribution
    if attribution.sources:
        return tuple(dict.fromkeys(source.name for source in attribution.sources))
    if attribution.voice == "unnamed":
        return ("unnamed source",)
    named = member.source.publisher or member.source.title
    return () if named is None else (named,)


def actor_keys(refs: Iterable[ActorRef]) -> Iterator[str]:
    """By what actors are told apart: their ids, or their names where they have none."""
    return (ref.id or ref.name for ref in refs)


def _sides(claim: Claim) -> Iterator[str]:
    for field in _PARTIES:
        refs: tuple[ActorRef, ...] = getattr(claim.body, field, ())
        yield from actor_keys(refs)
        yield from (ref.state for ref in refs if ref.state is not None)


def _speaks_for(source: ActorRef, sides: frozenset[str]) -> bool:
    if (source.id or source.name) in sides:
        return True
    official = source.sector in _OFFICIAL or source.kind in ("state", "command")
    return official and source.state in sides
