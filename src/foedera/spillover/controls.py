"""Negative controls: data in which nothing excites anything, put through the same fit.

Two kinds. Drawn anew from the fitted baseline: each day keeps its total, so that news volume and shared shocks stay as
they were, and who acts is drawn from the baseline's shares (without a common factor, each count is drawn by itself);
what scatters more than Poisson's law does so in the controls, too (gamma-mixed, thus negative binomial).
And shifted: every source is turned around the circle of days by a random number of weeks, so that it keeps its own
bursts but no longer has anything to do with the targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from foedera.spillover import panel as panels
from foedera.spillover.baseline import Baseline
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.solver import Features, Floats

__all__ = ["redrawn", "remarked", "shifted"]

_WEEK = 7
_SCATTERED = 1.1
"""A variance over mean from which counts are drawn with it; below, chance alone makes as much."""


def redrawn(
    counts: Floats, base: Baseline, number: int, seed: int, *, common: bool, dispersion: Floats
) -> Iterator[Floats]:
    """Counts, days x streams, drawn from the baseline without excitation, so many times.

    Args:
        dispersion: variance over mean of each stream's counts, 1 for Poisson: controls scatter as the data do, as a
            few days with many events are what false edges feed on.
    """
    rng = np.random.default_rng([seed, 1])
    level = counts.sum(axis=0) / np.maximum((base.factor[:, None] * base.shapes).sum(axis=0), 1e-9)
    mean = base.shapes * level
    totals = counts.sum(axis=1).astype(np.int64)
    # The mean of a day as it was, which sets how much the gamma law scatters around it.
    day = np.maximum(mean * base.factor[:, None], 1e-9)
    scattered = dispersion > _SCATTERED
    for _ in range(number):
        lifted = mean.copy()
        extra = np.maximum(dispersion[scattered] - 1, 1e-6)
        lifted[:, scattered] *= rng.gamma(day[:, scattered] / extra) * extra / day[:, scattered]
        if not common:
            yield rng.poisson(lifted).astype(np.float64)
            continue
        # Where the draw leaves no stream to put a day's events in, the baseline's shares do.
        lifted = np.where(lifted.sum(axis=1, keepdims=True) > 1e-9, lifted, mean)
        yield rng.multinomial(totals, lifted / lifted.sum(axis=1, keepdims=True)).astype(np.float64)


@njit(cache=True)
def _marks(shares: Any, totals: Any, dice: Any) -> Any:
    out = np.empty(len(shares), np.int32)
    for n in range(len(shares)):
        left = dice[n] * totals[n]
        mark = 0
        while mark < shares.shape[1] - 1 and left >= shares[n, mark]:
            left -= shares[n, mark]
            mark += 1
        out[n] = mark
    return out


def remarked(shares: Features, number: int, seed: int) -> Iterator[NDArray[np.int32]]:
    """Marks of events whose times stay, drawn from the baseline's shares (events x streams), so many times."""
    rng = np.random.default_rng([seed, 2])
    totals = shares.sum(axis=1, dtype=np.float64)
    for _ in range(number):
        yield _marks(shares, totals, rng.random(len(shares)))


def shifted(found: Panel, weights: Weights, dispersion: Floats, number: int, seed: int) -> list[Floats]:
    """Scores of edges between streams from shifted sources, so many times, given the fitted edges.

    What is scored is what the fit leaves unexplained; each is in its standard deviations, targets x sources, the
    diagonal at 0.
    """
    rng = np.random.default_rng([seed, 3])
    rates = np.maximum(panels.intensities(found, weights), 1e-9).astype(np.float64)
    _, _, factor = panels.measured(found, weights)
    measure = np.ones(len(found.x)) if factor is None else factor
    events = np.zeros_like(rates)
    events[found.rows, np.repeat(np.arange(found.streams), np.diff(found.start))] = found.y
    surplus = (events / rates - measure[:, None]).T
    share = (measure[:, None] / rates).T
    mass = (measure[:, None] * rates).sum(axis=0)
    rows, out = len(found.x), []
    most = max(rows // _WEEK - 8, 2)
    for _ in range(number):
        steps = _WEEK * rng.integers(4, max(most, 5), size=found.sources)
        x = np.column_stack([np.roll(found.x[:, j], steps[j]) for j in range(found.sources)]).astype(np.float64)
        mean = (measure @ x)[None, :] / mass[:, None]
        first = surplus @ x - mean * (surplus * rates.T).sum(axis=1)[:, None]
        square = share @ (x * x) - mean**2 * mass[:, None]
        z = first / np.sqrt(np.maximum(square, 1e-9) * dispersion[:, None])
        np.fill_diagonal(z, 0.0)
        out.append(np.maximum(z, 0.0))
    return out
