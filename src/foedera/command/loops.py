"""Loops of consultation, and posts with duties but without authority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import msgspec

from foedera.command.deciding import grants
from foedera.command.structure import Structure


class Loop(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Posts that must ask each other in a circle: each of `posts` asks the next, and the last one the first.

    `kinds` are the kinds of decision for which they ask. A loop within one kind can stop a decision: each side waits
    for the other.
    """

    posts: tuple[str, ...]
    kinds: tuple[str, ...]


class Powerless(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post that has a duty but may decide nothing, not even with the consent of others.

    `commands` is how many posts stand directly below it; `sees` are kinds of decision that arise there; `asked` those
    for which it is consulted, gives consent or reviews.
    """

    post: str
    commands: int
    sees: tuple[str, ...]
    asked: tuple[str, ...]


def loops(structure: Structure) -> tuple[Loop, ...]:
    """The loops of consultation: within a kind of decision first, then those that only several kinds make together."""
    by_kind = {kind.id: dict(_asks(structure, kind.id)) for kind in structure.kinds}
    within = {circle: None for asks in by_kind.values() for circle in _circles(asks)}
    together: dict[str, set[str]] = defaultdict(set)
    for asks in by_kind.values():
        for post, others in asks.items():
            together[post] |= others
    among = [circle for circle in _circles(together) if circle not in within]
    return (
        *(Loop(posts=circle, kinds=_kinds(by_kind, circle, all)) for circle in within),
        *(Loop(posts=circle, kinds=_kinds(by_kind, circle, any)) for circle in among),
    )


def _kinds(
    by_kind: dict[str, dict[str, set[str]]], circle: tuple[str, ...], which: Callable[[Iterable[bool]], bool]
) -> tuple[str, ...]:
    """The kinds for which all, or any, of the steps of a circle are asked."""
    steps = tuple(zip(circle, (*circle[1:], circle[0]), strict=True))
    return tuple(kind for kind, asks in by_kind.items() if which(other in asks.get(post, ()) for post, other in steps))


def powerless(structure: Structure) -> tuple[Powerless, ...]:
    """The posts with a duty but no authority, in the order of the structure.

    Only of structures that say who decides something; of others nothing is known.
    """
    may = {grant.post for kind in structure.kinds for grant in grants(structure, kind.id)}
    asked = _asked(structure)
    found = [_duties(structure, post.id, asked) for post in structure.posts if may and post.id not in may]
    return tuple(one for one in found if one.commands or one.sees or one.asked)


def _duties(structure: Structure, post: str, asked: dict[str, list[str]]) -> Powerless:
    return Powerless(
        post=post,
        commands=len({link.below for link in structure.subordinates(post)}),
        sees=tuple(kind.id for kind in structure.kinds if kind.arises == post),
        asked=tuple(dict.fromkeys(asked.get(post, ()))),
    )


def _asked(structure: Structure) -> dict[str, list[str]]:
    """The kinds of decision about which each post is asked, or which it reviews."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in structure.kinds:
        for others in dict(_asks(structure, kind.id)).values():
            for other in sorted(others):
                found[other].append(kind.id)
    for review in structure.reviews:
        found[review.post] += review.kinds
    return found


def _asks(structure: Structure, kind: str) -> Iterator[tuple[str, set[str]]]:
    """Whom each post that may decide a kind must ask."""
    found: dict[str, set[str]] = defaultdict(set)
    for grant in grants(structure, kind):
        found[grant.post] |= {ask.post for ask in (*grant.rule.consult, *grant.rule.consent)}
    yield from found.items()


def _circles(asks: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """The circles, each from its first post by name, in the order of names."""
    import networkx as nx

    graph = nx.DiGraph([(post, other) for post, others in sorted(asks.items()) for other in sorted(others)])
    found = []
    for circle in nx.simple_cycles(graph, length_bound=8):
        first = circle.index(min(circle))
        found.append((*circle[first:], *circle[:first]))
    return sorted(found)
