"""A world in which things follow laws that are known, as a stream."""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np

from foedera.datasets.streams import EventStream, made

DAY = datetime.date(2030, 1, 1)
TYPES = ("ACCUSE", "AID", "CONSULT", "THREATEN")


@cache
def world(days: int = 260, actors: int = 14, seed: int = 3) -> EventStream:
    """Events between made-up actors: every pair has its own rate, and two days after ACCUSE often follows THREATEN, in
    return. Days 100 to 109 have half as many again, and no day is without."""
    random = np.random.default_rng(seed)
    names = [f"Actor {chr(65 + i)} ({'North' if i % 2 else 'South'})" for i in range(actors)]
    rates = random.gamma(0.15, 1.0, (actors, actors)) * 0.35
    np.fill_diagonal(rates, 0)
    share = np.array([0.3, 0.15, 0.45, 0.1])
    rows: list[tuple[str, str, str, datetime.date]] = []
    for day in range(days):
        date = DAY + datetime.timedelta(days=day)
        for a, b in np.argwhere(random.random((actors, actors)) < rates):
            type_ = TYPES[random.choice(4, p=share)]
            rows.append((names[a], type_, names[b], date))
            if type_ == "ACCUSE" and day + 2 < days and random.random() < 0.6:
                rows.append((names[b], "THREATEN", names[a], date + datetime.timedelta(days=2)))
        rows.append((names[0], "CONSULT", names[1], date))
    return made("the world", rows)
