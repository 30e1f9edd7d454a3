"""The tests that an edge must pass."""

import numpy as np
from scipy.stats import norm

from foedera.spillover import FALSE, FAMILY
from foedera.spillover.selection import survivors, tail


def test_tails_are_those_of_the_normal_law() -> None:
    assert np.allclose(tail(np.array([0.0, 1.96, 5.0])), norm.sf([0.0, 1.96, 5.0]))


def test_without_excitation_the_promise_is_kept() -> None:
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(300):
        z = np.maximum(rng.standard_normal((10, 10)), 0)
        found += survivors(z, [np.maximum(rng.standard_normal(100), 0) for _ in range(20)]).kept.any()
    assert found / 300 <= FAMILY + 0.02


def test_with_many_edges_few_are_false() -> None:
    rng = np.random.default_rng(2)
    true = np.zeros((40, 40), bool)
    true[:, :4] = True
    z = np.maximum(rng.standard_normal((40, 40)) + 6.0 * true, 0)
    kept = survivors(z, []).kept
    assert (kept & true).sum() > 150
    assert (kept & ~true).sum() / kept.sum() < 2 * FALSE


def test_strong_controls_take_edges_away() -> None:
    z = np.zeros((3, 3))
    z[0, 1] = 5.5
    assert survivors(z, [np.zeros(0)] * 99).kept.sum() == 1
    assert survivors(z, [np.full(1, 6.0)] * 99).kept.sum() == 0
    assert survivors(z, [np.full(1, 6.0)] * 99).family[0, 1] == 1
