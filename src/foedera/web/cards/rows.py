"""What holds from one day on until before another, as rows: where it changes, and rows that are read when asked for."""

from __future__ import annotations

import datetime
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from foedera.networks.lasting import FOREVER

T = TypeVar("T")
_AT_ONCE = 1000
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Rows(Sequence[T]):
    """What some rows of a table say, in order; each is made when it is asked for."""

    def __init__(self, rows: Numbers) -> None:
        self.rows = rows

    @abstractmethod
    def made(self, rows: Numbers) -> list[T]:
        """What some of the rows say."""

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        return self.made(self.rows[at]) if isinstance(at, slice) else self.made(self.rows[[at]])[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self.rows), _AT_ONCE):
            yield from self.made(self.rows[start : start + _AT_ONCE])


def told(table: Numbers, day: datetime.date) -> Any:
    """The rows of a table that hold on a day: its second column says from which day on, its third until before
    which."""
    number = day.toordinal()
    return table[(table[:, 1] <= number) & (number < table[:, 2])]


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
