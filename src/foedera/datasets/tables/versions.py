"""Which version of a data set a file is of: what the caller says, else what the file itself says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.datasets.tables.catalogue import Dataset, Version
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl


def version_of(
    data: Dataset, layout: str, raw: pl.DataFrame, frame: pl.DataFrame, digest: str, asked: Version | None, file: Path
) -> Version:
    """The version of a file: as asked, if the file does not say otherwise, else as the file says.

    Args:
        data, layout: the data set, and which of its layouts the file has.
        raw, frame: the rows as they are in the file, and as they were read.
        digest: the file's SHA-256.
        asked: what the caller says.
        file: for messages.

    Raises:
        DatasetError: the file says another version, one that is not known, or none.
    """
    said = _marker(raw)
    if asked is not None:
        return _agreed(asked, said, file)
    fitting = [version for version in data.versions if layout in version.layouts]
    by_hash = next((version for version in fitting if digest in version.sha256), None)
    return by_hash or _said(data, fitting, said, _last_year(frame), file)


def _said(data: Dataset, fitting: list[Version], said: str | None, last: int | None, file: Path) -> Version:
    """The version by what stands in the file: its column `version`, its last year, or there is only one."""
    if said is not None and fitting[0].marker:
        return _marked(data, fitting, said, file)
    if fitting[0].last_year:
        return _ending(data, fitting, last, file)
    if len(fitting) == 1:
        return fitting[0]
    raise DatasetError(
        f"{file}: {data.title}: the file does not say its version; say which: {_names(fitting)} "
        f"(on the command line {data.id}@{fitting[-1].version}=FILE)"
    )


def _agreed(asked: Version, said: str | None, file: Path) -> Version:
    if said is None or not asked.marker or said in asked.marker:
        return asked
    raise DatasetError(f"{file}: version {asked.version} was asked for; the file's column version says {said}")


def _marked(data: Dataset, fitting: list[Version], said: str, file: Path) -> Version:
    for version in fitting:
        if said in version.marker:
            return version
    raise DatasetError(f"{file}: {data.title}: version {said} is not known; known are {_names(fitting)}")


def _ending(data: Dataset, fitting: list[Version], last: int | None, file: Path) -> Version:
    for version in fitting:
        if version.last_year == last:
            return version
    said = f"the last year is {last}, which is that of no known version; say which: {_names(fitting)}"
    raise DatasetError(f"{file}: {data.title}: {said}")


def _marker(raw: pl.DataFrame) -> str | None:
    """What the file's own column `version` says, where it says one thing."""
    name = next((name for name in raw.columns if name.lower() == "version"), None)
    said: list[Any] = [] if name is None else raw[name].drop_nulls().unique().to_list()
    if len(said) != 1:
        return None
    # Stata keeps 5.1 in four bytes, which is 5.0999999
    return f"{said[0]:.6g}" if isinstance(said[0], float) else str(said[0]).strip()


def _last_year(frame: pl.DataFrame) -> int | None:
    name = next((name for name in ("year", "end", "enddate") if name in frame.columns), None)
    last = None if name is None else frame[name].max()
    return last if isinstance(last, int) else getattr(last, "year", None)


def _names(versions: list[Version]) -> str:
    return ", ".join(version.version for version in versions)
