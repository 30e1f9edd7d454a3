"""Edges between streams of events with times, with bounds from blocks of time drawn anew."""

from __future__ import annotations

import numpy as np

from foedera.spillover import excitation
from foedera.spillover import panel as panels
from foedera.spillover.answers import Draws, Edge
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.solver import Floats
from foedera.spillover.stretches import Decay, flat, panelled, shaped
from foedera.spillover.timed import TimedFit

__all__ = ["drawn_moments", "edges_moments"]

_BLOCKS = 50


def drawn_moments(
    fitted: TimedFit, *, number: int = 100, seed: int = 1, blocks: int = _BLOCKS, week: float = 7.0
) -> Draws:
    """Fits of the same edges to stretches of time drawn with replacement (Kuensch 1989).

    What a moment remembers of those before it stays as it was; which edges there are, and the decay, are not drawn.

    Args:
        number: how many draws.
        blocks: into how many stretches of one length the time is cut.
        week: as it was given to `fit_moments`.
    """
    moments, kept = fitted.moments, fitted.survival.kept
    streams = len(fitted.level)
    out = np.zeros((number, streams, streams, 1))
    if not kept.any():
        return Draws(out)
    common = not fitted.steady
    base = shaped(moments, week, common=streams >= 3) if common else flat(streams)
    whole = panelled(moments, fitted.decay, base, common=common)
    edges = np.linspace(0, moments.horizon, blocks + 1)
    place = np.minimum(np.searchsorted(edges, moments.times, side="right") - 1, blocks - 1)
    parts = np.zeros((blocks, streams)) if common else _parts(fitted, edges)
    # The common measure counts one an event, and not one a unit of time.
    unit = moments.times.size / moments.horizon if common else 1.0
    start = Weights(panels.begun(whole).level if common else fitted.level, fitted.matrix / unit)
    rng = np.random.default_rng([seed, 10])
    for k in range(number):
        times = np.bincount(rng.integers(0, blocks, blocks), minlength=blocks).astype(np.float64)
        each = _counted(whole, times[place], None if common else times @ parts, moments.horizon)
        out[k, :, :, 0] = unit * panels.fitted(each, None, kept, start).edge
    return Draws(out)


def edges_moments(fitted: TimedFit, draws: Draws) -> tuple[Edge, ...]:
    """The edges that survived, the strongest evidence first; delays are in the unit of the times."""
    low, high = np.quantile(draws.weight.sum(axis=3), [0.025, 0.975], axis=0)
    names, survival, matrix = fitted.moments.names, fitted.survival, fitted.matrix
    half = _half(fitted.decay)
    out = [
        Edge(
            source=names[j], target=names[i], weight=float(matrix[i, j]), low=float(low[i, j]), high=float(high[i, j]),
            delay=fitted.decay.delay, half=half, z=float(fitted.z[i, j]), family=float(survival.family[i, j]),
            false=float(survival.false[i, j]),
        )
        for i, j in np.argwhere(survival.kept & (matrix > 0))
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda edge: (-edge.z, edge.source, edge.target)))


def _parts(fitted: TimedFit, edges: Floats) -> Floats:
    """The integrals of the traces over each stretch between `edges`, stretches x streams."""
    moments, streams = fitted.moments, len(fitted.level)
    done = []
    for edge in edges:
        before = moments.until(float(edge))
        done.append(excitation.left(before.times, before.marks, streams, *fitted.decay, float(edge)))
    return np.asarray(np.diff(np.array(done), axis=0), np.float64)


def _counted(whole: Panel, times: Floats, integrals: Floats | None, horizon: float) -> Panel:
    """The panel with each of its rows counted so many times; under the clock with these integrals."""
    spans = None if integrals is None else np.full(whole.streams, horizon)
    return whole._replace(y=times[whole.rows], totals=whole.totals * times, integrals=integrals, spans=spans)


def _half(decay: Decay) -> float:
    """After how long half of an edge's events have come."""
    grid = np.geomspace(1e-4, 20.0, 2000) * decay.delay
    done = 1 - np.exp(-np.outer(grid, decay.rates)) @ decay.shares
    return float(grid[min(int(np.searchsorted(done, 0.5)), grid.size - 1)])
