"""The probability of at least one event of a type from one actor to another in the next days.

Two models of `features` are fitted on mornings of the middle of the history and averaged in log-odds: gradient-boosted
trees (Friedman 2001; scikit-learn's histogram version) and logistic regression; each by itself for triples that
happened before and for those that never did. They are calibrated by stratum on the last part of the history
(`calibration`); the rules between types are counted on its first part. No day serves twice, and none sees what came
after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.streams import EventStream
from foedera.forecast.baselines import Baselines, baselines_of
from foedera.forecast.boosted import Trees, boosted
from foedera.forecast.calibration import LEAST_TRUE, Curve, curve
from foedera.forecast.candidates import STRATA, Stratum, candidates
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.features import Lens, features
from foedera.forecast.following import rules_of
from foedera.forecast.observed import Observed
from foedera.forecast.state import blocs_of, query_of, states
from foedera.model.errors import DatasetError

QUOTA: Final[dict[Stratum, int]] = {"often": 2000, "few": 2500, "once": 2000, "pair": 3000, "new": 2000}
"""How many triples of each stratum are looked at on a morning, in fitting and in calibrating."""

_TRUE: Final = 12_000
"""How many of those that came true are looked at on a morning; where more did, at random."""

_RULES, _FITTED = 0.35, 0.72
_MORNINGS = 24
_BINS = 128
SEEN: Final = 3
"""Strata below this one are of triples that happened before."""


class Model(msgspec.Struct, frozen=True, eq=False):
    """Boosted trees over bins of the features (between `edges`, for each feature), and a logistic regression (`slopes`
    of features less their `middle`, over their `spread`)."""

    trees: Trees
    edges: tuple[Floats, ...]
    middle: Floats
    spread: Floats
    slopes: Floats
    constant: float

    def probability(self, found: Floats) -> Floats:
        """The mean of both, in log-odds, as a probability."""
        straight = (found - self.middle) / self.spread @ self.slopes + self.constant
        both = np.clip(self.trees.logit(binned(found, self.edges)), -16, 16) + straight
        return np.asarray(1 / (1 + np.exp(-both / 2)))


class Odds(msgspec.Struct, frozen=True, eq=False):
    """A fitted model for windows of `horizon` days: the `lens`, the models of triples that happened and of others
    (`seen`, `unseen`: None where too few of them came true), the calibration `curves` and baselines by stratum."""

    horizon: int
    lens: Lens
    seen: Model
    unseen: Model | None
    curves: tuple[Curve, ...]
    baselines: Baselines
    blocs: Keys

    def raw(self, found: Floats, stratum: Keys) -> Floats:
        """The uncalibrated probabilities of features, by their strata."""
        said, seen = np.zeros(len(found)), stratum < SEEN
        for model, mine in ((self.seen, seen), (self.unseen, ~seen)):
            if model is not None and mine.any():
                said[mine] = model.probability(found[mine])
        return said

    def probability(self, found: Floats, stratum: Keys) -> Floats:
        """The calibrated probabilities of features, by their strata."""
        raw, said = self.raw(found, stratum), np.zeros(len(found))
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
        gaps = f" with {sum(gap.end - gap.first for gap in observed.gaps)} days of gaps" if observed.gaps else ""
        raise DatasetError(
            f"{stream.name}: {span} days{gaps} are too few to forecast {horizon} days ahead: about {need} are needed, "
            "of which none is in a gap, or a shorter horizon"
        )
    lens = Lens(rules=rules_of(past, learnt, horizon, blocs), observed=observed, horizon=horizon)
    some = cases(past, lens, fitted, blocs, seed)
    seen, unseen = (_model(some, mine, seed) for mine in (some.stratum < SEEN, some.stratum >= SEEN))
    if seen is None:
        came = int(some.came[some.stratum < SEEN].sum())
        raise DatasetError(
            f"{stream.name}: on the days for fitting {came} of {int((some.stratum < SEEN).sum())} forecasts came true; "
            f"{LEAST_TRUE} are needed, and as many that did not"
        )
    blank = Baselines(np.zeros(0), np.zeros((0, 2)))
    return _calibrated(Odds(horizon, lens, seen, unseen, (), blank, blocs), cases(past, lens, held, blocs, seed + 1))


def cases(stream: EventStream, lens: Lens, mornings: Iterable[int], blocs: Keys, seed: int) -> Cases:
    """The candidates of these mornings, at random by stratum, with what came true."""
    parts = []
    for state in states(stream, mornings, blocs):
        a, day, b = state.day - lens.horizon, state.day, state.day + lens.horizon
        latest, true = (np.unique(state.keys(query_of(each))["triple"]) for each in (
            stream.between(a, day), stream.between(day, b)))  # fmt: skip
        some = candidates(state, lens, QUOTA, true, seed, most=_TRUE)
        triples = state.keys(some.query)["triple"]
        so, came = (np.isin(triples, known).astype(np.int64) for known in (latest, true))
        parts.append((features(state, some.query, lens), some.stratum, some.weight, so, came))
    return Cases(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _mornings(observed: Observed, first: int, last: int, horizon: int, most: int) -> list[int]:
    """Days from `first` to `last`, evenly spread, whose windows were observed."""
    days = [day for day in range(first, last + 1) if observed.is_whole(day, horizon)]
    if len(days) <= most:
        return days
    return [days[i] for i in np.unique(np.linspace(0, len(days) - 1, most).round().astype(int))]


def _model(some: Cases, mine: NDArray[np.bool_], seed: int) -> Model | None:
    from sklearn.linear_model import LogisticRegression

    found, came, weight = some.found[mine], some.came[mine], some.weight[mine]
    if min(came.sum(), (1 - came).sum()) < LEAST_TRUE:
        return None
    weight = weight / weight.mean()
    edges = tuple(np.unique(np.quantile(column, np.linspace(0, 1, _BINS)[1:-1])) for column in found.T)
    trees = boosted(binned(found, edges), came, weight, seed)
    middle, spread = found.mean(axis=0), np.maximum(found.std(axis=0), 1e-9)
    straight = LogisticRegression(C=1.0, max_iter=300)
    straight.fit((found - middle) / spread, came, sample_weight=weight)
    return Model(trees, edges, middle, spread, straight.coef_[0], float(straight.intercept_[0]))


def binned(found: Floats, edges: tuple[Floats, ...]) -> Floats:
    """The features by the numbers of their bins: trees see no more, and are fitted ten times as quickly."""
    return np.column_stack([np.searchsorted(e, column) for e, column in zip(edges, found.T, strict=True)]).astype(float)


def _calibrated(odds: Odds, some: Cases) -> Odds:
    raw = odds.raw(some.found, some.stratum)
    curves = []
    for number in range(len(STRATA)):
        mine = (some.stratum == number) & (number < SEEN or odds.unseen is not None)
        curves.append(curve(raw[mine], some.came[mine], some.weight[mine]))
    fitted = baselines_of(some.stratum, some.so, some.came, some.weight)
    return msgspec.structs.replace(odds, curves=tuple(curves), baselines=fitted)
