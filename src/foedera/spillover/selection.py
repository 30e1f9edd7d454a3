"""Which edges there are: an L1 penalty chosen on a validation slice, a refit without it, and tests that may fail.

A penalty is a number of standard deviations of an edge's score without excitation, so that one value means the same for
every edge, stream and unit of time. Of what it lets in, those edges remain that pass two tests: the strongest must be
stronger than chance would make any of them (a family-wise test), and the share of false ones among those as strong as
an edge may not pass a bound (Benjamini and Hochberg 1995). Without any excitation, the second alone keeps its promise
for the family; the first makes it stricter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.spillover import panel as panels
from foedera.spillover.panel import Panel, Weights
from foedera.spillover.solver import Floats

__all__ = ["FALSE", "FAMILY", "PENALTIES", "TRIES", "Survival", "penalty", "refitted", "supported", "survivors", "tail"]

PENALTIES = (3.0, 2.5, 2.0, 1.5)
FAMILY = 0.02
"""How often, without any excitation, an edge may be claimed at all."""

FALSE = 0.07
"""The share of false edges among those that are claimed."""


_ENOUGH = 10.0
"""A penalty that tells so many nats less than a stricter one ends the search."""

TRIES = 8
"""Decay profiles tried before an edge is tested: that which looks best by chance flatters the strongest edge."""

_TELLING = 15
"""With fewer controls than this, theory alone gives the share of false edges."""


class Survival(NamedTuple):
    """Which edges remain, targets x sources, with their rates of false alarm.

    `family` is how often, without excitation, any edge at all comes out as strong; `false` the expected share of false
    ones among those as strong. Both are 1 where there is no weight.
    """

    kept: NDArray[np.bool_]
    family: Floats
    false: Floats


def supported(panel: Panel, cost: float, dispersion: Floats, spread: Floats | None = None) -> tuple[Weights, Floats]:
    """The refit on the edges that a penalty lets in, and how far each is above chance, in standard deviations.

    Args:
        cost: the penalty in standard deviations.
        dispersion: variance over mean of each stream's counts, 1 for Poisson: it widens the standard deviations.
        spread: `panels.spreads` of the panel, if known.
    """
    refit = refitted(panel, cost, dispersion, spread)
    if not refit.edge.any():
        return refit, np.zeros_like(refit.edge)
    return refit, panels.excesses(panel, refit) / np.sqrt(dispersion)[:, None]


def refitted(
    panel: Panel, cost: float, dispersion: Floats, spread: Floats | None = None, start: Weights | None = None
) -> Weights:
    """The refit, without a penalty, on the edges that a penalty lets in."""
    begun = panels.begun(panel) if start is None else start
    wide = panels.spreads(panel, panels.begun(panel)) if spread is None else spread
    first = panels.fitted(panel, cost * wide * np.sqrt(dispersion)[:, None], start=begun)
    return panels.fitted(panel, None, first.edge > 0, first) if first.edge.any() else first


def penalty(train: Panel, valid: Panel, dispersion: Floats) -> tuple[float, dict[float, float]]:
    """The penalty whose refit on `train` explains `valid` best, and what each gains there over no edge, in nats."""
    spread = panels.spreads(train, panels.begun(train))
    nothing = panels.gain(valid, panels.begun(train))
    gains: dict[float, float] = {}
    made = None
    for cost in PENALTIES:
        made = refitted(train, cost, dispersion, spread, made)
        gains[cost] = panels.gain(valid, made) - nothing
        if gains[cost] < max(gains.values()) - _ENOUGH:
            break
    best = max(gains.values())
    # A penalty within half a nat of the best is as good, and of those the strictest claims least.
    return max(cost for cost, value in gains.items() if value >= best - 0.5), gains


def tail(z: Floats) -> Floats:
    """The chance of a standard normal variable at or above each value."""
    from scipy.special import ndtr

    return np.asarray(ndtr(-z), np.float64)


def survivors(
    z: Floats, controls: list[Floats], *, tries: int = TRIES, family: float = FAMILY, false: float = FALSE
) -> Survival:
    """The edges that pass both tests.

    Args:
        z: how far each edge is above chance, targets x sources; 0 where there is none.
        controls: the same of each negative control, positive values only; may be empty.
        tries: how many decay profiles were tried on the same data before; the family is so many times larger.
        family, false: the bounds.
    """
    p = np.where(z > 0, tail(z), 1.0)
    number = z.size
    by_theory = -np.expm1(tries * number * np.log1p(-np.minimum(p, 1 - 1e-12)))
    tops = np.sort([each.max(initial=0.0) for each in controls])
    above = tops.size - np.searchsorted(tops, z, side="left")
    by_controls = (1 + above) / (1 + tops.size) if tops.size else np.zeros(z.shape)
    every = np.where(z > 0, np.maximum(by_theory, by_controls), 1.0)
    expected = p * number
    if len(controls) >= _TELLING:
        pooled = np.sort(np.concatenate([*controls, np.zeros(0)]))
        expected = np.maximum(expected, (pooled.size - np.searchsorted(pooled, z, side="left")) / len(controls))
    ranked = np.argsort(-z, axis=None, kind="stable")
    share = expected.ravel()[ranked] / np.arange(1, number + 1)
    rates = np.ones(number)
    rates[ranked] = np.minimum(np.minimum.accumulate(share[::-1])[::-1], 1.0)
    rates = np.where(z > 0, rates.reshape(z.shape), 1.0)
    # So many controls cannot show less than one in so many and one.
    passed = by_theory.min(initial=1.0) <= family and (
        not controls or by_controls[z > 0].min(initial=1.0) <= max(family, 1.0 / (1 + tops.size))
    )
    return Survival((rates <= false) & (z > 0) & bool(passed), every, rates)
