"""The fit of daily counts: it finds what is there, and nothing where nothing is."""

import msgspec
import numpy as np

from foedera.spillover import counts, fit
from foedera.spillover.daily import radius
from tests.spillover.worlds import excited, quiet


def test_the_edges_that_are_there_are_found() -> None:
    made, matrix = excited()
    fitted = fit(made, controls=49)
    kept, there = fitted.survival.kept, matrix > 0
    assert (kept & there).sum() >= 8
    assert (kept & ~there).sum() <= 1
    assert abs(fitted.radius - 0.6) < 0.2
    assert fitted.survival.family[kept].min() <= 0.02
    assert fitted.survival.false[kept].max() <= 0.07
    assert len(fitted.controls) == len(fitted.shifts) == 49


def test_weeks_trends_and_shared_shocks_are_no_excitation() -> None:
    found = [fit(quiet(seed), controls=49).survival.kept.any() for seed in range(6)]
    assert sum(found) <= 1


def test_a_stream_that_begins_late_or_lives_a_day_is_fitted_with_the_others() -> None:
    drawn = np.random.default_rng(1).poisson(0.5, (400, 4))
    late, once = drawn.copy(), drawn.copy()
    late[:320, 3] = 0
    once[:, 3] = np.arange(400) == 200
    once[:, 3] *= 40
    for each in (late, once):
        fitted = fit(counts(each), controls=19)
        assert np.isfinite(fitted.z).all()
        assert not fitted.survival.kept[3, :3].any()


def test_the_same_seed_gives_the_same_fit() -> None:
    made, _ = excited(2, days=300)
    one, two = fit(made, controls=9), fit(made, controls=9)
    assert np.array_equal(one.weight, two.weight)
    assert one.controls == two.controls


def test_two_streams_have_no_common_factor() -> None:
    made, _ = excited(3, days=400, streams=2)
    fitted = fit(made, controls=9)
    assert not fitted.common
    assert np.all(fitted.baseline.factor == 1)
    assert fit(made, controls=0, common=True).common


def test_radius_and_branching_are_those_of_the_matrix() -> None:
    made, _ = excited(4, days=400)
    fitted = fit(made, controls=9)
    assert radius(np.zeros((3, 3))) == 0
    weight = np.zeros_like(fitted.weight)
    weight[:, 0, 0] = 0.25
    other = msgspec.structs.replace(fitted, weight=weight)
    events = made.values.sum(axis=0)
    assert np.isclose(other.branching, 0.25 * 5 * events[0] / events.sum())
    assert np.isclose(other.radius, 0.25)
