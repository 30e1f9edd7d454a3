"""Learned factors: actors and kinds as short vectors, for what counting misses because it has not happened yet.

The score of `other` as the answer to (actor, kind, ?) is q · v(other) + b(other), with q = e(actor) ∘ m(kind) + k(kind)
(DistMult of Yang et al. 2015, with a vector of the kind alone and with vectors of their own for answers). It is
trained with the full softmax over all actors by Adagrad, first on the past in random order, then day by day on each new
day's events together with as many of the recent past.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.state import Floats

_BATCH: Final = 1024
_CELLS: Final = 4e10
_TINY: Final = np.float32(1e-6)


class Shape(NamedTuple):
    """The size of the vectors, passes over the past, passes over each new day, the share of a question's vector that is
    hidden in training, the step, the pull to zero, how many past events are recent, and the seed.

    With no dimensions, there are no factors.
    """

    dimensions: int = 64
    passes: int = 3
    daily: int = 4
    hidden: float = 0.5
    step: float = 0.2
    pull: float = 1e-4
    recent: int = 60_000
    seed: int = 0

    def fitting(self, events: int, actors: int) -> Shape:
        """The shape with fewer passes over new days where events (doubled) times actors are many: their cost."""
        return self._replace(daily=max(1, min(self.daily, round(_CELLS / max(events * actors, 1)))))


class Factors:
    """The vectors, and their training. They change with every event taken in."""

    def __init__(self, actors: int, kinds: int, shape: Shape | None = None) -> None:
        self.shape = shape or Shape()
        self._random = np.random.default_rng(self.shape.seed)
        d = self.shape.dimensions
        draw = self._random.standard_normal
        self.vectors: dict[str, Floats] = {
            "actor": (0.3 * draw((actors, d))).astype(np.float32),
            "kind": (1.0 + 0.3 * draw((kinds, d))).astype(np.float32),
            "alone": (0.1 * draw((kinds, d))).astype(np.float32),
            "other": (0.3 * draw((actors, d))).astype(np.float32),
            "bias": np.zeros((actors, 1), np.float32),
        }
        self.squares = {name: np.zeros_like(value) for name, value in self.vectors.items()}
        self.trained = False

    def restore(self, name: str, rows: Ints, vectors: Floats, squares: Floats) -> None:
        """Put trained vectors, and the squares of their slopes, in the place of some rows."""
        self.vectors[name][rows] = vectors
        self.squares[name][rows] = squares

    def shares(self, questions: Ints) -> Floats:
        """The softmax over all actors for questions (n, 3), (n, actors); zero before any training."""
        if not self.trained:
            return np.zeros((len(questions), len(self.vectors["other"])), np.float32)
        return self._softmax(self._question(questions[:, 0], questions[:, 1]))

    def _question(self, actor: Ints, kind: Ints) -> Floats:
        v = self.vectors
        asked: Floats = v["actor"][actor] * v["kind"][kind] + v["alone"][kind]
        return asked

    def _softmax(self, asked: Floats) -> Floats:
        score: Floats = asked @ self.vectors["other"].T
        score += self.vectors["bias"].T
        score -= score.max(axis=1, keepdims=True)
        np.exp(score, out=score)
        score /= score.sum(axis=1, keepdims=True)
        return score

    def train(self, events: Ints) -> None:
        """Train on doubled events (n, 4), in random order."""
        if not self.shape.dimensions or not len(events):
            return
        for _ in range(self.shape.passes):
            order = self._random.permutation(len(events))
            for begin in range(0, len(order), _BATCH):
                self._step(events[order[begin : begin + _BATCH]])
        self.trained = True

    def take_in(self, both: Ints, start: int, end: int) -> None:
        """Train on the doubled events start to end, with as many of the recent past; not before `train`."""
        if not self.trained:
            return
        for _ in range(self.shape.daily):
            old = self._random.integers(max(0, end - self.shape.recent), end, end - start)
            rows = np.concatenate([np.arange(start, end), old])
            for begin in range(0, len(rows), _BATCH):
                self._step(both[rows[begin : begin + _BATCH]])

    def _step(self, events: Ints) -> None:
        actor, kind, other = events[:, 0], events[:, 1], events[:, 2]
        asked = self._question(actor, kind)
        shown = np.float32(1.0 - self.shape.hidden)
        mask = (self._random.random(asked.shape, dtype=np.float32) < shown).astype(np.float32) / shown
        error = self._softmax(asked * mask)
        error[np.arange(len(events)), other] -= 1.0
        back = (error @ self.vectors["other"]) * mask
        own, way = self.vectors["actor"][actor], self.vectors["kind"][kind]
        pull = np.float32(self.shape.pull)
        self._move("other", slice(None), error.T @ (asked * mask) + pull * self.vectors["other"])
        self._move("bias", slice(None), error.sum(axis=0)[:, None])
        self._add("actor", actor, back * way)
        self._add("kind", kind, back * own)
        self._add("alone", kind, back)

    def _add(self, name: str, rows: Ints, slope: Floats) -> None:
        """Move the rows by the sums of their slopes."""
        distinct, of = np.unique(rows, return_inverse=True)
        total = np.zeros((len(distinct), slope.shape[1]), np.float32)
        np.add.at(total, of.ravel(), slope)
        self._move(name, distinct, total)

    def _move(self, name: str, rows: Ints | slice, slope: Floats) -> None:
        squares = self.squares[name]
        squares[rows] += slope * slope
        self.vectors[name][rows] -= np.float32(self.shape.step) * slope / np.sqrt(squares[rows] + _TINY)
