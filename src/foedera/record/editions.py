"""Documents as the record keeps them: the text once, what is known about it in versions."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.engine import Row as SqlRow

from foedera.model import Document, Edtf, ErasedError, Paragraph, RecordError
from foedera.record import time
from foedera.record.rows import Tombstone
from foedera.record.tables import documents, editions, erasures, texts

_LEVEL = 6


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists say about a document."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    source: str = ""
    url: str | None = None


class About(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known about a document besides its text. `paragraphs` are triples of start, end and role."""

    paragraphs: tuple[tuple[int, int, str], ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    source: str = ""
    url: str | None = None
    licence: str | None = None
    redistributable: bool | None = None
    characters: int = 0


def about_of(document: Document) -> About:
    """What a document says about itself."""
    return About(
        paragraphs=tuple((p.start, p.end, p.role) for p in document.paragraphs),
        title=document.title,
        authors=document.authors,
        publisher=document.publisher,
        published=None if document.published is None else str(document.published),
        language=document.language,
        media_type=document.media_type,
        source=document.source,
        url=document.url,
        licence=document.licence,
        redistributable=document.redistributable,
        characters=len(document.text),
    )


def same(first: About, second: About) -> bool:
    """Whether two editions agree. Where a copy was read from makes no difference."""
    return first == msgspec.structs.replace(second, source=first.source)


def about_from(data: str) -> About:
    """What was kept about a document."""
    return _ABOUT.decode(data)


def head_from(data: str) -> Head:
    """The part of what was kept about a document that lists say: a tenth of the work, for a long document."""
    return _HEAD.decode(data)


def document_of(about: About, text: str) -> Document:
    """The document as it was when it was read."""
    return Document(
        text=text,
        paragraphs=tuple(Paragraph(start, end, role) for start, end, role in about.paragraphs),  # type: ignore[arg-type]
        title=about.title,
        authors=about.authors,
        publisher=about.publisher,
        published=published_of(about),
        language=about.language,
        media_type=about.media_type,
        source=about.source,
        url=about.url,
        licence=about.licence,
        redistributable=about.redistributable,
    )


def published_of(about: About) -> Edtf | None:
    """The publication date of a document."""
    return None if about.published is None else Edtf.parse(about.published)


def edition_row(number: int, document: int, version: int, about: About, at: int, until: int) -> dict[str, Any]:
    """The row of an edition, from `at` on."""
    return {
        "number": number,
        "document": document,
        "version": version,
        "known_from": at,
        "known_to": until,
        "published": time.last_day(published_of(about)),
        "about": msgspec.json.encode(about).decode(),
    }


def packed(data: bytes) -> bytes:
    """Bytes as they are kept."""
    return zlib.compress(data, _LEVEL)


def unpacked(data: bytes) -> bytes:
    """Bytes as they came."""
    return zlib.decompress(data)


def number_of(connection: Connection, id: str, where: str) -> int:
    """The number of a document. `id` may be cut short. Raises `RecordError` where there is none, or several."""
    start = id if id.startswith("sha256:") else "sha256:" + id
    # Nothing in an id of this form means anything to LIKE; anything else finds nothing.
    hexadecimal = all(c in "0123456789abcdef" for c in start[7:])
    statement = select(documents.c.number).limit(2)
    exact = documents.c.id == start
    condition = exact if len(start) == 71 or not hexadecimal or len(start) < 11 else documents.c.id.like(start + "%")
    found = connection.execute(statement.where(condition)).scalars().all()
    if not found:
        raise RecordError(f"no document {id[:80]} in {where}: list them with `foedera record show`")
    if len(found) > 1:
        raise RecordError(f"several documents in {where} begin with {id}: give more of the id")
    return int(found[0])


def tombstone(connection: Connection, document: int) -> Tombstone | None:
    """When, by whom and why a document was erased; None where it was not, or was read again since."""
    statement = select(erasures).where(erasures.c.document == document, erasures.c.lifted.is_(None))
    row = connection.execute(statement).first()
    return None if row is None else Tombstone(time.moment(row.at), row.who, row.why)


def text_of(connection: Connection, number: int, id: str) -> str:
    """The canonical text of a document. Raises `RecordError` where it was erased."""
    data = connection.execute(select(texts.c.text).where(texts.c.document == number)).scalar()
    if data is None:
        raise erased(id, tombstone(connection, number))
    return unpacked(data).decode()


def edition_at(connection: Connection, number: int, at: int) -> SqlRow[Any] | None:
    """The edition of a document that was in force at a moment."""
    known = (editions.c.known_from <= at) & (editions.c.known_to > at)
    return connection.execute(select(editions).where(editions.c.document == number, known)).first()


def erased(id: str, stone: Tombstone | None) -> RecordError:
    """The error that says that a document was erased."""
    if stone is None:
        return RecordError(f"{id} has no text here: it was erased, and read again since")
    return ErasedError(f"{id} was erased on {stone.at:%Y-%m-%d} by {stone.who}: {stone.why}")


_ABOUT = msgspec.json.Decoder(About)
_HEAD = msgspec.json.Decoder(Head)
