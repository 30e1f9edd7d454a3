"""Where a cell of a table stands in the file that it was read from, for messages that a reader can look up."""

from __future__ import annotations

from pathlib import Path

import msgspec

from foedera.model.errors import DatasetError


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """How rows and columns of a table are found again in its file.

    Attributes:
        file: the file.
        before: lines of a text file before its first row; null for a file that has no lines.
        names: our name of a column to the file's, where they differ.
        wide: columns of a wide file that became rows, one after the other; empty for others.
        height: rows of the file itself.
        kept: the rows that are left, by position; null for all.
    """

    file: Path
    before: int | None = None
    names: dict[str, str] = {}
    wide: tuple[str, ...] = ()
    height: int = 0
    kept: tuple[int, ...] | None = None

    def row(self, at: int) -> str:
        """The row at a position, counted from 1 without the header, and in a text file its line."""
        place = (at if self.kept is None else self.kept[at]) % self.height if self.wide else at
        return f"row {place + 1}" if self.before is None else f"row {place + 1} (line {place + 1 + self.before})"

    def column(self, name: str, at: int) -> str:
        """What the file calls a column of ours; of a wide file the column that became the row at a position."""
        if self.wide and name not in self.names:
            place = at if self.kept is None else self.kept[at]
            return self.wide[place // self.height]
        return self.names.get(name, name)

    def refused(self, at: int, why: str) -> DatasetError:
        """The error that names the file, the row at a position, and why."""
        return DatasetError(f"{self.file}: {self.row(at)}{why}")
