"""Rows as cells: a user's own CSV file read for import, folders of tables written."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from foedera.actors.base import Base, load
from foedera.actors.check import Contradiction, check
from foedera.actors.rows import Period
from foedera.actors.tables import TABLES, cells_of, lines_of, parse_row
from foedera.model import BaseError


class Addition(NamedTuple):
    """A row to be added: its table, its cells by column, and the row of the user's file that it comes from."""

    table: str
    cells: dict[str, str]
    row: int

    @property
    def key(self) -> tuple[str, ...]:
        """What the row replaces: the rows of its table with the same cells there."""
        return tuple(self.cells[column] for column in TABLES[self.table].key)


def rows_of_csv(path: Path) -> list[Addition]:
    """The rows of a CSV file with the columns of one of the tables.

    Raises `BaseError` with file, row and reason where the header is that of no table or a row is malformed.
    """
    header, lines = lines_of(path)
    table = next((name for name, table in TABLES.items() if set(table.cells) == set(header)), None)
    if table is None or len(set(header)) != len(header):
        raise BaseError(
            f"{path}, row 1: these are the columns of no table; see the table of columns in the documentation"
        )
    additions = []
    for number, cells in lines:
        if len(cells) != len(header):
            raise BaseError(f"{path}, row {number}: has {len(cells)} cells where the header has {len(header)}")
        additions.append(Addition(table, dict(zip(header, cells, strict=True)), number))
    return additions


def add(source: Path, additions: Sequence[Addition], folder: Path, under: Sequence[Path] = ()) -> Counter[str]:
    """Add rows to the tables of a folder, in place of those with the same key; how many by table.

    `under` are the folders that the folder is laid over, above the bundled ones. All or nothing: raises `BaseError`
    with the source's row and the reason where a row is malformed or brings a contradiction into the base, and then the
    folder is as before.
    """
    for addition in additions:
        try:
            parse_row(addition.table, addition.cells)
        except ValueError as error:
            raise BaseError(f"{source}, row {addition.row}: {error}") from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".import-") as made:
        draft = Path(made) / folder.name
        if folder.is_dir():
            shutil.copytree(folder, draft)
        draft.mkdir(exist_ok=True)
        changed = sorted({addition.table for addition in additions})
        for table in changed:
            _rewrite(draft / f"{table}.csv", table, [a for a in additions if a.table == table])
        if changed:
            before = {str(found) for found in check(load(*under, *([folder] if _holds_tables(folder) else [])))}
            for found in check(load(*under, draft)):
                if str(found) not in before:
                    raise BaseError(f"{source}, row {_row(found, additions)}: {found.reason}")
        folder.mkdir(exist_ok=True)
        for table in changed:
            (draft / f"{table}.csv").replace(folder / f"{table}.csv")
    return Counter(addition.table for addition in additions)


def write_tables(base: Base, folder: Path) -> Counter[str]:
    """Write all rows of a base as CSV files, which `load(folder, bundle=False)` reads again; how many by table."""
    folder.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    for name, table in TABLES.items():
        rows = base.rows(name)
        columns = list(table.cells)
        _write(folder / f"{name}.csv", columns, ([_cell(getattr(row, c)) for c in columns] for row in rows))
        counts[name] = len(rows)
    return counts


def _cell(value: object) -> str:
    if isinstance(value, Period):
        return value.text
    return "" if value is None else str(value)


def _holds_tables(folder: Path) -> bool:
    return any((folder / f"{name}.csv").is_file() for name in TABLES)


def _rewrite(path: Path, table: str, additions: Sequence[Addition]) -> None:
    columns = list(TABLES[table].cells)
    rows: list[dict[str, str]] = []
    if path.is_file():
        replaced = {addition.key for addition in additions}
        old = cells_of(path)
        rows = [row for row in old if tuple(row[column] for column in TABLES[table].key) not in replaced]
    rows += [addition.cells for addition in additions]
    _write(path, columns, ([row[column] for column in columns] for row in rows))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def _row(found: Contradiction, additions: Sequence[Addition]) -> int:
    """The row of the source to which a contradiction belongs: the last one of its table that names who is concerned."""
    ids = set(found.ids)
    touched = [a for a in additions if ids & set(a.cells.values())]
    own = [a for a in touched if a.table == found.table]
    return (own or touched or list(additions))[-1].row
