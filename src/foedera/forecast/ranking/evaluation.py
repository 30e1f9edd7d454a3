"""Rankings of a period that has not been seen, and how good they are.

Definitions as in Gastinger et al. 2022 ("On the evaluation of methods for temporal knowledge graph forecasting"):
every event asks two questions, whom and who; each true answer is ranked by itself, other true answers of the same
question left out (time-aware filter); ties count as their average. In the single-step setting all days before the one
asked about are known, in the multi-step setting only those before the first of the period.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from foedera.forecast.ranking.index import Ints, doubled
from foedera.forecast.ranking.past import Past, Questions, asked
from foedera.forecast.ranking.ranker import Plan, Ranking, rankings
from foedera.forecast.ranking.trees import Forest

Setting = Literal["single-step", "multi-step"]
SETTINGS: tuple[Setting, ...] = ("single-step", "multi-step")


class Figures(NamedTuple):
    """Means over true answers: how many, the mean reciprocal rank, and the share ranked in the first 1, 3 and 10."""

    answers: int
    mrr: float
    hits1: float
    hits3: float
    hits10: float


def period(
    past: Past, forest: Forest, scored: Ints, plan: Plan, *, frozen: bool
) -> Iterator[tuple[Questions, list[Ranking]]]:
    """The questions of scored events (n, 4) day by day, with their rankings, as they come.

    `frozen` keeps the past as it stood before the first of those days. The events themselves are known to `past`, which
    learns a day's only once it has been asked about.
    """
    both = doubled(scored, past.types)
    days = np.unique(both[:, 3])
    if len(days):
        past.go(int(days[0]), plan.block)
    for day in days.tolist():
        if not frozen:
            past.go(day, 1)
        a, b = np.searchsorted(both[:, 3], [day, day + 1])
        questions = asked(both[a:b])
        yield questions, list(rankings(past, forest, questions.asked, plan))


def ranks(ranking: Ranking, answers: Ints, actors: int) -> list[float]:
    """The rank of each answer; those that are not listed share the places after the list, of `actors` in all."""
    wrong = ~np.isin(ranking.others, answers)
    place = {int(other): i for i, other in enumerate(ranking.others)}
    found = []
    for answer in answers.tolist():
        if answer in place:
            score = ranking.scores[place[answer]]
            better = int((ranking.scores[wrong] > score).sum())
            equal = int((ranking.scores[wrong] == score).sum())
        else:
            better = int(wrong.sum())
            equal = actors - len(np.unique(answers)) - better
        found.append(1 + better + equal / 2)
    return found


def figures(found: list[float]) -> Figures:
    """The figures of ranks, in per cent. Zero where there are none."""
    rank = np.array(found)
    if not len(rank):
        return Figures(0, 0.0, 0.0, 0.0, 0.0)
    hits = [float(100 * (rank <= k).mean()) for k in (1, 3, 10)]
    return Figures(len(rank), float(100 * (1 / rank).mean()), *hits)
