"""What a phrase names, found by its form: the act, the noun that all else hangs on, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from foedera.register.tables import rows
from foedera.register.wording import WHOLE, Wording, folded, meanings, stem_of, stems

_PART = re.compile(r"[^\W_]+(?:[’'.–‑-][^\W_]+)*|[,;:()—]")
_JOINED = re.compile(r"[–‑-]")
_POSSESSIVE = ("’s", "'s", "s’", "s'")
_ADJECTIVES = ("-armed", "-powered", "-based", "-led", "-range", "al", "ic", "ous", "ive", "ble", "ent", "ant", "ern")
_BEFORE = frozenset(
    "a an the this that these those its their his her our my your some any all each every both such no another other "
    "more most further one two three four five six seven eight nine ten".split()
)
_PREPOSITIONS = frozenset(
    "of to for in on at by with from into under over between among through during within against toward towards across "
    "around about after before since until upon via per as than alongside near off beside without amid despite "
    "including pursuant".split()
)
_ENDS = frozenset(
    "which that who where when while if because and or but nor is are was were will would shall should has have had be "
    "been being can may might must not".split()
)
_ONWARD = frozenset("of to for in on".split())
_TELLING = WHOLE * 3 // 5
_STEPS = 3


class Heads(NamedTuple):
    """What a phrase names: the act (of a verb, or of a noun such as "delivery"), and the nouns that it is about, each
    by its stem and its meanings; `beside` are the stems before these nouns that tell them from others of their sort,
    with their weights."""

    acts: frozenset[str]
    things: frozenset[str]
    beside: Mapping[str, int]


NAMELESS = Heads(frozenset(), frozenset(), MappingProxyType({}))


class _Noun(NamedTuple):
    """A run of words between two borders: its words, and the border that follows."""

    words: tuple[str, ...]
    border: str

    @property
    def head(self) -> str:
        """The last word that is no possessive, without what is joined to it by hyphens."""
        plain = [word for word in self.words if not word.endswith(_POSSESSIVE)]
        return _JOINED.split((plain or self.words)[-1])[-1]

    @property
    def stem(self) -> str:
        """The stem of the head."""
        return stem_of(folded(self.head))

    @property
    def leads(self) -> bool:
        """Whether it says nothing by itself and what follows says what is meant ("their commitment to")."""
        sort = _light().get(self.stem)
        if sort is None or self.border not in _ONWARD:
            return False
        return sort == "act" or max(self.before().values(), default=0) < _TELLING

    @property
    def receives(self) -> bool:
        """Whether it names who gets what follows ("provide Australia with")."""
        return self.border == "with" and self.words[0][:1].isupper()

    def before(self) -> Mapping[str, int]:
        """The other words, as stems with weights."""
        parts = [folded(part) for word in self.words for part in _JOINED.split(word)]
        head = folded(self.head)
        return stems(part for part in parts if part != head)


def heads(action: str, thing: str) -> Heads:
    """What an action and its object name. A noun that says nothing ("their commitment to") gives way to what follows
    it; one that names an act ("the delivery of") gives the act, where the action says nothing."""
    light, told = _parted(thing)
    acts = _act(action) or next((meanings(noun.stem) for noun in light if _light()[noun.stem] == "act"), frozenset())
    things = frozenset(name for noun in told for name in meanings(noun.stem))
    return Heads(acts, things, {stem: weight for noun in told for stem, weight in noun.before().items()})


def _parted(thing: str) -> tuple[list[_Noun], list[_Noun]]:
    """The nouns of an object that only lead to what is meant, and those that name it: one, or two joined by "and"."""
    light: list[_Noun] = []
    told: list[_Noun] = []
    for noun in _nouns(thing):
        if len(light) < _STEPS and noun.leads:
            light.append(noun)
        elif not noun.receives:
            told.append(noun)
            if noun.border != "and" or len(told) > 1:
                break
    return light, told


def unsaid(some: Mapping[str, int], other: Wording) -> int:
    """The weight of the stems of `some` of which the other wording has nothing, not in other words either."""
    left = some.keys() - other.stems.keys()
    if not left:
        return 0
    words = other.meant.words.keys()
    return sum([some[stem] for stem in left if words.isdisjoint(meanings(stem))])


def _act(action: str) -> frozenset[str]:
    for word in _PART.findall(action):
        stem = stem_of(folded(word))
        if _light().get(stem) != "verb" and folded(word) not in _PREPOSITIONS:
            return meanings(stem)
    return frozenset()


def _nouns(text: str) -> Iterator[_Noun]:
    """The runs of words of a text that may be nouns with what stands before them."""
    run: list[str] = []
    for part in (*_PART.findall(text), ";"):
        word = folded(part)
        if not part[0].isalnum() or word in _PREPOSITIONS or word in _ENDS:
            if part == "," and run and run[-1].endswith(_ADJECTIVES):
                continue
            if run:
                yield _Noun(tuple(run), word)
            run = []
        elif word not in _BEFORE:
            run.append(part)


@cache
def _light() -> Mapping[str, str]:
    """The sort of each stem that says little by itself, from `data/light.csv`: noun, act or verb."""
    found = {stem_of(folded(word)): row["sort"] for row in rows("light") for word in row["words"].split()}
    return MappingProxyType(found)
