"""Sentences that were split or joined: what was left over by the pairs, and is a part of a sentence of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from foedera.wording.passages import Passage

_HOLDS = 0.6  # the share of a sentence's words that the other must hold for it to be a part of it
_MUCH = 0.3
_LITTLE = 0.15  # what a part says besides may be new, but not all of it
_REST = 0.3  # the share of it that other parts do not hold already
_CLOSE = 0.15  # a next neighbour may hold so much less
_REACH = 2  # how far the parts of a split sentence may lie from each other, in sentences
_KEPT = 0.7  # the share of a part's words, in order, by which it is known anywhere
_SAYS = 0.3  # the share by weight that must be kept too: small words in order say nothing
_FEW = 5  # words, which are too few to be known anywhere
_LIKE = 0.2
_TOP = 3

Grouped = tuple[list[int], list[int]]


def joined(
    pairs: Sequence[tuple[int, int]], like: npt.NDArray[np.float32], a: Sequence[Passage], b: Sequence[Passage]
) -> list[Grouped]:
    """The pairs as groups, joined by what is left over and is held by one side of a pair: near by, or anywhere if its
    words stand there in order. `like` is the likeness of all sentences, an array of shape (len(a), len(b))."""
    groups: list[Grouped] = [([i], [j]) for i, j in pairs]
    for side, own, other in ((0, a, b), (1, b, a)):
        homes = {pair[side]: number for number, pair in enumerate(pairs)}
        across = {pair[1 - side]: number for number, pair in enumerate(pairs)}
        rows = like if side == 0 else like.T
        for number in sorted(set(range(len(own))).difference(homes)):
            home = _near(number, homes, groups, side, own, other)
            if home is None:
                home = _far(number, rows[number], across, groups, side, own, other)
            if home is not None:
                groups[home][side].append(number)
                homes[number] = home
    return [(sorted(before), sorted(after)) for before, after in groups]


def share(part: Passage, *whole: Passage) -> float:
    """The share of a sentence's words that others hold, by weight."""
    total = sum(part.weights.values())
    held = {stem for each in whole for stem in each.weights}
    return sum(weight for stem, weight in part.weights.items() if stem in held) / total if total else 0.0


def kept(one: Passage, two: Passage, *, few: int = _FEW) -> float:
    """The share of the shorter sentence's words that stand in the other in the same order; 0 where it has less than
    `few` words, or where most of what it says is not in the other."""
    short, long = sorted((one, two), key=lambda passage: len(passage.words))
    if len(short.words) < max(1, few) or share(short, long) < _SAYS:
        return 0.0
    return _ordered([word.stem for word in short.words], [word.stem for word in long.words]) / len(short.words)


def _ordered(one: Sequence[str], two: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(two) + 1)
    for left in one:
        corner = 0
        for place, right in enumerate(two, 1):
            above = row[place]
            row[place] = corner + 1 if left == right else max(above, row[place - 1])
            corner = above
    return row[-1]


def _near(
    number: int, homes: dict[int, int], groups: Sequence[Grouped], side: int, own: Sequence[Passage],
    other: Sequence[Passage],
) -> int | None:  # fmt: skip
    """The group near by of which a left-over sentence is a part: the one sentence on the other side holds it, and what
    it holds is not said already by the group's own side."""
    best, found = _HOLDS, None
    for near, group in _neighbours(number, homes, groups, side):
        whole = other[groups[group][1 - side][0]]
        said = [own[n] for n in groups[group][side]]
        held = max(share(own[number], whole), _fills(own[number], whole, said), _run(own[number], whole))
        if abs(near - number) == 1 and held >= _HOLDS - _CLOSE:
            held += _CLOSE
        if held >= best and _adds(own[number], whole, said):
            best, found = held, group
    return found


def _neighbours(number: int, homes: dict[int, int], groups: Sequence[Grouped], side: int) -> Iterator[tuple[int, int]]:
    """The sentences within reach that are in a group with one sentence on the other side, and its number."""
    for near in range(number - _REACH, number + _REACH + 1):
        group = homes.get(near)
        if group is not None and len(groups[group][1 - side]) == 1:
            yield near, group


def _far(
    number: int, like: npt.NDArray[np.float32], across: dict[int, int], groups: Sequence[Grouped], side: int,
    own: Sequence[Passage], other: Sequence[Passage],
) -> int | None:  # fmt: skip
    """The group anywhere in whose one sentence on the other side the words of a left-over sentence stand in order."""
    part = own[number]
    for place in np.argsort(-like, kind="stable")[:_TOP].tolist():
        group = across.get(place)
        if group is None or like[place] < _LIKE or len(groups[group][1 - side]) != 1:
            continue
        said = [own[n] for n in groups[group][side]]
        if _run(part, other[place]) and _adds(part, other[place], said):
            return group
    return None


def _run(part: Passage, whole: Passage) -> float:
    """What is kept of a sentence in a longer one, if it is enough to be known by."""
    held = kept(part, whole) if len(whole.words) > len(part.words) else 0.0
    return held if held >= _KEPT else 0.0


def _adds(part: Passage, whole: Passage, said: Sequence[Passage]) -> bool:
    """Whether a sentence brings to the whole what those before did not; a title is no part of a sentence."""
    return len(part.weights) > 1 and _ends(part) == _ends(whole) and _rest(part, whole, said) >= _REST


def _ends(passage: Passage) -> bool:
    """Whether a passage ends as a sentence does."""
    return not passage.heading and passage.text.rstrip(" ”’\"'")[-1:] in tuple(".!?;:")


def _fills(part: Passage, whole: Passage, said: Sequence[Passage]) -> float:
    """The share that a sentence says of what the whole holds and those before do not say, if that is much."""
    if share(part, whole) < _LITTLE:
        return 0.0
    already = {stem for each in said for stem in each.weights}
    open_ = {stem: weight for stem, weight in whole.weights.items() if stem not in already}
    total = sum(open_.values())
    if total < _MUCH * sum(whole.weights.values()):
        return 0.0
    return sum(weight for stem, weight in open_.items() if stem in part.weights) / total


def _rest(part: Passage, whole: Passage, said: Iterable[Passage]) -> float:
    """The share of what a sentence has in common with the whole that those before did not bring already."""
    common = {stem: weight for stem, weight in part.weights.items() if stem in whole.weights}
    already = {stem for each in said for stem in each.weights}
    total = sum(common.values())
    return sum(weight for stem, weight in common.items() if stem not in already) / total if total else 0.0
