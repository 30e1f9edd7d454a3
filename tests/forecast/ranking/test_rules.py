from __future__ import annotations

import numpy as np
import pytest

from foedera.forecast.ranking.factors import Factors
from foedera.forecast.ranking.past import Past
from foedera.forecast.ranking.rules import CLASSES, age_class, blank_rules, confidences
from tests.forecast.ranking.worlds import ACTORS, NAMES, SHAPE, TYPES, world


def test_a_visit_is_known_to_be_answered_two_days_later() -> None:
    past = Past(world(), NAMES, TYPES, Factors(ACTORS, 2 * TYPES, SHAPE))
    past.go(40, 1)
    sure = confidences(past.rules)
    visit, visited = 2, 2 + TYPES
    two_days, long_ago = age_class(2, 1.0), age_class(20, 1.0)
    assert sure[visit, visited, two_days] > 2 * sure[visit, visited, long_ago]


def test_confidences_are_shares() -> None:
    past = Past(world(), NAMES, TYPES, Factors(ACTORS, 2 * TYPES, SHAPE))
    past.go(40, 1)
    sure = confidences(past.rules)
    assert (sure >= 0).all() and (sure <= 1).all() and sure.max() > 0.05
    assert not confidences(blank_rules(4)).any()


@pytest.mark.parametrize(("age", "total", "expected"), [(1, 1, 0), (1, 2, 1), (2, 1, 2), (4, 1, 4), (5, 1, 6)])
def test_ages_fall_into_classes(age: int, total: float, expected: int) -> None:
    assert age_class(age, total) == expected


def test_no_age_is_beyond_the_classes() -> None:
    assert age_class(100_000, 9.0) == CLASSES - 1
    assert np.all(np.diff([age_class(age, 1.0) for age in range(1, 200)]) >= 0)
