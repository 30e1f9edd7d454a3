"""Years in words, as treaties have them, and the years of the Japanese eras and of the Republic of China."""

from __future__ import annotations

import re

from foedera.dates.absolute import BEGIN, DateMention, Form, form, only
from foedera.dates.almanac import MONTH, ORDINAL, Anchor, month_number, ordinal_number, ym, ymd

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = (
    {word: n for n, word in enumerate((*_UNITS, *_TEENS), 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {f"{ten}-{unit}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, unit in enumerate(_UNITS, 1)}
)
_TENS_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s]+(?:{'|'.join(_UNITS)}))?|{'|'.join(sorted(_TEENS, key=len, reverse=True))})"
)
_AND = r"(?:,?\s+and)?\s+"
_WORDED = (
    rf"(?:(?:one\s+)?thousand\s+(?P<hundred>eight|nine)\s+hundred(?:{_AND}(?P<rest>{_TENS_WORD}|{'|'.join(_UNITS)}))?|"
    rf"(?P<century>eighteen|nineteen)(?:\s+hundred{_AND}|[-\s]+)(?P<old>{_TENS_WORD})|"
    rf"two\s+thousand{_AND}(?P<thousand>{_TENS_WORD}|{'|'.join(_UNITS)})|"
    rf"twenty[-\s]+(?P<new>{_TENS_WORD}))(?![\w-]|\s+(?:thousand|hundred|million|per))"
)
_ERAS = {"meiji": (1867, 45), "taisho": (1911, 15), "showa": (1925, 64), "heisei": (1988, 31), "reiwa": (2018, 60)}
_FIRST_MEIJI = 6  # before Meiji 6 (1873) the Japanese year was not the Gregorian one


def _value(words: str | None) -> int:
    """The number below a hundred that words write; nothing is none."""
    return 0 if words is None else _SMALL["-".join(re.split(r"[-\s]+", words.lower()))]


def _year(match: re.Match[str]) -> int:
    """The year that `_WORDED` matched."""
    if match["hundred"] is not None:
        return 1000 + 100 * _value(match["hundred"]) + _value(match["rest"])
    if match["century"] is not None:
        return 100 * _value(match["century"]) + _value(match["old"])
    return 2000 + _value(match["thousand"] or match["new"])


def _worded(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, str(_year(match)), "whole")


def _worded_month(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    month, day = month_number(match["m"]), match["d"]
    if day is None:
        return only(match, ym(_year(match), month))
    number = int(day.rstrip("stndrh")) if day[0].isdigit() else ordinal_number(day)
    return only(match, ymd(_year(match), month, number))


def _era(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    era, number = match["era"].lower().replace("ō", "o").replace("ū", "u"), int(match["n"])
    start, last = _ERAS[era]
    first = _FIRST_MEIJI if era == "meiji" else 1
    return only(match, str(start + number)) if first <= number <= last else []


def _republic(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """The year 1 of the Republic of China is 1912."""
    return only(match, str(1911 + int(match["n"])))


ERAS: tuple[Form, ...] = (
    form(
        "worded",
        rf"\b(?:in|of|by|since|from|until|year|before|after|during)\s+(?:the\s+year\s+)?(?P<whole>{_WORDED})",
        _worded,
        re.IGNORECASE,
    ),
    form(
        "worded",
        rf"{BEGIN}(?:(?:(?:the|this)\s+)?(?P<d>(?i:{ORDINAL})|\d{{1,2}}(?:st|nd|rd|th)?)\s+(?:day\s+)?(?:of\s+)?)?(?P<m>{MONTH}),?"
        rf"\s+(?:in\s+the\s+year\s+(?:of\s+our\s+Lord\s+)?)?(?i:{_WORDED})",
        _worded_month,
    ),
    Form(
        "worded",
        re.compile(
            r"(?<!\w)(?<!fiscal )(?<!Fiscal )(?P<era>Reiwa|Heisei|Sh[oō]wa|Taish[oō]|Meiji)\s+(?P<n>\d{1,2})"
            r"(?![\w.,-]\w|\w)"
        ),
        _era,
    ),
    form("worded", r"\bROC\s+year\s+(?P<n>\d{2,3})\b", _republic),
)
