"""One reader for all data sets: a user's file as a table, its version known and not guessed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedera.datasets.tables.catalogue import Dataset, Layout, Version, dataset
from foedera.datasets.tables.covering import coverage
from foedera.datasets.tables.files import checked_ending
from foedera.datasets.tables.layouts import Given, called, laid_out, melted
from foedera.datasets.tables.numbers import renumbered
from foedera.datasets.tables.origins import Origin
from foedera.datasets.tables.systems import check_system
from foedera.datasets.tables.table import Column, Report, Source, Table
from foedera.datasets.tables.values import value
from foedera.datasets.tables.versions import version_of
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl


def read(
    data: str | Dataset, path: str | Path, *, version: str | None = None, separator: str | None = None,
    encoding: str | None = None,
) -> Table:  # fmt: skip
    """A data set from a user's file, with our column names.

    The version is what the caller says, else what the file itself says (its hash, its column `version`, its last
    year); where that leaves more than one, the caller is asked.

    Args:
        data: a data set's id, or a description.
        path: CSV, TSV, Stata or Parquet.
        version: one of the data set's versions.
        separator: of separated text; a comma where not given, a tabulator in .tsv and .tab.
        encoding: `utf-8` (where not given) or `latin-1`.

    Raises:
        DatasetError: a file that cannot be read, a missing column, an unknown version, a cell that is no value, a key
            that occurs twice, codes of another system.
    """
    described = dataset(data) if isinstance(data, str) else data
    asked = None if version is None else described.version(version)
    file = Path(path)
    if file.exists():
        checked_ending(file)
    content = _content(file)
    names = [name for name in described.layouts if asked is None or name in asked.layouts]
    given = Given(file=file, content=content, separator=separator, encoding=encoding)
    name, raw, before = laid_out(described, names, given)
    digest = hashlib.sha256(content).hexdigest()
    frame, ignored, origin = _frame(described, described.layouts[name], raw, Origin(file=file, before=before))
    if not frame.height:
        raise DatasetError(f"{file}: {described.title}: the file has no rows")
    found = version_of(described, name, raw, frame, digest, asked, file)
    _check_needed(described, frame, origin)
    _check_keys(described, frame, origin)
    _check_dyads(frame, origin)
    frame, renamed = renumbered(described, frame)
    check_system(frame, described.system, origin)
    more = *_compared(described, name), *_unread(described, ignored), *renamed
    return _table(described, found, frame, file, digest, more)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DatasetError(f"{file}: cannot be read: {(error.strerror or str(error)).lower()}") from error


def _frame(data: Dataset, layout: Layout, raw: pl.DataFrame, origin: Origin) -> tuple[pl.DataFrame, list[str], Origin]:
    """The rows with our columns in our types, the names of the columns that were not read, and where the rows stand."""
    import polars as pl

    rows = _long(layout, raw)
    wide = tuple(melted(layout, raw.columns)) if layout.melt else ()
    by_name = {name.lower(): name for name in rows.columns}
    names = {field.name: by_name.get(called(field, layout).lower()) for field in data.fields}
    there = {name: own for name, own in names.items() if own is not None}
    known = {name: own for name, own in there.items() if name not in (layout.melt or ())}
    found = msgspec.structs.replace(origin, names=known, wide=wide, height=raw.height)
    frame = pl.DataFrame(
        {field.name: value(rows[there[field.name]], field, found) for field in data.fields if field.name in there}
    )
    for date, parts in data.dates.items():
        frame = _dated(frame, date, parts, found)
    if layout.melt:
        kept = frame[layout.melt[1]].is_not_null().arg_true()
        return frame[kept], [], msgspec.structs.replace(found, kept=tuple(kept.to_list()))
    unread = set(rows.columns) - set(there.values())
    return frame, sorted(name for name in unread if name.lower() != "version"), found


def _long(layout: Layout, raw: pl.DataFrame) -> pl.DataFrame:
    """The rows; those of a wide file with one row for each of its columns that stand for something."""
    if not layout.melt:
        return raw
    wide = melted(layout, raw.columns)
    kept = [name for name in raw.columns if name not in wide]
    return raw.unpivot(wide, index=kept, variable_name=layout.melt[0], value_name=layout.melt[1])


def _dated(frame: pl.DataFrame, name: str, parts: tuple[str, str, str], origin: Origin) -> pl.DataFrame:
    import polars as pl

    text = pl.concat_str([pl.col(part).cast(pl.String).str.zfill(2) for part in parts], separator="-")
    made = frame.select(text.str.to_date("%Y-%m-%d", strict=False).alias(name)).to_series()
    if made.null_count():
        row = made.is_null().arg_max() or 0
        said = "-".join(str(frame[part][row]) for part in parts)
        raise origin.refused(row, f", columns {', '.join(parts)}: {said} is no day of the calendar")
    return frame.with_columns(made)


def _check_needed(data: Dataset, frame: pl.DataFrame, origin: Origin) -> None:
    """Raises `DatasetError` where a row lacks what no row may be without."""
    for name in data.needed:
        if frame[name].null_count():
            row = frame[name].is_null().arg_max() or 0
            raise origin.refused(row, f": {origin.column(name, row)} is missing, and no row may be without it")


def _check_keys(data: Dataset, frame: pl.DataFrame, origin: Origin) -> None:
    import polars as pl

    keys = [key for key in data.keys if key in frame.columns]
    twice = frame.select(keys).is_duplicated()
    if twice.any():
        row = twice.arg_max() or 0
        again = frame.select(keys).with_row_index("at").filter(
            pl.all_horizontal(pl.col(key).eq_missing(pl.lit(frame[key][row])) for key in keys)
        )["at"][1]  # fmt: skip
        what = ", ".join(f"{key} {frame[key][row]}" for key in keys)
        raise origin.refused(row, f" and {origin.row(again)}: {what} occurs twice; each may occur once")


def _check_dyads(frame: pl.DataFrame, origin: Origin) -> None:
    for one, other in (("ccode1", "ccode2"), ("gwcode1", "gwcode2")):
        if one in frame.columns and (frame[one] == frame[other]).any():
            row = (frame[one] == frame[other]).arg_max() or 0
            raise origin.refused(row, f": state {frame[one][row]} is a dyad with itself")


def _compared(data: Dataset, layout: str) -> tuple[str, ...]:
    if data.layouts[layout].compared:
        return ()
    said = "this layout is described from codebooks and was not compared with a published file: look at some rows"
    return (f"{data.title}: {said}",)


def _unread(data: Dataset, names: list[str]) -> tuple[str, ...]:
    return (f"{data.title}: columns not read: {_some(names)}",) if names else ()


def _table(
    data: Dataset, version: Version, frame: pl.DataFrame, file: Path, digest: str, more: tuple[str, ...]
) -> Table:
    first, last, gaps, notes = coverage(data, version, frame)
    source = Source(
        id=data.id, title=data.title, version=version.version, citation=version.citation or data.citation,
        terms=data.terms, homepage=data.homepage, first=first, last=last, gaps=gaps, file=file.name,
        sha256=digest,
    )  # fmt: skip
    columns = tuple(
        Column(name=field.name, label=field.label, unit=field.unit, source=data.id, first=first, last=last)
        for field in data.fields if field.name in frame.columns
    )  # fmt: skip
    if data.numbers:
        columns = (Column(name="ccode", label="State (COW number)", source=data.id, first=first, last=last), *columns)
    return Table(frame, data.title, (source,), columns, Report(notes=(*notes, *more)), data.system)


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
