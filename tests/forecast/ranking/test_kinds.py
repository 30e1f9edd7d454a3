from __future__ import annotations

import numpy as np
import pytest

from foedera.forecast.ranking.factors import Factors, Shape
from foedera.forecast.ranking.kinds import KIND_FEATURES, kind_features, kind_order, train_kinds
from foedera.forecast.ranking.past import Past
from foedera.model.errors import DatasetError
from tests.forecast.ranking.worlds import ACTORS, NAMES, TYPES, world


def past_at(day: int) -> Past:
    past = Past(world(), NAMES, TYPES, Factors(ACTORS, 2 * TYPES, Shape(dimensions=0)))
    past.go(day, 1)
    return past


def test_features_count_what_passed_each_way() -> None:
    events = world()
    known = events[events[:, 3] < 30]
    past = past_at(30)
    s, _, o, _ = known[-1].tolist()
    found = kind_features(past.index, past.state, s, o, 30)
    assert found.shape == (TYPES, len(KIND_FEATURES))
    forth = known[(known[:, 0] == s) & (known[:, 2] == o)]
    for kind in range(TYPES):
        assert found[kind, KIND_FEATURES.index("here_0")] == (forth[:, 1] == kind).sum()
    back = known[(known[:, 0] == o) & (known[:, 2] == s)]
    seen = [kind for kind in range(TYPES) if found[kind, KIND_FEATURES.index("back_35")] > 0]
    assert seen == sorted(set(back[:, 1].tolist()))


def test_a_pair_that_never_met_has_features_of_its_own_past_only() -> None:
    past = past_at(0)
    found = kind_features(past.index, past.state, 0, 1, 0)
    ages = [i for i, name in enumerate(KIND_FEATURES) if name.endswith("_age")]
    assert (found[:, ages] == 999).all()
    assert not np.delete(found, ages, axis=1).any()


def test_days_without_events_teach_nothing() -> None:
    past = past_at(0)
    with pytest.raises(DatasetError, match="nothing to learn"):
        train_kinds(past, 40, 45)


def test_types_stand_in_the_order_of_their_scores() -> None:
    assert kind_order(np.array([0.1, 3.0, 0.1, 2.0], np.float32)).tolist() == [1, 3, 0, 2]
