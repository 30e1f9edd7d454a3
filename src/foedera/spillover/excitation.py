"""What past events add: exponential traces of events with times, and geometric traces of daily counts.

A trace has an integral of one for each event, so that a weight is a number of events: the weight of an edge is how many
events of one stream an event of the other is followed by, directly and in all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from foedera.spillover.solver import Features, Floats

__all__ = ["carried", "daily", "left", "timed"]

_NOTHING = 1e-25
"""A trace below this is none: numbers near the smallest that there are (denormals) take a hundred times as long."""


@njit(cache=True, fastmath=True)
def _timed(times: Any, marks: Any, streams: int, rates: Any, shares: Any, start: Any, origin: float) -> Any:
    out = np.zeros((times.size, streams), np.float32)
    state = start.copy()
    last = origin
    for n in range(times.size):
        gap = times[n] - last
        last = times[n]
        for k in range(rates.size):
            fade = np.exp(-rates[k] * gap)
            for j in range(streams):
                value = state[k, j] * fade
                value = value if value > _NOTHING else 0.0
                state[k, j] = value
                out[n, j] += value
        for k in range(rates.size):
            state[k, marks[n]] += shares[k] * rates[k]
    return out, state, last


def timed(
    times: Floats, marks: NDArray[np.int32], streams: int, rates: Floats, shares: Floats,
    state: Floats | None = None, origin: float = 0.0,
) -> Features:  # fmt: skip
    """The traces just before each event, events x streams, per unit of time.

    Args:
        times, marks: when (rising), and in which stream.
        rates: decays, one over units of time; `shares` of the mixture, which sum to one.
        state: traces at `origin`, decays x streams, as `carried` gives them; none before it where left out.
    """
    begun = np.zeros((rates.size, streams)) if state is None else state
    features, _, _ = _timed(times, marks, streams, rates, shares, begun, origin)
    return np.asarray(features, np.float32)


def carried(
    times: Floats, marks: NDArray[np.int32], streams: int, rates: Floats, shares: Floats, until: float
) -> Floats:
    """The traces at `until`, decays x streams, which a later fit or forecast starts from."""
    state = np.zeros((rates.size, streams))
    for k, (rate, share) in enumerate(zip(rates, shares, strict=True)):
        weight = share * rate * np.exp(np.maximum(-rate * (until - times), -60.0))
        state[k] = np.bincount(marks, weights=weight, minlength=streams)
    return state


def left(times: Floats, marks: NDArray[np.int32], streams: int, rates: Floats, shares: Floats, until: float) -> Floats:
    """For each stream, the integral of its trace from the first event to `until`."""
    done = np.zeros(times.size)
    for rate, share in zip(rates, shares, strict=True):
        done += share * -np.expm1(-rate * (until - times))
    return np.asarray(np.bincount(marks, weights=done, minlength=streams), np.float64)


@njit(cache=True)
def _daily(counts: Any, delays: Any, shares: Any) -> Any:
    days, streams = counts.shape
    out = np.zeros((days, streams), np.float32)
    state = np.zeros((delays.size, streams))
    for t in range(1, days):
        for k in range(delays.size):
            stay = 1.0 - 1.0 / delays[k]
            for j in range(streams):
                value = stay * state[k, j] + (1.0 - stay) * counts[t - 1, j]
                value = value if value > _NOTHING else 0.0
                state[k, j] = value
                out[t, j] += shares[k] * value
    return out


def daily(counts: Floats, delays: Floats, shares: Floats) -> Features:
    """The traces on each day of the days before it, days x streams.

    Args:
        counts: days x streams.
        delays: mean delays in days, 1 or more: 1 is the next day only; `shares` of the mixture, which sum to one.
    """
    return np.asarray(_daily(counts, delays, shares), np.float32)
