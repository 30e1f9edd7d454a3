"""The measures of similarity by name: which statistic, on which scale, with which distance, weighted or not.

The names begin as those of the R package fpsim and of peacesciencer do, where the values are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from foedera.networks.agreement import kappa, kappa_by_rank, pi, s, tau_b
from foedera.networks.contingency import Contingency
from foedera.networks.network import Floats

Scale = Literal["valued", "binary"]
Distance = Literal["absolute", "squared", "nominal", "ranked", "none"]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure of similarity.

    `scale` is `valued` (0 none, 1 non-aggression, 2 neutrality or consultation, 3 defence or offence) or `binary` (any
    of them); `weighted` says whether third parties count by their capabilities, or all alike. `formula` says how it is
    made in words.
    """

    name: str
    statistic: Literal["S", "pi", "kappa", "tau-b"]
    scale: Scale
    distance: Distance
    weighted: bool
    formula: str
    of: Callable[[Contingency], Floats]


def _s(name: str, scale: Scale, distance: Distance, weighted: bool) -> Measure:
    power, largest = (2, "9") if distance == "squared" else (1, "3" if scale == "valued" else "1")
    shown = f"1 - 2 * mean distance / {largest}" + (", third parties by share of capabilities" if weighted else "")
    return Measure(
        name=name, statistic="S", scale=scale, distance=distance, weighted=weighted, formula=shown,
        of=lambda table: s(table, power),
    )  # fmt: skip


def _chance(
    name: str, statistic: Literal["pi", "kappa"], scale: Scale, distance: Distance, of: Callable[[Contingency], Floats]
) -> Measure:
    drawn = "the pooled shares of both" if statistic == "pi" else "each state's own shares"
    shown = f"1 - observed / expected mean distance, expected from {drawn}"
    if distance == "ranked":
        shown += "; squared distances of the ranks of the categories that the pair has, as fpsim computes it"
    if distance == "nominal":
        shown += "; any two categories are 1 apart, as fpsim computes it"
    return Measure(
        name=name, statistic=statistic, scale=scale, distance=distance, weighted=False, formula=shown, of=of
    )  # fmt: skip


def _tau(name: str, scale: Scale) -> Measure:
    shown = "Kendall's rank correlation with correction for ties"
    return Measure(
        name=name, statistic="tau-b", scale=scale, distance="none", weighted=False, formula=shown, of=tau_b
    )  # fmt: skip


_ALL = (
    _s("sallyva", "valued", "absolute", False),
    _s("sallyvs", "valued", "squared", False),
    _s("sallyb", "binary", "absolute", False),
    _s("sallywva", "valued", "absolute", True),
    _s("sallywvs", "valued", "squared", True),
    _s("sallywb", "binary", "absolute", True),
    _chance("pallyva", "pi", "valued", "absolute", lambda table: pi(table, 1)),
    _chance("pallyvs", "pi", "valued", "squared", lambda table: pi(table, 2)),
    _chance("pallyv", "pi", "valued", "nominal", lambda table: pi(table, 0)),
    _chance("pallyb", "pi", "binary", "absolute", lambda table: pi(table, 1)),
    _chance("kallyva", "kappa", "valued", "absolute", lambda table: kappa(table, 1)),
    _chance("kallyvs", "kappa", "valued", "squared", lambda table: kappa(table, 2)),
    _chance("kallyv", "kappa", "valued", "ranked", kappa_by_rank),
    _chance("kallyb", "kappa", "binary", "absolute", lambda table: kappa(table, 1)),
    _tau("taub", "valued"),
    _tau("taubb", "binary"),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
"""All measures by name, in the order of columns."""

UNWEIGHTED: tuple[str, ...] = tuple(name for name, measure in MEASURES.items() if not measure.weighted)
"""Those for which no capabilities are needed."""
