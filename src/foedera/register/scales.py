"""Scoring many pairs of claims of one kind: what many of them have in common is weighed once.

A score is that of `foedera.register.matching.score`, whatever was weighed before: many claims say the same of what is
meant, or of who acts when, each in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from foedera.model import Kind
from foedera.register.matching import groups, odds, score, weighed, weights
from foedera.register.pairs import Framed, Said, abbreviated, framed_by, said, sentence, values_of
from foedera.register.traits import Traits

T = TypeVar("T", Said, Framed)
_KEPT = 1 << 18


class Seen(NamedTuple):
    """The traits of a claim, with a number for what is said to be meant in it, and one for who acts when, where and
    how: the same number for claims of which that is the same."""

    traits: Traits
    phrase: int
    frame: int


class _Common(NamedTuple, Generic[T]):
    """What two claims have in common in one respect, and what that adds to the log odds."""

    odds: float
    found: T


class Scales:
    """Weighs pairs of claims of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._least = weights()[kind].doubtful
        self._weights = groups(kind)
        self._numbers: dict[Any, int] = {}
        self._framed: dict[tuple[int, int], _Common[Framed]] = {}
        self._phrase = -1
        self._told: dict[int, _Common[Said]] = {}

    def seen(self, some: Traits) -> Seen:
        """Traits as they are weighed."""
        phrase, frame = (self._numbers.setdefault(key, len(self._numbers)) for key in (_phrase(some), _frame(some)))
        return Seen(some, phrase, frame)

    def links(self, mine: Seen, others: Iterable[tuple[int, Seen]]) -> Iterator[tuple[int, int]]:
        """The scores of a claim with those others, each given with a number, that it is like enough, or may be.

        What is meant is weighed anew where it is another than the last time: claims come best in the order of phrases.
        """
        if mine.phrase != self._phrase:
            self._phrase, self._told = mine.phrase, {}
        for number, other in others:
            value = self._score(mine, other)
            if value >= self._least:
                yield number, value

    def _score(self, mine: Seen, other: Seen) -> int:
        a, b = mine.traits, other.traits
        if (a.what.short or b.what.short) and abbreviated(a.what, b.what):
            # What is meant is spelt out as the other has it, so that it is of this pair alone.
            return score(a, b)
        phrase = self._told.get(other.phrase) or self._said(mine, other)
        frame = self._framed.get((mine.frame, other.frame)) or self._frame(mine, other)
        apart = phrase.odds + frame.odds
        return weighed(self._weights, apart, phrase.found, frame.found, values_of(a, b), sentence(a, b))

    def _said(self, mine: Seen, other: Seen) -> _Common[Said]:
        both = said(mine.traits, other.traits)
        found = self._told[other.phrase] = _Common(odds(self._weights.said, both.values), both)
        return found

    def _frame(self, mine: Seen, other: Seen) -> _Common[Framed]:
        if len(self._framed) >= _KEPT:
            self._framed.clear()
        both = framed_by(mine.traits, other.traits)
        found = self._framed[mine.frame, other.frame] = _Common(odds(self._weights.framed, both.values), both)
        return found


def _phrase(some: Traits) -> tuple[object, ...]:
    """All that `said` looks at."""
    what, heads = some.what, some.heads
    words = (what.stems, what.initials, some.core.words, heads.beside)
    sets = (what.names, what.short, what.changed, what.numbers, what.years, what.places, heads.acts, heads.things)
    return "phrase", *(frozenset(each.items()) for each in words), *sets, what.total, some.marked


def _frame(some: Traits) -> tuple[object, ...]:
    """All that `framed_by` looks at."""
    who = (some.who, some.whom, some.place, some.sides, some.made)
    how = (some.head, some.sort, some.unit, some.lasting)
    return "frame", *who, *how, some.when, some.due, some.told
