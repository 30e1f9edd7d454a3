"""Estimates over replications, with their intervals."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

__all__ = ["Estimate", "estimate", "ratio"]


class Estimate(msgspec.Struct, frozen=True, gc=False):
    """A value with its interval of confidence (95 % unless said otherwise), over independent replications."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3g} ({self.low:.3g} to {self.high:.3g})"


def estimate(values: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate | None:
    """The mean of one value a replication, with Student's interval; None where fewer than two of them are known."""
    known = np.asarray(values, np.float64)
    known = known[np.isfinite(known)]
    if known.size < 2:
        return None
    mean = float(known.mean())
    half = float(stdtrit(known.size - 1, 0.5 + confidence / 2)) * float(known.std(ddof=1)) / math.sqrt(known.size)
    return Estimate(mean, mean - half, mean + half)


def ratio(above: npt.ArrayLike, below: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate | None:
    """The ratio of the means of paired values, one pair a replication, with an interval by the delta method."""
    over, under = np.asarray(above, np.float64), np.asarray(below, np.float64)
    known = np.isfinite(over) & np.isfinite(under)
    over, under = over[known], under[known]
    if over.size < 2 or under.mean() == 0:
        return None
    value = float(over.mean() / under.mean())
    spread = float((over - value * under).std(ddof=1)) / math.sqrt(over.size) / abs(float(under.mean()))
    half = float(stdtrit(over.size - 1, 0.5 + confidence / 2)) * spread
    return Estimate(value, value - half, value + half)
