"""Tables of words: CSV files beside a coder, to which a user's folder with files of the same names adds rows."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from foedera.model import SourceError


class Row(msgspec.Struct, frozen=True):
    """A row of a table, by column, and where it stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, reason: str) -> SourceError:
        """An error that says where the row stands."""
        return SourceError(f"{self.path}:{self.line}: {reason}")

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """The cell of a column with a closed list. Raises `SourceError` where it is none of them."""
        if self.cells[column] not in allowed:
            raise self.error(f"{self.cells[column]!r} is no {column}; use one of {', '.join(allowed)}")
        return self.cells[column]

    def some_of(self, column: str, allowed: Collection[str]) -> frozenset[str]:
        """The words of a cell, each from a closed list. Raises `SourceError` where one is none of them."""
        for word in self.words(column):
            if word not in allowed:
                raise self.error(f"{column}: {word!r} is none of {', '.join(allowed)}")
        return self.words(column)

    def words(self, column: str) -> frozenset[str]:
        """The words of a cell."""
        return frozenset(self.cells[column].split())

    def number(self, column: str) -> float:
        """The cell as a finite number. Raises `SourceError` where it is none."""
        try:
            found = float(self.cells[column])
        except ValueError as error:
            raise self.error(f"{column}: {self.cells[column]!r} is no number") from error
        if not math.isfinite(found):
            raise self.error(f"{column}: {self.cells[column]!r} is no finite number")
        return found

    def pattern(self, column: str) -> re.Pattern[str]:
        """The cell as a regular expression, in any case. Raises `SourceError` where it is none."""
        try:
            return re.compile(self.cells[column], re.IGNORECASE)
        except re.error as error:
            raise self.error(f"{self.cells[column]!r} is no regular expression: {error}") from error


def rows(file: str, columns: Sequence[str], folders: Iterable[Path]) -> Iterator[Row]:
    """The rows of a table in each of `folders` that has it, in order.

    Raises `SourceError` with file, line and reason where a table is malformed.
    """
    for folder in folders:
        path = folder / file
        if path.exists():
            yield from _rows(path, columns)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            if tuple(next(reader, ())) != tuple(columns):
                raise SourceError(f"{path}:1: the header must be {','.join(columns)}")
            for cells in reader:
                row = Row(path, reader.line_num, dict(zip(columns, map(str.strip, cells), strict=False)))
                if len(cells) != len(columns):
                    raise row.error(f"{len(cells)} cells, not {len(columns)}")
                if not row[columns[0]]:
                    raise row.error(f"{columns[0]} is empty")
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read as a table in UTF-8: {error}") from error
