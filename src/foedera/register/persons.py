"""What persons do with entries: putting together, parting, holding apart, taking that back."""

from __future__ import annotations

from collections.abc import Collection

from foedera.model import QuestionError
from foedera.record import Note, Record
from foedera.register.anchors import Anchor, anchor
from foedera.register.consolidation import update
from foedera.register.deciding import MERGE, SPLIT, UNDO, payload
from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry


def merge(record: Record, ids: Collection[str], *, by: str, why: str | None = None) -> Entry:
    """Puts entries together for good, also when their documents are read again; returns the one they became.

    Raises `QuestionError` where they are not two or more of one kind, and `RecordError` where one is not there.
    """
    update(record)
    found = {each.id: each for each in (entry(record, id) for id in ids)}
    if len(found) < 2 or len({each.kind for each in found.values()}) > 1:
        raise QuestionError("to merge entries, give the ids of two or more that are different and of one kind")
    anchors = _anchors(record, found)
    record.write_note(MERGE, min(found), payload(anchors.values()), by=by, why=why)
    update(record)
    return entry(record, min(found))


def split(record: Record, id: str, lineages: Collection[int], *, by: str, why: str | None = None) -> tuple[Entry, ...]:
    """Takes claims, given by lineage, out of an entry for good; returns the entries that hold now what it held.

    Raises `QuestionError` where the entry has other claims, or no others, and `RecordError` where it is not there.
    """
    update(record)
    found = entry(record, id)
    anchors = _anchors(record, [found.id])
    out = set(lineages)
    if not out or not out < anchors.keys():
        known = ", ".join(map(str, sorted(anchors)))
        raise QuestionError(f"to split {found.id}, give some of its claims by lineage, and not all of {known}")
    parts = payload(
        [each for lineage, each in anchors.items() if lineage in out],
        [each for lineage, each in anchors.items() if lineage not in out],
    )
    record.write_note(SPLIT, found.id, parts, by=by, why=why)
    update(record)
    return tuple(entries(record, ids=successors(record, found.id)))


def part(record: Record, first: str, second: str, *, by: str, why: str | None = None) -> Note:
    """Holds two entries apart for good, so that they are never offered or put together again by the model.

    Raises `QuestionError` where they are one, or of two kinds, and `RecordError` where one is not there.
    """
    update(record)
    one, other = entry(record, first), entry(record, second)
    if one.id == other.id or one.kind != other.kind:
        raise QuestionError("to hold entries apart, give the ids of two that are different and of one kind")
    parts = payload(_anchors(record, [one.id]).values(), _anchors(record, [other.id]).values())
    note = record.write_note(SPLIT, one.id, parts, by=by, why=why)
    update(record)
    return note


def undo(record: Record, note: int, *, by: str, why: str | None = None) -> Note:
    """Takes back a merge or a split, given by the number of its note. Raises `RecordError` where there is none."""
    done = record.write_note(UNDO, str(note), {}, by=by, why=why)
    update(record)
    return done


def _anchors(record: Record, ids: Collection[str]) -> dict[int, Anchor]:
    with record.ledger() as ledger:
        held = ledger.belonging(entries=ids)
    return {each.row.lineage: anchor(each.row.claim, each.key) for each in held}
