"""What changed between two points: in what is known, or in the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, and_, or_, select, tuple_

from foedera.record import time
from foedera.record.asof import (
    Asked,
    By,
    Filters,
    Undated,
    ask,
    check_limit,
    fetched,
    last_number,
    merged,
    moment_of,
    row_of,
    spans,
    standing,
)
from foedera.record.rows import STANDING, Change, Page, Row, cursor_of, cursor_parts
from foedera.record.tables import mentions, versions
from foedera.record.time import FAR, UNDATED, earliest_start
from foedera.record.writer import chunks

Axis = Literal["known", "valid"]

_ROUNDS = 20
_ENDLESS = 5
_NONE = (0, 0)


def diff(
    connection: Connection, where: str, filters: Filters, a: time.Known, b: time.Known, *, axis: Axis, by: By,
    known: time.Known | None, undated: Undated, limit: int, after: str | None,
) -> Page[Change]:  # fmt: skip
    """A page of what changed after `a` and until `b`, the earliest first. See `Record.diff`."""
    check_limit(limit)
    parts = None if after is None else cursor_parts(after, 3)
    place = _NONE if parts is None else (parts[1], parts[2])
    moment = parts[0] if parts else None
    if axis == "valid":
        asked = ask(connection, where, filters, known=known, held=None, by=by, moment=moment)
        return _valid(connection, asked, _edge(a), _edge(b), undated, limit, place if parts else None)
    if by == "publication":
        asked = ask(connection, where, filters, known=b, held=known, by=by, moment=moment)
        return _published(connection, asked, time.day(time.known(a)), limit, place)
    until = moment or moment_of(connection, b)
    asked = ask(connection, where, filters, known=None, held=None, by="record", moment=until)
    return _known(connection, asked, min(time.known(a), until), limit, place[1])


def _known(connection: Connection, asked: Asked, since: int, limit: int, place: int) -> Page[Change]:
    """Every claim that changed has one version that began after `since` and is in force at the end."""
    if asked.actor is None:
        return _page(asked, [], limit)
    m, first = mentions.c, last_number(connection, since)
    found: list[tuple[int, Change]] = []
    for _ in range(_ROUNDS):
        in_force = (m.actor == asked.actor, m.version <= asked.number, m.known_to > asked.moment)
        # Claims that no longer stand are asked for too: that is how they ended.
        statement = select(m.version).where(*in_force, m.version > max(first, place), *asked.conditions[1:])
        numbers = connection.execute(statement.order_by(m.version).limit(limit + 1)).scalars().all()
        changes = _compared(connection, numbers, since, asked.moment)
        found += [(number, change) for number, change in zip(numbers, changes, strict=True) if change is not None]
        place = numbers[-1] if numbers else place
        if len(found) > limit or len(numbers) <= limit:
            return _page(asked, [(0, number, change) for number, change in found], limit)
    rest = [(0, number, change) for number, change in found]
    return Page(
        rows=tuple(change for _, _, change in rest), cursor=cursor_of(asked.moment, 0, place),
        known=time.moment(asked.moment),
    )  # fmt: skip


def _compared(connection: Connection, numbers: Sequence[int], since: int, moment: int) -> list[Change | None]:
    after = {row.lineage: row for row in fetched(connection, numbers, moment)}
    before: dict[int, Row] = {}
    for some in chunks(after):
        known = and_(versions.c.known_from <= since, versions.c.known_to > since)
        for data in connection.execute(select(versions).where(versions.c.lineage.in_(some), known)):
            if data.claim is not None:
                before[data.lineage] = row_of(data, since)
    return [_change(before.get(lineage), row) for lineage, row in after.items()]


def _change(before: Row | None, after: Row) -> Change | None:
    stood, stands = before is not None and before.status in STANDING, after.status in STANDING
    if not stood:
        return Change("added", None, after) if stands else None
    if not stands:
        return Change("ended", before, None)
    assert before is not None
    alike = before.status == after.status and before.claim.key == after.claim.key
    return None if alike else Change("changed", before, after)


def _published(connection: Connection, asked: Asked, since: int, limit: int, place: tuple[int, int]) -> Page[Change]:
    if asked.actor is None:
        return _page(asked, [], limit)
    day, version = mentions.c.published, mentions.c.version
    statement = select(day, version).where(*standing(asked), day.is_not(None), day > since)
    if place != _NONE:
        statement = statement.where(day >= place[0], tuple_(day, version) > tuple_(*place))
    found = connection.execute(statement.order_by(day, version).limit(limit + 1)).all()
    rows = fetched(connection, [number for _, number in found], asked.moment)
    changes = [(first, number, Change("added", None, row)) for (first, number), row in zip(found, rows, strict=True)]
    return _page(asked, changes, limit)


def _valid(
    connection: Connection, asked: Asked, a: int, b: int, undated: Undated, limit: int, place: tuple[int, int] | None
) -> Page[Change]:
    """What began after the day `a` and until the day `b`, and what held on `a` and no longer on `b`."""
    if asked.actor is None:
        return _page(asked, [], limit)
    m = mentions.c
    legs = []
    for span in spans("exclude" if undated == "exclude" else "documented"):
        began = and_(m.first > a, m.first <= b)
        start = earliest_start(span, a)
        ended = and_(m.first <= a, m.last >= a, m.last < b)
        low = a if span % UNDATED == _ENDLESS else start
        bounds = [m.first <= b, *([] if low == -FAR else [m.first >= low])]
        legs.append(select(m.first, m.version).where(*standing(asked), m.span == span, *bounds, or_(began, ended)))
    if place is not None:
        here = tuple_(m.first, m.version) > tuple_(*place)
        legs = [leg.where(m.first >= place[0], here) for leg in legs]
    found = merged(connection, legs, limit + 1, descending=False)
    rows = fetched(connection, [number for _, number in found], asked.moment)
    changes = [
        (first, number, Change("added", None, row) if first > a else Change("ended", row, None))
        for (first, number), row in zip(found, rows, strict=True)
    ]
    return _page(asked, changes, limit)


def _page(asked: Asked, changes: Sequence[tuple[int, int, Change]], limit: int) -> Page[Change]:
    more = len(changes) > limit
    cursor = cursor_of(asked.moment, *changes[limit - 1][:2]) if more else None
    return Page(rows=tuple(c for _, _, c in changes[:limit]), cursor=cursor, known=time.moment(asked.moment))


def _edge(point: time.Known) -> int:
    return time.days(point)[1]
