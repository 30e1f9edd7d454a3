"""Calibration: of the forecasts that say 0.3, three in ten shall come true.

A raw probability p is mapped by beta calibration (Kull, Silva Filho and Flach 2017, Electronic Journal of Statistics
11): logit = c + a log p - b log(1 - p), with a, b >= 0, fitted by weighted likelihood on days that the model never saw,
for each stratum by itself, drawn towards the identity where cases are few. The error is the expected calibration error:
the mean distance between what was said and what came, in bins of equally many forecasts.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from foedera.forecast.counting import Floats, Keys

LEAST_CASES: Final = 200
"""Held-out forecasts that a stratum needs for its probabilities to be printed, …"""

LEAST_TRUE: Final = 10
"""… and how many of them must have come true."""

_DRAWN: Final = 4.0


class Curve(msgspec.Struct, frozen=True):
    """Beta calibration of one stratum, with the held-out `cases` and those that came `true`."""

    a: float
    b: float
    c: float
    cases: int
    true: int

    @property
    def is_sound(self) -> bool:
        """Whether there were enough cases for a probability to be printed."""
        return self.cases >= LEAST_CASES and self.true >= LEAST_TRUE

    @property
    def missing(self) -> str:
        """What is missing for it to be sound, in words."""
        return (
            f"{self.cases} such forecasts could be tried on held-out days and {self.true} came true; "
            f"{LEAST_CASES} and {LEAST_TRUE} are needed"
        )

    def map(self, p: Floats) -> Floats:
        """The calibrated probabilities."""
        low, high = _logs(p)
        return np.asarray(1 / (1 + np.exp(-(self.c + self.a * low - self.b * high))))


class Bin(msgspec.Struct, frozen=True):
    """A bin of a reliability diagram: what was `said` on average, the share that `came` true, the number of forecasts
    and of those for which they stand."""

    said: float
    came: float
    forecasts: int
    weight: float


def curve(p: Floats, came: Keys, weight: Floats) -> Curve:
    """The beta calibration of raw probabilities, given what came true."""
    from scipy.optimize import minimize

    low, high = _logs(p)
    scale = weight / max(weight.sum(), 1e-9) * len(weight)

    def loss(x: Floats) -> tuple[float, Floats]:
        z = x[2] + x[0] * low - x[1] * high
        q = 1 / (1 + np.exp(-z))
        error = scale * (q - came)
        value = float((scale * (np.logaddexp(0, z) - came * z)).sum())
        drawn = x - np.array([1.0, 1.0, 0.0])
        gradient = np.array([error @ low, -(error @ high), error.sum()])
        return value + _DRAWN * float(drawn @ drawn) / 2, gradient + _DRAWN * drawn

    start = np.array([1.0, 1.0, 0.0])
    found = (
        minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, 5), (0, 5), (-20, 20)]).x if len(p) else start
    )
    a, b, c = (float(x) for x in found)
    return Curve(a=a, b=b, c=c, cases=len(p), true=int(came.sum()))


def reliability(said: Floats, came: Keys, weight: Floats | None = None, bins: int = 10) -> tuple[Bin, ...]:
    """The bins of a reliability diagram, as many forecasts in each (by weight), in the order of what was said."""
    weight = np.ones(len(said)) if weight is None else weight
    order = np.argsort(said, kind="stable")
    total = np.cumsum(weight[order])
    place = np.minimum((total - weight[order] / 2) / max(total[-1] if len(total) else 0, 1e-12) * bins, bins - 1)
    found = []
    for number in range(bins):
        some = order[place.astype(int) == number]
        if len(some):
            w = weight[some]
            found.append(Bin(float(np.average(said[some], weights=w)), float(np.average(came[some], weights=w)),
                             len(some), float(w.sum())))  # fmt: skip
    return tuple(found)


def calibration_error(bins: tuple[Bin, ...]) -> float | None:
    """The expected calibration error of a reliability diagram; None where it has no forecasts."""
    weight = sum(bin.weight for bin in bins)
    return sum(bin.weight * abs(bin.said - bin.came) for bin in bins) / weight if weight else None


def _logs(p: Floats) -> tuple[Floats, Floats]:
    bounded = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(bounded), np.log1p(-bounded)
