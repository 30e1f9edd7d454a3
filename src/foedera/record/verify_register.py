"""Proving that what a record keeps for the register is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from foedera.record.notes import UNDO
from foedera.record.rows import STANDING, Defect
from foedera.record.tables import (
    FOREVER,
    blocks,
    consolidations,
    forms,
    items,
    lineages,
    links,
    memberships,
    notes,
    promises,
    reports,
    versions,
)

_ENTRY = re.compile(r"e-[0-9a-f]{20}", re.ASCII)
_SHOWN = 20


def register_defects(connection: Connection) -> Iterator[Defect]:
    """Defects of notes and memberships, and of what is made from the claims to match them."""
    yield from _memberships(connection)
    yield from _notes(connection)
    yield from _matches(connection)
    yield from _outlines(connection)


def _memberships(connection: Connection) -> Iterator[Defect]:
    m = memberships.c
    steps = select(
        m.lineage, m.entry, m.known_from, m.known_to,
        func.lead(m.known_from).over(partition_by=m.lineage, order_by=m.known_from).label("after"),
    ).subquery()  # fmt: skip
    s = steps.c
    wrong = or_(s.known_to <= s.known_from, s.after < s.known_to)
    for row in connection.execute(select(steps).where(wrong).limit(_SHOWN)):
        yield Defect(f"claim {row.lineage}", f"belongs to {row.entry} and another entry at one time")
    for entry in connection.execute(select(m.entry).distinct()).scalars():
        if not _ENTRY.fullmatch(entry):
            yield Defect("memberships", f"names an entry {entry[:40]!r}, which no entry is called")
    taken = connection.execute(select(func.max(consolidations.c.version))).scalar() or 0
    v = versions.c
    known = and_(m.lineage == v.lineage, m.known_to == FOREVER)
    statement = select(v.lineage, v.status).join(lineages, v.lineage == lineages.c.number)
    now = statement.where(v.known_to == FOREVER, v.number <= taken, lineages.c.kind != "statement")
    stands = v.status.in_(STANDING)
    for lineage, _ in connection.execute(now.outerjoin(memberships, known).where(stands, m.number.is_(None))):
        yield Defect(f"claim {lineage}", "was consolidated, and belongs to no entry")
    for lineage, status in connection.execute(now.join(memberships, known).where(~stands)):
        yield Defect(f"claim {lineage}", f"is {status}, and belongs to an entry")


def _notes(connection: Connection) -> Iterator[Defect]:
    there: dict[str, str] = {}
    for row in connection.execute(select(notes).order_by(notes.c.number)):
        if row.kind == UNDO and there.get(row.subject, UNDO) == UNDO:
            yield Defect(f"note {row.number}", f"takes back note {row.subject}, which is not there before it")
        there[str(row.number)] = row.kind
        if not _is_object(row.payload):
            yield Defect(f"note {row.number}", "has a payload that is no JSON object")


def _is_object(data: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(data), dict)
    except msgspec.DecodeError:
        return False


def _matches(connection: Connection) -> Iterator[Defect]:
    known = select(forms.c.form)
    columns: list[tuple[str, Any]] = [("blocks", blocks.c.form), ("links", links.c.a), ("links", links.c.b)]
    for name, column in columns:
        lost = select(column).where(column.not_in(known)).limit(_SHOWN)
        for form in connection.execute(lost).scalars():
            yield Defect(name, f"names form {form}, which no claim has")
    if connection.execute(select(links.c.a).where(links.c.a > links.c.b).limit(1)).first() is not None:
        yield Defect("links", "has a pair that is not in order")


def _outlines(connection: Connection) -> Iterator[Defect]:
    held = select(memberships.c.entry).where(memberships.c.known_to == FOREVER)
    for table in (promises, items, reports):
        lost = select(table.c.entry).where(table.c.entry.not_in(held)).distinct().limit(_SHOWN)
        for entry in connection.execute(lost).scalars():
            yield Defect(table.name, f"names the entry {entry}, to which no claim belongs")
