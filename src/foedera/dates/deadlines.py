"""Deadlines: by when something is due, or from when at the earliest."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from foedera.dates.absolute import DateMention
from foedera.dates.almanac import NUMBER, Anchor, later, small_number, ym
from foedera.dates.mentions import dates
from foedera.model import Day, Deadline, Edtf

_LATEST = (
    r"by|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|until\s+no\s+later\s+than|on\s+or\s+before|"
    r"due(?:\s+(?:by|on|in))?|deadline\s+(?:of|is|was)|target\s+date\s+of|"
    r"before\s+(?:the\s+)?end\s+of"
)
_BEFORE = r"before|prior\s+to|ahead\s+of"
_EARLIEST = (
    r"(?:from\s+)?as\s+early\s+as|as\s+soon\s+as|no\s+earlier\s+than|no\s+sooner\s+than|not\s+(?:before|earlier\s+than)"
)
_AFTER = r"after"
_LEAD = re.compile(
    rf"\b(?:(?P<earliest>{_EARLIEST})|(?P<latest>{_LATEST})|(?P<before>{_BEFORE})|(?P<after>{_AFTER}))"
    r"(?:\s+(?:the|about|around|sometime\s+in|in|on|early|mid|late|end\s+of|close\s+of|year[-\s]end|year['’]s\s+end|beginning\s+of|start\s+of|middle\s+of|"
    r"the\s+end\s+of|at|around))*"
    r"[\s-]+$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"the\s\d{4}\s\w")  # "before the 2027 elections": at some time in that year
_END_OF = re.compile(r"\bend\s+of\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|since)\s+(?:(?:the|at\s+least|about|early|late|mid)[\s-]+)*$", re.IGNORECASE)
_NOT_UNTIL = re.compile(
    r"(?:\b(?:not|never|no|nor)|n['’]t)\b[^.;]{0,60}\b(?P<until>until|till)\s+(?:the\s+)?$", re.IGNORECASE
)
_THROUGH = re.compile(r"\bthrough(?:\s+(?:to|the\s+end\s+of|the))*\s+$", re.IGNORECASE)
_OR = re.compile(r",?\s+or\s+")
_TRAIL = re.compile(r",?\s+at\s+the\s+(?P<which>latest|earliest)\b", re.IGNORECASE)
_MENTION_LEAD = re.compile(
    r"\b(?:in|on|during|over|within|around|between|from|for|starting(?:\s+in)?|beginning(?:\s+in)?|effective)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|would|plans?|planning|intends?|aims?|aiming|expects?|expected|scheduled|to\s+be|set\s+to|pledged?|"
    r"commit(?:s|ted)?|agreed|decided|slated|due|target(?:s|ed|ing)?)\b"
)
_PAST_YEAR_END = re.compile(
    r"\b(?P<lead>by|before|no\s+later\s+than)\s+(?:the\s+)?(?:end\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)|(?P<dash>year|month)(?:['’]s)?[-\s]end)\b(?!,?\s+(?:of\s+)?(?:\d|next|last))",
    re.IGNORECASE,
)
_NEXT_END = re.compile(
    r"\b(?P<lead>by|before|no\s+later\s+than)\s+(?:the\s+)?end\s+of\s+next\s+(?P<unit>year|month|week)\b", re.IGNORECASE
)
_WITHIN = re.compile(
    rf"\b(?:within|in|over|during)\s+(?:the\s+)?(?:(?:next|coming|following)\s+)?(?:(?P<n>{NUMBER})\s+|(?<=over\sthe\snext\s)|(?<=over\sthe\scoming\s)|(?<=within\sthe\snext\s))"
    r"(?P<unit>day|week|month|year|decade)s?\b(?!\s+(?:of|after|from\s+(?!now)|following|since|before|ago|and|or)\b|['’]?\s+notice|-)",
    re.IGNORECASE,
)


_MEETING = (
    r"(?:summits?|meetings?|2\+2|dialogues?|conferences?|sessions?|ministerials?|fora|forum|talks|consultations|round|"
    r"assembly|council|exercises?|elections?)"
)
_OCCASION = re.compile(
    rf"\b(?:at|by|before|during|ahead\s+of|in\s+time\s+for|no\s+later\s+than|prior\s+to|following|after)\s+(?:the|its|their|our|an?)\s+"
    rf"(?:next|upcoming|forthcoming|coming)\s+(?:[\w+&.’'/-]+\s+){{0,6}}?{_MEETING}(?:\s+(?:Meeting|Summit|Dialogue|meeting|summit))?|"
    rf"\b(?:upon|within\s+{NUMBER}\s+(?:days?|weeks?|months?|years?)\s+(?:of|after|from|following))\s+(?:(?:the|its|their|this|such)\s+)?"
    r"(?:(?:entry|coming)\s+into\s+force|ratification|signature|completion|termination|expiry|conclusion|receipt|notification|"
    r"approval|delivery|notice)\b(?:\s+of\s+(?:the|this|such|its)\s+[\w-]+)?",
    re.IGNORECASE,
)


class _Found(msgspec.Struct, frozen=True):
    start: int
    end: int
    earliest: Day | None
    latest: Day | None


def deadline(text: str, anchor: Edtf | None = None, country: str | None = None) -> Deadline | None:
    """The first deadline in `text`, as one moment between two days; None where there is none that is sure.

    `anchor` is the document's date, from which "by the end of the year" and "within two years" count; `country` is
    that of the fiscal years, as in `dates`. "By June 2024"
    has only a latest day, "as early as 2027" only an earliest; "in 2027" has both, but is a deadline only where the
    words before it look ahead and it is not over at the anchor. Of a date that is only about so, no day is known.
    """
    at = Anchor.of(anchor)
    found = [*_relative(text, at), *_dated(text, dates(text, anchor, country), anchor, at)]
    if not found:
        return None
    first = min(found, key=lambda f: (f.start, -f.end))
    words = text[first.start : first.end]
    return Deadline(_iso(first.earliest), _iso(first.latest), words)


def occasion(text: str) -> Deadline | None:
    """The first deadline in `text` that is an event and no day: "at the next summit", "within a year of its entry into
    force". Its days are unknown; its words are all that it says."""
    match = _OCCASION.search(text)
    return None if match is None else Deadline(None, None, match.group())


def _iso(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()


def _relative(text: str, at: Anchor) -> list[_Found]:
    """Deadlines that hold no date: the end of the year, within two years."""
    return [] if at.day is None else [*_ends(text, at.day), *_terms(text, at.day)]


def _ends(text: str, day: datetime.date) -> Iterator[_Found]:
    """`by the end of the year`, `by the end of next month`."""
    for pattern, shift in ((_PAST_YEAR_END, 0), (_NEXT_END, 1)):
        for match in pattern.finditer(text):
            unit = (match["unit"] or match["dash"]).lower()
            yield _Found(match.start(), match.end(), None, _end_of(day, unit, shift))


def _terms(text: str, day: datetime.date) -> Iterator[_Found]:
    """`within two years`."""
    for match in _WITHIN.finditer(text):
        if _within_is_ahead(text, match):
            last = _day(later(day, small_number(match["n"] or "one"), match["unit"].lower()))
            yield _Found(match.start(), match.end(), None, last)


def _within_is_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether the time lies ahead: "in two years" may as well look back ("the first in two years")."""
    words = match.group().lower()
    if "next" in words or "coming" in words or words.startswith("within"):
        return True
    return words.startswith("in ") and _WILL.search(text, max(0, match.start() - 120), match.start()) is not None


def _end_of(day: datetime.date, unit: str, shift: int) -> Day | None:
    """The last day of the year, month or week that is `shift` after that of `day`."""
    if unit == "week":
        return _day(later(day, 7 * shift + 6 - day.weekday(), "day"))
    month = 12 * (day.year + shift) + 11 if unit == "year" else 12 * day.year + day.month - 1 + shift
    return Edtf.parse(ym(month // 12, month % 12 + 1)).latest


def _day(day: datetime.date | None) -> Day | None:
    return None if day is None else Day(day.year, day.month, day.day)


def _dated(text: str, mentions: list[DateMention], anchor: Edtf | None, at: Anchor) -> list[_Found]:
    sure = [mention for mention in mentions if not mention.when.is_approximate]
    found = [
        _led(text, m) or _trailed(text, m) or _lasting(text, m, anchor) or _bare(text, m, anchor, at) for m in sure
    ]
    return [one for one in _either(text, sure, found) if one is not None]


def _either(text: str, mentions: Sequence[DateMention], found: list[_Found | None]) -> Iterator[_Found | None]:
    """What was found, "in 2027 or 2028" as one deadline between the two."""
    for mention, one, other in zip_longest(mentions, found, found[1:]):
        if one is None or other is None or _OR.fullmatch(text, mention.end, other.start) is None:
            yield one
        else:
            yield _Found(one.start, other.end, one.earliest, other.latest)


def _lasting(text: str, mention: DateMention, anchor: Edtf | None) -> _Found | None:
    """`through 2030`, to its last day; `not until 2027`, from its first."""
    if anchor is not None and anchor.latest is not None and not _is_ahead(text, mention, anchor.latest):
        return None
    low = max(0, mention.start - 100)
    through = _THROUGH.search(text, low, mention.start)
    if through is not None:
        return _Found(through.start(), mention.end, None, mention.when.latest)
    until = _NOT_UNTIL.search(text, low, mention.start)
    return None if until is None else _Found(until.start("until"), mention.end, mention.when.earliest, None)


def _led(text: str, mention: DateMention) -> _Found | None:
    """A date after "by", "before", "as early as", "after" and their like."""
    lead = _LEAD.search(text, max(0, mention.start - 60), mention.start)
    if lead is None:
        return None
    kind = lead.lastgroup or ""
    inside = _EVENT.match(text, mention.start - 4, mention.end + 2) is not None
    ends = kind == "before" and _END_OF.search(text, lead.start(), mention.end) is not None
    bounds = _bounds(kind, mention.when, within=inside or ends)
    return _Found(lead.start(), mention.end, *bounds)


def _bounds(lead: str, when: Edtf, *, within: bool) -> tuple[Day | None, Day | None]:
    """The earliest and the latest day; `within` says that a moment in the date is meant, not the whole of it."""
    first, last = when.earliest, when.latest
    if lead in ("earliest", "after"):
        return first if lead == "earliest" or within else _beside(last, 1), None
    return None, last if lead == "latest" or within else _beside(first, -1)


def _trailed(text: str, mention: DateMention) -> _Found | None:
    """`in 2030 at the latest`, `2027 at the earliest`."""
    trail = _TRAIL.match(text, mention.end)
    if trail is None:
        return None
    start = _lead_start(text, mention)
    if trail["which"].lower() == "latest":
        return _Found(start, trail.end(), None, mention.when.latest)
    return _Found(start, trail.end(), mention.when.earliest, None)


def _bare(text: str, mention: DateMention, anchor: Edtf | None, at: Anchor) -> _Found | None:
    """A date that lies ahead: wholly, or in part where the words before it look ahead."""
    if _UNTIL.search(text, max(0, mention.start - 16), mention.start) is not None:
        return None
    first, last = mention.when.earliest, mention.when.latest
    if anchor is not None and anchor.latest is not None:
        if not _is_ahead(text, mention, anchor.latest):
            return None
        if text[mention.start : mention.start + 5].lower() == "later":
            first = _day(at.day)
    return _Found(_lead_start(text, mention), mention.end, first, last)


def _is_ahead(text: str, mention: DateMention, now: Day) -> bool:
    """Whether a date lies after `now`: wholly, or in part where the words before it look ahead."""
    first, last = mention.when.earliest, mention.when.latest
    if last is None or last <= now:
        return False
    wholly = first is not None and first > now
    return wholly or _WILL.search(text, max(0, mention.start - 160), mention.start) is not None


def _lead_start(text: str, mention: DateMention) -> int:
    lead = _MENTION_LEAD.search(text, max(0, mention.start - 16), mention.start)
    return mention.start if lead is None else lead.start()


def _beside(day: Day | None, step: int) -> Day | None:
    """The day before or after."""
    return None if day is None else _day(later(datetime.date(*day), step, "day"))
