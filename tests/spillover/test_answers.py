"""Answers of a fit: edges, what one more event adds, scenarios, checks, drawings."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.drawing import save
from foedera.model.errors import DatasetError, UsageError
from foedera.spillover import (
    Draws,
    Fit,
    added,
    compared,
    drawn,
    edges,
    fit,
    held,
    residuals,
    simulated,
    spread,
)
from foedera.spillover.plots import heat_map, network
from tests.spillover.worlds import excited, quiet


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return fit(excited()[0], controls=49)


@pytest.fixture(scope="module")
def draws(fitted: Fit) -> Draws:
    return drawn(fitted, number=40)


def test_edges_have_bounds_delays_and_rates_of_false_alarm(fitted: Fit, draws: Draws) -> None:
    found = edges(fitted, draws)
    assert len(found) == fitted.survival.kept.sum()
    assert [edge.z for edge in found] == sorted((edge.z for edge in found), reverse=True)
    for edge in found:
        assert edge.low <= edge.weight <= edge.high
        assert edge.delay >= 1 and edge.half >= 1
        assert 0 < edge.family <= 1 and 0 <= edge.false <= 0.07
    assert not any("cause" in word for word in msgspec.json.encode(found).decode().split('"'))


def test_radius_and_branching_have_bounds(fitted: Fit, draws: Draws) -> None:
    whole = spread(fitted, draws)
    assert whole.radius_low <= whole.radius <= whole.radius_high
    assert whole.branching_low <= whole.branching <= whole.branching_high
    assert not whole.explosive


def test_one_more_event_adds_the_whole_of_its_descent_in_the_end(fitted: Fit, draws: Draws) -> None:
    source = fitted.counts.names[0]
    answer = added(fitted, draws, source, days=3000)
    unit = np.eye(len(fitted.level))[0]
    whole = np.linalg.solve(np.eye(len(unit)) - fitted.matrix, unit) - unit
    assert np.allclose([each.events for each in answer], whole, atol=1e-3)
    soon = added(fitted, draws, source, days=3)
    assert all(a.events <= b.events + 1e-9 for a, b in zip(soon, answer, strict=True))
    with pytest.raises(UsageError, match="0 days"):
        added(fitted, draws, source, days=0)


def test_an_explosive_fit_is_shown_and_no_forecast(fitted: Fit, draws: Draws) -> None:
    wild = msgspec.structs.replace(fitted, weight=fitted.weight * 3)
    assert spread(wild, Draws(draws.weight * 3)).explosive
    with pytest.raises(DatasetError, match="explosive"):
        simulated(wild, 30)
    with pytest.raises(DatasetError, match="explosive"):
        added(wild, draws, "a")


def test_a_scenario_adds_events_where_edges_lead(fitted: Fit) -> None:
    plain = simulated(fitted, 30, runs=100)
    assert all(each.more == 0 and each.low <= each.mean <= each.high for each in plain)
    usual = fitted.counts.values.mean(axis=0) * 30
    assert np.allclose([each.mean for each in plain], usual, rtol=0.7)
    shocked = simulated(fitted, 30, extra={"a": 200}, runs=100)
    target = int(np.argmax(fitted.matrix[:, 0]))
    assert shocked[target].more > 10
    calm = simulated(fitted, 30, factors={"b": 0.0}, runs=100)
    assert calm[1].more < -10
    assert simulated(fitted, 30, runs=50) == simulated(fitted, 30, runs=50)
    for wrong in (
        {"days": 0},
        {"days": 9, "runs": 1},
        {"days": 9, "factors": {"a": -1.0}},
        {"days": 9, "extra": {"a": -1}},
    ):
        with pytest.raises(UsageError):
            simulated(fitted, **wrong)  # type: ignore[arg-type]
    with pytest.raises(DatasetError, match="no stream"):
        simulated(fitted, 9, extra={"z": 1})


def test_a_stream_that_the_scenario_does_not_reach_stays_as_it_was(fitted: Fit) -> None:
    weight = np.zeros_like(fitted.weight)
    weight[1, 0, 0] = 0.5
    one = msgspec.structs.replace(fitted, weight=weight)
    more = [each.more for each in simulated(one, 30, extra={"a": 100}, runs=20)]
    assert more[1] > 20
    assert [more[0], *more[2:]] == [0, 0, 0, 0]


def test_held_out_days_tell_excitation_from_none() -> None:
    result = held(excited(5, days=1200)[0], folds=2)
    assert result.beats
    assert "beats all baselines" in result.said
    none = held(quiet(3), folds=2)
    assert abs(none.dispersed["fit"] - none.dispersed["common factor"]) < 0.02
    assert none.beats == ("does not beat" not in none.said)
    with pytest.raises(DatasetError, match="too few to hold"):
        held(quiet(3).between(0, 100))


def test_residuals_are_uniform_for_the_truth_and_not_for_another(fitted: Fit) -> None:
    good = residuals(fitted)
    assert not good.failing
    assert abs(good.lag) < 0.06
    none = msgspec.structs.replace(fitted, weight=np.zeros_like(fitted.weight))
    assert residuals(none).failing


def test_two_periods_are_compared() -> None:
    made, _ = excited(6, days=800)
    changes = compared(made, 400, number=20, controls=19)
    assert changes
    assert all(change.low <= change.high for change in changes)
    with pytest.raises(DatasetError, match="the period before has 30 days"):
        compared(made, 30)


def test_edges_are_drawn(fitted: Fit, draws: Draws, tmp_path: Path) -> None:
    found = edges(fitted, draws)
    for chart in (heat_map, network):
        file = tmp_path / f"{chart.__name__}.svg"
        save(chart(found, fitted.counts.names), file)
        assert file.read_text().startswith("<svg")
    save(network((), ("a", "b")), tmp_path / "none.svg")
