"""Names of months, days and numbers, and counting with days: what the grammar of dates stands on."""

from __future__ import annotations

import calendar
import datetime

import msgspec

from foedera.model import Edtf, EdtfError, Moment

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip

_NUMBERS = {word: n for n, word in enumerate(_CARDINALS, 1)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip

MONTH = (
    "(?:" + "|".join(_MONTH_NAMES + tuple(n.upper() for n in _MONTH_NAMES))
    + "|(?:" + "|".join(_SHORT + tuple(n.upper() for n in _SHORT)) + r")\b\.?)"
)  # fmt: skip
"""The pattern of a month's name, whole or short."""

ORDINAL = "(?:" + "|".join(w.replace("-", "[- ]") for w in sorted(_ORDINALS, key=len, reverse=True)) + ")"
"""The pattern of the ordinals in words up to the thirty-first."""

NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
"""The pattern of a small number in digits or words."""


class Anchor(msgspec.Struct, frozen=True):
    """The date from which relative dates count, as far as it is known to the day, month and year.

    `country` is the ISO 3166-1 alpha-3 code of the country whose fiscal years are meant where none is named.
    """

    day: datetime.date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    country: str | None = None

    @classmethod
    def of(cls, date: Edtf | None, country: str | None = None) -> Anchor:
        """The anchor at a document's date. Intervals, seasons, uncertain and approximate dates anchor nothing."""
        moment = _sure(date)
        if moment is None:
            return cls(country=country)
        year, month, day = moment.year, moment.month, moment.day
        if month is None or month > 12:
            return cls(year=year, country=country)
        return cls(datetime.date(year, month, day) if day else None, (year, month), year, country)


def _sure(date: Edtf | None) -> Moment | None:
    """The one moment that a date names without any doubt, in a year that calendars count."""
    if date is None or date.is_interval or not isinstance(date.start, Moment):
        return None
    moment = date.start
    return moment if not moment.mark and moment.digits == 4 and 1 <= moment.year <= 9998 else None


def month_number(name: str) -> int:
    """The number of a month that `MONTH` matched."""
    short = name[:3].title()
    return next(n for n, whole in enumerate(_MONTH_NAMES, 1) if whole.startswith(short))


def ordinal_number(word: str) -> int:
    """The number of an ordinal that `ORDINAL` matched."""
    return _ORDINALS.index(word.lower().replace(" ", "-")) + 1


def small_number(word: str) -> int:
    """The number that `NUMBER` matched."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def edtf(date: str | datetime.date | None) -> Edtf | None:
    """The date that a text writes, or a day; None where there is none or no calendar has it."""
    if date is None:
        return None
    try:
        return Edtf.parse(str(date))
    except EdtfError:
        return None


def ymd(year: int | str, month: int, day: int | str) -> str:
    """A day as EDTF, which may be impossible."""
    return f"{int(year):04d}-{month:02d}-{int(day):02d}"


def ym(year: int, month: int) -> str:
    """A month as EDTF; months below 1 and over 12 run on into the years before and after."""
    years, index = divmod(month - 1, 12)
    return f"{year + years:04d}-{index + 1:02d}"


def later(day: datetime.date, count: int, unit: str) -> datetime.date | None:
    """The day `count` days, weeks, months, years or decades after `day` (before it, where negative).

    The 31st becomes the last day of a shorter month. None where it lies outside the years 1 to 9999.
    """
    try:
        if unit in ("day", "week"):
            return day + datetime.timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
        year, index = divmod(months, 12)
        return datetime.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
    except (OverflowError, ValueError):
        return None
