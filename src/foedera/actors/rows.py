"""The rows of the actor base: one immutable type for each table, and the closed lists that their columns use."""

from __future__ import annotations

import re
from calendar import isleap

import msgspec

from foedera.model import ActorKind, Edtf

SECTORS = frozenset({
    "GOV", "MIL", "LEG", "JUD", "PTY", "REB", "OPP", "CVL", "BUS", "MED", "EDU", "IGO", "NGO",
    "COP", "SPY", "CRM", "UAF", "ELI", "AGR", "LAB", "REL", "HLH", "REF",
})  # fmt: skip
NAME_TYPES = ("name", "official", "short", "acronym", "adjective", "demonym", "capital", "seat", "alias")
SCHEMES = ("iso2", "iso3", "iso4", "cow", "cowabb", "gw", "gwabb")
SUCCESSIONS = ("continues", "split", "merged", "absorbed", "renamed", "independence")
STANDINGS = ("member", "partner", "observer", "candidate", "guest")
RANKS = (
    "head-of-state", "head-of-government", "foreign-minister", "defence-minister",
    "secretary-general", "commander", "spokesperson", "other",
)  # fmt: skip
PLACE_TYPES = (
    "capital", "city", "base", "headquarters", "strait", "sea", "region", "island", "other"
)  # fmt: skip
RELATIONSHIPS = (
    "full", "cocom", "opcom", "opcon", "tacom", "tacon", "adcon", "support", "coordination", "liaison", ""
)  # fmt: skip
SIDES = ("before", "after", "person")
_MONTH = "(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?"
_INTERVAL = re.compile(rf"([1-9][0-9]{{3}}){_MONTH}/(?:\.\.|([1-9][0-9]{{3}}){_MONTH})")
FIRST, LAST = 0, 99_999_999


class Period(msgspec.Struct, frozen=True, gc=False):
    """When a row holds: `text` in EDTF, and its first and last day as integers yyyymmdd (0 and 99999999: open)."""

    text: str
    first: int
    last: int

    @classmethod
    def of(cls, when: Edtf) -> Period:
        """The period that `when` may include at most."""
        first, last = when.earliest, when.latest
        return cls(when.text, FIRST if first is None else first.number, LAST if last is None else last.number)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a date or interval in EDTF writes. Raises `EdtfError` where it is none.

        Plain intervals, which nearly all rows have, are read without making date values of them.
        """
        found = _INTERVAL.fullmatch(text)
        if found is not None:
            year, month, day, past_year, past_month, past_day = map(int, found.groups("0"))
            first = year * 10_000 + (month or 1) * 100 + (day or 1)
            last = LAST
            if past_year:
                past_month = past_month or 12
                last = past_year * 10_000 + past_month * 100 + (past_day or _days(past_year, past_month))
            sound = day <= _days(year, month or 1) and past_day <= _days(past_year, past_month or 12)
            if sound and first <= last:
                return cls(text, first, last)
        return cls.of(Edtf.parse(text))

    @property
    def edtf(self) -> Edtf:
        """The period as a date value."""
        return Edtf.parse(self.text)

    def meets(self, other: Period | None) -> bool:
        """Whether some day may lie in both; anything meets None."""
        return other is None or (self.first <= other.last and other.first <= self.last)


class Actor(msgspec.Struct, frozen=True, gc=False):
    """An actor in one period: its usual English name, the state it belongs to and its PLOVER sector (or None)."""

    id: str
    kind: ActorKind
    name: str
    state: str | None
    sector: str | None
    when: Period
    source: str


class Name(msgspec.Struct, frozen=True, gc=False):
    """A way to name an actor; `type` is one of `NAME_TYPES`."""

    actor: str
    name: str
    type: str
    when: Period
    source: str


class Code(msgspec.Struct, frozen=True, gc=False):
    """An actor's code in a scheme (`iso3`, `cow`, `gw`)."""

    actor: str
    scheme: str
    code: str
    when: Period
    source: str


class Succession(msgspec.Struct, frozen=True, gc=False):
    """A state or organisation that followed another."""

    predecessor: str
    successor: str
    kind: str
    when: Period
    source: str


class Membership(msgspec.Struct, frozen=True, gc=False):
    """A member of a group, and its standing there."""

    member: str
    group: str
    standing: str
    when: Period
    source: str


class Post(msgspec.Struct, frozen=True, gc=False):
    """A post in a body: its usual name and rank."""

    post: str
    body: str
    role: str
    rank: str
    source: str


class Holder(msgspec.Struct, frozen=True, gc=False):
    """Who held a post when."""

    person: str
    post: str
    when: Period
    source: str


class Subordination(msgspec.Struct, frozen=True, gc=False):
    """A command under its parent, and where it sits. `relationship` is empty where it is not known."""

    command: str
    parent: str
    relationship: str
    seat: str
    when: Period
    source: str


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place; degrees north and east, or None. `state` is the state in which it lies, or None."""

    place: str
    name: str
    type: str
    state: str | None
    latitude: float | None
    longitude: float | None
    when: Period
    source: str


class PlaceName(msgspec.Struct, frozen=True, gc=False):
    """Another name of a place."""

    place: str
    name: str
    when: Period
    source: str


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """Words that contain a name but name no actor ("Treaty of Paris"); `meaning` says what they are."""

    phrase: str
    meaning: str
    source: str


class Caution(msgspec.Struct, frozen=True, gc=False):
    """When a name means something else: where a word of `words` stands before or after it.

    With `side` "person" it is a person's name where a capitalised word follows that is not one of `words`.
    """

    name: str
    side: str
    words: str
    source: str


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if isleap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31
