"""The mean of a time that is cut off at a limit: E[min(S, h)], by the law of S.

Closed forms by integrating the survival function from 0 to h; that of the lognormal law is its limited expected value
(S. Klugman, H. Panjer and G. Willmot, Loss Models, 2012, appendix A), that of the Erlang law the one of a gamma law.
"""

from __future__ import annotations

import math

from scipy.special import gammainc, gammaincc, ndtr

from foedera.command.simulation.network import Law

__all__ = ["cut_mean"]


def cut_mean(law: Law, limit: float | None, extra: float = 0.0) -> float:
    """Mean hours of `extra` and a time by a law together, cut off at a limit (None: there is none)."""
    if limit is None:
        return extra + law.mean
    left = limit - extra
    if left <= 0.0 or law.mean == 0.0:
        return min(limit, extra)
    return extra + _cut(law, left)


def _cut(law: Law, limit: float) -> float:
    mean = law.mean
    match law.shape:
        case "constant":
            return min(mean, limit)
        case "exponential":
            return _exponential(mean, limit)
        case "uniform":
            return _uniform(mean, math.sqrt(3.0) * law.variation * mean, limit)
        case "erlang":
            scaled = limit * law.phases / mean
            return float(mean * gammainc(law.phases + 1, scaled) + limit * gammaincc(law.phases, scaled))
        case "lognormal":
            return _lognormal(mean, law.variation, limit)
    square = law.variation**2
    share = 0.5 * (1.0 + math.sqrt((square - 1.0) / (square + 1.0)))
    phases = ((share, mean / (2.0 * share)), (1.0 - share, mean / (2.0 * (1.0 - share))))
    return sum(part * _exponential(of, limit) for part, of in phases)


def _exponential(mean: float, limit: float) -> float:
    return -mean * math.expm1(-limit / mean)


def _uniform(mean: float, half: float, limit: float) -> float:
    """Of a time between `mean - half` and `mean + half`."""
    if limit <= mean - half:
        return limit
    if limit >= mean + half:
        return mean
    return limit - (limit - mean + half) ** 2 / (4.0 * half)


def _lognormal(mean: float, variation: float, limit: float) -> float:
    sigma = math.sqrt(math.log1p(variation**2))
    if sigma == 0.0:
        return min(mean, limit)
    place = (math.log(limit / mean) + 0.5 * sigma * sigma) / sigma
    return float(mean * ndtr(place - sigma) + limit * ndtr(-place))
