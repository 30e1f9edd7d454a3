"""How central each node of a network is.

Friendly ties count, without direction but for what is owed and received and for PageRank; hostile ties count for none
of the measures. Paths are counted in ties: a stronger tie is no shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from foedera.model.errors import QuestionError
from foedera.networks.graphs import directed_graph, graph
from foedera.networks.network import Floats, Network


def degree(network: Network) -> Floats:
    """How many others each is tied to."""
    return np.asarray(network.linked.sum(1), dtype=np.float64)


def out_degree(network: Network) -> Floats:
    """To how many others each has a tie, as towards those whom it owes something."""
    return np.asarray((network.ties > 0).sum(1), dtype=np.float64)


def in_degree(network: Network) -> Floats:
    """From how many others each has a tie, as from those who owe it something."""
    return np.asarray((network.ties > 0).sum(0), dtype=np.float64)


def strength(network: Network) -> Floats:
    """The sum of each one's ties by their weights; of a pair the stronger direction counts."""
    return np.asarray(np.where(network.linked, network.mutual, 0.0).sum(1))


def betweenness(network: Network) -> Floats:
    """The share of pairs of others whose shortest paths lead through each one (Freeman 1977, Sociometry 40 (1)).

    Of several shortest paths each counts its part; of pairs that are not connected none does. Between 0 and 1.
    """
    size = len(network)
    pairs = (size - 1) * (size - 2) / 2
    return np.array(graph(network).betweenness()) / pairs if pairs else np.zeros(size)


def closeness(network: Network) -> Floats:
    """The inverse of the mean distance from each to those whom it can reach; not a number where it reaches nobody.

    It compares nodes of one component only: in a small one everybody is close. `harmonic` compares all.
    """
    return np.array(graph(network).closeness(), dtype=np.float64)


def harmonic(network: Network) -> Floats:
    """The mean of 1 / distance from each to all others, 0 for those out of reach (Marchiori and Latora 2000)."""
    return (
        np.array(graph(network).harmonic_centrality(), dtype=np.float64) if len(network) > 1 else np.zeros(len(network))
    )


def eigenvector(network: Network) -> Floats:
    """Eigenvector centrality on weighted ties, the greatest 1 (Bonacich 1972, Journal of Mathematical Sociology 2).

    Where several vectors belong to the greatest eigenvalue (components alike), it is the part of the vector of ones
    that lies among them, so that it does not depend on the order of the nodes. Without ties it is 0 for all.
    """
    ties = np.where(network.linked, network.mutual, 0.0)
    if not ties.any():
        return np.zeros(len(network))
    values, vectors = np.linalg.eigh(ties)
    first = vectors[:, values > values[-1] * (1 - 1e-9)]
    found = np.abs(first @ first.sum(0))
    found = found / found.max()
    found[found < 1e-12] = 0.0
    return np.asarray(found)


def pagerank(network: Network, damping: float = 0.85) -> Floats:
    """PageRank over directed, weighted ties (Brin and Page 1998); the values of all nodes sum to 1."""
    made = directed_graph(network)
    return np.array(made.pagerank(damping=damping, weights="weight" if made.ecount() else None))


CENTRALITIES: Mapping[str, Callable[[Network], Floats]] = MappingProxyType(
    {
        "degree": degree, "out_degree": out_degree, "in_degree": in_degree, "strength": strength,
        "betweenness": betweenness, "closeness": closeness, "harmonic": harmonic, "eigenvector": eigenvector,
        "pagerank": pagerank,
    }
)  # fmt: skip
"""All centralities by name."""


def centralities_of(network: Network, names: Sequence[str] = tuple(CENTRALITIES)) -> dict[str, Floats]:
    """Several centralities of all nodes, each of shape (nodes,).

    Raises:
        QuestionError: an unknown name.
    """
    for name in names:
        if name not in CENTRALITIES:
            raise QuestionError(f"{name}: no such centrality; there are {', '.join(CENTRALITIES)}")
    return {name: CENTRALITIES[name](network) for name in names}
