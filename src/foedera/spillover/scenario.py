"""Streams simulated: forward from a fit under a scenario, and Hawkes processes of known parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from numba import njit

from foedera.model.errors import UsageError
from foedera.spillover import baseline as baselines
from foedera.spillover.answers import refuse_explosive
from foedera.spillover.counts import Moments, moments
from foedera.spillover.daily import Fit
from foedera.spillover.forecast import filtered, leveled, rates
from foedera.spillover.solver import Floats

__all__ = ["Outcome", "hawkes", "simulated"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Events of a stream over the days simulated: the mean, and bounds of 90 % of the runs.

    `more` is the mean less that of the same runs without the scenario, which share their random numbers.
    """

    stream: str
    days: int
    mean: float
    low: float
    high: float
    more: float


def simulated(
    fitted: Fit, days: int, *, extra: Mapping[str, int] | None = None, factors: Mapping[str, float] | None = None,
    runs: int = 400, seed: int = 1,
) -> tuple[Outcome, ...]:  # fmt: skip
    """The days after the fitted ones, simulated.

    Args:
        days: how many, 1 to 365.
        extra: by stream, events more on the last fitted day.
        factors: by stream, what its baseline is multiplied by.
        runs: how many runs; `seed` of their random numbers.

    Raises:
        DatasetError: an explosive fit, or no such stream.
        UsageError: days, runs or factors that cannot be.
    """
    refuse_explosive(fitted)
    if not 1 <= days <= 365 or not 2 <= runs <= 100_000:
        raise UsageError(f"{days} days and {runs} runs: give 1 to 365 days, and 2 to 100000 runs")
    streams = len(fitted.counts.names)
    shock, times = np.zeros(streams), np.ones(streams)
    for name, count in (extra or {}).items():
        if count < 0:
            raise UsageError(f"{name}: {count} events more: give 0 or more")
        shock[fitted.counts.number(name)] = count
    for name, factor in (factors or {}).items():
        if not 0 <= factor <= 1000:
            raise UsageError(f"{name}: a baseline multiplied by {factor}: give 0 to 1000")
        times[fitted.counts.number(name)] = factor
    base = _ahead(fitted, days)
    with_it = _run(fitted, base * times, shock, runs, seed)
    plain = _run(fitted, base, np.zeros(streams), runs, seed)
    low, high = np.quantile(with_it, [0.05, 0.95], axis=0)
    return tuple(
        Outcome(stream=name, days=days, mean=float(with_it[:, i].mean()), low=float(low[i]), high=float(high[i]),
                more=float(with_it[:, i].mean() - plain[:, i].mean()))
        for i, name in enumerate(fitted.counts.names)
    )  # fmt: skip


def _ahead(fitted: Fit, days: int) -> Floats:
    """The baselines of the days to come, days x streams, with the common factor going back to its usual level."""
    values, known = fitted.counts.values, fitted.counts.days
    terms = baselines.terms(known, fitted.counts.origin, after=days)
    nothing = msgspec.structs.replace(fitted, weight=np.zeros_like(fitted.weight))
    base = rates(nothing, np.vstack([values, np.zeros((days, values.shape[1]))]), terms)[known:]
    if not fitted.common:
        return base
    past = rates(fitted, values, terms._replace(columns=terms.columns[:known]))
    level = leveled(values.sum(axis=1), past.sum(axis=1), terms.columns[:known])
    usual = np.exp(np.clip(terms.columns @ level.coefficients[:, 0], -30, 30))
    expected = np.append(past.sum(axis=1) * usual[:known], 1.0)
    now = filtered(np.append(values.sum(axis=1), 0.0), expected, level.kept, level.prior)[-1]
    path = 1 + (now - 1) * level.kept ** np.arange(days)
    made: Floats = base * (usual[known:] * path)[:, None]
    return made


def _run(fitted: Fit, base: Floats, shock: Floats, runs: int, seed: int) -> Floats:
    """Events of each run and stream, summed over the days."""
    # Each stream has random numbers of its own, so that one that the scenario does not reach stays as it was.
    dice = [np.random.default_rng([seed, 6, i]) for i in range(len(shock))]
    stay = 1 - 1 / fitted.delays
    start = np.zeros((len(shock), fitted.delays.size))
    for day in fitted.counts.values[:-1]:
        start = start * stay + day[:, None] / fitted.delays
    start = start * stay + (fitted.counts.values[-1] + shock)[:, None] / fitted.delays
    state = np.broadcast_to(start, (runs, *start.shape)).copy()
    extra = np.maximum(fitted.dispersion - 1, 1e-6)
    total = np.zeros((runs, len(shock)))
    for row in base:
        mean = np.maximum(row + np.einsum("ijk,rjk->ri", fitted.weight, state), 1e-9)
        drawn = [rng.poisson(rng.gamma(mean[:, i] / extra[i]) * extra[i]) for i, rng in enumerate(dice)]
        fresh = np.column_stack(drawn)
        total += fresh
        state = state * stay + fresh[:, :, None] / fitted.delays
    return total


@njit(cache=True)
def _thinned(level: Any, matrix: Any, rate: float, horizon: float, seed: int, most: int) -> Any:
    """Exact simulation with one exponential decay (Ogata 1981)."""
    np.random.seed(seed)
    times, marks = np.empty(most), np.empty(most, np.int32)
    lifted = np.zeros(level.size)
    calm = level.sum()
    above, now, count = 0.0, 0.0, 0
    while count < most:
        bound = calm + above
        gap = np.random.exponential(1.0 / bound)
        now += gap
        if now >= horizon:
            break
        fade = np.exp(-rate * gap)
        above = 0.0
        for i in range(level.size):
            value = lifted[i] * fade
            lifted[i] = value if value > 1e-25 else 0.0
            above += lifted[i]
        dice = np.random.random() * bound
        if dice < calm + above:
            mark, reached = 0, level[0] + lifted[0]
            while reached < dice and mark < level.size - 1:
                mark += 1
                reached += level[mark] + lifted[mark]
            times[count], marks[count] = now, mark
            count += 1
            above = 0.0
            for i in range(level.size):
                lifted[i] += matrix[i, mark] * rate
                above += lifted[i]
    return times[:count], marks[:count]


def hawkes(level: Floats, matrix: Floats, *, rate: float = 1.0, horizon: float, seed: int = 1) -> Moments:
    """Events with times of a Hawkes process with one exponential decay.

    Args:
        level: the baselines' rates; `matrix` the weights, targets x sources; `rate` of the decay.
        horizon: until when.

    Raises:
        UsageError: a spectral radius of one or more, or negative parameters.
    """
    if (level < 0).any() or (matrix < 0).any() or np.abs(np.linalg.eigvals(matrix)).max() >= 1:
        raise UsageError("levels and weights must be 0 or more, and the spectral radius below 1")
    mean = float(np.linalg.solve(np.eye(len(level)) - matrix, level).sum()) * horizon
    times, marks = _thinned(level, matrix, rate, horizon, seed, int(4 * mean + 1000))
    return moments(times, marks, horizon, tuple(f"s{k + 1}" for k in range(len(level))))
