"""Of which triples a probability is asked: those that happened, those of pairs that met, and pairs that may meet.

Most of the triples that can be thought of never come near one in a hundred; scored together with the rest they would
flatter any forecast. What is screened out by a plain estimate of its rate is neither scored nor given a probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec
import numpy as np

from foedera.forecast.counting import Floats, Keys
from foedera.forecast.features import Lens
from foedera.forecast.state import Query, State

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
    """Triples with the `stratum` of each (its place in `STRATA`)."""

    query: Query
    stratum: Keys


def strata_of(state: State, query: Query) -> Keys:
    """The stratum of each triple, by its place in `STRATA`."""
    keys, (a, t, r) = state.keys(query), query
    count = state.tables["triple"].read(keys["triple"], state.day)[0][:, 3]
    met = state.tables["pair"].places(keys["pair"]) >= 0
    met |= state.tables["pair"].places(state.keys((r, t, a))["pair"]) >= 0
    return np.select([count >= 9.5, count >= 1.5, count >= 0.5, met], [0, 1, 2, 3], 4)


def candidates(state: State, lens: Lens, seed: int = 0) -> Candidates:
    """The candidates on the morning of the state's day. `seed` matters only where there are millions: then a part of
    those that never happened is taken at random."""
    random = np.random.default_rng([seed, state.day])
    triples = state.tables["triple"].keys
    query = state.parts(np.concatenate([triples, _of_pairs(state, lens, random), _of_strangers(state, lens, random)]))
    return Candidates(query, strata_of(state, query))


def sampled(
    stratum: Keys, came: Keys, quota: Mapping[Stratum, int], random: np.random.Generator
) -> tuple[Keys, Floats]:
    """Some of the candidates: all that came true, and of the others of each stratum as many as `quota` says, at random;
    and how many of them each stands for."""
    picked, weight = [], []
    for number, name in enumerate(STRATA):
        for true in (1, 0):
            at = np.flatnonzero((stratum == number) & (came == true))
            most = len(at) if true else quota.get(name, len(at))
            chosen = at if len(at) <= most else np.sort(random.choice(at, most, replace=False))
            picked.append(chosen)
            weight.append(np.full(len(chosen), len(at) / max(len(chosen), 1)))
    return np.concatenate(picked), np.concatenate(weight)


def is_candidate(state: State, lens: Lens, query: Query) -> Keys:
    """Whether each triple is a candidate: it happened, or the plain estimate of its rate passes the screen."""
    keys, (a, _, r) = state.keys(query), query
    happened = state.tables["triple"].places(keys["triple"]) >= 0
    exposure, window = _exposures(state, lens)
    read = {name: state.tables[name].read(keys[name], state.day)[0][:, 3] for name in keys}
    share = read["type"] / max(_total(state), 1.0)
    back = state.tables["pair"].read(r * state.actors + a, state.day)[0][:, 3]
    met = (read["pair"] + back) > 0
    paired = (read["pair"] + back) * share * window / exposure
    strange = read["actor_type"] * read["type_recipient"] / np.maximum(read["type"], 1.0) * window / exposure
    return happened | ((a != r) & (np.where(met, paired, strange) >= SCREEN))


def _exposures(state: State, lens: Lens) -> tuple[float, float]:
    return float(lens.observed.decayed(state.day, np.zeros(1))[0]), lens.observed.window(state.day, lens.horizon)


def _total(state: State) -> float:
    return float(state.tables["type"].counts[:, 3].sum())


def _of_pairs(state: State, lens: Lens, random: np.random.Generator) -> Keys:
    """Triples that never happened of pairs that met either way, where the pair's rate times the type's share passes."""
    exposure, window = _exposures(state, lens)
    pair, n = state.tables["pair"], state.actors
    a, r = np.divmod(pair.keys, n)
    both = np.unique(np.concatenate([pair.keys, r * n + a]))
    a, r = np.divmod(both, n)
    both, a, r = both[a != r], a[a != r], r[a != r]
    count = pair.read(both, state.day)[0][:, 3] + pair.read(r * n + a, state.day)[0][:, 3]
    types = state.tables["type"]
    share = types.counts[:, 3] / max(_total(state), 1.0)
    order = np.argsort(-share, kind="stable")
    least = SCREEN * exposure / window / count
    number = np.searchsorted(-share[order], -least, side="right")
    owner, rank = _expanded(number, random)
    triples = both[owner] * state.types + types.keys[order[rank]]
    return triples[state.tables["triple"].places(triples) < 0]


def _of_strangers(state: State, lens: Lens, random: np.random.Generator) -> Keys:
    """Triples of pairs that never met, where the actor's rate times the recipient's share of the type passes."""
    exposure, window = _exposures(state, lens)
    of_actor, of_recipient = state.tables["actor_type"], state.tables["type_recipient"]
    found = []
    for type_, total in zip(state.tables["type"].keys, state.tables["type"].counts[:, 3], strict=True):
        mine = np.flatnonzero(of_actor.keys % state.types == type_)
        theirs = slice(*np.searchsorted(of_recipient.keys, [type_ * state.actors, (type_ + 1) * state.actors]))
        gave, got = of_actor.counts[mine, 3].astype(float), of_recipient.counts[theirs, 3].astype(float)
        order = np.argsort(-got, kind="stable")
        number = np.searchsorted(-got[order], -SCREEN * exposure / window * total / gave, side="right")
        owner, rank = _expanded(number, random)
        a = of_actor.keys[mine][owner] // state.types
        r = of_recipient.keys[theirs][order[rank]] % state.actors
        pair, n = state.tables["pair"], state.actors
        strange = (a != r) & (pair.places(a * n + r) < 0) & (pair.places(r * n + a) < 0)
        found.append((a[strange] * n + r[strange]) * state.types + type_)
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _expanded(number: Keys, random: np.random.Generator) -> tuple[Keys, Keys]:
    """For each owner the ranks 0, 1, … below its number; of more than three million a part at random."""
    owner = np.repeat(np.arange(len(number)), number)
    rank = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    if len(owner) > _MOST:
        part = np.sort(random.choice(len(owner), _MOST, replace=False))
        return owner[part], rank[part]
    return owner, rank
