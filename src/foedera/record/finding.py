"""Full-text search: passages of documents, or claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, Select, and_, select
from sqlalchemy.sql.elements import ColumnElement

from foedera.model import Document
from foedera.record import time
from foedera.record.adding import PLACES
from foedera.record.asof import actor_number, check_limit, fetched, last_number, moment_of
from foedera.record.base import Backend
from foedera.record.editions import about_from, document_of, number_of, unpacked
from foedera.record.rows import STANDING, Hit, Page, Row, cursor_of, cursor_parts
from foedera.record.tables import ANY, claim_words, documents, editions, mentions, passage_words, texts
from foedera.record.words import passages, phrases
from foedera.record.writer import chunks, kind_number

Among = Literal["documents", "claims"]


def search(
    connection: Connection, backend: Backend, query: str, *, among: Among, actor: str | None, kind: str | None,
    document: str | None, since: time.Valid | None, until: time.Valid | None, known: time.Known | None, limit: int,
    after: str | None,
) -> Page[Hit]:  # fmt: skip
    """A page of hits, the newest first. See `Record.search`."""
    check_limit(limit)
    wanted = phrases(query)
    parts = None if after is None else cursor_parts(after, 2)
    moment = parts[0] if parts else moment_of(connection, known)
    page = Page[Hit](rows=(), cursor=None, known=time.moment(moment))
    marks = [] if document is None else [f"d{number_of(connection, document, backend.where)}"]
    if kind is not None:
        marks.append(f"k{kind_number(kind)}")
    who = actor_number(connection, actor)
    if who is None or (among == "documents" and (actor is not None or kind is not None)):
        return page
    marks += [] if who == ANY else [f"a{who}"]
    table = claim_words if among == "claims" else passage_words
    statement = select(table.c.rowid).where(backend.matches(table, wanted, marks))
    if parts is not None:
        statement = statement.where(table.c.rowid < parts[1])
    if among == "claims":
        statement = _of_claims(statement, moment, since, until).where(table.c.rowid <= last_number(connection, moment))
    else:
        statement = _of_passages(statement, moment, since, until)
    ordered = statement.order_by(table.c.rowid.desc()).limit(limit + 1)
    numbers: Sequence[int] = connection.execute(ordered).scalars().all()
    found = numbers[:limit]
    hits = _claims(fetched(connection, found, moment)) if among == "claims" else _passages(connection, found, moment)
    cursor = cursor_of(moment, found[-1]) if len(numbers) > limit else None
    return Page(rows=tuple(hits), cursor=cursor, known=page.known)


def _of_claims(statement: Select[int], moment: int, since: time.Valid | None, until: time.Valid | None) -> Select[int]:
    number, m = claim_words.c.rowid, mentions.c
    in_force = and_(m.actor == ANY, m.version == number, m.known_to > moment, m.status < len(STANDING))
    return statement.join(mentions, in_force).where(*_dated(m.published, since, until))


def _of_passages(
    statement: Select[int], moment: int, since: time.Valid | None, until: time.Valid | None
) -> Select[int]:
    number, e = passage_words.c.rowid, editions.c
    in_force = and_(e.document == number // PLACES, e.known_from <= moment, e.known_to > moment, e.about.is_not(None))
    return statement.join(editions, in_force).where(*_dated(e.published, since, until))


def _dated(
    published: ColumnElement[int], since: time.Valid | None, until: time.Valid | None
) -> list[ColumnElement[bool]]:
    first = [] if since is None else [published >= time.days(since)[0]]
    return first + ([] if until is None else [published <= time.days(until)[1]])


def _claims(rows: list[Row]) -> list[Hit]:
    return [
        Hit(
            document=row.claim.document, title=None, start=row.claim.evidence[0].start, end=row.claim.evidence[0].end,
            text=row.claim.evidence[0].text, row=row,
        )
        for row in rows
    ]  # fmt: skip


def _passages(connection: Connection, numbers: Sequence[int], moment: int) -> list[Hit]:
    d, e = documents.c, editions.c
    in_force = and_(e.document == d.number, e.known_from <= moment, e.known_to > moment)
    statement = select(d.number, d.id, e.about, texts.c.text).join(editions, in_force)
    statement = statement.join(texts, texts.c.document == d.number)
    found: dict[int, tuple[str, Document, dict[int, tuple[int, int]]]] = {}
    for some in chunks(sorted({number // PLACES for number in numbers})):
        for number, id, about, text in connection.execute(statement.where(d.number.in_(some))):
            document = document_of(about_from(about), unpacked(text).decode())
            found[number] = id, document, {place: (start, end) for place, start, end in passages(document)}
    return [_hit(*found[number // PLACES], number % PLACES) for number in numbers]


def _hit(id: str, document: Document, places: dict[int, tuple[int, int]], place: int) -> Hit:
    start, end = places.get(place, (None, None))
    words = (document.title or "") if start is None else document.text[start:end]
    return Hit(document=id, title=document.title, start=start, end=end, text=words, whole=document)
