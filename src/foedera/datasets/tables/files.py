"""Files as frames: separated text, Parquet and Stata. Nothing is guessed: what does not fit is named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

    from foedera.datasets.tables.catalogue import Layout

SEPARATORS = {"\t": "tabulators", ";": "semicolons", ",": "commas", "|": "bars"}
ENCODINGS = ("utf-8", "latin-1")
ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dta", ".parquet", ".xlsx", ".xls")
BOOKS = (".xlsx", ".xls")

_R = "R's own files are not read: write it as CSV or Parquet in R and give that file"
_UNREAD = {".rds": _R, ".rda": _R}


_NO_TEXT = {
    b"\xff\xfe": "text in UTF-16: save it as UTF-8", b"\xfe\xff": "text in UTF-16: save it as UTF-8",
    b"PAR1": "Parquet and no text: give it the ending .parquet",
    b"PK\x03\x04": "a ZIP or a workbook and no text: unpack it",
    b"\x1f\x8b": "compressed and no text: unpack it",
}  # fmt: skip
"""How files begin that are no separated text, whatever their ending."""


def is_text(path: Path) -> bool:
    """Whether the file's ending is that of separated text."""
    return path.suffix.lower() in (".csv", ".tsv", ".txt", ".tab")


def checked_ending(path: Path) -> None:
    """Raises `DatasetError` where no reader knows the file's ending."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = f"no known kind of file; known are {', '.join(ENDINGS)}"
        raise DatasetError(f"{path}: {_UNREAD.get(ending, known)}")


def decoded(path: Path, data: bytes, encoding: str) -> str:
    """The text of a file.

    Raises:
        DatasetError: bytes that the encoding does not have, or an encoding that is none of `ENCODINGS`.
    """
    if encoding not in ENCODINGS:
        raise DatasetError(f"{path}: encoding {encoding} is not known; known are {', '.join(ENCODINGS)}")
    for mark, what in _NO_TEXT.items():
        if data.startswith(mark):
            raise DatasetError(f"{path}: is {what}")
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DatasetError(
            f"{path}: line {line}: byte {data[error.start]:#04x} is no UTF-8; if it is Latin-1, say encoding latin-1"
        ) from error


def header(text: str, separator: str) -> list[str]:
    """The names in the first line."""
    first = text.partition("\n")[0].rstrip("\r")
    return next(csv.reader(io.StringIO(first), delimiter=separator), [])


def text_frame(path: Path, text: str, separator: str, layout: Layout) -> tuple[pl.DataFrame, int]:
    """The rows of separated text, all cells as text, and how many lines stand before the first.

    Empty cells, `NA` and `.` are null.

    Raises:
        DatasetError: no header, a column twice in it, or rows of another length than the header.
    """
    import polars as pl

    start = _start(path, text, layout)
    body = (text.split("\n", start)[start] if start else text).rstrip("\r\n")
    names = list(layout.first_row)
    skip = bool(names) and not body.partition(separator)[0].strip('"').strip().isdigit()
    before = start + (int(skip) if names else 1)
    if layout.seek is None:
        _check_shape(path, body, separator, names)
    try:
        frame = pl.read_csv(
            io.BytesIO(body.encode()), separator=separator, infer_schema=False, null_values=["", "NA", "."],
            has_header=not names, new_columns=names or None, skip_rows=int(skip),
        )  # fmt: skip
    except pl.exceptions.PolarsError as error:
        raise DatasetError(f"{path}: no table: {_short(str(error))}") from error
    return frame, before


def _check_shape(path: Path, body: str, separator: str, names: list[str]) -> None:
    """Raises `DatasetError` where the header has a column twice, or a line has more or fewer cells than it."""
    first = names or [name.strip().lower() for name in header(body, separator)]
    if twice := next((name for at, name in enumerate(first) if name and name in first[:at]), None):
        raise DatasetError(f"{path}: line 1: column {twice} occurs twice")
    for line, cells in _lengths(body, separator):
        if cells != len(first):
            raise DatasetError(f"{path}: no table: line {line} has {cells} cells, and {len(first)} were expected")


def _lengths(body: str, separator: str) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, each with its number of cells; those of quoted text as the CSV module reads it."""
    if '"' not in body:
        lines = enumerate(body.split("\n"), 1)
        yield from ((number, line.count(separator) + 1) for number, line in lines if line.strip())
        return
    line = 1
    read = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    for cells in read:
        if cells:
            yield line, len(cells)
        line = read.line_num + 1


def typed_frame(path: Path) -> pl.DataFrame:
    """The rows of a Parquet or Stata file.

    Raises:
        DatasetError: the file is damaged, or Stata is asked for and its reader is not installed.
    """
    import polars as pl

    if path.suffix.lower() == ".dta":
        return _stata_frame(path)
    try:
        return pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise DatasetError(f"{path}: no Parquet file: {_short(str(error))}") from error


def sheet_frame(path: Path, content: bytes, layout: Layout) -> tuple[pl.DataFrame, int]:
    """The rows of the one sheet of a workbook that a layout means, all cells as text, and the rows above the first.

    Raises:
        DatasetError: no workbook, no such sheet or several, no header in it, or the reader is not installed.
    """
    try:
        import fastexcel
    except ImportError as error:
        raise DatasetError(f"{path}: workbooks need fastexcel: python -m pip install 'foedera[networks]'") from error
    try:
        book = fastexcel.read_excel(content)
        fitting = [name for name in book.sheet_names if re.fullmatch(layout.sheet or "", name)]
        if len(fitting) != 1:
            some = ", ".join(book.sheet_names)
            raise DatasetError(
                f"{path}: {len(fitting)} sheets are named as {layout.sheet}; one was expected of: {some}"
            )
        cells = book.load_sheet(fitting[0], header_row=None, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise DatasetError(f"{path}: no workbook: {_short(str(error))}") from error
    return _headed(path, cells, layout)


def _headed(path: Path, cells: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, int]:
    """The rows below the header of a sheet, and how many rows stand above the first of them."""
    first = (layout.seek or "").lower()
    found = [
        at for at, cell in enumerate(cells.to_series(0)[:60].to_list()) if str(cell or "").strip().lower() == first
    ]
    if not found:
        raise DatasetError(f"{path}: no row of the first 60 begins with {layout.seek}, the first name of the header")
    names = [str(name or "").strip().removesuffix(".0") for name in cells.row(found[0])]
    unique = [name if name and name not in names[:at] else f"column {at + 1}" for at, name in enumerate(names)]
    rows = cells.slice(found[0] + 1)
    rows.columns = unique
    return rows, found[0] + 1


def _stata_frame(path: Path) -> pl.DataFrame:
    try:
        import pyreadstat
    except ImportError as error:
        raise DatasetError(f"{path}: Stata files need pyreadstat: python -m pip install 'foedera[networks]'") from error
    try:
        found: tuple[pl.DataFrame, object] = pyreadstat.read_dta(str(path), output_format="polars")
    except pyreadstat.ReadstatError as error:
        raise DatasetError(f"{path}: no Stata file: {_short(str(error))}") from error
    return found[0]


def _start(path: Path, text: str, layout: Layout) -> int:
    """The number of the header's line, from zero."""
    if layout.seek is None:
        return 0
    for number, line in enumerate(text.split("\n", 60)[:60]):
        if line.lstrip('"').lower().startswith(layout.seek.lower()):
            return number
    raise DatasetError(f"{path}: no line of the first 60 begins with {layout.seek}, the first name of the header")


def _short(text: str) -> str:
    return " ".join(text.split())[:160]
