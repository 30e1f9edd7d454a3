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


Sign = Literal["month", "year", "weekday", "unit", "near", "century"]
"""What a cheap look must find before a form is tried: a month's name, four figures, a weekday, "week" and the like,
"yesterday", "today" or "tomorrow", or "century"."""


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
_PART = r"(?:(?:early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+)?"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}

# First month of the fiscal year, and by how many years it begins before the year whose number it bears.
_FISCAL = {
    "jap": (4, 0), "jfy": (4, 0), "u.s": (10, 1), "us": (10, 1), "ame": (10, 1), "uni": (10, 1), "ind": (4, 0),
    "bri": (4, 0), "uk": (4, 0), "u.k": (4, 0), "aus": (7, 0), "nat": (10, 1), "nda": (10, 1),
}  # fmt: skip


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
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part.lower()]
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


def _fiscal(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """A fiscal year in days where its country is named: none where it is not."""
    country = match["country"] or match["law"]
    if country is None:
        return []
    month, before = _fiscal_start(country.lower().removeprefix("the "))
    year, tail = int(match["y"]) - before, match["t"]
    if tail is not None and (before or int(tail[-2:]) != (year + 1) % 100):
        return []
    return only(match, f"{ym(year, month)}-01/{ym(year, month + 11)}-{31 if month == 4 else 30}")


def _fiscal_start(country: str) -> tuple[int, int]:
    """The first month, and by how many years it begins before the year whose number it bears."""
    return _FISCAL["uk" if "kingdom" in country else country[:3].rstrip("'’ ")]


def _form(sign: Sign, pattern: str, reader: Reader, flags: int = 0) -> Form:
    return Form(sign, re.compile(pattern, re.ASCII | flags), reader)


_COUNTRY = (
    r"(?:(?P<country>JFY|(?:Japan|India|Australia|Britain|(?:the\s+)?United\s+(?:States|Kingdom)|the\s+(?:U\.S\.|US|U\.K\.|UK))"
    r"['’]s?|Japanese|Indian|Australian|British|American|U\.S\.|US|U\.K\.|UK)\s*)?"
)

ABSOLUTE: tuple[Form, ...] = (
    _form("month", rf"{BEGIN}{_WEEKDAY}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{_DAY}),?\s+(?P<y>{YEAR})", _day),
    _form("month", rf"{BEGIN}{_WEEKDAY}(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}),?\s+(?P<y>{YEAR})", _day),
    _form(
        "month",
        rf"{BEGIN}(?:(?:[Tt]he|[Tt]his)\s+)?(?P<d>(?i:{ORDINAL})|{_DAY})\s+(?:day\s+)?of\s+(?P<m>{MONTH}),?\s+"
        rf"(?:in\s+the\s+year\s+)?(?P<y>{YEAR})",
        _worded_day,
    ),
    _form(
        "month",
        rf"{BEGIN}(?P<one>(?P<m>{MONTH})\s+(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+|\s*&\s*)"
        rf"(?P<two>(?P<e>{_DAY}),?\s+(?P<y>{YEAR}))",
        _days,
    ),
    _form(
        "month",
        rf"{BEGIN}(?P<one>(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+|\s*&\s*)"
        rf"(?P<two>(?P<e>{_DAY})\s+(?P<m>{MONTH}),?\s+(?P<y>{YEAR}))",
        _days,
    ),
    _form(
        "month",
        rf"{BEGIN}(?P<one>(?P<m>{MONTH})\s+(?P<d>{_DAY}))(?P<sep>{_TO}|\s+and\s+)"
        rf"(?P<two>(?P<n>{MONTH})\s+(?P<e>{_DAY}),?\s+(?P<y>{YEAR}))",
        _two_days,
    ),
    _form(
        "month",
        rf"{BEGIN}(?P<one>(?P<d>{_DAY})\s+(?P<m>{MONTH}))(?P<sep>{_TO}|\s+and\s+)"
        rf"(?P<two>(?P<e>{_DAY})\s+(?P<n>{MONTH}),?\s+(?P<y>{YEAR}))",
        _two_days,
    ),
    _form("month", rf"{BEGIN}{_PART}(?P<m>{MONTH})(?:,?|\s+of)\s+(?P<y>{YEAR})", _month),
    _form("month", rf"{BEGIN}(?P<m>{MONTH})(?P<sep>{_TO})(?P<n>{MONTH}),?\s+(?P<y>{YEAR})", _months),
    _form(
        "year",
        r"(?<![\w$€£¥.,/-])(?P<y>(?:1[0-9]|20|21)\d\d)(?P<sep>[-/])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
        r"(?:T\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])",
        _iso,
    ),
    _form(
        "year",
        r"(?<![\w$€£¥.,/-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d)(?![\w/-])",
        _numeric,
    ),
    _form(
        "year",
        r"(?<![\w$€£¥.,/+-])(?P<y>(?:1[0-9]|20|21)\d\d)(?P<dash>[-–—])(?P<t>\d\d)(?![\w%/–—-]|[.,]\d)",
        _year_dash,
    ),
    _form(
        "year",
        r"(?<![\w$€£¥.-])(?:(?:the\s+)?(?P<part>early|mid|late)[\s-]+(?:the\s+)?)?(?P<y>(?:1[0-9]|20|21)\d0)['’]?s\b",
        _decade,
        re.IGNORECASE,
    ),
    _form("century", rf"\b(?P<c>{ORDINAL}|\d\d(?:st|nd|rd|th))[\s-]+century\b", _century, re.IGNORECASE),
    _form(
        "year",
        rf"\b{_PART}(?P<s>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter),?\s+(?:of\s+)?"
        r"(?P<y>(?:1[0-9]|20|21)\d\d)(?:[-–/](?P<t>\d{4}|\d\d))?(?![\w%]|[.,]\d)",
        _season,
    ),
    _form(
        "year",
        rf"\b(?:the\s+)?(?:(?P<q>first|second|third|fourth|last)\s+(?P<unit>quarter|half)\s+of|[Qq](?P<n>[1-4])(?:\s+of)?,?)"
        rf"\s+(?P<y>{YEAR})",
        _quarter,
    ),
    _form(
        "year",
        rf"(?:(?P<law>(?:National\s+Defense\s+Authorization\s+Act|NDAA)\s+(?:\([A-Z]+\)\s+)?)(?:for\s+)?(?:the\s+)?|{BEGIN}{_COUNTRY})"
        r"(?:(?<=JFY)|(?<=JFY )|FYs?|[Ff]iscal(?:\s+[Yy]ears?)?|[Ff]inancial\s+[Yy]ears?|FISCAL\s+YEARS?)[\s-]*"
        r"(?P<y>(?:19|20|21)\d\d)(?:[-–/](?P<t>\d{4}|\d\d))?(?![\w%])",
        _fiscal,
    ),
)
