"""Spillover between streams of daily counts: the whole fit, from the baseline to the edges that survive."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.spillover import baseline as baselines
from foedera.spillover import excitation, selection
from foedera.spillover import panel as panels
from foedera.spillover.baseline import Baseline
from foedera.spillover.controls import redrawn, shifted
from foedera.spillover.counts import Counts
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.selection import Survival
from foedera.spillover.solver import Features, Floats

__all__ = ["DELAYS", "Fit", "Wide", "fit", "radius", "strengths", "wide"]

DELAYS = (1.0, 4.0, 15.0, 45.0)
"""Mean delays, in days, of which decay profiles are mixed."""

_VALIDATED = 0.25
_AGAIN = 2
_PILOTS = 3


class Fit(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Streams of counts fitted.

    Attributes:
        counts: what was fitted.
        common: whether a common factor was left free on every day.
        terms: what the baseline is made of, in words.
        baseline: its shapes, days x streams, the common factor and the coefficients.
        delays: mean delays in days.
        shares: of the delays, where all edges share one profile; None where each has its own.
        level: the baselines' levels, one a stream.
        weight: events of a target that an event of a source is followed by, directly; targets x sources x delays.
        z: how far each edge is above chance, in standard deviations; targets x sources.
        survival: which edges remain, and their rates of false alarm.
        controls: the strongest edge of each control drawn from the baseline without excitation.
        shifts: the strongest score of an edge of each control with circularly shifted sources.
        dispersion: variance over mean of each stream's counts around the fit; 1 is Poisson.
        penalty: in standard deviations, chosen on the last quarter of the days.
        gains: what each penalty gained there over no edge, in nats.
    """

    counts: Counts
    common: bool
    terms: str
    baseline: Baseline
    delays: Floats
    shares: Floats | None
    level: Floats
    weight: Floats
    z: Floats
    survival: Survival
    controls: tuple[float, ...]
    shifts: tuple[float, ...]
    dispersion: Floats
    penalty: float
    gains: dict[float, float]

    @property
    def matrix(self) -> Floats:
        """Events of a target that an event of a source is followed by, directly: targets x sources."""
        return np.asarray(self.weight.sum(axis=2), np.float64)

    @property
    def radius(self) -> float:
        """The spectral radius of the matrix: at one or above, what is set off never ends."""
        return radius(self.matrix)

    @property
    def branching(self) -> float:
        """How many events an event is followed by, directly and in all streams, on average over the events."""
        events = self.counts.values.sum(axis=0)
        return float(self.matrix.sum(axis=0) @ events / events.sum())


class Wide(NamedTuple):
    """The panel with a trace for each source and delay, and which of its edges may be."""

    panel: Panel
    allowed: NDArray[np.bool_]


def radius(matrix: Floats) -> float:
    """The largest absolute eigenvalue."""
    return float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0)) if matrix.any() else 0.0


def wide(counts: Floats, base: Baseline, delays: Floats, edges: NDArray[np.bool_], *, common: bool) -> Wide:
    """The panel of counts, days x streams, with traces streams x delays, for these edges (targets x sources)."""
    return Wide(panels.counted(_traces(counts, delays), counts, base.shapes, common=common),
                np.repeat(edges, delays.size, axis=1))  # fmt: skip


def fit(counts: Counts, *, common: bool | None = None, controls: int = 99, seed: int = 1) -> Fit:
    """Which streams excite which, by how much and how fast.

    Args:
        counts: as `foedera.spillover.counts` makes them.
        common: whether everything may move together by a factor that is free on every day; where left out, yes with
            three streams or more. With fewer, the factor would take up nearly all that there is to see.
        controls: how many negative controls of each kind; at least 49 for the family-wise test at 2 %.
        seed: of their random numbers.
    """
    together = counts.values.shape[1] >= 3 if common is None else common
    values = counts.values
    described = baselines.terms(counts.days, counts.origin)
    base = baselines.shared(values, described.columns, common=together)
    delays = np.array([delay for delay in DELAYS if delay <= counts.days / 15])
    shares = _profile(values, base, delays, np.eye(values.shape[1], dtype=np.bool_), together)
    for _ in range(_AGAIN):
        x = excitation.daily(values, delays, shares)
        found = panels.counted(x, values, base.shapes, common=together)
        spread = dispersions(found, panels.begun(found))
        cost, gains = _validated(found, spread)
        refit, z = selection.supported(found, cost, spread)
        if not (z > 3).any():
            break
        shares = _profile(values, base, delays, z > 3, together)
        base = _without(values, described.columns, base, found, refit)
    drawn = _controlled(values, base, delays, cost, dispersions(found, refit), controls, seed, together)
    survival = selection.survivors(z, [each[each > 0] for each in drawn])
    slides = shifted(found, _kept(found, survival.kept, refit), spread, controls, seed)
    survival, slid = _against(survival, z, slides)
    shared = _telling(values, base, delays, shares, survival.kept, together)
    level, weight = strengths(values, base, delays, shared, survival.kept, common=together)
    final = wide(values, base, delays, survival.kept, common=together).panel
    flat = Weights(level, weight.reshape(len(level), -1))
    return Fit(
        counts=counts, common=together, terms=described.described, baseline=base, delays=delays, shares=shared,
        level=level, weight=weight, z=z, survival=survival, shifts=slid, dispersion=dispersions(final, flat),
        controls=tuple(float(each.max(initial=0.0)) for each in drawn), penalty=cost, gains=gains,
    )  # fmt: skip


def _controlled(
    counts: Floats, base: Baseline, delays: Floats, cost: float, dispersion: Floats, number: int, seed: int,
    common: bool,
) -> list[Floats]:  # fmt: skip
    """How far edges are above chance in each control drawn from the baseline.

    Each is put through the same search, its own profile of delays included; the baseline and the penalty are not
    chosen anew.
    """
    # Days that keep their totals take some of the scatter away; drawn with more, controls scatter as the data do.
    more, plain = dispersion.copy(), np.ones(1)
    for pilot in range(_PILOTS if number else 0):
        (made,) = redrawn(counts, base, 1, seed + 1 + pilot, common=common, dispersion=more)
        panel = panels.counted(excitation.daily(made, delays[:1], plain), made, base.shapes, common=common)
        lacking = (dispersion - 1) / np.maximum(dispersions(panel, panels.begun(panel)) - 1, 0.05)
        more = 1 + (more - 1) * np.clip(lacking, 1.0, 3.0)
    drawn = redrawn(counts, base, number, seed, common=common, dispersion=more)
    return [_searched(made, base, delays, cost, common) for made in drawn]


def _searched(made: Floats, base: Baseline, delays: Floats, cost: float, common: bool) -> Floats:
    """How far the edges of one control are above chance."""
    edges = np.eye(made.shape[1], dtype=np.bool_)
    for _ in range(_AGAIN):
        shares = _profile(made, base, delays, edges, common)
        panel = panels.counted(excitation.daily(made, delays, shares), made, base.shapes, common=common)
        _, z = selection.supported(panel, cost, dispersions(panel, panels.begun(panel)))
        edges = z > 3
        if not edges.any():
            break
    return z


def dispersions(panel: Panel, weights: Weights) -> Floats:
    """Each stream's variance over mean around the fit (Pearson), at least 1; given each row's total if common."""
    rates = np.maximum(panels.intensities(panel, weights).astype(np.float64), 1e-9)
    events = np.zeros_like(rates)
    events[panel.rows, np.repeat(np.arange(panel.streams), np.diff(panel.start))] = panel.y
    kept = panel.totals > 0
    if panel.integrals is None:
        share = rates[kept] / rates[kept].sum(axis=1, keepdims=True)
        mean = panel.totals[kept, None] * share
        pearson = (events[kept] - mean) ** 2 / (mean * np.maximum(1 - share, 1e-3))
    else:
        pearson = (events - rates) ** 2 / rates
    return np.asarray(np.maximum(pearson.mean(axis=0), 1.0), np.float64)


def _traces(counts: Floats, delays: Floats) -> Features:
    """Traces of each delay by itself, days x (streams x delays)."""
    parts = [excitation.daily(counts, np.array([delay]), np.ones(1)) for delay in delays]
    return np.stack(parts, axis=2).reshape(len(counts), -1)


def _profile(counts: Floats, base: Baseline, delays: Floats, edges: NDArray[np.bool_], common: bool) -> Floats:
    """The mixture of delays that all edges share, from a fit in which each of `edges` has its own."""
    whole, allowed = wide(counts, base, delays, edges, common=common)
    made = panels.fitted(whole, None, allowed)
    events = counts.sum(axis=0)
    caused = (made.edge.reshape(len(events), len(events), -1) * events[None, :, None]).sum(axis=(0, 1))
    caused += 0.02 * events.sum() / delays.size
    return np.asarray(caused / caused.sum(), np.float64)


def _validated(found: Panel, spread: Floats) -> tuple[float, dict[float, float]]:
    rows = len(found.x)
    cut = int(rows * (1 - _VALIDATED))
    return selection.penalty(_part(found, 0, cut), _part(found, cut, rows), spread)


def _without(counts: Floats, columns: Floats, base: Baseline, found: Panel, weights: Weights) -> Baseline:
    """The baseline fitted anew to what excitation does not explain: each event counts by its chance to be of it."""
    rates = np.maximum(panels.intensities(found, weights), 1e-12)
    own = np.asarray(found.base * weights.level / rates, np.float64)
    _, _, factor = panels.measured(found, weights)
    offset = np.ones(len(counts)) if factor is None else factor
    count = base.coefficients.shape[0] - columns.shape[1]
    loads = np.log(np.maximum(base.shapes, 1e-12)) - columns @ base.coefficients[: columns.shape[1]] if count else 0.0
    fixed = offset[:, None] * np.exp(np.clip(loads, -5, 5)) if count else offset
    made = baselines.shape(counts * own, columns, fixed)
    shapes = np.exp(np.clip(columns @ made + loads, -30, 30))
    return Baseline(np.vstack([made, base.coefficients[columns.shape[1] :]]), shapes, offset)


def _kept(found: Panel, edges: NDArray[np.bool_], start: Weights) -> Weights:
    return panels.fitted(found, None, edges, Weights(start.level, np.where(edges, start.edge, 0.0)))


def _against(survival: Survival, z: Floats, slides: list[Floats]) -> tuple[Survival, tuple[float, ...]]:
    """Edges between streams must also pass the family-wise test against shifted sources."""
    tops = np.sort([each.max(initial=0.0) for each in slides])
    if not tops.size:
        return survival, ()
    across = ~np.eye(len(z), dtype=np.bool_)
    rate = (1 + tops.size - np.searchsorted(tops, z, side="left")) / (1 + tops.size)
    passed = ~across | (rate <= max(selection.FALSE, 1 / (1 + tops.size)))
    family = np.where(across & (z > 0), np.maximum(survival.family, rate), survival.family)
    return Survival(survival.kept & passed, family, survival.false), tuple(float(each) for each in tops)


def _telling(
    counts: Floats, base: Baseline, delays: Floats, shares: Floats, edges: NDArray[np.bool_], common: bool
) -> Floats | None:
    """The shares where the profile that all edges share tells as much as one for each edge; else None.

    What tells more is measured on the last quarter of the days, after fits on those before.
    """
    whole, allowed = wide(counts, base, delays, edges, common=common)
    narrow = panels.counted(excitation.daily(counts, delays, shares), counts, base.shapes, common=common)
    cut = int(len(counts) * (1 - _VALIDATED))
    told = [
        panels.gain(_part(each, cut, len(counts)), panels.fitted(_part(each, 0, cut), None, edge))
        for each, edge in ((whole, allowed), (narrow, edges))
    ]
    return None if told[0] > told[1] else shares


def strengths(
    counts: Floats,
    base: Baseline,
    delays: Floats,
    shares: Floats | None,
    edges: NDArray[np.bool_],
    *,
    common: bool,
    days: Floats | None = None,
) -> tuple[Floats, Floats]:
    """The levels, and the weights of these edges by delay, targets x sources x delays.

    Args:
        counts: days x streams.
        shares: of the delays, for one profile that all edges share; None for each edge's own.
        edges: targets x sources.
        days: how often each day counts; once where left out.
    """
    streams = counts.shape[1]
    if shares is None:
        whole, allowed = wide(counts, base, delays, edges, common=common)
    else:
        x = excitation.daily(counts, delays, shares)
        whole, allowed = panels.counted(x, counts, base.shapes, common=common), edges
    made = panels.fitted(whole if days is None else panels.reweighted(whole, days), None, allowed)
    if shares is None:
        return made.level, made.edge.reshape(streams, streams, -1)
    return made.level, np.asarray(made.edge[:, :, None] * shares, np.float64)


def _part(whole: Panel, low: int, high: int) -> Panel:
    clock = whole.integrals is not None
    sums = whole.x[low:high].sum(axis=0, dtype=np.float64) if clock else None
    return panels.between(whole, low, high, sums, whole.base[low:high].sum(axis=0, dtype=np.float64) if clock else None)
