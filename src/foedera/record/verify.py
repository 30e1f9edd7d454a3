"""Proving that a record is whole: every quotation, every reference, every interval, every index."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Connection, Select, Table, and_, func, or_, select

from foedera.model import ActorRef, Claim, Document, FoederaError, Span
from foedera.record import time
from foedera.record.adding import PLACES, passage_rows
from foedera.record.base import Audit, Backend, Worded
from foedera.record.editions import about_from, document_of, unpacked
from foedera.record.quotations import misquotation, misquoted, quotations, refs_among
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
from foedera.record.verify_register import register_defects
from foedera.record.words import label_of
from foedera.record.writer import chunks, kind_number, worded

Progress = Callable[[int, int], None]

_SHOWN = 20
_BATCH = 50
_ASKED = "m.actor = asked.a AND m.version = asked.v"
_COLUMNS = "m.actor, m.version, m.known_to, m.status, m.kind, m.published, m.first, m.last, m.span"
_STATUS = {status: number for number, status in enumerate(STATUSES)}


def verify(backend: Backend, progress: Progress | None) -> Iterator[Defect]:
    """Every defect of a record, as it is found. See `Record.verify`."""
    with backend.reading() as connection, backend.audit(connection) as audit:
        yield from _references(connection)
        yield from _intervals(connection)
        yield from register_defects(connection)
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
    statement = select(*columns).where(columns[0].in_(_broken(*columns))).order_by(*columns[:2])
    rows = connection.execute(statement)
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


def _broken(group: Column[int], version: Column[int], start: Column[int], end: Column[int]) -> Select[int]:
    """The things whose versions do not follow each other as `_chain` says: the database finds them, if there are any.

    In a whole record there are none, and no row has to be looked at here.
    """
    order: dict[str, Any] = {"partition_by": group, "order_by": version}
    steps = select(
        group.label("thing"), version.label("version"), start.label("start"), end.label("end"),
        func.lag(version, 1, 0).over(**order).label("before"), func.lag(end).over(**order).label("until"),
        func.lead(version).over(**order).label("after"),
    ).subquery()  # fmt: skip
    c = steps.c
    parted = and_(c.until.is_not(None), c.until != c.start)
    wrong = or_(c.version != c.before + 1, parted, c.end <= c.start, and_(c.after.is_(None), c.end != FOREVER))
    return select(c.thing).where(wrong)


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
        where: dict[int, str] = {}
        kept: list[_Kept] = []
        for row in self._versions(numbers):
            where[row.number] = f"claim {row.lineage} version {row.version}"
            found = None if row.claim is None else _kept(row, read.get(row.document))
            if isinstance(found, str):
                yield Defect(where[row.number], found)
            elif found is not None:
                kept.append(found)
        wanted = {each.row.number: self._actors(each.refs) for each in kept}
        indexed = self._indexed([(actor, number) for number, some in wanted.items() for actor in some])
        for each in kept:
            number = each.row.number
            index = [indexed.get((actor, number)) for actor in wanted[number]]
            for what in (*_wrong(each), *_wrongly_indexed(each, index)):
                yield Defect(where[number], what)
        words = [
            worded(each.row.number, each.claim, each.refs, each.row.document, wanted[each.row.number])
            for each in kept
            if each.row.status in STANDING
        ]
        for number in self._audit.expect(claim_words, words):
            yield Defect(where[number], "is not in the full-text index with its words")

    def _versions(self, numbers: Sequence[int]) -> Sequence[Any]:
        statement = select(versions, lineages.c.document).join(lineages, versions.c.lineage == lineages.c.number)
        statement = statement.where(lineages.c.document.in_(numbers)).order_by(versions.c.number)
        return self._connection.execute(statement).all()

    def _actors(self, refs: Sequence[ActorRef]) -> list[int]:
        """The numbers of a claim's actors; -1 for one that is not there, under which nothing is indexed."""
        return [ANY, *sorted({self._labels.get(label_of(ref.id, ref.name), -1) for ref in refs})]

    def _indexed(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[Any, ...]]:
        """Rows of the index of actors, by actor and version, with the columns named in `_COLUMNS`."""
        found: dict[tuple[int, int], tuple[Any, ...]] = {}
        self._mentions += len(pairs)
        for some in chunks(pairs):
            # Numbers only. As a condition `(actor, version) IN (...)`, SQLite would go through the whole table.
            asked = ", ".join(f"({actor}, {version})" for actor, version in some)
            sql = f"WITH asked(a, v) AS (VALUES {asked}) SELECT {_COLUMNS} FROM asked JOIN mentions AS m ON {_ASKED}"  # noqa: S608
            found.update({(m[0], m[1]): m for m in map(tuple, self._connection.exec_driver_sql(sql))})
        return found


class _Kept(NamedTuple):
    """A version with what its claim says: the row, the claim, what it quotes, its actors, and its document."""

    row: Any
    claim: Claim
    quoted: Sequence[Span | ActorRef]
    refs: tuple[ActorRef, ...]
    document: Document


def _document(id: str, packed: bytes | None, original: bytes | None, about: str | None) -> Document | Defect:
    if packed is None or about is None:
        return Defect(id, "is only half erased: its text or what is known about it is missing")
    try:
        document = document_of(about_from(about), unpacked(packed).decode())
        if original is not None:
            unpacked(original)
    except (zlib.error, UnicodeDecodeError, msgspec.DecodeError, FoederaError) as error:
        return Defect(id, f"cannot be unpacked: {error}")
    if document.id != id:
        return Defect(id, f"has a text whose hash is {document.id}")
    return document


def _kept(row: Any, document: Document | None) -> _Kept | str:
    if document is None:
        return "is of a document without text"
    try:
        claim = Claim.from_json(row.claim)
    except FoederaError as error:
        return f"cannot be read: {error}"
    quoted = quotations(claim)
    return _Kept(row, claim, quoted, refs_among(quoted), document)


def _wrong(kept: _Kept) -> Iterator[str]:
    row, text = kept.row, kept.document.text
    if kept.claim.document != kept.document.id:
        yield f"names another document, {kept.claim.document}"
    wrong = misquoted(kept.quoted, text)
    if wrong is not None:
        yield f"misquotes its document: {wrong}"
    if row.proposed is not None:
        yield from _wrongly_proposed(row.proposed, text)
    if row.status not in STATUSES:
        yield f"has an unknown status, {row.status}"


def _wrongly_proposed(data: str, text: str) -> Iterator[str]:
    try:
        wrong = misquotation(Claim.from_json(data), text)
    except FoederaError as error:
        yield f"has a proposal that cannot be read: {error}"
    else:
        if wrong is not None:
            yield f"misquotes its document in what was proposed: {wrong}"


def _wrongly_indexed(kept: _Kept, index: Sequence[tuple[Any, ...] | None]) -> Iterator[str]:
    row, published = kept.row, kept.document.published
    expected = (row.known_to, _STATUS.get(row.status), kind_number(kept.claim.kind))
    dates = (time.last_day(published), *time.extent(kept.claim.when, published))
    # Only of claims that stand now is it known from which publication date their days were taken.
    ends = 9 if row.known_to == FOREVER and row.status in STANDING else 5
    if all(m is not None and m[2:ends] == (*expected, *dates)[: ends - 2] for m in index):
        return
    if None in index:
        yield "is not in the index under each of its actors"
    rows = [m for m in index if m is not None]
    if any(m[2:5] != expected for m in rows):
        yield "differs from its row in the index of actors"
    if ends == 9 and any(m[5:] != dates for m in rows):
        yield "is indexed under other dates than its own"
