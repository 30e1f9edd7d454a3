"""Which actors met which, under which type: the numbered keys of a stream, over which the counts of `state` run.

Everything works on the doubled stream: an event (a, type, b, day) is also kept as (b, type + T, a, day), T being the
number of types, so that the question "who did this to b" is the question "whom" of the reversed type.

An index says only which keys occur and where they stand. It holds no count: whether a key has been seen by a given day
is for the state to say, which is fed day by day.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class Keys(NamedTuple):
    """One table of keys: `of` (events) gives the key of each event; `last` (keys) the column that varies within a row;
    `start` (rows + 1) where each row of keys begins. The keys of a row stand in ascending order."""

    of: Ints
    last: Ints
    start: Ints


class Index(NamedTuple):
    """The doubled stream in order of days, with the tables of keys.

    `actor`, `kind`, `other`, `day`: int32, one for each event of the doubled stream. `country` and `sector`: int32, one
    for each actor. The tables: `triple` has a row for each actor, its keys are (other, kind) pairs, and `triple_kind`
    and `triple_pair` say the kind and the key in `pair`; `pair` rows are actors; `kind_other` rows are kinds;
    `asked` rows are actors with the kinds they have taken part in; the rest count by country and sector.
    """

    actor: Ints
    kind: Ints
    other: Ints
    day: Ints
    country: Ints
    sector: Ints
    actors: int
    kinds: int
    countries: int
    sectors: int
    triple: Keys
    triple_kind: Ints
    triple_pair: Ints
    pair: Keys
    kind_other: Keys
    asked: Keys
    country_other: Keys
    sector_other: Keys
    country_country: Keys
    sector_sector: Keys
    asked_country: Keys


def doubled(quads: Ints, types: int) -> Ints:
    """Events (n, 4: actor, type, recipient, day) with their reversals (type + types), (2n, 4), in order of days."""
    reversed_ = np.stack([quads[:, 2], quads[:, 1] + types, quads[:, 0], quads[:, 3]], axis=1)
    both = np.concatenate([quads, reversed_]).astype(np.int32)
    # A full order, so that the index does not depend on the order of lines within a day.
    return both[np.lexsort((both[:, 2], both[:, 1], both[:, 0], both[:, 3]))]


def keys(row: Longs, column: Ints, rows: int, columns: int) -> Keys:
    """The table of the distinct (row, column) pairs of all events."""
    distinct, of = np.unique(row.astype(np.int64) * columns + column, return_inverse=True)
    start = np.searchsorted(distinct, np.arange(rows + 1, dtype=np.int64) * columns)
    return Keys(of.astype(np.int32).ravel(), (distinct % columns).astype(np.int32), start.astype(np.int32))


def index(both: Ints, actors: int, types: int, country: Ints, sector: Ints) -> Index:
    """The index of a doubled stream (events, 4), given the country and the sector of each actor, numbered from 0."""
    kinds, countries, sectors = 2 * types, int(country.max(initial=0)) + 1, int(sector.max(initial=0)) + 1
    actor, kind, other, day = (np.ascontiguousarray(both[:, i], dtype=np.int32) for i in range(4))
    wide = actor.astype(np.int64)
    pair = keys(wide, other, actors, actors)
    fine, of = np.unique((wide * actors + other) * kinds + kind, return_inverse=True)
    triple_other = (fine // kinds % actors).astype(np.int32)
    start = np.searchsorted(fine, np.arange(actors + 1, dtype=np.int64) * actors * kinds).astype(np.int32)
    row = np.unique(fine // kinds, return_inverse=True)[1]
    asked = keys(wide, kind, actors, kinds)
    return Index(
        actor, kind, other, day, country, sector, actors, kinds, countries, sectors,
        triple=Keys(of.astype(np.int32).ravel(), triple_other, start),
        triple_kind=(fine % kinds).astype(np.int32),
        triple_pair=row.astype(np.int32).ravel(),
        pair=pair,
        kind_other=keys(kind.astype(np.int64), other, kinds, actors),
        asked=asked,
        country_other=keys(country[actor] * np.int64(kinds) + kind, other, countries * kinds, actors),
        sector_other=keys(sector[actor] * np.int64(kinds) + kind, other, sectors * kinds, actors),
        country_country=keys(country[actor] * np.int64(kinds) + kind, country[other], countries * kinds, countries),
        sector_sector=keys(sector[actor] * np.int64(kinds) + kind, sector[other], sectors * kinds, sectors),
        asked_country=keys(asked.of.astype(np.int64), country[other], len(asked.last), countries),
    )  # fmt: skip
