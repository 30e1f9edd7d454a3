"""The dates of a text: every form is tried where a cheap look has found a sign of one, and the longest match wins."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from foedera.dates.absolute import ABSOLUTE, DateMention, Form, Sign
from foedera.dates.almanac import Anchor, edtf
from foedera.dates.eras import ERAS
from foedera.dates.fiscal import FISCAL
from foedera.dates.relative import RELATIVE
from foedera.dates.weekdays import WEEKDAY
from foedera.dates.years import YEARS, moved
from foedera.model import Edtf, Moment

_SIGNS: dict[Sign, re.Pattern[str]] = {
    "month": re.compile(
        r"Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|Apr(?:il|\b)|May\b|June?\b|July?\b|Aug(?:ust|\b)|Sept?(?:ember|\b)|"
        r"Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b)|JAN|FEB|MAR|APR|MAY\b|JU[NL]|AUG|SEP|OCT|NOV|DEC"
    ),
    "year": re.compile(r"[12][0-9]{3}"),
    "weekday": re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
}
_WORDS: dict[Sign, tuple[str, ...]] = {
    "unit": ("week", "month", "year", "decade", " ago", " from now"),
    "near": (
        "yesterday", "Yesterday", "today", "Today", "tomorrow", "Tomorrow", "onight", "his morning", "his afternoon",
        "his evening",
    ),
    "century": ("century",),
    "fiscal": ("FY", "iscal ", "inancial ", "ISCAL "),
    "worded": (
        "thousand", "ineteen", "ighteen", "wenty ", "wenty-", "Reiwa", "Heisei", "Showa", "Shōwa", "Taish", "Meiji",
        "ROC year",
    ),
    "decade": ("0s", "nineteen", "Nineteen"),
    "season": ("spring", "summer", "autumn", "fall"),
}  # fmt: skip
_ALONE: tuple[Sign, ...] = ("month", "year", "century", "fiscal", "worded", "decade")
_FORMS = ABSOLUTE + YEARS + FISCAL + ERAS + RELATIVE + WEEKDAY
_BY_SIGN = tuple((s, tuple(f for f in _FORMS if f.sign == s)) for s in (*_SIGNS, *_WORDS))
_BY_SIGN_ABSOLUTE = tuple((s, tuple(f for f in forms if f not in RELATIVE)) for s, forms in _BY_SIGN if s in _ALONE)
_Match = tuple[int, int, bool, list[DateMention]]
_BEFORE, _AFTER = 64, 72
_RANGE = re.compile(r"\s*(?:-|–|—|to|through|until|till)\s*")
_DASHES = ("-", "–", "—", "through")
_WEEK_OF = re.compile(r"\b(?:the\s+)?week\s+(?:of|beginning|starting)\s+(?:on\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def dates(text: str, anchor: Edtf | None = None, country: str | None = None) -> list[DateMention]:
    """The dates in `text` that are sure, in order, none overlapping.

    `anchor` is the document's date: "on Wednesday", "last year" and "April 10" count from it, as far as it is known.
    `country` (ISO 3166-1 alpha-3, as in "JPN") is the one whose fiscal years are meant where none is named. What is
    ambiguous (10/04/2024, the fiscal year of no country), impossible (31 April) or a mere number is left out.
    """
    at = Anchor.of(anchor, country)
    matches: list[_Match] = []
    for sign, forms in _BY_SIGN if at.year is not None else _BY_SIGN_ABSOLUTE:
        for start, end in _stretches(text, _places(text, sign)):
            for form in forms:
                matches += _matches(text, start, end, form, at)
    return [_of_week(text, mention) for mention in _joined(text, _chosen(matches))]


def _places(text: str, sign: Sign) -> list[int]:
    """Where a sign stands in a text, in order."""
    if sign in _SIGNS:
        return [match.start() for match in _SIGNS[sign].finditer(text)]
    places = []
    for word in _WORDS[sign]:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    places.sort()
    return places


def _stretches(text: str, places: list[int]) -> list[tuple[int, int]]:
    """The parts of a text around these places, cut at white space where there is any."""
    parts: list[tuple[int, int]] = []
    for place in places:
        if parts and place - _BEFORE <= parts[-1][1]:
            if place + _AFTER > parts[-1][1]:
                parts[-1] = (parts[-1][0], _space(text, place + _AFTER))
        else:
            low = _space(text, place - _BEFORE) if place > _BEFORE else 0
            parts.append((low, _space(text, place + _AFTER)))
    return parts


def _space(text: str, at: int) -> int:
    """The next place from `at` on, and not far, that is white space or the end."""
    limit = min(len(text), at + 32)
    while at < limit and not text[at].isspace():
        at += 1
    return min(at, len(text))


def _matches(text: str, start: int, end: int, form: Form, anchor: Anchor) -> Iterator[_Match]:
    for match in form.pattern.finditer(text, start, end):
        mentions = form.reader(match, anchor)
        if mentions is not None:
            low = mentions[0].start if mentions else match.start()
            high = mentions[-1].end if mentions else match.end()
            yield low, -high, not mentions, mentions


def _chosen(matches: list[_Match]) -> list[DateMention]:
    """The leftmost, longest matches; one without a sure date takes its words from the others all the same."""
    chosen: list[DateMention] = []
    at = 0
    for low, minus_high, _, mentions in sorted(matches, key=_order):
        if low >= at:
            chosen += mentions
            at = -minus_high
    return chosen


def _order(match: _Match) -> tuple[int, int, bool]:
    return match[:3]


def _joined(text: str, found: list[DateMention]) -> list[DateMention]:
    """Two dates with "to" or a dash between them are one interval, unless something moved from one to the other."""
    joined: list[DateMention] = []
    for mention in found:
        whole = _interval(text, joined[-1], mention) if joined else None
        joined[-1:] = [*joined[-1:], mention] if whole is None else [whole]
    return joined


def _of_week(text: str, mention: DateMention) -> DateMention:
    """Seven days from the date on, where the words before it say "the week of"."""
    start = mention.when.start
    opened = _WEEK_OF.search(text, max(0, mention.start - 24), mention.start)
    if opened is None or mention.when.is_interval or not isinstance(start, Moment) or start.day is None:
        return mention
    day = datetime.date(*start.earliest)
    whole = edtf(f"{day}/{day + datetime.timedelta(days=6)}")
    return mention if whole is None else DateMention(opened.start(), mention.end, whole)


def _interval(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    """The interval from one date to the next one; None where they are two dates."""
    if first.when.is_interval or second.when.is_interval:
        return None
    if not _is_range(text[first.end : second.start], text[max(0, first.start - 24) : first.start]):
        return None
    when = None if moved(text, first.start) else edtf(f"{first.when}/{second.when}")
    return None if when is None else DateMention(first.start, second.end, when)


def _is_range(between: str, before: str) -> bool:
    """Whether the words between two dates, and those before, make them the ends of one time."""
    opened = _FROM.search(before)
    word = between.strip()
    if word == "and":
        return opened is not None and "etween" in opened.group()
    return _RANGE.fullmatch(between) is not None and (opened is not None or word in _DASHES)
