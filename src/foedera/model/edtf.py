"""Dates as EDTF level 1 (Extended Date/Time Format, ISO 8601-2:2019, profile of the Library of Congress).

`Edtf.parse` reads days, months, years, seasons, years of more than four digits, unspecified digits, the marks for
uncertain (`?`), approximate (`~`) and both (`%`), and intervals with open (`..`) or unknown (empty) ends. Times of day
are not kept. Parsing and printing are inverse: `str(Edtf.parse(text)) == text`.
"""

from __future__ import annotations

import datetime
import enum
import re
from typing import Any, NamedTuple, NoReturn

from foedera.model.errors import EdtfError

_DATE = re.compile(r"(-?(?:\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX))(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)", re.ASCII)
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,})([~?%]?)", re.ASCII)
_MONTH_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_SHOWN = 60


class Day(NamedTuple):
    """One day of the proleptic Gregorian calendar; years may be negative or have more than four digits."""

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """The day as one sortable integer, yyyymmdd (20240410)."""
        return self.year * 10_000 + self.month * 100 + self.day

    def isoformat(self) -> str:
        """The day as `YYYY-MM-DD`."""
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


class Edge(enum.Enum):
    """An end of an interval that is no date."""

    OPEN = ".."
    UNKNOWN = ""


class Moment(NamedTuple):
    """One date of an EDTF expression. `month` 21 to 24 is a season; `digits` counts the known digits of the year."""

    year: int
    month: int | None
    day: int | None
    mark: str
    digits: int

    @property
    def earliest(self) -> Day:
        """The first day that the date may be."""
        if self.month is None:
            return Day(self._first_year(), 1, 1)
        if self.month > 12:
            return Day(self.year, _SEASONS[self.month][0], 1)
        return Day(self._first_year(), self.month, self.day or 1)

    @property
    def latest(self) -> Day:
        """The last day that the date may be. A winter ends in February of the year after it began."""
        if self.month is None:
            return Day(self._last_year(), 12, 31)
        year, month = self._last_year(), self.month
        if month > 12:
            year, month = (year + 1 if month == 24 else year), _SEASONS[month][1]
        return Day(year, month, self.day or _days_in_month(year, month))

    def _first_year(self) -> int:
        return self.year if self.year >= 0 or self.digits >= 4 else self.year - int("9" * (4 - self.digits))

    def _last_year(self) -> int:
        return self.year if self.year < 0 or self.digits >= 4 else self.year + int("9" * (4 - self.digits))


class Edtf:
    """A date or an interval in EDTF level 1; immutable, hashable, equal when written alike.

    Attributes: `text` as written; `start` and `end`, each a `Moment` or an `Edge` (of a single date both are the same).
    """

    __slots__ = ("end", "start", "text")

    text: str
    start: Moment | Edge
    end: Moment | Edge

    def __init__(self, text: str, start: Moment | Edge, end: Moment | Edge) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "start", start)
        put(self, "end", end)

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """The date that `text` writes. Raises `EdtfError` where it is none or cannot be."""
        if "/" not in text:
            moment = _moment(text, text)
            return cls(text, moment, moment)
        first, _, second = text.partition("/")
        start, end = _edge(first, text), _edge(second, text)
        if isinstance(start, Edge):
            if start is end is Edge.UNKNOWN:
                _reject(text, "an interval of which nothing is known is no date")
        elif isinstance(end, Moment) and start.earliest > end.latest:
            _reject(text, "the interval ends before it starts")
        return cls(text, start, end)

    @classmethod
    def of(cls, day: datetime.date) -> Edtf:
        """The EDTF of a calendar day."""
        return cls.parse(datetime.date(day.year, day.month, day.day).isoformat())

    @property
    def is_interval(self) -> bool:
        """Whether it was written as an interval."""
        return "/" in self.text

    @property
    def earliest(self) -> Day | None:
        """The first day that it may include; None where the start is open or unknown."""
        return None if isinstance(self.start, Edge) else self.start.earliest

    @property
    def latest(self) -> Day | None:
        """The last day that it may include; None where the end is open or unknown."""
        return None if isinstance(self.end, Edge) else self.end.latest

    @property
    def is_uncertain(self) -> bool:
        """Whether any part is marked `?` or `%`."""
        return any(isinstance(m, Moment) and m.mark in ("?", "%") for m in (self.start, self.end))

    @property
    def is_approximate(self) -> bool:
        """Whether any part is marked `~` or `%`."""
        return any(isinstance(m, Moment) and m.mark in ("~", "%") for m in (self.start, self.end))

    @property
    def is_ongoing(self) -> bool:
        """Whether the end is open (`1960/..`): it still holds."""
        return self.end is Edge.OPEN

    def overlaps(self, other: Edtf) -> bool:
        """Whether some day may lie in both. Open and unknown ends count as without bound; marks do not widen."""
        return _not_after(self.earliest, other.latest) and _not_after(other.earliest, self.latest)

    def before(self, other: Edtf) -> bool:
        """Whether it surely ends before `other` begins; false where either end is open or unknown."""
        mine, theirs = self.latest, other.earliest
        return mine is not None and theirs is not None and mine < theirs

    def after(self, other: Edtf) -> bool:
        """Whether it surely begins after `other` ends; false where either end is open or unknown."""
        return other.before(self)

    def within(self, other: Edtf) -> bool:
        """Whether every day that it may include lies in `other`. An unknown end lies in nothing that is bounded."""
        first, last = self.earliest, self.latest
        low, high = other.earliest, other.latest
        starts = (low is None and other.start is Edge.OPEN) or (first is not None and low is not None and first >= low)
        ends = (high is None and other.end is Edge.OPEN) or (last is not None and high is not None and last <= high)
        return starts and ends

    def includes(self, day: datetime.date | Day) -> bool:
        """Whether it may include `day`."""
        at = Day(day.year, day.month, day.day)
        return _not_after(self.earliest, at) and _not_after(at, self.latest)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Edtf.parse({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edtf) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return (Edtf.parse, (self.text,))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an Edtf is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an Edtf is immutable: {name} cannot be deleted")


def _not_after(first: Day | None, second: Day | None) -> bool:
    return first is None or second is None or first <= second


def _edge(part: str, whole: str) -> Moment | Edge:
    if part == "..":
        return Edge.OPEN
    if part == "":
        return Edge.UNKNOWN
    return _moment(part, whole)


def _moment(part: str, whole: str) -> Moment:
    match = _DATE.fullmatch(part)
    if match is None:
        return _long_year(part, whole)
    digits, month, day, mark = match.groups()
    if month is not None:
        return _month_or_day(digits, month, day, mark, whole)
    if "X" in digits:
        known = len(digits.lstrip("-").rstrip("X"))
        return Moment(int(digits.replace("X", "0")), None, None, mark, known)
    if digits == "-0000":
        _reject(whole, "there is no year -0000")
    return Moment(int(digits), None, None, mark, 4)


def _month_or_day(digits: str, month: str, day: str | None, mark: str, whole: str) -> Moment:
    if "X" in digits:
        _reject(whole, "a month needs a year without X")
    if digits == "-0000":
        _reject(whole, "there is no year -0000")
    year = int(digits)
    if month == "XX":
        if day is not None and day != "XX":
            _reject(whole, "a day needs a month without X")
        return Moment(year, None, None, mark, 4)
    number = int(month)
    if 21 <= number <= 24 and day is None:
        return Moment(year, number, None, mark, 4)
    if not 1 <= number <= 12:
        _reject(whole, f"there is no month {month}")
    if day is None or day == "XX":
        return Moment(year, number, None, mark, 4)
    date = int(day)
    if not 1 <= date <= _MONTH_DAYS[number] or (date == 29 and number == 2 and _days_in_month(year, 2) < 29):
        _reject(whole, f"{digits}-{month} has no day {day}")
    return Moment(year, number, date, mark, 4)


def _long_year(part: str, whole: str) -> Moment:
    match = _LONG_YEAR.fullmatch(part)
    if match is None:
        if "T" in part:
            _reject(whole, "times of day are not kept; write the day alone")
        _reject(whole, "write YYYY, YYYY-MM, YYYY-MM-DD or an interval such as 1960/..")
    return Moment(int(match[1]), None, None, match[2], 9)


def _days_in_month(year: int, month: int) -> int:
    if month == 2 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)):
        return 28
    return _MONTH_DAYS[month]


def _reject(text: str, reason: str) -> NoReturn:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    raise EdtfError(f"not a date in EDTF level 1: {shown!r}: {reason}")
