"""Which sentence of one document became which of another: pairs, sentences split and joined, and passages moved.

Two sentences are as like as the cosine of their words and pairs of words, each weighted by how rare it is in both
documents (Salton and Buckley 1988). Pairs are taken one to one from the most like to the least; what is left over joins
a pair that holds its words (a sentence split or joined). What stands outside the heaviest row of pairs in both orders
(the longest increasing subsequence, weighted by words) was moved.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from foedera.wording.joins import joined, kept
from foedera.wording.passages import Passage
from foedera.wording.recall import recalled

Matrix = npt.NDArray[np.float32]

LEAST = 0.32
"""Sentences that are less like than this are not one and the same, rewritten."""

_SURE = 0.42  # those that are so like need no more
_ORDER = 0.4  # the share of the shorter sentence's words that others keep in their order
_GAP, _BETWEEN = 4, 0.2  # how many sentences left over between two pairs are looked at, and how like they must be
_LEFT = 0.1  # what two sentences must have in common that stand between others which correspond
_EQUAL = 0.9  # a heading and a sentence correspond only where they say the same
_NEAR = 0.12  # what neighbours that correspond add to the likeness of two sentences
_MOST = 0.7  # the share of the shorter sentence's words that stand in the other in the same order
_PLACE = 0.06  # what is taken off for the whole length of a document between two sentences
_ROWS = 2_000


class Group(msgspec.Struct, frozen=True):
    """Sentences of one document (`before`) and those of the other (`after`) that say the same, by number, in order.

    One of both is empty where a sentence was dropped or is new. `likeness` is from 0 to 1.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    likeness: float
    moved: bool = False


def aligned(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Group, ...]:
    """The groups of sentences of two documents that correspond, in the order of the second, what was dropped where it
    stood. What is `aside` takes no part."""
    a = [each for each in before if not each.aside]
    b = [each for each in after if not each.aside]
    if not a or not b:
        return _alone([], a, b)
    like = likenesses(a, b)
    pairs = _filled(_refined(like, _pairs(_bent(like, a, b)), a, b), like, a, b)
    pairs = recalled(_bridged(pairs, like, a, b), like, a, b)
    groups = joined(pairs, like, a, b)
    return _alone(_moved(groups, a, b), a, b)


def likenesses(before: Sequence[Passage], after: Sequence[Passage]) -> Matrix:
    """How like each sentence is to each: an array of shape (sentences before, sentences after), from 0 to 1."""
    left, right = list(map(_features, before)), list(map(_features, after))
    counts = Counter(itertools.chain(*left, *right))
    total = len(left) + len(right)
    shared = set(itertools.chain(*left)) & set(itertools.chain(*right))
    column = {feature: place for place, feature in enumerate(sorted(shared))}
    rarity = {feature: 1.0 + math.log(total / count) for feature, count in counts.items()}
    down = _rows(right, column, rarity)
    found = np.zeros((len(left), len(right)), dtype=np.float32)
    for start in range(0, len(left), _ROWS):
        part = _rows(left[start : start + _ROWS], column, rarity)
        np.matmul(part, down.T, out=found[start : start + len(part)])
    return np.clip(found, 0.0, 1.0)


def _features(passage: Passage) -> dict[str, float]:
    """The words of a sentence by their stems, weighted, and pairs of neighbours at half the weight.

    The root of the weight is taken: one name that was exchanged for another must not outweigh all that stayed.
    """
    stems = [word.stem for word in passage.words]
    found: dict[str, float] = {}
    for stem in stems:
        found[stem] = math.sqrt(max(passage.weights.get(stem, 15), 15) / 100)
    for one, two in itertools.pairwise(stems):
        found[f"{one} {two}"] = (found[one] + found[two]) / 4
    return found


def _rows(every: Sequence[dict[str, float]], column: dict[str, int], rarity: dict[str, float]) -> Matrix:
    """Rows of unit length, of which only the columns that both documents have are kept."""
    rows = np.zeros((len(every), max(1, len(column))), dtype=np.float32)
    for place, features in enumerate(every):
        weighted = {feature: weight * rarity[feature] for feature, weight in features.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        for feature, weight in weighted.items():
            if feature in column:
                rows[place, column[feature]] = weight / length
    return rows


def _bent(like: Matrix, a: Sequence[Passage], b: Sequence[Passage]) -> Matrix:
    """The likenesses, raised where the neighbours correspond too and, by very little, where the places do."""
    bent = like.copy()
    bent[1:, 1:] += _NEAR / 2 * like[:-1, :-1]
    bent[:-1, :-1] += _NEAR / 2 * like[1:, 1:]
    places = np.abs(np.linspace(0, 1, len(a))[:, None] - np.linspace(0, 1, len(b))[None, :])
    bent -= _PLACE * places.astype(np.float32)
    headings = np.array([p.heading for p in a])[:, None] != np.array([p.heading for p in b])[None, :]
    bent[headings & (like < _EQUAL)] = 0.0
    bent[like < LEAST] = 0.0
    return bent


def _pairs(bent: Matrix) -> list[tuple[int, int]]:
    """Pairs one to one, from the most like to the least; of two as like, the first."""
    rows, columns = np.nonzero(bent)
    order = np.lexsort((columns, rows, -bent[rows, columns]))
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return sorted(found)


def _refined(
    like: Matrix, pairs: list[tuple[int, int]], a: Sequence[Passage], b: Sequence[Passage]
) -> list[tuple[int, int]]:
    """The pairs without those that have too little in common to be one sentence rewritten, unless both neighbours
    correspond."""
    held = dict(pairs)
    return [
        (i, j) for i, j in pairs
        if like[i, j] >= _SURE
        or kept(a[i], b[j], few=0) >= _ORDER
        or (held.get(i - 1) == j - 1 and held.get(i + 1) == j + 1)
    ]  # fmt: skip


def _filled(
    pairs: list[tuple[int, int]], like: Matrix, a: Sequence[Passage], b: Sequence[Passage]
) -> list[tuple[int, int]]:
    """The pairs, and those of sentences that are left over beside neighbours which correspond: between two, if they
    have something in common (a sentence that was written anew); beside one, if most of the words stayed in order."""
    held = {-1: -1, len(a): len(b), **dict(pairs)}
    taken = set(held.values())
    for i in range(len(a)):
        if i in held:
            continue
        before, after = held.get(i - 1, -2) + 1, held.get(i + 1, -2) - 1
        free = (j for j in dict.fromkeys((before, after)) if 0 <= j < len(b) and j not in taken)
        least = _LEFT if before == after else math.inf
        fits = (j for j in free if a[i].heading == b[j].heading)
        j = next((j for j in fits if like[i, j] >= least or kept(a[i], b[j]) >= _MOST), None)
        if j is not None:
            held[i] = j
            taken.add(j)
    return sorted((i, j) for i, j in held.items() if 0 <= i < len(a))


def _bridged(
    pairs: list[tuple[int, int]], like: Matrix, a: Sequence[Passage], b: Sequence[Passage]
) -> list[tuple[int, int]]:
    """The pairs, and the most like of the few sentences that are left over between two pairs that follow each other."""
    found = list(pairs)
    across = {j for _, j in pairs}
    for (i, j), (k, m) in itertools.pairwise([(-1, -1), *pairs, (len(a), len(b))]):
        rows, columns = range(i + 1, k), [y for y in range(j + 1, m) if y not in across]
        if 0 < len(rows) <= _GAP and 0 < len(columns) <= _GAP:
            fits = [(x, y) for x in rows for y in columns if a[x].heading == b[y].heading and like[x, y] >= _BETWEEN]
            found += _in_order(fits, like)
    return sorted(found)


def _in_order(options: Sequence[tuple[int, int]], like: Matrix) -> list[tuple[int, int]]:
    """Of some pairs the most like, one to one, none of which crosses another."""
    taken: list[tuple[int, int]] = []
    for x, y in sorted(options, key=lambda pair: (-float(like[pair]), pair)):
        if all((x - p) * (y - q) > 0 for p, q in taken):
            taken.append((x, y))
    return taken


def _moved(groups: list[tuple[list[int], list[int]]], a: Sequence[Passage], b: Sequence[Passage]) -> list[Group]:
    """The groups, marked where they stand elsewhere than the heaviest row of groups in order."""
    ordered = sorted(groups, key=lambda group: group[0][0])
    sizes = [sum(len(a[i].words) for i in before) + 1 for before, _ in ordered]
    steady = _heaviest([after[0] for _, after in ordered], sizes)
    return [
        Group(
            tuple(a[i].number for i in before), tuple(b[j].number for j in after),
            _overlap([a[i] for i in before], [b[j] for j in after]), moved=place not in steady,
        )
        for place, (before, after) in enumerate(ordered)
    ]  # fmt: skip


def _overlap(before: Sequence[Passage], after: Sequence[Passage]) -> float:
    """Dice's coefficient of the stems that say something (Dice 1945)."""
    left, right = ({stem for each in side for stem in each.weights} for side in (before, after))
    return round(2 * len(left & right) / (len(left) + len(right)), 3) if left or right else 1.0


def _heaviest(values: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """The places of the increasing subsequence with the greatest sum of weights; of equals, the first found."""
    tops: list[tuple[int, int, int]] = []  # (value, sum, place), both increasing
    before: list[int] = []
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_right(tops, (value, -1, -1))
        total = weight + (tops[at - 1][1] if at else 0)
        before.append(tops[at - 1][2] if at else -1)
        end = at
        while end < len(tops) and tops[end][1] <= total:
            end += 1
        tops[at:end] = [(value, total, place)]
    found = set()
    place = tops[-1][2] if tops else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return frozenset(found)


def _alone(groups: list[Group], a: Sequence[Passage], b: Sequence[Passage]) -> tuple[Group, ...]:
    """All groups in the order of the second document; a dropped sentence comes after what came before it."""
    left = {each.number for each in a}.difference(*(group.before for group in groups))
    right = {each.number for each in b}.difference(*(group.after for group in groups))
    keyed = [((group.after[0], 0, 0), group) for group in groups]
    keyed += [((number, 0, 0), Group((), (number,), 0.0)) for number in right]
    steady = sorted((group.before[-1], group.after[-1]) for group in groups if not group.moved)
    for number in sorted(left):
        at = bisect_right(steady, (number,))
        keyed.append(((steady[at - 1][1] if at else -1, 1, number), Group((number,), (), 0.0)))
    return tuple(group for _, group in sorted(keyed, key=lambda each: each[0]))
