"""What holds on a day, as rows of a table, and rows that are read when asked for."""

from __future__ import annotations

import datetime
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

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
