"""One reader for all data sets: a user's file as a table, its version known and not guessed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.datasets.tables.catalogue import Dataset, Layout, Version, dataset
from foedera.datasets.tables.files import SEPARATORS, checked_ending, decoded, header, is_text, text_frame, typed_frame
from foedera.datasets.tables.table import Column, Report, Source, Table
from foedera.datasets.tables.values import value
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

_OTHER = {"cow": ("gwcode", "Gleditsch-Ward"), "gw": ("ccode", "Correlates of War")}


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
    checked_ending(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DatasetError(f"{file}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    names = [name for name in described.layouts if asked is None or name in asked.layouts]
    name, raw = _laid_out(described, names, file, content, separator, encoding)
    layout = described.layouts[name]
    digest = hashlib.sha256(content).hexdigest()
    frame, ignored = _frame(described, layout, raw, file)
    found = _version(described, name, raw, frame, digest, asked, file)
    _check_keys(described, frame, file)
    return _table(described, found, frame, file, digest, ignored)


def _laid_out(
    data: Dataset, names: list[str], file: Path, content: bytes, separator: str | None, encoding: str | None
) -> tuple[str, pl.DataFrame]:
    """The name of the layout that fits, and the rows."""
    misses: dict[str, list[str]] = {}
    typed = None if is_text(file) else typed_frame(file)
    for name in names:
        layout = data.layouts[name]
        between = separator or ("\t" if file.suffix.lower() in (".tsv", ".tab") else layout.separator or ",")
        if typed is not None:
            raw = typed
        elif layout.first_row and between != separator and file.suffix.lower() == ".csv":
            continue  # a layout by position is only for the publisher's own kind of file
        else:
            raw = text_frame(file, decoded(file, content, encoding or layout.encoding or "utf-8"), between, layout)
        misses[name] = missing = _missing(data, layout, raw.columns)
        if not missing:
            return name, raw
    if typed is None:
        _complain_of_separator(data, names, file, content, separator, encoding)
    raise DatasetError(_no_layout(data, file, misses))


def _missing(data: Dataset, layout: Layout, columns: list[str]) -> list[str]:
    """The file's columns that a layout needs and that are not there."""
    there = {column.lower() for column in columns}
    melted = set(layout.melt or ())
    needed = [layout.columns.get(field.name, field.name) for field in data.fields
              if field.required and field.name not in melted]  # fmt: skip
    missing = [name for name in needed if name.lower() not in there]
    if layout.melt and not missing and not _melted(layout, columns):
        missing = [f"a column for each {layout.melt[0]}"]
    return missing


def _melted(layout: Layout, columns: list[str]) -> list[str]:
    """The columns of a wide file that stand for a year or an organisation."""
    kept = {name.lower() for name in layout.keep}
    return [name for name in columns if name.lower() not in kept and re.fullmatch(layout.pattern, name)]


def _complain_of_separator(
    data: Dataset, names: list[str], file: Path, content: bytes, separator: str | None, encoding: str | None
) -> None:
    """Raises `DatasetError` where the header would fit with another separator."""
    for name in names:
        layout = data.layouts[name]
        if layout.seek or layout.first_row:
            continue
        text = decoded(file, content, encoding or layout.encoding or "utf-8")
        for other, called in SEPARATORS.items():
            if other != separator and not _missing(data, layout, header(text, other)):
                raise DatasetError(f"{file}: columns are separated by {called}: say separator {other!r}")


def _no_layout(data: Dataset, file: Path, misses: dict[str, list[str]]) -> str:
    if not misses:
        return f"{file}: {data.title} is not published as {file.suffix} in this version"
    name, missing = min(misses.items(), key=lambda miss: len(miss[1]))
    where = "" if len(misses) == 1 else f" (nearest of {len(misses)} known layouts: {name})"
    said = f"{file}: {data.title}: column {', '.join(missing)} is missing{where}"
    if data.system and any("code" in column for column in missing):
        code, called = _OTHER[data.system]
        said += f"; a file with {called} numbers ({code}) is another data set"
    return said


def _frame(data: Dataset, layout: Layout, raw: pl.DataFrame, file: Path) -> tuple[pl.DataFrame, list[str]]:
    """The rows with our columns in our types, and the names of the columns that were not read."""
    import polars as pl

    by_name = {name.lower(): name for name in raw.columns}
    rows = raw
    if layout.melt:
        into, held = layout.melt
        wide = _melted(layout, raw.columns)
        kept = [name for name in raw.columns if name not in wide]
        rows = raw.unpivot(wide, index=kept, variable_name=into, value_name=held)
        by_name |= {into: into, held: held}
    taken = {}
    for field in data.fields:
        name = field.name if layout.melt and field.name in layout.melt else layout.columns.get(field.name, field.name)
        if name.lower() in by_name:
            taken[field.name] = value(rows[by_name[name.lower()]], field, file)
            by_name.pop(name.lower())
    frame = pl.DataFrame(taken)
    for name, parts in data.dates.items():
        frame = _dated(frame, name, parts, file)
    if layout.melt:
        frame = frame.drop_nulls(layout.melt[1])
        return frame, []
    return frame, sorted(name for name in by_name.values() if name.lower() != "version")


def _dated(frame: pl.DataFrame, name: str, parts: tuple[str, str, str], file: Path) -> pl.DataFrame:
    import polars as pl

    text = pl.concat_str([pl.col(part).cast(pl.String).str.zfill(2) for part in parts], separator="-")
    made = frame.select(text.str.to_date("%Y-%m-%d", strict=False).alias(name)).to_series()
    if made.null_count():
        row = made.is_null().arg_max() or 0
        said = "-".join(str(frame[part][row]) for part in parts)
        raise DatasetError(f"{file}: row {row + 1}, columns {', '.join(parts)}: {said} is no day of the calendar")
    return frame.with_columns(made)


def _version(
    data: Dataset, layout: str, raw: pl.DataFrame, frame: pl.DataFrame, digest: str, asked: Version | None, file: Path
) -> Version:
    """The version of the file: as asked, if the file does not say otherwise, else as the file says."""
    fitting = [version for version in data.versions if layout in version.layouts]
    said = _marker(raw)
    if asked is not None:
        if said is not None and asked.marker and said not in asked.marker:
            raise DatasetError(f"{file}: version {asked.version} was asked for; the file's column version says {said}")
        return asked
    by_hash = [version for version in fitting if digest in version.sha256]
    if by_hash:
        return by_hash[0]
    if said is not None and any(version.marker for version in fitting):
        marked = [version for version in fitting if said in version.marker]
        if not marked:
            raise DatasetError(f"{file}: {data.title}: version {said} is not known; known are {_names(fitting)}")
        return marked[0]
    if any(version.last_year for version in fitting):
        last = _last_year(frame)
        ending = [version for version in fitting if version.last_year == last]
        if len(ending) == 1:
            return ending[0]
        raise DatasetError(
            f"{file}: {data.title}: the last year is {last}, which is that of no known version; say which: "
            f"{_names(fitting)}"
        )
    if len(fitting) == 1:
        return fitting[0]
    raise DatasetError(f"{file}: {data.title}: the file does not say its version; say which: {_names(fitting)}")


def _marker(raw: pl.DataFrame) -> str | None:
    """What the file's own column `version` says, where it says one thing."""
    name = next((name for name in raw.columns if name.lower() == "version"), None)
    if name is None:
        return None
    said = raw[name].drop_nulls().unique().to_list()
    if len(said) != 1:
        return None
    text = str(said[0]).strip()
    return text.removesuffix(".0") if isinstance(said[0], float) else text


def _last_year(frame: pl.DataFrame) -> int | None:
    for name in ("year", "end", "enddate"):
        if name in frame.columns:
            top = frame[name].max()
            return top if isinstance(top, int) else getattr(top, "year", None)
    return None


def _names(versions: list[Version]) -> str:
    return ", ".join(version.version for version in versions)


def _check_keys(data: Dataset, frame: pl.DataFrame, file: Path) -> None:
    keys = [key for key in data.keys if key in frame.columns]
    twice = frame.select(keys).is_duplicated()
    if twice.any():
        row = twice.arg_max() or 0
        what = ", ".join(f"{key} {frame[key][row]}" for key in keys)
        raise DatasetError(f"{file}: row {row + 1}: {what} occurs twice; each may occur once")
    for name in ("ccode", "gwcode"):
        if {f"{name}1", f"{name}2"} <= set(frame.columns):
            own = frame[f"{name}1"] == frame[f"{name}2"]
            if own.any():
                row = own.arg_max() or 0
                raise DatasetError(f"{file}: row {row + 1}: state {frame[f'{name}1'][row]} is a dyad with itself")


def _table(data: Dataset, version: Version, frame: pl.DataFrame, file: Path, digest: str, ignored: list[str]) -> Table:
    source = Source(
        id=data.id, title=data.title, version=version.version, citation=version.citation or data.citation,
        terms=data.terms, homepage=data.homepage, first=version.first, last=version.last, file=file.name,
        sha256=digest,
    )  # fmt: skip
    columns = tuple(
        Column(name=field.name, label=field.label, unit=field.unit, source=data.id, first=version.first,
               last=version.last)
        for field in data.fields if field.name in frame.columns
    )  # fmt: skip
    notes = (f"{data.title}: columns not read: {_some(ignored)}",) if ignored else ()
    return Table(frame, data.title, (source,), columns, Report(notes=notes), data.system)


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
