"""Networks as graphs of igraph, which computes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import igraph

    from foedera.networks.network import Network


def graph(network: Network, *, weighted: bool = False) -> igraph.Graph:
    """The friendly ties of a network as an undirected graph: vertex i is node i.

    With `weighted` the edges have `weight`, the strength of the stronger direction.
    """
    import igraph

    one, other = np.nonzero(np.triu(network.linked))
    made = igraph.Graph(n=len(network), edges=np.column_stack([one, other]))
    if weighted:
        made.es["weight"] = network.mutual[one, other].tolist()
    return made


def directed_graph(network: Network) -> igraph.Graph:
    """The friendly ties of a network as a directed graph with `weight`: from who is tied to whom it is tied to."""
    import igraph

    one, other = np.nonzero(network.ties > 0)
    made = igraph.Graph(n=len(network), edges=np.column_stack([one, other]), directed=True)
    made.es["weight"] = network.ties[one, other].tolist()
    return made
