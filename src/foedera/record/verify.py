"""Proving that a record is whole: every quotation, every reference, every interval, every index."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from foedera.model import Claim, Document, FoederaError
from foedera.record import time
from foedera.record.adding import passage_rows
from foedera.record.base import Backend, Worded
from foedera.record.editions import about_from, document_of, published_of, unpacked
from foedera.record.quotations import draft, misquotation
from foedera.record.rows import STANDING, STATUSES, Defect
from foedera.record.tables import (
    ANY,
    FOREVER,
    METADATA,
    actors,
    claim_words,
    documents,
    editions,
    lineages,
    mentions,
    passage_words,
    texts,
    versions,
)
from foedera.record.words import label_of
from foedera.record.writer import chunks, worded

Progress = Callable[[int, int], None]

_SHOWN = 20
_BATCH = 50


def verify(backend: Backend, progress: Progress | None) -> Iterator[Defect]:
    """Every defect of a record, as it is found. See `Record.verify`."""
    with backend.reading() as connection:
        yield from _references(connection)
        yield from _intervals(connection)
        total = connection.execute(select(func.count()).select_from(documents)).scalar_one()
        numbers = connection.execute(select(documents.c.number).order_by(documents.c.number)).scalars().all()
        done = 0
        for some in _batches(list(numbers)):
            yield from _documents(connection, backend, some)
            done += len(some)
            if progress is not None:
                progress(done, total)
        yield from _strays(connection)


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]


def _references(connection: Connection) -> Iterator[Defect]:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                there = key.column.table.alias()
                aim = there.c[key.column.name]
                lost = select(column).outerjoin(there, column == aim).where(column.is_not(None), aim.is_(None))
                for value in connection.execute(lost.limit(_SHOWN)).scalars():
                    yield Defect(f"{table.name}.{column.name}", f"refers to {aim.name} {value}, which is not there")


def _intervals(connection: Connection) -> Iterator[Defect]:
    yield from _chain(connection, versions, "lineage", "claim")
    yield from _chain(connection, editions, "document", "edition of document")
    bare = select(lineages.c.number).outerjoin(versions, versions.c.lineage == lineages.c.number)
    for number in connection.execute(bare.where(versions.c.number.is_(None))).scalars():
        yield Defect(f"claim {number}", "has no version")


def _chain(connection: Connection, table: Table, group: str, name: str) -> Iterator[Defect]:
    """Versions of one thing must be numbered from 1, follow each other without gap or overlap, and end open."""
    columns = (table.c[group], table.c.version, table.c.known_from, table.c.known_to)
    rows = connection.execution_options(yield_per=10_000).execute(select(*columns).order_by(*columns[:2]))
    owner, version, until = None, 0, FOREVER
    for new_owner, new_version, start, end in rows:
        if new_owner != owner:
            if until != FOREVER:
                yield Defect(f"{name} {owner}", f"ends with version {version}: its record time must be open")
            owner, version, until = new_owner, 0, start
        if new_version != version + 1:
            yield Defect(f"{name} {owner}", f"has version {new_version} after {version}")
        if start != until:
            kind = "a gap" if start > until else "an overlap"
            yield Defect(f"{name} {owner}", f"has {kind} in record time before version {new_version}")
        if end <= start:
            yield Defect(f"{name} {owner}", f"version {new_version} ends before it begins")
        version, until = new_version, end
    if until != FOREVER:
        yield Defect(f"{name} {owner}", f"ends with version {version}: its record time must be open")


def _documents(connection: Connection, backend: Backend, numbers: list[int]) -> Iterator[Defect]:
    statement = (
        select(documents.c.number, documents.c.id, texts.c.text, texts.c.original, editions.c.about)
        .outerjoin(texts, texts.c.document == documents.c.number)
        .outerjoin(editions, (editions.c.document == documents.c.number) & (editions.c.known_to == FOREVER))
        .where(documents.c.number.in_(numbers))
    )
    read: dict[int, Document] = {}
    for number, id, packed, original, about in connection.execute(statement):
        if packed is None and about is None:
            continue
        found = _document(id, packed, original, about)
        if isinstance(found, Defect):
            yield found
        else:
            read[number] = found
    names = {number: document.id for number, document in read.items()}
    rows = [Worded(*row) for number, document in read.items() for row in passage_rows(number, document)]
    yield from _words(connection, backend, passage_words, rows, lambda row: names[row >> 24])
    yield from _claims(connection, backend, numbers, read)


def _document(id: str, packed: bytes | None, original: bytes | None, about: str | None) -> Document | Defect:
    if packed is None or about is None:
        return Defect(id, "is only half erased: its text or what is known about it is missing")
    try:
        document = document_of(about_from(about), unpacked(packed).decode())
        if original is not None:
            unpacked(original)
    except (zlib.error, UnicodeDecodeError, ValueError) as error:
        return Defect(id, f"cannot be unpacked: {error}")
    if document.id != id:
        return Defect(id, f"has a text whose hash is {document.id}")
    return document


def _claims(
    connection: Connection, backend: Backend, numbers: list[int], read: dict[int, Document]
) -> Iterator[Defect]:
    statement = select(versions, lineages.c.document).join(lineages, versions.c.lineage == lineages.c.number)
    rows = connection.execute(statement.where(lineages.c.document.in_(numbers)).order_by(versions.c.number)).all()
    indexed = _indexed(connection, [row.number for row in rows])
    words = []
    for row in rows:
        where = f"claim {row.lineage} version {row.version}"
        document = read.get(row.document)
        if document is None or row.claim is None:
            if row.claim is not None:
                yield Defect(where, "is of a document without text")
            elif indexed.get(row.number):
                yield Defect(where, "was erased, but is still in the index of actors")
            continue
        claim = _claim(row.claim)
        if isinstance(claim, str):
            yield Defect(where, claim)
            continue
        yield from (Defect(where, wrong) for wrong in _wrong(claim, row, document, indexed.get(row.number, {})))
        if row.status in STANDING:
            actors_of = [number for number, *_ in indexed.get(row.number, {}).values()]
            words.append(worded(row.number, draft(claim), row.document, sorted(actors_of)))
    lineage = {row.number: f"claim {row.lineage} version {row.version}" for row in rows}
    yield from _words(connection, backend, claim_words, words, lambda number: lineage[number])


def _claim(data: str) -> Claim | str:
    try:
        return Claim.from_json(data)
    except FoederaError as error:
        return f"cannot be read: {error}"


def _wrong(claim: Claim, row: Any, document: Document, indexed: dict[str, tuple[int, Any]]) -> Iterator[str]:
    if claim.document != document.id:
        yield f"names another document, {claim.document}"
    for quoting in (claim, None if row.proposed is None else Claim.from_json(row.proposed)):
        wrong = None if quoting is None else misquotation(quoting, document.text)
        if wrong is not None:
            yield f"misquotes its document: {wrong}"
    if row.status not in STATUSES:
        yield f"has an unknown status, {row.status}"
    labels = {"", *(label_of(ref.id, ref.name) for _, ref in claim.actors())}
    if labels != set(indexed):
        yield "is not in the index under its own actors"
    expected = (row.known_to, STATUSES.index(row.status) if row.status in STATUSES else -1)
    if any((m.known_to, m.status) != expected for _, m in indexed.values()):
        yield "differs from its row in the index of actors"
    published = published_of_row(indexed)
    if row.known_to == FOREVER and row.status in STANDING and indexed:
        extent = time.extent(claim.when, document.published)
        if published != (time.last_day(document.published), *extent):
            yield "is indexed under other dates than its own"


def published_of_row(indexed: dict[str, tuple[int, Any]]) -> tuple[int | None, int, int, int] | None:
    """The dates under which a version is indexed: publication, first and last day, class of extent."""
    found = {(m.published, m.first, m.last, m.span) for _, m in indexed.values()}
    return found.pop() if len(found) == 1 else None


def _indexed(connection: Connection, numbers: list[int]) -> dict[int, dict[str, tuple[int, Any]]]:
    found: dict[int, dict[str, tuple[int, Any]]] = {}
    if not numbers:
        return found
    low, high = min(numbers), max(numbers)
    wanted = set(numbers)
    for some in chunks(sorted(wanted)):
        del some
    statement = select(mentions, actors.c.label).join(actors, mentions.c.actor == actors.c.number)
    for row in connection.execute(statement.where(mentions.c.version.between(low, high))):
        if row.version in wanted:
            found.setdefault(row.version, {})[row.label] = (row.actor, row)
    return found


def _words(
    connection: Connection, backend: Backend, table: Table, rows: list[Worded], name: Callable[[int], str]
) -> Iterator[Defect]:
    for number in backend.misindexed(connection, table, rows):
        yield Defect(name(number), f"is not in the full-text index {table.name} with its words")


def _strays(connection: Connection) -> Iterator[Defect]:
    """Rows of indexes that belong to nothing."""
    try:
        standing = (versions.c.status.in_(STANDING)) & (versions.c.claim.is_not(None))
        right = select(versions.c.number).where(standing)
        lost = select(claim_words.c.rowid).where(claim_words.c.rowid.not_in(right)).limit(_SHOWN)
        for number in connection.execute(lost).scalars():
            yield Defect("claim_words", f"row {number} belongs to no claim that stands")
        there = select(texts.c.document)
        astray = select(passage_words.c.rowid).where((passage_words.c.rowid // (1 << 24)).not_in(there)).limit(_SHOWN)
        for number in connection.execute(astray).scalars():
            yield Defect("passage_words", f"row {number} belongs to no document")
    except DBAPIError as error:
        yield Defect("full-text index", f"is damaged: {error.orig}")


__all__ = ["ANY", "Progress", "published_of", "verify"]
