"""What panels, k-adic designs and spells say year by year, as a table to draw: a year without a value stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from foedera.datasets.tables.table import Column, Table
from foedera.model.errors import QuestionError

if TYPE_CHECKING:
    from foedera.networks.spells import Spells

_KEYS = ("ccode", "gwcode", "year")
_MOST = 6
"""So many columns are drawn where none is named."""


def means_by_year(table: Table, columns: Sequence[str] = ()) -> Table:
    """The mean of some columns of a panel in each year, over the rows that have a value: of 0 and 1 the share.

    Args:
        table: state-years or dyad-years.
        columns: numbers; where none is named, the first six that were joined.

    Raises:
        QuestionError: a column that is not there or holds no numbers, or a panel to which nothing was joined.
    """
    named = tuple(columns) or _numbers(table)[:_MOST]
    for name in named:
        if name not in table.frame.columns:
            raise QuestionError(f"{name}: the table has no such column to draw")
        if not table.frame[name].dtype.is_numeric():
            raise QuestionError(f"{name}: holds no numbers to draw")
    if not named:
        raise QuestionError("nothing was joined, so that there is nothing to draw over the years")
    frame = table.frame.group_by("year").agg(pl.col(list(named)).mean()).sort("year")
    notes = tuple(Column(name=name, label=table.column(name).label, source=table.column(name).source) for name in named)
    return table.with_frame(frame, columns=(Column(name="year", label="Year"), *notes))


def _numbers(table: Table) -> tuple[str, ...]:
    """The joined columns that hold numbers."""
    found = (name for name in table.frame.columns if table.frame[name].dtype.is_numeric())
    return tuple(name for name in found if name.rstrip("12") not in _KEYS)


def pacts_by_year(table: Table, start: int, end: int) -> Table:
    """How many groups of a k-adic design made a pact in each year (`pacts`), and how many states they had
    (`states`); null in years that a source does not cover."""
    made = table.frame.filter(pl.col("event") == 1).group_by("year").agg(pacts=pl.len(), states=pl.col("k").sum())
    years = pl.DataFrame({"year": pl.Series(range(start, end + 1), dtype=pl.Int64)})
    frame = years.join(made.with_columns(pl.col("year").cast(pl.Int64)), on="year", how="left").sort("year")
    return _covered(table, frame, ("pacts", "states"))


def forces_by_year(spells: Spells, start: int | None = None, end: int | None = None) -> Table:
    """How many pacts are in force on the last day of each year (`pacts`), and how many members they have (`members`).

    The years are those that the sources cover, from the first spell on; null in between where one does not.

    Raises:
        QuestionError: no spells, or a source whose last year is not known and no end is given.
    """
    if not len(spells):
        raise QuestionError("there are no spells to draw")
    lasts = [source.last for source in spells.sources]
    known = [last for last in lasts if last is not None]
    first = start if start is not None else int(str(spells.start.min())[:4])
    last = end if end is not None else min(known, default=None)
    if last is None:
        raise QuestionError("the source does not say which year is its last: there is no end to draw to")
    rows = []
    for year in range(first, last + 1):
        held = spells.on(date(year, 12, 31))
        rows.append((year, len(set(held.pact.tolist())), len(set(held.member.tolist()))))
    frame = pl.DataFrame(rows, schema={"year": pl.Int64, "pacts": pl.Int64, "members": pl.Int64}, orient="row")
    table = Table(frame, "pacts in force at the end of the year", spells.sources, system=spells.system)
    return _covered(table, frame, ("pacts", "members"))


def _covered(table: Table, frame: pl.DataFrame, names: tuple[str, ...]) -> Table:
    """The figures, 0 where a year that is covered has none and null where a source does not cover it."""
    covered = pl.Series([all(source.covers(year) for source in table.sources) for year in frame["year"].to_list()])
    told = [pl.when(covered).then(pl.col(name).fill_null(0)).otherwise(None).alias(name) for name in names]
    return table.with_frame(frame.with_columns(told), columns=tuple(Column(name=name, label=name) for name in names))
