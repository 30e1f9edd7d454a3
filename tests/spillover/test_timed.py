"""Hawkes processes with times: facts of the theory, and fits near the truth."""

import msgspec
import numpy as np
import pytest
from scipy import stats

from foedera.model.errors import UsageError
from foedera.spillover import fit_moments, hawkes, log_likelihood, moments
from foedera.spillover.stretches import Decay
from foedera.spillover.timed import TimedFit, expected

LEVEL = np.array([0.2, 0.4, 0.3])
MATRIX = np.array([[0.3, 0.0, 0.2], [0.25, 0.2, 0.0], [0.0, 0.3, 0.3]])
HORIZON = 6000.0


@pytest.fixture(scope="module")
def fitted() -> TimedFit:
    return fit_moments(hawkes(LEVEL, MATRIX, horizon=HORIZON, seed=4), controls=5, common=False)


def true_fit(fitted: TimedFit) -> TimedFit:
    return msgspec.structs.replace(fitted, level=LEVEL, matrix=MATRIX, decay=Decay(np.ones(1), np.ones(1)))


def test_rates_are_stationary() -> None:
    made = hawkes(LEVEL, MATRIX, horizon=20_000.0, seed=2)
    rate = np.bincount(made.marks) / 20_000.0
    assert np.allclose(rate, np.linalg.solve(np.eye(3) - MATRIX, LEVEL), rtol=0.06)


def test_a_cluster_has_one_over_one_less_n_events() -> None:
    n = 0.6
    made = hawkes(np.array([0.01]), np.array([[n]]), rate=5.0, horizon=150_000.0, seed=3)
    clusters = 1 + int((np.diff(made.times) > 12).sum())
    assert abs(made.times.size / clusters - 1 / (1 - n)) < 0.45


def test_rescaled_gaps_are_exponential(fitted: TimedFit) -> None:
    made, truth = fitted.moments, true_fit(fitted)
    gaps = []
    for stream in range(3):
        times = made.times[made.marks == stream][:150]
        done = [expected(truth, made.until(float(t)), 0.0)[stream] for t in times]
        gaps.append(np.diff(done))
    assert stats.kstest(np.concatenate(gaps), "expon").pvalue > 0.01
    assert stats.kstest(np.diff(made.times) / np.diff(made.times).mean(), "expon").pvalue < 0.01


def test_the_fit_is_near_the_truth(fitted: TimedFit) -> None:
    assert np.array_equal(fitted.survival.kept, MATRIX > 0)
    assert np.abs(fitted.matrix - MATRIX).max() < 0.08
    assert abs(fitted.decay.delay - 1) < 0.15
    assert fitted.steady and abs(fitted.radius - np.abs(np.linalg.eigvals(MATRIX)).max()) < 0.08
    assert 0 < fitted.branching < 1


def test_it_tells_days_to_come_nearly_as_well_as_the_truth(fitted: TimedFit) -> None:
    later = hawkes(LEVEL, MATRIX, horizon=HORIZON, seed=5)
    events = int((later.times > 100).sum())
    short = (log_likelihood(true_fit(fitted), later, 100.0) - log_likelihood(fitted, later, 100.0)) / events
    assert short < 0.005


def test_the_log_likelihood_is_that_of_the_definition(fitted: TimedFit) -> None:
    made = moments(np.sort(np.random.default_rng(1).random(60)) * 20, np.arange(60) % 3, 20.0)
    truth = true_fit(fitted)
    value = -20.0 * LEVEL.sum()
    for n, (t, i) in enumerate(zip(made.times, made.marks, strict=True)):
        gaps = np.exp(-(t - made.times[:n]))
        value += np.log(LEVEL[i] + (MATRIX[i, made.marks[:n]] * gaps).sum())
        value -= MATRIX[:, i].sum() * (1 - np.exp(-(20.0 - t)))
    assert np.isclose(log_likelihood(truth, made, 0.0), value, rtol=1e-4)


def test_what_cannot_be_is_refused(fitted: TimedFit) -> None:
    with pytest.raises(UsageError, match="spectral radius below 1"):
        hawkes(LEVEL, 3 * MATRIX, horizon=10.0)
    with pytest.raises(UsageError, match="other streams"):
        log_likelihood(fitted, hawkes(LEVEL[:2], MATRIX[:2, :2], horizon=HORIZON), 0.0)


def test_a_rate_that_varies_for_all_is_no_excitation() -> None:
    rng = np.random.default_rng(6)
    shock = np.repeat(rng.gamma(2, 0.5, 60), 20)
    table = rng.poisson(np.outer(shock, rng.uniform(0.2, 0.5, 8)))
    day, stream = np.nonzero(table)
    many = table[day, stream]
    times = np.repeat(day, many) + rng.random(many.sum())
    order = np.argsort(times)
    fitted = fit_moments(moments(times[order], np.repeat(stream, many)[order], 1200.0), controls=9)
    assert not fitted.survival.kept.any()
    assert not fitted.steady
    assert fitted.radius == 0


def test_a_level_that_shifts_in_half_of_the_streams_is_unsteady() -> None:
    rng = np.random.default_rng(7)
    rates = np.full((1200, 6), 0.5)
    rates[600:, ::2], rates[600:, 1::2] = 0.9, 0.1
    table = rng.poisson(rates)
    day, stream = np.nonzero(table)
    many = table[day, stream]
    times = np.repeat(day, many) + rng.random(many.sum())
    order = np.argsort(times)
    fitted = fit_moments(moments(times[order], np.repeat(stream, many)[order], 1200.0), controls=9)
    # All streams together are steady, so that only the streams by themselves tell.
    assert not fitted.steady
    assert not (fitted.survival.kept & ~np.eye(6, dtype=bool)).any()
