"""Weekdays that count from the document's date: only where tense or week leave one day.

A document may be dated a day before or after it was written. A weekday that such a shift would move by a week is
therefore not sure: "said on Thursday" in a document of a Wednesday.
"""

from __future__ import annotations

import datetime
import re

from foedera.dates.absolute import DateMention, Form, form, only
from foedera.dates.almanac import MONTH, WEEKDAYS, Anchor, later
from foedera.dates.tense import other_year, tense

_FARTHEST = 5  # days; six away on one side is one away on the other
_DAYS = "|".join(WEEKDAYS)
_WEEK = {"last": -1, "this": 0, "next": 1}
_LOOSE = r"(?:late\s+|early\s+)?"


def _weekday(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """The nearest such day before or after the document's, by the tense of the nearest verb before it."""
    if anchor.day is None:
        return None
    ahead = (WEEKDAYS.index(match["w"]) - anchor.day.weekday()) % 7
    distance = _distance(_looks(match, anchor.day), ahead)
    return [] if distance is None else _near(match, later(anchor.day, distance, "day"), "w")


def _distance(looks: str | None, ahead: int) -> int | None:
    """How far the weekday is that comes `ahead` days after the document's; None where it is not sure."""
    if looks == "future":
        return ahead if 0 < ahead <= _FARTHEST else None
    behind = -ahead % 7
    return -behind if looks == "past" and behind <= _FARTHEST else None


def _looks(match: re.Match[str], day: datetime.date) -> str | None:
    """Whether the weekday lies behind or ahead; None where it is not sure."""
    found = tense(match.string, match.start("w"))
    if match["this"] is not None:
        looks = "past" if WEEKDAYS.index(match["w"]) < day.weekday() else "future"
        return looks if (found == "past") == (looks == "past") else None
    lead = (match["lead"] or "").lower()
    if lead == "since":
        return "past"
    return None if lead == "by" and found == "past" else found


def _near(match: re.Match[str], day: datetime.date | None, group: int | str = 0) -> list[DateMention]:
    """The day, unless the words before it are of another year."""
    if day is None or other_year(match.string, match.start(), day.year):
        return []
    return only(match, day, group)


def _day_of_week(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`Tuesday next week`, `Monday last week`."""
    if anchor.day is None:
        return None
    shift = 7 * _WEEK[match["which"].lower()] + WEEKDAYS.index(match["w"]) - anchor.day.weekday()
    return only(match, later(anchor.day, shift, "day"))


def _beside(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`last Friday` is sure where this week's has not come, `next Monday` where it is over."""
    if anchor.day is None:
        return None
    number, today = WEEKDAYS.index(match["w"]), anchor.day.weekday()
    if match["which"].lower() == "last":
        return _near(match, later(anchor.day, number - today - 7, "day")) if number > today else []
    return _near(match, later(anchor.day, number - today + 7, "day")) if number < today else []


WEEKDAY: tuple[Form, ...] = (
    form(
        "weekday",
        rf"(?:\b(?:(?P<lead>[Oo]n|[Bb]y|until|till|before|from|[Ss]ince|through|starting|beginning|late|early)\s+{_LOOSE}|"
        rf"(?P<this>[Tt]his\s+))|(?<=\b[a-z]{{2}}ed\s)|(?<=said\s)|(?<=\btold\s))"
        rf"(?P<w>{_DAYS})\b(?!,?\s+(?:(?:the\s+)?(?:{MONTH}\s|\d)|(?:of\s+)?(?:last|this|next)\s+week))(?!s|-)",
        _weekday,
    ),
    form(
        "weekday",
        rf"\b(?P<w>{_DAYS})(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:of\s+)?(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+week\b",
        _day_of_week,
    ),
    form("weekday", rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+week\s+on\s+(?P<w>{_DAYS})\b", _day_of_week),
    form("weekday", rf"\b(?P<which>[Ll]ast|[Nn]ext)\s+(?P<w>{_DAYS})\b(?!,?\s+(?:{MONTH}\s|\d))", _beside),
)
