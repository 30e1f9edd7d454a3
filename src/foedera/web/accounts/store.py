"""Where accounts are kept: a database of their own, beside the record and never in it."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from foedera.model import RecordError

LAYOUT = 1
METADATA = MetaData()
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

layouts = Table("account_layout", METADATA, Column("number", Integer, primary_key=True))

users = Table(
    "account_users",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("folded", String(64), nullable=False, unique=True),
    Column("password", Text),
    Column("subject", String(300), unique=True),
    Column("role", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created", BigInteger, nullable=False),
)

sessions = Table(
    "account_sessions",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("user", _NUMBER, nullable=False, index=True),
    Column("form", String(64), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

tokens = Table(
    "account_tokens",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("user", _NUMBER, nullable=False),
    Column("label", Text, nullable=False),
    Column("scopes", String(60), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("used", BigInteger),
)

failures = Table(
    "account_failures",
    METADATA,
    Column("number", _NUMBER, primary_key=True),
    Column("whom", String(120), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
)


def opened(where: str | Path, *, create: bool = True) -> Engine:
    """The database of accounts at a path or an address `postgresql://…`, made if there is none.

    Raises `RecordError` where it cannot be opened, is something else, or is of a newer version.
    """
    text = str(where)
    engine = create_engine(_postgres(text) if "://" in text else _file(Path(text), create))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settings)
    try:
        _settle(engine, text)
    except SQLAlchemyError as error:
        raise RecordError(f"no accounts can be kept in {_shown(text)}: {str(error).splitlines()[0][:120]}") from error
    return engine


def _settle(engine: Engine, where: str) -> None:
    there = set(inspect(engine).get_table_names())
    if there and layouts.name not in there and engine.dialect.name == "sqlite":
        raise RecordError(f"{where} is a database, but not one of accounts: give another path")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        found = connection.execute(select(layouts.c.number)).scalar()
        if found is None:
            connection.execute(insert(layouts).values(number=LAYOUT))
        elif found > LAYOUT:
            raise RecordError(f"{_shown(where)} is from a newer version of Foedera: upgrade Foedera")


def _file(path: Path, create: bool) -> str:
    if not path.exists():
        if not create:
            raise RecordError(f"no accounts in {path}: make one first: foedera accounts add NAME")
        try:
            # Only its owner may read it, from its first byte on.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise RecordError(f"no accounts can be kept in {path}: {error.strerror}") from error
    return f"sqlite:///{path}"


def _postgres(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme.partition("+")[0] not in ("postgresql", "postgres"):
        raise RecordError("accounts are kept in a file or in PostgreSQL: give a path or postgresql://…")
    return f"postgresql+psycopg://{rest}"


def _shown(text: str) -> str:
    return text if "://" not in text else text.partition("://")[0] + "://…"


def _settings(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
