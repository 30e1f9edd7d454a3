"""What a forecast must beat: climatology (how often it was so before) and no change (as it was last time).

Both speak of the same question, at least one event in a window of so many days. Climatology is the share of the past
windows of this length in which the triple happened, drawn towards the mean of its stratum by one window; it assumes no
law. No change asks only whether the triple happened in the last window, and answers with the share of those cases
that came true on held-out days: a harder baseline than saying 0 or 1.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.candidates import STRATA
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.observed import Observed
from foedera.forecast.state import State, query_of

_DRAWN: Final = 1.0


class Baselines(msgspec.Struct, frozen=True, eq=False):
    """Fitted baselines: the `mean` share of each stratum, and what `no_change` says (stratum; not, or so last time)."""

    mean: Floats
    no_change: Floats


class Windows(msgspec.Struct, frozen=True, eq=False):
    """The past windows on a morning: for each triple that happened (`keys`, sorted) in how many of `number` windows it
    did, and the triples of the last window."""

    keys: Keys
    hits: Keys
    number: int
    latest: Keys


def windows_of(stream: EventStream, state: State, observed: Observed, horizon: int) -> Windows:
    """The past windows of `horizon` days before the state's day, counted backwards; those in gaps are left out."""
    past = stream.until(state.day)
    triples = state.keys(query_of(past))["triple"]
    back = (state.day - 1 - past.day.astype(np.int64)) // horizon
    number = max((state.day - observed.start) // horizon, 1)
    whole = np.array([observed.is_whole(state.day - (i + 1) * horizon, horizon) for i in range(number)])
    kept = (back < number) & np.concatenate([whole, [False]])[np.minimum(back, number)]
    each = np.unique(triples[kept] * number + back[kept])
    keys, hits = np.unique(each // number, return_counts=True)
    return Windows(keys=keys, hits=hits, number=max(int(whole.sum()), 1), latest=np.unique(triples[back == 0]))


def climatology(windows: Windows, triples: Keys, stratum: Keys, mean: Floats) -> Floats:
    """The share of past windows in which each triple happened, drawn towards the mean of its stratum by one window."""
    if not len(windows.keys):
        return mean[stratum]
    at = np.minimum(np.searchsorted(windows.keys, triples), len(windows.keys) - 1)
    hits = np.where(windows.keys[at] == triples, windows.hits[at], 0)
    return np.asarray((hits + _DRAWN * mean[stratum]) / (windows.number + _DRAWN))


def no_change(windows: Windows, triples: Keys, stratum: Keys, baselines: Baselines) -> Floats:
    """What the last window says of each triple."""
    return np.asarray(baselines.no_change[stratum, np.isin(triples, windows.latest).astype(int)])


def baselines_of(stratum: Keys, so: Keys, came: Keys, weight: Floats) -> Baselines:
    """The baselines from held-out cases: their stratum, whether it was so in the last window, whether it came true."""
    mean, shares = np.zeros(len(STRATA)), np.zeros((len(STRATA), 2))
    for number in range(len(STRATA)):
        mine = stratum == number
        mean[number] = _share(came[mine], weight[mine], 0.0)
        for last in (0, 1):
            some = mine & (so == last)
            shares[number, last] = _share(came[some], weight[some], mean[number])
    return Baselines(mean=mean, no_change=shares)


def _share(came: Keys, weight: Floats, drawn: float) -> float:
    return float((came @ weight + drawn) / (weight.sum() + 1.0)) if len(came) else drawn
