"""Adding documents with their claims: each all or nothing, and nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from foedera.model import Claim, ClaimError, Document, Edtf
from foedera.record import time
from foedera.record.base import Backend
from foedera.record.editions import (
    About,
    about_from,
    about_of,
    document_of,
    edition_at,
    edition_row,
    erased,
    packed,
    published_of,
    same,
    tombstone,
)
from foedera.record.plan import Held, Plan, families, plan
from foedera.record.quotations import misquotation
from foedera.record.rows import STANDING, Added, Entry, Status
from foedera.record.tables import (
    FOREVER,
    documents,
    editions,
    erasures,
    lineages,
    readings,
    texts,
    versions,
)
from foedera.record.words import passages
from foedera.record.writer import Step, Writer, chunks

PLACES = 1 << 24
_CLAIMS = 8_000
_DOCUMENTS = 256
_BYTES = 32_000_000


class _Known(NamedTuple):
    number: int
    digests: frozenset[str]


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in groups that one transaction adds: bounded in claims and bytes, no document twice in one."""
    group: list[Entry] = []
    seen: set[str] = set()
    claims = size = 0
    for entry in entries:
        id, weight = entry.document.id, len(entry.document.text) + len(entry.original or b"")
        full = len(group) >= _DOCUMENTS or claims + len(entry.claims) > _CLAIMS or size + weight > _BYTES
        if group and (full or id in seen):
            yield group
            group, seen, claims, size = [], set(), 0, 0
        group.append(entry)
        seen.add(id)
        claims += len(entry.claims)
        size += weight
    if group:
        yield group


def add(backend: Backend, entries: Sequence[Entry], *, force: bool) -> list[Added]:
    """Adds a group of different documents in one transaction.

    Raises `ClaimError` where a claim does not quote its document, `RecordError` where a document was erased before.
    """
    for entry in entries:
        _check(entry)
    named = [(entry.document.id, _digest(entry), entry) for entry in entries]
    with backend.writing() as connection:
        known = _known(connection, [id for id, _, _ in named])
        writer = Writer(connection, backend)
        done = [
            _add_new(writer, id, digest, entry) if id not in known
            else _add_again(writer, known[id], id, digest, entry, force)
            for id, digest, entry in named
        ]  # fmt: skip
        writer.flush()
    return done


def held_of(connection: Connection, document: int) -> list[Held]:
    """The latest version of every claim of a document."""
    statement = (
        select(lineages.c.number, versions.c.number.label("at"), versions.c.version, lineages.c.key, lineages.c.kind,
               versions.c.status, versions.c.claim, versions.c.proposed, versions.c.beside)
        .join(versions, (versions.c.lineage == lineages.c.number) & (versions.c.known_to == FOREVER))
        .where(lineages.c.document == document)
        .order_by(lineages.c.number)
    )  # fmt: skip
    return [
        Held(*row[:6], *(None if data is None else Claim.from_json(data) for data in row[6:8]), row[8])
        for row in connection.execute(statement)
    ]


def _check(entry: Entry) -> None:
    id, text = entry.document.id, entry.document.text
    for claim in entry.claims:
        if claim.document != id:
            raise ClaimError(f"claim {claim.id} is of another document than {id}")
        wrong = misquotation(claim, text)
        if wrong is not None:
            raise ClaimError(f"claim {claim.id} by {claim.coder} misquotes {entry.document.source or id}: {wrong}")


def _coders(entry: Entry) -> tuple[str, ...]:
    coders = {claim.coder for claim in entry.claims} if entry.coders is None else set(entry.coders)
    return tuple(sorted(coders))


def _digest(entry: Entry) -> str:
    """What makes two readings the same: coders, actor base, what is known about the document, and every claim."""
    about = msgspec.structs.replace(about_of(entry.document), source="")
    digest = hashlib.sha256(msgspec.json.encode((_coders(entry), entry.base, about)))
    for claim in entry.claims:
        digest.update(claim.to_json())
    return digest.hexdigest()


def _known(connection: Connection, names: Sequence[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for some in chunks(names):
        statement = select(documents.c.id, documents.c.number).where(documents.c.id.in_(some))
        for id, number in connection.execute(statement):
            digests = connection.execute(select(readings.c.digest).where(readings.c.document == number)).scalars()
            known[id] = _Known(number, frozenset(digests))
    return known


def _add_new(writer: Writer, id: str, digest: str, entry: Entry) -> Added:
    at, number, about = writer.moment(), writer.number(documents), about_of(entry.document)
    writer.put(documents, number=number, id=id, added=at)
    _put_text(writer, number, entry)
    writer.put(editions, **edition_row(writer.number(editions), number, 1, about, at, FOREVER))
    done = plan((), entry.claims, frozenset())
    _carry_out(writer, done, number, at, entry.document.published)
    return _read(writer, number, digest, entry, Added(document=id, at=time.moment(at), new=True, added=len(done.fresh)))


def _add_again(writer: Writer, known: _Known, id: str, digest: str, entry: Entry, force: bool) -> Added:
    connection, number = writer.connection, known.number
    stone = tombstone(connection, number)
    if stone is not None and not force:
        raise erased(id, stone)
    if digest in known.digests and not force:
        return Added(document=id, at=None, unchanged=len({claim.key for claim in entry.claims}))
    at = writer.moment()
    before = _edition(writer, number, at, entry, restored=stone is not None)
    published = published_of(before)
    held = held_of(connection, number)
    done = plan(held, entry.claims, families(_coders(entry)))
    _carry_out(writer, done, number, at, entry.document.published)
    if published != entry.document.published:
        _redate(writer, (*done.unchanged, *done.kept, *_untouched(held, done)), number, at, entry.document.published)
    offered = sum(beside is not None for _, _, beside in (*done.fresh, *done.reopened))
    counts = Added(
        document=id, at=time.moment(at), added=len(done.fresh) + len(done.reopened) - offered, offered=offered,
        changed=len(done.again), unchanged=len(done.unchanged), closed=len(done.closed), kept=len(done.kept),
    )  # fmt: skip
    return _read(writer, number, digest, entry, counts)


def _put_text(writer: Writer, number: int, entry: Entry) -> None:
    document, original = entry.document, entry.original
    writer.put(
        texts,
        document=number,
        text=packed(document.text.encode()),
        original=None if original is None else packed(original),
    )
    for row in passage_rows(number, document):
        writer.passage(*row)


def passage_rows(number: int, document: Document) -> Iterator[tuple[int, str, str]]:
    """The rows of a document in the full-text index of passages: number, words, marks."""
    mark = f"d{number}"
    if document.title:
        yield number * PLACES, document.title, mark
    for place, start, end in passages(document):
        yield number * PLACES + place, document.text[start:end], mark


def _edition(writer: Writer, number: int, at: int, entry: Entry, *, restored: bool) -> About:
    """Puts down what is known about the document, where it changed; returns what was known before."""
    connection, about = writer.connection, about_of(entry.document)
    if restored:
        connection.execute(
            update(erasures).where(erasures.c.document == number, erasures.c.lifted.is_(None)).values(lifted=at)
        )
        _put_text(writer, number, entry)
    elif entry.original is not None:
        bare = (texts.c.document == number) & texts.c.original.is_(None)
        connection.execute(update(texts).where(bare).values(original=packed(entry.original)))
    old = edition_at(connection, number, at)
    assert old is not None
    before = about_from(old.about) if old.about is not None else About(paragraphs=())
    if old.about is None or not same(before, about):
        connection.execute(update(editions).where(editions.c.number == old.number).values(known_to=at))
        writer.put(editions, **edition_row(writer.number(editions), number, old.version + 1, about, at, FOREVER))
        if not restored and (before.title, before.paragraphs) != (about.title, about.paragraphs):
            _index_again(writer, number, before, entry.document)
    return before


def _index_again(writer: Writer, number: int, before: About, document: Document) -> None:
    writer.unpassage(passage_rows(number, document_of(before, document.text)))
    for row in passage_rows(number, document):
        writer.passage(*row)


def _carry_out(writer: Writer, done: Plan, number: int, at: int, published: Edtf | None) -> None:
    for claim, key, beside in done.fresh:
        lineage = writer.number(lineages)
        writer.put(lineages, number=lineage, document=number, kind=claim.kind, key=key)
        writer.step(Step(lineage, 1, claim, _status(beside), "read", beside=beside), at, published, number)
    for old, claim in done.again:
        writer.end(old.number, at, old.claim)
        edit = old.claim if old.status == "edited" else None
        stands, proposed = (claim, None) if edit is None else (edit, claim)
        step = Step(old.lineage, old.version + 1, stands, old.status, "reread", proposed, old.beside)
        writer.step(step, at, published, number)
    for old, claim, beside in done.reopened:
        writer.end(old.number, at, old.claim)
        step = Step(old.lineage, old.version + 1, claim, _status(beside), "read", beside=beside)
        writer.step(step, at, published, number)
    for old in done.closed:
        assert old.claim is not None
        writer.end(old.number, at, old.claim)
        writer.step(Step(old.lineage, old.version + 1, old.claim, "closed", "closed"), at, published, number)


def _status(beside: int | None) -> Status:
    return "unreviewed" if beside is None else "offered"


def _untouched(held: Sequence[Held], done: Plan) -> list[Held]:
    touched = {old.lineage for old, *_ in (*done.again, *done.reopened)}
    touched |= {old.lineage for old in (*done.closed, *done.unchanged, *done.kept)}
    return [old for old in held if old.lineage not in touched]


def _redate(writer: Writer, some: Iterable[Held], number: int, at: int, published: Edtf | None) -> None:
    for old in some:
        if old.status in STANDING and old.claim is not None:
            writer.end(old.number, at, old.claim)
            step = Step(old.lineage, old.version + 1, old.claim, old.status, "redated", old.proposed)
            writer.step(step, at, published, number)


def _read(writer: Writer, number: int, digest: str, entry: Entry, counts: Added) -> Added:
    assert counts.at is not None
    fields: dict[str, Any] = msgspec.structs.asdict(counts)
    names = ("added", "offered", "changed", "unchanged", "closed", "kept")
    writer.put(
        readings,
        number=writer.number(readings),
        document=number,
        at=time.microseconds(counts.at),
        coders=msgspec.json.encode(_coders(entry)).decode(),
        base=entry.base,
        digest=digest,
        counts=msgspec.json.encode({name: fields[name] for name in names}).decode(),
    )
    return counts
