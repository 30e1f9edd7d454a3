"""How sure a figure of a network is: the same figure of networks drawn again from it.

The vertex bootstrap (Snijders and Borgatti 1999, Connections 22 (2), pp. 61-70) draws as many nodes as there are, with
replacement, each with its ties to the others drawn. Two copies of one node have no tie to read off: theirs is that of a
pair of the network at random. It says how much a figure rests on which states are in the network, as if they were a
sample of states that might have been; that the ties themselves are known it takes for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import QuestionError
from foedera.networks.network import Network
from foedera.networks.shape import BOUNDS, SHAPES


class Estimate(msgspec.Struct, frozen=True):
    """A figure with its percentile interval and its standard error; `draws` in which it was defined.

    `low`, `high` and `error` are None where it was defined in fewer than two draws, `value` where it is not defined in
    the network itself.
    """

    value: float | None
    low: float | None
    high: float | None
    error: float | None
    draws: int


def bootstrap_states(
    network: Network, figures: Mapping[str, Callable[[NDArray[np.bool_]], float]] = SHAPES, *, draws: int = 500,
    seed: int = 0, level: float = 0.95,
) -> dict[str, Estimate]:  # fmt: skip
    """Figures of a network's friendly ties with intervals from the vertex bootstrap.

    Args:
        network: its ties are taken without direction.
        figures: by name; each is made of a symmetric matrix of ties.
        draws: how many networks are drawn, at least 2.
        seed: of the draws; the same seed gives the same intervals.
        level: of the interval: 0.95 leaves 2.5 % of the draws on either side.

    Raises:
        QuestionError: fewer than 2 draws, a level that does not lie between 0 and 1, or fewer than 3 nodes.
    """
    check_draws(draws, level)
    links = network.linked
    size = len(links)
    if size < 3:
        raise QuestionError(f"bootstrap: at least 3 nodes are needed, not {size}")
    random = np.random.default_rng(seed)
    pairs = links[np.triu_indices(size, 1)]
    made: dict[str, list[float]] = {name: [] for name in figures}
    for _ in range(draws):
        drawn = _drawn(links, pairs, random)
        for name, figure in figures.items():
            made[name].append(figure(drawn))
    return {name: recentred(name, figure(links), np.array(made[name]), level) for name, figure in figures.items()}


def recentred(name: str, value: float, samples: NDArray[Any], level: float = 0.95) -> Estimate:
    """The interval of a figure from draws moved by the difference between it and their mean, within `BOUNDS`.

    Draws of some figures lie to one side: ties of documents can only be lost, and transitivity of few ties falls. Their
    spread is what the draws say; an interval that leaves out its own figure would say that the figure is wrong.
    """
    held = samples[np.isfinite(samples)]
    if not held.size or not np.isfinite(value):
        return estimate(value, held, level)
    return estimate(value, np.clip(held + value - held.mean(), *BOUNDS.get(name, (-np.inf, np.inf))), level)


def estimate(value: float, samples: NDArray[Any], level: float = 0.95) -> Estimate:
    """The interval of a figure from its values in draws; what is not a number counts as not defined."""
    held = samples[np.isfinite(samples)]
    whole = float(value) if np.isfinite(value) else None
    if len(held) < 2:
        return Estimate(whole, None, None, None, len(held))
    low, high = np.quantile(held, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(whole, float(low), float(high), float(held.std(ddof=1)), len(held))


def check_draws(draws: int, level: float) -> None:
    """Raises `QuestionError` where there are fewer than 2 draws or the level does not lie between 0 and 1."""
    if draws < 2 or not 0 < level < 1:
        raise QuestionError(
            f"bootstrap: draws must be 2 or more and the level between 0 and 1, not {draws} and {level}"
        )


def _drawn(links: NDArray[np.bool_], pairs: NDArray[np.bool_], random: np.random.Generator) -> NDArray[np.bool_]:
    size = len(links)
    nodes = random.integers(0, size, size)
    drawn = links[np.ix_(nodes, nodes)]
    one, other = np.nonzero(np.triu(nodes[:, None] == nodes[None, :], 1))
    ties = pairs[random.integers(0, len(pairs), len(one))]
    drawn[one, other] = drawn[other, one] = ties
    return drawn
