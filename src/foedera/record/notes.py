"""Notes beside the claims: what persons and programs wrote down. Append-only; one is taken back by another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from foedera.model import QuestionError, RecordError
from foedera.record import time
from foedera.record.base import Backend
from foedera.record.rows import Note
from foedera.record.tables import notes
from foedera.record.writer import Writer

UNDO = "undo"
_KIND = 32
_SUBJECT = 120
_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)


def write(
    backend: Backend, kind: str, subject: str | None, payload: Mapping[str, Any], *, by: str, why: str | None
) -> Note:
    """Writes a note down. See `Record.write_note`."""
    if not by.strip():
        raise QuestionError(f"a note of kind {kind} needs the name of who writes it")
    if not kind or len(kind) > _KIND or (subject is not None and not 0 < len(subject) <= _SUBJECT):
        raise QuestionError(f"a note has a kind of 1 to {_KIND} characters and a subject of at most {_SUBJECT}")
    try:
        data = msgspec.json.encode(dict(payload)).decode()
    except (TypeError, ValueError) as error:
        raise QuestionError(f"the payload of a note must be a JSON object: {error}") from error
    with backend.writing() as connection:
        if kind == UNDO:
            _check_undo(connection, subject)
        writer = Writer(connection, backend)
        at, number = writer.moment(), writer.number(notes)
        said = None if why is None else why.replace("\0", " ")
        writer.put(
            notes, number=number, at=at, kind=kind, subject=subject, payload=data, who=by.replace("\0", " "), why=said
        )
        writer.flush()
    return Note(number, time.moment(at), kind, subject, msgspec.json.decode(data), by, said)


def notes_at(
    connection: Connection, moment: int, *, kind: str | None = None, subject: str | None = None, undone: bool = False
) -> tuple[Note, ...]:
    """The notes that were in force at a moment, the oldest first. See `Record.notes`."""
    statement = select(notes).where(notes.c.at <= moment)
    if kind is not None:
        statement = statement.where(notes.c.kind == kind)
    if subject is not None:
        statement = statement.where(notes.c.subject == subject)
    back = select(notes.c.subject).where(notes.c.kind == UNDO, notes.c.at <= moment)
    gone = set() if undone else set(connection.execute(back).scalars())
    return tuple(
        Note(row.number, time.moment(row.at), row.kind, row.subject, msgspec.json.decode(row.payload), row.who, row.why)
        for row in connection.execute(statement.order_by(notes.c.number))
        if str(row.number) not in gone and (undone or row.kind != UNDO or kind == UNDO)
    )


def _check_undo(connection: Connection, subject: str | None) -> None:
    number = (
        int(subject) if subject is not None and subject.isascii() and subject.isdigit() and len(subject) < 19 else 0
    )
    kind = connection.execute(select(notes.c.kind).where(notes.c.number == number)).scalar()
    if kind is None:
        raise RecordError(f"no note {subject} to undo: give the number of one")
    if kind == UNDO:
        raise QuestionError(f"note {subject} takes another back: write that one again instead")
    done = select(notes.c.number).where(notes.c.kind == UNDO, notes.c.subject == str(number))
    if connection.execute(done).first() is not None:
        raise QuestionError(f"note {subject} was taken back already")
