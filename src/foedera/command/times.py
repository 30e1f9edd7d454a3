"""Validities compared: which begins first, which outlives which, and the days on which a structure changes."""

from __future__ import annotations

import datetime

from foedera.command.structure import Structure
from foedera.model import Day, Edtf


def covers(outer: Edtf | None, inner: Edtf | None) -> bool:
    """Whether what holds `inner` has ended when `outer` has. An end that is not known outlives one that is."""
    last = None if outer is None else outer.latest
    if last is None:
        return True
    mine = None if inner is None else inner.latest
    return mine is not None and mine <= last


def starts_before(first: Edtf | None, second: Edtf | None) -> bool:
    """Whether `first` is known to begin before `second` can."""
    one = None if first is None else first.earliest
    other = None if second is None else second.earliest
    return one is not None and other is not None and one < other


def starts(structure: Structure) -> tuple[datetime.date, ...]:
    """The days on which something in the structure begins to hold, the earliest first."""
    items = (
        *structure.posts, *structure.links, *structure.kinds, *structure.authorities, *structure.delegations,
        *structure.reviews,
    )  # fmt: skip
    found = {None if each.when is None else _date(each.when.earliest) for each in items}
    return tuple(sorted(day for day in found if day is not None))


def _date(day: Day | None) -> datetime.date | None:
    """The day in the calendar; None where it has none (before year 1, after 9999)."""
    if day is None or not datetime.MINYEAR <= day.year <= datetime.MAXYEAR:
        return None
    return datetime.date(*day)
