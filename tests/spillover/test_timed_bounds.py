"""Bounds of timed edges: around the truth, none without edges, the same from the same seed."""

import msgspec
import numpy as np
import pytest

from foedera.spillover import TimedFit, drawn_moments, edges_moments, fit_moments, hawkes

MATRIX = np.array([[0.3, 0.0, 0.2], [0.25, 0.2, 0.0], [0.0, 0.3, 0.3]])


@pytest.fixture(scope="module")
def fitted() -> TimedFit:
    made = hawkes(np.array([0.2, 0.4, 0.3]), MATRIX, horizon=6000.0, seed=4)
    return fit_moments(made, controls=5, common=False)


def test_bounds_hold_the_truth(fitted: TimedFit) -> None:
    assert fitted.steady
    draws = drawn_moments(fitted, number=40)
    found = edges_moments(fitted, draws)
    assert [edge.z for edge in found] == sorted((edge.z for edge in found), reverse=True)
    number = {name: k for k, name in enumerate(fitted.moments.names)}
    truth = [MATRIX[number[edge.target], number[edge.source]] for edge in found]
    inside = [edge.low <= true <= edge.high for edge, true in zip(found, truth, strict=True)]
    assert sum(inside) >= len(found) - 2
    for edge in found:
        assert edge.low <= edge.weight <= edge.high
        assert edge.family < 0.01 and edge.false < 0.065
        assert np.isclose(edge.half, np.log(2) * edge.delay, rtol=0.02)


def test_an_unsteady_fit_has_bounds_too(fitted: TimedFit) -> None:
    draws = drawn_moments(msgspec.structs.replace(fitted, steady=False), number=10)
    assert np.abs(draws.weight.mean(axis=0)[:, :, 0] - MATRIX).max() < 0.15
    assert not draws.weight[:, MATRIX == 0].any()


def test_the_same_seed_gives_the_same_bounds(fitted: TimedFit) -> None:
    one, two = drawn_moments(fitted, number=5), drawn_moments(fitted, number=5)
    assert np.array_equal(one.weight, two.weight)


def test_without_edges_there_is_nothing_to_draw(fitted: TimedFit) -> None:
    kept = np.zeros_like(fitted.survival.kept)
    none = msgspec.structs.replace(
        fitted, matrix=np.zeros_like(fitted.matrix), survival=fitted.survival._replace(kept=kept)
    )
    draws = drawn_moments(none, number=3)
    assert not draws.weight.any()
    assert edges_moments(none, draws) == ()
