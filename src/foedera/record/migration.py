"""The layout of a record: made when it is new, brought up to date when it is old, refused when it is newer."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from foedera.model import RecordError
from foedera.record.base import Backend
from foedera.record.tables import HEAD, VERSION_TABLE

_FOLDER = Path(__file__).parent / "migrations"
_VERSION = re.compile(r"\d{4}", re.ASCII)


def settle(backend: Backend, *, create: bool) -> None:
    """Makes sure that the record has this version's layout.

    Raises `RecordError` where the database is no record, is from a newer version of Foedera, or would have to be made
    or changed and may not be.
    """
    with backend.reading() as connection:
        version = _version(connection)
        if version == HEAD:
            return
        _check(connection, backend.where, version)
    if version is None and not create:
        raise RecordError(f"no record in {backend.where}: read some documents into it first")
    if backend.read_only:
        raise RecordError(f"{backend.where} has an older layout: open it once for writing to bring it up to date")
    backend.prepare()
    with backend.writing() as connection:
        # Another program may have been quicker.
        if _version(connection) != HEAD:
            _upgrade(connection)


def _version(connection: Connection) -> str | None:
    savepoint = connection.begin_nested()
    try:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    except DBAPIError as error:
        savepoint.rollback()
        if getattr(error.orig, "sqlstate", None) == "42P01" or "no such table" in str(error.orig):
            return None
        raise
    savepoint.commit()
    return None if found is None else str(found)


def _check(connection: Connection, where: str, version: str | None) -> None:
    if version is not None and (not _VERSION.fullmatch(version) or version > HEAD):
        raise RecordError(
            f"{where} is from a newer version of Foedera (layout {version}, this one knows {HEAD}): upgrade Foedera"
        )
    if version is None and set(inspect(connection).get_table_names()) - {VERSION_TABLE}:
        raise RecordError(f"{where} is a database, but not a record of Foedera: give another path")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    command.upgrade(config, "head")
