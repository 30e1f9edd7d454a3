"""Numbers of a publisher's own that look like those of Correlates of War, as the numbers of that system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.datasets.tables.catalogue import Dataset, Number

if TYPE_CHECKING:
    import polars as pl

_SHOWN = 8


def renumbered(data: Dataset, frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows with a column `ccode`, made of the publisher's `number` by the data set's list, and notes on it.

    Rows without a number, and those whose state has another row in the year by the list, are left out and counted.
    Where two rows are of one state in a year all the same, one without values is left out, else both are: which of
    them is meant would be a guess.
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
    single, more = _single(data, made.with_columns(code.alias("ccode")).filter(~gone))
    return single, (*notes, *more)


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


def _single(data: Dataset, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The rows of which there is one a state and year, and notes on the others."""
    import polars as pl

    values = [field.name for field in data.fields if field.type == "float" or field.missing]
    twice = pl.struct("ccode", "year").is_duplicated()
    blank = frame.filter(twice & pl.all_horizontal(pl.col(values).is_null()))
    kept = frame.filter(~(twice & pl.all_horizontal(pl.col(values).is_null())))
    both = kept.filter(twice)
    said = []
    if blank.height:
        said.append(
            f"{data.title}: rows without values left out, of states that have another in the year: {_keys(blank)}"
        )
    if both.height:
        said.append(f"{data.title}: rows left out, of which two are of one state in a year: {_keys(both)}")
    return kept.filter(~twice), said


def _keys(frame: pl.DataFrame) -> str:
    rows = frame.sort("ccode", "year", "number").select("ccode", "year", "number").rows()
    shown = "; ".join(f"{code} {year} (its own {number})" for code, year, number in rows[:_SHOWN])
    return shown + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")
