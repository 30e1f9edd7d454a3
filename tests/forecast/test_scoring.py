"""Scores and calibration against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.forecast import Count, Scored, brier, log_score, scorecard
from foedera.forecast.calibration import calibration_error, curve, reliability


def one(p: float, came: bool, stratum: str = "few", rare: bool = False) -> Scored:
    return Scored(
        stratum=stratum, rare=rare, days=7, probability=p, climatology=0.5, no_change=0.25, came=came
    )  # fmt: skip


def test_brier_and_log_by_hand() -> None:
    assert brier([0.8, 0.3], [True, False]) == pytest.approx((0.04 + 0.09) / 2)
    assert log_score([0.8, 0.3], [True, False]) == pytest.approx(-(math.log(0.8) + math.log(0.7)) / 2)
    assert log_score([0.0], [True]) == pytest.approx(-math.log(1e-6))


def test_a_scorecard_by_stratum_with_skill() -> None:
    card = scorecard([one(0.9, True), one(0.1, False), one(0.2, True, "new", True)], crps=[1.0, 3.0])
    scores = {score.name: score for score in card.scores}
    assert scores["all"].forecasts == 3
    assert scores["seen pairs"].came == 1
    assert scores["few"].brier == pytest.approx(0.01)
    assert scores["few"].over_climatology == pytest.approx(1 - 0.01 / 0.25)
    assert scores["new"].over_no_change == pytest.approx(1 - 0.64 / 0.5625)
    assert scores["rare types"].forecasts == 1
    assert (card.crps, card.counts) == (2.0, 2)
    assert scorecard([]).scores[0].brier is None


def test_the_error_of_what_is_right_is_small_and_of_what_is_not_is_large() -> None:
    random = np.random.default_rng(0)
    p = random.uniform(0.05, 0.95, 20_000)
    came = (random.random(20_000) < p).astype(int)
    right, wrong = calibration_error(reliability(p, came)), calibration_error(reliability(p**2, came))
    assert right is not None
    assert right < 0.02
    assert wrong is not None
    assert wrong > 0.1
    assert calibration_error(()) is None


def test_a_curve_mends_what_is_too_sure() -> None:
    random = np.random.default_rng(1)
    p = random.uniform(0.02, 0.98, 20_000)
    came = (random.random(20_000) < p).astype(int)
    sure = 1 / (1 + ((1 - p) / p) ** 2)
    found = curve(sure, came, np.ones(20_000))
    assert found.map(sure) == pytest.approx(p, abs=0.03)
    assert found.is_sound
    assert not curve(sure[:50], came[:50], np.ones(50)).is_sound


@given(st.floats(0.01, 50), st.floats(0.5, 20))
def test_the_law_of_counts_is_a_law(mean: float, size: float) -> None:
    count = Count(mean, size)
    chances = count.chances(4000)
    assert chances.sum() == pytest.approx(1, abs=1e-3)
    assert (chances * np.arange(4001)).sum() == pytest.approx(mean, rel=0.01)
    assert count.quantile(0.05) <= count.quantile(0.5) <= count.quantile(0.95)


def test_crps_by_hand() -> None:
    count = Count(1.0, 1.0)
    steps = 1 - 0.5 ** np.arange(1, 400)
    assert count.crps(0) == pytest.approx(((steps - 1) ** 2).sum(), abs=1e-4)
    assert count.crps(2) == pytest.approx((steps[:2] ** 2).sum() + ((steps[2:] - 1) ** 2).sum(), abs=1e-4)
    assert count.crps(1) < count.crps(30)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_bins_hold_every_forecast_once(some: list[tuple[float, bool]]) -> None:
    said, came = np.array([p for p, _ in some]), np.array([int(c) for _, c in some])
    bins = reliability(said, came)
    assert sum(bin.forecasts for bin in bins) == len(some)
    assert [bin.said for bin in bins] == sorted(bin.said for bin in bins)
