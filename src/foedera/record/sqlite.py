"""A record in one SQLite file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, event, literal_column, text
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.elements import ColumnElement

from foedera.model import RecordError
from foedera.record.audit import sqlite_audit
from foedera.record.base import Audit, Worded
from foedera.record.errors import told
from foedera.record.words import Phrase

_WAIT = 60.0
_WRITES = "foedera_writes"
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = OFF",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 16000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -131072",
    "PRAGMA mmap_size = 1073741824",
)


class Sqlite:
    """The SQLite file at `path`. Raises `RecordError` where it is not there and not to be made, or cannot be used."""

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        self.where = str(path)
        self.path = path
        self.read_only = read_only
        self.clock: Callable[[], int] | None = None
        _check(path, create, read_only)
        self._engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=8, max_overflow=32, paramstyle="named"
        )
        self._writer = self._engine.execution_options(**{_WRITES: True})
        event.listen(self._engine, "begin", _begin)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record throughout."""
        with told(self.where), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; others wait their turn."""
        if self.read_only:
            raise RecordError(f"{self.where} was opened read-only: open it for writing")
        with told(self.where), self._writer.begin() as connection:
            yield connection

    def prepare(self) -> None:
        """Sets write-ahead logging, which lasts, so that readers and a writer do not wait for each other."""
        with told(self.where), contextlib.closing(self._connect()) as connection:
            deadline = time.monotonic() + _WAIT
            while True:
                try:
                    connection.execute("PRAGMA journal_mode = WAL").fetchall()
                    return
                except sqlite3.OperationalError as error:
                    # Two programs may make the same record at once; SQLite does not wait for this lock by itself.
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    time.sleep(0.02)

    def index(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Adds rows to a full-text index."""
        if rows:
            sql = f"INSERT INTO {table.name}(rowid, words, marks) VALUES (:rowid, :words, :marks)"  # noqa: S608
            connection.exec_driver_sql(sql, [_values(row) for row in rows])

    def unindex(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Takes rows out of a full-text index. FTS5 without content must be told what they were."""
        if rows:
            statement = text(
                f"INSERT INTO {table.name}({table.name}, rowid, words, marks) VALUES ('delete', :rowid, :words, :marks)"  # noqa: S608
            )
            connection.execute(statement, [_values(row) for row in rows])

    def matches(self, table: Table, phrases: Sequence[Phrase], marks: Sequence[str]) -> ColumnElement[bool]:
        """The condition that a row of a full-text index has all phrases and all marks."""
        parts = [f'words : "{" ".join(p.words)}"{" *" if p.prefix else ""}' for p in phrases]
        parts += [f'marks : "{mark}"' for mark in marks]
        return literal_column(table.name).op("MATCH", is_comparison=True)(" AND ".join(parts))

    def audit(self, connection: Connection) -> AbstractContextManager[Audit]:
        """A comparison of the full-text indexes with what ought to be in them."""
        return sqlite_audit(connection)

    def scrub(self) -> None:
        """Merges the full-text indexes, so that deleted words go, and writes the file anew: no page keeps them."""
        with self.writing() as connection:
            for table in ("claim_words", "passage_words"):
                connection.execute(text(f"INSERT INTO {table}({table}) VALUES ('optimize')"))  # noqa: S608
        with told(self.where), contextlib.closing(self._connect()) as raw:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def backup(self, path: Path) -> None:
        """Writes a copy of the record while it is in use. Raises `RecordError` where `path` exists."""
        if path.exists():
            raise RecordError(f"{path} exists: choose another name for the backup")
        part = path.with_name(path.name + ".part")
        with told(str(path)):
            try:
                with contextlib.closing(self._connect()) as source, contextlib.closing(sqlite3.connect(part)) as copy:
                    source.backup(copy)
                part.rename(path)
            finally:
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Lets go of every connection."""
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rwc"
        try:
            return _opened(self.path, f"mode={mode}")
        except sqlite3.OperationalError:
            # In a folder that cannot be written, a log cannot be made; without one, none is needed.
            log = self.path.with_name(self.path.name + "-wal")
            if self.read_only and self.path.is_file() and not log.exists():
                return _opened(self.path, "immutable=1")
            raise


def _opened(path: Path, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check(path: Path, create: bool, read_only: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder: give the path of a file")
    if not path.exists():
        if read_only or not create:
            raise RecordError(f"no record at {path}: check the path, or read some documents into it first")
        if not path.parent.is_dir():
            raise RecordError(f"the folder {path.parent} does not exist: make it first")
    elif not os.access(path, os.R_OK):
        raise RecordError(f"{path} cannot be opened: permission denied")
    elif not read_only and not os.access(path, os.W_OK):
        raise RecordError(f"{path} is read-only: open it for reading, or make it writable")


def _values(row: Worded) -> dict[str, Any]:
    return {"rowid": row.number, "words": _plain(row.words), "marks": row.marks}


def _plain(words: str) -> str:
    return words.replace("\0", " ")
