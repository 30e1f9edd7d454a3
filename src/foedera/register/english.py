"""Plain English for what a record holds: lists, names with their article, verbs in their forms, dates in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from foedera.model import ActorRef, Deadline, Edge, Edtf, Moment, Number
from foedera.register.days import first_day, last_day
from foedera.register.tables import rows

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DIGITS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MANY = 6
_YEARS = 1000
_GROUPS = (
    "Accord", "Agency", "Agreement", "Air Force", "Alliance", "Army", "Assembly", "Association", "Authority", "Bank",
    "Battalion", "Brigade", "Bureau", "Center", "Centre", "Coast Guard", "Commission", "Committee", "Community",
    "Compact", "Congress", "Corps", "Council", "Court", "Declaration", "Department", "Dialogue", "Diet", "Division",
    "Fleet", "Flotilla", "Forces", "Forum", "Fund", "Government", "Group", "Guidelines", "Headquarters", "Initiative",
    "Institute", "Islands", "League", "Ministry", "Movement", "Navy", "Office", "Organisation", "Organization", "Pact",
    "Parliament", "Partnership", "Protocol", "Regiment", "Republic", "Senate", "Society", "Squadron", "Strategy",
    "Treaty", "Union", "Wing",
)  # fmt: skip
"""Names that end so have an article, and so have those with `of` in them."""

_PLACES = (
    "Bahamas", "Comoros", "Gambia", "Holy See", "Kremlin", "Maldives", "Netherlands", "Pentagon", "Philippines", "Quad",
    "Seychelles", "Soviet Union", "United Arab Emirates", "United Kingdom", "United Nations", "United States",
    "Vatican", "White House",
)  # fmt: skip
_OWN = re.compile(r"NATO|AUKUS|ASEAN|[A-Z]{2,}|.*\bForces (?:[A-Z]\w+)$|.*\bCommand$")
_DOUBLES = (
    "admit", "begin", "commit", "compel", "confer", "control", "defer", "emit", "enrol", "equip", "expel", "forbid",
    "get", "occur", "omit", "permit", "prefer", "propel", "rebut", "refer", "regret", "remit", "repel", "submit",
    "transfer", "transmit",
)  # fmt: skip
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdglmnprt]")
_VOWEL = "aeiou"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Some things one after the other: `A`, `A and B`, `A, B and C`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def named(refs: Sequence[ActorRef]) -> str:
    """The names of actors, each once and with its article; many that one phrase names by that phrase."""
    phrases: dict[tuple[int, int], list[ActorRef]] = {}
    for ref in refs:
        phrases.setdefault((ref.start, ref.end), []).append(ref)
    parts: list[str] = []
    for some in phrases.values():
        parts.extend([f"{some[0].text} ({len(some)})"] if len(some) > _MANY else [the(ref.name) for ref in some])
    return listed(list(dict.fromkeys(parts)))


def the(name: str) -> str:
    """A name as it stands in a sentence: `the United States`, `Japan`, `the Ministry of Defence`."""
    if _OWN.fullmatch(name) is None and _has_article().fullmatch(name) is not None:
        return f"the {name}"
    return name


@cache
def _has_article() -> re.Pattern[str]:
    """Names that have an article; made when first asked for, which takes as long as a small question."""
    ends = rf"\d+(?:st|nd|rd|th) .*|.*\bof\b.*|.*\b(?:{'|'.join(_GROUPS)})"
    return re.compile(rf"(?!The\b)(?:{'|'.join(_PLACES)}|{ends})")


def is_many(refs: Sequence[ActorRef]) -> bool:
    """Whether a verb after these actors stands in the plural."""
    return len({ref.id or ref.name for ref in refs}) > 1


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def past(verb: str) -> str:
    """What somebody did: `withdrew` of `withdraw`, `built up` of `build up`."""
    return _formed(verb, 0)


def participle(verb: str) -> str:
    """What somebody has done: `withdrawn` of `withdraw`."""
    return _formed(verb, 1)


def third(words: str) -> str:
    """What one does: `welcomes the talks` of `welcome the talks`."""
    head, _, rest = words.partition(" ")
    if head.endswith("y") and head[-2:-1] not in _VOWEL:
        form = f"{head[:-1]}ies"
    else:
        form = f"{head}es" if head.endswith(("s", "sh", "ch", "x", "o")) else f"{head}s"
    return f"{form} {rest}".rstrip()


def is_past(verb: str) -> bool:
    """Whether this is the past of an irregular verb: `said`, `told`."""
    return any(verb == past for past, _ in _irregular().values())


def gerund(verb: str) -> str:
    """What somebody is doing: `setting up` of `set up`."""
    head, _, rest = verb.partition(" ")
    if head.endswith("ie"):
        form = f"{head[:-2]}ying"
    elif head.endswith("e") and not head.endswith(("ee", "oe", "ye")) and head != "be":
        form = f"{head[:-1]}ing"
    else:
        form = f"{_doubled(head)}ing"
    return f"{form} {rest}".rstrip()


def is_verb(words: str) -> bool:
    """Whether these are the plain form of a verb, with a particle perhaps: `build up`."""
    return re.fullmatch(r"[a-z][a-z-]*[a-z](?: [a-z]+)?", words) is not None


def on(when: Edtf) -> str:
    """When something was or will be, as it ends a sentence: `on 10 April 2024`, `in April 2024`, `since 1960`."""
    if not when.is_interval and isinstance(when.start, Moment):
        return _at(when.start)
    if not isinstance(when.start, Moment):
        return f"until {_said(when.end)}" if isinstance(when.end, Moment) else ""
    if isinstance(when.end, Moment):
        return f"from {_said(when.start)} to {_said(when.end)}"
    return f"since {_said(when.start)}" if when.end is Edge.OPEN else f"from {_said(when.start)}"


def on_its_day(when: Edtf | None) -> str:
    """As `on`, with a space before; nothing where there is no date."""
    return "" if when is None else f" {on(when)}"


def after(preposition: str, words: str | None) -> str:
    """Words after a preposition, with a space before; nothing where there are none."""
    return f" {preposition} {words}" if words else ""


def date(day: datetime.date) -> str:
    """A day in words: `10 April 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def dated(written: str | None) -> str:
    """A date in EDTF in words, for a footnote: `10 April 2024`, `April 2024`; nothing where there is none."""
    if written is None:
        return ""
    when = Edtf.parse(written)
    if when.is_interval or not isinstance(when.start, Moment):
        return on(when)
    return _said(when.start)


def due(deadline: Deadline) -> str:
    """When something falls due: `by the end of June 2032`, `between 2034 and 2036`, `in 2027 at the earliest`."""
    first = None if deadline.earliest is None else first_day(deadline.earliest)
    last = None if deadline.latest is None else last_day(deadline.latest)
    if first is None:
        return "" if last is None else f"by {ended(last)}"
    if last is None:
        return f"from {_began(first)} at the earliest"
    whole = _whole(first, last)
    return whole or f"between {_began(first)} and {ended(last)}"


def ended(day: datetime.date) -> str:
    """A last day in words, as a month's or year's end where it is one: `the end of June 2032`, `the end of 2035`."""
    if (day.month, day.day) == (12, 31):
        return f"the end of {day.year}"
    if day < datetime.date.max and (day + datetime.timedelta(days=1)).day == 1:
        return f"the end of {_MONTHS[day.month - 1]} {day.year}"
    return date(day)


def days(count: int) -> str:
    """A number of days in words, as years where they are many."""
    if count >= _YEARS:
        return f"{count // 365} years"
    return "1 day" if count == 1 else f"{count:,} days"


def number(value: Number) -> str:
    """A number as it is written in a text: `twelve`, `1,200`, `3.4 billion`."""
    if isinstance(value, int) and 0 <= value < len(_DIGITS):
        return _DIGITS[value]
    for size, name in ((1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")):
        if abs(value) >= size and round(value / size, 2) == value / size:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"


def is_plural(name: str) -> bool:
    """Whether a common noun stands in the plural, as far as its ending tells."""
    last = name.rpartition(" ")[2]
    return not name[:1].isupper() and (
        last == "personnel" or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    )


def with_a(name: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"


@cache
def _irregular() -> Mapping[str, tuple[str, str]]:
    return MappingProxyType({row["verb"]: (row["past"], row["participle"]) for row in rows("verbs")})


def _formed(verb: str, form: int) -> str:
    head, _, rest = verb.partition(" ")
    made = _irregular()[head][form] if head in _irregular() else _with_ed(head)
    return f"{made} {rest}".rstrip()


def _with_ed(verb: str) -> str:
    first, _, last = verb.rpartition("-")
    if last in _irregular():
        return f"{first}-{_irregular()[last][1]}"
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWEL:
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


def _doubled(verb: str) -> str:
    """The verb with its last letter twice, where it is spoken so: `plan`, `commit`."""
    last = verb.rpartition("-")[2]
    return verb + last[-1] if last in _DOUBLES or _SHORT.fullmatch(last) else verb


def _at(moment: Moment) -> str:
    around = "around " if moment.mark in ("~", "%") else ""
    if around:
        return f"{around}{_said(moment)}"
    return f"{'in' if moment.day is None else 'on'} {_said(moment)}"


def _said(moment: Moment | Edge) -> str:
    if isinstance(moment, Edge):
        return ""
    year = str(moment.year) if moment.year > 0 else f"{1 - moment.year} BC"
    if moment.digits < 4:
        year = f"the {moment.earliest.year}s"
    if moment.month is None:
        return year
    if moment.month > 12:
        return f"the {_SEASONS[moment.month]} of {year}"
    month = f"{_MONTHS[moment.month - 1]} {year}"
    return month if moment.day is None else f"{moment.day} {month}"


def _began(day: datetime.date) -> str:
    return str(day.year) if (day.month, day.day) == (1, 1) else date(day)


def _whole(first: datetime.date, last: datetime.date) -> str | None:
    """The one day, or the whole month, year or years between two days."""
    if first == last:
        return f"on {date(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    ends = last < datetime.date.max and (last + datetime.timedelta(days=1)).day == 1
    if first.day == 1 and ends and (first.year, first.month) == (last.year, last.month):
        return f"in {_MONTHS[first.month - 1]} {first.year}"
    return None
