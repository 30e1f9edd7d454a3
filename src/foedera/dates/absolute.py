"""Dates that stand for themselves: days, months, years, decades, seasons, quarters, fiscal years."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec

from foedera.dates.almanac import MONTH, ORDINAL, WEEKDAYS, Anchor, edtf, month_number, ordinal_number, ym, ymd
from foedera.model import Edtf


class DateMention(msgspec.Struct, frozen=True):
    """A date in a text: where it stands (code points, end exclusive) and when it is."""

    start: int
    end: int
    when: Edtf


Reader = Callable[["re.Match[str]", Anchor], "list[DateMention] | None"]
"""What a match means. An empty list: these words hold no date that is sure, nor may a part of them be read as one.
None: they are no date at all."""


Sign = Literal["month", "year", "weekday", "unit", "near", "century", "fiscal", "worded", "season", "decade"]
"""What a cheap look must find before a form is tried: a month's name, four figures, a weekday, "week" and the like,
"yesterday", "today" or "tomorrow", "century", "fiscal" or "FY", or a number in words that begins a
year, a season, or a decade."""


class Form(NamedTuple):
    """One way to write a date, and the sign of it."""

    sign: Sign
    pattern: re.Pattern[str]
    reader: Reader


YEAR = r"(?:1[0-9]|20|21)\d\d(?![\w%]|[.,:/]\d|[-–—]\w*[A-Za-z])"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = "(?:(?:" + "|".join(WEEKDAYS) + "),?\\s+)?"
_TO = r"\s*(?:-|–|—|to|through|until|till)\s*"
BEGIN = r"(?<![\w$€£¥.-])"
PART = (
    r"(?:(?:early|mid|late|(?:the\s+)?(?:(?:very\s+)?(?:beginning|start|middle|end)|"
    r"(?:first|second|third|fourth|last|final)\s+(?:week|days?|weekend|half))\s+of)[\s-]+)"
)
"""Words for a part of a month or year, after which the whole of it is given."""
PARTS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def only(match: re.Match[str], date: str | datetime.date | None, group: int | str = 0) -> list[DateMention]:
    """The words of the match, or of one of its groups, as a date; none where there is none or no calendar has it."""
    when = edtf(date)
    return [] if when is None else [DateMention(match.start(group), match.end(group), when)]


def _number(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _day(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, ymd(match["y"], month_number(match["m"]), _number(match["d"])))


def _worded_day(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    day = match["d"]
    number = _number(day) if day[0].isdigit() else ordinal_number(day)
    return only(match, ymd(match["y"], month_number(match["m"]), number))


def _days(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """Two days of one month: an interval, or where "and" parts them and they are no neighbours, two days."""
    month = month_number(match["m"])
    first, second = _number(match["d"]), _number(match["e"])
    if match["sep"].strip() not in ("and", "&") or second == first + 1:
        return only(match, f"{ymd(match['y'], month, first)}/{ymd(match['y'], month, second)}")
    return _both(match, ymd(match["y"], month, first), ymd(match["y"], month, second))


def _both(match: re.Match[str], first: str, second: str) -> list[DateMention]:
    """Two dates of one match, which has the groups `one` and `two`; only both or none."""
    mentions = only(match, first, "one") + only(match, second, "two")
    return mentions if len(mentions) == 2 else []


def _two_days(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """Days of two months, the year with the second."""
    first = ymd(match["y"], month_number(match["m"]), _number(match["d"]))
    second = ymd(match["y"], month_number(match["n"]), _number(match["e"]))
    if match["sep"].strip() == "and":
        return _both(match, first, second)
    return only(match, f"{first}/{second}")


def _month(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, ym(int(match["y"]), month_number(match["m"])))


def _months(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    year = int(match["y"])
    return only(match, f"{ym(year, month_number(match['m']))}/{ym(year, month_number(match['n']))}")


def _two_months(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """`March and April 2024`: two months, the year with the second."""
    year, first, second = int(match["y"]), month_number(match["m"]), month_number(match["n"])
    if first >= second:
        return only(match, ym(year, second), "two")
    return _both(match, ym(year, first), ym(year, second))


def _row_of_days(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """`April 10, 11 and 12, 2024`: each a day of its own; only all or none."""
    month, year, low = month_number(match["m"]), int(match["y"]), match.end("m")
    found: list[DateMention] = []
    for day in re.finditer(r"\d+", match.string[low : match.start("y")]):
        when = edtf(ymd(year, month, day.group()))
        if when is None:
            return []
        found.append(DateMention(low + day.start() if found else match.start(), low + day.end(), when))
    return found


def _iso(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, f"{match['y']}-{match['m']}-{match['d']}")


def _numeric(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """Day and month in figures: sure only where one is over twelve or both are equal."""
    first, second = int(match["a"]), int(match["b"])
    if first > 12 or first == second:
        return only(match, ymd(match["y"], second, first))
    return only(match, ymd(match["y"], first, second)) if second > 12 else []


def _year_dash(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """`2024–25`, `1951-60`; and `2024-04`, which can only be a month."""
    first, tail = match["y"], match["t"]
    if int(tail) > int(first[2:]):
        sure = match["dash"] != "-" or int(tail) > 12
        return only(match, f"{first}/{first[:2]}{tail}") if sure else []
    return only(match, f"{first}-{tail}") if match["dash"] == "-" else []


def _decade(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    decade, part = match["y"], match["part"]
    if part is None:
        return [] if decade.endswith("00") else only(match, decade[:3] + "X")
    low, high = PARTS_OF_DECADE[part.lower()]
    return only(match, f"{decade[:3]}{low}/{decade[:3]}{high}")


def _century(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    word = match["c"]
    number = _number(word) if word[0].isdigit() else ordinal_number(word)
    return only(match, f"{number - 1}XX") if 11 <= number <= 22 else []


def _season(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """A winter is sure only where both its years are given."""
    season, year, tail = _SEASONS[match["s"].lower()], match["y"], match["t"]
    if season == 24:
        following = tail is not None and int(tail[-2:]) == (int(year) + 1) % 100
        return only(match, f"{year}-24") if following else []
    return [] if tail is not None else only(match, f"{year}-{season}")


def _quarter(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    number, size = _QUARTERS[(match["q"] or match["n"]).lower()], 3
    if match["unit"] == "half":
        number, size = min(number, 2), 6
        if match["q"].lower() in ("third", "fourth"):
            return []
    first = (number - 1) * size + 1
    return only(match, f"{ym(int(match['y']), first)}/{ym(int(match['y']), first + size - 1)}")


def form(sign: Sign, pattern: str, reader: Reader, flags: int = 0) -> Form:
    """A form whose pattern takes no letters or figures but those of ASCII."""
    return Form(sign, re.compile(pattern, re.ASCII | flags), reader)


ABSOLUTE: tuple[Form, ...] = (
    form("month", rf"{BEGIN}{_WEEKDAY}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{_DAY}),?\s+(?P<y>{YEAR})", _day),
    form("month", rf"{BEGIN}{_WEEKDAY}(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}),?\s+(?P<y>{YEAR})", _day),
    form(
        "month",
        rf"{BEGIN}(?:(?:[Tt]he|[Tt]his)\s+)?(?P<d>(?i:{ORDINAL})|{_DAY})\s+(?:day\s+)?of\s+(?P<m>{MONTH}),?\s+"
        rf"(?:in\s+the\s+year\s+)?(?P<y>{YEAR})",
        _worded_day,
    ),
    form(
        "month",
        rf"{BEGIN}(?P<one>(?P<m>{MONTH})\s+(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+|\s*&\s*)"
        rf"(?P<two>(?P<e>{_DAY}),?\s+(?P<y>{YEAR}))",
        _days,
    ),
    form(
        "month",
        rf"{BEGIN}(?P<one>(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+|\s*&\s*)"
        rf"(?P<two>(?P<e>{_DAY})\s+(?P<m>{MONTH}),?\s+(?P<y>{YEAR}))",
        _days,
    ),
    form(
        "month",
        rf"{BEGIN}(?P<one>(?P<m>{MONTH})\s+(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+)"
        rf"(?P<two>(?P<n>{MONTH})\s+(?P<e>{_DAY}),?\s+(?P<y>{YEAR}))",
        _two_days,
    ),
    form(
        "month",
        rf"{BEGIN}(?P<one>(?P<d>{_DAY})\s+(?P<m>{MONTH}))(?P<sep>{_TO}|\s+and\s+)"
        rf"(?P<two>(?P<e>{_DAY})\s+(?P<n>{MONTH}),?\s+(?P<y>{YEAR}))",
        _two_days,
    ),
    form("month", rf"{BEGIN}{PART}?(?P<m>{MONTH})(?:,?|\s+of)\s+(?P<y>{YEAR})", _month),
    form("month", rf"{BEGIN}(?P<m>{MONTH})(?P<sep>{_TO})(?P<n>{MONTH}),?\s+(?P<y>{YEAR})", _months),
    form(
        "month",
        rf"{BEGIN}(?P<one>(?P<m>{MONTH}))\s+(?:and|or)\s+(?P<two>(?P<n>{MONTH}),?\s+(?P<y>{YEAR}))",
        _two_months,
    ),
    form("month", rf"(?<![\w.-])(?P<d>\d{{1,2}})-(?P<m>{MONTH})-(?P<y>{YEAR})", _day),
    form(
        "month",
        rf"{BEGIN}(?P<m>{MONTH})\s+{_DAY}(?:,\s+{_DAY}){{1,8}},?\s+(?:and|or)\s+{_DAY},?\s+(?P<y>{YEAR})",
        _row_of_days,
    ),
    form(
        "year",
        r"(?<![\w$€£¥.,/-])(?P<y>(?:1[0-9]|20|21)\d\d)(?P<sep>[-/])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
        r"(?:T\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])",
        _iso,
    ),
    form(
        "year",
        r"(?<![\w$€£¥.,/-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d)(?![\w/-])",
        _numeric,
    ),
    form(
        "year",
        r"(?<![\w$€£¥.,/+-])(?P<y>(?:1[0-9]|20|21)\d\d)(?P<dash>[-–—])(?P<t>\d\d)(?![\w%/–—-]|[.,]\d)",
        _year_dash,
    ),
    form(
        "year",
        r"(?<![\w$€£¥.-])(?:(?:the\s+)?(?P<part>early|mid|late)[\s-]+(?:the\s+)?)?(?P<y>(?:1[0-9]|20|21)\d0)['’]?s\b",
        _decade,
        re.IGNORECASE,
    ),
    form("century", rf"\b(?P<c>{ORDINAL}|\d\d(?:st|nd|rd|th))[\s-]+century\b", _century, re.IGNORECASE),
    form(
        "year",
        rf"\b{PART}?(?P<s>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter),?\s+(?:of\s+)?"
        r"(?P<y>(?:1[0-9]|20|21)\d\d)(?:[-–/](?P<t>\d{4}|\d\d))?(?![\w%]|[.,]\d)",
        _season,
    ),
    form(
        "year",
        rf"\b(?:the\s+)?(?:(?P<q>first|second|third|fourth|last)\s+(?P<unit>quarter|half)\s+of|[Qq](?P<n>[1-4])(?:\s+of)?,?)"
        rf"\s+(?P<y>{YEAR})",
        _quarter,
    ),
)
