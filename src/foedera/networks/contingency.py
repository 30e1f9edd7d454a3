"""How often two portfolios have which pair of categories: the one table from which all measures of similarity follow.

For each pair of states the table counts the third parties (the two themselves among them) by what the one and what the
other is tied to them by. It is made of products of indicator matrices, one for each pair of categories.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import DatasetError
from foedera.networks.network import Floats

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Contingency:
    """The tables of all pairs, each pair once and every state with itself.

    `counts` has the shape (categories, categories, pairs): the first axis is the category in the portfolio of `first`,
    the second that in the portfolio of `second`; both name rows of the matrix of portfolios.
    """

    counts: Floats
    first: Indices
    second: Indices

    @cached_property
    def total(self) -> Floats:
        """How many third parties, or how much weight, the tables hold; shape (pairs,)."""
        return np.asarray(self.counts.sum((0, 1)))

    @cached_property
    def rows(self) -> Floats:
        """Shares of the categories in the first portfolio; shape (categories, pairs)."""
        return np.asarray(self.counts.sum(1) / self.total)

    @cached_property
    def columns(self) -> Floats:
        """Shares of the categories in the second portfolio; shape (categories, pairs)."""
        return np.asarray(self.counts.sum(0) / self.total)

    def binary(self) -> Contingency:
        """The same tables with two categories: no tie (the lowest), and any tie."""
        counts = self.counts
        cells = [[counts[0, 0], counts[0, 1:].sum(0)], [counts[1:, 0].sum(0), counts[1:, 1:].sum((0, 1))]]
        return Contingency(np.array(cells), self.first, self.second)


def contingency_of(portfolios: NDArray[np.integer], levels: int, weights: Floats | None = None) -> Contingency:
    """The tables of all pairs of portfolios.

    Args:
        portfolios: shape (states, third parties); row i holds what state i is tied to each by, as category 0 to
            `levels` - 1.
        levels: how many categories the scale has, present or not.
        weights: what each third party counts for (shape (third parties,), none negative); None: each counts 1.

    Raises:
        DatasetError: a category outside the scale, or weights that do not fit.
    """
    _check(portfolios, levels, weights)
    first, second = np.triu_indices(len(portfolios))
    # Counts are exact in either type: single precision holds every whole number up to 16 million.
    kind: Any = np.float32 if weights is None else np.float64
    held: NDArray[Any] = np.array([portfolios == level for level in range(levels)], dtype=kind)
    weighed = held if weights is None else held * weights
    counts = np.empty((levels, levels, len(first)))
    for a, b in zip(*np.triu_indices(levels), strict=True):
        product = weighed[a] @ held[b].T
        counts[a, b] = product[first, second]
        counts[b, a] = product[second, first] if a != b else counts[a, b]
    return Contingency(counts, first, second)


def _check(portfolios: NDArray[np.integer], levels: int, weights: Floats | None) -> None:
    if portfolios.size and (portfolios.min() < 0 or portfolios.max() >= levels):
        raise DatasetError(
            f"portfolios hold categories from {portfolios.min()} to {portfolios.max()}: the scale is 0 to {levels - 1}"
        )
    if weights is not None and (weights.shape != portfolios.shape[1:] or not (weights >= 0).all()):
        raise DatasetError(f"weights must be {portfolios.shape[1]} numbers, none negative or missing")
