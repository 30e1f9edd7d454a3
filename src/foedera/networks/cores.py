"""Core and periphery: nested cores by the number of ties, and the division into one core and one periphery."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedera.networks.graphs import graph
from foedera.networks.network import Network


@dataclass(frozen=True, eq=False)
class Core:
    """A division into core and periphery.

    `core` has the shape (nodes,). `errors` counts the pairs that do not fit: without a tie in the core, with one in the
    periphery. `fit` is the correlation of these pairs with the ideal, in which the core is complete and the periphery
    empty; None where there is no variation to correlate.
    """

    core: NDArray[np.bool_]
    errors: int
    fit: float | None


def coreness(network: Network) -> NDArray[np.intp]:
    """The greatest k for which each node is in the k-core: the nodes with at least k ties to each other (Seidman 1983,
    Social Networks 5 (3), pp. 269-287)."""
    return np.array(graph(network).coreness(), dtype=np.intp)


def core(network: Network) -> Core:
    """The core of a network in the discrete model of Borgatti and Everett (2000, Social Networks 21 (4), pp. 375-395).

    The core should be complete and the periphery empty; ties between the two are left out of account. The division with
    the fewest errors is found exactly: for a core of k nodes it is the k with most ties (Lip 2011, arXiv:1102.5511).
    Nodes with as many ties as each other are not torn apart. Of divisions with as few errors the smallest core is
    taken.
    """
    links = network.linked
    degrees = links.sum(1)
    order = np.argsort(-degrees, kind="stable")
    sums = np.concatenate([[0], np.cumsum(degrees[order])])
    size = np.arange(len(network) + 1)
    errors = size * (size - 1) // 2 - sums + degrees.sum() // 2
    ranked = degrees[order]
    whole = np.concatenate([[True], ranked[1:] < ranked[:-1], [True]]) if len(network) else np.array([True])
    allowed = np.where(whole, errors, errors.max() + 1)
    count = int(np.argmin(allowed))
    inside = np.zeros(len(network), dtype=np.bool_)
    inside[order[:count]] = True
    return Core(inside, int(errors[count]), _fit(links, inside))


def _fit(links: NDArray[np.bool_], inside: NDArray[np.bool_]) -> float | None:
    one, other = np.triu_indices(len(links), 1)
    within = inside[one] == inside[other]
    held, ideal = links[one, other][within].astype(float), inside[one][within].astype(float)
    if not held.size or held.std() == 0 or ideal.std() == 0:
        return None
    return float(np.corrcoef(held, ideal)[0, 1])
