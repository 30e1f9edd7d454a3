"""Adding documents with their claims: each all or nothing, and nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Set
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
from foedera.record.quotations import Draft, checked, draft
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
_CLAIMS = 10_000
_DOCUMENTS = 512
_BYTES = 32_000_000
_COUNTS = ("added", "offered", "changed", "unchanged", "closed", "kept")


class _Read(NamedTuple):
    """A document that is to be added, as far as it can be made ready before the record is asked."""

    id: str
    entry: Entry
    coders: tuple[str, ...]
    about: About
    drafts: tuple[Draft, ...]
    digest: str

    @property
    def published(self) -> Edtf | None:
        return self.entry.document.published


class _Known(NamedTuple):
    number: int
    digests: frozenset[str]
    erased: bool


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
    read = [_read(entry) for entry in entries]
    with backend.writing() as connection:
        known = _known(connection, [each.id for each in read])
        writer = Writer(connection, backend)
        done = [
            _add_again(writer, each, known[each.id], force) if each.id in known else _add_new(writer, each)
            for each in read
        ]
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
        Held(
            lineage, number, version, key, kind, status,
            None if claim is None else Claim.from_json(claim),
            None if proposed is None else Claim.from_json(proposed),
            beside,
        )
        for lineage, number, version, key, kind, status, claim, proposed, beside in connection.execute(statement)
    ]  # fmt: skip


def _read(entry: Entry) -> _Read:
    document, id = entry.document, entry.document.id
    coders = {claim.coder for claim in entry.claims} if entry.coders is None else set(entry.coders)
    about = about_of(document)
    # What makes two readings the same: coders, actor base, what is known about the document, and every claim.
    alike = (sorted(coders), entry.base, msgspec.structs.replace(about, source=""))
    digest = hashlib.sha256(msgspec.json.encode(alike))
    drafts = []
    for claim in entry.claims:
        if claim.document != id:
            raise ClaimError(f"claim {claim.id} is of another document than {id}")
        new = checked(claim, document.text)
        if isinstance(new, str):
            raise ClaimError(f"claim {claim.id} by {claim.coder} misquotes {document.source or id}: {new}")
        digest.update(new.json.encode())
        drafts.append(new)
    return _Read(id, entry, tuple(sorted(coders)), about, tuple(drafts), digest.hexdigest())


def _known(connection: Connection, names: Sequence[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for some in chunks(names):
        statement = select(documents.c.id, documents.c.number).where(documents.c.id.in_(some))
        numbers = dict(connection.execute(statement).all())
        digests: dict[int, set[str]] = {number: set() for number in numbers.values()}
        mine = select(readings.c.document, readings.c.digest).where(readings.c.document.in_(list(digests)))
        for number, digest in connection.execute(mine):
            digests[number].add(digest)
        gone = erasures.c.document.in_(list(digests)) & erasures.c.lifted.is_(None)
        lost = set(connection.execute(select(erasures.c.document).where(gone)).scalars())
        known |= {id: _Known(number, frozenset(digests[number]), number in lost) for id, number in numbers.items()}
    return known


def _add_new(writer: Writer, read: _Read) -> Added:
    at, number = writer.moment(), writer.number(documents)
    writer.put(documents, number=number, id=read.id, added=at)
    _put_text(writer, number, read.entry)
    writer.put(editions, **edition_row(writer.number(editions), number, 1, read.about, at, FOREVER))
    done = plan((), read.drafts, frozenset())
    _carry_out(writer, done, number, at, read.published, read.entry.accepted)
    return _log(writer, number, read, Added(document=read.id, at=time.moment(at), new=True, added=len(done.fresh)))


def _add_again(writer: Writer, read: _Read, known: _Known, force: bool) -> Added:
    connection, number = writer.connection, known.number
    if known.erased and not force:
        raise erased(read.id, tombstone(connection, number))
    if read.digest in known.digests and not force:
        return Added(document=read.id, at=None, unchanged=len({new.key for new in read.drafts}))
    at = writer.moment()
    before = _edition(writer, number, at, read, restored=known.erased)
    held = held_of(connection, number)
    done = plan(held, read.drafts, families(read.coders))
    _carry_out(writer, done, number, at, read.published)
    if published_of(before) != read.published:
        _redate(writer, (*done.unchanged, *done.kept, *_untouched(held, done)), number, at, read.published)
    offered = sum(beside is not None for *_, beside in (*done.fresh, *done.reopened))
    counts = Added(
        document=read.id, at=time.moment(at), added=len(done.fresh) + len(done.reopened) - offered, offered=offered,
        changed=len(done.again), unchanged=len(done.unchanged), closed=len(done.closed), kept=len(done.kept),
    )  # fmt: skip
    return _log(writer, number, read, counts)


def _put_text(writer: Writer, number: int, entry: Entry) -> None:
    document, original, plain = entry.document, entry.original, entry.document.text.encode()
    text = packed(plain)
    # Of plain text, the original is most often the same bytes.
    kept = text if original == plain else None if original is None else packed(original)
    writer.put(texts, document=number, text=text, original=kept)
    for row in passage_rows(number, document):
        writer.passage(*row)


def passage_rows(number: int, document: Document) -> Iterator[tuple[int, str, str]]:
    """The rows of a document in the full-text index of passages: number, words, marks."""
    mark = f"d{number}"
    if document.title:
        yield number * PLACES, document.title, mark
    for place, start, end in passages(document):
        yield number * PLACES + place, document.text[start:end], mark


def _edition(writer: Writer, number: int, at: int, read: _Read, *, restored: bool) -> About:
    """Puts down what is known about the document, where it changed; returns what was known before."""
    connection, about, entry = writer.connection, read.about, read.entry
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


def _carry_out(
    writer: Writer, done: Plan, number: int, at: int, published: Edtf | None, accepted: Set[str] = frozenset()
) -> None:
    for new, beside in done.fresh:
        status: Status = "accepted" if new.claim.id in accepted else _status(beside)
        lineage = writer.number(lineages)
        writer.put(lineages, number=lineage, document=number, kind=new.claim.kind, key=new.key)
        writer.step(Step(lineage, 1, new, status, "read", beside=beside), at, published, number)
    for old, new in done.again:
        writer.end(old.number, at, old.claim)
        edit = old.claim if old.status == "edited" else None
        stands, proposed = (new, None) if edit is None else (draft(edit), new.claim)
        step = Step(old.lineage, old.version + 1, stands, old.status, "reread", proposed, old.beside)
        writer.step(step, at, published, number)
    for old, new, beside in done.reopened:
        writer.end(old.number, at, old.claim)
        step = Step(old.lineage, old.version + 1, new, _status(beside), "read", beside=beside)
        writer.step(step, at, published, number)
    for old in done.closed:
        assert old.claim is not None
        writer.end(old.number, at, old.claim)
        writer.step(Step(old.lineage, old.version + 1, draft(old.claim), "closed", "closed"), at, published, number)


def _status(beside: int | None) -> Status:
    return "unreviewed" if beside is None else "offered"


def _untouched(held: Sequence[Held], done: Plan) -> list[Held]:
    touched = {old.lineage for old in (*done.closed, *done.unchanged, *done.kept)}
    touched |= {old.lineage for old, _ in done.again} | {old.lineage for old, *_ in done.reopened}
    return [old for old in held if old.lineage not in touched]


def _redate(writer: Writer, some: Iterable[Held], number: int, at: int, published: Edtf | None) -> None:
    for old in some:
        if old.status in STANDING and old.claim is not None:
            writer.end(old.number, at, old.claim)
            step = Step(old.lineage, old.version + 1, draft(old.claim), old.status, "redated", old.proposed, old.beside)
            writer.step(step, at, published, number)


def _log(writer: Writer, number: int, read: _Read, counts: Added) -> Added:
    assert counts.at is not None
    fields: dict[str, Any] = msgspec.structs.asdict(counts)
    writer.put(
        readings,
        number=writer.number(readings),
        document=number,
        at=time.microseconds(counts.at),
        coders=msgspec.json.encode(read.coders).decode(),
        base=read.entry.base,
        digest=read.digest,
        counts=msgspec.json.encode({name: fields[name] for name in _COUNTS}).decode(),
    )
    return counts
