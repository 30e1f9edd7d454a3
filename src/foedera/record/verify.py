"""Proving that a record is whole: every quotation, every reference, every interval, every index."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, tuple_

from foedera.model import Claim, Document, FoederaError
from foedera.record import time
from foedera.record.adding import PLACES, passage_rows
from foedera.record.base import Audit, Backend, Worded
from foedera.record.editions import about_from, document_of, unpacked
from foedera.record.quotations import Draft, draft, misquotation
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
from foedera.record.writer import chunks, kind_number, worded

Progress = Callable[[int, int], None]

_SHOWN = 20
_BATCH = 50


def verify(backend: Backend, progress: Progress | None) -> Iterator[Defect]:
    """Every defect of a record, as it is found. See `Record.verify`."""
    with backend.reading() as connection, backend.audit(connection) as audit:
        yield from _references(connection)
        yield from _intervals(connection)
        labels = connection.execute(select(actors.c.label, actors.c.number))
        check = _Check(connection, audit, dict(labels.all()))
        numbers = connection.execute(select(documents.c.number).order_by(documents.c.number)).scalars().all()
        for start in range(0, len(numbers), _BATCH):
            some = numbers[start : start + _BATCH]
            yield from check.documents(some)
            if progress is not None:
                progress(start + len(some), len(numbers))
        yield from check.rest()


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


class _Check:
    """Goes through documents and their claims, some at a time, and counts what the indexes ought to have."""

    def __init__(self, connection: Connection, audit: Audit, labels: dict[str, int]) -> None:
        self._connection = connection
        self._audit = audit
        self._labels = labels
        self._mentions = 0

    def documents(self, numbers: Sequence[int]) -> Iterator[Defect]:
        """The defects of these documents and their claims."""
        d, e = documents.c, editions.c
        statement = (
            select(d.number, d.id, texts.c.text, texts.c.original, e.about)
            .outerjoin(texts, texts.c.document == d.number)
            .outerjoin(editions, (e.document == d.number) & (e.known_to == FOREVER))
            .where(d.number.in_(numbers))
        )
        read: dict[int, Document] = {}
        for number, id, packed, original, about in self._connection.execute(statement):
            found = None if packed is None and about is None else _document(id, packed, original, about)
            if isinstance(found, Defect):
                yield found
            elif found is not None:
                read[number] = found
        names = {number: document.id for number, document in read.items()}
        rows = [Worded(*row) for number, document in read.items() for row in passage_rows(number, document)]
        for row in self._audit.expect(passage_words, rows):
            yield Defect(names[row // PLACES], "is not in the full-text index with its words")
        yield from self._claims(numbers, read)

    def rest(self) -> Iterator[Defect]:
        """What the indexes have and ought not to."""
        there = self._connection.execute(select(func.count()).select_from(mentions)).scalar_one()
        if there != self._mentions:
            yield Defect("mentions", f"has {there:,} rows instead of {self._mentions:,}")
        yield from (Defect(table, what) for table, what in self._audit.defects())

    def _claims(self, numbers: Sequence[int], read: dict[int, Document]) -> Iterator[Defect]:
        statement = select(versions, lineages.c.document).join(lineages, versions.c.lineage == lineages.c.number)
        statement = statement.where(lineages.c.document.in_(numbers)).order_by(versions.c.number)
        rows: list[tuple[Any, Draft, Document]] = []
        where: dict[int, str] = {}
        for row in self._connection.execute(statement):
            where[row.number] = f"claim {row.lineage} version {row.version}"
            document = read.get(row.document)
            if row.claim is not None:
                old = "is of a document without text" if document is None else _claim(row.claim)
                if isinstance(old, str) or document is None:
                    yield Defect(where[row.number], str(old))
                else:
                    rows.append((row, old, document))
        wanted = {row.number: self._actors(old) for row, old, _ in rows}
        indexed = self._indexed([(a, number) for number, some in wanted.items() for a in some])
        for row, old, document in rows:
            wrong = _wrong(row, old.claim, document)
            index = [indexed.get((actor, row.number)) for actor in wanted[row.number]]
            for what in (*wrong, *_wrongly_indexed(row, old, document, index)):
                yield Defect(where[row.number], what)
        stand = [(row, old) for row, old, _ in rows if row.status in STANDING]
        words = [worded(row.number, old, row.document, wanted[row.number]) for row, old in stand]
        for number in self._audit.expect(claim_words, words):
            yield Defect(where[number], "is not in the full-text index with its words")

    def _actors(self, old: Draft) -> list[int]:
        """The numbers of a claim's actors; -1 for one that is not there, under which nothing is indexed."""
        return [ANY, *sorted({self._labels.get(label_of(ref.id, ref.name), -1) for ref in old.actors})]

    def _indexed(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Any]:
        found = {}
        self._mentions += len(pairs)
        for some in chunks(pairs):
            these = tuple_(mentions.c.actor, mentions.c.version).in_(some)
            found.update({(m.actor, m.version): m for m in self._connection.execute(select(mentions).where(these))})
        return found


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


def _claim(data: str) -> Draft | str:
    try:
        return draft(Claim.from_json(data))
    except FoederaError as error:
        return f"cannot be read: {error}"


def _wrong(row: Any, claim: Claim, document: Document) -> Iterator[str]:
    if claim.document != document.id:
        yield f"names another document, {claim.document}"
    for quoting in (claim, None if row.proposed is None else Claim.from_json(row.proposed)):
        wrong = None if quoting is None else misquotation(quoting, document.text)
        if wrong is not None:
            yield f"misquotes its document: {wrong}"
    if row.status not in STATUSES:
        yield f"has an unknown status, {row.status}"


def _wrongly_indexed(row: Any, old: Draft, document: Document, index: Sequence[Any]) -> Iterator[str]:
    if any(m is None for m in index):
        yield "is not in the index under each of its actors"
    rows = [m for m in index if m is not None]
    expected = (row.known_to, row.status, kind_number(old.claim.kind))
    if any((m.known_to, STATUSES[m.status], m.kind) != expected for m in rows):
        yield "differs from its row in the index of actors"
    if row.known_to == FOREVER and row.status in STANDING:
        dates = (time.last_day(document.published), *time.extent(old.claim.when, document.published))
        if any((m.published, m.first, m.last, m.span) != dates for m in rows):
            yield "is indexed under other dates than its own"
