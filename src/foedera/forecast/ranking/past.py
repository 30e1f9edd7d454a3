"""The past as a forecaster goes through it: what it was asked, what it could know then, and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.forecast.ranking.candidates import described
from foedera.forecast.ranking.factors import Factors
from foedera.forecast.ranking.index import Ints, doubled, index
from foedera.forecast.ranking.origins import completed, named
from foedera.forecast.ranking.rules import blank_rules, confidences, learn
from foedera.forecast.ranking.state import Floats, blank, take_in

_AFRESH = 40
"""After so many days the origins of persons are read anew from whom they met."""


class Questions(NamedTuple):
    """Distinct questions (n, 3: actor, kind, day), sorted, and their answers: answers[start[i]:start[i + 1]], with
    repetitions where an event was told twice."""

    asked: Ints
    answers: Ints
    start: Ints

    def of(self, i: int) -> Ints:
        """The answers of question i."""
        return self.answers[self.start[i] : self.start[i + 1]]

    def taken(self, rows: NDArray[np.int64]) -> Questions:
        """Some of the questions, in the order of `rows`."""
        parts = [self.of(i) for i in rows]
        start = np.cumsum([0, *map(len, parts)]).astype(np.int32)
        return Questions(self.asked[rows], np.concatenate([*parts, np.zeros(0, np.int32)]), start)


class Described(NamedTuple):
    """Candidates of questions: others[start[i]:start[i + 1]] are those of question i, highest first score first; the
    first of them have features, in the rows begin[i] to begin[i + 1]."""

    others: Ints
    first: Floats
    start: Ints
    features: Floats
    begin: Ints


def asked(both: Ints) -> Questions:
    """The distinct questions that some doubled events (n, 4) answer."""
    distinct, of = np.unique(both[:, [0, 1, 3]], axis=0, return_inverse=True)
    order = np.argsort(of.ravel(), kind="stable")
    start = np.searchsorted(of.ravel()[order], np.arange(len(distinct) + 1)).astype(np.int32)
    return Questions(distinct.astype(np.int32), both[order, 2], start)


class Past:
    """A stream up to a day that moves on.

    `seen` is the first day that is not yet known, `limit` the last that may be asked about.
    The events of later days may be there from the beginning; nothing of them is used before `take_in` reaches them,
    but that their keys have a place in the index.
    """

    def __init__(self, quads: Ints, names: Sequence[str], types: int, factors: Factors, *, ahead: int = 62) -> None:
        """`quads` (n, 4: actor, type, recipient, day from 0 on), `names` of the actors, and how many days after the
        last event may be asked about."""
        self.both = doubled(quads, types)
        self.names = tuple(names)
        self.types = types
        self.factors = factors
        self.seen = 0
        self.rules = blank_rules(2 * types)
        self._sure: Floats | None = None
        self.limit = int(self.both[:, 3].max(initial=0)) + ahead
        self._origins = named(self.names)
        self._afresh()

    def _afresh(self) -> None:
        """Read the origins as of `seen`, number the keys anew, and count again."""
        known = self.place(self.seen)
        self.since = self.seen
        self.index = index(self.both, len(self.names), self.types, *completed(self._origins, self.both[:known]))
        self.state = blank(self.index, self.limit)
        take_in(self.index, self.state, 0, known)

    def resume(self, seen: int, since: int) -> None:
        """Stand where another past of the same stream had come to, whose origins were read on the day `since`: the
        counts are made anew from the events; the rules and the factors are left as they are given."""
        self.seen = since
        self._sure = None
        self._afresh()
        take_in(self.index, self.state, self.place(since), self.place(seen))
        self.seen = seen

    def place(self, day: int) -> int:
        """The number of doubled events before a day."""
        return int(np.searchsorted(self.both[:, 3], day))

    def between(self, first: int, stop: int) -> Questions:
        """The questions of the days from `first` on and before `stop`."""
        return asked(self.both[self.place(first) : self.place(stop)])

    def take_in(self, stop: int) -> None:
        """Learn the events before the day `stop`: what the rules said of them first, then the counts and factors."""
        start, end = self.place(self.seen), self.place(stop)
        if end > start:
            learn(self.index, self.state, self.rules, *asked(self.both[start:end]))
            self._sure = None
            take_in(self.index, self.state, start, end)
            self.factors.take_in(self.both, start, end)
        self.seen = stop
        if stop - self.since >= _AFRESH:
            self._afresh()

    def go(self, stop: int, length: int) -> None:
        """Take in the days before `stop`, in blocks of this length."""
        while self.seen < stop:
            self.take_in(min(stop, self.seen + length))

    def blocks(self, stop: int, length: int) -> Iterator[tuple[int, int]]:
        """Go on to `stop` from block to block of days; each with events is handed out before it is known."""
        while self.seen < stop:
            end = min(stop, self.seen + length)
            if self.place(end) > self.place(self.seen):
                yield self.seen, end
            self.take_in(end)

    def described(self, questions: Ints, depth: int, length: int) -> Described:
        """Up to `length` candidates for each question (n, 3), the first `depth` with features, as far as the days
        before `seen` tell."""
        if self._sure is None:
            self._sure = confidences(self.rules)
        parts = []
        for begin in range(0, len(questions), 256):
            some = np.ascontiguousarray(questions[begin : begin + 256], dtype=np.int32)
            shares = self.factors.shares(some)
            parts.append(described(self.index, self.state, self._sure, some, self.seen, shares, depth, length))
        return Described(
            np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]),
            _joined([part[2] for part in parts]), np.concatenate([part[3] for part in parts]),
            _joined([part[4] for part in parts]),
        )  # fmt: skip


def _joined(starts: list[Ints]) -> Ints:
    """Starts of groups whose lists were put one after the other."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(start) for start in starts]))]).astype(np.int32)
