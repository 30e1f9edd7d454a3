"""The record: what is known of an alliance, with every step of how it came to be known."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from foedera.model import Claim, Document
from foedera.record import adding, asof, changes, deciding, erasure, finding, listing, notes
from foedera.record.base import Backend, backend
from foedera.record.keeper import Keeper
from foedera.record.ledger import Ledger
from foedera.record.migration import settle
from foedera.record.rows import (
    Added,
    Change,
    Decision,
    Defect,
    Entry,
    Hit,
    Listed,
    Note,
    Page,
    Reading,
    Row,
    Status,
    Summary,
    Tombstone,
    Version,
)
from foedera.record.time import Known, Valid, microseconds
from foedera.record.verify import Progress, verify


class Record:
    """A record that is open; made by `Record.open`, and best used with `with`.

    It may be used by several threads and programs at once: whoever writes waits for the one before. Every method
    raises `RecordError`, in one line, where the record cannot be read or written. Moments of record time may be given
    as a datetime (without a zone: UTC), in ISO 8601, or as a day, which means its end.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @classmethod
    def open(
        cls, where: str | Path, *, create: bool = True, read_only: bool = False,
        clock: Callable[[], datetime.datetime] | None = None,
    ) -> Record:  # fmt: skip
        """Opens the record at a path, `sqlite:///PATH` or `postgresql://…`, and makes it if there is none.

        `clock` tells the moment of what is written (None: the clock of this machine), for copies that keep the time.
        An older record is brought up to date. Raises `RecordError` where it is no record, is from a newer version, or
        cannot be opened, or where there is none and `create` is false.
        """
        found = backend(where, create=create, read_only=read_only)
        with ExitStack() as stack:
            stack.callback(found.close)
            settle(found, create=create)
            if clock is not None:
                found.clock = lambda: microseconds(clock())
            stack.pop_all()
        return cls(found)

    def close(self) -> None:
        """Closes the record."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The path or address of the record, without a password."""
        return self._backend.where

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._backend.read_only

    def add(
        self, document: Document, claims: Iterable[Claim], *, original: bytes | None = None,
        coders: Iterable[str] | None = None, base: str | None = None, force: bool = False,
    ) -> Added:  # fmt: skip
        """Adds a document and its claims in one transaction; what is there already is not added again.

        `original` is what the document was made from; `coders` names every coder that read it, with versions (None:
        those of the claims); `base` is the version of the actor base. A reading that was added before adds nothing,
        even if there were others since, unless `force` is given.

        Of a document that the record has: claims that come out equal keep their decisions; those that the same
        coders no longer find are closed, unless a person has decided on them; a new one of the same kind whose
        evidence overlaps that of a decided claim that is no longer found is offered beside it.

        Raises `ClaimError` where a claim misquotes the document, and `RecordError` where the document was erased
        (`force` reads it again).
        """
        named = None if coders is None else tuple(coders)
        entry = Entry(document=document, claims=tuple(claims), original=original, coders=named, base=base)
        return adding.add(self._backend, [entry], force=force)[0]

    def add_many(self, entries: Iterable[Entry], *, force: bool = False) -> Iterator[Added]:
        """Adds many documents, some at a time, as `add` does; each result comes when it is safely written.

        It must be iterated to do anything.
        """
        for group in adding.batches(entries):
            yield from adding.add(self._backend, group, force=force)

    def as_of(
        self, *, valid: Valid | None = None, known: Known | None = None, by: asof.By = "record",
        held: Known | None = None, actor: str | None = None, kind: str | None = None, document: str | None = None,
        statuses: Collection[Status] | None = None, undated: asof.Undated = "documented", limit: int = asof.LIMIT,
        after: str | None = None,
    ) -> Page[Row]:  # fmt: skip
        """A page of the claims that stood when `known` was known, of those that may hold on `valid`; newest first.

        `by="record"` answers with what this record held at `known` (None: now). `by="publication"` answers with what
        the documents published until `known` say, as the record holds them now, or at `held`; documents without a
        publication date are left out and counted in `Page.undated`.

        `valid` is a day or any EDTF: claims are meant whose own date overlaps it. A claim without a date is taken to
        hold when its document was published; `undated="include"` takes it to hold always, `"exclude"` never.

        `actor` is an id, or the name of one that is not in the actor base; `statuses` are those that count (None:
        unreviewed, accepted and edited). Pages are ordered by when the record learnt of the claims, by the first day
        they hold if `valid` is given, or else by publication date if that is what `by` asks for.
        """
        filters = asof.Filters(actor, kind, document, statuses)
        with self._backend.reading() as connection:
            return asof.as_of(
                connection, self.where, filters, valid=valid, known=known, held=held, by=by, undated=undated,
                limit=limit, after=after,
            )  # fmt: skip

    def diff(
        self, a: Known, b: Known, *, axis: changes.Axis = "known", by: asof.By = "record",
        known: Known | None = None, actor: str | None = None, kind: str | None = None, document: str | None = None,
        undated: asof.Undated = "documented", limit: int = asof.LIMIT, after: str | None = None,
    ) -> Page[Change]:  # fmt: skip
        """A page of what changed after `a` and until `b`.

        `axis="known"`: which claims the record came to hold, changed (in more than coder and confidence) or no
        longer held; with `by="publication"` instead what the documents published in between say, as held at `known`.
        `axis="valid"`: what began in the world after the day `a` and until `b`, and what held on `a` and not on `b`,
        as known at `known`. The earliest comes first; a page may be short of `limit` and yet have a cursor.
        """
        filters = asof.Filters(actor, kind, document)
        with self._backend.reading() as connection:
            return changes.diff(
                connection, self.where, filters, a, b, axis=axis, by=by, known=known, undated=undated, limit=limit,
                after=after,
            )  # fmt: skip

    def search(
        self, query: str, *, among: finding.Among = "documents", actor: str | None = None, kind: str | None = None,
        document: str | None = None, since: Valid | None = None, until: Valid | None = None,
        known: Known | None = None, limit: int = asof.LIMIT, after: str | None = None,
    ) -> Page[Hit]:  # fmt: skip
        """A page of passages, or of standing claims, that have all the words; the last added first.

        A phrase stands in quotation marks; `deliver*` finds what begins so; case and diacritics make no difference,
        and no other sign means anything. Documents are searched by title and paragraph, claims by evidence and the
        names of their actors. `since` and `until` bound the publication date; `actor` and `kind` are for claims.
        """
        with self._backend.reading() as connection:
            return finding.search(
                connection, self._backend, query, among=among, actor=actor, kind=kind, document=document, since=since,
                until=until, known=known, limit=limit, after=after,
            )  # fmt: skip

    def review(
        self, claim: int | str, decision: Decision, *, by: str, why: str | None = None, edited: Claim | None = None,
        expected_version: int | None = None,
    ) -> Row:  # fmt: skip
        """Writes down what a person decided about a claim, given by id or lineage, and returns it as it is now.

        `edit` replaces it by `edited` (of the same document and kind; its id is made anew) and keeps the extraction
        beside it; `undo` brings back what stood before the last decision, and is a decision itself. With
        `expected_version`, raises `RecordError` where the claim has changed since that version.
        """
        return deciding.decide(self._backend, claim, decision, by=by, why=why, edited=edited, expected=expected_version)

    def retract(self, claim: int | str, *, why: str, by: str, expected_version: int | None = None) -> Row:
        """Takes a claim back, for good unless that is undone, even when documents are read again."""
        return deciding.decide(self._backend, claim, "retract", by=by, why=why, edited=None, expected=expected_version)

    def history(self, claim: int | str) -> tuple[Version, ...]:
        """Every version of a claim, given by any of its ids or its lineage: what, when, why and by whom."""
        with self._backend.reading() as connection:
            return deciding.history(connection, claim, self.where)

    def histories(self, lineages: Collection[int]) -> tuple[Version, ...]:
        """Every version of several claims, by lineage: as `history` has those of one."""
        with self._backend.reading() as connection:
            return deciding.histories(connection, lineages)

    def queue(
        self, *, kind: str | None = None, document: str | None = None, order: deciding.Order = "doubt",
        limit: int = asof.LIMIT, after: str | None = None,
    ) -> Page[Row]:  # fmt: skip
        """A page of the claims that wait for a person: by `doubt` (offered ones first, then those whose confidence is
        nearest to one half) or in the order of the documents."""
        with self._backend.reading() as connection:
            return deciding.queue(
                connection, self.where, kind=kind, document=document, order=order, limit=limit, after=after
            )

    def documents(
        self, *, since: Valid | None = None, until: Valid | None = None, known: Known | None = None,
        limit: int = asof.LIMIT, after: str | None = None,
    ) -> Page[Listed]:  # fmt: skip
        """A page of the documents that the record had at `known`, the last added first, published in these bounds."""
        with self._backend.reading() as connection:
            return listing.listed(connection, since=since, until=until, known=known, limit=limit, after=after)

    def document(self, id: str, *, known: Known | None = None) -> Document:
        """A document, by its id or a beginning of it, with what was known about it at `known`.

        Raises `RecordError` where it is not there or was erased.
        """
        with self._backend.reading() as connection:
            return listing.document(connection, id, self.where, known)

    def original(self, document: str) -> bytes | None:
        """The bytes from which a document was made; None where they were not given."""
        with self._backend.reading() as connection:
            return listing.original(connection, document, self.where)

    def claims(self, document: str, *, known: Known | None = None, every: bool = False) -> tuple[Row, ...]:
        """The standing claims of a document in the order of their first evidence; with `every`, the others too."""
        with self._backend.reading() as connection:
            return listing.claims(connection, document, self.where, known, every)

    def readings(self, document: str | None = None, *, limit: int = asof.LIMIT) -> tuple[Reading, ...]:
        """The last readings, of one document or of all: when, by which coders, and what came of them."""
        with self._backend.reading() as connection:
            return listing.readings_of(connection, document, self.where, limit)

    def summary(self) -> Summary:
        """How many documents and claims there are, and when the record last changed."""
        with self._backend.reading() as connection:
            return listing.summary(connection, self.where)

    def last(self) -> datetime.datetime | None:
        """When the record last changed; None: never. Quicker than `summary`, which counts."""
        with self._backend.reading() as connection:
            return listing.last(connection)

    def newest(self, *, known: Known | None = None) -> datetime.date | None:
        """The last day on which the newest document that the record had at `known` was published; None: no dates."""
        with self._backend.reading() as connection:
            return listing.newest(connection, known)

    def write_note(
        self, kind: str, subject: str | None, payload: Mapping[str, Any], *, by: str, why: str | None = None
    ) -> Note:
        """Writes a note down beside the claims, for good; one of kind `undo` takes back the note its subject numbers.

        Raises `QuestionError` where nobody is named, or the payload is no JSON object.
        """
        return notes.write(self._backend, kind, subject, payload, by=by, why=why)

    def notes(
        self, *, kind: str | None = None, subject: str | None = None, known: Known | None = None, undone: bool = False
    ) -> tuple[Note, ...]:
        """The notes that were in force at `known`, the oldest first; with `undone`, those taken back too."""
        with self._backend.reading() as connection:
            moment = asof.moment_of(connection, known)
            return notes.notes_at(connection, moment, kind=kind, subject=subject, undone=undone)

    @contextmanager
    def ledger(self, known: Known | None = None) -> Iterator[Ledger]:
        """What the record kept for the register of entries at `known` (None: now), in one state throughout."""
        with self._backend.reading() as connection:
            yield Ledger(connection, known)

    @contextmanager
    def keeper(self) -> Iterator[Keeper]:
        """The same for writing: all or nothing, one at a time."""
        with self._backend.writing() as connection:
            yield Keeper(connection, self._backend)

    def erase(self, document: str, *, why: str, by: str) -> Tombstone:
        """Erases a document for legal reasons: text, original, title, and the words and actors of its claims.

        When, by whom and why stays, and so do the histories of its claims, without their words, and what reviewers
        wrote. Reading it again is refused. On SQLite the words are overwritten in the file; on PostgreSQL they are
        gone from every answer, and from the disk after `VACUUM FULL`. Backups made before still have them.
        """
        return erasure.erase(self._backend, document, why=why, by=by)

    def erasures(self) -> int:
        """How many times a document was erased so far, whatever was read again since."""
        with self._backend.reading() as connection:
            return erasure.made(connection)

    def backup(self, path: str | Path) -> None:
        """Writes a copy of a SQLite record to a new file, while it is in use."""
        self._backend.backup(Path(path))

    def verify(self, progress: Progress | None = None) -> Iterator[Defect]:
        """Everything that is wrong with the record, as it is found; nothing if it is whole.

        Checked: that texts have their hashes and every quotation equals its slice; that the versions of each claim
        follow each other in record time without gap or overlap; that every reference resolves; that the indexes of
        actors, dates and words agree with the claims. `progress` is called with the documents done and their number.
        """
        return verify(self._backend, progress)
