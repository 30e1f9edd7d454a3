"""A record in a PostgreSQL database, for teams."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Table,
    bindparam,
    cast,
    create_engine,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.elements import ColumnElement

from foedera.model import RecordError
from foedera.record.base import Audit, Worded
from foedera.record.errors import told
from foedera.record.tables import claim_words, passage_words
from foedera.record.words import Phrase, folded

_WAIT = 60


class Postgres:
    """The database at `url`. Raises `RecordError` where the driver is missing; connects when first used."""

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self.where = url.render_as_string(hide_password=True)
        self.read_only = read_only
        self.clock: Callable[[], int] | None = None
        try:
            engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                connect_args={"connect_timeout": 10, "options": f"-c lock_timeout={_WAIT}s"},
            )
        except ImportError:
            raise RecordError(f"{self.where} needs the PostgreSQL driver: pip install 'foedera[postgres]'") from None
        self._engine = engine
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writer = engine.execution_options(isolation_level="READ COMMITTED")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record throughout."""
        with told(self.where), self._reader.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; others wait their turn."""
        if self.read_only:
            raise RecordError(f"{self.where} was opened read-only: open it for writing")
        with told(self.where), self._writer.begin() as connection:
            # Held until the end of the transaction; the number names this use of the lock and nothing else.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('foedera record'))"))
            yield connection

    def prepare(self) -> None:
        """Nothing has to be set."""

    def index(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Adds rows to a full-text index."""
        if rows:
            values = {name: func.to_tsvector("simple", bindparam(name)) for name in ("words", "marks")}
            connection.execute(
                insert(table).values(rowid=bindparam("rowid"), **values),
                [{"rowid": row.number, "words": folded(row.words), "marks": row.marks} for row in rows],
            )

    def unindex(self, connection: Connection, table: Table, rows: Sequence[Worded]) -> None:
        """Takes rows out of a full-text index."""
        if rows:
            number = table.c.rowid
            connection.execute(table.delete().where(number == bindparam("n")), [{"n": row.number} for row in rows])

    def matches(self, table: Table, phrases: Sequence[Phrase], marks: Sequence[str]) -> ColumnElement[bool]:
        """The condition that a row of a full-text index has all phrases and all marks."""
        found = _has(table.c.words, " & ".join(_phrase(phrase) for phrase in phrases))
        return found & _has(table.c.marks, " & ".join(marks)) if marks else found

    @contextlib.contextmanager
    def audit(self, connection: Connection) -> Iterator[Audit]:
        """A comparison of the full-text indexes with what ought to be in them."""
        yield _Audit(connection)

    def scrub(self) -> None:
        """Vacuums, so that the space of erased rows is used again; `VACUUM FULL` gives it back to the system."""
        with told(self.where), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))

    def backup(self, path: Path) -> None:
        """Not for PostgreSQL: raises `RecordError`, which names what is."""
        raise RecordError(f"{self.where} is backed up with pg_dump, not to {path}; or export it to JSON Lines")

    def close(self) -> None:
        """Lets go of every connection."""
        self._engine.dispose()


class _Audit:
    """PostgreSQL keeps its words by row, so each row is compared by itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counts: dict[Table, int] = {claim_words: 0, passage_words: 0}

    def expect(self, table: Table, rows: Sequence[Worded]) -> Iterator[int]:
        """These rows ought to be there; the numbers of those that are not, or have other words."""
        given = "CAST(:numbers AS bigint[]), CAST(:words AS text[]), CAST(:marks AS text[])"
        words = "to_tsvector('simple', asked.words) = t.words AND to_tsvector('simple', asked.marks) = t.marks"
        probe = text(
            f"SELECT asked.number FROM unnest({given}) AS asked(number, words, marks) LEFT JOIN {table.name} AS t"  # noqa: S608
            f" ON t.rowid = asked.number AND {words} WHERE t.rowid IS NULL ORDER BY asked.number"
        )
        self._counts[table] += len(rows)
        values = {
            "numbers": [row.number for row in rows],
            "words": [folded(row.words) for row in rows],
            "marks": [row.marks for row in rows],
        }
        yield from self._connection.execute(probe, values).scalars()

    def defects(self) -> Iterator[tuple[str, str]]:
        """Whether there are more rows than ought to be there."""
        for table, expected in self._counts.items():
            there = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
            if there != expected:
                yield table.name, f"there are {there:,} rows instead of {expected:,}"


def _has(words: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    return words.op("@@", is_comparison=True)(cast(query, TSQUERY))


def _phrase(phrase: Phrase) -> str:
    words = [f"'{word}'" for word in phrase.words]
    return "(" + " <-> ".join([*words[:-1], words[-1] + ":*" if phrase.prefix else words[-1]]) + ")"
