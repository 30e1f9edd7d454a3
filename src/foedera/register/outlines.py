"""Making outlines of entries: the little by which lists of them are put in order and cut."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence

from foedera.record import Keeper, Note
from foedera.record.outlines import Course, Dated, Outline, Report
from foedera.record.time import FAR
from foedera.register.courses import FOREVER, history_of
from foedera.register.days import happened_by, published_on
from foedera.register.deciding import decided
from foedera.register.deliverables import notes_on
from foedera.register.entries import grouped
from foedera.register.entry import Entry, Member
from foedera.register.foremost import number
from foedera.register.items import Item, items_of
from foedera.register.progress import Progress, progress

_AT_ONCE = 900
_STEPS = ("new", "step")
"""These count from their day on; other things are told whatever the day of looking."""

_FIRST = 10101
"""The first day of all, where a thing has none: what has none comes first."""


def outlined(keeper: Keeper, ids: Collection[str] | None) -> None:
    """Makes the outlines of entries anew (None: of all), and of those on which persons noted something."""
    noted = notes_on(keeper)
    wanted = keeper.entry_ids() if ids is None else {*ids, *noted, *keeper.noted()}
    keeper.drop_outlines(None if ids is None else wanted)
    hands, ordered = decided(keeper), sorted(wanted)
    for start in range(0, len(ordered), _AT_ONCE):
        found = keeper.belonging(entries=ordered[start : start + _AT_ONCE])
        keeper.put_outlines([outline(entry, noted.get(entry.id, ())) for entry in grouped(found, hands)])
        keeper.write()


def outline(entry: Entry, notes: Sequence[Note] = ()) -> Outline:
    """The outline of an entry, with persons' notes on it."""
    whole = progress(entry, notes) if entry.kind == "commitment" else None
    courses = [] if whole is None else list(_courses(entry, whole, bool(notes)))
    told = [item for item in items_of(entry, notes, found=whole) if item.kind != "due"]
    dated = [*(_dated(entry, at, item) for at, item in enumerate(told)), *_dues(courses, len(told))]
    return Outline(tuple(courses), tuple(dated), tuple(_report(entry, member) for member in entry.members))


def _courses(entry: Entry, whole: Progress, noted: bool) -> Iterator[Course]:
    for since, until, standing in history_of(entry, whole).spans():
        yield Course(
            entry=entry.id, since=_of(since), until=_of(until),
            due=FAR if standing.due is None else number(standing.due.latest), stage=standing.stage,
            overdue=int(standing.is_overdue), reaffirmed=int(standing.is_only_reaffirmed),
            open=int(not (standing.is_delivered or standing.is_ended)), noted=int(noted),
        )  # fmt: skip


def _dated(entry: Entry, at: int, item: Item) -> Dated:
    day = number(item.day)
    return Dated(entry.id, at, day, item.kind, item.what, day if item.kind in _STEPS else 0, FAR)


def _dues(courses: Sequence[Course], at: int) -> Iterator[Dated]:
    """Due dates, each for the days on which it counts."""
    for place, course in enumerate(courses, at):
        if course.due != FAR:
            what = "overdue" if course.overdue else "due"
            yield Dated(course.entry, place, course.due, "due", what, course.since, course.until)


def _report(entry: Entry, member: Member) -> Report:
    published = published_on(member)
    happened = happened_by(member.claim.when, published)
    return Report(
        lineage=member.row.lineage, entry=entry.id, day=_FIRST if happened is None else number(happened),
        published=0 if published is None else number(published), learnt=number(member.row.known_from.date()),
    )  # fmt: skip


def _of(ordinal: int) -> int:
    """A day of the calendar by its ordinal as yyyymmdd; before and after all days as they are."""
    if not ordinal:
        return 0
    return FAR if ordinal == FOREVER else number(datetime.date.fromordinal(ordinal))
