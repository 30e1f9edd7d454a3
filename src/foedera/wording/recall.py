"""Sentences written anew that are known by words which each document says once: a name, a fixed phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from foedera.wording.passages import Passage

Row = tuple[str, ...]

_LENGTH = 3  # stems in a row
_TELLING = 2  # of which so many say something
_LIKE = 0.24
_SHARED = 2  # rows that both must share


def recalled(
    pairs: Sequence[tuple[int, int]], like: npt.NDArray[np.float32], a: Sequence[Passage], b: Sequence[Passage]
) -> list[tuple[int, int]]:
    """The pairs, and those of sentences left over that are each other's most like and share words that stand in no
    other sentence of either document. `like` is an array of shape (len(a), len(b))."""
    rows = sorted(set(range(len(a))) - {i for i, _ in pairs})
    columns = sorted(set(range(len(b))) - {j for _, j in pairs})
    if not rows or not columns:
        return list(pairs)
    held = _once(a) & _once(b)
    found = [(i, j) for i, j in _mutual(like, rows, columns) if _brought(a[i], b[j], held)]
    return sorted([*pairs, *found])


def _mutual(like: npt.NDArray[np.float32], rows: list[int], columns: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences that are each other's most like, and like enough."""
    part = like[np.ix_(rows, columns)]
    across, down = part.argmax(axis=1).tolist(), part.argmax(axis=0).tolist()
    for place, best in enumerate(across):
        if down[best] == place and part[place, best] >= _LIKE:
            yield rows[place], columns[best]


def _brought(one: Passage, two: Passage, held: frozenset[Row]) -> bool:
    """Whether two sentences share enough rows of `held`; titles do not count."""
    return not (one.heading or two.heading) and len(_rows(one) & _rows(two) & held) >= _SHARED


def _once(every: Iterable[Passage]) -> frozenset[Row]:
    """The rows of stems that stand in one sentence only."""
    counts = Counter(row for passage in every for row in _rows(passage))
    return frozenset(row for row, count in counts.items() if count == 1)


def _rows(passage: Passage) -> set[Row]:
    """The rows of stems of a sentence of which most say something."""
    stems = [word.stem for word in passage.words]
    every = (tuple(stems[at : at + _LENGTH]) for at in range(len(stems) - _LENGTH + 1))
    return {row for row in every if sum(stem in passage.weights for stem in row) >= _TELLING}
