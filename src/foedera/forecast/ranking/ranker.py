"""The ranking forecaster: trained on the past as it was lived through, and asked about days that it has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.past import Described, Past, Questions
from foedera.forecast.ranking.state import Floats
from foedera.forecast.ranking.trees import Bytes, Forest, Settings, bin_edges, binned, boosted, scores
from foedera.model.errors import DatasetError

Truths = NDArray[np.bool_]


class Plan(NamedTuple):
    """How a ranker is trained.

    `block`: how many days are asked about before any of them is known (1 for single-step). `share`: the part of the
    past whose days are only counted before the first questions. `questions`: about how many are learned from. `depth`:
    candidates of each that the trees see. `length`: candidates of each that are given. The rest is for the trees.
    """

    block: int = 1
    share: float = 0.5
    questions: int = 35_000
    depth: int = 100
    length: int = 500
    trees: Settings = Settings()
    seed: int = 0

    def seeded(self, seed: int) -> Plan:
        """The plan with another seed."""
        return self._replace(seed=seed, trees=self.trees._replace(seed=seed))


class Ranking(NamedTuple):
    """Candidates in order, best first, and their scores, falling."""

    others: Ints
    scores: Floats


class _Rows(NamedTuple):
    bins: Bytes
    true: Truths
    start: Ints
    edges: Floats


def train(past: Past, stop: int, plan: Plan) -> Forest:
    """Go through the past up to the day `stop` and learn to rank from the questions of its later part.

    Raises `DatasetError` where no question of that part has an answer among its candidates.
    """
    days = past.both[: past.place(stop), 3]
    if not len(days):
        raise DatasetError(f"no events before day {stop}: there is nothing to learn from")
    first = int(np.quantile(days, plan.share)) + 1
    past.go(first, plan.block)
    past.factors.train(past.both[: past.place(first)])
    rows = _rows(past, first, stop, plan)
    return boosted(rows.bins, rows.edges, rows.true, np.ones(len(rows.bins), np.float32), rows.start, plan.trees)


def _rows(past: Past, first: int, stop: int, plan: Plan) -> _Rows:
    rng = np.random.default_rng(plan.seed)
    total = len(past.between(first, stop).asked)
    part = min(1.0, plan.questions / max(total, 1))
    bins: list[Bytes] = []
    true = []
    sizes: list[int] = [0]
    edges: Floats | None = None
    for begin, end in past.blocks(stop, plan.block):
        questions = past.between(begin, end)
        questions = questions.taken(np.flatnonzero(rng.random(len(questions.asked)) < part))
        if not len(questions.asked):
            continue
        seen = past.described(questions.asked, plan.depth, plan.depth)
        if edges is None:
            edges = bin_edges(seen.features)
        labels = _labels(questions, seen)
        groups = np.repeat(np.arange(len(questions.asked)), np.diff(seen.start))
        some = np.bincount(groups, labels, minlength=len(questions.asked)) > 0
        bins.append(binned(seen.features[some[groups]], edges))
        true.append(labels[some[groups]])
        sizes.extend(np.diff(seen.start)[some].tolist())
    if edges is None or len(sizes) < 2:
        raise DatasetError("the events are too few to learn a ranking: no question has a known candidate as its answer")
    return _Rows(np.concatenate(bins), np.concatenate(true), np.cumsum(sizes).astype(np.int32), edges)


def _labels(questions: Questions, seen: Described) -> Truths:
    labels = np.zeros(len(seen.others), np.bool_)
    for i in range(len(questions.asked)):
        part = slice(seen.start[i], seen.start[i + 1])
        labels[part] = np.isin(seen.others[part], questions.of(i))
    return labels


def rankings(past: Past, forest: Forest, questions: Ints, plan: Plan) -> Iterator[Ranking]:
    """The ranking of each question (n, 3: actor, kind, day); all days are from `past.seen` on.

    The trees order the first `plan.depth` candidates of the first score; the others follow in the order of that score.
    """
    for begin in range(0, len(questions), 512):
        seen = past.described(questions[begin : begin + 512], plan.depth, plan.length)
        for i in range(len(seen.start) - 1):
            yield _ranking(forest, seen, i)


def _ranking(forest: Forest, seen: Described, i: int) -> Ranking:
    others, first = (column[seen.start[i] : seen.start[i + 1]] for column in (seen.others, seen.first))
    score = scores(forest, seen.features[seen.begin[i] : seen.begin[i + 1]])
    order = np.argsort(-score, kind="stable")
    # Those beyond the trees come after them all, in the order of their first scores.
    floor = (score.min() if len(score) else 0.0) - 2.0
    tail = floor + first[len(order) :] / max(float(first.max(initial=1.0)), 1.0)
    return Ranking(
        np.concatenate([others[order], others[len(order) :]]), np.concatenate([score[order], tail]).astype(np.float32)
    )
