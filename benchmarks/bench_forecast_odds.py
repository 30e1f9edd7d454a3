"""Probabilities on a folder of steps: calibration and skill on its held-out part, by stratum, and what they cost.

    python benchmarks/bench_forecast_odds.py FOLDER [HORIZON ...]

The models see train.txt only; valid.txt is held out. On each of its mornings all events before are known (single-step).
Scored are all triples that happened, and of those that never did (of pairs that met, and of pairs that did not) the
candidates, at random up to 100,000 of each a morning, weighted by how many they stand for; those that came true are all
in it. The calibration error counts the forecasts above 0.01, in ten bins of equal weight.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream, read_steps
from foedera.forecast import Forecaster, forecaster
from foedera.forecast.baselines import climatology, no_change, windows_of
from foedera.forecast.calibration import calibration_error, reliability
from foedera.forecast.candidates import RARE, STRATA, candidates
from foedera.forecast.counts import came_of, log_chance, rates_of
from foedera.forecast.features import features
from foedera.forecast.observed import observed
from foedera.forecast.odds import Odds
from foedera.forecast.state import ACTORS, query_of, state_of

LEAST = 0.01
Column = np.ndarray


def main(folder: str, horizons: list[int]) -> None:
    """Prints the tables."""
    stream = read_steps(folder, parts=("train", "valid"))
    first = read_steps(folder, parts=("valid",)).first
    made = forecaster(stream, day=first)
    for days in horizons:
        started = time.process_time()
        model = made.model(days)
        print(f"\n{Path(folder).name}, {days} days ahead, fitted in {time.process_time() - started:.0f} CPU seconds")
        columns = held_out(stream, model, first, days)
        table(columns)
    answers(made)
    counted(stream, made, first)


def held_out(stream: EventStream, model: Odds, first: int, days: int) -> dict[str, Column]:
    """What was said on the mornings of the held-out part, by the forecast and the baselines, and what came."""
    last = stream.last + 1 - days
    rare = np.bincount(stream.until(first).type, minlength=len(stream.types)) < RARE
    parts = []
    for day in range(first, last + 1, max(1, days // 3)):
        state, seen = state_of(stream, day, model.blocs), observed(stream, day)
        lens = msgspec.structs.replace(model.lens, observed=seen)
        true = np.unique(state.keys(query_of(stream.between(day, day + days)))["triple"])
        some = candidates(state, lens, {"pair": 100_000, "new": 100_000}, true, seed=1)
        triples, windows = state.keys(some.query)["triple"], windows_of(stream, state, seen, days)
        parts.append((
            model.probability(features(state, some.query, lens), some.stratum), np.isin(triples, true).astype(float),
            some.weight, some.stratum, climatology(windows, triples, some.stratum, model.baselines.mean),
            no_change(windows, triples, some.stratum, model.baselines), rare[some.query[1]],
        ))  # fmt: skip
    names = ("said", "came", "weight", "stratum", "climatology", "no change", "rare")
    return dict(zip(names, map(np.concatenate, zip(*parts, strict=True)), strict=True))


def table(columns: dict[str, Column]) -> None:
    """Prints the figures of each stratum."""
    stratum = columns["stratum"]
    groups = {"all": stratum >= 0, "seen pairs": stratum < 4}
    groups |= {f"  {name}": stratum == number for number, name in enumerate(STRATA[:4])}
    groups |= {"new pairs": stratum == 4, "rare types": columns["rare"]}
    head = ("above .01", "said", "came", "error", "by chance")
    print(f"{'':12s} " + " ".join(f"{each:>9s}" for each in head) + "   skill over climatology, no change")
    for name, mine in groups.items():
        above = mine & (columns["said"] >= LEAST)
        said, came, weight = (columns[each][above] for each in ("said", "came", "weight"))
        error = calibration_error(reliability(said, came.astype(int), weight))
        shares = [np.average(each, weights=weight) if len(each) else np.nan for each in (said, came)]
        shown = "-" if error is None else f"{error:.4f}"
        skills = [f"{skill(columns, mine, base):+.4f}" for base in ("climatology", "no change")]
        cells = (str(len(said)), f"{shares[0]:.4f}", f"{shares[1]:.4f}", shown, f"{by_chance(said, weight):.4f}")
        print(f"{name:12s} " + " ".join(f"{each:>9s}" for each in cells) + f"   {skills[0]}, {skills[1]}")


def by_chance(said: Column, weight: Column) -> float:
    """The calibration error that forecasts would have which are right: of mean 0, but not of size 0, in ten bins."""
    random = np.random.default_rng(0)
    if not len(said):
        return float("nan")
    draws = ((random.random(len(said)) < said).astype(int) for _ in range(20))
    return float(np.mean([calibration_error(reliability(said, came, weight)) or 0.0 for came in draws]))


def skill(columns: dict[str, Column], mine: Column, base: str) -> float:
    """1 - Brier score / Brier score of a baseline, over all candidates of the group, whatever was said of them."""
    came, weight = columns["came"][mine], columns["weight"][mine]
    own, theirs = ((weight * (columns[name][mine] - came) ** 2).sum() for name in ("said", base))
    return float(1 - own / theirs)


def answers(made: Forecaster) -> None:
    """Prints the time of forecasts of a pair, with reasons, and of bringing it all forward by a day."""
    stream, days = made.stream, max(made.models)
    pairs = list(zip(stream.actor[-50:].tolist(), stream.recipient[-50:].tolist(), strict=True))
    started = time.process_time()
    for a, r in pairs:
        made.forecast(stream.actors[a], stream.actors[r], days=days, explain=1)
    print(f"\na pair's forecasts, with reasons: {(time.process_time() - started) / len(pairs) * 1000:.0f} ms of CPU")


def counted(stream: EventStream, made: Forecaster, first: int) -> None:
    """Prints how the law of monthly counts did in the held-out month."""
    law, days = made.law(30), stream.day.astype(np.int64)
    pairs = stream.actor.astype(np.int64) * ACTORS + stream.recipient
    past = days < first
    known, rates, ages = rates_of(pairs[past], days[past], first, made.observed, 30)
    came = came_of(pairs, days, known, first, 30)
    mean, size = law.of(rates, ages, 1.0)
    rate = np.bincount(np.searchsorted(known, pairs[past]), minlength=len(known)) / (first - stream.first) * 30
    before = came_of(pairs, days, known, first - 30, 30)
    grid = np.arange(400.0)
    steps = np.cumsum(np.exp(log_chance(grid[None], mean[:, None], size[:, None])), axis=1)
    at_least = steps - np.exp(log_chance(grid[None], mean[:, None], size[:, None]))
    poisson = np.cumsum(np.exp(log_chance(grid[None], rate[:, None], np.full((len(rate), 1), 1e6))), axis=1)
    truth = grid[None] >= came[:, None]
    crps = [((table - truth) ** 2).sum(axis=1).mean() for table in (steps, poisson)]
    index = came.astype(int)
    rows = np.arange(len(came))
    middle = (at_least[rows, index] + steps[rows, index]) / 2
    busy = mean >= 1
    should = [(chances := steps - at_least) * (np.abs(steps - chances / 2 - 0.5) <= share / 2) for share in (0.5, 0.9)]
    print(f"counts of {len(known)} pairs in a month: {law}")
    print(
        f"  CRPS {crps[0]:.4f}; of Poisson's law at the long-run rate {crps[1]:.4f}; of no change "
        f"{np.abs(came - before).mean():.4f}"
    )
    for name, some in (("all pairs", busy | True), ("a mean of 1 or more", busy)):
        right = [each[some].sum(axis=1).mean() for each in should]
        inside = [(np.abs(middle[some] - 0.5) <= share / 2).mean() for share in (0.5, 0.9)]
        print(
            f"  {name}: {some.sum()}, said {mean[some].sum():.0f} events, came {came[some].sum():.0f}; "
            f"within half {inside[0]:.3f} (of right laws {right[0]:.3f}), nine tenths {inside[1]:.3f} ({right[1]:.3f})"
        )


if __name__ == "__main__":
    main(sys.argv[1], [int(each) for each in sys.argv[2:]] or [1, 7, 30])
