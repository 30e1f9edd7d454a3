"""Measures of agreement from tables of categories: S, Scott's pi, Cohen's kappa, Kendall's tau-b.

All but tau-b have one form, A = 1 - D / E (Häge 2011, Political Analysis 19 (3), pp. 287-305): D is the mean distance
of the two portfolios, E what it would be by some notion of chance.

- S takes half the largest distance for E (Signorino and Ritter 1999, International Studies Quarterly 43 (1), pp.
  115-144): it lies between -1 and 1.
- Scott's pi draws both portfolios from the pooled shares of the two (Scott 1955, Public Opinion Quarterly 19 (3)).
- Cohen's kappa draws each from its own shares (Cohen 1968, Psychological Bulletin 70 (4)).

Where E is 0 (both portfolios have one category only, the same in both), pi and kappa are unknown: not a number.
"""

from __future__ import annotations

import numpy as np

from foedera.networks.contingency import Contingency
from foedera.networks.network import Floats


def distances(levels: int, power: int) -> Floats:
    """Distances between the categories of a scale 0 to `levels` - 1; shape (levels, levels).

    `power` 1 gives absolute ones, 2 squared ones, 0 those of names without order: 1 wherever they differ.
    """
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(np.float64)
    return np.asarray(apart**power if power else (apart > 0).astype(np.float64))


def s(table: Contingency, power: int = 1) -> Floats:
    """S of Signorino and Ritter for each pair; the largest distance is that of the scale, present or not."""
    apart = distances(len(table.counts), power)
    return np.asarray(1 - 2 * _observed(table, apart) / apart.max())


def pi(table: Contingency, power: int = 2) -> Floats:
    """Scott's pi for each pair, weighted by distances; `power` 0 is the unweighted pi of names."""
    apart = distances(len(table.counts), power)
    pooled = (table.rows + table.columns) / 2
    return _beyond(_observed(table, apart), np.einsum("ab,ap,bp->p", apart, pooled, pooled))


def kappa(table: Contingency, power: int = 2) -> Floats:
    """Cohen's kappa for each pair, weighted by distances on the whole scale."""
    apart = distances(len(table.counts), power)
    return _beyond(_observed(table, apart), np.einsum("ab,ap,bp->p", apart, table.rows, table.columns))


def kappa_by_rank(table: Contingency) -> Floats:
    """Cohen's kappa for each pair with squared distances between the ranks of the categories that the pair has.

    Where a pair has ties of 0 and 3 only, these are neighbours here. So computes the R package fpsim by default, which
    takes categories for the levels that are present; it is no measure that anybody proposed. Use `kappa`.
    """
    present = (table.rows + table.columns) > 0
    rank = np.cumsum(present, axis=0) - 1.0
    apart = (rank[:, None] - rank[None]) ** 2
    observed = (apart * table.counts).sum((0, 1)) / table.total
    return _beyond(observed, np.einsum("abp,ap,bp->p", apart, table.rows, table.columns))


def tau_b(table: Contingency) -> Floats:
    """Kendall's tau-b for each pair (Bueno de Mesquita 1975, Journal of Conflict Resolution 19 (2), for alliances).

    Unknown where a portfolio has one category only.
    """
    counts = table.counts
    later = np.cumsum(counts[::-1], axis=0)[::-1] - counts
    # What comes later in both orders agrees with a cell; what comes later in one and earlier in the other does not.
    agreeing = np.cumsum(later[:, ::-1], axis=1)[:, ::-1] - later
    opposed = np.cumsum(later, axis=1) - later
    net = (counts * (agreeing - opposed)).sum((0, 1))
    pairs = table.total * (table.total - 1) / 2
    tied = [_pairs(share * table.total).sum(0) for share in (table.rows, table.columns)]
    untied = (pairs - tied[0]) * (pairs - tied[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(untied > _NOTHING * pairs**2, net / np.sqrt(np.maximum(untied, 0)), np.nan)


_NOTHING = 1e-12
"""Below this an expected distance is none: what remains is rounding."""


def _observed(table: Contingency, apart: Floats) -> Floats:
    return np.asarray(np.tensordot(apart, table.counts, 2) / table.total)


def _beyond(observed: Floats, expected: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > _NOTHING, 1 - observed / expected, np.nan)


def _pairs(count: Floats) -> Floats:
    return count * (count - 1) / 2
