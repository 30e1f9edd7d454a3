"""Boosted trees as plain arrays: fitted by scikit-learn, kept and asked without it.

A fitted scikit-learn model can be kept only as a pickle, which runs whatever it holds and which another version may not
read. The nodes of its trees are copied instead: they are a few kilobytes, and asked for one pair they answer at once.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
from numba import njit
from numpy.typing import NDArray

from foedera.forecast.counting import Floats, Keys

_TREES: Final = 120


class Trees(msgspec.Struct, frozen=True, eq=False):
    """The nodes of all trees: tree i begins at `start[i]`. A node without children (`left` 0) is a leaf with a `value`
    in log-odds; others send a row whose `feature` is at most `threshold` to `left`, and else to `right`, both counted
    from the start of the tree. `base` is what all trees add to."""

    start: Keys
    feature: Keys
    threshold: Floats
    left: Keys
    right: Keys
    value: Floats
    base: float

    def logit(self, rows: Floats) -> Floats:
        """The log-odds that the trees give to rows (n, features), (n,)."""
        found: Floats = _summed(rows, self.start, self.feature, self.threshold, self.left, self.right, self.value)
        return found + self.base


def boosted(rows: Floats, came: Keys, weight: Floats, seed: int) -> Trees:
    """Trees fitted to rows (n, features), to what came true and to weights, by the log loss."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    model = HistGradientBoostingClassifier(
        max_iter=_TREES, learning_rate=0.06, max_leaf_nodes=16, min_samples_leaf=100, l2_regularization=10.0,
        early_stopping=False, random_state=seed,
    )  # fmt: skip
    with threadpool_limits(1):  # with several threads the sums are rounded in another order
        model.fit(rows, came, sample_weight=weight)
    return trees_of(model)


def trees_of(model: object) -> Trees:
    """The trees of a fitted `HistGradientBoostingClassifier` of two classes."""
    grown = [each[0].nodes for each in model._predictors]  # type: ignore[attr-defined]  # there is no public way
    nodes = np.concatenate(grown)
    leaf = nodes["is_leaf"].astype(bool)
    return Trees(
        start=np.cumsum([0, *map(len, grown)])[:-1].astype(np.int64), feature=nodes["feature_idx"].astype(np.int64),
        threshold=nodes["num_threshold"].astype(float), left=np.where(leaf, 0, nodes["left"]).astype(np.int64),
        right=np.where(leaf, 0, nodes["right"]).astype(np.int64), value=nodes["value"].astype(float),
        base=float(np.ravel(model._baseline_prediction)[0]),  # type: ignore[attr-defined]
    )  # fmt: skip


@njit(cache=True)
def _summed(
    rows: Floats, start: Keys, feature: Keys, threshold: Floats, left: Keys, right: Keys, value: Floats
) -> NDArray[np.float64]:
    found = np.zeros(len(rows))
    for tree in range(len(start)):
        for i in range(len(rows)):
            node = start[tree]
            while left[node]:
                near = rows[i, feature[node]] <= threshold[node]
                node = start[tree] + (left[node] if near else right[node])
            found[i] += value[node]
    return found
