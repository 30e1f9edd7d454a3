"""Asking for entries: all of them, some, one, and what became of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from foedera.model import KINDS, Claim, Kind, RecordError
from foedera.record import Belonging, Ledger, Record, Stand, entry_id
from foedera.record.time import Known
from foedera.register.anchors import heir
from foedera.register.deciding import decided
from foedera.register.entry import Entry, Member
from foedera.register.label import label

REGISTERED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "statement")

Place = tuple[bool, int, str, int, str]

_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


def entries(
    record: Record, *, kind: Kind | None = None, actor: str | None = None, known: Known | None = None,
    ids: Collection[str] | None = None,
) -> Iterator[Entry]:  # fmt: skip
    """The entries as the record held them at `known` (None: now), by kind and then by publication of the first claim.

    `actor` (an id or a name) asks for the entries in which a claim names it; `ids` for these, as far as they are there
    under these ids. A claim that was in no entry yet at `known` is an entry of its own; statements are in none.
    Raises `QuestionError` where there is no such kind.
    """
    with record.ledger(known) as ledger:
        found = ledger.belonging(kind=kind, actor=actor, entries=ids)
        hands = decided(ledger)
    yield from grouped(found, hands)


def grouped(found: Collection[Belonging], hands: frozenset[int]) -> Iterator[Entry]:
    """The entries that claims make, by kind and then by publication of the first; `hands` are the lineages that a
    decision of a person is about."""
    mine = [each for each in found if each.row.claim.kind != "statement"]
    # In one order of all, the members of each entry and the entries by their first members are in order as well.
    mine.sort(key=_order)
    members_of: dict[str, list[Belonging]] = defaultdict(list)
    for each in mine:
        members_of[each.entry].append(each)
    for id, members in members_of.items():
        yield _entry(id, members, hands)


def entry(record: Record, id: str, *, known: Known | None = None) -> Entry:
    """The entry of this id at `known` (None: now), or the one that holds its first claim by then.

    Raises `RecordError` where the record never had it, or nothing of it is left.
    """
    for found in entries(record, ids=[id], known=known):
        return found
    for next_id in successors(record, id, known=known):
        for found in entries(record, ids=[next_id], known=known):
            return found
    raise RecordError(f"no entry {id[:60]} in {record.where}, or nothing is left of it")


def successors(record: Record, id: str, *, known: Known | None = None) -> tuple[str, ...]:
    """The ids of the entries that hold what an entry ever held; the one that holds its first claim stands first.

    For a claim that stands no longer, the one counts that now says the same of its document, if there is one. Empty
    where nothing is left, or the record never had such an entry.
    """
    with record.ledger(known) as ledger:
        return held_now(ledger, id)


def held_now(ledger: Ledger, id: str) -> tuple[str, ...]:
    """As `successors`, in one state of the register."""
    heirs = [each for each in (heir(ledger, lineage) for lineage in _held(ledger, id)) if each is not None]
    now = ledger.memberships(each.lineage for each in heirs)
    return tuple(dict.fromkeys(now[h.lineage][1] if h.lineage in now else entry_id(h.key) for h in heirs))


def place_of(stand: Stand) -> Place:
    """Where a claim stands among those of its entry: by publication (unknown last), document, and place in it."""
    return place(stand.claim, stand.key, stand.published)


def place(claim: Claim, key: str, published: int | None) -> Place:
    """As `place_of`, for a claim with the key of its lineage and the last day of publication (yyyymmdd)."""
    return published is None, published or 0, claim.document, claim.evidence[0].start, key


def _order(each: Belonging) -> tuple[int, bool, int, str, int, str]:
    claim, published = each.row.claim, each.published
    number = _NUMBERS[claim.body.kind]
    return number, published is None, published or 0, claim.document, claim.evidence[0].start, each.key


def _held(ledger: Ledger, id: str) -> list[int]:
    """The lineages that an entry ever held, its first claim first."""
    held = ledger.entered([id])
    if not held:
        first = ledger.beginning(id[2:]) if entry_id(id[2:]) == id and len(id) == 22 else None
        return [] if first is None else [first]
    return sorted(held, key=lambda lineage: (entry_id(held[lineage]) != id, lineage))


def _entry(id: str, members: list[Belonging], hands: frozenset[int]) -> Entry:
    return Entry(
        id=id,
        kind=members[0].row.claim.kind,
        label=label(each.row.claim for each in members),
        members=tuple(Member(row=each.row, source=each.source) for each in members),
        decided=bool(hands) and any(each.row.lineage in hands for each in members),
    )
