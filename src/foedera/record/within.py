"""Which entries have something to do with some days: by the dates of their claims, or by when those became known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, and_, func, or_, select, union
from sqlalchemy.sql.elements import ColumnElement

from foedera.record import time
from foedera.record.belonging import entry_id
from foedera.record.rows import STANDING
from foedera.record.tables import ANY, editions, lineages, memberships, mentions, versions
from foedera.record.writer import chunks

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


def entry_ids(connection: Connection, moment: int) -> set[str]:
    """The ids of all entries. See `Ledger.entry_ids`."""
    return set(_entries(connection, _standing(moment)))


def entries_changed(connection: Connection, moment: int, other: int) -> set[str]:
    """The ids of the entries that may differ at two moments. See `Ledger.entries_changed`."""
    since, until = sorted((moment, other))
    touched = set(connection.execute(_touched(since, until)).scalars())
    found: set[str] = set()
    for some in chunks(sorted(touched)):
        held = memberships.c.lineage.in_(some)
        found.update(connection.execute(select(memberships.c.entry).where(held)).scalars())
        alone = select(lineages.c.key).where(lineages.c.number.in_(some))
        found.update(entry_id(key) for key in connection.execute(alone).scalars())
    return found


def totals(connection: Connection, moment: int) -> tuple[int, int]:
    """How many documents were known, and how many claims stood. See `Ledger.totals`."""
    e, m = editions.c, mentions.c
    known = [e.known_from <= moment, e.known_to > moment, e.about.is_not(None)]
    read = select(func.count()).select_from(editions).where(*known)
    began = select(func.max(versions.c.number)).where(versions.c.known_from <= moment).scalar_subquery()
    stands = [m.actor == ANY, m.version <= began, m.known_to > moment, m.status < len(STANDING)]
    said = select(func.count()).select_from(mentions).where(*stands)
    return connection.execute(read).scalar_one(), connection.execute(said).scalar_one()


def _touched(since: int, until: int) -> CompoundSelect[Any]:
    """The lineages of which a version, the entry or the document began or ended between two moments."""
    m, v, held, e = mentions.c, versions.c, memberships.c, editions.c
    ended = select(m.version).where(m.actor == ANY, m.known_to > since, m.known_to <= until)
    began = select(v.lineage).where(v.known_from > since, v.known_from <= until)
    moved = or_(held.known_from.between(since + 1, until), held.known_to.between(since + 1, until))
    edited = or_(e.known_from.between(since + 1, until), e.known_to.between(since + 1, until))
    return union(
        began,
        select(v.lineage).where(v.number.in_(ended)),
        select(held.lineage).where(moved),
        select(lineages.c.number).where(lineages.c.document.in_(select(e.document).where(edited))),
    )


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
