"""Tables of categories against counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from foedera.model.errors import DatasetError
from foedera.networks.contingency import contingency_of

from .drawn import portfolios


@given(portfolios(2, 6))
def test_the_tables_are_what_counting_gives(made: np.ndarray) -> None:
    table = contingency_of(made, 4)
    for pair, (one, other) in enumerate(zip(table.first, table.second, strict=True)):
        counted = np.zeros((4, 4))
        for a, b in zip(made[one], made[other], strict=True):
            counted[a, b] += 1
        assert np.array_equal(table.counts[..., pair], counted)
    assert np.array_equal(table.total, np.full(len(table.first), len(made)))


def test_two_categories_and_weights() -> None:
    made = np.array([[3, 1, 0], [2, 3, 0], [0, 0, 3]])
    table = contingency_of(made, 4, np.array([0.5, 0.25, 0.25]))
    pair = int(np.flatnonzero((table.first == 0) & (table.second == 1))[0])
    assert table.counts[3, 2, pair] == 0.5
    assert table.counts[1, 3, pair] == table.counts[0, 0, pair] == 0.25
    assert table.binary().counts[..., pair].tolist() == [[0.25, 0], [0, 0.75]]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(DatasetError, match="categories from 0 to 4: the scale is 0 to 3"):
        contingency_of(np.array([[0, 4], [1, 1]]), 4)
    for weights in (np.array([1.0]), np.array([1.0, -1.0]), np.array([1.0, np.nan])):
        with pytest.raises(DatasetError, match="weights must be 2 numbers"):
            contingency_of(np.array([[3, 0], [0, 3]]), 4, weights)
