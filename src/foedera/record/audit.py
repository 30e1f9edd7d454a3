"""Whether the full-text index of a SQLite record has exactly the words that it should have.

FTS5 keeps words and not rows, so they cannot be read back. The rows that ought to be there are therefore indexed once
more, in a file of their own, and the two indexes are compared: which rows, how many words in each, and in how many rows
and places each word stands.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from foedera.record.base import Worded
from foedera.record.tables import claim_words, passage_words

_TABLES = (claim_words.name, passage_words.name)
_TOKENS = "content='', tokenize='unicode61 remove_diacritics 2'"
_SHOWN = 20


class SqliteAudit:
    """Collects the rows that ought to be indexed, and compares at the end."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._own = sqlite3.connect(folder / "audit.db", isolation_level=None)
        self._own.execute("PRAGMA journal_mode = OFF")
        self._own.execute("PRAGMA synchronous = OFF")
        for table in _TABLES:
            self._own.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, marks, {_TOKENS})")
        self._own.execute("BEGIN")

    def expect(self, table: Table, rows: Sequence[Worded]) -> Iterator[int]:
        """These rows ought to be there. Nothing is known yet."""
        sql = f"INSERT INTO {table.name}(rowid, words, marks) VALUES (?, ?, ?)"  # noqa: S608
        self._own.executemany(sql, [(row.number, row.words.replace("\0", " "), row.marks) for row in rows])
        return iter(())

    def defects(self) -> Iterator[tuple[str, str]]:
        """What differs: the table, and how."""
        self._own.execute("COMMIT")
        for table in _TABLES:
            yield from ((table, what) for what in self._rows(table))
            yield from ((table, what) for what in self._terms(table))

    def close(self) -> None:
        """Lets go of the file."""
        self._own.close()

    def _rows(self, table: str) -> Iterator[str]:
        sql = f"SELECT id, sz FROM {table}_docsize ORDER BY id"  # noqa: S608
        there = self._connection.exec_driver_sql(sql)
        for number, found, wanted in _compared(there, self._own.execute(sql)):
            if found is None:
                yield f"row {number} is missing"
            elif wanted is None:
                yield f"row {number} belongs to nothing that stands"
            else:
                yield f"row {number} has another number of words than its text"

    def _terms(self, table: str) -> Iterator[str]:
        name = f"{table}_terms"
        self._connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
        self._connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab('main', '{table}', 'col')")
        self._own.execute(f"CREATE VIRTUAL TABLE {name} USING fts5vocab('{table}', 'col')")
        # The vocabulary comes in the order of its words, which a second ordering would only slow down.
        sql = f"SELECT term || ' ' || col, doc || ' ' || cnt FROM {{}}.{name}"  # noqa: S608
        there = self._connection.exec_driver_sql(sql.format("temp"))
        for term, found, wanted in _compared(there, self._own.execute(sql.format("main"))):
            word = str(term).partition(" ")[0][:60]
            yield f"the word {word!r} stands in {found or 'no'} rows and places instead of {wanted or 'none'}"


@contextlib.contextmanager
def sqlite_audit(connection: Connection) -> Iterator[SqliteAudit]:
    """An audit of the indexes of the record on this connection."""
    with (
        tempfile.TemporaryDirectory(prefix="foedera-") as folder,
        contextlib.closing(SqliteAudit(connection, Path(folder))) as audit,
    ):
        yield audit


def _compared(first: Iterable[Any], second: Iterable[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Where two ordered lists of (key, value) differ: the key, and both values or None. The first few only."""
    left, right, shown = iter(first), iter(second), 0
    a, b = next(left, None), next(right, None)
    while shown < _SHOWN and (a is not None or b is not None):
        if b is None or (a is not None and a[0] < b[0]):
            assert a is not None
            yield a[0], a[1], None
            a, shown = next(left, None), shown + 1
        elif a is None or b[0] < a[0]:
            yield b[0], None, b[1]
            b, shown = next(right, None), shown + 1
        else:
            if a[1] != b[1]:
                yield a[0], a[1], b[1]
                shown += 1
            a, b = next(left, None), next(right, None)
