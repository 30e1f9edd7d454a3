"""A table and what must be known to use it: sources, versions, citations, coverage of columns, what joins dropped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    import polars as pl

System = Literal["cow", "gw"]
"""Whose list of states a code belongs to: Correlates of War, or Gleditsch and Ward."""


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A data set from which values come.

    `first` and `last` are the years that it covers, but for `gaps`; null where it does not say. `sha256` is that of the
    file read.
    """

    id: str
    title: str
    version: str | None = None
    citation: str = ""
    terms: str = ""
    homepage: str | None = None
    first: int | None = None
    last: int | None = None
    gaps: tuple[int, ...] = ()
    file: str | None = None
    sha256: str | None = None

    def covers(self, year: int) -> bool:
        """Whether the years covered contain this one; a source that does not say is taken to cover all."""
        begun, over = self.first is None or self.first <= year, self.last is not None and year > self.last
        return begun and not over and year not in self.gaps


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a column holds: its label, unit, source (`Source.id`), the years covered, and the column of its status."""

    name: str
    label: str = ""
    source: str | None = None
    first: int | None = None
    last: int | None = None
    unit: str | None = None
    status: str | None = None


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a source that a step did not use: why, how many, and the first few keys."""

    reason: str
    rows: int
    examples: tuple[str, ...] = ()


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """What a step did with a source: its rows, how many were used, what was dropped, what became of the panel's rows.

    `statuses` counts the rows of the result by status (see `foedera.networks.coverage`).
    """

    source: str
    rows: int
    used: int
    dropped: tuple[Dropped, ...] = ()
    statuses: dict[str, int] = {}

    def lines(self) -> list[str]:
        """The step in words: one line for the source, one for each reason of dropping, one for the statuses."""
        said = [f"{self.source}: {self.used:,} of {self.rows:,} rows used"]
        for drop in self.dropped:
            shown = f" (first: {'; '.join(drop.examples)})" if drop.examples else ""
            said.append(f"  dropped {drop.rows:,}: {drop.reason}{shown}")
        if self.statuses:
            said.append("  rows of the result: " + ", ".join(f"{n:,} {name}" for name, n in self.statuses.items() if n))
        return said


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was dropped and why, step by step, and notes that a reader of the table should see."""

    steps: tuple[Join, ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The report in words, a line each."""
        return [line for step in self.steps for line in step.lines()] + [f"note: {note}" for note in self.notes]

    def with_step(self, step: Join) -> Report:
        """The report with one more step."""
        return Report(steps=(*self.steps, step), notes=self.notes)

    def with_note(self, note: str) -> Report:
        """The report with one more note."""
        return Report(steps=self.steps, notes=(*self.notes, note))


@dataclass(frozen=True, slots=True)
class Table:
    """A Polars frame with its metadata.

    Attributes:
        frame: the rows.
        title: what a row is, in a few words.
        sources: the data sets from which values come, each once.
        columns: what the columns hold; a column that is not listed has no note.
        report: what the steps dropped, and notes.
        system: whose codes the states have; null where the table has none.
    """

    frame: pl.DataFrame
    title: str = ""
    sources: tuple[Source, ...] = ()
    columns: tuple[Column, ...] = ()
    report: Report = field(default_factory=Report)
    system: System | None = None

    def __len__(self) -> int:
        """The number of rows."""
        return self.frame.height

    def column(self, name: str) -> Column:
        """The note on a column; an empty one where there is none."""
        return next((column for column in self.columns if column.name == name), Column(name=name))

    def with_frame(self, frame: pl.DataFrame, **changed: Any) -> Table:
        """The table with other rows, and other attributes where named."""
        return replace(self, frame=frame, **changed)

    def described(self) -> dict[str, Any]:
        """The metadata as plain values: title, system, sources, columns, report."""
        whole = {
            "title": self.title,
            "system": self.system,
            "rows": self.frame.height,
            "sources": self.sources,
            "columns": self.columns,
            "report": self.report,
        }
        said: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))
        return said
