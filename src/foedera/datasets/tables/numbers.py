"""Numbers of a publisher's own that look like those of Correlates of War, as the numbers of that system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foedera.datasets.tables.catalogue import Dataset, Number
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

_SHOWN = 8


def renumbered(data: Dataset, frame: pl.DataFrame, file: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows with a column `ccode`, made of the publisher's `number` by the data set's list, and notes on it.

    Rows without a number, and those whose state has another row in the year by the list, are left out and counted.

    Raises:
        DatasetError: two rows of one state and year are left.
    """
    if not data.numbers:
        return frame, ()
    made, notes = _without(data, frame)
    own, year = made["number"], made["year"]
    code, gone = own.clone(), own.is_null()
    for number in data.numbers:
        there = (own == number.own) & (year >= (number.first or 0)) & (year <= (number.last or 9999))
        if there.any():
            notes.append(_said(data, number, int(there.sum())))
            if number.cow is None:
                gone |= there
            else:
                code = code.set(there, number.cow)
    made = made.with_columns(code.alias("ccode")).filter(~gone)
    _check(made, file, data)
    return made, tuple(notes)


def _without(data: Dataset, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The rows that have a number, and a note on those that have none."""
    lost = frame.filter(frame["number"].is_null())
    if not lost.height:
        return frame, []
    names = lost["country"].unique().sort().to_list()
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    note = f"{data.title}: {lost.height:,} rows left out that have no COW number: {shown}"
    return frame.filter(frame["number"].is_not_null()), [note]


def _said(data: Dataset, number: Number, rows: int) -> str:
    whose = f"{data.title}: {number.own} ({number.name})"
    if number.cow is None:
        return f"{whose}: {rows:,} rows left out"
    return f"{whose} is {number.cow} in Correlates of War: {rows:,} rows"


def _check(frame: pl.DataFrame, file: Path, data: Dataset) -> None:
    twice = frame.select("ccode", "year").is_duplicated()
    if twice.any():
        row = twice.arg_max() or 0
        code, year = frame["ccode"][row], frame["year"][row]
        own = ", ".join(str(n) for n in frame.filter((frame["ccode"] == code) & (frame["year"] == year))["number"])
        raise DatasetError(f"{file}: {data.title}: numbers {own} are all {code} in Correlates of War in {year}")
