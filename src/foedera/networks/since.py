"""Time since the last event: peace years and their kin, counted unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Table
from foedera.model.errors import DatasetError, QuestionError

if TYPE_CHECKING:
    import polars as pl

Gaps = Literal["restart", "continue"]


def years_since(table: Table, event: str, *, name: str | None = None, gaps: Gaps = "restart") -> Table:
    """The table with the number of years since the unit's last event, and whether that number is cut off at the left.

    In the year of an event the number is still that since the one before; the year after it has 0. Before the first
    event it counts from the unit's first year, and `NAME_censored` is true: the last event is before what is seen. A
    year in which the event is null (not covered, unknown) and the years after it are null until the next event.

    Args:
        table: state-years or dyad-years with a column of the event.
        event: the column, 1 where an event happens or goes on, else 0.
        name: of the new column; `EVENT_spell` where not given.
        gaps: `restart`: a unit that was away (Germany from 1946 to 1954) begins anew; `continue`: it had not been away.

    Raises:
        QuestionError: no such column, one of other values than 0 and 1, or a name that is taken.
        DatasetError: a unit twice in a year.
    """
    import polars as pl

    frame = table.frame
    made = name or f"{event}_spell"
    if event not in frame.columns:
        raise QuestionError(f"{event}: no column of the table")
    if made in frame.columns:
        raise QuestionError(f"{made}: a column of this name is there already; say another name")
    keys = _keys(frame)
    happened = frame[event].cast(pl.Int64)
    if not happened.drop_nulls().is_in([0, 1]).all():
        raise QuestionError(f"{event}: an event is 0 or 1, and this column has other values")
    unit = frame.select(pl.struct(keys).rank("dense").alias("unit")).to_series().to_numpy().astype(np.int64)
    year = frame["year"].to_numpy().astype(np.int64)
    order = np.lexsort((year, unit))
    known = happened.is_not_null().to_numpy()[order]
    count, censored = _counted(unit[order], year[order], happened.fill_null(0).to_numpy()[order] > 0, known, gaps)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    spell = pl.Series(made, count[back]).to_frame().select(pl.when(pl.col(made) >= 0).then(pl.col(made))).to_series()
    flag = pl.DataFrame({"c": censored[back], "s": spell}).select(pl.when(pl.col("s").is_not_null()).then("c"))
    notes = (
        Column(name=made, label=f"Years since the last {event}", source=table.column(event).source, unit="years"),
        Column(name=f"{made}_censored", label="No event seen before", source=table.column(event).source),
    )
    held = frame.with_columns(spell.cast(pl.Int16), flag.to_series().alias(f"{made}_censored"))
    return table.with_frame(held, columns=(*table.columns, *notes))


def _counted(
    unit: NDArray[np.int64], year: NDArray[np.int64], happened: NDArray[np.bool_], known: NDArray[np.bool_], gaps: Gaps
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(rows,) the count, -1 where it is not known, and whether it is cut off; rows sorted by unit and year."""
    rows = np.arange(len(unit))
    follows = np.r_[False, unit[1:] == unit[:-1]][: len(unit)]
    if (twice := np.flatnonzero(follows & (np.r_[0, np.diff(year)][: len(year)] == 0))).size:
        raise DatasetError(f"a unit has two rows in {year[twice[0]]}: spells need one row a year")
    if gaps == "restart":
        follows &= np.r_[0, np.diff(year)][: len(year)] == 1
    begins = np.maximum.accumulate(np.where(follows, 0, rows))
    event = _before(np.where(happened, rows, -1))
    hidden = _before(np.where(known, -1, rows))
    seen = event >= begins
    origin = np.where(seen, event + 1, begins)
    count = rows - origin
    lost = ~known | (hidden >= np.where(seen, event, begins))
    return np.where(lost, -1, count), ~seen


def _before(marks: NDArray[Any]) -> NDArray[np.int64]:
    """For each row the last marked one before it, -1 for none."""
    last = np.maximum.accumulate(marks) if len(marks) else marks
    before: NDArray[np.int64] = np.r_[-1, last[:-1]][: len(marks)].astype(np.int64)
    return before


def _keys(frame: pl.DataFrame) -> list[str]:
    for keys in (["ccode1", "ccode2"], ["gwcode1", "gwcode2"], ["ccode"], ["gwcode"]):
        if set(keys) <= set(frame.columns) and "year" in frame.columns:
            return keys
    raise QuestionError("spells need state-years or dyad-years: ccode or gwcode (with 1 and 2 for dyads) and year")
