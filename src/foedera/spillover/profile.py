"""How fast excitation fades, chosen on data: one exponential, or a mixture where that tells more."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from foedera.spillover import excitation, selection, solver
from foedera.spillover import panel as panels
from foedera.spillover.counts import Moments
from foedera.spillover.solver import Floats
from foedera.spillover.stretches import Decay, Stretches, panelled

__all__ = ["peak", "profile"]

_GRID = 8
_STEP = 3.0
_COST = 3.0
_SPREAD = 5.0
_CELLS = 4_000_000
"""How many traces (events times streams) are looked at to tell profiles apart."""


def profile(moments: Moments, base: Stretches, *, common: bool) -> Decay:
    """The decay profile that explains the events best.

    First each stream by itself, on a grid of rates; then the edges that this lets in, between the grid's neighbours;
    then a mixture with a rate five times faster and one five times slower, if it gains more than its two shares cost
    (BIC). Long data are judged by their first part.
    """
    streams = len(moments.names)
    first = min(len(moments.times), max(_CELLS // streams, 20_000))
    part = moments if first == len(moments.times) else moments.until(float(moments.times[first]))
    rate = _own(part, base)
    found = panelled(part, _single(rate), base, common=common)
    edges = selection.refitted(found, _COST, np.ones(streams)).edge > 0
    if not edges.any():
        return _single(rate)

    def told(logarithm: float) -> float:
        each = panelled(part, _single(float(np.exp(logarithm))), base, common=common)
        return panels.gain(each, panels.fitted(each, None, edges))

    best, value = peak(told, float(np.log(rate)), 0.5)
    return _mixed(part, base, float(np.exp(best)), edges, value, common)


def peak(function: Callable[[float], float], middle: float, width: float) -> tuple[float, float]:
    """Where a function of one variable is highest, by parabolas through three points a width apart, and its value.

    The points move by a width at a time, six times at most, until the highest is the middle one.
    """
    known = {0: function(middle), -1: function(middle - width), 1: function(middle + width)}
    place = 0
    for _ in range(6):
        for side in (-1, 1):
            if place + side not in known:
                known[place + side] = function(middle + (place + side) * width)
        best = max((place - 1, place, place + 1), key=known.__getitem__)
        if best == place:
            break
        place = best
    low, top, high = (known.get(place + side, -np.inf) for side in (-1, 0, 1))
    bend = low - 2 * top + high
    shift = 0.5 * (low - high) / bend if np.isfinite(bend) and bend < 0 else 0.0
    return middle + (place + float(np.clip(shift, -1, 1))) * width, top


def _single(rate: float) -> Decay:
    return Decay(np.array([rate]), np.ones(1))


def _own(moments: Moments, base: Stretches) -> float:
    """The rate on a grid at which streams explain themselves best."""
    streams = len(moments.names)
    gap = streams * moments.horizon / len(moments.times)
    rates = [1.0 / (0.03 * gap * _STEP**k) for k in range(_GRID)]
    rates = [rate for rate in rates if rate * moments.horizon > 30] or rates[:1]
    split = [moments.times[moments.marks == i] for i in range(streams)]
    spans = base.integral(moments.horizon)
    column = [base.at(times)[:, i].astype(np.float64) for i, times in enumerate(split)]
    told = []
    for rate in rates:
        value = 0.0
        for i, times in enumerate(split):
            if times.size < 3:
                continue
            marks = np.zeros(times.size, np.int32)
            x = excitation.timed(times, marks, 1, np.array([rate]), np.ones(1))
            total = excitation.left(times, marks, 1, np.array([rate]), np.ones(1), moments.horizon)
            y, rows, weight = np.ones(times.size), np.arange(times.size), np.zeros(1)
            level = solver.selected(
                x, rows, y, column[i], spans[i], total, np.zeros(1), np.ones(1, np.bool_), times.size / spans[i], weight
            )
            value += solver.log_likelihood(x, rows, y, column[i], spans[i], total, level, weight)
        told.append(value)
    return rates[int(np.argmax(told))]


def _mixed(
    moments: Moments, base: Stretches, rate: float, edges: NDArray[np.bool_], single: float, common: bool
) -> Decay:
    """The mixture of three rates around one, if the events tell it from the one."""
    streams = len(moments.names)
    rates = np.array([rate * _SPREAD, rate, rate / _SPREAD])
    if 3 * streams * len(moments.times) > 4 * _CELLS or rates[-1] * moments.horizon < 10:
        return _single(rate)
    each = [panelled(moments, _single(one), base, common=common) for one in rates]
    x = np.stack([one.x for one in each], axis=2).reshape(len(moments.times), -1)
    sums = None if common else np.stack([np.asarray(one.integrals) for one in each], axis=1).ravel()
    whole = each[0]._replace(x=x, integrals=sums)
    allowed = np.repeat(edges, rates.size, axis=1)
    made = panels.fitted(whole, None, allowed)
    events = np.bincount(moments.marks, minlength=streams)
    caused: Floats = (made.edge.reshape(streams, streams, -1) * events[None, :, None]).sum(axis=(0, 1))
    if caused.sum() <= 0:
        return _single(rate)
    mixed = Decay(rates, caused / caused.sum())
    again = panelled(moments, mixed, base, common=common)
    gained = panels.gain(again, panels.fitted(again, None, edges)) - single
    return mixed if gained > np.log(len(moments.times)) else _single(rate)
