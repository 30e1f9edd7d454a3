"""The event stream: columns of numbers, and the names that they stand for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import DatasetError

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]


class EventStream(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """Events in the order of their days; those of one day in the order in which they were given.

    Attributes:
        name: where it is from, in a word or two.
        actors: the names or ids that `actor` and `recipient` number.
        types: the types of events that `type` numbers.
        actor: who acted, int32, one for each event.
        type: what was done, int16.
        recipient: towards whom, int32.
        day: days since `origin`, int32; where there is no `origin`, the steps of the file.
        origin: the date of day 0, or None where the file counts steps.
        weight: float32, or None where every event counts the same.
        source: int64, the row of the record's claim that tells of the event; None where it is from no record.
        read: how many documents were read on each day from day 0 on (int32), or None where that is not known.
        chosen: whether somebody's own choice of articles made the stream. Such a stream measures what was read, and
            says something of the world only together with `read`.
        notes: what was done to the file's rows in reading it: sorted, left out, found twice.
    """

    name: str
    actors: tuple[str, ...]
    types: tuple[str, ...]
    actor: Ints
    type: NDArray[np.int16]
    recipient: Ints
    day: Ints
    origin: datetime.date | None = None
    weight: NDArray[np.float32] | None = None
    source: NDArray[np.int64] | None = None
    read: Ints | None = None
    chosen: bool = False
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.day)

    @property
    def acts(self) -> int:
        """How many acts these events are: an act of several parties makes one event for each pair of them."""
        return len(self) if self.source is None else len(np.unique(self.source))

    @property
    def first(self) -> int:
        """The day of the first event. Raises `DatasetError` where there is none."""
        return int(self._some()[0])

    @property
    def last(self) -> int:
        """The day of the last event. Raises `DatasetError` where there is none."""
        return int(self._some()[-1])

    def until(self, day: int) -> EventStream:
        """The events before `day`, which is not among them, and what was read before it."""
        read = None if self.read is None else self.read[: max(day, 0)]
        return msgspec.structs.replace(self._sliced(0, self._place(day)), read=read)

    def between(self, a: int, b: int) -> EventStream:
        """The events from day `a` on and before day `b`. What was read is kept for every day: its index is the day."""
        return self._sliced(self._place(a), self._place(b))

    def selected(self, mask: Mask) -> EventStream:
        """The events where `mask` (one truth value for each event) is true."""
        return self._cut(mask)

    def distinct(self) -> EventStream:
        """One event for each actor, type, recipient and day: the first of them."""
        keep = np.zeros(len(self), bool)
        keep[np.unique(self.keys(), return_index=True)[1]] = True
        return self._cut(keep)

    def keys(self) -> NDArray[np.uint64]:
        """One number for each event, the same for the same actor, type, recipient and day."""
        key = (self.day - (self.day[0] if len(self) else 0)).astype(np.uint64)
        for column, names in ((self.actor, self.actors), (self.type, self.types), (self.recipient, self.actors)):
            key = key * np.uint64(len(names)) + column.astype(np.uint64)
        return key

    def date(self, day: int) -> datetime.date | None:
        """The date of a day; None where the file counts steps."""
        return None if self.origin is None else self.origin + datetime.timedelta(days=int(day))

    def number(self, date: datetime.date) -> int:
        """The day of a date. Raises `DatasetError` where the file counts steps."""
        if self.origin is None:
            raise DatasetError(f"{self.name} counts steps and has no dates: give the number of a step")
        return (date - self.origin).days

    def _some(self) -> Ints:
        if not len(self.day):
            raise DatasetError(f"{self.name}: there are no events")
        return self.day

    def _place(self, day: int) -> int:
        return int(np.searchsorted(self.day, day))

    def _sliced(self, a: int, b: int) -> EventStream:
        return self._cut(slice(a, max(a, b)))

    def _cut(self, part: Any) -> EventStream:
        return msgspec.structs.replace(
            self, actor=self.actor[part], type=self.type[part], recipient=self.recipient[part], day=self.day[part],
            weight=None if self.weight is None else self.weight[part],
            source=None if self.source is None else self.source[part],
        )  # fmt: skip


def made(
    name: str, events: Iterable[tuple[str, str, str, datetime.date]], *, chosen: bool = False,
    read: dict[datetime.date, int] | None = None, source: Sequence[int] | None = None,
) -> EventStream:  # fmt: skip
    """A stream of events given as (actor, type, recipient, date), in any order; names are numbered alphabetically.

    `read` gives the documents read on each date; with it, day 0 is the first day on which one was read or something
    happened.
    """
    rows = list(events)
    actors, actor, recipient = _numbered([row[0] for row in rows], [row[2] for row in rows])
    types, type_, _ = _numbered([row[1] for row in rows], [])
    origin = _origin([row[3] for row in rows], read or {})
    days = _days([row[3] for row in rows], origin)
    order = np.argsort(days, kind="stable")
    return EventStream(
        name=name, actors=actors, types=types, origin=origin, chosen=chosen, day=days[order], actor=actor[order],
        type=type_.astype(np.int16)[order], recipient=recipient[order],
        source=None if source is None else np.array(source, np.int64)[order],
        read=None if read is None or origin is None else _counted(read, origin),
    )  # fmt: skip


def _numbered(names: list[str], others: list[str]) -> tuple[tuple[str, ...], Ints, Ints]:
    """All names in alphabetical order, and the numbers of both lists."""
    known = tuple(sorted({*names, *others}))
    number = {each: i for i, each in enumerate(known)}
    return known, *(np.array([number[each] for each in some], np.int32) for some in (names, others))  # type: ignore[return-value]


def _origin(dates: list[datetime.date], read: dict[datetime.date, int]) -> datetime.date | None:
    """The first day on which something happened or was read."""
    return min([*dates, *(date for date, count in read.items() if count)], default=None)


def _days(dates: list[datetime.date], origin: datetime.date | None) -> Ints:
    return np.array([0 if origin is None else (date - origin).days for date in dates], np.int32)


def _counted(read: dict[datetime.date, int], origin: datetime.date) -> Ints:
    some = {(date - origin).days: count for date, count in read.items() if count}
    counts = np.zeros(max(some, default=0) + 1, np.int32)
    counts[list(some)] = list(some.values())
    return counts
