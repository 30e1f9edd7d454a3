"""The country and the sector of an actor, read off its name: "Citizen (Thailand)" is a citizen, and of Thailand.

Names of ICEWS and of sets like it carry both. Persons and other names that carry none are given the country with which
they had most to do, as far as the events shown here go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from foedera.forecast.ranking.index import Ints

_BRACKET = re.compile(r"^(.*?)[\s_]*\(([^()]*)\)\s*$")


class Origins(NamedTuple):
    """Numbers of the country and the sector of each actor (int32); the last country means "none known"."""

    country: Ints
    sector: Ints


def named(names: Sequence[str]) -> Origins:
    """What the names say. A name that stands in another's brackets is a country of its own."""
    split = [_BRACKET.match(name) for name in names]
    places = {place: i for i, place in enumerate(sorted({m[2].replace("_", " ") for m in split if m}))}
    country = [
        places.get((m[2] if m else name).replace("_", " "), len(places)) for m, name in zip(split, names, strict=True)
    ]
    words = [
        m[1] if m else ("a country" if name.replace("_", " ") in places else "a name")
        for m, name in zip(split, names, strict=True)
    ]
    sectors = {word: i for i, word in enumerate(sorted(set(words)))}
    return Origins(np.array(country, np.int32), np.array([sectors[w] for w in words], np.int32))


def completed(origins: Origins, both: Ints) -> Origins:
    """The origins, with actors of no country put where most of their partners in `both` (doubled events) are from."""
    none = int(origins.country.max(initial=0))
    known = origins.country[both[:, 2]] != none
    rows, columns = both[known, 0], origins.country[both[known, 2]]
    shape = (len(origins.country), none + 1)
    met = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
    best = np.asarray(met.argmax(axis=1)).ravel()
    lost = (origins.country == none) & (np.asarray(met.sum(axis=1)).ravel() > 0)
    return Origins(np.where(lost, best, origins.country).astype(np.int32), origins.sector)
