"""Decayed counts by key: how often a thing happened, the latest counting most."""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]

HALF_LIVES: Final = (2.0, 10.0, 50.0)
"""Days after which an event counts half, for each column of counts but the last, which never decays."""

RATES: Final = np.array([*(np.log(2) / life for life in HALF_LIVES), 0.0])

FAR: Final = 9999
"""The age of what never happened, in days."""


class Table(msgspec.Struct, eq=False, gc=False):
    """For each key (sorted) the decayed counts before a day (`counts`, float32, a column for each of `RATES`), and the
    day on which it last happened. An event of yesterday counts 1."""

    keys: Keys
    counts: NDArray[np.float32]
    last: NDArray[np.int32]

    def places(self, keys: Keys) -> Keys:
        """Where the keys stand; -1 for those that never happened."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def read(self, keys: Keys, day: int) -> tuple[Floats, Floats]:
        """The decayed counts of the keys (keys, rates) and the days since they last happened (`FAR`: never)."""
        at = self.places(keys)
        if not len(self.keys):
            return np.zeros((len(keys), len(RATES))), np.full(len(keys), float(FAR))
        counts = np.where(at[:, None] >= 0, self.counts[at], 0).astype(float)
        ages = np.where(at >= 0, day - self.last[at], FAR).astype(float)
        return counts, ages

    def advance(self, keys: Keys, days: NDArray[np.int32], since: int, day: int) -> Table:
        """The table before `day`, having stood before `since`, after things with these keys happened on these days
        between (in order). It is changed in place: the cost is one pass over the keys, however many the days."""
        self.counts *= np.exp(-RATES * (day - since)).astype(np.float32)
        fresh = table(keys, days, day)
        new = self.places(fresh.keys) < 0
        if new.any():
            at = np.searchsorted(self.keys, fresh.keys[new])
            self.keys = np.insert(self.keys, at, fresh.keys[new])
            self.counts = np.insert(self.counts, at, 0, axis=0)
            self.last = np.insert(self.last, at, day)
        at = np.searchsorted(self.keys, fresh.keys)
        self.counts[at] += fresh.counts
        self.last[at] = fresh.last
        return self


def table(keys: Keys, days: NDArray[np.int32], day: int) -> Table:
    """The table before `day` of things with these keys that happened on these days, in order."""
    known, inverse = _distinct(keys)
    ages = day - 1 - days
    each = np.arange(ages.max(initial=0) + 1.0)
    counts = np.empty((len(known), len(RATES)), np.float32)
    for column, rate in enumerate(RATES):
        counts[:, column] = np.bincount(inverse, np.exp(-rate * each)[ages] if rate else None, minlength=len(known))
    last = np.zeros(len(known), np.int32)
    last[inverse] = days
    return Table(known, counts, last)


def _distinct(keys: Keys) -> tuple[Keys, Keys]:
    """The keys that there are, sorted, and where each stands: by counting where keys are small, without sorting."""
    if not len(keys) or keys.max() > len(keys):
        return np.unique(keys, return_inverse=True)
    present = np.bincount(keys) > 0
    return np.flatnonzero(present), (np.cumsum(present) - 1)[keys]
