"""Lists of what is in a record: documents, the claims of one, readings, and how much there is."""

from __future__ import annotations

import datetime

import msgspec
from sqlalchemy import Connection, and_, func, select
from sqlalchemy.engine import Row as SqlRow

from foedera.model import Document, RecordError
from foedera.record import time
from foedera.record.asof import check_limit, moment_of, row_of
from foedera.record.editions import (
    about_from,
    document_of,
    edition_at,
    erased,
    number_of,
    text_of,
    tombstone,
    unpacked,
)
from foedera.record.rows import STANDING, Listed, Page, Reading, Row, Summary, cursor_of, cursor_parts
from foedera.record.tables import FOREVER, clock, documents, editions, erasures, lineages, readings, texts, versions


def listed(
    connection: Connection, *, since: time.Valid | None, until: time.Valid | None, known: time.Known | None,
    limit: int, after: str | None,
) -> Page[Listed]:  # fmt: skip
    """A page of documents, the last added first. See `Record.documents`."""
    check_limit(limit)
    parts = None if after is None else cursor_parts(after, 2)
    moment = parts[0] if parts else moment_of(connection, known)
    d, e = documents.c, editions.c
    in_force = and_(e.document == d.number, e.known_from <= moment, e.known_to > moment)
    statement = select(d.number, d.id, d.added, e.about).join(editions, in_force).where(d.added <= moment)
    if parts is not None:
        statement = statement.where(d.number < parts[1])
    if since is not None:
        statement = statement.where(e.published >= time.days(since)[0])
    if until is not None:
        statement = statement.where(e.published <= time.days(until)[1])
    found = connection.execute(statement.order_by(d.number.desc()).limit(limit + 1)).all()
    counts = _claims_of(connection, [row.number for row in found[:limit]], moment)
    rows = tuple(_listed(connection, row, counts.get(row.number, 0)) for row in found[:limit])
    cursor = cursor_of(moment, found[limit - 1].number) if len(found) > limit else None
    return Page(rows=rows, cursor=cursor, known=time.moment(moment))


def document(connection: Connection, id: str, where: str, known: time.Known | None) -> Document:
    """A document as it was known at a moment. Raises `RecordError` where it is not there, or was erased."""
    number = number_of(connection, id, where)
    edition = edition_at(connection, number, moment_of(connection, known))
    if edition is None:
        raise RecordError(f"{id} was not in {where} yet")
    if edition.about is None:
        raise erased(id, tombstone(connection, number))
    return document_of(about_from(edition.about), text_of(connection, number, id))


def original(connection: Connection, id: str, where: str) -> bytes | None:
    """The bytes from which a document was made; None where they were not given."""
    number = number_of(connection, id, where)
    row = connection.execute(select(texts.c.original).where(texts.c.document == number)).first()
    if row is None:
        raise erased(id, tombstone(connection, number))
    return None if row.original is None else unpacked(row.original)


def claims(connection: Connection, id: str, where: str, known: time.Known | None, every: bool) -> tuple[Row, ...]:
    """The claims of a document in the order of their first evidence. See `Record.claims`."""
    number, moment = number_of(connection, id, where), moment_of(connection, known)
    in_force = and_(versions.c.known_from <= moment, versions.c.known_to > moment)
    statement = select(versions).join(lineages, versions.c.lineage == lineages.c.number)
    statement = statement.where(lineages.c.document == number, in_force, versions.c.claim.is_not(None))
    if not every:
        statement = statement.where(versions.c.status.in_(STANDING))
    rows = [row_of(data, moment) for data in connection.execute(statement)]
    return tuple(sorted(rows, key=lambda row: (row.claim.evidence[0].start, row.claim.evidence[0].end, row.lineage)))


def readings_of(connection: Connection, id: str | None, where: str, limit: int) -> tuple[Reading, ...]:
    """The last readings, of one document or of all, the last first."""
    check_limit(limit)
    statement = select(readings, documents.c.id).join(documents, readings.c.document == documents.c.number)
    if id is not None:
        statement = statement.where(readings.c.document == number_of(connection, id, where))
    found = connection.execute(statement.order_by(readings.c.number.desc()).limit(limit))
    return tuple(
        Reading(
            document=row.id,
            at=time.moment(row.at),
            coders=tuple(msgspec.json.decode(row.coders)),
            base=row.base,
            counts=msgspec.json.decode(row.counts),
        )
        for row in found
    )


def summary(connection: Connection, where: str) -> Summary:
    """How much is in the record."""
    now = editions.c.known_to == FOREVER
    gone = select(func.count()).select_from(erasures).where(erasures.c.lifted.is_(None))
    undated = select(func.count()).select_from(editions).where(now, editions.c.published.is_(None))
    statuses = select(versions.c.status, func.count()).where(versions.c.known_to == FOREVER)
    erased_ones = connection.execute(gone).scalar_one()
    return Summary(
        where=where,
        documents=connection.execute(select(func.count()).select_from(documents)).scalar_one() - erased_ones,
        undated=connection.execute(undated.where(editions.c.about.is_not(None))).scalar_one(),
        erased=erased_ones,
        claims=dict(connection.execute(statuses.group_by(versions.c.status)).all()),
        last=last(connection),
    )


def last(connection: Connection) -> datetime.datetime | None:
    """When the record last changed; None: never."""
    found = connection.execute(select(clock.c.last)).scalar_one()
    return None if found == 0 else time.moment(found)


def newest(connection: Connection, known: time.Known | None) -> datetime.date | None:
    """The last day on which the newest document was published; None where none has a date."""
    e, moment = editions.c, moment_of(connection, known)
    held = and_(e.known_from <= moment, e.known_to > moment, e.about.is_not(None))
    found = connection.execute(select(func.max(e.published)).where(held)).scalar()
    if found is None or found < datetime.MINYEAR * 10_000:
        return None
    return datetime.date(min(found // 10_000, datetime.MAXYEAR), found // 100 % 100, found % 100)


def _listed(connection: Connection, row: SqlRow[int, str, int, str | None], claims: int) -> Listed:
    number, id, added, data = row
    if data is None:
        return Listed(id=id, added=time.moment(added), erased=tombstone(connection, number))
    about = about_from(data)
    return Listed(
        id=id, added=time.moment(added), title=about.title, authors=about.authors, publisher=about.publisher,
        published=about.published, language=about.language, source=about.source, url=about.url, claims=claims,
    )  # fmt: skip


def _claims_of(connection: Connection, numbers: list[int], moment: int) -> dict[int, int]:
    v = versions.c
    in_force = and_(v.known_from <= moment, v.known_to > moment, v.status.in_(STANDING))
    statement = (
        select(lineages.c.document, func.count())
        .join(versions, v.lineage == lineages.c.number)
        .where(lineages.c.document.in_(numbers), in_force)
        .group_by(lineages.c.document)
    )
    return dict(connection.execute(statement).all())
