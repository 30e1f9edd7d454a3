"""Who may be the answer: a first score over all actors, from every source of candidates at once."""

from __future__ import annotations

import numpy as np
from numba import njit

from foedera.forecast.ranking.features import N, describe, faded, found
from foedera.forecast.ranking.index import Index, Ints
from foedera.forecast.ranking.kernels import inner
from foedera.forecast.ranking.rules import age_class
from foedera.forecast.ranking.state import Floats, State


@inner
def two_steps(index: Index, state: State, actor: int, day: int) -> Floats:
    """The chance of ending at each actor after two steps along past events, (2, actors): faded by 0.02, by 0.1."""
    paths = np.zeros((2, index.actors), np.float32)
    for k in range(2):
        whole = 0.1
        for key in range(index.pair.start[actor], index.pair.start[actor + 1]):
            whole += faded(state.pair, key, k + 1, day, state.fade)
        for key in range(index.pair.start[actor], index.pair.start[actor + 1]):
            share = faded(state.pair, key, k + 1, day, state.fade) / whole
            if share < 0.01:
                continue
            middle = index.pair.last[key]
            reach = faded(state.actor, middle, k + 1, day, state.fade) + 0.1
            for onward in range(index.pair.start[middle], index.pair.start[middle + 1]):
                if state.pair.last[onward] >= 0:
                    step = faded(state.pair, onward, k + 1, day, state.fade) / reach
                    paths[k, index.pair.last[onward]] += share * step
    return paths


@inner
def first_score(index: Index, state: State, rule: Floats, asked: Ints, paths: Floats, factor: Floats) -> Floats:
    """The first score of every actor as the answer, (actors,): a sum of shares, zero for actors never seen."""
    actor, kind, day = asked
    score: Floats = 0.5 * paths[0] + factor
    fade = state.fade
    for key in range(index.triple.start[actor], index.triple.start[actor + 1]):
        last = state.triple.last[key]
        if last >= 0:
            c = age_class(day - last, state.triple.sum[key, 1] * fade[1, day - last])
            score[index.triple.last[key]] += 1.5 * rule[kind, index.triple_kind[key], c]
    question = found(index.asked, actor, kind)
    if question >= 0:
        whole = faded(state.asked, question, 0, day, fade) + 0.3
        slow = faded(state.asked, question, 1, day, fade) + 0.3
        for key in range(index.triple.start[actor], index.triple.start[actor + 1]):
            if index.triple_kind[key] == kind:
                score[index.triple.last[key]] += (
                    3.0 * faded(state.triple, key, 1, day, fade) / slow + faded(state.triple, key, 0, day, fade) / whole
                )
    total = faded(state.actor, actor, 1, day, fade) + 0.1
    for key in range(index.pair.start[actor], index.pair.start[actor + 1]):
        score[index.pair.last[key]] += faded(state.pair, key, 1, day, fade) / total
    popular(index, state, asked, score)
    return score


@inner
def popular(index: Index, state: State, asked: Ints, score: Floats) -> None:
    """Add who is met under this kind by anybody, and by actors of the same country."""
    actor, kind, day = asked
    fade = state.fade
    whole = faded(state.kind, kind, 1, day, fade) + 0.1
    for key in range(index.kind_other.start[kind], index.kind_other.start[kind + 1]):
        score[index.kind_other.last[key]] += faded(state.kind_other, key, 1, day, fade) / whole
    row = index.country[actor] * index.kinds + kind
    total = 1.0
    for key in range(index.country_other.start[row], index.country_other.start[row + 1]):
        total += faded(state.country_other, key, 1, day, fade)
    for key in range(index.country_other.start[row], index.country_other.start[row + 1]):
        score[index.country_other.last[key]] += 1.5 * faded(state.country_other, key, 1, day, fade) / total
    for other in range(index.actors):
        seen = state.actor.last[other] >= 0
        score[other] = score[other] + 1e-5 * faded(state.actor, other, 1, day, fade) if seen else 0.0


@inner
def nth_highest(values: Floats, n: int) -> float:
    """The n-th highest of the values, which are put into another order (quickselect, Hoare 1961)."""
    low, high = 0, len(values) - 1
    while low < high:
        bound = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] > bound:
                i += 1
            while values[j] < bound:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if n - 1 <= j:
            high = j
        elif n - 1 >= i:
            low = i
        else:
            break
    return float(values[n - 1])


@inner
def highest(score: Floats, n: int) -> Ints:
    """The n actors of the highest positive score, highest first; of equals, the lower number first."""
    bound = max(nth_highest(score.copy(), n), 0.0) if len(score) > n else 0.0
    free = n
    for value in score:
        free -= value > bound
    seen, keys = np.empty(n, np.int32), np.empty(n, np.float32)
    size = 0
    for other in range(len(score)):
        equal = score[other] == bound and bound > 0.0 and free > 0
        if score[other] > bound or equal:
            free -= equal
            seen[size], keys[size] = other, -score[other]
            size += 1
    return seen[:size][np.argsort(keys[:size], kind="mergesort")]


@njit(cache=True)
def described(
    index: Index, state: State, rule: Floats, questions: Ints, cut: int, factor: Floats, depth: int, length: int
) -> tuple[Ints, Floats, Ints, Floats, Ints]:
    """Candidates of questions (n, 3) sorted by actor: others, first scores, start, features, and where theirs start.

    Each question has up to `length` candidates, highest first score first, of which the first `depth` have features.
    `cut` is the first day that the state has not seen; `factor` (n, actors) holds the shares of the learned factors.
    """
    n = len(questions)
    start, begin = np.zeros(n + 1, np.int32), np.zeros(n + 1, np.int32)
    others, firsts = np.empty(n * length, np.int32), np.empty(n * length, np.float32)
    features = np.empty((n * depth, N), np.float32)
    slot = np.full(index.actors, -1, np.int32)
    paths = np.zeros((2, index.actors), np.float32)
    for q in range(n):
        asked = questions[q]
        if q == 0 or questions[q - 1, 0] != asked[0]:
            paths = two_steps(index, state, asked[0], asked[2])
        score = first_score(index, state, rule, asked, paths, factor[q])
        listed = highest(score, length)
        start[q + 1] = start[q] + len(listed)
        for i in range(len(listed)):
            others[start[q] + i], firsts[start[q] + i] = listed[i], score[listed[i]]
        top = listed[:depth]
        begin[q + 1] = begin[q] + len(top)
        seen = describe(index, state, rule, asked, asked[2] - cut, top, slot, paths, factor[q])
        for i in range(len(top)):
            for column in range(N):
                features[begin[q] + i, column] = seen[i, column]
    return others[: start[n]], firsts[: start[n]], start, features[: begin[n]], begin
