"""Rows of time at which streams are weighed against each other: days, or the moments of events.

Two measures of time serve a fit. Under the clock, a stream's rate is what it is: m b(t) + sum_j a_j x_j(t). Under the
common measure, everything that is reported at a moment may be more or less by one unknown factor f(t), the same for all
streams (news volume, a shared shock), which is left free at every row and drops out: what remains is in which stream
the events of a row fall (Cox's partial likelihood, 1972; for counts, the multinomial likelihood given each day's
total). Excitation that is really a shared shock then has nothing to feed on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.spillover import solver
from foedera.spillover.solver import Features, Floats, Rows

__all__ = [
    "Panel",
    "Weights",
    "between",
    "counted",
    "excesses",
    "fitted",
    "gain",
    "intensities",
    "marked",
    "measured",
    "reweighted",
    "scores",
    "spreads",
]

_PASSES = 3
_LOOKED = 6000
"""How many rows are looked at, evenly apart, for the standard deviations of scores: they only scale the penalty."""


class Panel(NamedTuple):
    """Events of all streams, by row.

    `x` are the traces, rows x streams; stream i has `y[start[i]:start[i+1]]` events at `rows[start[i]:start[i+1]]`;
    `base` are the baselines' shapes, rows x streams; `totals` the events of each row; `integrals` the integrals of the
    traces and `spans` those of the baselines by the clock, or None under the common measure.
    """

    x: Features
    start: Rows
    rows: Rows
    y: Floats
    base: Features
    totals: Floats
    integrals: Floats | None
    spans: Floats | None

    @property
    def streams(self) -> int:
        """The number of streams."""
        return int(self.base.shape[1])

    @property
    def sources(self) -> int:
        """The number of traces: the streams, or the streams times the decays."""
        return int(self.x.shape[1])


class Weights(NamedTuple):
    """The baselines' levels, one a stream, and the weights of excitation, targets x traces."""

    level: Floats
    edge: Floats


def counted(x: Features, counts: Floats, base: Floats, *, common: bool) -> Panel:
    """A panel of daily counts, days x streams; without `common` the clock measures: each day counts one."""
    streams = counts.shape[1]
    shapes = base.astype(np.float32)
    columns, rows = np.nonzero(counts.T)
    start = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=streams))]).astype(np.int64)
    y = counts[rows, columns].astype(np.float64)
    sums = None if common else x.sum(axis=0, dtype=np.float64)
    spans = None if common else base.sum(axis=0, dtype=np.float64)
    return Panel(x, start, rows.astype(np.int64), y, shapes, counts.sum(axis=1), sums, spans)


def marked(
    x: Features, marks: NDArray[np.int32], base: Features, integrals: Floats | None, spans: Floats | None
) -> Panel:
    """A panel of events with times, one a row; with the clock's integrals, or None for the common measure."""
    streams = base.shape[1]
    order = np.argsort(marks, kind="stable").astype(np.int64)
    start = np.concatenate([[0], np.cumsum(np.bincount(marks, minlength=streams))]).astype(np.int64)
    return Panel(x, start, order, np.ones(marks.size), base, np.ones(marks.size), integrals, spans)


def between(panel: Panel, low: int, high: int, integrals: Floats | None, spans: Floats | None) -> Panel:
    """The rows from `low` to before `high`, with the clock's integrals over them (None under the common measure)."""
    kept = (panel.rows >= low) & (panel.rows < high)
    stream = np.repeat(np.arange(panel.streams), np.diff(panel.start))[kept]
    start = np.concatenate([[0], np.cumsum(np.bincount(stream, minlength=panel.streams))]).astype(np.int64)
    return Panel(
        panel.x[low:high], start, panel.rows[kept] - low, panel.y[kept], panel.base[low:high], panel.totals[low:high],
        integrals, spans,
    )  # fmt: skip


def reweighted(panel: Panel, weights: Floats) -> Panel:
    """The panel with its rows counted so many times each, as a bootstrap over blocks of rows draws them (days only)."""
    clock = panel.integrals is not None
    return panel._replace(
        y=panel.y * weights[panel.rows], totals=panel.totals * weights,
        integrals=weights @ panel.x if clock else None, spans=weights @ panel.base if clock else None,
    )  # fmt: skip


def intensities(panel: Panel, weights: Weights) -> Floats:
    """The streams' rates at each row, rows x streams, but for the common factor."""
    return panel.base * weights.level + panel.x @ weights.edge.T.astype(np.float32)


def measured(panel: Panel, weights: Weights) -> tuple[Floats, Floats, Floats | None]:
    """The integrals of the traces and of the baselines, and each row's measure (None by the clock).

    Under the common measure a row's is its events over the sum of the streams' rates, its common factor.
    """
    if panel.integrals is not None and panel.spans is not None:
        return panel.integrals, panel.spans, None
    return solver.common(panel.x, panel.base, weights.edge.sum(axis=0), weights.level, panel.totals.astype(np.float64))  # type: ignore[no-any-return]


def begun(panel: Panel) -> Weights:
    """Weights without excitation."""
    none = np.zeros((panel.streams, panel.sources))
    _, spans, _ = measured(panel, Weights(np.ones(panel.streams), none))
    events = np.array([panel.y[a:b].sum() for a, b in zip(panel.start, panel.start[1:], strict=False)])
    return Weights(np.maximum(events, 0.5) / np.maximum(spans, 1e-9), none)


def spreads(panel: Panel, weights: Weights) -> Floats:
    """Standard deviations of the score of each edge without excitation, targets x sources.

    The variance is that of the trace over the rate, under the events expected, less what the baseline's level takes up.
    """
    integrals, spans, factor = measured(panel, weights)
    measure = np.ones(len(panel.x)) if factor is None else factor
    part = slice(None, None, max(1, len(panel.x) // _LOOKED))
    share = (measure[part, None] / np.maximum(panel.base[part], 1e-9)).astype(np.float32)
    # The rows are a sample of all, and under the clock only those with events: they stand for the whole.
    share *= (spans / np.maximum((measure[part, None] * panel.base[part]).sum(axis=0), 1e-9)).astype(np.float32)
    level = np.maximum(weights.level, 1e-12)[:, None]
    square = (share.T @ np.square(panel.x[part])) / level
    mean = integrals[None, :] ** 2 / np.maximum(level * spans[:, None], 1e-9)
    return np.asarray(np.sqrt(np.maximum(square - mean, 0.02 * square) + 1e-12), np.float64)


def fitted(
    panel: Panel, penalty: Floats | None, allowed: NDArray[np.bool_] | None = None, start: Weights | None = None
) -> Weights:
    """The weights that fit best, with an L1 penalty for each edge (targets x sources), or without for None.

    Args:
        allowed: which edges may be, targets x sources; all where left out.
        start: where to begin.
    """
    weights = begun(panel) if start is None else start
    cost = np.zeros((panel.streams, panel.sources)) if penalty is None else penalty
    free = np.ones((panel.streams, panel.sources), np.bool_) if allowed is None else allowed
    for _ in range(_PASSES if panel.integrals is None else 1):
        integrals, spans, _ = measured(panel, weights)
        level, edge = weights.level.copy(), weights.edge.copy()
        for i in range(panel.streams):
            part = slice(panel.start[i], panel.start[i + 1])
            base = panel.base[panel.rows[part], i].astype(np.float64)
            level[i] = solver.selected(
                panel.x, panel.rows[part], panel.y[part], base, spans[i], integrals, cost[i], free[i], level[i], edge[i]
            )
        weights = Weights(level, edge)
    return weights


def excesses(panel: Panel, weights: Weights) -> Floats:
    """For each edge with a weight, how far above chance it is, in standard deviations; targets x sources."""
    integrals, spans, _ = measured(panel, weights)
    out = np.zeros_like(weights.edge)
    for i in np.flatnonzero(weights.edge.any(axis=1)):
        part = slice(panel.start[i], panel.start[i + 1])
        base = panel.base[panel.rows[part], i].astype(np.float64)
        out[i] = solver.excess(
            panel.x, panel.rows[part], panel.y[part], base, spans[i], integrals, weights.level[i], weights.edge[i]
        )
    return out


def scores(panel: Panel, weights: Weights) -> Floats:
    """For each edge, how far above chance it would be beside those with a weight, in standard deviations."""
    integrals, _, _ = measured(panel, weights)
    out = np.zeros_like(weights.edge)
    for i in range(panel.streams):
        part = slice(panel.start[i], panel.start[i + 1])
        base = panel.base[panel.rows[part], i].astype(np.float64)
        out[i] = solver.scores(
            panel.x, panel.rows[part], panel.y[part], base, integrals, weights.level[i], weights.edge[i]
        )
    return out


def gain(panel: Panel, weights: Weights) -> float:
    """The log-likelihood of the panel in nats: by the clock, or of where the events of each row fall."""
    integrals = np.zeros(panel.sources) if panel.integrals is None else panel.integrals
    spans = np.zeros(panel.streams) if panel.spans is None else panel.spans
    value = 0.0
    for i in range(panel.streams):
        part = slice(panel.start[i], panel.start[i + 1])
        base = panel.base[panel.rows[part], i].astype(np.float64)
        value += solver.log_likelihood(
            panel.x, panel.rows[part], panel.y[part], base, spans[i], integrals, weights.level[i], weights.edge[i]
        )
    if panel.integrals is not None:
        return value
    summed = panel.base @ weights.level.astype(np.float32) + panel.x @ weights.edge.sum(axis=0).astype(np.float32)
    return value - float(panel.totals @ np.log(np.maximum(summed, 1e-12)))
