"""Fiscal years, their halves and quarters, in days: only where it is known whose they are and when that year begins."""

from __future__ import annotations

import calendar
import datetime
import re

from foedera.dates.absolute import BEGIN, DateMention, Form, form, only
from foedera.dates.almanac import Anchor

# First month of the fiscal year, by how many years it begins before the year whose number it bears, and whether one
# number alone names it: "FY2024" is the year to March 2024 to some in India, Britain and Australia, and not to others.
_YEARS = {
    "JPN": (4, 0, True), "USA": (10, 1, True), "IND": (4, 0, False), "GBR": (4, 0, False), "AUS": (7, 0, False),
    "NZL": (7, 0, False), "CAN": (4, 0, False),
    **dict.fromkeys(
        "KOR PHL DEU FRA ITA ESP POL NLD BEL NOR SWE FIN DNK EST LVA LTU ROU CZE UKR TWN IDN VNM TUR".split(),
        (1, 0, True),
    ),
}  # fmt: skip
_NAMED = {
    "jfy": "JPN", "jap": "JPN", "u.s": "USA", "us": "USA", "ame": "USA", "nat": "USA", "nda": "USA", "ind": "IND",
    "bri": "GBR", "uk": "GBR", "u.k": "GBR", "aus": "AUS", "can": "CAN", "sou": "KOR", "kor": "KOR", "phi": "PHL",
    "ger": "DEU", "fre": "FRA", "fra": "FRA",
}  # fmt: skip
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0, "1": 1, "2": 2, "3": 3, "4": 4}
_SHIFT = {"this": 0, "current": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}
_PART = (
    r"(?:(?:the\s+)?(?P<part>first|second|third|fourth|last|final)\s+(?P<unit>quarter|half)\s+of\s+(?:the\s+)?|"
    r"Q(?P<quarter>[1-4])\s+(?:of\s+)?)?"
)
_COUNTRY = (
    r"(?:(?P<country>JFY|(?:Japan|India|Australia|Britain|Canada|Germany|France|South\s+Korea|"
    r"(?:the\s+)?United\s+(?:States|Kingdom)|the\s+(?:Philippines|U\.S\.|US|U\.K\.|UK))['’]s?|Japanese|Indian|Australian|"
    r"British|American|Canadian|German|French|Korean|Philippine|U\.S\.|US|U\.K\.|UK)\s*)?"
)
_LAW = (
    r"(?P<law>(?:National\s+Defense\s+Authorization\s+Act|NDAA)\s+(?:\([A-Z]+\)\s+)?)"
    r"(?:for\s+)?(?:the\s+)?(?:U\.?S\.?\s+)?"
)
_WORD = r"(?:(?<=JFY)|(?<=JFY )|FYs?|[Ff]iscal(?:\s+[Yy]ears?)?|[Ff]inancial\s+[Yy]ears?|FISCAL\s+YEARS?)"
_TAIL = r"(?P<dash>\s?[-–—/]\s?|\s+(?:to|through)\s+)(?:FY\s?)?(?P<tail>(?:20)?\d\d)"


def _country(named: str | None, anchor: Anchor) -> str | None:
    """The code of the country that the words name, or else that of the document."""
    if named is None:
        return anchor.country
    word = " ".join(named.lower().split()).removeprefix("the ").rstrip("'’ ")
    if word.startswith("united"):
        return "GBR" if "kingdom" in word else "USA"
    return _NAMED[word[:3].rstrip("'’ ")]


def _fiscal(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`Japan's fiscal year 2027`, `the second quarter of FY2026`, `fiscal years 2024-2028`."""
    known = _YEARS.get(_country(match["country"] or match["law"], anchor) or "")
    if known is None:
        return []
    month, before, numbered = known
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    years = _count(match, year, numbered)
    return _months(match, year - before, month, 12 * years) if years else []


def _count(match: re.Match[str], year: int, numbered: bool) -> int:
    """How many fiscal years the words name; 0 where it is not sure: "2024-25" is one where one number names none."""
    tail = match["tail"]
    if tail is None:
        return int(numbered)
    ahead = int(tail) - (year if len(tail) == 4 else year % 100)
    if not numbered:
        return int(ahead == 1)
    return ahead + 1 if ahead > 1 else 0


def _months(match: re.Match[str], year: int, month: int, size: int) -> list[DateMention]:
    """So many months from the first of that month on, or the part of them that the words name."""
    name = match["quarter"] or match["part"]
    if name is None:
        return only(match, _stretch(year, month, size))
    length = 6 if match["unit"] == "half" else 3
    number = _ORDER[name.lower()] or 12 // length
    whole = size == 12 and number * length <= 12
    return only(match, _stretch(year, month + (number - 1) * length, length)) if whole else []


def _stretch(year: int, month: int, size: int) -> str:
    """The days of `size` months from the first of `month`, which may run over twelve."""
    first, last = year * 12 + month - 1, year * 12 + month + size - 2
    days = calendar.monthrange(last // 12, last % 12 + 1)[1]
    return f"{first // 12:04d}-{first % 12 + 1:02d}-01/{last // 12:04d}-{last % 12 + 1:02d}-{days}"


def _beside(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`the current fiscal year`, `Japan's next fiscal year`."""
    known = _YEARS.get(_country(match["country"], anchor) or "")
    if known is None or anchor.day is None:
        return None
    day: datetime.date = anchor.day
    year = day.year + _SHIFT[match["which"].lower()] - (day.month < known[0])
    return _months(match, year, known[0], 12) if 1 <= year < 9998 else None


FISCAL: tuple[Form, ...] = (
    form(
        "fiscal",
        rf"(?:{BEGIN}{_PART}(?:{_LAW}|{_COUNTRY}){_WORD}[\s-]*['’]?"
        rf"(?P<year>(?:19|20)\d\d|(?<=FY)\d\d|(?<=FY )\d\d|(?<=FY['’])\d\d)"
        rf"(?:{_TAIL})?(?![\w%]|[.,]\d))",
        _fiscal,
    ),
    form(
        "fiscal",
        rf"{BEGIN}{_PART}{_COUNTRY}(?:the\s+)?(?P<which>this|current|next|coming|last|previous)\s+(?:fiscal|financial)\s+year\b",
        _beside,
        re.IGNORECASE,
    ),
)
