"""What two claims have in common, in numbers: the features that the model weighs. Functions of the two claims only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from foedera.register.heads import Heads, unsaid
from foedera.register.sides import whose_apart
from foedera.register.traits import Days, Traits, Who
from foedera.register.wording import WHOLE, Meant, Wording, long_forms, meanings, meant, spelt

Values = tuple[float, ...]

_ACTORS = (
    "who", "states", "who-apart", "states-apart", "whom", "whom-apart", "all", "all-states", "who-crossed", "turned",
    "whom-one",
)  # fmt: skip
_WORDS = ("words", "inside", "shared", "words-crossed", "bare", "names", "names-apart")
_PLACE = ("place", "place-apart")
_MARKS = ("series", "series-apart", "series-one", "years", "years-apart", "changed-one", "short")
_SORTS = ("head", "head-apart", "sort", "sort-apart", "unit-apart", "lasting", "lasting-one")
_MEANING = ("meaning", "meaning-inside", "meaning-shared", "core", "core-inside")
SENTENCE = ("context", "context-inside", "context-names", "context-names-apart", "context-names-crossed", "sibling")
VALUES = ("values", "values-apart", "context-values")
_DATES = ("when", "when-apart", "due", "due-apart", "told", "told-apart", "statement-apart", "due-one")
EVIDENCE = ("evidence",)
_HEADS = ("act", "act-apart", "thing", "thing-apart", "thing-told", "beside-crossed", "beside-one", "phrase")
_WHOSE = ("whose-apart",)
TOGETHER = (
    "phrase-who", "swapped", "meant-twice", "meant-around", "meant-who", "meant-shared", "around-twice",
    "meant-around-who",
)  # fmt: skip
FEATURES = (
    *_ACTORS, *_WORDS, *_MEANING, *_MARKS, *_PLACE, *_SORTS, *SENTENCE, *VALUES, *_DATES, *EVIDENCE, *_HEADS, *TOGETHER,
    *_WHOSE,
)  # fmt: skip
SAID = (*_WORDS, *_MEANING, *_MARKS, *_HEADS)
"""The features of `Said`, in its order."""

FRAMED = (*_ACTORS, *_PLACE, *_SORTS, *_DATES, *_WHOSE)
"""The features of `Framed`, in its order."""

_UNMARKED = (0.0,) * len(_MARKS)
_NEITHER = (0.0, 0.0)
_UNNAMED = (0.0,) * len(_HEADS)
_UNMEANT = (0.0,) * len(_MEANING)


class Said(NamedTuple):
    """The features of what is said to be meant in two claims: words, meaning, marks of one of a row, and heads."""

    words: Values
    meaning: Values
    marks: Values
    heads: Values

    @property
    def values(self) -> Values:
        """All of them, in the order of `SAID`."""
        return (*self.words, *self.meaning, *self.marks, *self.heads)


class Framed(NamedTuple):
    """The features of who acts when, where and how in two claims, and of whose instrument is meant."""

    actors: Values
    place: Values
    sorts: Values
    dates: Values
    whose: float

    @property
    def values(self) -> Values:
        """All of them, in the order of `FRAMED`."""
        return (*self.actors, *self.place, *self.sorts, *self.dates, self.whose)


def features(a: Traits, b: Traits) -> Values:
    """The features of a pair, in the order of `FEATURES`; each lies between 0 and 1."""
    a, b = spelt_out(a, b)
    told, framed = said(a, b), framed_by(a, b)
    values, around = values_of(a, b), sentence(a, b)
    return (
        *framed.actors, *told.words, *told.meaning, *told.marks, *framed.place, *framed.sorts, *around, *values,
        *framed.dates, evidence(told, framed, values[0]), *told.heads, *together(told, framed, around[0]), framed.whose,
    )  # fmt: skip


def spelt_out(a: Traits, b: Traits) -> tuple[Traits, Traits]:
    """The traits of two claims, with abbreviations in the words that the other has for them."""
    return (_spelt(a, b), _spelt(b, a)) if abbreviated(a.what, b.what) else (a, b)


def said(a: Traits, b: Traits) -> Said:
    """What two claims have in common in what is meant: of `what`, `core` and `heads` alone."""
    one, other = a.what, b.what
    marks = _marks(one, other) if a.marked or b.marked else _UNMARKED
    return Said(_words(one, other), _meaning(a, b), marks, _heads(a, b))


def framed_by(a: Traits, b: Traits) -> Framed:
    """What two claims have in common in who acts when, where and how, and in whose instrument is meant: of nothing that
    `said` or `sentence` looks at."""
    place = (_met(a.place, b.place), _apart(a.place, b.place))
    whose = max(whose_apart(a.sides, b.sides), _another(a.made, b.made))
    return Framed(_actors(a.who, a.whom, b.who, b.whom), place, _sorts(a, b), _dates(a, b), whose)


def _another(a: frozenset[int], b: frozenset[int]) -> float:
    """Whether two instruments were made in years that lie more than one apart; one year may be that of what a name
    speaks of, and the other that of the signature."""
    return float(bool(a) and bool(b) and min(abs(one - other) for one in a for other in b) > 1)


def evidence(told: Said, framed: Framed, values: float) -> float:
    """How far numbers, due dates and places bear out that words inside each other mean the same."""
    return told.meaning[1] * min(values + framed.dates[2] + framed.place[0], 2.0) / 2


def together(told: Said, framed: Framed, around: float) -> Values:
    """What weighs more together than one by one: words that mean the same, words around them, and parties."""
    meaning, named, who = told.meaning, told.heads, max(framed.actors[:2])
    meant, inside = max(meaning[0], meaning[3]), max(meaning[1], meaning[4])
    return (
        named[-1] * who,
        _swapped(named, around),
        meant * meant,
        meant * around,
        meant * who,
        meaning[2] * inside,
        around * around,
        inside * who * around,
    )


def _spelt(some: Traits, other: Traits) -> Traits:
    """Traits with the abbreviations in what is meant spelt out as the other has them."""
    longer = long_forms(some.what, other.what)
    if not longer:
        return some
    what, core = spelt(some.what, other.what), {**some.core.words}
    for short, stems in longer.items():
        if core.pop(short, None) is not None:
            core |= meant({stem: other.what.stems[stem] for stem in stems if stem in other.what.stems}).words
    things = (
        {name for stems in longer.values() for name in meanings(stems[-1])}
        if some.heads.things & longer.keys()
        else set()
    )
    return some._replace(
        what=what,
        core=Meant(core, sum(core.values())),
        heads=some.heads._replace(things=(some.heads.things - longer.keys()) | things),
    )


@lru_cache(maxsize=1 << 17)
def _actors(who_a: Who, whom_a: Who, who_b: Who, whom_b: Who) -> Values:
    """The same few parties meet again and again, so this is kept."""
    return (
        _shared(who_a.ids, who_b.ids),
        _shared(who_a.states, who_b.states),
        _apart(who_a.ids, who_b.ids),
        _apart(who_a.states, who_b.states),
        _shared(whom_a.ids, whom_b.ids),
        0.0 if whom_a.states & whom_b.states else _apart(whom_a.ids, whom_b.ids),
        _shared(who_a.ids | whom_a.ids, who_b.ids | whom_b.ids),
        _shared(who_a.states | whom_a.states, who_b.states | whom_b.states),
        _crossed(who_a.states or who_a.ids, who_b.states or who_b.ids),
        _turned(who_a.states, whom_a.states, who_b.states, whom_b.states),
        float(bool(whom_a.ids) != bool(whom_b.ids)),
    )


def _words(a: Wording, b: Wording) -> Values:
    common, left, right = _common(a.stems, b.stems), a.total, b.total
    bare = 1.0 if left < 0.6 * WHOLE or right < 0.6 * WHOLE else 0.0
    names = _shared(a.names, b.names), _apart(a.names, b.names)
    if not common:
        return 0.0, 0.0, 0.0, 0.0, bare, *names
    less, more = (left, right) if left < right else (right, left)
    return (
        2 * common / (left + right),
        common / less,
        min(common / (2.5 * WHOLE), 1.0),
        (less - common) / more,
        bare,
        *names,
    )


def _meaning(a: Traits, b: Traits) -> Values:
    """What words of one meaning have in common, where these count as one: in all words, and in the first of them."""
    one, other = a.what.meant, b.what.meant
    common = _common(one.words, other.words) if one.total and other.total else 0
    if not common:
        return _UNMEANT
    core = _common(a.core.words, b.core.words)
    return (
        2 * common / (one.total + other.total),
        common / min(one.total, other.total),
        min(common / (2.5 * WHOLE), 1.0),
        2 * core / (a.core.total + b.core.total) if core else 0.0,
        core / min(a.core.total, b.core.total) if core else 0.0,
    )


def _heads(a: Traits, b: Traits) -> Values:
    """Whether the same act is told of the same thing, and what stands beside it on one side and not on the other."""
    one, other = a.heads, b.heads
    if not (one.things and other.things):
        return _UNNAMED
    act = not one.acts.isdisjoint(other.acts)
    thing = not one.things.isdisjoint(other.things)
    told = not thing and (_tells(b.what, one) or _tells(a.what, other))
    left, right = unsaid(one.beside, b.what), unsaid(other.beside, a.what)
    less, more = (left, right) if left < right else (right, left)
    return (
        float(act),
        float(bool(one.acts and other.acts) and not act),
        float(thing),
        float(not thing),
        float(told),
        min(less, WHOLE) / WHOLE,
        min(more - less, WHOLE) / WHOLE,
        float(thing and bool(one.beside and other.beside) and _covers(one, other) and _covers(other, one)),
    )


def _swapped(named: Values, around: float) -> float:
    """How alike the sentences are in which one thing stands in the place of another, by its noun or what is beside."""
    _, _, _, apart, told, crossed, *_ = named
    return around if crossed or apart > told else 0.0


def _covers(one: Heads, other: Heads) -> bool:
    """Whether all that stands beside the noun of the one stands beside that of the other, in these or other words."""
    if one.beside.keys() <= other.beside.keys():
        return True
    there = frozenset[str]().union(*map(meanings, other.beside))
    return all(not there.isdisjoint(meanings(stem)) for stem in one.beside)


def _tells(words: Wording, heads: Heads) -> bool:
    """Whether what heads name is somewhere among the words."""
    return not (heads.things.isdisjoint(words.stems) and heads.things.isdisjoint(words.meant.words))


def _marks(one: Wording, other: Wording) -> Values:
    """What marks one of a row, one text of several, a name that is cut short."""
    return (
        _met(one.places, other.places),
        _apart(one.places, other.places),
        float(bool(one.places) != bool(other.places)),
        _met(one.years, other.years),
        _apart(one.years, other.years),
        float(bool(one.changed) != bool(other.changed)),
        float(abbreviated(one, other)),
    )


def abbreviated(a: Wording, b: Wording) -> bool:
    """Whether an abbreviation in the one is of a name in the other."""
    return not (a.short.isdisjoint(b.initials) and b.short.isdisjoint(a.initials))


def _sorts(a: Traits, b: Traits) -> Values:
    return (
        1.0 if a.head == b.head != "" else 0.0,
        1.0 if "" != a.head != b.head != "" else 0.0,
        1.0 if a.sort == b.sort != "" else 0.0,
        1.0 if "" != a.sort != b.sort != "" else 0.0,
        1.0 if "" != a.unit != b.unit != "" else 0.0,
        float(a.lasting and b.lasting),
        float(a.lasting != b.lasting),
    )


def sentence(a: Traits, b: Traits) -> Values:
    """What the sentences of two claims have in common."""
    one, other = a.context, b.context
    common = _common(one.meant.words, other.meant.words)
    apart = _apart(one.names, other.names)
    crossed = 0.0 if one.names <= other.names or other.names <= one.names else 1.0
    if not common:
        return 0.0, 0.0, 0.0, apart, crossed, 0.0
    left, right = one.meant.total, other.meant.total
    same = len(one.stems) > 3 and one.stems == other.stems and not _repeats(a, b)
    return (
        2 * common / (left + right),
        common / min(left, right),
        _shared(one.names, other.names),
        apart,
        crossed,
        float(same),
    )


def _repeats(a: Traits, b: Traits) -> bool:
    """Whether two claims of one sentence say the same, as where one text stands in two documents."""
    return (a.who, a.whom, a.head, a.sort, a.values, a.what.stems) == (
        b.who,
        b.whom,
        b.head,
        b.sort,
        b.values,
        b.what.stems,
    )


def values_of(a: Traits, b: Traits) -> Values:
    """What the numbers of two claims have in common."""
    if not ((a.numbers or a.context.numbers) and (b.numbers or b.context.numbers)):
        return 0.0, 0.0, 0.0
    around = _met(a.numbers | a.context.numbers, b.numbers | b.context.numbers)
    return _met(a.numbers, b.numbers), _apart(a.numbers, b.numbers), around


def _dates(a: Traits, b: Traits) -> Values:
    when, due = _near(a.when, b.when), _near(a.due, b.due)
    told = _near(a.told, b.told) if a.when is None or b.when is None else _NEITHER
    statement = max(told[1], when[1]) if a.sort == b.sort == "communique" else 0.0
    target = float(
        (a.due is None and a.when is not None) != (b.due is None and b.when is not None)
        and (a.due or b.due) is not None
    )
    return *when, *due, *told, statement, target


def _common(a: Mapping[str, int], b: Mapping[str, int]) -> int:
    """The weight of the stems that both have."""
    return sum(map(a.__getitem__, a.keys() & b.keys()))


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


def _turned(who_a: frozenset[str], whom_a: frozenset[str], who_b: frozenset[str], whom_b: frozenset[str]) -> float:
    """Whether who acts in one is on the other side in the other, and not the other way about as well."""
    return float(who_a.isdisjoint(who_b) and who_a.isdisjoint(whom_b) != whom_a.isdisjoint(who_b))


def _near(a: Days | None, b: Days | None) -> tuple[float, float]:
    """How surely two dates may be the same day, and how far they are apart (1: a year or more)."""
    if a is None or b is None:
        return _NEITHER
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap > 0:
        return 0.0, min(math.log1p(gap) / math.log(366), 1.0)
    length = max(min(a[1], b[1]) - max(a[0], b[0]), abs(a[0] - b[0]), abs(a[1] - b[1]))
    return 1.0 - min(math.log1p(length) / math.log(3660), 1.0), 0.0
