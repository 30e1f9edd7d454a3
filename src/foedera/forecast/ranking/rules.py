"""Rules from kind to kind: who met in this way so long ago now meets in that way, and how sure that is.

A rule reads "if the newest event of kind k between the two is so old, then a question of kind r has this other as its
answer with confidence c", as the acyclic rules of length one in temporal logic (Liu et al. 2022, TLogic), with the
confidence by age and by repetition counted over the questions that were in fact asked, day after day.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from foedera.forecast.ranking.index import Index, Ints
from foedera.forecast.ranking.state import Floats, State

AGES = (1, 2, 4, 8, 15, 31, 91)
"""The greatest ages, in days, of the first seven classes of age; the eighth has all that is older."""
CLASSES = 2 * (len(AGES) + 1)
"""Each class of age twice: seen once, and seen again and again."""
_WEIGHT = 8.0
"""How many questions the prior of a rule is worth."""


def blank_rules(kinds: int) -> Floats:
    """Zero counts of answers and of questions, (kinds asked, kinds seen, classes, 2)."""
    return np.zeros((kinds, kinds, CLASSES, 2), np.float32)


def confidences(rules: Floats) -> Floats:
    """The confidence of every rule, (kinds asked, kinds seen, classes), drawn towards that of its seen kind."""
    whole = rules.sum(axis=0)
    prior = whole[..., 0] / (whole[..., 1] + 50.0)
    shrunk: Floats = (rules[..., 0] + _WEIGHT * prior) / (rules[..., 1] + _WEIGHT)
    return shrunk


@njit(cache=True)
def age_class(age: int, total: float) -> int:
    """The class of an event so old, seen so often (faded by 0.02 a day)."""
    c = 0
    for bound in AGES:
        if age > bound:
            c += 1
    return 2 * c + (1 if total > 1.2 else 0)


@njit(cache=True)
def learn(index: Index, state: State, rules: Floats, questions: Ints, answers: Ints, start: Ints) -> None:
    """Count the questions (n, 3: actor, kind, day) with their answers (answers[start[i]:start[i + 1]]).

    The state must stand as it did when the questions were asked.
    """
    true = np.zeros(index.actors, np.bool_)
    for q in range(len(questions)):
        actor, kind, day = questions[q]
        for a in range(start[q], start[q + 1]):
            true[answers[a]] = True
        for key in range(index.triple.start[actor], index.triple.start[actor + 1]):
            last = state.triple.last[key]
            if last >= 0:
                age = day - last
                c = age_class(age, state.triple.sum[key, 1] * state.fade[1, age])
                rules[kind, index.triple_kind[key], c, 1] += 1.0
                if true[index.triple.last[key]]:
                    rules[kind, index.triple_kind[key], c, 0] += 1.0
        for a in range(start[q], start[q + 1]):
            true[answers[a]] = False
