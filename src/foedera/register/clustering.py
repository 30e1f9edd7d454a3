"""Putting together what the scores say is one thing: average linkage, with what persons decided as bounds."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Set

Pair = tuple[int, int]


def clusters(
    count: int, scores: Mapping[Pair, int], least: int, apart: Mapping[int, Set[int]] | None = None
) -> list[list[int]]:
    """Groups of the nodes 0, 1, … below `count`; where all else is equal, the lower numbers come first.

    The two groups with the highest average score are put together as long as it is at least `least`; a pair without a
    score counts as 0. `apart` names nodes that may not be in one group.
    """
    made = _Clusters(count, apart or {})
    for (a, b), score in scores.items():
        if a != b:
            made.score(a, b, score)
    made.run(least)
    return [sorted(group) for _, group in sorted(made.members.items())]


class _Clusters:
    """Groups by the number of their first node, with the sums of the scores between them."""

    def __init__(self, count: int, apart: Mapping[int, Set[int]]) -> None:
        self.members = {number: [number] for number in range(count)}
        self._sums: dict[int, dict[int, int]] = defaultdict(dict)
        self._apart = apart

    def score(self, a: int, b: int, score: int) -> None:
        self._sums[a][b] = self._sums[b][a] = score

    def unite(self, a: int, b: int) -> None:
        """Puts two groups together under the number of the first."""
        self.members[a] += self.members.pop(b)
        mine = self._sums[a]
        for other, total in self._sums.pop(b, {}).items():
            if other != a:
                mine[other] = self._sums[other][a] = mine.get(other, 0) + total
                del self._sums[other][b]
        mine.pop(b, None)

    def run(self, least: int) -> None:
        """Puts groups together while their average score is high enough."""
        heap = [item for a, row in self._sums.items() for b in row if a < b for item in self._item(a, b, least)]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or negative != -self._average(a, b):
                continue
            if not self._parted(a, b):
                self.unite(a, b)
                for other in self._sums[a]:
                    for item in self._item(min(a, other), max(a, other), least):
                        heapq.heappush(heap, item)

    def _item(self, a: int, b: int, least: int) -> list[tuple[float, int, int]]:
        average = self._average(a, b)
        return [(-average, a, b)] if average >= least else []

    def _average(self, a: int, b: int) -> float:
        return self._sums[a].get(b, 0) / (len(self.members[a]) * len(self.members[b]))

    def _parted(self, a: int, b: int) -> bool:
        if not self._apart:
            return False
        others = set().union(*(self._apart.get(node, frozenset()) for node in self.members[a]))
        return not others.isdisjoint(self.members[b])
