"""What was promised and what became of it: commitments with their progress, asked for by party, stage and date."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, cast

import msgspec

from foedera.model import Commitment
from foedera.record import Ledger, Note, Record
from foedera.record.outlines import Standing
from foedera.record.time import FAR, Known
from foedera.register.actors import actor_of
from foedera.register.days import day, published_on
from foedera.register.entries import entries, entry, held_now
from foedera.register.entry import Entry
from foedera.register.foremost import Reader, is_outlined, number
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
    ids: Collection[str] | None = None, limit: int | None = None,
) -> tuple[Deliverable, ...]:  # fmt: skip
    """The commitments that the documents published until `as_of` speak of, with their progress on that day.

    `as_of` None: the day of the newest document (never the clock's day, so that an answer can be had again). `party`
    is an actor's id, name, or a state's code (`JPN`); `about` are words that must all stand in the label, the object or
    the evidence; `stage` is where it stands; `overdue`, `reaffirmed` (reaffirmed without progress) are true or false;
    `since` and `until` bound the due date. Ordered by due date, the undated last; with `limit` the first so many, for
    which not all need be read. Raises `QuestionError` where a day is none.
    """
    on = record.newest(known=known) if as_of is None else day(as_of)
    actor = None if party is None else actor_of(party)
    asked = _Asked(
        on, actor, about, overdue, stage, reaffirmed, None if since is None else day(since),
        None if until is None else day(until), notes_by_entry(record, known=known),
    )  # fmt: skip
    if limit is not None and ids is None and on is not None:
        with record.ledger(known) as ledger:
            if is_outlined(ledger, known):
                return tuple(islice(_foremost(ledger, asked, on), limit))
    if overdue or asked.since is not None or asked.until is not None:
        ids = _dated(record, known, ids)
    answers = map(asked.answer, entries(record, kind="commitment", actor=actor, known=known, ids=ids))
    return tuple(sorted((each for each in answers if each is not None), key=_order)[:limit])


class _Asked(NamedTuple):
    """A question about commitments, resolved: `on` is the day for which it is asked, `noted` are notes by entry."""

    on: datetime.date | None
    actor: str | None
    about: str | None
    overdue: bool | None
    stage: Stage | None
    reaffirmed: bool | None
    since: datetime.date | None
    until: datetime.date | None
    noted: Mapping[str, Sequence[Note]]

    def answer(self, found: Entry) -> Deliverable | None:
        """A commitment with its progress, if it is asked for."""
        if not is_known(found, self.on) or not speaks_of(found, self.about):
            return None
        if self.actor is not None and not _undertakes(found, self.actor):
            return None
        state = progress(found, self.noted.get(found.id, ()), as_of=self.on)
        is_asked = self._stands(state) and self._is_due(state)
        return Deliverable(entry=found, progress=state) if is_asked else None

    def _stands(self, state: Progress) -> bool:
        return (
            (self.overdue is None or state.is_overdue == self.overdue)
            and (self.stage is None or state.stage == self.stage)
            and (self.reaffirmed is None or state.is_only_reaffirmed == self.reaffirmed)
        )

    def _is_due(self, state: Progress) -> bool:
        if self.since is None and self.until is None:
            return True
        if state.due is None:
            return False
        latest = state.due.latest
        return (self.since is None or latest >= self.since) and (self.until is None or latest <= self.until)


def _foremost(ledger: Ledger, asked: _Asked, on: datetime.date) -> Iterator[Deliverable]:
    """The answers in order, read as far as one goes."""
    first, last = (None if each is None else number(each) for each in (asked.since, asked.until))
    # What has no date is of no days: where days are asked for, it is not among the answers.
    last = FAR - 1 if last is None and first is not None else last
    reader = Reader(ledger, actor=asked.actor, kind="commitment")
    standing = Standing(number(on), asked.overdue, asked.reaffirmed, asked.stage, first, last)
    for some in ledger.commitments_standing(standing):
        for found in reader.entries(id for _, id in some):
            answer = asked.answer(found)
            if answer is not None:
                yield answer


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
    with record.ledger(known) as ledger:
        return notes_on(ledger)


def notes_on(ledger: Ledger) -> dict[str, list[Note]]:
    """As `notes_by_entry`, in one state of the register."""
    found: dict[str, list[Note]] = defaultdict(list)
    notes = ledger.notes(PROGRESS)
    subjects = {note.subject or "" for note in notes}
    holders = {subject: next(iter(held_now(ledger, subject)), subject) for subject in subjects}
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


def _order(found: Deliverable) -> tuple[datetime.date, str]:
    due = found.progress.due
    return (datetime.date.max if due is None else due.latest), found.entry.id
