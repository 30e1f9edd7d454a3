"""Streams of known truth for the tests of spillover."""

import numpy as np

from foedera.spillover import Counts, counts


def excited(seed: int = 1, days: int = 1200, streams: int = 5, delay: float = 3.0) -> tuple[Counts, np.ndarray]:
    """Counts of streams of which each excites itself and the next one, and their matrix."""
    rng = np.random.default_rng(seed)
    matrix = 0.3 * np.eye(streams) + 0.3 * np.roll(np.eye(streams), 1, axis=0)
    stay, state, table = 1 - 1 / delay, np.zeros(streams), np.zeros((days, streams))
    for t in range(days):
        if t:
            state = stay * state + (1 - stay) * table[t - 1]
        table[t] = rng.poisson(1.0 + matrix @ state)
    return counts(table, tuple("abcdefgh"[:streams])), matrix


def quiet(seed: int, days: int = 500, streams: int = 8) -> Counts:
    """Counts without excitation: a week, trends, and shocks that all streams share."""
    rng = np.random.default_rng(seed)
    t = np.arange(days)
    rate = rng.uniform(0.3, 1.0, streams) * (1 + 0.6 * np.sin(2 * np.pi * t / 7))[:, None]
    rate = rate * np.repeat(rng.gamma(2, 0.5, days // 20 + 1), 20)[:days, None]
    return counts(rng.poisson(rate * np.exp(np.outer(t / days, rng.normal(0, 0.5, streams)))))
