"""Dates that count from the document's own: weekdays, "last week", "April 10", "two years ago". Only what is sure."""

from __future__ import annotations

import datetime
import re

from foedera.dates.absolute import PART, PARTS_OF_DECADE, DateMention, Form, form, only
from foedera.dates.almanac import MONTH, NUMBER, WEEKDAYS, Anchor, edtf, later, month_number, small_number, ym, ymd
from foedera.dates.tense import fits, other_decade, other_year, tense

_NEAR = 120  # days within which a date without its year is that nearest to the document's
_NEAR_MONTHS = 4
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
    shift = _SHIFT[match["which"].lower()]
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
    year = anchor.year + _SHIFT[match["which"].lower()]
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


def _part_of_year(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`the first half of this year`, `the last quarter of next year`."""
    if anchor.year is None:
        return None
    year, unit = anchor.year + _SHIFT[match["which"].lower()], match["unit"].lower()
    number, size = _ORDER[match["part"].lower()], 6 if unit == "half" else 3
    number = number or 12 // size
    if number * size > 12:
        return []
    return only(match, f"{ym(year, (number - 1) * size + 1)}/{ym(year, number * size)}")


def _which_season(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`this spring`; `last summer` is sure until this year's begins, `next spring` once this year's is over.

    A winter lies in two years, and south of the equator so does a summer.
    """
    if anchor.month is None or anchor.country in ("AUS", "NZL"):
        return None
    (year, at), which = anchor.month, match["which"].lower()
    season = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}[match["season"].lower()]
    first = 3 * (season - 20)
    if (which == "last" and at >= first) or (which == "next" and at < first + 3):
        return []
    return only(match, f"{year + _SHIFT[which]:04d}-{season}")


def _decade(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`this decade`, `the end of the decade`, `early next decade`."""
    year = anchor.year
    if year is None or other_decade(match.string, match.start(), year):
        return None
    part, which = match["part"], match["which"].lower()
    decade = f"{year + 10 * _SHIFT[which]:04d}"[:3]
    if part is None:
        return only(match, f"{decade}X") if which == "this" else None
    low, high = PARTS_OF_DECADE[part.lower()]
    return only(match, f"{decade}{low}/{decade}{high}")


def _end_of_decade(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    year = anchor.year
    if year is None or other_decade(match.string, match.start(), year) or tense(match.string, match.start()) == "past":
        return None
    return only(match, f"{year:04d}"[:3] + "X")


def _day_of_month(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`the 10th of this month`."""
    if anchor.month is None:
        return None
    month = ym(anchor.month[0], anchor.month[1] + _SHIFT[match["which"].lower()])
    return only(match, f"{month}-{int(match['d']):02d}")


def _ahead(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`five years from now`: days are exact, longer times about so."""
    return _counted(match, anchor, small_number(match["n"]))


def _ago(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """Days ago are exact, longer times about so."""
    return _counted(match, anchor, -small_number(match["n"]))


def _counted(match: re.Match[str], anchor: Anchor, count: int) -> list[DateMention] | None:
    if anchor.day is None:
        return None
    unit = match["unit"].lower()
    day = later(anchor.day, count, unit)
    if day is None:
        return None
    if unit == "day":
        return only(match, day.isoformat())
    return only(match, {"week": f"{day}~", "month": f"{day:%Y-%m}~"}.get(unit, f"{day.year:04d}~"))


def _yearless_day(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`April 10`: of the document's year or those beside it, the one that the weekday or nearness makes sure."""
    if anchor.day is None or anchor.year is None:
        return None
    days = _around(anchor.year, month_number(match["m"]), match["d"].rstrip("stndrh"))
    if match["w"] is not None:
        days = [day for day in days if WEEKDAYS[day.weekday()] == match["w"]]
    else:
        days = [day for day in days if _is_near(match, (day - anchor.day).days)]
    return only(match, days[0]) if len(days) == 1 and not other_year(match.string, match.start(), days[0].year) else []


def _around(year: int, month: int, day: str) -> list[datetime.date]:
    """That day of the year and of those beside it, where they have it."""
    found = (edtf(ymd(near, month, day)) for near in (year - 1, year, year + 1))
    return [datetime.date(*date.earliest) for date in found if date is not None and date.earliest is not None]


def _is_near(match: re.Match[str], ahead: int) -> bool:
    return abs(ahead) <= _NEAR and fits(match.string, match.start(), ahead)


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
    shift = (month_number(match["m"] or match["n"]) - at + 6) % 12 - 6
    group = "date" if match["m"] else "part"
    sure = (
        abs(shift) <= _NEAR_MONTHS
        and fits(match.string, match.start(group), shift)
        and not other_year(match.string, match.start(), year + (at + shift - 1) // 12)
    )
    return only(match, ym(year, at + shift), group) if sure else []


_SHIFT = {"last": -1, "this": 0, "next": 1}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
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
    form("near", r"\b(?P<w>this\s+(?:morning|afternoon|evening)|tonight)\b(?!['’])", _day_word, re.IGNORECASE),
    Form(
        "unit",
        re.compile(
            r"(?<!the )(?<!past )(?:(?:\b(?:earlier|later)\s+)|\b)(?P<which>last|this|next)\s+"
            r"(?P<unit>week|month|year)\b(?!-long)",
            re.IGNORECASE,
        ),
        _period,
    ),
    form(
        "unit",
        r"\b(?:the\s+)?(?P<part>first|second|third|fourth|last)\s+(?P<unit>half|quarter)\s+of\s+(?P<which>last|this|next)\s+year\b",
        _part_of_year,
        re.IGNORECASE,
    ),
    form(
        "season",
        r"(?<!the )(?<!over )\b(?P<which>last|this|next)\s+(?P<season>spring|summer|autumn|fall)\b(?!\s+(?:\d|of\b))",
        _which_season,
        re.IGNORECASE,
    ),
    form(
        "unit",
        r"\b(?:later\s+)?(?:(?:in\s+)?(?:the\s+)?(?P<part>early|mid|late)(?:\s+in)?[\s-]+(?:the\s+)?)?(?P<which>this|next)\s+decade\b",
        _decade,
        re.IGNORECASE,
    ),
    form(
        "unit", r"\b(?:the\s+)?(?:end\s+of\s+(?:the|this)\s+decade|decade['’]s\s+end)\b", _end_of_decade, re.IGNORECASE
    ),
    form(
        "unit",
        r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\s+(?:day\s+)?of\s+(?P<which>last|this|next)\s+month\b",
        _day_of_month,
        re.IGNORECASE,
    ),
    form(
        "unit",
        rf"(?<![\w-]){_VAGUE}(?P<n>{NUMBER})\s+(?P<unit>day|week|month|year|decade)s?\s+from\s+(?:now|today)\b",
        _ahead,
        re.IGNORECASE,
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
            rf"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Ee]nd\s+of|[Dd]uring|[Tt]hrough)\s+(?P<date>{PART}?(?P<m>{MONTH}))|"
            rf"(?<!\w)(?P<part>{PART}(?P<n>{MONTH}))){_NO_DATE_AFTER}(?!\s+(?:\d|(?:of\s+)?(?:last|this|next|the)\b|"
            rf"(?:and|or)\s+{MONTH},?\s+\d))",
            re.ASCII,
        ),
        _yearless_month,
    ),
)
