"""What a fit says of days to come: the common factor from its own past, one-step-ahead rates, and log-likelihoods.

The common factor of a fit is free on every day, so that the next day's must be told from those before. It is taken as
its own week, trend and season times a level that is filtered: gamma-distributed, discounted by a part every day, drawn
back to one (Harvey and Fernandes 1989).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from foedera.spillover import baseline as baselines
from foedera.spillover import excitation
from foedera.spillover.baseline import Terms
from foedera.spillover.daily import Fit
from foedera.spillover.solver import Floats

__all__ = ["Level", "filtered", "gained", "leveled", "predicted", "rates"]

_KEPT = (0.5, 0.7, 0.85, 0.93, 0.97, 0.99)
_PRIORS = (0.1, 0.5, 2.0, 10.0)


class Level(NamedTuple):
    """How the common factor of the next day is told: its terms' coefficients, what is kept a day, the prior's weight.

    The prior's weight is in days of average counts.
    """

    coefficients: Floats
    kept: float
    prior: float


@njit(cache=True)
def filtered(totals: Floats, expected: Floats, kept: float, prior: float) -> Floats:
    """The level expected on each day from the days before, one where nothing is known."""
    out = np.ones(totals.size)
    weight = prior * max(expected.mean(), 1e-9)
    above = 0.0
    below = 0.0
    for t in range(totals.size):
        out[t] = (above + weight) / (below + weight)
        above = kept * (above + totals[t])
        below = kept * (below + expected[t])
    return out


def leveled(totals: Floats, rates: Floats, columns: Floats) -> Level:
    """The level's settings that tell the totals of past days best, one day ahead.

    Args:
        totals: events a day; `rates` the sum of the streams' rates without the common factor.
        columns: terms of the factor's own week, trend and season, days x terms.
    """
    coefficients = baselines.shape(totals[:, None], columns, np.maximum(rates, 1e-9))
    expected = rates * np.exp(np.clip(columns @ coefficients[:, 0], -30, 30))
    best = (-np.inf, 0.97, 2.0)
    for kept in _KEPT:
        for prior in _PRIORS:
            mean = np.maximum(expected * filtered(totals, expected, kept, prior), 1e-9)
            best = max(best, (float(totals @ np.log(mean) - mean.sum()), kept, prior))
    return Level(coefficients, best[1], best[2])


def rates(fit: Fit, values: Floats, terms: Terms) -> Floats:
    """The streams' rates, days x streams, without the common factor, on the fitted days and those after.

    After the last fitted day, shapes follow the fitted terms, and a stream's part in the common factor is as usual.

    Args:
        values: counts of the fitted days and of those after, days x streams.
        terms: of as many days.
    """
    count = terms.columns.shape[1]
    shapes = np.exp(np.clip(terms.columns @ fit.baseline.coefficients[:count], -30, 30))
    shapes[: fit.counts.days] = fit.baseline.shapes
    made = shapes * fit.level
    for k, delay in enumerate(fit.delays):
        if fit.weight[:, :, k].any():
            made = made + excitation.daily(values, np.array([delay]), np.ones(1)) @ fit.weight[:, :, k].T
    return np.asarray(made, np.float64)


def predicted(fit: Fit, values: Floats) -> Floats:
    """The rates, days x streams, each told from the days before: the fitted days' and those after.

    Args:
        values: counts of the fitted days and of those after, days x streams.
    """
    days = fit.counts.days
    terms = baselines.terms(days, fit.counts.origin, after=len(values) - days)
    own = rates(fit, values, terms)
    if not fit.common:
        return own
    level = leveled(values[:days].sum(axis=1), own[:days].sum(axis=1), terms.columns[:days])
    expected = own.sum(axis=1) * np.exp(np.clip(terms.columns @ level.coefficients[:, 0], -30, 30))
    factor = (
        filtered(values.sum(axis=1), expected, level.kept, level.prior) * expected / np.maximum(own.sum(axis=1), 1e-9)
    )
    made: Floats = own * factor[:, None]
    return made


def gained(values: Floats, mean: Floats, dispersion: Floats | None = None) -> float:
    """The log-likelihood of counts in nats: Poisson, or with a variance of `dispersion` times the mean (NB1).

    Args:
        values, mean: days x streams.
        dispersion: one a stream, above 1 for a negative binomial.
    """
    from scipy.special import gammaln

    safe = np.maximum(mean, 1e-9)
    if dispersion is None:
        return float((values * np.log(safe) - safe - gammaln(values + 1)).sum())
    extra = np.maximum(dispersion - 1.0, 1e-6)
    size = safe / extra
    part = gammaln(values + size) - gammaln(size) - gammaln(values + 1)
    return float((part + values * np.log(extra / (1 + extra)) - size * np.log1p(extra)).sum())
