"""Trees kept as arrays say what scikit-learn says."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from foedera.forecast.boosted import boosted, trees_of


@pytest.mark.parametrize("seed", range(3))
def test_the_copied_trees_answer_as_those_they_were_copied_from(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = np.floor(random.normal(size=(3000, 5)) * 8)
    came = (random.random(3000) < 1 / (1 + np.exp(-rows[:, 0] / 4 + rows[:, 1] / 8))).astype(np.int64)
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=7).fit(rows, came)
    asked = random.normal(size=(500, 5)) * 12
    assert trees_of(model).logit(asked) == pytest.approx(model.decision_function(asked), abs=1e-9)


def test_the_same_rows_give_the_same_trees() -> None:
    random = np.random.default_rng(5)
    rows = random.normal(size=(800, 3))
    came = (rows[:, 0] + random.normal(size=800) > 0).astype(np.int64)
    one, other = (boosted(rows, came, np.ones(800), 0) for _ in range(2))
    assert np.array_equal(one.logit(rows), other.logit(rows))
    assert one.logit(rows[came > 0]).mean() > one.logit(rows[came < 1]).mean() + 1
