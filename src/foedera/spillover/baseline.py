"""What the streams do without excitation: level, trend, week, season, and how strongly each follows the common factor.

The shape of stream i is exp(Z_t theta_i), fitted by Poisson regression with the common factor as an offset. The common
factor itself is left free on every day (`foedera.spillover.panel`), so these terms hold what is a stream's own: its own
trend, its own week, and a loading on the smoothed common factor where it follows that more or less than others.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from foedera.spillover.solver import Floats

__all__ = ["Baseline", "Terms", "shape", "shared", "smoothed", "terms"]

_WEEK = 7
_YEAR = 365.2425
_RIDGE = 0.5
_STEPS = 8
_LOADED = 6
"""With fewer streams each makes up so much of the common factor that its loading would take up its own excitation."""

_WIDTHS = (2.0, 8.0, 30.0)
"""Days over which the common factor is smoothed for the loadings."""


class Terms(NamedTuple):
    """Columns of a baseline, days x terms, the first of which is one; and how many are trend, week and season."""

    columns: Floats
    trend: int
    week: int
    season: int

    @property
    def described(self) -> str:
        """What the terms are, in words."""
        parts = [f"trend ({self.trend} terms)" if self.trend else "", "week" if self.week else ""]
        parts.append("season" if self.season else "")
        return ", ".join(part for part in parts if part) or "constant"


class Baseline(NamedTuple):
    """A fitted baseline: its coefficients, terms x streams, the shapes, days x streams, and the common factor, a day.

    The factor has a mean of one; it is one throughout where none was asked for.
    """

    coefficients: Floats
    shapes: Floats
    factor: Floats


def terms(days: int, origin: date | None = None, *, after: int = 0) -> Terms:
    """The terms that so many days can bear: a trend bend for each 250 days, a week from 28 days, a season from 550.

    Args:
        days: how many days are fitted.
        origin: the first day, if known; else days of the week are counted from the first.
        after: how many more days to give rows for; there the trend stays at its mean of the last half, as its very
            end is what is known least.
    """
    t = np.arange(days + after)
    held = (np.minimum(t, days - 1) + 0.5) / days
    late = slice(max(days - max(days // 2, 60), 0), days)
    bends = int(min(max(1, days // 250), 8)) if days >= 28 else 0
    columns = [np.ones(t.size)]
    for k in range(1, bends + 1):
        bend = np.sqrt(2) * np.cos(np.pi * k * held)
        bend[days:] = bend[late].mean()
        columns.append(bend)
    week = _WEEK - 1 if days >= 4 * _WEEK else 0
    first = 0 if origin is None else origin.weekday()
    columns += [((t + first) % _WEEK == k) - 1 / _WEEK for k in range(1, week + 1)]
    season = 4 if days >= 550 else 0
    start = 0 if origin is None else origin.timetuple().tm_yday
    for k in range(1, season // 2 + 1):
        angle = 2 * np.pi * k * (t + start) / _YEAR
        columns += [np.cos(angle), np.sin(angle)]
    return Terms(np.column_stack(columns).astype(np.float64), bends, week, season)


@njit(cache=True)
def _regressed(counts: Any, columns: Any, offset: Any, theta: Any, ridge: Any) -> None:
    """Newton steps of one stream's regression, `theta` in place."""
    days, count = columns.shape
    for _ in range(_STEPS):
        slope = -ridge * theta
        bend = np.zeros((count, count))
        for t in range(days):
            power = 0.0
            for k in range(count):
                power += columns[t, k] * theta[k]
            mean = offset[t] * np.exp(min(max(power, -30.0), 30.0))
            surplus = counts[t] - mean
            for k in range(count):
                slope[k] += columns[t, k] * surplus
                part = mean * columns[t, k]
                for other in range(k + 1):
                    bend[k, other] += part * columns[t, other]
        for k in range(count):
            for other in range(k):
                bend[other, k] = bend[k, other]
            bend[k, k] += ridge[k] + 1e-9
        step = np.linalg.solve(bend, slope)
        largest = 0.0
        for k in range(count):
            theta[k] += min(max(step[k], -2.0), 2.0)
            largest = max(largest, abs(step[k]))
        if largest < 1e-3:
            break


def shape(counts: Floats, columns: Floats, offset: Floats, start: Floats | None = None) -> Floats:
    """Coefficients of Poisson regressions, terms x streams: counts with mean offset * exp(columns @ coefficients).

    All but the first have a small ridge, which keeps a term finite where a stream has no event on some weekday.

    Args:
        counts: days x streams, at least 0 (fractions are expected immigrants).
        columns: days x terms, the first one is one.
        offset: days, at least 0, or days x streams.
        start: coefficients to begin with.
    """
    days, streams = counts.shape
    given = np.ascontiguousarray(np.broadcast_to(offset if offset.ndim == 2 else offset[:, None], (days, streams)).T)
    events = np.ascontiguousarray(counts.T)
    made = np.zeros((streams, columns.shape[1]))
    ridge = np.full(columns.shape[1], _RIDGE)
    ridge[0] = 1e-9
    if start is None:
        made[:, 0] = np.log(np.maximum(events.sum(axis=1), 0.5) / np.maximum(given.sum(axis=1), 1e-9))
    else:
        made[:, : len(start)] = start.T
    rows = np.ascontiguousarray(columns)
    for i in range(streams):
        _regressed(events[i], rows, given[i], made[i], ridge)
    return np.asarray(made.T)


def smoothed(factor: Floats, weight: Floats, width: float) -> Floats:
    """The logarithm of the factor smoothed on both sides over `width` days, centred.

    Args:
        factor: events over expected events, a day.
        weight: expected events, a day.
    """
    reach = int(4 * width)
    kernel = np.exp(-np.abs(np.arange(-reach, reach + 1)) / width)
    prior = 3.0
    above = np.convolve(factor * weight, kernel, mode="full")[reach : reach + factor.size] + prior
    below = np.convolve(weight, kernel, mode="full")[reach : reach + factor.size] + prior
    level = np.log(above / below)
    return np.asarray(level - level.mean())


def shared(counts: Floats, columns: Floats, *, common: bool) -> Baseline:
    """The baseline of counts, days x streams, with the common factor free on every day and loadings on it.

    Args:
        columns: the terms, days x terms.
        common: whether there is a common factor; without one the shapes alone explain the days.
    """
    days, streams = counts.shape
    factor = np.ones(days)
    made = shape(counts, columns, factor)
    if not common:
        return Baseline(made, np.exp(np.clip(columns @ made, -30, 30)), factor)
    totals = counts.sum(axis=1)
    expected = np.exp(np.clip(columns @ made, -30, 30)).sum(axis=1)
    loads = [smoothed(totals / np.maximum(expected, 1e-9), expected, width) for width in _WIDTHS]
    wide = np.column_stack([columns, *loads]) if streams >= _LOADED else columns
    shapes = np.exp(np.clip(columns @ made, -30, 30))
    for _ in range(3):
        factor = totals / np.maximum(shapes.sum(axis=1), 1e-9)
        factor *= days / max(factor.sum(), 1e-9)
        made = shape(counts, wide, factor, made)
        shapes = np.exp(np.clip(wide @ made, -30, 30))
    return Baseline(made, shapes, factor)
