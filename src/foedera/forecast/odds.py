"""The probability of at least one event of a type from one actor to another in the next days.

A gradient-boosted model of `features` (Friedman 2001; scikit-learn's histogram version) is fitted on mornings of the
middle of the history, and calibrated by stratum on its last part (`calibration`); the rules between types are counted
on its first part. No day serves twice, and none sees what came after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.baselines import Baselines, baselines_of, came_true, windows_of
from foedera.forecast.calibration import Curve, curve
from foedera.forecast.candidates import STRATA, Stratum, candidates, sampled, strata_of
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.features import Lens, features
from foedera.forecast.following import Rules, rules_of
from foedera.forecast.observed import Observed
from foedera.forecast.state import State, blocs_of, state_of, taken
from foedera.model.errors import DatasetError

QUOTA: Final[dict[Stratum, int]] = {"often": 3000, "few": 4000, "once": 4000, "pair": 5000, "new": 4000}
"""How many triples of each stratum are looked at on a morning, in fitting and in calibrating."""

_RULES, _FITTED = 0.35, 0.72
_MORNINGS = 24


class Odds(msgspec.Struct, frozen=True, eq=False):
    """A fitted model for windows of `horizon` days: the `lens`, the boosted `trees`, the calibration `curves` and
    baselines by stratum."""

    horizon: int
    lens: Lens
    trees: Any
    curves: tuple[Curve, ...]
    baselines: Baselines
    blocs: Keys

    def raw(self, found: Floats) -> Floats:
        """The uncalibrated probabilities of features."""
        return np.asarray(self.trees.predict_proba(found)[:, 1])

    def probability(self, found: Floats, stratum: Keys) -> Floats:
        """The calibrated probabilities of features, by their strata."""
        raw, said = self.raw(found), np.zeros(len(found))
        for number, each in enumerate(self.curves):
            mine = stratum == number
            if mine.any():
                said[mine] = each.map(raw[mine])
        return said


class Cases(msgspec.Struct, frozen=True, eq=False):
    """Triples on mornings: their features, strata, weights, whether they had happened in the last window (`so`) and
    whether they `came` true."""

    found: Floats
    stratum: Keys
    weight: Floats
    so: Keys
    came: Keys


def fit(stream: EventStream, observed: Observed, horizon: int, *, seed: int = 0) -> Odds:
    """The model for windows of `horizon` days, from the events before `observed.end` and nothing else.

    Raises `DatasetError` where the history is too short for the horizon.
    """
    past = stream.until(observed.end)
    blocs = blocs_of(stream.actors)
    span = observed.end - observed.start
    cut = [observed.start + int(span * share) for share in (_RULES, _FITTED)]
    learnt = _mornings(observed, observed.start + span // 8, cut[0] - horizon, horizon, 12)
    fitted = _mornings(observed, cut[0], cut[1] - horizon, horizon, _MORNINGS)
    held = _mornings(observed, cut[1], observed.end - horizon, horizon, _MORNINGS)
    if not (learnt and fitted and held):
        need = int(np.ceil(horizon / min(_RULES - 1 / 8, _FITTED - _RULES, 1 - _FITTED))) + 8
        raise DatasetError(
            f"{stream.name}: {span} days are too few to forecast {horizon} days ahead: about {need} are needed, without "
            "gaps, or a shorter horizon"
        )
    lens = Lens(rules=rules_of(past, learnt, horizon, blocs), observed=observed, horizon=horizon)
    trees = _trees(cases(past, lens, fitted, blocs, seed), seed)
    return _calibrated(Odds(horizon, lens, trees, (), Baselines(np.zeros(0), np.zeros((0, 2))), blocs),
                       cases(past, lens, held, blocs, seed + 1))  # fmt: skip


def cases(stream: EventStream, lens: Lens, mornings: Iterable[int], blocs: Keys, seed: int) -> Cases:
    """The candidates of these mornings, at random by stratum, with what came true."""
    parts, random = [], np.random.default_rng(seed)
    for day in mornings:
        state = state_of(stream, day, blocs)
        some = candidates(state, lens, seed)
        came = came_true(stream, state, some.query, lens.horizon).astype(np.int64)
        picked, weight = sampled(some.stratum, came, QUOTA, random)
        query = taken(some.query, picked)
        windows = windows_of(stream, state, lens.observed, lens.horizon)
        so = np.isin(state.keys(query)["triple"], windows.latest).astype(np.int64)
        parts.append((features(state, query, lens), some.stratum[picked], weight, so, came[picked]))
    return Cases(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _mornings(observed: Observed, first: int, last: int, horizon: int, most: int) -> list[int]:
    """Days from `first` to `last`, evenly spread, whose windows were observed."""
    days = [day for day in range(first, last + 1) if observed.is_whole(day, horizon)]
    if len(days) <= most:
        return days
    return [days[i] for i in np.unique(np.linspace(0, len(days) - 1, most).round().astype(int))]


def _trees(some: Cases, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=24, min_samples_leaf=60, l2_regularization=5.0,
        early_stopping=False, random_state=seed,
    )  # fmt: skip
    return model.fit(some.found, some.came, sample_weight=some.weight / some.weight.mean())


def _calibrated(odds: Odds, some: Cases) -> Odds:
    raw = odds.raw(some.found)
    curves = []
    for number in range(len(STRATA)):
        mine = some.stratum == number
        curves.append(curve(raw[mine], some.came[mine], some.weight[mine]))
    fitted = baselines_of(some.stratum, some.so, some.came, some.weight)
    return msgspec.structs.replace(odds, curves=tuple(curves), baselines=fitted)


def asked_of(odds: Odds, state: State, query: tuple[Keys, Keys, Keys]) -> tuple[Floats, Keys, Floats]:
    """The probabilities of a query, the strata, and the features."""
    found, stratum = features(state, query, odds.lens), strata_of(state, query)
    return odds.probability(found, stratum), stratum, found


__all__ = ["QUOTA", "Cases", "Odds", "Rules", "asked_of", "cases", "fit"]
