"""Of which triples a probability is asked: those that happened, those of pairs that met, and pairs that may meet.

Most of the triples that can be thought of never come near one in a hundred; scored together with the rest they would
flatter any forecast. What is screened out by a plain estimate of its rate is neither scored nor given a probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.forecast.counting import Floats, Keys
from foedera.forecast.features import Lens
from foedera.forecast.state import ACTORS, TYPES, Query, State

Stratum = Literal["often", "few", "once", "pair", "new"]
STRATA: Final[tuple[Stratum, ...]] = ("often", "few", "once", "pair", "new")
"""How often the triple had happened (ten times or more; two to nine; once); a pair that met under other types or the
other way; a pair that never met."""

SCREEN: Final = 0.001
"""The least expected number of events in the window for which a triple that never happened is a candidate."""

RARE: Final = 50
"""A type with fewer events than these is rare."""

_MOST: Final = 3_000_000


class Candidates(msgspec.Struct, frozen=True, eq=False):
    """Triples with the `stratum` of each (its place in `STRATA`), and how many of the population each stands for."""

    query: Query
    stratum: Keys
    weight: Floats


def strata_of(state: State, query: Query) -> Keys:
    """The stratum of each triple, by its place in `STRATA`."""
    keys, (a, t, r) = state.keys(query), query
    count = state.tables["triple"].read(keys["triple"], state.day)[0][:, -1]
    met = state.tables["pair"].places(keys["pair"]) >= 0
    met |= state.tables["pair"].places(state.keys((r, t, a))["pair"]) >= 0
    return np.asarray(np.select([count >= 9.5, count >= 1.5, count >= 0.5, met], [0, 1, 2, 3], 4))


def candidates(
    state: State, lens: Lens, quota: Mapping[Stratum, int] | None = None, true: Keys | None = None, seed: int = 0,
    *, most: int = 3_000_000,
) -> Candidates:  # fmt: skip
    """The candidates on the morning of the state's day, at random about as many of each stratum as `quota` says (None:
    all, or three million at most).

    Those that came true, given by the keys of triples in `true` (sorted), are taken whole and stand for themselves, and
    what is drawn at random stands for the others. Where more than `most` came true, so many of them are drawn.
    """
    random = np.random.default_rng([seed, state.day])
    quotas = dict.fromkeys(STRATA, _MOST) | dict(quota or {})
    happened = state.tables["triple"]
    count = happened.counts[:, -1]
    bounds = (count >= 9.5, (count >= 1.5) & (count < 9.5), count < 1.5)
    parts = [_drawn(happened.keys[mine], quotas[name], random) for name, mine in zip(STRATA, bounds, strict=False)]
    parts += [_of_pairs(state, lens, quotas["pair"], random), _of_strangers(state, lens, quotas["new"], random)]
    stratum = np.repeat(np.arange(len(parts)), [len(triples) for triples, _ in parts])
    triples, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    if true is None:
        return Candidates(state.parts(triples), stratum, weight)
    others = ~np.isin(triples, true)
    mine, stands = _drawn(true[is_candidate(state, lens, state.parts(true))], most, random)
    triples = np.concatenate([mine, triples[others]])
    stratum = np.concatenate([strata_of(state, state.parts(mine)), stratum[others]])
    return Candidates(state.parts(triples), stratum, np.concatenate([stands, weight[others]]))


def is_candidate(state: State, lens: Lens, query: Query) -> NDArray[np.bool_]:
    """Whether each triple is a candidate: it happened, or the plain estimate of its rate passes the screen."""
    keys, (a, _, r) = state.keys(query), query
    happened = state.tables["triple"].places(keys["triple"]) >= 0
    least = _least(state, lens)
    read = {name: state.tables[name].read(keys[name], state.day)[0][:, -1] for name in keys}
    both = read["pair"] + state.tables["pair"].read(r * ACTORS + a, state.day)[0][:, -1]
    paired = both * read["type"] / max(_total(state), 1.0)
    strange = read["actor_type"] * read["type_recipient"] / np.maximum(read["type"], 1.0)
    return np.asarray(happened | ((a != r) & (np.where(both > 0, paired, strange) >= least)))


def _least(state: State, lens: Lens) -> float:
    """The least number of events in the past for which as many as `SCREEN` are to be expected in the window."""
    exposure = float(lens.observed.decayed(state.day, np.zeros(1))[0])
    return SCREEN * exposure / max(lens.observed.window(state.day, lens.horizon), 1e-9)


def _total(state: State) -> float:
    return float(state.tables["type"].counts[:, -1].sum())


def _of_pairs(state: State, lens: Lens, most: int, random: np.random.Generator) -> tuple[Keys, Floats]:
    """Triples that never happened of pairs that met either way, where the pair's rate times the type's share passes."""
    pair, types = state.tables["pair"], state.tables["type"]
    a, r = np.divmod(pair.keys, ACTORS)
    both = np.unique(np.concatenate([pair.keys, r * ACTORS + a]))
    a, r = np.divmod(both, ACTORS)
    both, back = both[a != r], (r * ACTORS + a)[a != r]
    count = pair.read(both, state.day)[0][:, -1] + pair.read(back, state.day)[0][:, -1]
    share = types.counts[:, -1] / max(_total(state), 1.0)
    order = np.argsort(-share, kind="stable")
    number = np.searchsorted(-share[order], -_least(state, lens) / count, side="right")
    owner, rank, weight = _expanded(number, most, random)
    triples = both[owner] * TYPES + types.keys[order[rank]]
    fresh = state.tables["triple"].places(triples) < 0
    return triples[fresh], weight[fresh]


def _of_strangers(state: State, lens: Lens, most: int, random: np.random.Generator) -> tuple[Keys, Floats]:
    """Triples of pairs that never met, where the actor's events times the recipient's share of the type pass."""
    of_actor, of_recipient, types = (state.tables[name] for name in ("actor_type", "type_recipient", "type"))
    least = _least(state, lens)
    got = of_recipient.counts[:, -1].astype(float)
    type_ = of_recipient.keys // ACTORS
    order = np.lexsort((-got, type_))
    first = np.searchsorted(type_, types.keys)
    end = np.searchsorted(type_, types.keys, side="right")
    mine = types.places(of_actor.keys % TYPES)
    needed = least * types.counts[mine, -1] / of_actor.counts[:, -1]
    number = np.zeros(len(mine), np.int64)
    for each in range(len(types.keys)):
        some = np.flatnonzero(mine == each)
        number[some] = np.searchsorted(-got[order[first[each] : end[each]]], -needed[some], side="right")
    owner, rank, weight = _expanded(number, most, random)
    a = of_actor.keys[owner] // TYPES
    r = of_recipient.keys[order[first[mine[owner]] + rank]] % ACTORS
    pair = state.tables["pair"]
    strange = (a != r) & (pair.places(a * ACTORS + r) < 0) & (pair.places(r * ACTORS + a) < 0)
    return ((a * ACTORS + r) * TYPES + types.keys[mine[owner]])[strange], weight[strange]


def _expanded(number: Keys, most: int, random: np.random.Generator) -> tuple[Keys, Keys, Floats]:
    """Owners with ranks 0, 1, … below their number, at most so many at random, and how many each stands for."""
    end = np.cumsum(number)
    total = int(end[-1]) if len(end) else 0
    at = np.arange(total) if total <= most else np.unique(random.integers(0, total, most))
    owner = np.searchsorted(end, at, side="right")
    return owner, at - (end - number)[owner], np.full(len(at), total / max(len(at), 1))


def _drawn(triples: Keys, most: int, random: np.random.Generator) -> tuple[Keys, Floats]:
    some = triples if len(triples) <= most else np.sort(random.choice(triples, most, replace=False))
    return some, np.full(len(some), len(triples) / max(len(some), 1))
