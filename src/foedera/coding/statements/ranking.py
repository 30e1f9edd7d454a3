"""The ranker of candidates: gradient-boosted trees over interpretable features, read from a data file, in NumPy.

The file (`weights/ranker.json`) holds the trees, the rate at which each cue was right in training, the threshold above
which a candidate is taken, and the table that makes a calibrated confidence of a score. `training` writes such files.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.coding.statements.candidate import Candidate
from foedera.coding.statements.features import NAMES
from foedera.model import UsageError

FORM = "foedera-statement-ranker/1"
_ENCLOSED = NAMES.index("enclosed")
_EDGE = 0.02
PRIOR = 4.0
"""How many sightings of a cue the lexicon's strength weighs as much as."""


class Tree(msgspec.Struct, frozen=True):
    """A decision tree by nodes: at node i, go `left` where the feature is at most the threshold, else `right`; a leaf
    has left -1 and its value."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What a ranker has learnt. `rates` maps "lemma frame" to how often it was right and how often it was seen;
    `scores` and `confidences` are the calibration table, both rising; `logistic` takes its place where it is given: the
    weights of 1, of the score's logit, and of whether the document is an official text."""

    form: str = FORM
    features: list[str]
    start: float
    trees: list[Tree]
    rates: dict[str, tuple[float, float]]
    threshold: float
    scores: list[float] = []
    confidences: list[float] = []
    logistic: list[float] = []


class Ranker:
    """Scores candidates between 0 and 1."""

    def __init__(self, weights: Weights) -> None:
        """Raises `UsageError` where the weights are for other features than this version has."""
        if weights.form != FORM or tuple(weights.features) != NAMES:
            raise UsageError("the ranker's weights are of another version of Foedera; train it again")
        self.weights = weights
        self._forest = _Forest(weights.trees)
        self._scores = np.asarray(weights.scores)
        self._confidences = np.asarray(weights.confidences)

    @property
    def threshold(self) -> float:
        """The score from which a candidate counts as an attribution."""
        return self.weights.threshold

    def rate(self, candidate: Candidate) -> tuple[float, float]:
        """How often this cue in this frame was right, the lexicon's strength weighed in, and the log of how often it
        was seen."""
        return rate(self.weights.rates.get(key(candidate), (0.0, 0.0)), candidate.strength)

    def scores(self, features: NDArray[np.float64], *, alone: bool = False) -> NDArray[np.float64]:
        """The score of each row of features; with `alone`, as if no candidate stood within the content of another. Most
        annotations leave out what stands within others, and rankers learn to do so."""
        if alone:
            features = features.copy()
            features[:, _ENCLOSED] = 0.0
        total = np.full(len(features), self.weights.start)
        for values in self._forest.values(features) if len(features) else ():
            total += values
        return np.asarray(1.0 / (1.0 + np.exp(-total)))

    def confidence(self, score: float, *, official: bool = False) -> float:
        """The share of candidates with this score that were right, in official texts or in others, by the calibration;
        the score itself where there is none."""
        if self.weights.logistic:
            constant, slope, shift = self.weights.logistic
            return float(1 / (1 + np.exp(-(constant + slope * logit(score) + shift * official))))
        if not len(self._scores):
            return score
        return float(np.interp(score, self._scores, self._confidences))


class _Forest:
    """All trees in one: the nodes of all trees in a row, a leaf leading to itself."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        sizes = np.asarray([len(tree.left) for tree in trees], np.int64)
        self.roots = np.cumsum(sizes) - sizes
        first = np.repeat(self.roots, sizes)
        left, right = (np.asarray([i for tree in trees for i in getattr(tree, side)]) for side in ("left", "right"))
        self.leaf = left < 0
        itself = np.arange(len(left))
        self.left, self.right = (np.where(self.leaf, itself, side + first) for side in (left, right))
        self.feature = np.where(self.leaf, 0, np.asarray([i for tree in trees for i in tree.feature]))
        self.threshold = np.asarray([value for tree in trees for value in tree.threshold])
        self.value = np.asarray([value for tree in trees for value in tree.value])

    def values(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value of each tree (a row) for each row of features (a column)."""
        columns = np.arange(len(features)) * features.shape[1]
        flat = np.ascontiguousarray(features).ravel()
        at = np.repeat(self.roots[:, None], len(features), axis=1)
        while not self.leaf[at].all():
            goes_left = flat[columns + self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        return np.asarray(self.value[at])


def logit(score: float) -> float:
    """The logit of a score, which is kept from 0 and 1."""
    kept = min(max(score, _EDGE), 1 - _EDGE)
    return float(np.log(kept / (1 - kept)))


def key(candidate: Candidate) -> str:
    """By what the rate of a candidate's cue is kept."""
    return f"{candidate.entry.lemma} {candidate.frame}"


def rate(counted: tuple[float, float], strength: float) -> tuple[float, float]:
    """The rate from counts (right, seen) and a lexicon's strength, and the log of the number seen."""
    right, seen = counted
    return (right + PRIOR * strength) / (seen + PRIOR), float(np.log1p(seen))


def ranker(path: Path | None = None) -> Ranker:
    """Foedera's own ranker, or that of a file that `training` wrote. Raises `UsageError` where the file is none."""
    return _bundled() if path is None else Ranker(_weights(path))


@cache
def _bundled() -> Ranker:
    return Ranker(msgspec.json.decode((files(__package__) / "weights" / "ranker.json").read_bytes(), type=Weights))


def _weights(path: Path) -> Weights:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Weights)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise UsageError(f"{path} holds no ranker of statements: {error}") from error
