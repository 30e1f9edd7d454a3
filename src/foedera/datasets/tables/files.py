"""Files as frames: separated text, Parquet and Stata. Nothing is guessed: what does not fit is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

    from foedera.datasets.tables.catalogue import Layout

SEPARATORS = {"\t": "tabulators", ";": "semicolons", ",": "commas", "|": "bars"}
ENCODINGS = ("utf-8", "latin-1")
ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dta", ".parquet")

_WORKBOOK = "workbooks are not read: save the sheet as CSV (UTF-8) and give that file"
_R = "R's own files are not read: write it as CSV or Parquet in R and give that file"
_UNREAD = {".xlsx": _WORKBOOK, ".xls": _WORKBOOK, ".rds": _R, ".rda": _R}


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


def text_frame(path: Path, text: str, separator: str, layout: Layout) -> pl.DataFrame:
    """The rows of separated text, all cells as text; empty cells, `NA` and `.` are null.

    Raises:
        DatasetError: no header, or rows of another length than the header.
    """
    import polars as pl

    start = _start(path, text, layout)
    body = text.split("\n", start)[start] if start else text
    names = list(layout.first_row)
    skip = bool(names) and not body.partition(separator)[0].strip('"').strip().isdigit()
    try:
        return pl.read_csv(
            io.BytesIO(body.encode()), separator=separator, infer_schema=False, null_values=["", "NA", "."],
            has_header=not names, new_columns=names or None, skip_rows=int(skip),
        )  # fmt: skip
    except pl.exceptions.PolarsError as error:
        raise DatasetError(f"{path}: no table: {_short(str(error))}") from error


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
