"""Intensities that are sums of non-negative parts, fitted one stream at a time by coordinate Newton steps.

For one stream the log-likelihood is

    sum_n y_n log(m b_n + sum_j a_j X_nj)  -  m B  -  sum_j a_j K_j,

with y_n events at row n, b_n the baseline's shape there, X_nj what source j adds for a weight of one, and B and K the
integrals of b and X over all of the time. Daily counts and events with times have the same form (Ogata 1978; for
counts, Kirchner 2017), so both are fitted here. It is concave, and in each coordinate its derivative is convex and
falling, so that a Newton step never passes the root from the left.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Features = NDArray[np.float32]
Rows = NDArray[np.int64]

__all__ = ["Features", "Floats", "Rows", "common", "excess", "log_likelihood", "selected"]

_SWEEPS = 400
_ROUNDS = 30


@njit(cache=True)  # type: ignore[untyped-decorator]
def _intensity(x: Any, rows: Any, base: Any, m: float, a: Any, active: Any, size: int, lam: Any) -> None:
    for n in range(rows.size):
        lam[n] = m * base[n]
    for q in range(size):
        j = active[q]
        if a[j] > 0.0:
            for n in range(rows.size):
                lam[n] += a[j] * x[rows[n], j]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _moved(value: float, y: Any, column: Any, lam: Any, integral: float, floor: float) -> float:
    """One Newton step of a coordinate, kept at or above `floor`; the intensities follow."""
    first = 0.0
    second = 0.0
    for n in range(y.size):
        share = column[n] / lam[n]
        first += y[n] * share
        second += y[n] * share * share
    if second <= 0.0:
        return value
    new = max(value + (first - integral) / second, floor)
    if new < 0.1 * value:
        new = 0.1 * value if 0.1 * value > 1e-9 else floor
    step = new - value
    if step != 0.0:
        for n in range(y.size):
            lam[n] = max(lam[n] + step * column[n], 1e-12)
    return new


@njit(cache=True)  # type: ignore[untyped-decorator]
def _sweeps(
    y: Any, base: Any, total: float, columns: Any, integrals: Any, active: Any, size: int, m: float, a: Any, lam: Any,
    tolerance: float,
) -> float:  # fmt: skip
    """Cyclic steps over the baseline and the active sources until none moves the expected events by `tolerance`."""
    for _ in range(_SWEEPS):
        new = _moved(m, y, base, lam, total, 1e-9)
        change = abs(new - m) * total
        m = new
        for q in range(size):
            j = active[q]
            before = a[j]
            a[j] = _moved(before, y, columns[q], lam, integrals[j], 0.0)
            change = max(change, abs(a[j] - before) * abs(integrals[j]))
        if change < tolerance:
            break
    return m


@njit(cache=True)  # type: ignore[untyped-decorator]
def _gradient(x: Any, rows: Any, y: Any, lam: Any, out: Any) -> None:
    out[:] = 0.0
    for n in range(rows.size):
        weight = y[n] / lam[n]
        row = x[rows[n]]
        for j in range(out.size):
            out[j] += weight * row[j]


@njit(cache=True)  # type: ignore[untyped-decorator]
def selected(
    x: Any, rows: Any, y: Any, base: Any, total: float, integrals: Any, penalty: Any, allowed: Any, m: float, a: Any
) -> float:
    """Fits one stream, `a` in place, with an L1 penalty for each source; the baseline's level is returned.

    Args:
        x: features, rows x sources, of which this stream has events at `rows`, `y` of them.
        base, total: the baseline's shape at those rows, and its integral.
        integrals, penalty: for each source, its feature's integral, and what a weight of one costs.
        allowed: which sources may enter.
        m, a: where to start.
    """
    sources = a.size
    active = np.empty(sources, np.int64)
    inside = np.zeros(sources, np.bool_)
    columns = np.empty((0, rows.size), np.float64)
    size = 0
    lam = np.empty(rows.size)
    slope = np.empty(sources)
    cost = integrals + penalty
    tolerance = 1e-4 * np.sqrt(y.sum() + 1.0)
    may = 0
    for j in range(sources):
        may += allowed[j]
        if a[j] > 0.0 and allowed[j]:
            active[size] = j
            inside[j] = True
            size += 1
        else:
            a[j] = 0.0
    for _ in range(_ROUNDS):
        if size > columns.shape[0]:
            wider = np.empty((size, rows.size), np.float64)
            held = columns.shape[0]
            wider[:held] = columns
            for q in range(held, size):
                for n in range(rows.size):
                    wider[q, n] = x[rows[n], active[q]]
            columns = wider
        _intensity(x, rows, base, m, a, active, size, lam)
        m = _sweeps(y, base, total, columns, cost, active, size, m, a, lam, tolerance)
        if size == may:
            break
        _gradient(x, rows, y, lam, slope)
        grown = False
        for j in range(sources):
            if allowed[j] and not inside[j] and slope[j] - cost[j] > 1e-3 * (penalty[j] + 1.0):
                active[size] = j
                inside[j] = True
                size += 1
                grown = True
        if not grown:
            break
    return m


@njit(cache=True)  # type: ignore[untyped-decorator]
def log_likelihood(
    x: Any, rows: Any, y: Any, base: Any, total: float, integrals: Any, m: float, a: Any
) -> float:
    """The log-likelihood of one stream, in nats, without the terms that no parameter changes."""
    value = -m * total
    active = np.empty(a.size, np.int64)
    size = 0
    for j in range(a.size):
        value -= a[j] * integrals[j]
        if a[j] > 0.0:
            active[size] = j
            size += 1
    for n in range(rows.size):
        lam = m * base[n]
        for q in range(size):
            lam += a[active[q]] * x[rows[n], active[q]]
        value += y[n] * np.log(max(lam, 1e-12))
    return float(value)


@njit(cache=True)  # type: ignore[untyped-decorator]
def excess(
    x: Any, rows: Any, y: Any, base: Any, total: float, integrals: Any, m: float, a: Any
) -> Any:
    """For each source with a positive weight, the signed root of the likelihood ratio without it; else 0.

    Without excitation it is at most as large as a standard normal variable in its upper tail, as the weight lies on
    the edge of what it may be (Self and Liang 1987).
    """
    out = np.zeros(a.size)
    whole = log_likelihood(x, rows, y, base, total, integrals, m, a)
    none = np.zeros(a.size)
    for j in range(a.size):
        if a[j] > 0.0:
            less = a.copy()
            less[j] = 0.0
            allowed = less > 0.0
            m_less = selected(x, rows, y, base, total, integrals, none, allowed, m + a[j] * integrals[j] / total, less)
            lower = log_likelihood(x, rows, y, base, total, integrals, m_less, less)
            out[j] = np.sqrt(max(2.0 * (whole - lower), 0.0))
    return out


@njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
def common(x: Any, base: Any, together: Any, level: Any, totals: Any) -> Any:
    """The integrals of traces and baselines under the common measure, and each row's measure, which has a mean of one.

    Args:
        x: traces, rows x sources; `together` their weights summed over targets.
        base: the baselines' shapes, rows x streams; `level` their levels.
        totals: the events of each row.
    """
    rows = x.shape[0]
    factor = np.zeros(rows)
    sums = np.zeros(x.shape[1])
    spans = np.zeros(base.shape[1])
    whole = 0.0
    for n in range(rows):
        if totals[n] > 0.0:
            rate = 0.0
            trace, shape = x[n], base[n]
            for j in range(together.size):
                rate += trace[j] * together[j]
            for i in range(level.size):
                rate += shape[i] * level[i]
            measure = totals[n] / max(rate, 1e-12)
            factor[n] = measure
            whole += measure
            for j in range(sums.size):
                sums[j] += measure * trace[j]
            for i in range(spans.size):
                spans[i] += measure * shape[i]
    scale = rows / max(whole, 1e-300)
    return sums * scale, spans * scale, factor * scale
