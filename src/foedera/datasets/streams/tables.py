"""Plain tables of events: comma-separated, with the columns `actor`, `type`, `recipient`, `day` and maybe `weight`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foedera.datasets.streams.columns import collected, first_line, refuse_future, refuse_undated, scanned, streamed
from foedera.datasets.streams.stream import EventStream
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

COLUMNS: Final = ("actor", "type", "recipient", "day")


def is_table(line: str) -> bool:
    """Whether the first line of a file is the header of a plain table."""
    return set(COLUMNS) <= set(_names(line))


def read_table(path: str | Path, *, chosen: bool = True, latest: datetime.date | None = None) -> EventStream:
    """The stream of a plain table: days are ISO dates, or whole numbers throughout (steps); weights are numbers.

    `chosen` says whether somebody's own choice of articles made it, which is supposed of a table that anybody may
    make. Raises `DatasetError` with file, line and reason for a missing column, an empty cell, a day or weight that is
    none, or a date after `latest`.
    """
    import polars as pl

    path = Path(path)
    line = first_line(path)
    names = _names(line)
    if missing := [column for column in COLUMNS if column not in names]:
        raise DatasetError(f"{path}: line 1: no column {missing[0]}: a plain table has {', '.join(COLUMNS)}")
    quote, separator = '"', _separator(line)
    lazy = scanned(path, names, separator=separator, header=True, quote=quote)
    wanted = [*COLUMNS, *(["weight"] if "weight" in names else [])]
    rows = collected(path, lazy.select("line", *wanted), separator=separator, quote=quote, columns=len(names))
    _refuse_empty(path, rows)
    steps = len(rows) > 0 and rows["day"].str.contains(r"^\d{1,7}$").all()
    day = pl.col("day").cast(pl.Int32) if steps else pl.col("day").str.to_date("%Y-%m-%d", strict=False)
    rows = rows.with_columns(day, shown=pl.col("day"))
    refuse_undated(path, rows, "shown")
    refuse_future(path, rows, latest)
    if "weight" in wanted:
        rows = _weighed(path, rows)
    return streamed(path.name, rows.drop("line", "shown"), [], chosen=chosen)


def _names(line: str) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in line.rstrip("\r\n").split(_separator(line))]


def _separator(line: str) -> str:
    return "\t" if "\t" in line else ","


def _refuse_empty(path: Path, rows: pl.DataFrame) -> None:
    for column in COLUMNS:
        empty = rows.filter(rows[column].fill_null("").str.strip_chars() == "").head(1)
        if len(empty):
            raise DatasetError(f"{path}: line {empty['line'][0]}: no {column}")


def _weighed(path: Path, rows: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    weighed = rows.with_columns(pl.col("weight").cast(pl.Float32, strict=False), given=pl.col("weight"))
    bad = weighed.filter(weighed["weight"].is_null() | ~weighed["weight"].is_finite() | (weighed["weight"] < 0)).head(1)
    if len(bad):
        raise DatasetError(f"{path}: line {bad['line'][0]}: {bad['given'][0]!r} is no weight: give a number from 0 on")
    return weighed.drop("given")
