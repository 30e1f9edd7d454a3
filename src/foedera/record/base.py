"""The back end of a record: what SQLite and PostgreSQL each do in their own way. All else is one path for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.elements import ColumnElement

from foedera.model import RecordError
from foedera.record.words import Phrase


class Worded(NamedTuple):
    """A row of a full-text index: its number, its words, and its marks (single words that filters ask for)."""

    number: int
    words: str
    marks: str


class Audit(Protocol):
    """A comparison of full-text indexes with what ought to be in them."""

    def expect(self, table: Table, rows: Sequence[Worded]) -> Iterator[int]:
        """These rows ought to be there; the numbers of those that surely are not."""

    def defects(self) -> Iterator[tuple[str, str]]:
        """Whatever else differs, when all rows have been named: the table, and how."""


class Backend(Protocol):
    """A database that holds a record. `where` names it in messages, without a password."""

    where: str
    read_only: bool
    clock: Callable[[], int] | None
    """What tells the moment, in microseconds since 1970, UTC; None: the clock of this machine."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the record throughout."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes, one at a time, all or nothing."""

    def prepare(self) -> None:
        """What has to be set once, before the first table is made."""

    def index(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Adds rows to a full-text index."""

    def unindex(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Takes rows out of a full-text index; they must be given as they were added."""

    def matches(self, table: Table, phrases: Sequence[Phrase], marks: Sequence[str]) -> ColumnElement[bool]:
        """The condition that a row of a full-text index has all phrases and all marks."""

    def audit(self, connection: Connection) -> AbstractContextManager[Audit]:
        """A comparison of the full-text indexes with what ought to be in them."""

    def scrub(self) -> None:
        """Removes what erased rows left behind in files, as far as the database can."""

    def backup(self, path: Path) -> None:
        """Writes a copy of the record while it is in use."""

    def close(self) -> None:
        """Lets go of every connection."""


def backend(where: str | Path, *, create: bool, read_only: bool) -> Backend:
    """The back end for a path or a URL. Raises `RecordError` where there is none."""
    text = str(where)
    if isinstance(where, Path) or "://" not in text:
        return _sqlite(Path(text), create, read_only)
    if text.startswith("sqlite:"):
        path = text.removeprefix("sqlite:").removeprefix("///")
        if not path or path == "//":
            raise RecordError(f"{text} names no file: write sqlite:///path/to/record.db")
        return _sqlite(Path(path), create, read_only)
    try:
        url = make_url(text)
    except ArgumentError:
        raise RecordError(f"not an address of a record: {text.split('://', maxsplit=1)[0]}://…") from None
    name = url.drivername.partition("+")[0]
    if name in ("postgresql", "postgres"):
        from foedera.record.postgres import Postgres

        return Postgres(url, read_only=read_only)
    raise RecordError(f"no record can be kept in {name}: give the path of a file, or a postgresql:// address")


def _sqlite(path: Path, create: bool, read_only: bool) -> Backend:
    from foedera.record.sqlite import Sqlite

    return Sqlite(path, create=create, read_only=read_only)
