"""What will pass between two given actors on a day: the types in order, for (actor, ?, recipient, day).

The same counts and the same trees as for the other two questions, with types for candidates: what the pair did, each
way, what each of the two does to others and suffers, and what is common.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from foedera.forecast.ranking.features import age, faded, found
from foedera.forecast.ranking.index import Index, Ints
from foedera.forecast.ranking.kernels import inner
from foedera.forecast.ranking.past import Past
from foedera.forecast.ranking.state import Floats, State
from foedera.forecast.ranking.trees import Forest, Settings, bin_edges, binned, boosted, scores
from foedera.model.errors import DatasetError

KIND_FEATURES: Final = (
    "here_0", "here_35", "here_7", "here_1", "here_age", "back_35", "back_7", "back_age",
    "actor_35", "actor_7", "suffered_35", "suffered_7", "common_35", "common_1", "pair_0", "pair_7", "pair_age",
)  # fmt: skip
_TREES: Final = Settings(trees=80, depth=5, step=0.12)


@inner
def _apart(index: Index, state: State, actor: int, recipient: int, day: int, out: Floats) -> None:
    """What each of the two does and suffers, and what is common."""
    half = index.kinds // 2
    whole = np.full(2, 0.1, np.float32)
    for kind in range(half):
        whole[0] += faded(state.kind, kind, 1, day, state.fade)
        whole[1] += faded(state.kind, kind, 3, day, state.fade)
    for kind in range(half):
        did, suffered = found(index.asked, actor, kind), found(index.asked, recipient, kind + half)
        for k in range(2):
            if did >= 0:
                out[kind, 8 + k] = faded(state.asked, did, k + 1, day, state.fade)
            if suffered >= 0:
                out[kind, 10 + k] = faded(state.asked, suffered, k + 1, day, state.fade)
            out[kind, 12 + k] = faded(state.kind, kind, 1 + 2 * k, day, state.fade) / whole[k]


@inner
def _between(index: Index, state: State, actor: int, recipient: int, day: int, out: Floats) -> None:
    """What the two did to each other."""
    half = index.kinds // 2
    for key in range(index.triple.start[actor], index.triple.start[actor + 1]):
        if index.triple.last[key] != recipient or state.triple.last[key] < 0:
            continue
        kind = index.triple_kind[key]
        if kind < half:
            for k in range(4):
                out[kind, k] = faded(state.triple, key, k, day, state.fade)
            out[kind, 4] = age(state.triple, key, day)
        else:
            for k in range(2):
                out[kind - half, 5 + k] = faded(state.triple, key, k + 1, day, state.fade)
            out[kind - half, 7] = age(state.triple, key, day)


@njit(cache=True)
def kind_features(index: Index, state: State, actor: int, recipient: int, day: int) -> Floats:
    """The features of every type for one pair and day, (types, features)."""
    out = np.zeros((index.kinds // 2, 17), np.float32)
    out[:, 4] = out[:, 7] = out[:, 16] = 999.0
    _apart(index, state, actor, recipient, day, out)
    _between(index, state, actor, recipient, day, out)
    pair = found(index.pair, actor, recipient)
    if pair >= 0:
        out[:, 14] = faded(state.pair, pair, 0, day, state.fade)
        out[:, 15] = faded(state.pair, pair, 2, day, state.fade)
        out[:, 16] = age(state.pair, pair, day)
    return out


def train_kinds(past: Past, first: int, stop: int, *, questions: int = 5_000, seed: int = 0) -> Forest:
    """Go through the past from `first` to `stop` and learn to rank types from about so many of its pairs and days.

    Raises `DatasetError` where there is no event in those days.
    """
    past.go(first, 1)
    events = past.both[past.place(first) : past.place(stop)]
    events = events[events[:, 1] < past.types]
    if not len(events):
        raise DatasetError(f"no events from day {first} to day {stop}: there is nothing to learn from")
    rng = np.random.default_rng(seed)
    pairs = np.unique(events[:, [3, 0, 2]], axis=0)
    pairs = pairs[rng.random(len(pairs)) < questions / len(pairs)] if len(pairs) > questions else pairs
    features, true = [], []
    for day, actor, recipient in pairs.tolist():
        past.go(day, 1)
        features.append(kind_features(past.index, past.state, actor, recipient, day))
        now = past.both[past.place(day) : past.place(day + 1)]
        happened = now[(now[:, 0] == actor) & (now[:, 2] == recipient) & (now[:, 1] < past.types), 1]
        true.append(np.isin(np.arange(past.types), happened))
    rows = np.concatenate(features)
    edges = bin_edges(rows[:: max(1, len(rows) // 100_000)])
    start = (np.arange(len(pairs) + 1) * past.types).astype(np.int32)
    weight = np.ones(len(rows), np.float32)
    return boosted(binned(rows, edges), edges, np.concatenate(true), weight, start, _TREES._replace(seed=seed))


def kind_scores(past: Past, forest: Forest, actor: int, recipient: int, day: int) -> Floats:
    """The score of every type between the two on a day, (types,), as far as the days before `past.seen` tell."""
    return scores(forest, kind_features(past.index, past.state, actor, recipient, day))


def kind_order(score: Floats) -> Ints:
    """The types, highest score first; of equals, the lower number first."""
    return np.argsort(-score, kind="stable").astype(np.int32)
