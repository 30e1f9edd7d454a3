"""Events with times as a panel: the baseline's shapes in bins of time, and the traces at each event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import numpy as np

from foedera.spillover import baseline as baselines
from foedera.spillover import excitation
from foedera.spillover import panel as panels
from foedera.spillover.counts import Moments
from foedera.spillover.panel import Panel
from foedera.spillover.solver import Features, Floats

__all__ = ["Decay", "Stretches", "flat", "halves", "panelled", "poisson", "shaped"]

_MOST_BINS = 20_000
_FEWEST_BINS = 100


class Decay(NamedTuple):
    """A decay profile: rates, one over units of time, and their shares, which sum to one."""

    rates: Floats
    shares: Floats

    @property
    def delay(self) -> float:
        """The mean delay."""
        return float((self.shares / self.rates).sum())


class Stretches(NamedTuple):
    """Bins of time of one `width`, and the baselines' shapes in them, bins x streams; None for constant ones."""

    width: float
    shapes: Floats | None
    streams: int

    def at(self, times: Floats) -> Features:
        """The shapes at these times, times x streams."""
        if self.shapes is None:
            return np.ones((times.size, self.streams), np.float32)
        rows = np.minimum((times / self.width).astype(np.int64), len(self.shapes) - 1)
        return self.shapes.astype(np.float32)[rows]

    def integral(self, until: float) -> Floats:
        """The shapes' integrals from 0 to `until`, one a stream."""
        if self.shapes is None:
            return np.full(self.streams, until)
        edges = self.width * np.arange(len(self.shapes))
        part = np.clip(until - edges, 0.0, self.width)
        return np.asarray(part @ self.shapes, np.float64)


def poisson(moments: Moments, base: Stretches, number: int, seed: int) -> Iterator[Moments]:
    """Events drawn anew from the baselines alone, in as many streams and until the same time, so many times."""
    rng = np.random.default_rng([seed, 11])
    events = np.bincount(moments.marks, minlength=base.streams)
    edges = np.array([0.0, moments.horizon])
    if base.shapes is not None:
        edges = np.minimum(base.width * np.arange(len(base.shapes) + 1), moments.horizon)
    shapes = np.ones((1, base.streams)) if base.shapes is None else base.shapes
    mass = shapes * np.diff(edges)[:, None]
    for _ in range(number):
        times, marks = [], []
        for i, mean in enumerate(events):
            place = rng.choice(len(mass), size=rng.poisson(mean), p=mass[:, i] / mass[:, i].sum())
            times.append(edges[place] + rng.random(place.size) * (edges[place + 1] - edges[place]))
            marks.append(np.full(place.size, i, np.int32))
        when = np.concatenate(times)
        order = np.argsort(when)
        yield msgspec.structs.replace(moments, times=when[order], marks=np.concatenate(marks)[order])


def flat(streams: int) -> Stretches:
    """Constant baselines."""
    return Stretches(1.0, None, streams)


def shaped(moments: Moments, week: float, *, common: bool) -> Stretches:
    """The baselines' shapes: each stream's own trend, its own week of length `week`, its own part in the common factor.

    Bins are a seventh of a week, or so wide that there are no more than 20,000; then there is no week.
    """
    width = week / 7
    bins = int(np.ceil(moments.horizon / width))
    if bins > _MOST_BINS:
        width, bins = moments.horizon / _MOST_BINS, _MOST_BINS
    elif bins < _FEWEST_BINS:
        width, bins = moments.horizon / _FEWEST_BINS, _FEWEST_BINS
    streams = len(moments.names)
    place = np.minimum((moments.times / width).astype(np.int64), bins - 1)
    counts = np.zeros((bins, streams))
    np.add.at(counts, (place, moments.marks), 1.0)
    made = baselines.terms(bins)
    weekly = np.isclose(width, week / 7)
    used = made.columns[:, : made.columns.shape[1] - made.season]
    used = used if weekly else used[:, : 1 + made.trend]
    base = baselines.shared(counts, used, common=common)
    return Stretches(width, base.shapes / base.shapes.mean(axis=0), streams)


def panelled(moments: Moments, decay: Decay, base: Stretches, *, common: bool) -> Panel:
    """The panel of events with times, one a row, with the traces of this profile; by the clock if not `common`."""
    streams = len(moments.names)
    x = excitation.timed(moments.times, moments.marks, streams, decay.rates, decay.shares)
    sums, spans = (None, None) if common else _clock(moments, decay, base, moments.horizon)
    return panels.marked(x, moments.marks, base.at(moments.times), sums, spans)


def halves(moments: Moments, whole: Panel, decay: Decay, base: Stretches, part: float) -> tuple[Panel, Panel]:
    """The panel of the first `part` of the time, and that of the rest."""
    cut = moments.horizon * part
    row = int(np.searchsorted(moments.times, cut))
    if whole.integrals is None or whole.spans is None:
        return panels.between(whole, 0, row, None, None), panels.between(whole, row, len(whole.x), None, None)
    sums, spans = _clock(moments.until(cut), decay, base, cut)
    return (
        panels.between(whole, 0, row, sums, spans),
        panels.between(whole, row, len(whole.x), whole.integrals - sums, whole.spans - spans),
    )


def _clock(moments: Moments, decay: Decay, base: Stretches, until: float) -> tuple[Floats, Floats]:
    streams = len(moments.names)
    sums = excitation.left(moments.times, moments.marks, streams, decay.rates, decay.shares, until)
    return sums, base.integral(until)
