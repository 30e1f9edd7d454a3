"""Traces: against their definition, and with an integral of one for each event."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.spillover import excitation

RATES = np.array([2.0, 0.3])
SHARES = np.array([0.7, 0.3])


def test_traces_follow_their_definition() -> None:
    rng = np.random.default_rng(2)
    times = np.sort(rng.random(60)) * 40
    marks = rng.integers(0, 3, 60).astype(np.int32)
    x = excitation.timed(times, marks, 3, RATES, SHARES)
    for n in (5, 30, 59):
        gaps = times[n] - times[:n]
        kernel = (SHARES * RATES * np.exp(-np.outer(gaps, RATES))).sum(axis=1)
        assert np.allclose(x[n], np.bincount(marks[:n], weights=kernel, minlength=3), atol=1e-5)


def test_a_part_goes_on_where_another_stopped() -> None:
    rng = np.random.default_rng(3)
    times = np.sort(rng.random(80)) * 40
    marks = rng.integers(0, 2, 80).astype(np.int32)
    whole = excitation.timed(times, marks, 2, RATES, SHARES)
    state = excitation.carried(times[:50], marks[:50], 2, RATES, SHARES, 20.0 + times[49] - 20.0)
    rest = excitation.timed(times[50:], marks[50:], 2, RATES, SHARES, state, times[49])
    assert np.allclose(whole[50:], rest, atol=1e-5)


def test_all_of_an_event_comes_in_the_end() -> None:
    times, marks = np.array([0.0, 1.0, 2.0]), np.array([0, 1, 1], np.int32)
    assert np.allclose(excitation.left(times, marks, 2, RATES, SHARES, 1e4), [1, 2])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=3, max_size=30), st.floats(1, 20))
def test_daily_traces_sum_to_the_events(values: list[int], delay: float) -> None:
    counts = np.array([[*values, *([0] * 600)]], float).T
    x = excitation.daily(counts, np.array([delay]), np.ones(1))
    assert x[0, 0] == 0
    assert np.isclose(x.sum(), sum(values), atol=1e-3 * (1 + sum(values)))


def test_old_traces_end_at_zero_and_are_no_denormals() -> None:
    x = excitation.daily(np.array([[1.0]] + [[0.0]] * 5000), np.array([3.0]), np.ones(1))
    assert x[-1, 0] == 0
    assert not ((x > 0) & (x < 1e-37)).any()
