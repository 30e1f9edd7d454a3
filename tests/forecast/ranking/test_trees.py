from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.forecast.ranking.trees import BINS, Settings, bin_edges, binned, boosted, scores, slopes


def questions(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidates of which the one with the highest sum of two features is true."""
    rng = np.random.default_rng(seed)
    features = rng.random((n * 10, 4)).astype(np.float32)
    true = np.zeros(n * 10, bool)
    for i in range(n):
        part = slice(10 * i, 10 * i + 10)
        true[10 * i + int((features[part, 0] + features[part, 2]).argmax())] = True
    return features, true, (np.arange(n + 1) * 10).astype(np.int32)


def test_trees_learn_what_makes_an_answer() -> None:
    features, true, start = questions(600, 0)
    edges = bin_edges(features)
    plan = Settings(trees=60, depth=4, rows=0.5, features=1.0, step=0.2)
    forest = boosted(binned(features, edges), edges, true, np.ones(len(true), np.float32), start, plan)
    fresh, answers, _ = questions(200, 1)
    found = scores(forest, fresh).reshape(-1, 10).argmax(axis=1)
    right = (found == answers.reshape(-1, 10).argmax(axis=1)).mean()
    assert right > 0.75  # by chance, 0.1; by either feature alone, under 0.6


def test_the_same_seed_gives_the_same_trees_and_another_seed_others() -> None:
    features, true, start = questions(100, 0)
    edges = bin_edges(features)
    rows = binned(features, edges), edges, true, np.ones(len(true), np.float32), start
    plan = Settings(trees=5, depth=3, rows=0.5)
    one, again, other = (boosted(*rows, plan._replace(seed=seed)) for seed in (4, 4, 5))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not np.array_equal(one.value, other.value)


@pytest.mark.parametrize("focus", [0.0, 0.5])
def test_slopes_of_a_question_sum_to_zero(focus: float) -> None:
    score = np.array([0.3, -1.0, 2.0, 0.1], np.float32)
    true = np.array([True, False, False, True])
    first, second = np.zeros(4, np.float32), np.zeros(4, np.float32)
    slopes(score, true, np.ones(4, np.float32), np.array([0, 4], np.int32), focus, first, second)
    assert first.sum() == pytest.approx(0.0, abs=1e-6)
    assert (first[true] < 0).all() and (first[~true] > 0).all() and (second > 0).all()


def test_slopes_are_those_of_the_loss() -> None:
    true = np.array([True, False, False, True])

    def loss(score: np.ndarray) -> float:
        rest = np.exp(score[~true]).sum()
        return float(-sum(np.log(np.exp(s) / (np.exp(s) + rest)) for s in score[true]))

    score = np.array([0.3, -1.0, 2.0, 0.1])
    first, second = np.zeros(4, np.float32), np.zeros(4, np.float32)
    slopes(score.astype(np.float32), true, np.ones(4, np.float32), np.array([0, 4], np.int32), 0.0, first, second)
    for i in range(4):
        step = np.eye(4)[i] * 1e-4
        assert first[i] == pytest.approx((loss(score + step) - loss(score - step)) / 2e-4, abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=300))
def test_bins_keep_the_order_of_values(values: list[float]) -> None:
    column = np.array(values, np.float32)[:, None]
    bins = binned(column, bin_edges(column))[:, 0]
    order = np.argsort(column[:, 0], kind="stable")
    assert (np.diff(bins[order].astype(int)) >= 0).all()
    assert bins.max() < BINS
    if len(set(values)) <= BINS:
        assert len(set(bins.tolist())) == len(set(column[:, 0].tolist()))
