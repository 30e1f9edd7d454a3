"""Tables out: Parquet, CSV, Stata, JSON, each with the metadata beside the values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table
from foedera.model.errors import DatasetError, FoederaError, UsageError

__all__ = ["Column", "Dropped", "Join", "Report", "Source", "System", "Table", "write"]


def write(table: Table, path: str | Path) -> None:
    """Writes a table in the format that the file's ending names: .parquet, .csv, .dta or .json.

    Parquet carries the metadata in its key-value part (key `foedera`), JSON beside the rows, Stata as labels of the
    file and its columns. A CSV has a second file beside it, `NAME.meta.json`, and so has Stata: labels are short.

    Raises:
        UsageError: another ending.
        FoederaError: the file cannot be written.
        DatasetError: a column that Stata cannot hold.
    """
    target = Path(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UsageError(f"{target}: a table is written as {', '.join(_WRITERS)}")
    if not target.parent.is_dir():
        raise FoederaError(f"{target}: cannot be written: there is no folder {target.parent}")
    try:
        writer(table, target)
    except OSError as error:
        raise FoederaError(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _parquet(table: Table, path: Path) -> None:
    table.frame.write_parquet(path, metadata={"foedera": json.dumps(table.described(), ensure_ascii=False)})


def _csv(table: Table, path: Path) -> None:
    table.frame.write_csv(path)
    _meta(table, path)


def _json(table: Table, path: Path) -> None:
    rows = json.loads(table.frame.write_json())
    whole = {**table.described(), "data": rows}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _meta(table: Table, path: Path) -> None:
    said = json.dumps(table.described(), ensure_ascii=False, indent=1)
    path.with_name(f"{path.name}.meta.json").write_text(said + "\n", encoding="utf-8")


def _stata(table: Table, path: Path) -> None:
    import polars as pl
    import pyreadstat

    long = [name for name in table.frame.columns if len(name) > 32]
    if long:
        raise DatasetError(f"{path}: Stata's names have 32 characters at most: {long[0]}")
    frame = table.frame
    labels: dict[str, dict[int | float, str]] = {}
    for name, kind in table.frame.schema.items():
        if isinstance(kind, pl.Enum):
            labels[name] = dict(enumerate(kind.categories))
            frame = frame.with_columns(pl.col(name).to_physical().cast(pl.Int16))
        elif kind in (pl.Boolean, pl.UInt8, pl.UInt16, pl.UInt32):
            frame = frame.with_columns(pl.col(name).cast(pl.Int32))
    pyreadstat.write_dta(
        frame,
        str(path),
        file_label=table.title[:80],
        column_labels=[table.column(name).label[:80] for name in frame.columns],
        variable_value_labels=labels,
    )
    _meta(table, path)


_WRITERS: dict[str, Callable[[Table, Path], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".dta": _stata,
    ".json": _json,
}
