"""A copy of a record that holds only what persons have accepted, learnt when the record learnt it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path, PurePath
from typing import NamedTuple

import msgspec

from foedera.model import Document
from foedera.record import Entry, Listed, Note, Record, Status
from foedera.register import update
from foedera.register.predictions import FORECAST, forecast_id

ACCEPTED: tuple[Status, ...] = ("accepted", "edited")
SOMEBODY = "a reviewer"
"""In whose name stands what a person wrote: names of users are not published."""
_CARRIED = ("merge", "split", "progress", "outcome", "forecast", "series")
_PAGE = 500


class Accepted(NamedTuple):
    """The copy, and the ids of the documents that may be shown whole, each with what it was made from: a media type, or
    None where the record has no original."""

    record: Record
    free: Mapping[str, str | None]


def accepted(record: Record, where: Path, *, everything: bool = False) -> Accepted:
    """A new record at `where` with the documents that have accepted claims, these claims, and persons' notes.

    With `everything`, claims that nobody has reviewed are taken too. Documents and notes keep the moments at which
    they came into the record, so that two copies of one record are the same; names and reasons of persons are left out.
    """
    moment = datetime.datetime.fromtimestamp(0, datetime.UTC)
    copy = Record.open(where, clock=lambda: moment)
    free: dict[str, str | None] = {}
    forecasts: dict[str | None, str] = {}
    for at, step in sorted(_steps(record), key=itemgetter(0)):
        moment = at
        if isinstance(step, Note):
            _write(copy, step, forecasts)
            continue
        entry = _entry(record, step, everything=everything)
        if entry.claims:
            for _ in copy.add_many((entry,)):
                pass
            if entry.document.redistributable:
                free[entry.document.id] = None if entry.original is None else entry.document.media_type
    update(copy, beside=record)
    return Accepted(copy, free)


def _write(copy: Record, note: Note, forecasts: dict[str | None, str]) -> None:
    """Writes a note down, under no person's name; a forecast has another id in the copy, and keeps what became of it.

    A forecast is a program's, and stays under its name.
    """
    who = note.who if note.kind == FORECAST else SOMEBODY
    done = copy.write_note(note.kind, forecasts.get(note.subject, note.subject), note.payload, by=who)
    if note.kind == FORECAST:
        forecasts[forecast_id(note)] = forecast_id(done)


def _steps(record: Record) -> Iterator[tuple[datetime.datetime, Listed | Note]]:
    """What came into a record, and when."""
    cursor: str | None = None
    while True:
        page = record.documents(limit=_PAGE, after=cursor)
        yield from ((row.added, row) for row in page.rows if row.erased is None)
        if page.cursor is None:
            break
        cursor = page.cursor
    yield from ((note.at, note) for note in record.notes() if note.kind in _CARRIED and note.who)


def _entry(record: Record, row: Listed, *, everything: bool) -> Entry:
    """A document with the claims that are taken."""
    found = record.claims(row.id)
    accepted = frozenset(each.claim.id for each in found if each.status in ACCEPTED)
    others = {each.claim.id for each in found if everything and each.status == "unreviewed"}
    claims = tuple(each.claim for each in found if each.claim.id in accepted | others)
    document = _public(record.document(row.id))
    original = record.original(row.id) if claims and document.redistributable else None
    return Entry(document=document, claims=claims, original=original, coders=(), accepted=accepted)


def _public(document: Document) -> Document:
    """A document without the folder on somebody's disk from which it was read."""
    if document.source.startswith(("https://", "http://")):
        return document
    return msgspec.structs.replace(document, source=PurePath(document.source.replace("\\", "/")).name)
