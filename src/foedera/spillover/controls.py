"""Negative controls: data in which nothing excites anything, put through the same fit.

Two kinds. Drawn anew from the fitted baseline: each day keeps its total, so that news volume and shared shocks stay as
they were, and who acts is drawn from the baseline's shares (without a common factor, each count is drawn by itself).
And shifted: every source is turned around the circle of days by a random number of weeks, so that it keeps its own
bursts but no longer has anything to do with the targets.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from foedera.spillover import panel as panels
from foedera.spillover.baseline import Baseline
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.solver import Floats

__all__ = ["redrawn", "remarked", "shifted"]

_WEEK = 7


def redrawn(counts: Floats, base: Baseline, number: int, seed: int, *, common: bool) -> Iterator[Floats]:
    """Counts, days x streams, drawn from the baseline without excitation, so many times."""
    rng = np.random.default_rng([seed, 1])
    level = counts.sum(axis=0) / np.maximum((base.factor[:, None] * base.shapes).sum(axis=0), 1e-9)
    mean = base.shapes * level
    totals = counts.sum(axis=1).astype(np.int64)
    shares = mean / mean.sum(axis=1, keepdims=True)
    for _ in range(number):
        drawn = rng.multinomial(totals, shares) if common else rng.poisson(mean)
        yield drawn.astype(np.float64)


def remarked(shares: Floats, number: int, seed: int) -> Iterator[NDArray[np.int32]]:
    """Marks of events whose times stay, drawn from the baseline's shares (events x streams), so many times."""
    rng = np.random.default_rng([seed, 2])
    edges = np.cumsum(shares, axis=1)
    edges /= edges[:, -1:]
    for _ in range(number):
        dice = rng.random(len(edges))
        yield (edges < dice[:, None]).sum(axis=1).astype(np.int32)


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
