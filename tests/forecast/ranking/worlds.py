"""Small made-up worlds: streams in which something can be foreseen."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.ranking.factors import Shape
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.ranker import Plan
from foedera.forecast.ranking.trees import Settings

ACTORS = 24
TYPES = 4
NAMES = tuple(f"{role}_({place})" for place in "Aland Bland Cland Dland".split() for role in
              ("Police", "Citizen", "Minister", "Press")) + tuple(f"Person_{i}" for i in range(8))  # fmt: skip
TYPE_NAMES = ("Consult", "Demand", "Visit", "Fight")
PLAN = Plan(questions=1500, depth=20, length=24, trees=Settings(trees=20, depth=3, rows=0.5))
SHAPE = Shape(dimensions=8, passes=2, daily=1)


def world(days: int = 40, a_day: int = 15, seed: int = 1) -> Ints:
    """Events (n, 4): most repeat one of sixty habits, and a visit is answered by a visit back two days later."""
    rng = np.random.default_rng(seed)
    habits = np.stack([rng.integers(0, ACTORS, 60), rng.integers(0, TYPES, 60), rng.integers(0, ACTORS, 60)], axis=1)
    rows = []
    for day in range(days):
        for _ in range(a_day):
            habit = habits[min(int(rng.exponential(15)), 59)]
            rows.append((*habit, day))
            if habit[1] == 2 and day + 2 < days:
                rows.append((habit[2], 2, habit[0], day + 2))
    events = np.array(rows, np.int32)
    return events[np.argsort(events[:, 3], kind="stable")]


def stream(events: Ints, names: tuple[str, ...] = NAMES) -> EventStream:
    """A stream of steps."""
    return EventStream(
        name="a world", actors=names, types=TYPE_NAMES, actor=events[:, 0], type=events[:, 1].astype(np.int16),
        recipient=events[:, 2], day=events[:, 3],
    )  # fmt: skip


def written(folder: Path, parts: dict[str, Ints], unit: int = 1) -> Path:
    """A folder of the benchmark's format."""
    folder.mkdir(exist_ok=True)
    for part, events in parts.items():
        lines = [f"{s}\t{r}\t{o}\t{t * unit}\t0" for s, r, o, t in events.tolist()]
        (folder / f"{part}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, words in (("entity2id", NAMES), ("relation2id", TYPE_NAMES)):
        (folder / f"{name}.txt").write_text("".join(f"{w}\t{i}\n" for i, w in enumerate(words)), encoding="utf-8")
    return folder
