"""How many documents were read on each day, for a stream from one's own choice of articles."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import msgspec
import numpy as np

from foedera.datasets.streams.stream import EventStream
from foedera.model.errors import DatasetError


def documents_read(stream: EventStream, path: str | Path) -> EventStream:
    """The stream with the documents read on each day, from a table with the columns `day` (ISO date, or step) and
    `documents` (a number). Days that are not in it had none; where it begins before the stream, so does the new one.

    Raises `DatasetError` with file, line and reason for what is no such table.
    """
    counts = _counts(Path(path), stream.origin)
    begin = min(0, min(counts, default=0))
    shift = -begin if stream.origin is not None else 0
    if begin < 0 and stream.origin is None:
        raise DatasetError(f"{path}: a step below 0")
    read = np.zeros(max(max(counts, default=0), stream.last) + shift + 1, np.int32)
    for day, count in counts.items():
        read[day + shift] += count
    origin = None if stream.origin is None else stream.origin - datetime.timedelta(days=shift)
    return msgspec.structs.replace(stream, read=read, origin=origin, day=(stream.day + shift).astype(np.int32))


def _counts(path: Path, origin: datetime.date | None) -> dict[int, int]:
    found: dict[int, int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"day", "documents"} <= set(reader.fieldnames or ()):
                raise DatasetError(f"{path}: line 1: the columns must be day and documents")
            for row in reader:
                day, count = _cell(row, origin)
                if day is None or count is None:
                    raise DatasetError(f"{path}: line {reader.line_num}: not a day and a number of documents")
                found[day] = found.get(day, 0) + count
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    return found


def _cell(row: dict[str, str], origin: datetime.date | None) -> tuple[int | None, int | None]:
    day, count = (row["day"] or "").strip(), (row["documents"] or "").strip()
    number = int(count) if count.isdigit() else None
    if origin is None:
        return (int(day) if day.isdigit() else None), number
    try:
        return (datetime.date.fromisoformat(day) - origin).days, number
    except ValueError:
        return None, number
