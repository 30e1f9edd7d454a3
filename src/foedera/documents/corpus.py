"""Corpora: a JSON Lines or Parquet file with one document a row, `text` and what is known about it."""

from __future__ import annotations

import codecs
import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from foedera.documents.content import MAX_CHARACTERS, Content
from foedera.documents.metadata import Metadata, metadata_of
from foedera.documents.text import content_of_string
from foedera.model import SourceError

MEDIA_TYPE = "application/json"
"""Of a row: its original is the row as JSON."""

_LONGEST_LINE = 4 * MAX_CHARACTERS
_BATCH = 500
_EMPTY = {None, "", "None", "nan"}


class Row(msgspec.Struct, frozen=True):
    """One row of a corpus: its content and metadata, its name (`FILE#id`, or its number), and itself as JSON."""

    name: str
    content: Content
    metadata: Metadata
    original: bytes


def rows_of_jsonl(data: Path | bytes, name: str) -> Iterator[Row | SourceError]:
    """The rows of a JSON Lines file, read line by line. A row that is no document is yielded as an error that names the
    file and line; blank lines are passed over."""
    seen: set[str] = set()
    with _opened(data) as file:
        for number, line in enumerate(_lines(file), 1):
            where = f"{name}, line {number}"
            if line is None:
                yield SourceError(f"{where}: is longer than {_LONGEST_LINE:,} bytes; split the document")
            elif line.strip():
                yield _row_of_line(line, number, where, seen)


def _row_of_line(line: bytes, number: int, where: str, seen: set[str]) -> Row | SourceError:
    try:
        return _row(_object(line, where), line, number, where, seen)
    except SourceError as error:
        return error


def rows_of_parquet(data: Path | bytes, name: str) -> Iterator[Row | SourceError]:
    """The rows of a Parquet file, some hundred at a time. Raises `SourceError` where it is damaged or lacks a column
    `text` of strings; a row that is no document is yielded as an error that names the file and row."""
    import polars

    seen: set[str] = set()
    try:
        for number, fields in enumerate(_table(data, name), 1):
            yield _row_of_fields(fields, number, f"{name}, row {number}", seen)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise SourceError(f"{name}: is a damaged Parquet file: {' '.join(str(error).split()):.120}") from error


def _table(data: Path | bytes, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as its columns have them."""
    import polars

    frame = polars.scan_parquet(data if isinstance(data, Path) else io.BytesIO(data))
    if frame.collect_schema().get("text") != polars.String:
        raise SourceError(f"{name}: needs a column text of strings; rename the column that holds the text")
    for start in itertools.count(0, _BATCH):
        batch = frame.slice(start, _BATCH).collect()
        yield from batch.iter_rows(named=True)
        if len(batch) < _BATCH:
            return


def _row_of_fields(fields: dict[str, Any], number: int, where: str, seen: set[str]) -> Row | SourceError:
    plain = {key: _plain(value) for key, value in fields.items()}
    try:
        return _row(plain, msgspec.json.encode(plain), number, where, seen)
    except SourceError as error:
        return error


def _row(fields: dict[str, Any], original: bytes, number: int, where: str, seen: set[str]) -> Row:
    text = _text(fields, where)
    label = _label(fields, number, where)
    if label in seen:
        raise SourceError(f"{where}: the id {label!r:.60} stands in an earlier row; give each row its own")
    seen.add(label)
    metadata = metadata_of(fields, where)
    content = content_of_string(text, where, MEDIA_TYPE, title=metadata.title)
    return Row(f"{where.rpartition(', ')[0]}#{label}", content, metadata, original)


def _text(fields: dict[str, Any], where: str) -> str:
    text = fields.get("text")
    if text is None:
        raise SourceError(f"{where}: has no field text; put the text of the document into it")
    if not isinstance(text, str):
        raise SourceError(f"{where}: text must be a string, not {text!r:.40}")
    return text


def _label(fields: dict[str, Any], number: int, where: str) -> str:
    """The id of a row, or its number where it has none."""
    given = fields.get("id")
    if not isinstance(given, str | int | None):
        raise SourceError(f"{where}: id must be a string or a number, not {given!r:.40}")
    return str(number) if given in _EMPTY else str(given)


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        fields = msgspec.json.decode(line)
    except UnicodeDecodeError as error:
        raise SourceError(f"{where}: is not valid UTF-8; save the file again as UTF-8") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"{where}: is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise SourceError(f"{where}: must be a JSON object with text, not {type(fields).__name__}")
    return fields


def _opened(data: Path | bytes) -> BinaryIO:
    return data.open("rb") if isinstance(data, Path) else io.BytesIO(data)


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file without their ends; None for one that is too long to hold."""
    line = file.readline(_LONGEST_LINE).removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) >= _LONGEST_LINE - len(codecs.BOM_UTF8) and not line.endswith(b"\n"):
            _pass_over(file)
            yield None
        else:
            yield line.rstrip(b"\r\n")
        line = file.readline(_LONGEST_LINE)


def _pass_over(file: BinaryIO) -> None:
    """Reads on to the end of a line."""
    rest = file.readline(_LONGEST_LINE)
    while rest and not rest.endswith(b"\n"):
        rest = file.readline(_LONGEST_LINE)


def _plain(value: Any) -> Any:
    """A value of a column as JSON has it: dates as ISO strings, bytes and the like left out."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if isinstance(value, str | bool | int | float | None) else _iso(value)


def _iso(value: Any) -> str | None:
    return str(value.isoformat()) if hasattr(value, "isoformat") else None
