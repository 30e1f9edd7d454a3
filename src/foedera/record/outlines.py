"""Outlines of entries, as the record keeps them: put down, dropped, and gone through in the order of lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, delete, or_, select

from foedera.record.tables import items, memberships, promises, reports
from foedera.record.time import FAR
from foedera.record.writer import Writer, chunks

_AT_ONCE: Final = 256


class Course(NamedTuple):
    """Where a commitment stood from the day `since` on until before the day `until` (all days are yyyymmdd).

    `due` is when it falls due, `open` whether it was neither delivered nor ended; `noted` whether persons' notes on it
    were looked at. What is so or not is 1 or 0.
    """

    entry: str
    since: int
    until: int
    due: int
    stage: str | None
    overdue: int
    reaffirmed: int
    open: int
    noted: int


class Dated(NamedTuple):
    """Something dated of an entry, and from which day of looking on (`since`) until before which (`until`) it is told;
    `number` is its place among those of its entry."""

    entry: str
    number: int
    day: int
    kind: str
    what: str
    since: int
    until: int


class Report(NamedTuple):
    """A claim in an entry: the day of the thing itself, and those on which it was published and the record learnt of
    it."""

    lineage: int
    entry: str
    day: int
    published: int
    learnt: int


class Outline(NamedTuple):
    """All that is kept of an entry to put it in order."""

    courses: tuple[Course, ...]
    dated: tuple[Dated, ...]
    reports: tuple[Report, ...]


class Standing(NamedTuple):
    """What is asked of where commitments stand on a day; None: whatever. `first` and `last` bound the due date."""

    day: int
    overdue: bool | None = None
    reaffirmed: bool | None = None
    stage: str | None = None
    first: int | None = None
    last: int | None = None


def drop(connection: Connection, entries: Collection[str] | None) -> None:
    """Drops the outlines of entries (None: of all)."""
    for table in (promises, items, reports):
        if entries is None:
            connection.execute(delete(table))
        else:
            for some in chunks(sorted(entries)):
                connection.execute(delete(table).where(table.c.entry.in_(some)))


def put(writer: Writer, some: Iterable[Outline]) -> None:
    """Puts outlines down, with the next `flush`."""
    for outline in some:
        for course in outline.courses:
            writer.put(promises, **course._asdict())
        for dated in outline.dated:
            writer.put(items, **dated._asdict())
        for report in outline.reports:
            writer.put(reports, **report._asdict())


def forget(connection: Connection, lineages: Select[Any]) -> None:
    """Drops the outlines of the entries that claims of these lineages are in, or were ever in."""
    held = select(memberships.c.entry).where(memberships.c.lineage.in_(lineages))
    drop(connection, set(connection.execute(held).scalars()))


def noted(connection: Connection) -> set[str]:
    """The entries on which persons' notes were looked at."""
    return set(connection.execute(select(promises.c.entry).where(promises.c.noted != 0)).scalars())


def standing(connection: Connection, asked: Standing) -> Iterator[list[tuple[int, str]]]:
    """The commitments that stand as asked, each with its due date: by due dates (the undated last) and ids, as lists of
    which each goes on where the one before ends."""
    c = promises.c
    statement = select(c.due, c.entry).where(c.since <= asked.day, c.until > asked.day)
    for column, wanted in ((c.overdue, asked.overdue), (c.reaffirmed, asked.reaffirmed)):
        if wanted is not None:
            statement = statement.where(column == int(wanted))
    if asked.stage is not None:
        statement = statement.where(c.stage == asked.stage)
    return _in_turn(connection, c.due, statement, asked.first, asked.last)


def pending(connection: Connection, day: int) -> set[str]:
    """The commitments that were overdue on a day, or fell due after it and were neither delivered nor ended."""
    c = promises.c
    waited = or_(c.overdue != 0, (c.due > day) & (c.due < FAR) & (c.open != 0))
    statement = select(c.entry).where(c.since <= day, c.until > day, waited)
    return set(connection.execute(statement).scalars())


def dated(
    connection: Connection, day: int, first: int | None, last: int | None, kinds: Collection[str] | None
) -> Iterator[list[tuple[int, str, str, str]]]:
    """What is told on a day of looking, of some days (both included): day, kind, what and entry, in this order, each
    once, as lists of which each goes on where the one before ends."""
    c = items.c
    statement = select(c.day, c.kind, c.what, c.entry).where(c.since <= day, c.until > day).distinct()
    if kinds is not None:
        statement = statement.where(c.kind.in_(sorted(kinds)))
    return _in_turn(connection, c.day, statement, first, last)


def reported(connection: Connection, after: int, until: int) -> list[tuple[int, str, int]]:
    """The claims published or learnt after a day and until another: the day of the thing itself, entry and lineage, in
    this order."""
    c = reports.c
    within = or_(c.published.between(after + 1, until), c.learnt.between(after + 1, until))
    return sorted(map(tuple, connection.execute(select(c.day, c.entry, c.lineage).where(within)).all()))


def _in_turn(
    connection: Connection, day: Column[int], statement: Select[Any], first: int | None, last: int | None
) -> Iterator[list[Any]]:
    """The rows of a statement from one day until another, in order: days as a whole, and some hundred rows at once.

    Text is put in order here, because data bases differ in how they do that.
    """
    within = statement if last is None else statement.where(day <= last)
    start = first or 0
    while True:
        rest = within.where(day >= start)
        ends = rest.with_only_columns(day).order_by(day).offset(_AT_ONCE).limit(1)
        end = connection.execute(ends).scalar()
        rows = connection.execute(rest if end is None else rest.where(day <= end)).all()
        yield sorted(map(tuple, rows))
        if end is None:
            return
        start = end + 1
