"""From a table of event rows, whatever its layout, to the columns of a stream."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from foedera.datasets.streams.stream import EventStream, Ints
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl


def first_line(path: Path) -> str:
    """The first line of a text file. Raises `DatasetError` where there is none."""
    try:
        with path.open("rb") as file:
            line = file.readline(1 << 20)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    if line[:2] in (b"PK", b"\x1f\x8b"):
        raise DatasetError(f"{path}: is packed: unpack it first")
    if not line.strip():
        raise DatasetError(f"{path}: line 1: there is nothing in it")
    return line.decode("utf-8-sig", errors="replace")


def scanned(path: Path, names: Sequence[str], *, separator: str, header: bool, quote: str | None) -> pl.LazyFrame:
    """The rows of a file as text under these names of columns, with the number of the `line`; nothing is read yet."""
    import polars as pl

    return pl.scan_csv(
        path, separator=separator, has_header=header, quote_char=quote, encoding="utf8-lossy",
        schema=dict.fromkeys(names, pl.String), row_index_name="line", row_index_offset=2 if header else 1,
    )  # fmt: skip


def collected(path: Path, rows: pl.LazyFrame, *, separator: str, quote: str | None, columns: int) -> pl.DataFrame:
    """The rows, read. Raises `DatasetError` with the line that has another number of columns than the first."""
    import polars as pl

    try:
        return rows.collect(engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise DatasetError(ragged(path, separator, quote, columns) or f"{path}: {_one_line(error)}") from error


def ragged(path: Path, separator: str, quote: str | None, columns: int) -> str | None:
    """What is wrong with the first line that has another number of columns; None where all have as many."""
    import csv

    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        plain = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE)
        for row in (reader := plain if quote is None else csv.reader(file, delimiter=separator)):
            if row and len(row) != columns:
                return f"{path}: line {reader.line_num}: {len(row)} columns where the first line has {columns}"
    return None


def refuse_undated(path: Path, rows: pl.DataFrame, shown: str) -> None:
    """Raises `DatasetError` with the first line whose `day` is none; `shown` is the column that holds its text."""
    bad = rows.filter(rows["day"].is_null()).head(1)
    if len(bad):
        raise DatasetError(f"{path}: line {bad['line'][0]}: {bad[shown][0]!r} is no date as the layout writes it")


def refuse_future(path: Path, rows: pl.DataFrame, latest: datetime.date | None) -> None:
    """Raises `DatasetError` with the first line that lies after `latest`."""
    import polars as pl

    if latest is None or rows.schema["day"] != pl.Date:
        return
    late = rows.filter(rows["day"] > latest).head(1)
    if len(late):
        raise DatasetError(
            f"{path}: line {late['line'][0]}: {late['day'][0]} lies after {latest}: events have happened"
        )


def streamed(name: str, rows: pl.DataFrame, notes: list[str], *, chosen: bool = False) -> EventStream:
    """The stream of rows with `actor`, `type`, `recipient` (text), `day` (dates or numbers) and maybe `weight`.

    Names and types are numbered in alphabetical order, so that the same rows give the same numbers in any order.
    Raises `DatasetError` where there are no rows, or more types or names than can be numbered.
    """
    import polars as pl

    if not len(rows):
        raise DatasetError(f"{name}: no events are left: {'; '.join(notes) or 'there are no rows'}")
    actors = pl.concat([rows["actor"].unique(), rows["recipient"].unique()]).unique().sort()
    types = rows["type"].unique().sort()
    if len(types) > np.iinfo(np.int16).max:
        raise DatasetError(f"{name}: {len(types)} types of events: is `type` the right column?")
    origin = rows["day"].min() if rows.schema["day"] == pl.Date else None
    day = rows["day"] if origin is None else (rows["day"] - origin).dt.total_days()
    days = day.cast(pl.Int32).to_numpy()
    order = _order(days, notes)
    stream = EventStream(
        name=name, actors=tuple(actors), types=tuple(types), chosen=chosen,
        actor=_numbers(rows["actor"], actors)[order], recipient=_numbers(rows["recipient"], actors)[order],
        type=_numbers(rows["type"], types).astype(np.int16)[order], day=days[order],
        weight=rows["weight"].to_numpy().astype(np.float32)[order] if "weight" in rows.columns else None,
        origin=origin if isinstance(origin, datetime.date) else None,
    )  # fmt: skip
    if repeated := len(stream) - len(np.unique(stream.keys())):
        notes.append(f"{repeated} rows repeat actor, type, recipient and day of another; each counts as an event")
    return msgspec.structs.replace(stream, notes=tuple(notes))


def _order(days: Ints, notes: list[str]) -> Ints | slice:
    late = int((np.diff(days) < 0).sum())
    if not late:
        return slice(None)
    notes.append(f"the file was not in the order of its days ({late} steps back); it was sorted")
    return np.argsort(days, kind="stable").astype(np.int32)


def _numbers(column: pl.Series, names: pl.Series) -> Ints:
    import polars as pl

    return column.cast(pl.Enum(names)).to_physical().cast(pl.Int32).to_numpy()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
