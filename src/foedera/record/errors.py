"""Errors of the back ends, told in one clear line."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from foedera.model import RecordError

_SQLITE = {
    sqlite3.SQLITE_NOTADB: "is not a record: it is no SQLite file; check the path",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore a backup",
    sqlite3.SQLITE_READONLY: "is read-only: open it for reading, or make it writable",
    sqlite3.SQLITE_FULL: "has no room to grow: the disk is full; nothing was half-written, free some space and repeat",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk or the network drive fails or is full",
    sqlite3.SQLITE_BUSY: "is locked: another program has been writing for too long; try again when it is done",
    sqlite3.SQLITE_LOCKED: "is locked: another program has been writing for too long; try again when it is done",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that the folder exists and may be read",
    sqlite3.SQLITE_PERM: "cannot be opened: permission denied",
}
_POSTGRES = {
    "08": "cannot be reached: check that the server runs and the address is right",
    "28": "refuses the user name or the password",
    "3D": "does not exist: create the database first",
    "25": "is read-only: open it for reading",
    "42": "does not have the tables of a record, or does not let this user see them",
    "53": "has no room or memory left: nothing was half-written, free some space and repeat",
    "55": "is locked: another program has been writing for too long; try again when it is done",
    "57": "was shut down by its server: try again later",
}


@contextlib.contextmanager
def told(where: str) -> Iterator[None]:
    """Turns an error of the back end into a `RecordError` about `where`, with what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"{where} {_reason(error.orig)}") from error
    except sqlite3.Error as error:
        raise RecordError(f"{where} {_reason(error)}") from error
    except SQLAlchemyError as error:
        raise RecordError(f"{where}: {_line(error)}") from error


def _reason(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return _SQLITE.get(code, f"cannot be used: {_line(error)}")
    state = getattr(error, "sqlstate", None) or "08"
    refusal = _line(error).partition("FATAL: ")[2].strip()
    if refusal:
        # The server was reached, but said no before there was a connection, and so without a code.
        return f"refuses the connection: {refusal}"
    return _POSTGRES.get(state[:2], f"cannot be used: {_line(error)}")


def _line(error: BaseException | None) -> str:
    return " ".join(str(error).split())[:200]
