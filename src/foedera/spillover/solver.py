"""Intensities that are sums of non-negative parts, fitted one stream at a time by Newton steps.

For one stream the log-likelihood is

    sum_n y_n log(m b_n + sum_j a_j X_nj)  -  m B  -  sum_j a_j K_j,

with y_n events at row n, b_n the baseline's shape there, X_nj what source j adds for a weight of one, and B and K the
integrals of b and X over all of the time. Daily counts and events with times have the same form (Ogata 1978; for
counts, Kirchner 2017), so both are fitted here. It is concave. Steps are taken in all active coordinates at once; where
that does not climb, in one after the other: there its derivative is convex and falling, so that a step from below the
root stays below it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Features = NDArray[np.float32]
Rows = NDArray[np.int64]

__all__ = ["Features", "Floats", "Rows", "common", "excess", "log_likelihood", "scores", "selected"]

_STEPS = 60
_GAINED = 1e-3
"""Nats: a step that promises less is the last."""

_ROUNDS = 30


@njit(cache=True)
def _intensity(x: Any, rows: Any, base: Any, m: float, a: Any, active: Any, size: int, lam: Any) -> None:
    for n in range(rows.size):
        lam[n] = m * base[n]
    for q in range(size):
        j = active[q]
        if a[j] > 0.0:
            for n in range(rows.size):
                lam[n] += a[j] * x[rows[n], j]


@njit(cache=True)
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


@njit(cache=True)
def _sweep(
    y: Any, base: Any, total: float, columns: Any, cost: Any, active: Any, size: int, m: float, a: Any, lam: Any
) -> float:
    """One Newton step of each coordinate in turn: slow where traces are alike, but never downhill."""
    m = _moved(m, y, base, lam, total, 1e-9)
    for q in range(size):
        a[active[q]] = _moved(a[active[q]], y, columns[q], lam, cost[active[q]], 0.0)
    return m


@njit(cache=True)
def _bent(y: Any, base: Any, columns: Any, size: int, lam: Any) -> Any:
    """The slope of the sum of logarithms in the level and the active weights, and its negative curvature."""
    slope = np.zeros(size + 1)
    bend = np.zeros((size + 1, size + 1))
    share = np.empty(size + 1)
    for n in range(y.size):
        inverse = 1.0 / lam[n]
        share[0] = base[n] * inverse
        for q in range(size):
            share[q + 1] = columns[q, n] * inverse
        for q in range(size + 1):
            part = y[n] * share[q]
            slope[q] += part
            for other in range(q + 1):
                bend[q, other] += part * share[other]
    return slope, bend


@njit(cache=True)
def _stepped(slope: Any, bend: Any, now: Any) -> Any:
    """A joint Newton step of those that are above zero or want to be; the others stay."""
    count = slope.size
    free = np.empty(count, np.int64)
    size = 0
    for q in range(count):
        if now[q] > 0.0 or slope[q] > 0.0:
            free[size] = q
            size += 1
    matrix = np.empty((size, size))
    right = np.empty(size)
    for q in range(size):
        right[q] = slope[free[q]]
        for other in range(q + 1):
            matrix[q, other] = bend[free[q], free[other]]
            matrix[other, q] = matrix[q, other]
        matrix[q, q] = matrix[q, q] * (1.0 + 1e-9) + 1e-12
    solved = np.linalg.solve(matrix, right)
    step = np.zeros(count)
    for q in range(size):
        step[free[q]] = solved[q]
    return step


@njit(cache=True)
def _tried(
    y: Any, base: Any, columns: Any, price: Any, now: Any, step: Any, before: float, low: Any, tried: Any
) -> float:
    """The value after the step, halved until it climbs; `low` and `tried` are where it leads, and the rates there."""
    after = -np.inf
    for half in range(6):
        for q in range(now.size):
            low[q] = max(now[q] + step[q] * 0.5**half, 0.0)
        low[0] = max(low[0], 0.1 * now[0])
        tried[:] = low[0] * base
        for q in range(1, now.size):
            if low[q] > 0.0:
                tried += low[q] * columns[q - 1]
        if tried.min() > 0.0:
            after = (y * np.log(tried)).sum() - (price * low).sum()
        if after >= before:
            break
    return float(after)


@njit(cache=True)
def _ascended(
    y: Any, base: Any, total: float, columns: Any, cost: Any, active: Any, size: int, m: float, a: Any, lam: Any
) -> float:
    """Joint Newton steps of the baseline and the active sources, kept above zero, until one gains next to nothing."""
    now, low = np.empty(size + 1), np.empty(size + 1)
    price = np.empty(size + 1)
    price[0] = total
    for q in range(size):
        price[q + 1] = cost[active[q]]
    tried = np.empty(y.size)
    for _ in range(_STEPS):
        now[0] = m
        for q in range(size):
            now[q + 1] = a[active[q]]
        slope, bend = _bent(y, base, columns, size, lam)
        slope -= price
        step = _stepped(slope, bend, now)
        if not np.isfinite(step).all() or np.abs(slope * step).sum() < _GAINED:
            break
        before = (y * np.log(lam)).sum() - (price * now).sum()
        after = _tried(y, base, columns, price, now, step, before, low, tried)
        if after >= before:
            m = low[0]
            for q in range(size):
                a[active[q]] = low[q + 1]
            lam[:] = tried
            if after - before < 0.1 * _GAINED:
                break
        else:
            m = _sweep(y, base, total, columns, cost, active, size, m, a, lam)
    return m


@njit(cache=True)
def _gradient(x: Any, rows: Any, y: Any, lam: Any, out: Any) -> None:
    out[:] = 0.0
    for n in range(rows.size):
        weight = y[n] / lam[n]
        row = x[rows[n]]
        for j in range(out.size):
            out[j] += weight * row[j]


@njit(cache=True)
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
    if rows.size == 0:  # a control may leave a stream without any event, and then nothing can excite it
        a[:] = 0.0
        return 0.0
    active = np.empty(sources, np.int64)
    inside = np.zeros(sources, np.bool_)
    columns = np.empty((0, rows.size), np.float64)
    size = 0
    lam = np.empty(rows.size)
    slope = np.empty(sources)
    cost = integrals + penalty
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
        m = _ascended(y, base, total, columns[:size], cost, active, size, m, a, lam)
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


@njit(cache=True)
def log_likelihood(x: Any, rows: Any, y: Any, base: Any, total: float, integrals: Any, m: float, a: Any) -> float:
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


@njit(cache=True)
def excess(x: Any, rows: Any, y: Any, base: Any, total: float, integrals: Any, m: float, a: Any) -> Any:
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


@njit(cache=True, fastmath=True)
def scores(x: Any, rows: Any, y: Any, base: Any, integrals: Any, m: float, a: Any) -> Any:
    """How far above chance each source would be if it came in beside those that have a weight, in standard deviations.

    The score over the root of its information, less what the baseline's level takes up (Rao 1948).
    """
    sources = a.size
    first, square, cross = np.zeros(sources), np.zeros(sources), np.zeros(sources)
    whole = 0.0
    for n in range(rows.size):
        row = x[rows[n]]
        lam = m * base[n]
        for j in range(sources):
            lam += a[j] * row[j]
        inverse = 1.0 / max(lam, 1e-12)
        own = base[n] * inverse
        whole += y[n] * own * own
        for j in range(sources):
            part = row[j] * inverse
            first[j] += y[n] * part
            square[j] += y[n] * part * part
            cross[j] += y[n] * part * own
    out = np.zeros(sources)
    for j in range(sources):
        spread = square[j] - cross[j] * cross[j] / max(whole, 1e-12)
        if spread > 1e-12:
            out[j] = (first[j] - integrals[j]) / np.sqrt(spread)
    return out


@njit(cache=True, fastmath=True)
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
