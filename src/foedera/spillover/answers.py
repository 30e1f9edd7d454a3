"""What a fit answers: edges with their uncertainty, what one more event adds, and what differs between two periods."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from foedera.model.errors import DatasetError, UsageError
from foedera.spillover.counts import Counts
from foedera.spillover.daily import Fit, fit, radius, strengths
from foedera.spillover.solver import Floats

__all__ = ["Added", "Change", "Draws", "Edge", "Spread", "added", "compared", "drawn", "edges", "spread"]

_BLOCK = 28
_MOST = 3650


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One stream excites another, or itself.

    Attributes:
        source, target: events of the source are followed by events of the target.
        weight: by how many, directly, for each event; `low` and `high` bound it with 95 %.
        delay: after how many days, on average.
        half: after how many days half of them have come.
        z: how far above chance, in standard deviations.
        family: how often any edge at all comes out as strong where nothing excites anything.
        false: the share of false edges expected among those as strong.
    """

    source: str
    target: str
    weight: float
    low: float
    high: float
    delay: float
    half: float
    z: float
    family: float
    false: float


class Draws(NamedTuple):
    """Weights of fits to days drawn anew in blocks: draws x targets x sources x delays."""

    weight: Floats


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """How much is set off by what came before, with bounds of 95 %.

    Attributes:
        radius: the spectral radius: each generation of events is so many times the one before.
        branching: events that an event is followed by directly, on average over the events.
        explosive: whether the radius is one or more: a finding, and no ground for a forecast.
    """

    radius: float
    radius_low: float
    radius_high: float
    branching: float
    branching_low: float
    branching_high: float
    explosive: bool


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What one more event of a source adds to a target within some days, directly and through others."""

    source: str
    target: str
    days: int
    events: float
    low: float
    high: float


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An edge before and after a day; `differs` where the bounds of 95 % of the difference leave out zero."""

    source: str
    target: str
    before: float
    after: float
    low: float
    high: float
    differs: bool


def drawn(fitted: Fit, *, number: int = 100, seed: int = 1, block: int = _BLOCK) -> Draws:
    """Fits of the same edges to days drawn in blocks of `block` with replacement (Kuensch 1989).

    What days remember of those before them stays as it was, so that blocks do not break excitation; which edges there
    are is not drawn, so that the bounds are those of strengths, given that an edge is there.
    """
    rng = np.random.default_rng([seed, 5])
    days = fitted.counts.days
    kept = fitted.survival.kept
    out = np.zeros((number, *fitted.weight.shape))
    if not kept.any():
        return Draws(out)
    blocks = max(days // block, 4)
    place = np.minimum(np.arange(days) * blocks // days, blocks - 1)
    for k in range(number):
        times = np.bincount(rng.integers(0, blocks, blocks), minlength=blocks).astype(np.float64)
        _, out[k] = strengths(
            fitted.counts.values, fitted.baseline, fitted.delays, fitted.shares, kept, common=fitted.common,
            days=times[place],
        )  # fmt: skip
    return Draws(out)


def edges(fitted: Fit, draws: Draws) -> tuple[Edge, ...]:
    """The edges that survived, the strongest evidence first."""
    low, high = np.quantile(draws.weight.sum(axis=3), [0.025, 0.975], axis=0)
    matrix, names, survival = fitted.matrix, fitted.counts.names, fitted.survival
    out = [
        Edge(
            source=names[j], target=names[i], weight=float(matrix[i, j]), low=float(low[i, j]), high=float(high[i, j]),
            delay=float(fitted.weight[i, j] @ fitted.delays / max(matrix[i, j], 1e-12)),
            half=_half(fitted.weight[i, j], fitted.delays), z=float(fitted.z[i, j]),
            family=float(survival.family[i, j]), false=float(survival.false[i, j]),
        )
        for i, j in np.argwhere(survival.kept & (matrix > 0))
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda edge: (-edge.z, edge.source, edge.target)))


def spread(fitted: Fit, draws: Draws) -> Spread:
    """The spectral radius and the branching ratio, with bounds from the draws."""
    events = fitted.counts.values.sum(axis=0)
    each = draws.weight.sum(axis=3)
    radii = [radius(one) for one in each]
    ratios = (each.sum(axis=1) @ events) / events.sum()
    low, high = np.quantile(radii, [0.025, 0.975])
    under, over = np.quantile(ratios, [0.025, 0.975])
    return Spread(
        radius=fitted.radius, radius_low=float(low), radius_high=float(high), branching=fitted.branching,
        branching_low=float(under), branching_high=float(over), explosive=fitted.radius >= 1,
    )  # fmt: skip


def added(fitted: Fit, draws: Draws, source: str, *, days: int = 30) -> tuple[Added, ...]:
    """What one more event of a source today adds in every stream within so many days, directly and through others.

    Raises:
        UsageError: days outside 1 to 3650.
        DatasetError: no such stream, or an explosive fit, which is no ground for a forecast.
    """
    refuse_explosive(fitted)
    if not 1 <= days <= _MOST:
        raise UsageError(f"{days} days: give 1 to {_MOST}")
    j = fitted.counts.number(source)
    now = _response(fitted.weight, fitted.delays, j, days)
    each = np.array([_response(one, fitted.delays, j, days) for one in draws.weight if radius(one.sum(axis=2)) < 1])
    low, high = np.quantile(each, [0.025, 0.975], axis=0) if len(each) else (now, now)
    return tuple(
        Added(source=source, target=name, days=days, events=float(now[i]), low=float(low[i]), high=float(high[i]))
        for i, name in enumerate(fitted.counts.names)
    )


def compared(counts: Counts, day: int, *, number: int = 100, controls: int = 99, seed: int = 1) -> tuple[Change, ...]:
    """The edges of the days before row `day` against those from it on: of every edge that either has.

    Raises:
        DatasetError: where either period is too thin to be fitted.
    """
    parts = [counts.between(0, day), counts.between(day, counts.days)]
    for part, when in zip(parts, ("before", "after"), strict=True):
        if part.days < 90 or (part.values.sum(axis=0) < 12).any():
            raise DatasetError(f"the period {when} has {part.days} days, and 90 with 12 events a stream are needed")
    fits = [fit(part, controls=controls, seed=seed) for part in parts]
    either = fits[0].survival.kept | fits[1].survival.kept
    both = [_refit(each, either) for each in fits]
    draws = [drawn(each, number=number, seed=seed + k).weight.sum(axis=3) for k, each in enumerate(both)]
    difference = draws[1] - draws[0]
    low, high = np.quantile(difference, [0.025, 0.975], axis=0)
    return tuple(
        Change(
            source=counts.names[j], target=counts.names[i], before=float(both[0].matrix[i, j]),
            after=float(both[1].matrix[i, j]), low=float(low[i, j]), high=float(high[i, j]),
            differs=bool(low[i, j] > 0 or high[i, j] < 0),
        )
        for i, j in np.argwhere(either)
    )  # fmt: skip


def refuse_explosive(fitted: Fit) -> None:
    """Raises `DatasetError` where what is set off never ends: such a fit is a finding, and no ground for a forecast."""
    if fitted.radius >= 1:
        raise DatasetError(
            f"the fit is explosive (spectral radius {fitted.radius:.2f}, 1 or more): it is shown as a finding, and no "
            "forecast is made from it; shorten the period, or take larger streams"
        )


def _refit(fitted: Fit, kept: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Fit:
    level, weight = strengths(
        fitted.counts.values, fitted.baseline, fitted.delays, fitted.shares, kept, common=fitted.common
    )
    return msgspec.structs.replace(fitted, level=level, weight=weight, survival=fitted.survival._replace(kept=kept))


def _half(weight: Floats, delays: Floats) -> float:
    """After how many days half of an edge's events have come."""
    days = np.arange(1, 1 + int(20 * delays.max()))
    done = (weight[:, None] * (1 - (1 - 1 / delays[:, None]) ** days)).sum(axis=0)
    return float(days[min(int(np.searchsorted(done, 0.5 * weight.sum())), days.size - 1)])


def _response(weight: Floats, delays: Floats, source: int, days: int) -> Floats:
    """Events of every stream, expected within so many days after one of the source."""
    streams = weight.shape[0]
    state = np.zeros((streams, delays.size))
    fresh = np.zeros(streams)
    fresh[source] = 1.0
    total = np.zeros(streams)
    for _ in range(days):
        state = state * (1 - 1 / delays) + fresh[:, None] / delays
        fresh = np.einsum("ijk,jk->i", weight, state)
        total += fresh
    return total
