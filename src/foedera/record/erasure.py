"""Erasing a document for legal reasons. A tombstone stays; the words go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update

from foedera.model import Claim, QuestionError
from foedera.record import time
from foedera.record.adding import passage_rows
from foedera.record.base import Backend, Worded
from foedera.record.editions import about_from, document_of, erased, number_of, text_of, tombstone
from foedera.record.keeper import forget
from foedera.record.quotations import draft
from foedera.record.rows import STANDING, Tombstone
from foedera.record.tables import (
    ANY,
    FOREVER,
    actors,
    claim_words,
    documents,
    editions,
    erasures,
    lineages,
    mentions,
    passage_words,
    texts,
    versions,
)
from foedera.record.words import label_of
from foedera.record.writer import Writer, actor_numbers, chunks, worded


def erase(backend: Backend, document: str, *, why: str, by: str) -> Tombstone:
    """Erases a document and the words of its claims. See `Record.erase`."""
    if not by.strip() or not why.strip():
        raise QuestionError(f"to erase {document}, say who does it and why")
    with backend.writing() as connection:
        number = number_of(connection, document, backend.where)
        id = connection.execute(select(documents.c.id).where(documents.c.number == number)).scalar_one()
        stone = tombstone(connection, number)
        if stone is not None:
            raise erased(id, stone)
        writer = Writer(connection, backend)
        at = writer.moment()
        _erase_claims(connection, backend, writer, number, at)
        _erase_text(connection, backend, number, id)
        forget(connection, backend, number)
        writer.put(erasures, number=writer.number(erasures), document=number, at=at, who=by, why=why, lifted=None)
        writer.flush()
    backend.scrub()
    return Tombstone(time.moment(at), by, why)


def made(connection: Connection) -> int:
    """How many erasures there were, those lifted since included."""
    return connection.execute(select(func.count()).select_from(erasures)).scalar_one()


def _erase_claims(connection: Connection, backend: Backend, writer: Writer, document: int, at: int) -> None:
    found = connection.execute(_versions(document)).all()
    rows = [(row, draft(Claim.from_json(row.claim))) for row in found if row.claim is not None]
    numbers = _numbers(connection, {label_of(ref.id, ref.name) for _, old in rows for ref in old.actors})
    mentioned = {row.number: actor_numbers(old.actors, numbers) for row, old in rows}
    stood = [
        worded(row.number, old.claim, old.actors, document, mentioned[row.number])
        for row, old in rows
        if row.status in STANDING
    ]
    backend.unindex(connection, claim_words, stood)
    keys = [{"a": actor, "n": number} for number, some in mentioned.items() for actor in some]
    if keys:
        mine = (mentions.c.actor == bindparam("a")) & (mentions.c.version == bindparam("n"))
        connection.execute(delete(mentions).where(mine), keys)
    _erase_names(connection, [number for number in numbers.values() if number != ANY])
    for version in connection.execute(_versions(document).where(versions.c.known_to == FOREVER)).all():
        writer.put(versions, **_last(writer, version, at))
    mine_all = versions.c.lineage.in_(select(lineages.c.number).where(lineages.c.document == document))
    connection.execute(update(versions).where(mine_all).values(claim=None, proposed=None, doubt=None))
    connection.execute(update(versions).where(mine_all, versions.c.known_to == FOREVER).values(known_to=at))


def _last(writer: Writer, version: Any, at: int) -> dict[str, Any]:
    return {
        "number": writer.number(versions), "lineage": version.lineage, "version": version.version + 1,
        "known_from": at, "known_to": FOREVER, "status": "erased", "cause": "erase", "who": None, "why": None,
        "doubt": None, "beside": None, "claim": None, "proposed": None,
    }  # fmt: skip


def _versions(document: int) -> Any:
    of_document = lineages.c.document == document
    joined = select(versions).join(lineages, versions.c.lineage == lineages.c.number).where(of_document)
    return joined.order_by(versions.c.number)


def _erase_text(connection: Connection, backend: Backend, number: int, id: str) -> None:
    text = text_of(connection, number, id)
    mine = editions.c.document == number
    latest = connection.execute(select(editions.c.about).where(mine, editions.c.known_to == FOREVER)).scalar_one()
    rows = [Worded(*row) for row in passage_rows(number, document_of(about_from(latest), text))]
    backend.unindex(connection, passage_words, rows)
    connection.execute(delete(texts).where(texts.c.document == number))
    connection.execute(update(editions).where(mine).values(about=None, published=None))


def _numbers(connection: Connection, labels: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(sorted(labels)):
        statement = select(actors.c.label, actors.c.number).where(actors.c.label.in_(some))
        found.update((label, number) for label, number in connection.execute(statement))
    return found


def _erase_names(connection: Connection, numbers: list[int]) -> None:
    """Actors without an id are words of documents: the last mention takes the name with it."""
    for some in chunks(numbers):
        mentioned = exists().where(mentions.c.actor == actors.c.number)
        nameless = actors.c.number.in_(some) & actors.c.id.is_(None)
        connection.execute(delete(actors).where(nameless, ~mentioned))
