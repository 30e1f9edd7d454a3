from __future__ import annotations

import numpy as np
import pytest

from foedera.forecast.ranking.factors import Factors, Shape
from foedera.forecast.ranking.index import doubled
from tests.forecast.ranking.worlds import ACTORS, TYPES, world


def test_shares_sum_to_one_and_favour_what_was_seen() -> None:
    both = doubled(world(), TYPES)
    factors = Factors(ACTORS, 2 * TYPES, Shape(dimensions=16, passes=20, hidden=0.2))
    assert not factors.shares(both[:5, :3]).any()
    factors.train(both)
    share = factors.shares(both[:, :3])
    np.testing.assert_allclose(share.sum(axis=1), 1.0, rtol=1e-4)
    assert share[np.arange(len(both)), both[:, 2]].mean() > 3 / ACTORS


def test_the_same_seed_learns_the_same() -> None:
    both = doubled(world(), TYPES)
    pair = [Factors(ACTORS, 2 * TYPES, Shape(dimensions=8, passes=2, seed=3)) for _ in range(2)]
    for factors in pair:
        factors.train(both[:300])
        factors.take_in(both, 300, 400)
    for name, vectors in pair[0].vectors.items():
        np.testing.assert_array_equal(vectors, pair[1].vectors[name])


def test_a_new_day_moves_what_it_tells() -> None:
    both = doubled(world(), TYPES)
    factors = Factors(ACTORS, 2 * TYPES, Shape(dimensions=8, passes=2))
    factors.train(both)
    question = np.array([[1, 0, 41]], np.int32)
    least = int(factors.shares(question)[0].argmin())
    new = np.array([[1, 0, least, 40]] * 20, np.int32)
    before = factors.shares(question)[0, least]
    factors.take_in(np.concatenate([both, new]), len(both), len(both) + 20)
    assert factors.shares(question)[0, least] > 2 * before


def test_without_dimensions_nothing_is_learned() -> None:
    factors = Factors(ACTORS, 2 * TYPES, Shape(dimensions=0))
    factors.train(doubled(world(), TYPES))
    assert not factors.trained


@pytest.mark.parametrize(("events", "actors", "daily"), [(150_000, 7_000, 4), (900_000, 23_000, 2), (10**8, 10**5, 1)])
def test_large_streams_are_gone_through_less_often(events: int, actors: int, daily: int) -> None:
    assert Shape().fitting(events, actors).daily == daily
