"""A trained ranking forecaster and its stream: asked by name, kept in a file, and carried on with new events."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.observed import refuse_unread
from foedera.forecast.ranking.factors import Factors, Shape
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.kinds import kind_order, kind_scores, train_kinds
from foedera.forecast.ranking.past import Past
from foedera.forecast.ranking.ranker import Plan, Ranking, rankings, train
from foedera.forecast.ranking.reasons import Reason, reasons
from foedera.forecast.ranking.trees import Forest
from foedera.model.errors import DatasetError

_FORMAT: Final = "foedera ranking 1"


class _Head(msgspec.Struct, frozen=True):
    format: str
    actors: list[str]
    types: list[str]
    seen: int
    since: int
    plan: Plan
    shape: Shape


class Forecaster(NamedTuple):
    """A stream's past with the trees trained on it: `forest` for actors, `types` for types; `quads` (n, 4) is the
    stream, its days counted from `first`, `unit` apart."""

    past: Past
    forest: Forest
    types: Forest
    stream: EventStream
    quads: Ints
    first: int
    unit: int
    plan: Plan

    def step(self, day: int) -> int:
        """The step of a day of the stream. Raises `DatasetError` for a day that was learned or lies too far ahead."""
        step = (day - self.first) // self.unit
        if step < self.past.seen:
            raise DatasetError(f"day {day} lies in the past that was learned: ask from {self.last + self.unit} on")
        if step > self.past.limit:
            raise DatasetError(f"day {day} lies too far ahead: ask up to {self.first + self.past.limit * self.unit}")
        return step

    @property
    def last(self) -> int:
        """The last day of the stream that is known."""
        return self.first + (self.past.seen - 1) * self.unit

    def whom(self, actor: int, type: int, day: int) -> Ranking:
        """To whom the actor will do that on a day, most likely first."""
        return self._ranked(actor, type, day)

    def who(self, type: int, recipient: int, day: int) -> Ranking:
        """Who will do that to the recipient on a day, most likely first."""
        return self._ranked(recipient, type + self.past.types, day)

    def what(self, actor: int, recipient: int, day: int) -> Ranking:
        """What the actor will do to the recipient on a day: types, most likely first."""
        score = kind_scores(self.past, self.types, actor, recipient, self.step(day))
        order = kind_order(score)
        return Ranking(order, score[order])

    def why(self, actor: int, type: int, recipient: int, day: int, *, events: int = 5) -> tuple[Reason, ...]:
        """Why the recipient is ranked as it is for the actor and the type, strongest first; `events` of a reason are
        rows of the stream."""
        question = (actor, type, self.step(day))
        return reasons(self.past, self.forest, self.quads, question, recipient, depth=self.plan.depth, events=events)

    def _ranked(self, actor: int, kind: int, day: int) -> Ranking:
        asked = np.array([[actor, kind, self.step(day)]], np.int32)
        return next(iter(rankings(self.past, self.forest, asked, self.plan)))


def quads_of(stream: EventStream) -> tuple[Ints, int, int]:
    """The events of a stream as (actor, type, recipient, step), with the first day and the days between steps.

    Days of dates are one apart; steps of a file are as far apart as their greatest common divisor.
    """
    first = stream.first
    days = np.unique(stream.day)
    unit = int(np.gcd.reduce(np.diff(days))) if stream.origin is None and len(days) > 1 else 1
    columns = (stream.actor, stream.type, stream.recipient, (stream.day - first) // unit)
    return np.stack([column.astype(np.int32) for column in columns], axis=1), first, unit


def trained(stream: EventStream, *, plan: Plan | None = None, shape: Shape | None = None) -> Forecaster:
    """A forecaster trained on the whole stream. Raises `DatasetError` where it is too thin to learn from, and where
    it is of somebody's own choice of articles and does not say how many were read."""
    refuse_unread(stream)
    plan = plan or Plan()
    quads, first, unit = quads_of(stream)
    stop = int(quads[-1, 3]) + 1
    shape = (shape or Shape()).fitting(2 * len(stream), len(stream.actors))._replace(seed=plan.seed)
    factors = Factors(len(stream.actors), 2 * len(stream.types), shape)
    past = Past(quads, stream.actors, len(stream.types), factors)
    forest = train(past, stop, plan)
    begin = int(np.quantile(quads[:, 3], 0.8))
    counted = Past(quads, stream.actors, len(stream.types), Factors(1, 1, Shape(dimensions=0)))
    types = train_kinds(counted, begin, stop, seed=plan.seed)
    return Forecaster(past, forest, types, stream, quads, first, unit, plan)


def save(forecaster: Forecaster, path: Path, more: dict[str, Any] | None = None) -> None:
    """Write the trained parts (not the stream) to a file of arrays, and beside them `more` arrays by name; raises
    `DatasetError` where that cannot be."""
    past = forecaster.past
    head = _Head(_FORMAT, list(past.names), list(forecaster.stream.types), past.seen, past.since, forecaster.plan,
                 past.factors.shape)  # fmt: skip
    arrays: dict[str, Any] = {f"vectors.{name}": value for name, value in past.factors.vectors.items()}
    arrays |= {f"squares.{name}": value for name, value in past.factors.squares.items()}
    for name, forest in (("forest", forecaster.forest), ("types", forecaster.types)):
        arrays |= {f"{name}.{field}": value for field, value in forest._asdict().items()}
    filled = np.flatnonzero(past.rules)
    arrays |= {"rules.at": filled, "rules.count": past.rules.ravel()[filled]}
    arrays["head"] = np.frombuffer(msgspec.json.encode(head), np.uint8)
    arrays["trained"] = np.array(past.factors.trained)
    try:
        with path.open("wb") as file:
            np.savez(file, **arrays, **(more or {}))
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written: {error.strerror}") from None


def load(path: Path, stream: EventStream) -> Forecaster:
    """A forecaster from a file, on the stream that it was trained on or one that goes on from there.

    Events after those that were learned are taken in, day by day; new actors may be among them. Raises `DatasetError`
    for a file of another kind, and for a stream that lacks actors or types of the file or has types of its own.
    """
    refuse_unread(stream)
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        head = msgspec.json.decode(arrays["head"].tobytes(), type=_Head)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError):
        raise DatasetError(f"{path}: no file of a trained ranking forecaster") from None
    if head.format != _FORMAT:
        raise DatasetError(f"{path}: {head.format!r} is not {_FORMAT!r}: train it anew")
    actors = _places(path, head.actors, stream.actors)
    types = _places(path, head.types, stream.types)
    kinds = np.concatenate([types, types + len(stream.types)])
    quads, first, unit = quads_of(stream)
    factors = Factors(len(stream.actors), 2 * len(stream.types), head.shape)
    for name, rows in {"actor": actors, "other": actors, "bias": actors, "kind": kinds, "alone": kinds}.items():
        factors.restore(name, rows, arrays[f"vectors.{name}"], arrays[f"squares.{name}"])
    factors.trained = bool(arrays["trained"])
    past = Past(quads, stream.actors, len(stream.types), factors)
    asked, seen, ages, what = np.unravel_index(arrays["rules.at"], (len(kinds), len(kinds), *past.rules.shape[2:]))
    past.rules[kinds[asked], kinds[seen], ages, what] = arrays["rules.count"]
    past.resume(head.seen, head.since)
    past.go(int(quads[-1, 3]) + 1, head.plan.block)
    forests = [Forest(*(arrays[f"{name}.{field}"] for field in Forest._fields)) for name in ("forest", "types")]
    return Forecaster(past, forests[0], forests[1], stream, quads, first, unit, head.plan)


def _places(path: Path, known: list[str], given: tuple[str, ...]) -> Ints:
    """Where the names of the file stand in the stream."""
    place = {name: i for i, name in enumerate(given)}
    if lost := next((name for name in known if name not in place), None):
        raise DatasetError(f"{path}: it was trained on a stream with {lost!r}, which is not in this one: train it anew")
    return np.array([place[name] for name in known], np.int32)
