"""Folders of steps, the plain format of temporal knowledge graphs: numbers throughout, names in tables beside them.

`train.txt`, `valid.txt` and `test.txt` hold one event a line (subject, relation, object, time, and maybe a fifth
number, always 0), tab- or space-separated; `entity2id.txt` and `relation2id.txt` a name and its number. The numbers of
the files are kept: `actors[17]` is the entity 17.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from foedera.datasets.streams.columns import collected, first_line, ragged, scanned
from foedera.datasets.streams.stream import EventStream
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

PARTS: Final = ("train", "valid", "test")

_COLUMNS: Final = ("subject", "relation", "object", "time", "zero")


def read_steps(folder: str | Path, *, parts: Sequence[str] = PARTS) -> EventStream:
    """The events of these parts, those that there are; `train.txt` and both tables of names must be there.

    Raises `DatasetError` with file, line and reason for what is no such folder.
    """
    import polars as pl

    folder = Path(folder)
    actors, types = _names(folder / "entity2id.txt"), _names(folder / "relation2id.txt")
    if len(types) > np.iinfo(np.int16).max:
        raise DatasetError(f"{folder / 'relation2id.txt'}: {len(types)} types: more than can be numbered")
    files = _files(folder, parts)
    rows = pl.concat([_events(path, len(actors), len(types)) for path in files])
    days = rows["time"].to_numpy()
    late = int((np.diff(days) < 0).sum())
    order = np.argsort(days, kind="stable") if late else slice(None)
    return EventStream(
        name=folder.name, actors=actors, types=types, day=days[order], actor=rows["subject"].to_numpy()[order],
        type=rows["relation"].to_numpy().astype(np.int16)[order], recipient=rows["object"].to_numpy()[order],
        notes=(f"the files were not in the order of their times ({late} steps back); sorted",) if late else (),
    )  # fmt: skip


def _files(folder: Path, parts: Sequence[str]) -> list[Path]:
    given = [folder / f"{part}.txt" for part in parts]
    files = [path for path in given if path.exists() and path.stat().st_size]
    if "train" in parts and folder / "train.txt" not in files:
        raise DatasetError(f"{folder}: no train.txt in it, or it is empty")
    if not files:
        raise DatasetError(f"{folder}: none of {', '.join(path.name for path in given)} in it")
    return files


def _events(path: Path, actors: int, types: int) -> pl.DataFrame:
    import polars as pl

    line = first_line(path)
    separator = "\t" if "\t" in line else " "
    count = len(line.rstrip("\r\n").split(separator))
    if count not in (4, 5):
        raise DatasetError(f"{path}: line 1: {count} columns where 4 or 5 are wanted: subject, relation, object, time")
    rows = collected(
        path, scanned(path, _COLUMNS[:count], separator=separator, header=False, quote=None).with_columns(
            pl.col(_COLUMNS[:4]).str.strip_chars().cast(pl.Int32, strict=False)
        ), separator=separator, quote=None, columns=count,
    )  # fmt: skip
    for column, number in (("subject", actors), ("relation", types), ("object", actors), ("time", 1 << 30)):
        bad = rows.filter(rows[column].is_null() | (rows[column] < 0) | (rows[column] >= number)).head(1)
        if len(bad):
            wrong = ragged(path, separator, None, count)
            raise DatasetError(
                wrong or f"{path}: line {bad['line'][0]}: {bad[column][0]} is no {column} (0 to {number - 1})"
            )
    return rows.select(_COLUMNS[:4])


def _names(path: Path) -> tuple[str, ...]:
    if not path.exists():
        raise DatasetError(f"{path}: there is no such file: it names what the numbers stand for")
    lines = enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1)
    names: dict[int, str] = {}
    for number, line in lines:
        if line.strip():
            id, name = _name(path, number, line, names)
            names[id] = name
    if sorted(names) != list(range(len(names))):
        raise DatasetError(f"{path}: the numbers do not run from 0 to {len(names) - 1}")
    return tuple(names[id] for id in range(len(names)))


def _name(path: Path, number: int, line: str, known: dict[int, str]) -> tuple[int, str]:
    name, _, id = line.rstrip().rpartition("\t" if "\t" in line else " ")
    if not name or not id.isdigit() or int(id) in known:
        raise DatasetError(f"{path}: line {number}: not a name and a number of its own: {line[:60]!r}")
    return int(id), name.strip()
