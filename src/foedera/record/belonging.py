"""Which claim belonged to which entry at a moment, with its document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from foedera.record import time
from foedera.record.asof import actor_number, row_of
from foedera.record.editions import head_from
from foedera.record.rows import STANDING, Listed, Row
from foedera.record.tables import (
    ANY,
    consolidations,
    documents,
    editions,
    lineages,
    memberships,
    mentions,
    versions,
)
from foedera.record.writer import chunks, kind_number

_LENGTH = 20
_MANY = 1000


class Belonging(NamedTuple):
    """A standing claim, its document, the entry it belongs to, and its key and last day of publication (yyyymmdd).

    A claim that was not yet put into an entry is in one of its own.
    """

    row: Row
    source: Listed
    entry: str
    key: str
    published: int | None


def entry_id(key: str) -> str:
    """The id of an entry whose first claim has this key."""
    return "e-" + key[:_LENGTH]


def belonging(
    connection: Connection,
    moment: int,
    *,
    kind: str | None,
    actor: str | None,
    entries: Collection[str] | None,
    containing: str | None = None,
    some: Collection[int] | None = None,
) -> list[Belonging]:
    """The standing claims at a moment, each with its entry then. See `Ledger.belonging`."""
    statement = _members(moment)
    if kind is not None:
        kind_number(kind)
        statement = statement.where(lineages.c.kind == kind)
    if containing is not None:
        statement = statement.where(versions.c.claim.contains(containing, autoescape=True))
    if actor is not None:
        about = set(_about(connection, statement, actor, moment))
        entries = about if entries is None else about.intersection(entries)
    if some is not None:
        mine = (statement.where(versions.c.lineage.in_(chunk)) for chunk in chunks(sorted(some)))
        rows: list[Any] = [row for each in mine for row in connection.execute(each).all()]
    elif entries is None:
        rows = list(connection.execute(statement if kind is None else _of_kind(statement, moment, kind)).all())
    else:
        rows = list(_inside(connection, statement, entries, moment))
    return _made(connection, moment, rows)


def published_within(
    connection: Connection, moment: int, first: int, last: int, containing: str | None = None
) -> list[Belonging]:
    """The standing claims of the documents published in some days. See `Ledger.published`."""
    e = editions.c
    dated = select(e.document).where(e.published.between(first, last), e.known_from <= moment, e.known_to > moment)
    rows: list[Any] = []
    for some in chunks(connection.execute(dated).scalars().all()):
        statement = _members(moment).where(lineages.c.document.in_(some))
        if containing is not None:
            statement = statement.where(versions.c.claim.icontains(containing, autoescape=True))
        rows.extend(connection.execute(statement).all())
    return _made(connection, moment, rows)


def spoken_of_before(connection: Connection, moment: int, entries: Collection[str], day: int) -> set[str]:
    """Those of some entries of which a document spoke before a day. See `Ledger.spoken_of_before`."""
    m, e = memberships.c, editions.c
    dated = and_(e.document == lineages.c.document, e.known_from <= moment, e.known_to > moment)
    statement = select(m.entry).join(lineages, lineages.c.number == m.lineage).join(editions, dated)
    earlier = statement.where(m.known_from <= moment, m.known_to > moment, e.published < day).distinct()
    found: set[str] = set()
    for some in chunks(sorted(entries)):
        found.update(connection.execute(earlier.where(m.entry.in_(some))).scalars())
    return found


def _made(connection: Connection, moment: int, rows: list[Any]) -> list[Belonging]:
    sources = _sources(connection, moment, {row.document for row in rows})
    rows = sorted(rows, key=lambda row: row.lineage)
    return [
        Belonging(row_of(row, moment), sources[row.document], row.entry or entry_id(row.key), row.key, row.published)
        for row in rows
    ]


def listed(connection: Connection, moment: int, ids: Collection[str]) -> list[Listed]:
    """Documents as they were known at a moment. See `Ledger.listed`."""
    numbers: set[int] = set()
    for some in chunks(sorted(ids)):
        numbers.update(connection.execute(select(documents.c.number).where(documents.c.id.in_(some))).scalars())
    return list(_sources(connection, moment, numbers).values())


def entries_with(
    connection: Connection, moment: int, containing: str, kind: str | None, among: Collection[str] | None = None
) -> set[str]:
    """The ids of the entries in which a standing claim has these characters. See `Ledger.entries_with`."""
    statement = _members(moment).where(versions.c.claim.contains(containing, autoescape=True))
    if among is not None and len(among) <= _MANY:
        statement = statement if kind is None else statement.where(lineages.c.kind == kind)
        return {row.entry or entry_id(row.key) for row in _inside(connection, statement, among, moment)}
    if kind is not None:
        statement = _of_kind(statement, moment, kind)
    named = statement.with_only_columns(lineages.c.key, memberships.c.entry)
    found = {entry or entry_id(key) for key, entry in connection.execute(named)}
    return found if among is None else found.intersection(among)


def entries_naming(connection: Connection, moment: int, actor: str, kind: str | None) -> set[str]:
    """The ids of the entries in which a standing claim names an actor. See `Ledger.entries_naming`."""
    statement = _members(moment)
    return set(
        _about(connection, statement if kind is None else statement.where(lineages.c.kind == kind), actor, moment)
    )


def _members(moment: int) -> Select[Any]:
    v, m, e = versions.c, memberships.c, editions.c
    held = and_(m.lineage == v.lineage, m.known_from <= moment, m.known_to > moment)
    dated = and_(e.document == lineages.c.document, e.known_from <= moment, e.known_to > moment)
    columns: list[Any] = [*v, lineages.c.document, lineages.c.key, e.published, m.entry]
    statement: Select[Any] = select(*columns)
    return (
        statement.join(lineages, v.lineage == lineages.c.number)
        .join(editions, dated)
        .outerjoin(memberships, held)
        .where(v.known_from <= moment, v.known_to > moment, v.status.in_(STANDING), v.claim.is_not(None))
    )


def _of_kind(statement: Select[Any], moment: int, kind: str) -> Select[Any]:
    """A selection of claims of a kind: by the index of claims, so that those of other kinds are not read."""
    m = mentions.c
    joined = statement.join(mentions, and_(m.actor == ANY, m.version == versions.c.number))
    return joined.where(m.kind == kind_number(kind), m.known_to > moment)


def _about(connection: Connection, statement: Select[Any], actor: str, moment: int) -> Iterator[str]:
    number = actor_number(connection, actor)
    if number is not None:
        m = mentions.c
        named = and_(m.version == versions.c.number, m.actor == number, m.known_to > moment)
        mine = statement.join(mentions, named).with_only_columns(lineages.c.key, memberships.c.entry)
        yield from (entry or entry_id(key) for key, entry in connection.execute(mine))


def _inside(connection: Connection, statement: Select[Any], entries: Collection[str], moment: int) -> Iterator[Any]:
    if len(entries) > _MANY:
        wanted = frozenset(entries)
        yield from (row for row in connection.execute(statement).all() if (row.entry or entry_id(row.key)) in wanted)
        return
    every = _is_complete(connection, moment)
    m = memberships.c
    for some in chunks(sorted(entries)):
        # By lineage, or else SQLite goes through all versions as soon as there are some hundred entries.
        held = select(m.lineage).where(m.entry.in_(some), m.known_from <= moment, m.known_to > moment)
        yield from connection.execute(statement.where(versions.c.lineage.in_(held))).all()
        if not every:
            # Claims that were in no entry yet.
            alone = func.substr(lineages.c.key, 1, _LENGTH).in_([id[2:] for id in some])
            yield from connection.execute(statement.where(memberships.c.entry.is_(None), alone))


def _is_complete(connection: Connection, moment: int) -> bool:
    """Whether every claim was in an entry at a moment: no version since the last consolidation before it."""
    c = consolidations.c
    last = select(c.version).where(c.at <= moment).order_by(c.number.desc()).limit(1)
    taken = connection.execute(last).scalar()
    late = select(versions.c.number).where(versions.c.number > (taken or 0), versions.c.known_from <= moment)
    return taken is not None and connection.execute(late.limit(1)).first() is None


def _sources(connection: Connection, moment: int, numbers: set[int]) -> dict[int, Listed]:
    """The documents of these numbers, as they were known at a moment."""
    d, e = documents.c, editions.c
    held = and_(e.document == d.number, e.known_from <= moment, e.known_to > moment)
    statement = select(d.number, d.id, d.added, e.about).join(editions, held)
    found: dict[int, Listed] = {}
    for some in chunks(sorted(numbers)):
        for row in connection.execute(statement.where(d.number.in_(some))):
            about = head_from(row.about)
            found[row.number] = Listed(
                id=row.id, added=time.moment(row.added), title=about.title, authors=about.authors,
                publisher=about.publisher, published=about.published, language=about.language, source=about.source,
                url=about.url,
            )  # fmt: skip
    return found
