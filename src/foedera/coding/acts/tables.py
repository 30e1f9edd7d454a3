"""Tables of words: CSV files beside the code, to which a user's folder with files of the same names adds rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from foedera.model import SourceError


def rows(file: str, columns: Sequence[str], folders: Iterable[Path]) -> Iterator[dict[str, str]]:
    """The rows of a table in each of `folders` that has it, in order.

    Raises `SourceError` where a table is malformed.
    """
    for folder in folders:
        path = folder / file
        if path.exists():
            yield from _rows(path, columns)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != tuple(columns):
                raise SourceError(f"{path}: the first line must be {','.join(columns)}")
            for row in reader:
                if None in row or None in row.values():
                    raise SourceError(f"{path}: line {reader.line_num} must have {len(columns)} cells")
                yield {name: value.strip() for name, value in row.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read as a table: {error}") from error
