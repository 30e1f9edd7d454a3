"""A folder of the benchmark's format, evaluated: its scored part ranked, and the candidates written for the scorer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream, read_steps
from foedera.forecast.ranking.evaluation import Figures, Setting, figures, period, ranks
from foedera.forecast.ranking.factors import Factors, Shape
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.past import Past, Questions
from foedera.forecast.ranking.ranker import Plan, Ranking, train
from foedera.model.errors import DatasetError, UsageError


class Folder(NamedTuple):
    """The known and the scored events (n, 4: actor, type, recipient, step), where steps run from 0 and one apart:
    step s is the time `origin + unit * s` of the files."""

    name: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    known: Ints
    scored: Ints
    origin: int
    unit: int


def folder(path: str | Path) -> Folder:
    """The events of a folder: `test.txt` is scored, and where there is none, `valid.txt`.

    Raises `DatasetError` with file, line and reason for what is no such folder, and where nothing is known before the
    scored part.
    """
    path = Path(path)
    parts = [part for part in ("train", "valid", "test") if (path / f"{part}.txt").exists()]
    if not {"valid", "test"} & set(parts):
        raise DatasetError(f"{path}: neither test.txt nor valid.txt in it: there is nothing to score")
    known = read_steps(path, parts=["train", *(part for part in parts[:-1] if part != "train")])
    scored = read_steps(path, parts=parts[-1:])
    times = np.unique(np.concatenate([known.day, scored.day]))
    unit = int(np.gcd.reduce(np.diff(times))) if len(times) > 1 else 1
    origin = int(times[0])
    if known.first >= scored.first:
        raise DatasetError(f"{path}: {parts[-1]}.txt begins at {scored.first}, before which no event is known")
    quads = [_quads(stream, origin, unit) for stream in (known, scored)]
    return Folder(path.name, known.actors, known.types, quads[0], quads[1], origin, unit)


def _quads(stream: EventStream, origin: int, unit: int) -> Ints:
    columns = (stream.actor, stream.type, stream.recipient, (stream.day - origin) // unit)
    return np.stack([column.astype(np.int32) for column in columns], axis=1)


def evaluated(
    given: Folder, setting: Setting, *, plan: Plan | None = None, shape: Shape | None = None
) -> Iterator[tuple[Questions, list[Ranking]]]:
    """Train on what is known and rank the scored questions, day by day. Raises `DatasetError` for too few events."""
    first, last = int(given.scored[:, 3].min()), int(given.scored[:, 3].max())
    plan = plan or Plan()
    frozen = setting == "multi-step"
    if frozen:
        plan = plan._replace(block=last - first + 1)
    events = 2 * (len(given.known) + len(given.scored))
    shape = (shape or Shape()).fitting(events, len(given.names))._replace(seed=plan.seed)
    factors = Factors(len(given.names), 2 * len(given.types), shape)
    past = Past(np.concatenate([given.known, given.scored]), given.names, len(given.types), factors)
    forest = train(past, first, plan)
    yield from period(past, forest, given.scored, plan, frozen=frozen)


def written(given: Folder, results: Iterator[tuple[Questions, list[Ranking]]], out: Path | None) -> Figures:
    """The figures of the rankings, which are written to `out`, one JSON object a line, as they come.

    An object has `s`, `r` (with the number of types added where the question is who did it), `t` as in the files, and
    `c`, the candidates with their scores. Raises `UsageError` where the file cannot be written.
    """
    found: list[float] = []
    with _opened(out) as write:
        for questions, rankings in results:
            for i, ranking in enumerate(rankings):
                found += ranks(ranking, questions.of(i), len(given.names))
                write(_line(given, questions.asked[i], ranking) if out is not None else b"")
    return figures(found)


@contextmanager
def _opened(out: Path | None) -> Iterator[Callable[[bytes], object]]:
    if out is None:
        yield len
        return
    try:
        file = out.open("wb")
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from None
    with file:
        yield file.write


def _line(given: Folder, asked: Ints, ranking: Ranking) -> bytes:
    actor, kind, step = asked.tolist()
    listed = dict(zip(map(str, ranking.others.tolist()), ranking.scores.tolist(), strict=True))
    return msgspec.json.encode({"s": actor, "r": kind, "t": given.origin + given.unit * step, "c": listed}) + b"\n"
