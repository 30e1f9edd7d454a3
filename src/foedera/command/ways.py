"""The ways that a matter can go between posts: over links of command upwards, or else over any that pass
information."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from foedera.command.structure import Link, Structure

Ways = Mapping[str, Sequence[str]]
"""To which posts each post can pass a matter on, in the order of the structure's links."""


class Net:
    """The ways of a structure, without lost posts and cut links (by `Link.id`)."""

    def __init__(self, structure: Structure, lost: Collection[str] = (), cut: Collection[str] = ()) -> None:
        self.posts = {post.id for post in structure.posts if post.id not in lost}
        links = [link for link in structure.links if link.id not in cut and {link.above, link.below} <= self.posts]
        self.up = _ways((link.below, link.above) for link in links if link.commands)
        self.any = _ways(pair for link in links if link.type != "adcon" for pair in _both(link))

    def between(self, start: str, end: str) -> tuple[str, ...] | None:
        """The posts of a shortest way, both ends with it; None where there is none.

        Upwards over links of command where that leads there; else over any link but administrative control. Of equally
        short ways the one whose links come first in the structure.
        """
        found = shortest(self.up, start, end) if {start, end} <= self.posts else None
        return found or (shortest(self.any, start, end) if {start, end} <= self.posts else None)


def shortest(ways: Ways, start: str, end: str) -> tuple[str, ...] | None:
    """A shortest way by the number of posts; None where there is none."""
    came: dict[str, str | None] = {start: None}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        if at == end:
            return _back(came, end)
        for next_post in ways.get(at, ()):
            if next_post not in came:
                came[next_post] = at
                waiting.append(next_post)
    return None


def _back(came: Mapping[str, str | None], end: str) -> tuple[str, ...]:
    way, at = [end], came[end]
    while at is not None:
        way.append(at)
        at = came[at]
    return tuple(reversed(way))


def _ways(pairs: Iterable[tuple[str, str]]) -> Ways:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in pairs:
        if end not in found[start]:
            found[start].append(end)
    return found


def _both(link: Link) -> tuple[tuple[str, str], tuple[str, str]]:
    return (link.below, link.above), (link.above, link.below)
