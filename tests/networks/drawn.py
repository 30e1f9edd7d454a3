"""Random networks and portfolios for the tests of properties."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foedera.networks.network import Network


def portfolios(least: int = 2, most: int = 9) -> st.SearchStrategy[np.ndarray]:
    """Square portfolios on the scale 0 to 3, 3 on the diagonal."""
    sizes = st.integers(least, most)
    drawn = sizes.flatmap(lambda size: arrays(np.int8, (size, size), elements=st.integers(0, 3)))
    return drawn.map(_with_own)


def networks(least: int = 3, most: int = 9, *, signs: bool = False) -> st.SearchStrategy[Network]:
    """Undirected networks; with `signs` some ties are hostile."""
    values = (-1, 0, 1) if signs else (0, 1)
    sizes = st.integers(least, most)
    drawn = sizes.flatmap(lambda size: arrays(np.int8, (size, size), elements=st.sampled_from(values)))
    return drawn.map(_network)


def network(*ties: tuple[int, int] | tuple[int, int, float], nodes: int | None = None) -> Network:
    """The undirected network of these ties between nodes numbered from 0."""
    count = nodes or 1 + max(max(tie[:2]) for tie in ties)
    matrix = np.zeros((count, count))
    for tie in ties:
        matrix[tie[0], tie[1]] = matrix[tie[1], tie[0]] = tie[2] if len(tie) == 3 else 1.0
    return Network.of(list(range(count)), matrix, 1914)


def star(spokes: int) -> Network:
    """A hub, node 0, with so many spokes."""
    return network(*((0, spoke) for spoke in range(1, spokes + 1)))


def complete(size: int) -> Network:
    """Everybody tied to everybody."""
    return Network.of(list(range(size)), np.ones((size, size)), 1914)


def shuffled(found: Network, order: list[int]) -> Network:
    """The same network with its nodes in another order."""
    return found.among([found.nodes[at] for at in order])


def _with_own(made: np.ndarray) -> np.ndarray:
    np.fill_diagonal(made, 3)
    return made


def _network(made: np.ndarray) -> Network:
    upper = np.triu(made, 1)
    return Network.of(list(range(len(made))), upper + upper.T, 1914)
