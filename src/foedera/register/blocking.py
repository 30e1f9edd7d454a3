"""Which claims are compared at all: those that share a key. Keys are hashes of a few traits, by fixed rules."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from foedera.register.traits import Days, Traits
from foedera.register.wording import WHOLE

_MOST = 8
_MANY = 10
_NEAR = 3
_LONG = 62
_NUMBER = 3 * WHOLE // 5
_ENOUGH = WHOLE // 2
_NAMING = 2 * WHOLE // 5


def keys(some: Traits) -> frozenset[int]:
    """The keys of a claim with these traits: whole numbers of 63 bits and a sign."""
    return frozenset(_hash(some.kind, parts) for parts in _KEYS[some.kind](some))


def comparable(shared: int, a: int, b: int) -> bool:
    """Whether two claims are compared that have so many keys in common, of so many each.

    Of two that say much, one key in common is most often two frequent words, and nothing else.
    """
    return shared > 1 or min(a, b) < _MANY


def _hash(kind: str, parts: Iterable[str]) -> int:
    data = "\x1f".join((kind, *parts)).encode()
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _strong(stems: Mapping[str, int], most: int = _MOST) -> list[str]:
    """The stems that say most: the heaviest, then the longest; fixed for a text, whatever else the record holds."""
    return sorted(stems, key=lambda stem: (-stems[stem], -len(stem), stem))[:most]


def _elements(some: Traits) -> dict[str, int]:
    """Words and numbers of what is meant, with what each is worth as half of a key."""
    words = {stem: some.what.meant.words[stem] for stem in _strong(some.what.meant.words)}
    numbers = sorted(some.values | some.what.numbers)[:2]
    return (
        words | {f"#{number:g}": _NUMBER for number in numbers} | {f"year {year}": _NUMBER for year in some.what.years}
    )


def _things(some: Traits) -> Iterator[tuple[str, ...]]:
    """Two words of what is meant that say enough together; any word with an owner, where there are few."""
    elements = _elements(some)
    pairs = combinations(sorted(elements), 2)
    telling = [pair for pair in pairs if elements[pair[0]] + elements[pair[1]] >= _ENOUGH]
    yield from telling
    states = sorted(some.who.states)[:_MOST]
    yield from (("thing", thing, state) for thing in sorted(some.heads.things) for state in states)
    yield from (("short", name, state) for name in _short(some) for state in states)
    if len(telling) < 3:
        yield from ((element, state) for element in sorted(elements) for state in sorted(some.who.states)[:_MOST])


def _short(some: Traits) -> list[str]:
    """Abbreviations, and the initials of names of several words."""
    return sorted(name for name in {*some.what.short, *some.what.initials} if len(name) > 2)


def _named(some: Traits) -> Iterator[tuple[str, ...]]:
    """Besides, any one name."""
    yield from _things(some)
    yield from ((name,) for name in sorted(some.what.names) if some.what.stems.get(name, 0) >= _NAMING)


def _instruments(some: Traits) -> Iterator[tuple[str, ...]]:
    words = sorted({*_strong(some.what.stems, 7), *(f"year {year}" for year in some.what.years)})
    yield from combinations(words, 2)
    yield from ((word, state) for word in words for state in sorted(some.who.states)[:_MOST])


def _events(some: Traits) -> Iterator[tuple[str, ...]]:
    if some.lasting:
        yield from (("lasting", some.head, actor) for actor in sorted(some.who.states or some.who.ids)[:_MOST])
        return
    states = sorted(some.who.states | some.whom.states)[:_MOST] or sorted(some.who.ids | some.whom.ids)[:_MOST]
    names = [name for name in sorted(some.context.names) if some.context.stems.get(name, 0) >= _NAMING][:_MOST]
    yield from ((state, name) for state in states for name in names)
    yield from combinations(names, 2)
    for month in _months(some.told):
        yield from ((month, *pair) for pair in combinations(states, 2))
        yield from ((month, state, some.head) for state in states)


def _affiliations(some: Traits) -> Iterator[tuple[str, ...]]:
    yield from ((member,) for member in some.who.ids)


def _commands(some: Traits) -> Iterator[tuple[str, ...]]:
    yield from ((stem,) for stem in _strong(some.what.stems) if some.what.stems[stem] >= _NAMING)
    yield from _things(some)


def _figures(some: Traits) -> Iterator[tuple[str, ...]]:
    values = [f"#{value:g}" for value in sorted(some.values)]
    words = [*_strong(some.what.stems, 4), *sorted(some.who.ids)[:2]]
    yield from ((value, some.unit) for value in values)
    yield from ((word, some.unit) for word in words)
    yield from ((name, some.unit) for name in sorted(some.context.names)[:_MOST])


_KEYS = {
    "commitment": _things, "asset": _named, "instrument": _instruments, "event": _events,
    "affiliation": _affiliations, "command": _commands, "figure": _figures,
}  # fmt: skip


def _months(days: Days | None) -> Iterator[str]:
    """The months that a date touches, and the next where it lies near the border; of a long one, its first and last."""
    if days is None:
        return
    first, last = days
    if last - first > _LONG:
        yield from sorted({f"from {first}", f"to {last}"})
        return
    for day in (first - _NEAR, first + (last - first) // 2, last + _NEAR):
        if 0 < day < datetime.date.max.toordinal():
            yield datetime.date.fromordinal(day).isoformat()[:7]
