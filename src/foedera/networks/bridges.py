"""Ties that hold parts of a network together, and what falls apart where a member leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedera.networks.graphs import graph
from foedera.networks.network import Floats, Network
from foedera.networks.spells import Code


@dataclass(frozen=True)
class Bridge:
    """A tie and what it holds together.

    `betweenness` is the share of all pairs whose shortest paths lead over it; `partners` how many partners the two
    share (none: a local bridge, Granovetter 1973, American Journal of Sociology 78 (6)); `span` how far apart the two
    were without it (None: not connected at all, then it is a bridge in the strict sense, and `cut` pairs part).
    """

    one: Code
    other: Code
    betweenness: float
    partners: int
    span: int | None
    cut: int


@dataclass(frozen=True)
class Departure:
    """What a network loses where a member leaves with all its ties.

    `ties` are lost; `left_alone` are the members that have no tie any more; `parted` counts the pairs of others that
    were connected and are not any more; `largest` and `largest_before` are the sizes of the largest component without
    and with the member; `efficiency` and `efficiency_before` the mean of 1 / distance among the others without it, and
    with it in place (Latora and Marchiori 2001, Physical Review Letters 87: 198701).
    """

    member: Code
    ties: int
    left_alone: tuple[Code, ...]
    parted: int
    components_before: int
    components: int
    largest_before: int
    largest: int
    efficiency_before: float
    efficiency: float


def bridges_of(network: Network) -> tuple[Bridge, ...]:
    """Every tie with what it holds together, those that most shortest paths lead over first."""
    made = graph(network)
    ties = made.get_edgelist()
    pairs = len(network) * (len(network) - 1) / 2
    among = made.edge_betweenness()
    links = network.linked.astype(np.int64)
    shared = links @ links
    strict = set(made.bridges())
    found = []
    for number, (one, other) in enumerate(ties):
        partners = int(shared[one, other])
        span = 2 if partners else None if number in strict else _span(links, one, other)
        found.append(
            Bridge(
                network.nodes[one], network.nodes[other], among[number] / pairs, partners, span,
                _cut(links, one, other) if number in strict else 0,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda tie: (-round(tie.betweenness, 12), str(tie.one), str(tie.other))))


def constraint(network: Network) -> Floats:
    """Burt's constraint of each node: how much its ties lead to the same people; shape (nodes,).

    Low where it bridges structural holes (Burt 1992, Structural Holes). Not a number without ties.
    """
    made = graph(network, weighted=True)
    return np.array(made.constraint(weights="weight" if made.ecount() else None), dtype=np.float64)


def cut_members(network: Network) -> tuple[Code, ...]:
    """The members without whom others who are connected would not be."""
    return tuple(network.nodes[at] for at in sorted(graph(network).articulation_points()))


def departure(network: Network, member: Code, *, rest: Network | None = None) -> Departure:
    """What falls apart if a member leaves. Raises `DatasetError` where the network does not have it.

    The ties among the others stay, as if every pact of several went on without the member. `rest`, the same network
    with fewer ties, says otherwise: `foedera.networks.leaving.fall` takes away what pacts held that end with it.
    """
    at = network.index(member)
    rest = (rest or network).without(member)
    before, after = _distances(network), _distances(rest)
    others = np.delete(np.delete(before, at, 0), at, 1)
    alone = np.flatnonzero(~rest.linked.any(axis=1) & np.delete(network.linked, at, 0).any(axis=1))
    sizes = np.array(graph(network).components().sizes()), np.array(graph(rest).components().sizes())
    return Departure(
        member=member, ties=int(network.linked[at].sum()),
        left_alone=tuple(rest.nodes[i] for i in alone),
        parted=int((np.isfinite(others) & ~np.isfinite(after)).sum()) // 2,
        components_before=int((sizes[0] > 1).sum()), components=int((sizes[1] > 1).sum()),
        largest_before=int(sizes[0].max(initial=0)), largest=int(sizes[1].max(initial=0)),
        efficiency_before=_efficiency(others), efficiency=_efficiency(after),
    )  # fmt: skip


def departures(network: Network) -> tuple[Departure, ...]:
    """What falls apart for each member that has ties, those whom most pairs need first."""
    tied = np.flatnonzero(network.linked.any(axis=1))
    found = [departure(network, network.nodes[at]) for at in tied]
    return tuple(sorted(found, key=lambda one: (-one.parted, -one.ties, str(one.member))))


def _distances(network: Network) -> Floats:
    if not len(network):
        return np.zeros((0, 0))
    return np.array(graph(network).distances(), dtype=np.float64)


def _efficiency(distances: Floats) -> float:
    size = len(distances)
    if size < 2:
        return 0.0
    apart = distances[~np.eye(size, dtype=bool)]
    return float((1 / apart).mean())


def _span(links: NDArray[np.int64], one: int, other: int) -> int | None:
    """The distance of two nodes without the tie between them, step by step."""
    without = links.copy()
    without[one, other] = without[other, one] = 0
    reached, steps = _spread(without, one, other)
    return steps if reached[other] else None


def _cut(links: NDArray[np.int64], one: int, other: int) -> int:
    """How many pairs are connected over a strict bridge only: those on one side times those on the other."""
    without = links.copy()
    without[one, other] = without[other, one] = 0
    return int(_spread(without, one)[0].sum() * _spread(without, other)[0].sum())


def _spread(links: NDArray[np.int64], start: int, goal: int | None = None) -> tuple[NDArray[np.bool_], int]:
    """Who can be reached from a node, and after how many steps the goal was, or nobody new."""
    reached = np.zeros(len(links), dtype=np.bool_)
    reached[start] = True
    edge, steps = reached.copy(), 0
    while edge.any() and not (goal is not None and reached[goal]):
        edge = links[edge].any(0) & ~reached
        reached |= edge
        steps += 1
    return reached, steps
