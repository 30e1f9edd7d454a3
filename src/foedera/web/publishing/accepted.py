"""A copy of a record that holds only what persons have accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

import msgspec

from foedera.model import Document
from foedera.record import Entry, Record, Status
from foedera.register import update

ACCEPTED: tuple[Status, ...] = ("accepted", "edited")
_CARRIED = ("merge", "split", "progress", "outcome", "forecast", "series")
_PAGE = 500


def accepted(record: Record, where: Path, *, everything: bool = False) -> Record:
    """A new record at `where` with the documents that have accepted claims, these claims, and persons' notes.

    With `everything`, claims that nobody has reviewed are taken too.
    """
    copy = Record.open(where)
    for _ in copy.add_many(_documents(record, everything=everything)):
        pass
    for note in record.notes():
        if note.kind in _CARRIED and note.who:
            copy.write_note(note.kind, note.subject, note.payload, by=note.who, why=note.why)
    update(copy)
    return copy


def _documents(record: Record, *, everything: bool) -> Iterator[Entry]:
    cursor: str | None = None
    while True:
        page = record.documents(limit=_PAGE, after=cursor)
        for row in page.rows:
            if row.erased is not None:
                continue
            claims = [
                found.claim for found in record.claims(row.id)
                if found.status in ACCEPTED or (everything and found.status == "unreviewed")
            ]  # fmt: skip
            if claims:
                document = _public(record.document(row.id))
                original = record.original(row.id) if document.redistributable else None
                yield Entry(document=document, claims=tuple(claims), original=original, coders=())
        if page.cursor is None:
            return
        cursor = page.cursor


def _public(document: Document) -> Document:
    """A document without the folder on somebody's disk from which it was read."""
    if document.source.startswith(("https://", "http://")):
        return document
    return msgspec.structs.replace(document, source=PurePath(document.source.replace("\\", "/")).name)
