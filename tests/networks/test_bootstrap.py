"""Intervals from networks drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from foedera.model.errors import QuestionError
from foedera.networks.bootstrap import bootstrap_states, estimate
from foedera.networks.network import Network
from foedera.networks.shape import density

from .drawn import complete, network


def test_the_same_seed_gives_the_same_interval() -> None:
    made = network((0, 1), (1, 2), (0, 2), (2, 3), nodes=8)
    one, again = bootstrap_states(made, draws=50, seed=3), bootstrap_states(made, draws=50, seed=3)
    assert one == again
    assert one != bootstrap_states(made, draws=50, seed=4)
    held = one["density"]
    assert held.value == pytest.approx(4 / 28)
    assert held.low is not None
    assert held.high is not None
    assert held.low < held.value < held.high


def test_density_of_random_networks_has_the_error_that_theory_gives() -> None:
    # Ties drawn independently with probability p: the error of the density is about sqrt(p (1 - p) / pairs), to which
    # drawing states adds some, since those with many ties are drawn more or less often.
    random = np.random.default_rng(1)
    upper = np.triu(random.random((60, 60)) < 0.3, 1)
    found = bootstrap_states(Network.of(list(range(60)), upper + upper.T), {"density": density}, draws=400)["density"]
    assert found.error is not None
    assert 1 < found.error / np.sqrt(0.3 * 0.7 / (60 * 59 / 2)) < 3


def test_without_variation_there_is_no_error() -> None:
    found = bootstrap_states(complete(6), {"density": density}, draws=20)["density"]
    assert (found.value, found.low, found.high, found.error) == (1, 1, 1, 0)


def test_what_is_not_defined_stays_unknown() -> None:
    found = bootstrap_states(Network.of([1, 2, 3], np.zeros((3, 3))), draws=20)["transitivity"]
    assert (found.value, found.low, found.high, found.error, found.draws) == (None, None, None, None, 0)
    assert estimate(float("nan"), np.array([1.0, 2.0])).value is None


@pytest.mark.parametrize(("draws", "level"), [(1, 0.95), (20, 0.0), (20, 1.0)])
def test_bounds_of_the_question(draws: int, level: float) -> None:
    with pytest.raises(QuestionError, match="draws must be 2 or more and the level between 0 and 1"):
        bootstrap_states(complete(4), draws=draws, level=level)


def test_too_few_nodes() -> None:
    with pytest.raises(QuestionError, match="at least 3 nodes"):
        bootstrap_states(complete(2))


def test_an_interval_holds_its_own_figure() -> None:
    few = Network.of(list(range(12)), np.zeros((12, 12)))
    few.ties.setflags(write=True)
    for one, other in ((0, 1), (1, 2), (0, 2), (2, 3)):
        few.ties[one, other] = few.ties[other, one] = 1
    for found in bootstrap_states(few, draws=60).values():
        if found.value is not None and found.low is not None and found.high is not None:
            assert found.low <= found.value <= found.high
