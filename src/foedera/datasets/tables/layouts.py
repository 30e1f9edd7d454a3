"""Which of a data set's layouts a file has; where none, what is missing or which separator would do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedera.datasets.tables.catalogue import Dataset, Field, Layout
from foedera.datasets.tables.files import (
    BOOKS,
    SEPARATORS,
    decoded,
    header,
    is_text,
    sheet_frame,
    text_frame,
    typed_frame,
)
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

_TABS = {".tsv": "\t", ".tab": "\t"}
_OTHER = {"cow": ("gwcode", "Gleditsch-Ward"), "gw": ("ccode", "Correlates of War")}


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was given: its bytes, and what the caller said of its separator and encoding."""

    file: Path
    content: bytes
    separator: str | None
    encoding: str | None

    def between(self, layout: Layout) -> str:
        """The separator: as said, else that of the file's ending, else that of the layout."""
        return self.separator or _TABS.get(self.file.suffix.lower()) or layout.separator or ","

    def text(self, layout: Layout) -> str:
        """The file's text, in the encoding that was said, else in that of the layout."""
        return decoded(self.file, self.content, self.encoding or layout.encoding or "utf-8")

    def may_be(self, layout: Layout) -> bool:
        """Whether the file can have the layout: one by position is only for the publisher's own kind of file, and a
        workbook's that is not wide has a layout for text beside it."""
        if layout.sheet and not layout.melt:
            return False
        return not layout.first_row or bool(self.separator) or self.file.suffix.lower() != ".csv"


def laid_out(data: Dataset, names: list[str], given: Given) -> tuple[str, pl.DataFrame, int | None]:
    """The name of the layout that fits, the rows as they are in the file, and the lines before the first of them.

    A file that has no lines (Parquet, Stata) has null of them.

    Raises:
        DatasetError: none fits.
    """
    if given.file.suffix.lower() in BOOKS:
        return _of_a_book(data, names, given)
    if not is_text(given.file):
        raw = typed_frame(given.file)
        misses = {name: missing(data, data.layouts[name], raw.columns) for name in names}
        fitting = [name for name in names if not misses[name]]
        if fitting:
            return fitting[0], raw, None
        raise DatasetError(_no_layout(data, given.file, misses))
    misses = {}
    for name in filter(lambda name: given.may_be(data.layouts[name]), names):
        layout = data.layouts[name]
        raw, before = text_frame(given.file, given.text(layout), given.between(layout), layout)
        misses[name] = missing(data, layout, raw.columns)
        if not misses[name]:
            return name, raw, before
    _complain_of_separator(data, names, given)
    raise DatasetError(_no_layout(data, given.file, misses))


def _of_a_book(data: Dataset, names: list[str], given: Given) -> tuple[str, pl.DataFrame, int]:
    """The layout that is published as a workbook, and the rows of its sheet."""
    name = next((name for name in names if data.layouts[name].sheet), None)
    if name is None:
        raise DatasetError(f"{given.file}: {data.title} is not published as a workbook: save the sheet as CSV (UTF-8)")
    raw, before = sheet_frame(given.file, given.content, data.layouts[name])
    if lost := missing(data, data.layouts[name], raw.columns):
        raise DatasetError(_no_layout(data, given.file, {name: lost}))
    return name, raw, before


def called(field: Field, layout: Layout) -> str:
    """What a column of ours is called in a file of that layout."""
    return field.name if field.name in (layout.melt or ()) else layout.columns.get(field.name, field.name)


def missing(data: Dataset, layout: Layout, columns: list[str]) -> list[str]:
    """The file's columns that a layout needs and that are not there."""
    there = {column.lower() for column in columns}
    lost = [name for name in _needed(data, layout) if name.lower() not in there]
    if not lost and layout.melt and not _wide(layout, columns):
        return [f"a column for each {layout.melt[0]}"]
    return lost


def _needed(data: Dataset, layout: Layout) -> list[str]:
    names = (called(field, layout) for field in data.fields if field.required)
    return [name for name in names if name not in (layout.melt or ())]


def _wide(layout: Layout, columns: list[str]) -> bool:
    """Whether there are columns that stand for something, and not already one of what they stand for."""
    return bool(melted(layout, columns)) and not set(columns).intersection(layout.melt or ())


def melted(layout: Layout, columns: list[str]) -> list[str]:
    """The columns of a wide file that stand for a year or an organisation."""
    kept = {name.lower() for name in layout.keep}
    return [name for name in columns if name.lower() not in kept and re.fullmatch(layout.pattern, name)]


def _complain_of_separator(data: Dataset, names: list[str], given: Given) -> None:
    """Raises `DatasetError` where the header would fit with another separator."""
    for name in names:
        layout = data.layouts[name]
        other = None if layout.seek or layout.first_row else _fitting(data, layout, given)
        if other is not None:
            word = SEPARATORS[other].removesuffix("ulators").removesuffix("s")
            raise DatasetError(
                f"{given.file}: columns are separated by {SEPARATORS[other]}: say separator {other!r} "
                f"(on the command line {data.id},{word}=FILE)"
            )


def _fitting(data: Dataset, layout: Layout, given: Given) -> str | None:
    """The separator with which the header has all columns of the layout."""
    text = given.text(layout)
    return next((sign for sign in SEPARATORS if not missing(data, layout, header(text, sign))), None)


def _no_layout(data: Dataset, file: Path, misses: dict[str, list[str]]) -> str:
    if not misses:
        return f"{file}: {data.title} is not published as {file.suffix} in this version"
    name, lost = min(misses.items(), key=lambda miss: len(miss[1]))
    where = "" if len(misses) == 1 else f" (nearest of {len(misses)} known layouts: {name})"
    said = f"{file}: {data.title}: column {', '.join(lost)} is missing{where}"
    if data.system and any(column.lower().rstrip("12").endswith(("ccode", "gwcode")) for column in lost):
        code, whose = _OTHER[data.system]
        said += f"; a file with {whose} numbers ({code}) is another data set"
    return said
