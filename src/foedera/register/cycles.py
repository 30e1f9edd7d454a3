"""Circles in a directed graph."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable


def circles(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The shortest circle through each node that lies on one, each circle once, in the order of its least node.

    Breadth first from each node: time is nodes times edges, of which there are few.
    """
    onward: dict[str, list[str]] = defaultdict(list)
    for source, target in sorted(set(pairs)):
        onward[source].append(target)
    found = {_turned(circle) for start in sorted(onward) if (circle := _back_to(start, onward)) is not None}
    return sorted(found)


def _back_to(start: str, onward: dict[str, list[str]]) -> tuple[str, ...] | None:
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for target in onward.get(way[-1], ()):
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                ways.append((*way, target))
    return None


def _turned(circle: tuple[str, ...]) -> tuple[str, ...]:
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])
