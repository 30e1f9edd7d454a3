"""What the record holds: as it was known at a moment, as it was on a day, about an actor, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, func, select, tuple_, union_all
from sqlalchemy.sql.elements import ColumnElement

from foedera.model import Claim, QuestionError
from foedera.record import time
from foedera.record.editions import number_of
from foedera.record.rows import STANDING, STATUSES, Page, Row, cursor_of, cursor_parts
from foedera.record.tables import ANY, FOREVER, actors, clock, editions, lineages, mentions, versions
from foedera.record.time import FAR, NEVER, UNDATED, earliest_start
from foedera.record.words import folded_name, label_of
from foedera.record.writer import chunks, kind_number

By = Literal["record", "publication"]
Undated = Literal["documented", "include", "exclude"]

LIMIT = 100
MOST = 10_000


class Asked(NamedTuple):
    """A question, resolved: `moment` of record time, `number` of the last version then, `published` the last day of
    publication that counts (None: any), `actor` (`ANY`, or None: one that the record does not know)."""

    moment: int
    number: int
    published: int | None
    actor: int | None
    conditions: tuple[ColumnElement[bool], ...]


class Filters(NamedTuple):
    """Which claims are asked for; None: whichever."""

    actor: str | None = None
    kind: str | None = None
    document: str | None = None
    statuses: Collection[str] | None = None


def as_of(
    connection: Connection, where: str, filters: Filters, *, valid: time.Valid | None, known: time.Known | None,
    held: time.Known | None, by: By, undated: Undated, limit: int, after: str | None,
) -> Page[Row]:  # fmt: skip
    """A page of the claims that stand; the newest first. See `Record.as_of`."""
    check_limit(limit)
    parts = None if after is None else cursor_parts(after, 4)
    asked = ask(connection, where, filters, known=known, held=held, by=by, moment=parts[0] if parts else None)
    if asked.actor is None:
        return Page(rows=(), cursor=None, known=time.moment(asked.moment))
    place = None if parts is None else (parts[1], parts[2])
    if valid is not None:
        found = _on(connection, asked, time.days(valid), undated, limit + 1, place)
    elif by == "publication":
        found = _published(connection, asked, limit + 1, place)
    else:
        found = _latest(connection, asked, limit + 1, place)
    left_out = parts[3] if parts else _undated(connection, asked.moment) if by == "publication" else 0
    more = len(found) > limit
    rows = fetched(connection, [number for _, number in found[:limit]], asked.moment)
    cursor = cursor_of(asked.moment, *found[limit - 1], left_out) if more else None
    return Page(rows=tuple(rows), cursor=cursor, known=time.moment(asked.moment), undated=left_out)


def ask(
    connection: Connection, where: str, filters: Filters, *, known: time.Known | None, held: time.Known | None,
    by: By, moment: int | None = None,
) -> Asked:  # fmt: skip
    """Resolves a question against the record. `moment` is that of the page before, if there was one."""
    if by == "publication":
        published, until = None if known is None else time.known(known), held
    else:
        if held is not None:
            raise QuestionError("`held` goes with by='publication': else give `known`")
        published, until = None, known
    if moment is None:
        moment = moment_of(connection, until)
    day = None if by != "publication" else FAR if published is None else time.day(published)
    return Asked(
        moment, last_number(connection, moment), day, actor_number(connection, filters.actor),
        tuple(_conditions(connection, where, filters)),
    )  # fmt: skip


def moment_of(connection: Connection, known: time.Known | None) -> int:
    """The moment of record time that is asked for, which is never after the last change."""
    last = connection.execute(select(clock.c.last)).scalar_one()
    return int(last) if known is None else min(int(last), time.known(known))


def last_number(connection: Connection, moment: int) -> int:
    """The number of the last version that was known at a moment; 0 where there was none."""
    statement = select(versions.c.number).where(versions.c.known_from <= moment)
    last = statement.order_by(versions.c.known_from.desc(), versions.c.number.desc()).limit(1)
    return connection.execute(last).scalar() or 0


def actor_number(connection: Connection, actor: str | None) -> int | None:
    """The number of an actor given by id or name, `ANY` where none is given, None where the record has none such.

    Raises `RecordError` where several actors have the name.
    """
    if actor is None:
        return ANY
    for label in (actor, label_of(None, actor)):
        found = connection.execute(select(actors.c.number).where(actors.c.label == label)).scalar()
        if found is not None and label:
            return int(found)
    named = select(actors.c.number, actors.c.label).where(actors.c.folded == folded_name(actor), actors.c.number > ANY)
    rows = connection.execute(named.order_by(actors.c.label).limit(5)).all()
    if len(rows) > 1:
        raise QuestionError(f"several actors are called {actor}: give one of {', '.join(row.label for row in rows)}")
    return rows[0].number if rows else None


def standing(asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions that a version was in force at the moment asked for, and that the filters let it through."""
    m = mentions.c
    in_force = [m.actor == asked.actor, m.version <= asked.number, m.known_to > asked.moment]
    if asked.published is not None:
        in_force.append(m.published <= asked.published)
    return [*in_force, *asked.conditions]


def fetched(connection: Connection, numbers: Sequence[int], moment: int = FOREVER) -> list[Row]:
    """The rows of versions, in the order of their numbers given. `moment`: what ended later had not ended yet."""
    found: dict[int, Row] = {}
    for some in chunks(numbers):
        for data in connection.execute(select(versions).where(versions.c.number.in_(some))):
            found[data.number] = row_of(data, moment)
    return [found[number] for number in numbers]


def row_of(data: Any, moment: int = FOREVER) -> Row:
    """The row of a version that was not erased."""
    return Row(
        claim=Claim.from_json(data.claim),
        lineage=data.lineage,
        version=data.version,
        status=data.status,
        known_from=time.moment(data.known_from),
        known_to=None if data.known_to == FOREVER or data.known_to > moment else time.moment(data.known_to),
        proposed=None if data.proposed is None else Claim.from_json(data.proposed),
        beside=data.beside,
    )


def check_limit(limit: int) -> None:
    """Raises `RecordError` where nobody could want so many rows at once."""
    if not 1 <= limit <= MOST:
        raise QuestionError(f"a page has between 1 and {MOST:,} rows, not {limit:,}")


def spans(undated: Undated) -> Iterable[int]:
    """The classes of extents to look through: of dated claims, and unless excluded of undated ones."""
    return [span for span in range(NEVER) if span % UNDATED <= 5 and (span < UNDATED or undated == "documented")]


def merged(
    connection: Connection, legs: Iterable[Select[int, int]], limit: int, *, descending: bool
) -> list[tuple[int, int]]:
    """The first pairs of several ordered selections of (first day, version), each cut before they are put together."""
    cut = []
    for leg in legs:
        order = [c.desc() if descending else c for c in (mentions.c.first, mentions.c.version)]
        cut.append(select(leg.order_by(*order).limit(limit).subquery()))
    together = union_all(*cut).subquery()
    first, version = together.c
    ends = (first.desc(), version.desc()) if descending else (first, version)
    return [(a, b) for a, b in connection.execute(select(first, version).order_by(*ends).limit(limit))]


def _conditions(connection: Connection, where: str, filters: Filters) -> Iterable[ColumnElement[bool]]:
    statuses = STANDING if filters.statuses is None else tuple(filters.statuses)
    unknown = [status for status in statuses if status not in STATUSES]
    if unknown:
        raise QuestionError(f"no such status: {unknown[0]}: choose from {', '.join(STATUSES)}")
    if filters.statuses is None:
        yield mentions.c.status < len(STANDING)
    else:
        yield mentions.c.status.in_([STATUSES.index(status) for status in statuses])
    if filters.kind is not None:
        yield mentions.c.kind == kind_number(filters.kind)
    if filters.document is not None:
        document = number_of(connection, filters.document, where)
        mine = select(versions.c.number).join(lineages, versions.c.lineage == lineages.c.number)
        yield mentions.c.version.in_(mine.where(lineages.c.document == document))


def _latest(connection: Connection, asked: Asked, limit: int, place: tuple[int, int] | None) -> list[tuple[int, int]]:
    statement = select(mentions.c.version).where(*standing(asked))
    if place is not None:
        statement = statement.where(mentions.c.version < place[1])
    found = connection.execute(statement.order_by(mentions.c.version.desc()).limit(limit))
    return [(0, number) for number in found.scalars()]


def _published(
    connection: Connection, asked: Asked, limit: int, place: tuple[int, int] | None
) -> list[tuple[int, int]]:
    day, version = mentions.c.published, mentions.c.version
    statement = select(day, version).where(*standing(asked), day.is_not(None))
    if place is not None:
        statement = statement.where(day <= place[0], tuple_(day, version) < tuple_(*place))
    found = connection.execute(statement.order_by(day.desc(), version.desc()).limit(limit))
    return [(first, number) for first, number in found]


def _on(
    connection: Connection, asked: Asked, days: tuple[int, int], undated: Undated, limit: int,
    place: tuple[int, int] | None,
) -> list[tuple[int, int]]:  # fmt: skip
    first, last = days
    m = mentions.c
    legs = []
    for span in spans(undated):
        start = earliest_start(span, first)
        bounds = [m.span == span, m.first <= last, *([] if start == -FAR else [m.first >= start])]
        legs.append(select(m.first, m.version).where(*standing(asked), *bounds, m.last >= first))
    if undated == "include":
        legs += [
            select(m.first, m.version).where(*standing(asked), m.span == span) for span in range(UNDATED, NEVER + 1)
        ]
    if place is not None:
        here = tuple_(m.first, m.version) < tuple_(*place)
        legs = [leg.where(m.first <= place[0], here) for leg in legs]
    return merged(connection, legs, limit, descending=True)


def _undated(connection: Connection, moment: int) -> int:
    known = (editions.c.known_from <= moment) & (editions.c.known_to > moment)
    # An erased document is not left out for want of a date: nothing of it is left.
    statement = select(func.count()).select_from(editions).where(editions.c.published.is_(None), known)
    return connection.execute(statement.where(editions.c.about.is_not(None))).scalar_one()
