"""How good predictions were: the share that came true, and the Brier score, each with its uncertainty.

The share has Wilson's 95 % interval (Wilson 1927, Journal of the American Statistical Association 22), which is honest
with few cases and near 0 and 1. The mean Brier score (Brier 1950, Monthly Weather Review 78: 0 is perfect, 0.25 what a
constant one half earns) has Hoeffding's 95 % interval (Hoeffding 1963, Journal of the American Statistical Association
58), which holds for any number of cases and any distribution, and is wide with few. Beside it stand the score to be
expected if the probabilities were right, and its exact standard deviation (Spiegelhalter 1986, Statistics in Medicine
5).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

FEW = 10
"""Below so many resolved predictions a share says little about the next one, and `Score.is_few` is true."""

_Z = 1.959963984540054
_RISK = 0.05

Rated = tuple[float, bool]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the predictions of one speaker or source.

    `predictions` is their number, `resolved` that of those that came true (`true`) or did not; void ones count as
    neither. `interval` is the 95 % interval of `share`. Of the `rated` ones, which also have a probability, `brier` is
    the mean of (probability - outcome) squared with its 95 % interval, and `expected` and `deviation` are its mean and
    standard deviation if the probabilities were right. What cannot be computed is None.
    """

    name: str
    predictions: int
    resolved: int
    true: int
    void: int
    share: float | None
    interval: tuple[float, float] | None
    rated: int
    brier: float | None
    brier_interval: tuple[float, float] | None
    expected: float | None
    deviation: float | None

    @property
    def is_few(self) -> bool:
        """Whether there are too few resolved predictions to say much."""
        return self.resolved < FEW


def score(name: str, outcomes: Sequence[bool], rated: Sequence[Rated], *, predictions: int, void: int = 0) -> Score:
    """The score of resolved predictions (`outcomes`), of which some have probabilities (`rated`: with the outcome)."""
    n, true = len(outcomes), sum(outcomes)
    brier = _mean((p - came) ** 2 for p, came in rated)
    return Score(
        name=name, predictions=predictions, resolved=n, true=true, void=void, share=true / n if n else None,
        interval=wilson(true, n), rated=len(rated), brier=brier, brier_interval=_hoeffding(brier, len(rated)),
        expected=_mean(p * (1 - p) for p, _ in rated), deviation=_deviation(rated),
    )  # fmt: skip


def wilson(true: int, n: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share of `true` among `n`; None where there is nothing."""
    if n == 0:
        return None
    share, z = true / n, _Z**2 / n
    middle = (share + z / 2) / (1 + z)
    half = _Z / (1 + z) * math.sqrt(share * (1 - share) / n + z / (4 * n))
    return max(0.0, middle - half) if true else 0.0, min(1.0, middle + half) if true < n else 1.0


def _hoeffding(mean: float | None, n: int) -> tuple[float, float] | None:
    if mean is None:
        return None
    half = math.sqrt(math.log(2 / _RISK) / (2 * n))
    return max(0.0, mean - half), min(1.0, mean + half)


def _deviation(rated: Sequence[Rated]) -> float | None:
    if not rated:
        return None
    return math.sqrt(sum(p * (1 - p) * (1 - 2 * p) ** 2 for p, _ in rated)) / len(rated)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
