"""Spillover between streams of events with times: the Hawkes process with exponential decays (Hawkes 1971).

    rate_i(t) = m_i + sum_j a_ij sum_{events s of j before t} g(t - s),    g a mixture of exponentials.

Edges are told by where events fall given when any fell, so that a rate that varies for all streams alike (a week, a
trend, shocks) is no excitation. Strengths are then fitted by the clock with a constant baseline, if that baseline holds
up; if not, they stay as they are under the common measure, and `steady` is false.
"""

from __future__ import annotations

import msgspec
import numpy as np

from foedera.model.errors import UsageError
from foedera.spillover import excitation, selection
from foedera.spillover import panel as panels
from foedera.spillover.controls import remarked
from foedera.spillover.counts import Moments
from foedera.spillover.daily import radius
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.profile import peak, profile
from foedera.spillover.selection import Survival
from foedera.spillover.solver import Floats
from foedera.spillover.stretches import Decay, Stretches, flat, halves, panelled, poisson, shaped

__all__ = ["TimedFit", "expected", "fit_moments", "log_likelihood"]

_TRAINED = 0.75
_STRETCHES = 100
_UNSTEADY = 1.5
_UNSTEADY_APART = 1.25
_ADMITTED = 2.5
"""Standard deviations above chance with which the clock lets in an edge that the common measure did not."""

_FALSE = 0.065
"""The share of false edges among those claimed by the clock: as theory has it, which simulated truths bear out."""

_CONTROLLED = 80_000_000
"""How many traces (events times streams) all controls together take."""


class TimedFit(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Streams of events with times, fitted.

    Attributes:
        moments: what was fitted.
        decay: the profile that all edges share.
        level: the baselines' rates, events a unit of time (their mean where they vary).
        matrix: events of a target that an event of a source is followed by, directly; targets x sources.
        z: how far each edge is above chance, in standard deviations.
        survival: which edges remain, and their rates of false alarm.
        controls: the strongest edge of each control drawn from the baseline without excitation.
        steady: whether a constant baseline holds up; then edges and strengths are told by the clock.
        unsteadiness: variance over mean of the residual counts of a hundred stretches, of all events or of the streams
            by themselves, whichever is more; near 1 for a constant baseline.
        penalty, gains: as of `foedera.spillover.Fit`.
    """

    moments: Moments
    decay: Decay
    level: Floats
    matrix: Floats
    z: Floats
    survival: Survival
    controls: tuple[float, ...]
    steady: bool
    unsteadiness: float
    penalty: float
    gains: dict[float, float]

    @property
    def radius(self) -> float:
        """The spectral radius of the matrix: at one or above, what is set off never ends."""
        return radius(self.matrix)

    @property
    def branching(self) -> float:
        """How many events an event is followed by, directly and in all streams, on average over the events."""
        events = np.bincount(self.moments.marks, minlength=len(self.level))
        return float(self.matrix.sum(axis=0) @ events / events.sum())


def fit_moments(
    moments: Moments, *, week: float = 7.0, controls: int | None = None, seed: int = 1, common: bool | None = None
) -> TimedFit:
    """Which streams excite which, by how much and how fast, from events with times.

    Args:
        moments: as `foedera.spillover.moments` makes them.
        week: the length of a cycle that each stream may follow in its own way, in the unit of the times.
        controls: how many negative controls, beside the test by theory; where left out, 3 for large data to 19.
        seed: of their random numbers.
        common: whether all rates may vary by one factor; where left out, yes with three streams or more.
    """
    streams = len(moments.names)
    together = streams >= 3 if common is None else common
    base = shaped(moments, week, common=together)
    decay = profile(moments, base, common=together)
    found = panelled(moments, decay, base, common=together)
    plain = np.ones(streams)
    cost, gains = selection.penalty(*halves(moments, found, decay, base, _TRAINED), plain)
    spread = panels.spreads(found, panels.begun(found))
    refit, z = selection.supported(found, cost, plain, spread)
    number = int(np.clip(_CONTROLLED / found.x.size, 3, 19)) if controls is None else controls
    drawn = _drawn(moments, found, base, decay, cost, spread, number, seed)
    survival = selection.survivors(z, drawn)
    kept = Weights(refit.level, np.where(survival.kept, refit.edge, 0.0))
    refined, clock = _by_clock(moments, found, decay, kept)
    unsteadiness = _unsteadiness(moments, refined, clock)
    steady = unsteadiness[0] < _UNSTEADY and unsteadiness[1] < _UNSTEADY_APART
    if steady:
        decay = refined
        clock, z, survival = _again(moments, refined, clock, z, survival)
    else:
        clock = _uncertain(moments, panels.fitted(found, None, survival.kept, kept))
    return TimedFit(
        moments=moments, decay=decay, level=clock.level, matrix=clock.edge, z=z, survival=survival, steady=steady,
        controls=tuple(float(each.max(initial=0.0)) for each in drawn), unsteadiness=max(unsteadiness),
        penalty=cost, gains=gains,
    )  # fmt: skip


def log_likelihood(fit: TimedFit, moments: Moments, start: float) -> float:
    """The log-likelihood, in nats, of the events after `start`, given those before, under the fit's constant baseline.

    Raises:
        UsageError: other streams than the fit's, or a start beyond the horizon.
    """
    if len(moments.names) != len(fit.level) or not 0 <= start < moments.horizon:
        raise UsageError("the events to score have other streams than the fit, or end before they start")
    streams, row = len(fit.level), int(np.searchsorted(moments.times, start))
    before = moments.until(start)
    state = excitation.carried(before.times, before.marks, streams, *fit.decay, start)
    times, marks = moments.times[row:], moments.marks[row:]
    x = excitation.timed(times, marks, streams, *fit.decay, state, start)
    rates = fit.level[marks] + np.einsum("nj,nj->n", x.astype(np.float64), fit.matrix[marks])
    return float(np.log(np.maximum(rates, 1e-300)).sum() - expected(fit, moments, start).sum())


def expected(fit: TimedFit, moments: Moments, start: float) -> Floats:
    """How many events of each stream the fit expects between `start` and the horizon, given all that happened."""
    streams, before = len(fit.level), moments.until(start)
    whole = excitation.left(moments.times, moments.marks, streams, *fit.decay, moments.horizon)
    done = excitation.left(before.times, before.marks, streams, *fit.decay, start)
    return np.asarray(fit.level * (moments.horizon - start) + fit.matrix @ (whole - done), np.float64)


def _drawn(
    moments: Moments, found: Panel, base: Stretches, decay: Decay, cost: float, spread: Floats, number: int, seed: int
) -> list[Floats]:  # fmt: skip
    """How far edges are above chance in controls drawn from the baseline; positive values only.

    Under the common measure times stay and marks are drawn; under the clock times are drawn, too, as clusters that
    stayed would be excitation.
    """
    plain = np.ones(found.streams)
    if found.integrals is None:
        shares = (found.base * panels.begun(found).level).astype(np.float32)
        made = (
            panels.marked(excitation.timed(moments.times, marks, found.streams, *decay), marks, found.base, None, None)
            for marks in remarked(shares, number, seed)
        )
    else:
        made = (panelled(each, decay, base, common=False) for each in poisson(moments, base, number, seed))
    drawn = [selection.supported(each, cost, plain, spread)[1] for each in made]
    return [z[z > 0] for z in drawn]


def _by_clock(moments: Moments, found: Panel, decay: Decay, start: Weights) -> tuple[Decay, Weights]:
    """The weights by the clock, with constant baselines, on the edges of `start`; and the decay once more, on them."""
    base, edges = flat(found.streams), start.edge > 0
    begun = Weights(np.diff(found.start) / moments.horizon, start.edge)
    if not edges.any():
        return decay, begun

    def scaled(logarithm: float) -> tuple[Panel, Decay]:
        other = Decay(decay.rates * np.exp(logarithm), decay.shares)
        return panelled(moments, other, base, common=False), other

    def told(logarithm: float) -> float:
        panel, _ = scaled(logarithm)
        return panels.gain(panel, panels.fitted(panel, None, edges, begun))

    panel, best = scaled(peak(told, 0.0, 0.2)[0])
    return best, panels.fitted(panel, None, edges, begun)


def _again(
    moments: Moments, decay: Decay, clock: Weights, z: Floats, survival: Survival
) -> tuple[Weights, Floats, Survival]:
    """Edges told once more, by the clock, which a constant baseline permits: it sees when events fall, too.

    Whether there is any edge at all has been told before, under the common measure and against the controls.
    """
    if not survival.kept.any():
        return clock, z, survival
    panel = panelled(moments, decay, flat(len(z)), common=False)
    entered = (z > 0) | (panels.scores(panel, clock) > _ADMITTED)
    refit = panels.fitted(panel, None, entered, clock)
    again = panels.excesses(panel, refit)
    told = selection.survivors(again, [], family=1.0, false=_FALSE)
    edge = np.where(told.kept, refit.edge, 0.0)
    return panels.fitted(panel, None, told.kept, Weights(refit.level, edge)), again, told


def _uncertain(moments: Moments, weights: Weights) -> Weights:
    """The weights of the common measure in units of time, with levels that make up the number of events on average.

    The common measure counts one a row, thus one an event.
    """
    events = np.bincount(moments.marks, minlength=weights.level.size)
    edge = weights.edge * (moments.times.size / moments.horizon)
    own = np.maximum(events - edge @ events, 0.02 * events)
    return Weights(own / moments.horizon, edge)


def _unsteadiness(moments: Moments, decay: Decay, weights: Weights) -> tuple[float, float]:
    """Variance over mean of the counts of stretches of time around what a constant baseline expects.

    Of all events together, and of the streams by themselves: one that grows may hide another that falls.
    """
    streams = weights.level.size
    edges = np.linspace(0, moments.horizon, _STRETCHES + 1)
    rows = np.searchsorted(moments.times, edges)
    done = [
        excitation.left(moments.times[:row], moments.marks[:row], streams, *decay, edge)
        for row, edge in zip(rows, edges, strict=True)
    ]
    mean = np.diff(np.array(done), axis=0) @ weights.edge.T + weights.level * np.diff(edges)[:, None]
    place = np.repeat(np.arange(_STRETCHES), np.diff(rows))
    counts = np.zeros((_STRETCHES, streams))
    np.add.at(counts, (place, moments.marks[: place.size]), 1.0)
    whole, sums = counts.sum(axis=1), mean.sum(axis=1)
    together = float(((whole - sums) ** 2 / np.maximum(sums, 1e-9)).mean())
    return together, float(((counts - mean) ** 2).sum() / max(mean.sum(), 1e-9))
