"""What two claims have in common, in numbers: the features that the model weighs. Functions of the two claims only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from foedera.register.traits import Days, Traits, Who
from foedera.register.wording import WHOLE, Wording

FEATURES = (
    "who", "states", "who-apart", "states-apart", "whom", "whom-apart", "words", "inside", "shared", "context", "head",
    "sort", "sort-apart", "names", "names-apart", "series", "series-apart", "series-one", "years", "years-apart",
    "values", "values-apart", "unit-apart", "place", "place-apart", "when", "when-apart", "due", "due-apart", "told",
    "told-apart", "bare",
    "all", "all-states", "context-names", "context-values", "sibling", "who-crossed",
    "short", "changed-one", "words-crossed", "statement-apart",
)  # fmt: skip

Values = tuple[float, ...]


def features(a: Traits, b: Traits) -> Values:
    """The features of a pair, in the order of `FEATURES`; each lies between 0 and 1."""
    who, whom = _shared(a.who.ids, b.who.ids), _shared(a.whom.ids, b.whom.ids)
    states = _shared(a.who.states, b.who.states)
    common, left, right = _common(a.what.stems, b.what.stems), a.what.total, b.what.total
    when, told = _near(a.when, b.when), _near(_told(a), _told(b), a.when is None or b.when is None)
    numbers_a, numbers_b = a.values | a.what.numbers, b.values | b.what.numbers
    return (
        who,
        states,
        _apart(a.who.ids, b.who.ids),
        _apart(a.who.states, b.who.states),
        whom,
        _apart(a.whom.ids, b.whom.ids) * (1.0 - _linked(a.whom, b.whom)),
        2 * common / (left + right) if common else 0.0,
        common / min(left, right) if common else 0.0,
        min(common / (2.5 * WHOLE), 1.0),
        _dice(a.context, b.context),
        float(a.head == b.head != ""),
        float(a.sort == b.sort != ""),
        float("" != a.sort != b.sort != ""),
        _shared(a.what.names, b.what.names),
        _apart(a.what.names, b.what.names),
        _met(a.what.places, b.what.places),
        _apart(a.what.places, b.what.places),
        float(bool(a.what.places) != bool(b.what.places)),
        _met(a.what.years, b.what.years),
        _apart(a.what.years, b.what.years),
        _met(numbers_a, numbers_b),
        _apart(numbers_a, numbers_b),
        float("" != a.unit != b.unit != ""),
        _met(a.place, b.place),
        _apart(a.place, b.place),
        *when,
        *_near(a.due, b.due),
        *told,
        float(min(left, right) < 0.6 * WHOLE),
        _shared(a.who.ids | a.whom.ids, b.who.ids | b.whom.ids),
        _shared(a.who.states | a.whom.states, b.who.states | b.whom.states),
        _shared(a.context.names, b.context.names),
        _met(numbers_a | a.context.numbers, numbers_b | b.context.numbers),
        float(len(a.context.stems) > 3 and a.context.stems == b.context.stems and a is not b),
        _crossed(a.who.states or a.who.ids, b.who.states or b.who.ids),
        float(not (a.what.short.isdisjoint(b.what.initials) and b.what.short.isdisjoint(a.what.initials))),
        float(bool(a.what.changed) != bool(b.what.changed)),
        min(left - common, right - common) / max(left, right) if common else 0.0,
        float(a.sort == b.sort == "communique") * max(told[1], when[1]),
    )


def _told(some: Traits) -> Days | None:
    if some.when is not None:
        return some.when
    return None if some.told is None else (some.told, some.told)


def _linked(a: Who, b: Who) -> float:
    return float(bool(a.states & b.states))


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The part of both sets that is common to them, as the mean of Jaccard's and the overlap coefficient."""
    common = len(a & b) if a and b else 0
    return (common / len(a | b) + common / min(len(a), len(b))) / 2 if common else 0.0


def _met(a: frozenset[Any], b: frozenset[Any]) -> float:
    return 0.0 if not a or a.isdisjoint(b) else 1.0


def _apart(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Whether both are known and have nothing in common."""
    return 1.0 if a and b and a.isdisjoint(b) else 0.0


def _crossed(a: frozenset[str], b: frozenset[str]) -> float:
    """Whether they have something in common, and each has what the other has not."""
    return float(bool(a & b) and bool(a - b) and bool(b - a))


def _common(a: Mapping[str, int], b: Mapping[str, int]) -> int:
    """The weight of the stems that both have."""
    return sum([a[stem] for stem in a.keys() & b.keys()])


def _dice(a: Wording, b: Wording) -> float:
    common = _common(a.stems, b.stems)
    return 2 * common / (a.total + b.total) if common else 0.0


def _near(a: Days | None, b: Days | None, asked: bool = True) -> tuple[float, float]:
    """How surely two dates may be the same day, and how far they are apart (1: a year or more)."""
    if a is None or b is None or not asked:
        return 0.0, 0.0
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap > 0:
        return 0.0, min(math.log1p(gap) / math.log(366), 1.0)
    length = max(min(a[1], b[1]) - max(a[0], b[0]), abs(a[0] - b[0]), abs(a[1] - b[1]))
    return 1.0 - min(math.log1p(length) / math.log(3660), 1.0), 0.0
