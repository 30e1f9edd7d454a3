"""What the record answers with: rows, pages, changes, hits, versions, documents, readings, defects."""

from __future__ import annotations

import datetime
from typing import Any, Generic, Literal, TypeVar

import msgspec

from foedera.model import Claim, Document, QuestionError

Status = Literal["unreviewed", "accepted", "edited", "offered", "rejected", "closed", "retracted", "erased"]
Cause = Literal["read", "reread", "redated", "closed", "accept", "reject", "edit", "undo", "retract", "erase"]
Decision = Literal["accept", "reject", "edit", "undo"]

STATUSES: tuple[Status, ...] = (
    "unreviewed", "accepted", "edited", "offered", "rejected", "closed", "retracted", "erased",
)  # fmt: skip
STANDING: tuple[Status, ...] = STATUSES[:3]
DECIDED: tuple[Status, ...] = ("accepted", "edited", "rejected", "retracted")
GONE: tuple[Status, ...] = ("closed", "erased")

T = TypeVar("T")


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim as the record held it from `known_from` until `known_to` (None: still).

    `lineage` and `version` identify it; `proposed` is the coder's claim where `claim` is a person's edit; `beside` is
    the lineage of the decided claim beside which it was offered.
    """

    claim: Claim
    lineage: int
    version: int
    status: Status
    known_from: datetime.datetime
    known_to: datetime.datetime | None
    proposed: Claim | None = None
    beside: int | None = None


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some rows of an answer. `cursor` asks for the next page; None: this is the last.

    `known` is the moment of record time that the answer holds for; a later page of the same answer keeps it.
    `undated` counts the documents without a date that were left out.
    """

    rows: tuple[T, ...]
    cursor: str | None
    known: datetime.datetime
    undated: int = 0


class Change(msgspec.Struct, frozen=True):
    """What became of one claim between two points. `before` is None where it was added, `after` where it ended."""

    change: Literal["added", "changed", "ended"]
    before: Row | None
    after: Row | None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that has the words searched for; `start` is None for a title. `row` is its claim, if it is one,
    and `whole` the document as the record held it where passages were searched for."""

    document: str
    title: str | None
    start: int | None
    end: int | None
    text: str
    row: Row | None = None
    whole: Document | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One step in the history of a claim: what it was from `known_from` on, why, and by whom.

    `cause` is what made the version; `who` and `why` are a person's. `claim` and `proposed` are None once erased.
    """

    lineage: int
    version: int
    status: Status
    cause: Cause
    who: str | None
    why: str | None
    known_from: datetime.datetime
    known_to: datetime.datetime | None
    claim: Claim | None
    proposed: Claim | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A document to be added, with its claims, the bytes it came from, and the coders and actor base that read it.

    `coders` names every coder that read it, with versions, those that found nothing too; None: those of the claims.
    `accepted` are the ids of claims that persons have accepted already, for copies; it counts for a new document only.
    """

    document: Document
    claims: tuple[Claim, ...]
    original: bytes | None = None
    coders: tuple[str, ...] | None = None
    base: str | None = None
    accepted: frozenset[str] = frozenset()


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a document did to the record, in numbers of claims; `at` is None where nothing was to be done.

    `added` are new, `offered` wait beside a decision, `changed` came out equal from another coder or date, `unchanged`
    stayed as they were, `closed` are no longer found, `kept` neither, but a person had decided on them.
    """

    document: str
    at: datetime.datetime | None
    new: bool = False
    added: int = 0
    offered: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    kept: int = 0


class Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document in a list. `erased` says when, by whom and why it was erased; then nothing else is left of it."""

    id: str
    added: datetime.datetime
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    source: str = ""
    url: str | None = None
    claims: int = 0
    erased: Tombstone | None = None


class Tombstone(msgspec.Struct, frozen=True):
    """When a document was erased, by whom and why."""

    at: datetime.datetime
    who: str
    why: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a document: when, by which coders and actor base, and what it did to the record."""

    document: str
    at: datetime.datetime
    coders: tuple[str, ...]
    base: str | None
    counts: dict[str, int]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much is in a record, and when it last changed (None: never)."""

    where: str
    documents: int
    undated: int
    erased: int
    claims: dict[str, int]
    last: datetime.datetime | None


class Note(msgspec.Struct, frozen=True):
    """What somebody wrote down beside the claims: `kind` says what it is, `subject` what it is about.

    `payload` is a JSON object. Whoever writes notes of a kind says what stands in it.
    """

    number: int
    at: datetime.datetime
    kind: str
    subject: str | None
    payload: dict[str, Any]
    who: str
    why: str | None


class Defect(msgspec.Struct, frozen=True):
    """Something wrong in a record: `where` (a document, claim or table) and `what`."""

    where: str
    what: str


def cursor_of(*parts: int) -> str:
    """The cursor that says where a page ended."""
    return ".".join(str(part) for part in parts)


def cursor_parts(cursor: str, count: int) -> tuple[int, ...]:
    """The numbers in a cursor. Raises `RecordError` where it is none of this answer's."""
    parts = cursor.split(".")
    if len(parts) != count or not all(part.removeprefix("-").isascii() and _is_number(part) for part in parts):
        raise QuestionError(f"not a cursor of this list: {cursor[:60]!r}: take it from the page before")
    return tuple(int(part) for part in parts)


def _is_number(part: str) -> bool:
    return part.removeprefix("-").isdigit() and len(part) < 20
