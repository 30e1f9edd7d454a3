"""Hours of duty: as a person writes them, and when two posts are on duty at the same time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from foedera.command.structure import ALWAYS, MINUTES, Window

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(\S+)\s+(\d\d):(\d\d)-(\d\d):(\d\d)")
_Interval = tuple[int, int]


def parsed(text: str) -> tuple[Window, ...]:
    """The hours of duty that a person writes: `always`, or `mon-fri 08:00-17:00`, several parted by semicolons.

    Days are `daily`, `mon`, `mon-fri` or `mon,wed`. Hours that end before they begin reach into the next day.

    Raises:
        ValueError: with the reason, where it says no hours.
    """
    if text.strip() == "always":
        return ALWAYS
    return tuple(_window(part.strip()) for part in text.split(";"))


def written(windows: Sequence[Window]) -> str:
    """Hours of duty as `parsed` reads them."""
    return "always" if tuple(windows) == ALWAYS else "; ".join(_written(window) for window in windows)


def _window(text: str) -> Window:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} says no hours: write always, or mon-fri 08:00-17:00")
    hour, minute, last_hour, last_minute = (int(part) for part in found.groups()[1:])
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or start >= MINUTES or end > MINUTES:
        raise ValueError(f"{text!r}: a day has the hours 00:00 to 24:00")
    return Window(_days(found[1]), start, end if end > start else end + MINUTES)


def _days(text: str) -> tuple[int, ...]:
    if text == "daily":
        return tuple(range(7))
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"{part!r} is no day: write daily, mon-fri, or mon,wed")
        start, end = DAYS.index(first), DAYS.index(last or first)
        found.update(day % 7 for day in range(start, end + 1 if end >= start else end + 8))
    return tuple(sorted(found))


def _written(window: Window) -> str:
    days = "daily" if len(window.days) == 7 else _written_days(window.days)
    end = window.end if window.end <= MINUTES else window.end - MINUTES
    return f"{days} {window.start // 60:02}:{window.start % 60:02}-{end // 60:02}:{end % 60:02}"


def _written_days(days: Sequence[int]) -> str:
    first, last = days[0], days[-1]
    if len(days) > 2 and last - first == len(days) - 1:
        return f"{DAYS[first]}-{DAYS[last]}"
    return ",".join(DAYS[day] for day in days)


def shared_minutes(
    one: Sequence[Window], zone: str, other: Sequence[Window], other_zone: str, *, year: int = 2025
) -> int:
    """The minutes of a year in which both are on duty, each by the clocks of its zone (summer time included)."""
    first, second = _year(one, zone, year), _year(other, other_zone, year)
    found, i, j = 0, 0, 0
    while i < len(first) and j < len(second):
        found += max(0, min(first[i][1], second[j][1]) - max(first[i][0], second[j][0]))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return found


def _year(windows: Sequence[Window], zone: str, year: int) -> list[_Interval]:
    """The intervals on duty in minutes of UTC from the start of the year, in order, not overlapping."""
    merged: list[_Interval] = []
    for start, end in sorted(_intervals(windows, ZoneInfo(zone), year)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _intervals(windows: Sequence[Window], zone: ZoneInfo, year: int) -> Iterator[_Interval]:
    day, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    while day <= last:
        for window in windows:
            if day.weekday() in window.days:
                yield _utc(day, window.start, zone, year), _utc(day, window.end, zone, year)
        day += datetime.timedelta(days=1)


def _utc(day: datetime.date, minute: int, zone: ZoneInfo, year: int) -> int:
    on = day + datetime.timedelta(days=minute // MINUTES)
    hour, rest = divmod(minute % MINUTES, 60)
    local = datetime.datetime.combine(on, datetime.time(hour, rest), tzinfo=zone)
    return int((local - datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)).total_seconds()) // 60
