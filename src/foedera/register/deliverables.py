"""What was promised and what became of it: commitments with their progress, asked for by party, stage and date."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import cast

import msgspec

from foedera.model import Commitment
from foedera.record import Note, Record
from foedera.record.time import Known
from foedera.register.actors import actor_of
from foedera.register.days import day, published_on
from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry
from foedera.register.heap import held
from foedera.register.noting import PROGRESS
from foedera.register.progress import Progress, progress
from foedera.register.stages import Stage


class Deliverable(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A commitment as an entry, and its progress."""

    entry: Entry
    progress: Progress

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of whoever undertakes it, the first claim's first."""
        bodies = (cast(Commitment, member.claim.body) for member in self.entry.members)
        return tuple(dict.fromkeys(ref.name for body in bodies for ref in body.parties))


@held()
def deliverables(
    record: Record, *, as_of: datetime.date | str | None = None, known: Known | None = None, party: str | None = None,
    overdue: bool | None = None, stage: Stage | None = None, about: str | None = None, reaffirmed: bool | None = None,
    since: datetime.date | str | None = None, until: datetime.date | str | None = None,
    ids: Collection[str] | None = None,
) -> tuple[Deliverable, ...]:  # fmt: skip
    """The commitments that the documents published until `as_of` speak of, with their progress on that day.

    `as_of` None: the day of the newest document (never the clock's day, so that an answer can be had again). `party`
    is an actor's id, name, or a state's code (`JPN`); `about` are words that must all stand in the label, the object or
    the evidence; `stage` is where it stands; `overdue`, `reaffirmed` (reaffirmed without progress) are true or false;
    `since` and `until` bound the due date. Ordered by due date, the undated last. Raises `QuestionError` where a day is
    none.
    """
    on = record.newest(known=known) if as_of is None else day(as_of)
    actor = None if party is None else actor_of(party)
    noted = notes_by_entry(record, known=known)
    if overdue or since is not None or until is not None:
        ids = _dated(record, known, ids)
    found = []
    for each in entries(record, kind="commitment", actor=actor, known=known, ids=ids):
        if not is_known(each, on) or not (actor is None or _undertakes(each, actor)) or not speaks_of(each, about):
            continue
        state = progress(each, noted.get(each.id, ()), as_of=on)
        if _wanted(state, overdue, stage, reaffirmed) and _due_within(state, since, until):
            found.append(Deliverable(entry=each, progress=state))
    return tuple(sorted(found, key=_order))


def deliverable(
    record: Record, id: str, *, as_of: datetime.date | str | None = None, known: Known | None = None
) -> Deliverable:
    """One commitment by the id of its entry, or of one that went into it. Raises `RecordError` where there is none."""
    on = record.newest(known=known) if as_of is None else day(as_of)
    found = entry(record, id, known=known)
    notes = notes_by_entry(record, known=known).get(found.id, ())
    return Deliverable(entry=found, progress=progress(found, notes, as_of=on))


def notes_by_entry(record: Record, *, known: Known | None = None) -> dict[str, list[Note]]:
    """The notes on progress by the entry that now holds what each was written about, in the order of writing."""
    found: dict[str, list[Note]] = defaultdict(list)
    notes = record.notes(kind=PROGRESS, known=known)
    holders = {subject: _holder(record, subject, known) for subject in {note.subject or "" for note in notes}}
    for note in notes:
        found[holders[note.subject or ""]].append(note)
    return found


def is_known(found: Entry, on: datetime.date | None) -> bool:
    """Whether a document that was published until a day, or has no date, speaks of an entry."""
    days = (published_on(member) for member in found.members)
    return on is None or any(published is None or published <= on for published in days)


def speaks_of(found: Entry, words: str | None) -> bool:
    """Whether all words stand in an entry's label or in what its members say; letters' case makes no difference."""
    if words is None:
        return True
    wanted = words.casefold().split()
    text = " ".join([found.label, *_said(found)]).casefold()
    return all(word in text for word in wanted)


def _said(found: Entry) -> Iterator[str]:
    for member in found.members:
        yield str(getattr(member.claim.body, "object", ""))
        yield member.claim.evidence[0].text


def _dated(record: Record, known: Known | None, ids: Collection[str] | None) -> set[str]:
    """The entries, of these if any are named, in which a claim has a due date: no other can be overdue."""
    with record.ledger(known) as ledger:
        dated = ledger.entries_with('"due":{', kind="commitment")
    return dated if ids is None else dated.intersection(ids)


def _undertakes(found: Entry, actor: str) -> bool:
    bodies = (cast(Commitment, member.claim.body) for member in found.members)
    name = actor.casefold()
    return any(actor == ref.id or name == ref.name.casefold() for body in bodies for ref in body.parties)


def _holder(record: Record, id: str, known: Known | None) -> str:
    return next(iter(successors(record, id, known=known)), id)


def _wanted(state: Progress, overdue: bool | None, stage: Stage | None, reaffirmed: bool | None) -> bool:
    return (
        (overdue is None or state.is_overdue == overdue)
        and (stage is None or state.stage == stage)
        and (reaffirmed is None or state.is_only_reaffirmed == reaffirmed)
    )


def _due_within(state: Progress, since: datetime.date | str | None, until: datetime.date | str | None) -> bool:
    if since is None and until is None:
        return True
    if state.due is None:
        return False
    return (since is None or state.due.latest >= day(since)) and (until is None or state.due.latest <= day(until))


def _order(found: Deliverable) -> tuple[datetime.date, str]:
    due = found.progress.due
    return (datetime.date.max if due is None else due.latest), found.entry.id
