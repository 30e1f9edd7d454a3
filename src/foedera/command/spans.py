"""Span of control, betweenness, and where a structure hangs on one post."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from foedera.command.structure import Structure

if TYPE_CHECKING:
    import networkx as nx


class Span(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What stands under a post and passes through it.

    Attributes:
        direct: the posts directly below, over links of command, each once.
        types: by which relationships, with their numbers; "unknown" where the source does not say.
        below: how many posts stand below in all.
        depth: the levels below it.
        betweenness: how many pairs of other posts have a shortest way through it, in either direction, over all links
        but administrative control; a pair with several shortest ways counts with the share that goes through it.
        severs: whether its loss leaves some of the others without any way to each other that they had.
    """

    post: str
    direct: tuple[str, ...]
    types: dict[str, int]
    below: int
    depth: int
    betweenness: float
    severs: bool


def spans(structure: Structure) -> tuple[Span, ...]:
    """The span of each post, in the order of the structure.

    Betweenness after Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977), not
    normalised; the posts that sever are the articulation points of the same graph.
    """
    import networkx as nx

    graph = ways(structure)
    between = nx.betweenness_centrality(graph, normalized=False)
    cuts = set(nx.articulation_points(graph))
    return tuple(_span(structure, post.id, between[post.id], post.id in cuts) for post in structure.posts)


def ways(structure: Structure) -> nx.Graph:
    """The posts and the pairs of them between which some link but administrative control stands."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(post.id for post in structure.posts)
    graph.add_edges_from(
        (link.above, link.below) for link in structure.links if link.type != "adcon" and link.above != link.below
    )
    return graph


def _span(structure: Structure, post: str, between: float, severs: bool) -> Span:
    types: dict[str, int] = defaultdict(int)
    for link in structure.subordinates(post):
        types[link.type or "unknown"] += 1
    levels = _levels(structure, post)
    return Span(
        post=post,
        direct=tuple(dict.fromkeys(link.below for link in structure.subordinates(post))),
        types=dict(sorted(types.items())),
        below=len(levels) - 1,
        depth=max(levels.values()),
        betweenness=between,
        severs=severs,
    )


def _levels(structure: Structure, top: str) -> dict[str, int]:
    """How many levels each post stands below another, by the shortest way down."""
    found, level = {top: 0}, [top]
    while level:
        level = [link.below for post in level for link in structure.subordinates(post) if link.below not in found]
        level = list(dict.fromkeys(level))
        deeper = 1 + max(found.values())
        found.update((post, deeper) for post in level)
    return found
