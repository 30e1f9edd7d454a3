"""What has been seen up to a day: for each key of the index, when it was last seen and how often, with the past fading.

The counts fade at four rates. They are kept as of the day on which a key was last seen and are faded further when they
are read, so that taking in a day costs only as much as the day has events.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from foedera.forecast.ranking.index import Index, Ints
from foedera.forecast.ranking.kernels import inner

Floats = NDArray[np.float32]
RATES = (0.0, 0.02, 0.1, 0.5)
"""How fast counts fade, a day: not at all, by half in 35 days, in a week, in a day and a half."""


class Counts(NamedTuple):
    """For each key of a table: `last` and `before` (int32) the last day and the day before that on which it was seen,
    -1 where never; `sum` (keys, rates) its faded counts as of `last`."""

    last: Ints
    before: Ints
    sum: Floats


class State(NamedTuple):
    """The counts of every table of the index, of each actor and of each kind.

    `partners`: for each key of `kind_other`, with how many actors. `breadth`: for each key of `asked`, with how many
    others. `fresh` (kinds, 2): how often a kind met another new to its actor and kind, and how often it was seen.
    `fade` (rates, days): by how much a count has faded at an age.
    """

    triple: Counts
    pair: Counts
    kind_other: Counts
    asked: Counts
    country_other: Counts
    sector_other: Counts
    country_country: Counts
    sector_sector: Counts
    asked_country: Counts
    actor: Counts
    kind: Counts
    partners: Ints
    breadth: Ints
    fresh: Floats
    fade: Floats


def _counts(n: int) -> Counts:
    return Counts(np.full(n, -1, np.int32), np.full(n, -1, np.int32), np.zeros((n, len(RATES)), np.float32))


def fading(days: int) -> Floats:
    """exp(-rate * age) for every rate and age up to `days`, (rates, days + 2)."""
    return np.exp(-np.outer(np.array(RATES), np.arange(days + 2))).astype(np.float32)


def blank(index: Index, days: int) -> State:
    """The state before the first day. `days` bounds the days (from 0) that will ever be asked about."""
    return State(
        triple=_counts(len(index.triple.last)), pair=_counts(len(index.pair.last)),
        kind_other=_counts(len(index.kind_other.last)), asked=_counts(len(index.asked.last)),
        country_other=_counts(len(index.country_other.last)), sector_other=_counts(len(index.sector_other.last)),
        country_country=_counts(len(index.country_country.last)), sector_sector=_counts(len(index.sector_sector.last)),
        asked_country=_counts(len(index.asked_country.last)), actor=_counts(index.actors), kind=_counts(index.kinds),
        partners=np.zeros(len(index.kind_other.last), np.int32), breadth=np.zeros(len(index.asked.last), np.int32),
        fresh=np.zeros((index.kinds, 2), np.float32), fade=fading(days),
    )  # fmt: skip


@inner
def _see(counts: Counts, key: int, day: int, fade: Floats) -> None:
    last = counts.last[key]
    if last < day:
        if last >= 0:
            for k in range(counts.sum.shape[1]):
                counts.sum[key, k] *= fade[k, day - last]
        counts.before[key] = last
        counts.last[key] = day
    for k in range(counts.sum.shape[1]):
        counts.sum[key, k] += 1.0


@njit(cache=True)
def take_in(index: Index, state: State, start: int, stop: int) -> None:
    """Take the events start to stop of the doubled stream into the state."""
    for e in range(start, stop):
        day, kind = index.day[e], index.kind[e]
        if state.triple.last[index.triple.of[e]] < 0:
            state.fresh[kind, 0] += 1.0
            state.partners[index.kind_other.of[e]] += 1
            state.breadth[index.asked.of[e]] += 1
        state.fresh[kind, 1] += 1.0
        _see(state.triple, index.triple.of[e], day, state.fade)
        _see(state.pair, index.pair.of[e], day, state.fade)
        _see(state.kind_other, index.kind_other.of[e], day, state.fade)
        _see(state.asked, index.asked.of[e], day, state.fade)
        _see(state.country_other, index.country_other.of[e], day, state.fade)
        _see(state.sector_other, index.sector_other.of[e], day, state.fade)
        _see(state.country_country, index.country_country.of[e], day, state.fade)
        _see(state.sector_sector, index.sector_sector.of[e], day, state.fade)
        _see(state.asked_country, index.asked_country.of[e], day, state.fade)
        _see(state.actor, index.other[e], day, state.fade)
        _see(state.kind, kind, day, state.fade)
