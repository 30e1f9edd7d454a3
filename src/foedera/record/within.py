"""Which entries have something to do with some days: by the dates of their claims, or by when those became known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, select
from sqlalchemy.sql.elements import ColumnElement

from foedera.record import time
from foedera.record.belonging import entry_id
from foedera.record.rows import STANDING
from foedera.record.tables import ANY, lineages, memberships, mentions, versions

_DAY = 86_400_000_000


def entries_within(connection: Connection, moment: int, first: int, last: int, *, learnt: bool) -> set[str]:
    """The ids of the entries of claims that begin or end within some days (yyyymmdd), or whose document was published
    then; with `learnt`, also of claims that the record learnt then. See `Ledger.entries_within`."""
    m = mentions.c
    within = [m.first.between(first, last), m.last.between(first, last), m.published.between(first, last)]
    if learnt:
        start = time.known(f"{first // 10_000:04d}-{first // 100 % 100:02d}-{first % 100:02d}") - _DAY + 1
        end = time.known(f"{last // 10_000:04d}-{last // 100 % 100:02d}-{last % 100:02d}")
        within.append(versions.c.known_from.between(start, end))
    return {id for condition in within for id in _entries(connection, _standing(moment).where(condition))}


def _standing(moment: int) -> Select[Any]:
    m, v, held = mentions.c, versions.c, memberships.c
    entry = and_(held.lineage == v.lineage, held.known_from <= moment, held.known_to > moment)
    stands: list[ColumnElement[bool]] = [m.actor == ANY, m.status < len(STANDING), v.known_from <= moment]
    statement: Select[Any] = select(lineages.c.key, held.entry)
    return (
        statement.select_from(mentions)
        .join(versions, m.version == v.number)
        .join(lineages, v.lineage == lineages.c.number)
        .outerjoin(memberships, entry)
        .where(*stands, m.known_to > moment, lineages.c.kind != "statement")
    )


def _entries(connection: Connection, statement: Select[Any]) -> Iterator[str]:
    for key, entry in connection.execute(statement):
        yield entry or entry_id(key)
