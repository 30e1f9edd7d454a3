"""The shape of a network as a whole: how dense, how much of a hub with spokes, how much of a lattice.

How hub-and-spoke is told from a lattice of alliances: a hub has a great share of the ties (Freeman's degree
centralisation, 1 for a star) while its spokes have none among themselves (transitivity, 0 for a star); in a lattice
those who share a partner are tied to each other. `hub_index` is centralisation minus transitivity: 1 for a star, -1
where everybody is tied to everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedera.networks.network import Floats, Network

Links = NDArray[np.bool_]


def density(links: Links) -> float:
    """The share of pairs that are tied; not a number for fewer than two nodes."""
    size = len(links)
    return float(links.sum() / (size * (size - 1))) if size > 1 else float("nan")


def centralisation(links: Links) -> float:
    """Freeman's degree centralisation: the sum of (greatest degree - degree) over nodes / ((n - 1)(n - 2)).

    Freeman 1979, Social Networks 1 (3), pp. 215-239. 1 for a star, 0 where all have as many ties. Not a number for
    fewer than three nodes.
    """
    size, degrees = len(links), links.sum(1)
    return float((degrees.max() - degrees).sum() / ((size - 1) * (size - 2))) if size > 2 else float("nan")


def transitivity(links: Links) -> float:
    """Of the pairs of partners that a node has, the share tied to each other: 3 triangles / pairs of ties that meet.

    Not a number where no node has two partners.
    """
    ties, degrees = links.astype(np.float32), links.sum(1).astype(np.float64)
    meeting = (degrees * (degrees - 1)).sum()
    return float(((ties @ ties) * ties).sum() / meeting) if meeting else float("nan")


def hub_index(links: Links) -> float:
    """Centralisation minus transitivity, among the nodes that have a tie: 1 for a star, -1 for a complete network."""
    tied = links.any(1)
    among = links[np.ix_(tied, tied)]
    return centralisation(among) - transitivity(among)


def hub_share(links: Links) -> float:
    """The share of all ties that the node with most ties has a part in; not a number without ties."""
    total = links.sum() / 2
    return float(links.sum(1).max() / total) if total else float("nan")


def spoke_density(links: Links) -> float:
    """The share of pairs of the hub's partners that are tied to each other: 0 hub and spokes, 1 all of them a clique.

    The hub is the node with most ties; of several, the mean over them. Not a number where it has fewer than two.
    """
    degrees = links.sum(1)
    if not len(links) or degrees.max() < 2:
        return float("nan")
    hubs = np.flatnonzero(degrees == degrees.max())
    return float(np.mean([density(links[np.ix_(links[hub], links[hub])]) for hub in hubs]))


def isolates(links: Links) -> float:
    """The share of nodes without ties."""
    return float((~links.any(1)).mean()) if len(links) else float("nan")


def components(links: Links) -> float:
    """The number of components of two nodes and more."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if not links.any():
        return 0.0
    _, label = connected_components(csr_array(links), directed=False)
    return float((np.bincount(label) > 1).sum())


def mean_degree(links: Links) -> float:
    """The mean number of ties of a node."""
    return float(links.sum() / len(links)) if len(links) else float("nan")


SHAPES: Mapping[str, Callable[[Links], float]] = MappingProxyType(
    {
        "density": density, "mean_degree": mean_degree, "centralisation": centralisation, "transitivity": transitivity,
        "hub_index": hub_index, "hub_share": hub_share, "spoke_density": spoke_density, "isolates": isolates,
        "components": components,
    }
)  # fmt: skip
"""All figures of shape by name; each is made of a symmetric matrix of ties."""


BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {name: (-1.0 if name == "hub_index" else 0.0, 1.0) for name in SHAPES}
    | dict.fromkeys(("mean_degree", "components"), (0.0, float("inf")))
)
"""Between which values each figure of shape can lie."""


def shape_of(network: Network) -> dict[str, float]:
    """All figures of shape of a network's friendly ties; what is not defined is not a number."""
    links = network.linked
    return {name: figure(links) for name, figure in SHAPES.items()}


def reciprocity(network: Network) -> float:
    """Of the friendly ties, the share that are returned; not a number without ties. Asymmetric pacts lower it."""
    owed: Floats = (network.ties > 0).astype(np.float64)
    total = owed.sum()
    return float((owed * owed.T).sum() / total) if total else float("nan")
