"""Networks as graphs of igraph, which computes on them."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import igraph

    from foedera.networks.network import Network

_LOCK = threading.Lock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Has igraph draw its random numbers from a seed in the block.

    igraph takes them from one place for all, so that nobody else may draw from it meanwhile.
    """
    import igraph

    with _LOCK:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


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
