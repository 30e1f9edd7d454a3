"""Dates that count from the document's own: weekdays, "last week", "April 10", "two years ago". Only what is sure."""

from __future__ import annotations

import datetime
import re

from foedera.dates.absolute import DateMention, Form, only
from foedera.dates.almanac import MONTH, NUMBER, WEEKDAYS, Anchor, edtf, later, month_number, small_number, ym, ymd

_NEAR = 120  # days within which a date without its year is that nearest to the document's
_NEAR_MONTHS = 4
_REACH = 160  # characters before a weekday in which the tense is looked for

_PAST = (
    r"said|told|met|held|spoke|wrote|signed|announced|made|gave|took|began|came|went|was|were|had|left|saw|led|sent|"
    r"became|fell|rose|won|lost|agreed|[a-z]{2,}ed"
)
_FUTURE = (
    r"will|would|shall|may|might|could|should|plans?|planning|expected|scheduled|due|set\s+to|going\s+to|ahead\s+of|"
    r"upcoming|to\s+be"
)
_CUE = re.compile(rf"\b(?:(?P<past>{_PAST})|(?P<future>{_FUTURE}))\b", re.ASCII)
_YEAR = re.compile(r"(?<![\w,.$-])(?:19|20)\d\d(?![\w,]\d|\w)")
_INFINITIVE = re.compile(r"\bto\s+[a-z]")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"])")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_VAGUE = r"(?<!than )(?<!nearly )(?<!almost )(?<!over )(?<!least )(?<!around )(?<!about )(?<!some )(?<!roughly )"


def _week_of(day: datetime.date, weeks: int) -> str | None:
    """The week from Monday to Sunday, `weeks` after that of `day`."""
    monday = later(day, 7 * weeks - day.weekday(), "day")
    sunday = None if monday is None else later(monday, 6, "day")
    return None if sunday is None else f"{monday}/{sunday}"


def _day_word(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    if anchor.day is None:
        return None
    word = " ".join(match["w"].lower().split())
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    day = later(anchor.day, shift, "day")
    return only(match, day, "w")


def _period(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`last week`, `this month`, `next year`."""
    shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week" and anchor.day is not None:
        return only(match, _week_of(anchor.day, shift))
    if unit == "month" and anchor.month is not None:
        return only(match, ym(anchor.month[0], anchor.month[1] + shift))
    return only(match, f"{anchor.year + shift:04d}") if unit == "year" and anchor.year is not None else None


def _month_of_year(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`April last year`, `May 3 this year`."""
    if anchor.year is None:
        return None
    year = anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    month = month_number(match["m"])
    return only(match, ym(year, month) if match["d"] is None else ymd(year, month, match["d"].rstrip("stndrh")))


def _which_month(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`last April` is sure until this year's April is over, `next April` once it has come; `this April` always."""
    if anchor.month is None:
        return None
    year, at = anchor.month
    month, which = month_number(match["m"]), match["which"].lower()
    if which == "this":
        return only(match, ym(year, month))
    if which == "last":
        return only(match, ym(year - 1, month)) if month >= at else []
    return only(match, ym(year + 1, month)) if month <= at else []


def _ago(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """Days ago are exact, longer times about so."""
    if anchor.day is None:
        return None
    unit = match["unit"].lower()
    day = later(anchor.day, -small_number(match["n"]), unit)
    if day is None:
        return None
    if unit == "day":
        return only(match, day.isoformat())
    return only(match, {"week": f"{day}~", "month": f"{day:%Y-%m}~"}.get(unit, f"{day.year:04d}~"))


def _weekday(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """The nearest such day before or after the document's, by the tense of the nearest verb before it."""
    if anchor.day is None:
        return None
    distance = (WEEKDAYS.index(match["w"]) - anchor.day.weekday()) % 7
    tense = "future" if match["this"] else _tense(match)
    if tense is None or (tense == "future" and distance == 0):
        return []
    return only(match, later(anchor.day, distance - 7 if tense == "past" and distance else distance, "day"), "w")


def _tense(match: re.Match[str]) -> str | None:
    """Whether the sentence before a date speaks of the past or the future; None where neither is clear."""
    start = match.start()
    low = max(
        [start - _REACH, 0, *(end.end() for end in _SENTENCE_END.finditer(match.string, max(0, start - _REACH), start))]
    )
    cues = list(_CUE.finditer(match.string, low, start))
    tenses = [cue.lastgroup for cue in cues[-2:]]
    if tenses == ["future", "past"]:
        return None
    if tenses[-1:] == ["past"] and _INFINITIVE.search(match.string, cues[-1].end(), start) is not None:
        return None
    return tenses[-1] if tenses else None


def _fits(match: re.Match[str], ahead: int) -> bool:
    """Whether a date `ahead` of the document's (behind it, where negative) fits the words before it.

    What lies ahead needs a word that says so; what lies behind must have none that denies it.
    """
    tense = _tense(match)
    return tense == "future" if ahead > 0 else ahead == 0 or tense != "future"


def _yearless_day(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`April 10`: of the document's year or those beside it, the one that the weekday or nearness makes sure."""
    if anchor.day is None or anchor.year is None:
        return None
    days = _around(anchor.year, month_number(match["m"]), match["d"].rstrip("stndrh"))
    if match["w"] is not None:
        days = [day for day in days if WEEKDAYS[day.weekday()] == match["w"]]
    else:
        days = [day for day in days if _is_near(match, (day - anchor.day).days)]
    return only(match, days[0]) if len(days) == 1 and not _other_year(match, days[0].year) else []


def _around(year: int, month: int, day: str) -> list[datetime.date]:
    """That day of the year and of those beside it, where they have it."""
    found = (edtf(ymd(near, month, day)) for near in (year - 1, year, year + 1))
    return [datetime.date(*date.earliest) for date in found if date is not None and date.earliest is not None]


def _is_near(match: re.Match[str], ahead: int) -> bool:
    return abs(ahead) <= _NEAR and _fits(match, ahead)


def _yearless_days(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`April 10-14`, near the document's date."""
    single = _yearless_day(match, anchor)
    if not single:
        return single
    first = str(single[0].when)
    return only(match, f"{first}/{first[:8]}{int(match['e'].rstrip('stndrh')):02d}")


def _yearless_month(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`in April`: the nearest one, if within four months of the document's date."""
    if anchor.month is None:
        return None
    year, at = anchor.month
    shift = (month_number(match["m"]) - at + 6) % 12 - 6
    sure = abs(shift) <= _NEAR_MONTHS and _fits(match, shift) and not _other_year(match, year + (at + shift - 1) // 12)
    return only(match, ym(year, at + shift), "date") if sure else []


def _other_year(match: re.Match[str], year: int) -> bool:
    """Whether the text shortly before a date names another year, which may be meant."""
    low = max(0, match.start() - _REACH)
    return any(int(named.group()) != year for named in _YEAR.finditer(match.string, low, match.start()))


_NO_DATE_AFTER = r"(?!\w|\s*,?\s*\d{4}|[-–—/]\d)"
_SPOKE = (
    r"(?:announced|said|signed|met|released|issued|launched|unveiled|declared|arrived|welcomed|concluded|told\s+\w+)"
)
_DAYS = "|".join(WEEKDAYS)

RELATIVE: tuple[Form, ...] = (
    Form(
        "near",
        re.compile(
            r"(?<!\bof )\b(?P<w>(?:the\s+day\s+(?:before|after)\s+)?(?:yesterday|tomorrow))\b(?!['’]s)", re.IGNORECASE
        ),
        _day_word,
    ),
    Form("near", re.compile(rf"\b{_SPOKE}\s+(?P<w>today)\b(?!['’])"), _day_word),
    Form("near", re.compile(rf"\b(?P<w>(?:earlier|later\s+)?today)\b(?=\s+{_SPOKE}\b)", re.IGNORECASE), _day_word),
    Form("near", re.compile(r"\b(?P<w>(?:earlier|later)\s+today)\b", re.IGNORECASE), _day_word),
    Form(
        "unit",
        re.compile(
            r"(?<!the )(?<!past )(?:(?:\b(?:earlier|later)\s+)|\b)(?P<which>last|this|next)\s+"
            r"(?P<unit>week|month|year)\b(?!-long)",
            re.IGNORECASE,
        ),
        _period,
    ),
    Form(
        "month",
        re.compile(
            rf"(?<!\w)(?P<m>{MONTH})(?:\s+(?P<d>{_DAY}))?,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", re.ASCII
        ),
        _month_of_year,
    ),
    Form(
        "month",
        re.compile(rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<m>{MONTH}){_NO_DATE_AFTER}(?!\s+\d)", re.ASCII),
        _which_month,
    ),
    Form(
        "unit",
        re.compile(
            rf"(?<![\w-]){_VAGUE}(?P<n>{NUMBER})\s+(?P<unit>day|week|month|year|decade)s?\s+(?:ago|earlier\s+than\s+today)\b",
            re.IGNORECASE,
        ),
        _ago,
    ),
    Form(
        "weekday",
        re.compile(
            rf"\b(?:on\s+|(?P<this>[Tt]his\s+)|(?<=\b[a-z]{{2}}ed\s)|(?<=said\s)|(?<=\btold\s))(?P<w>{_DAYS})\b(?!,?\s+{MONTH}\s)(?!s)"
        ),
        _weekday,
    ),
    Form(
        "month",
        re.compile(
            rf"(?<!\w)(?:(?P<w>{_DAYS}),?\s+)?(?P<m>{MONTH})\s+(?P<d>{_DAY}){_NO_DATE_AFTER}(?!\.\d|%|\s+(?:percent|million|billion))",
            re.ASCII,
        ),
        _yearless_day,
    ),
    Form(
        "month",
        re.compile(
            rf"(?<![\w.$-])(?:(?P<w>{_DAYS}),?\s+)?(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}){_NO_DATE_AFTER}",
            re.ASCII,
        ),
        _yearless_day,
    ),
    Form(
        "month",
        re.compile(
            rf"(?<!\w)(?:(?P<w>{_DAYS}),?\s+)?(?P<m>{MONTH})\s+(?P<d>{_DAY})\s*(?:-|–|—|to|through)\s*(?P<e>{_DAY}){_NO_DATE_AFTER}",
            re.ASCII,
        ),
        _yearless_days,
    ),
    Form(
        "month",
        re.compile(
            rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Ee]nd\s+of)\s+(?P<date>(?:(?:early|mid|late)[\s-]+)?(?P<m>{MONTH})){_NO_DATE_AFTER}(?!\s+(?:\d|(?:of\s+)?(?:last|this|next|the)\b))",
            re.ASCII,
        ),
        _yearless_month,
    ),
)
