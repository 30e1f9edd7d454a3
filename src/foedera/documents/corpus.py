"""Corpora: a JSON Lines or Parquet file with one document a row, `text` and what is known about it."""

from __future__ import annotations

import io
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
            if line is None:
                yield SourceError(f"{name}, line {number}: is longer than {_LONGEST_LINE:,} bytes; split the document")
            elif line.strip():
                where = f"{name}, line {number}"
                try:
                    yield _row(_object(line, where), line, number, where, seen)
                except SourceError as error:
                    yield error


def rows_of_parquet(data: Path | bytes, name: str) -> Iterator[Row | SourceError]:
    """The rows of a Parquet file, some hundred at a time. Raises `SourceError` where it is damaged or lacks a column
    `text` of strings; a row that is no document is yielded as an error that names the file and row."""
    import polars

    seen: set[str] = set()
    number = 0
    try:
        frame = polars.scan_parquet(data if isinstance(data, Path) else io.BytesIO(data))
        kind = frame.collect_schema().get("text")
        if kind != polars.String:
            raise SourceError(f"{name}: needs a column text of strings; rename the column that holds the text")
        while True:
            batch = frame.slice(number, _BATCH).collect()
            for fields in batch.iter_rows(named=True):
                number += 1
                where = f"{name}, row {number}"
                try:
                    plain = {key: _plain(value) for key, value in fields.items()}
                    yield _row(plain, msgspec.json.encode(plain), number, where, seen)
                except SourceError as error:
                    yield error
            if len(batch) < _BATCH:
                return
    except (polars.exceptions.PolarsError, OSError) as error:
        raise SourceError(f"{name}: is a damaged Parquet file: {' '.join(str(error).split()):.120}") from error


def _row(fields: dict[str, Any], original: bytes, number: int, where: str, seen: set[str]) -> Row:
    text = fields.get("text")
    if not isinstance(text, str):
        raise SourceError(f"{where}: needs a string text" + ("" if text is None else f", not {text!r:.40}"))
    given = fields.get("id")
    if given is not None and not isinstance(given, str | int):
        raise SourceError(f"{where}: id must be a string or a number, not {given!r:.40}")
    label = str(number) if given in _EMPTY else str(given)
    if label in seen:
        raise SourceError(f"{where}: the id {label!r:.60} stands in an earlier row; give each row its own")
    seen.add(label)
    metadata = metadata_of(fields, where)
    return Row(f"{where.rpartition(', ')[0]}#{label}", content_of_string(text, where, MEDIA_TYPE), metadata, original)


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
    first = True
    while line := file.readline(_LONGEST_LINE):
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            first = False
        if len(line) >= _LONGEST_LINE - 3 and not line.endswith(b"\n"):
            while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.rstrip(b"\r\n")


def _plain(value: Any) -> Any:
    """A value of a column as JSON has it: dates as ISO strings, bytes and the like left out."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else None
