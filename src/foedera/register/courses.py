"""The course of a commitment: where it stood on every day, as spans of days in which it stood alike."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar, cast

import msgspec

from foedera.register.days import published_on
from foedera.register.dues import Due, binding
from foedera.register.entry import Entry
from foedera.register.progress import Progress
from foedera.register.stages import Stage, Step
from foedera.register.voices import moves

T = TypeVar("T")
One = Callable[[Any], Any]

FOREVER: Final = 2**31 - 1
"""A day after all others, as a number."""


class Given(msgspec.Struct, frozen=True, gc=False):
    """A due date that counts, as `foedera.register.Due` without its claim; `lineage` is that of the claim."""

    latest: datetime.date
    earliest: datetime.date | None
    text: str
    said: datetime.date | None
    voice: str
    names: tuple[str, ...]
    lineage: int

    @property
    def ahead(self) -> bool:
        """Whether the date still lay ahead when it was given."""
        return self.said is None or self.said <= self.latest


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a commitment stands, as `foedera.register.Progress` says it."""

    stage: Stage | None
    due: Given | None
    is_delivered: bool
    is_ended: bool
    is_overdue: bool
    is_only_reaffirmed: bool
    is_agreed: bool
    late: int | None


Span = tuple[int, int, Standing]
"""From which day on until before which day (numbers, `datetime.date.toordinal`) a commitment stands so."""


class History(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What makes up the progress of a commitment: its `steps` without their claims, the due dates that count, and the
    days on which any of it may change.

    `known` is the day of the first document that speaks of it; None where one has no date, and it is known always.
    """

    steps: tuple[Step, ...]
    dues: tuple[Given, ...]
    days: tuple[datetime.date, ...]
    known: datetime.date | None

    def spans(self) -> Iterator[Span]:
        """The spans of days since it was known, each with where it stands."""
        return spans(self.days, self.standing, self.known)

    def standing(self, on: datetime.date) -> Standing:
        """Where it stands on a day."""
        dues = binding(cast(Any, [due for due in self.dues if due.said is None or due.said <= on]))
        found = Progress(
            as_of=on, steps=tuple(step for step in self.steps if step.since is None or step.since <= on),
            judgements=(), denials=(), dues=dues, due=dues[-1] if dues else None, slips=(), conditions=(), conflicts=(),
        )  # fmt: skip
        overdue = found.is_overdue
        return Standing(
            stage=found.stage, due=cast(Any, found.due), is_delivered=found.is_delivered, is_ended=found.is_ended,
            is_overdue=overdue, is_only_reaffirmed=found.is_only_reaffirmed, is_agreed=found.is_agreed,
            late=None if overdue else found.late,
        )  # fmt: skip


def history_of(entry: Entry, whole: Progress, one: One = lambda value: value) -> History:
    """The history of a commitment, from its progress at the end of all that is known. `one` gives the value to keep for
    one that is equal to it."""
    dues = tuple(_given(due, one) for due in whole.dues if moves(due.voice))
    published = [published_on(member) for member in entry.members]
    days = {step.since for step in whole.steps} | set(published) | {due.said for due in dues}
    days |= {_next(due.latest) for due in dues}
    return History(
        steps=tuple(
            msgspec.structs.replace(step, member=None, note=None, when=None, names=()) for step in whole.steps
        ),
        dues=dues, days=tuple(sorted(day for day in days if day is not None)), known=_known(published),
    )  # fmt: skip


def spans(
    turns: Sequence[datetime.date], found: Callable[[datetime.date], T], first: datetime.date | None = None
) -> Iterator[tuple[int, int, T]]:  # fmt: skip
    """From which day on until before which day (as numbers) what is found of a day stays the same, from a `first` day
    on (None: always): it may change only on one of `turns`, which are in order."""
    begun = first or datetime.date.min
    since, last = 0 if first is None else first.toordinal(), found(begun)
    for day in turns:
        if day <= begun:
            continue
        now = found(day)
        if now != last:
            yield since, day.toordinal(), last
            since, last = day.toordinal(), now
    yield since, FOREVER, last


def _given(due: Due, one: One) -> Given:
    return Given(due.latest, due.earliest, due.text, due.said, due.voice, one(due.names), due.member.row.lineage)


def _known(published: Sequence[datetime.date | None]) -> datetime.date | None:
    """The first of some days; None where one of them is not known."""
    days = [day for day in published if day is not None]
    return min(days) if len(days) == len(published) else None


def _next(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)
