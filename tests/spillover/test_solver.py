"""One stream's fit: the maximum is one, and the penalty does what it says."""

import numpy as np

from foedera.spillover import solver


def problem(seed: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    x = rng.gamma(0.5, 1.0, (800, 4)).astype(np.float32)
    y = rng.poisson(0.5 + x @ np.array([0.4, 0.0, 0.2, 0.0])).astype(np.float64)
    rows = np.flatnonzero(y)
    return x, rows, y[rows], np.ones(rows.size), x.sum(axis=0, dtype=np.float64)


def fitted(penalty: float) -> tuple[float, np.ndarray]:
    x, rows, y, base, total = problem(1)
    a = np.zeros(4)
    level = solver.selected(x, rows, y, base, 800.0, total, np.full(4, penalty), np.ones(4, bool), 1.0, a)
    return level, a


def test_the_slope_vanishes_at_the_maximum() -> None:
    x, rows, y, base, total = problem(1)
    level, a = fitted(0.0)
    rates = level * base + x[rows] @ a
    slope = (y / rates) @ x[rows] - total
    assert abs((y / rates).sum() - 800) < 0.5
    assert np.all(np.abs(slope[a > 0]) < 1.0)
    assert np.all(slope[a == 0] < 1.0)
    assert abs(a[0] - 0.4) < 0.12 and abs(a[2] - 0.2) < 0.12


def test_expected_events_are_the_events() -> None:
    _, _, y, _, total = problem(1)
    level, a = fitted(0.0)
    assert abs(level * 800 + a @ total - y.sum()) < 1.0


def test_a_penalty_leaves_sources_out() -> None:
    _, free = fitted(0.0)
    _, strict = fitted(60.0)
    assert (strict > 0).sum() <= (free > 0).sum()
    assert strict.sum() < free.sum()
    assert not fitted(1e6)[1].any()


def test_the_excess_is_that_of_the_likelihood_ratio() -> None:
    x, rows, y, base, total = problem(1)
    level, a = fitted(0.0)
    z = solver.excess(x, rows, y, base, 800.0, total, level, a)
    whole = solver.log_likelihood(x, rows, y, base, 800.0, total, level, a)
    less = a.copy()
    less[0] = 0.0
    free = less > 0
    low = solver.selected(x, rows, y, base, 800.0, total, np.zeros(4), free, level, less)
    rest = solver.log_likelihood(x, rows, y, base, 800.0, total, low, less)
    assert abs(z[0] - np.sqrt(2 * (whole - rest))) < 0.05
    assert z[0] > 5
