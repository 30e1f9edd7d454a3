"""Measure spillover: simulated truth, negative controls, and a folder of real events by region.

    make bench-spillover FOLDER=folder-of-steps
    python benchmarks/bench_spillover.py [FOLDER] [--part truth|controls|hard|folder|agreement] [--seeds 200]

truth: Hawkes processes of 20 streams and 40,000 events and of 200 streams and 160,000 events (decay 1, spectral radius
0.6, itself and four others a stream), fitted on the first four fifths; nats an event by which the fit falls short of
the truth on the last fifth, precision and recall of the edges, processor seconds (the first call, which compiles, does
not count).

controls: streams without excitation, with a weekly cycle, trends and common shocks: how many of so many seeds yield any
edge at all, and the median spectral radius that is claimed. As daily counts and as events with times.

hard: the same in worlds that break the model: common shocks that reach each stream with a delay of its own, bursts with
heavy tails in one stream, half of the streams at another level from one day on, reporting outages, counts that scatter
five times as much as Poisson's. How many seeds yield any edge, and how many an edge between two streams.

folder: the fit against all baselines on the last two months held out, by region.

agreement: the matrix and the log-likelihood against tick and hawkeslib with the same decay, where they are installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from pathlib import Path

import msgspec
import numpy as np

from foedera.datasets.streams import read
from foedera.spillover import counts, fit, fit_moments, hawkes, held, log_likelihood, moments, streamed
from foedera.spillover.counts import Moments
from foedera.spillover.solver import Floats
from foedera.spillover.stretches import Decay

PARTS = ("truth", "controls", "hard", "folder", "agreement")
SIZES = ((20, 40_000), (200, 160_000))
STREAMS = 20
DAYS = 2000
TRAINED = 0.8


def truth(streams: int, events: int, seed: int, *, radius: float = 0.6) -> tuple[Floats, Floats, Moments]:
    """Levels, matrix and events of a process in which each stream excites itself and four of all."""
    rng = np.random.default_rng(seed)
    matrix = np.zeros((streams, streams))
    for i in range(streams):
        matrix[i, i] = rng.uniform(0.2, 0.4)
        matrix[i, rng.choice(streams, 4, replace=False)] += rng.uniform(0.05, 0.3, 4)
    matrix *= radius / np.abs(np.linalg.eigvals(matrix)).max()
    level = rng.uniform(0.5, 1.5, streams) * 0.05
    horizon = events / float(np.linalg.solve(np.eye(streams) - matrix, level).sum())
    return level, matrix, hawkes(level, matrix, horizon=horizon, seed=seed)


def told_truth(seeds: range) -> None:
    """Prints how near fits come to the truth."""
    fit_moments(truth(5, 2000, 0)[2], controls=2)
    for streams, events in SIZES:
        for seed in seeds:
            level, matrix, whole = truth(streams, events, seed)
            cut = TRAINED * whole.horizon
            begun = time.process_time()
            fitted = fit_moments(whole.until(cut))
            seconds = time.process_time() - begun
            exact = msgspec.structs.replace(fitted, level=level, matrix=matrix, decay=Decay(np.ones(1), np.ones(1)))
            short = log_likelihood(exact, whole, cut) - log_likelihood(fitted, whole, cut)
            short /= int((whole.times >= cut).sum())
            there, found = matrix > 0, fitted.survival.kept
            hits = int((there & found).sum())
            print(
                f"truth, {streams} streams, {whole.times.size} events, seed {seed}: {short:.4f} nats an event short; "
                f"precision {hits / max(found.sum(), 1):.3f}, recall {hits / there.sum():.3f}; radius "
                f"{fitted.radius:.3f} (0.600); {seconds:.1f} s",
                flush=True,
            )


def quiet(seed: int, *, days: int = DAYS, streams: int = STREAMS) -> Floats:
    """Rates, days x streams, without excitation: a week of their own, trends, and shocks of 20 days shared by all."""
    rng = np.random.default_rng([seed, 7])
    t = np.arange(days)
    week = 1 + 0.5 * np.sin(2 * np.pi * t[:, None] / 7 + rng.normal(0, 0.4, streams))
    trend = np.exp(np.outer(t / days - 0.5, rng.normal(0, 0.8, streams)))
    shocks = np.repeat(rng.gamma(2, 0.5, days // 20 + 1), 20)[:days]
    return np.asarray(rng.uniform(0.1, 0.5, streams) * week * trend * shocks[:, None])


def told_controls(seeds: int) -> None:
    """Prints how often edges are found where there are none."""
    for kind in ("counts", "moments"):
        radii = []
        begun = time.process_time()
        for seed in range(seeds):
            rates = quiet(seed)
            rng = np.random.default_rng([seed, 8])
            table = rng.poisson(rates).astype(np.float64)
            if kind == "counts":
                radii.append(fit(counts(table), seed=seed).radius)
                continue
            day, stream = np.nonzero(table)
            many = table[day, stream].astype(np.int64)
            times = np.repeat(day, many) + rng.random(int(many.sum()))
            order = np.argsort(times)
            radii.append(fit_moments(moments(times[order], np.repeat(stream, many)[order], DAYS), seed=seed).radius)
        found = int((np.array(radii) > 0).sum())
        print(
            f"controls as {kind}, {seeds} seeds: {found} ({found / seeds:.1%}) yield an edge; median radius "
            f"{np.median(radii):.3f}, highest {max(radii):.3f}; {(time.process_time() - begun) / seeds:.2f} s each",
            flush=True,
        )


def hard(kind: str, seed: int, *, days: int = 1000, streams: int = 12) -> Floats:
    """Counts without excitation, days x streams, of a world that breaks the model's assumptions in one way."""
    rng = np.random.default_rng([seed, 9])
    rates = np.repeat(rng.uniform(0.3, 1.5, streams)[None, :], days, axis=0)
    if kind == "delayed shocks":
        late = rng.integers(0, 11, streams)
        shock = np.convolve(rng.gamma(0.3, 1 / 0.3, days + 20), np.ones(5) / 5, mode="same")
        rates = rates * np.column_stack([shock[20 - d : 20 - d + days] for d in late])
    elif kind == "level shifts":
        rates[days // 2 :, ::2] *= 2
    elif kind == "outages":
        rates[rng.random(days) < 0.03] = 0
        rates[400:420] = 0
    if kind == "overdispersed":
        return rng.negative_binomial(rates / 4, 1 / 5).astype(np.float64)
    table = rng.poisson(rates).astype(np.float64)
    if kind == "bursts":
        burst = rng.random(days) < 0.02
        table[burst, 0] += np.minimum(np.floor(3 * (rng.pareto(1.3, days) + 1)), 300)[burst]
    return table


HARD = ("delayed shocks", "bursts", "level shifts", "outages", "overdispersed")


def told_hard(seeds: int) -> None:
    """Prints how often edges are found in worlds without excitation that break the model."""
    for kind in HARD:
        alone, across, radii = 0, 0, []
        for seed in range(seeds):
            fitted = fit(counts(hard(kind, seed)), controls=99, seed=seed)
            between = fitted.survival.kept & ~np.eye(len(fitted.level), dtype=np.bool_)
            alone += bool(fitted.survival.kept.any())
            across += bool(between.any())
            radii.append(fitted.radius)
        print(
            f"hard, {kind}, {seeds} seeds: {alone / seeds:.1%} yield an edge, {across / seeds:.1%} an edge between "
            f"streams; median radius {np.median(radii):.3f}, highest {max(radii):.3f}",
            flush=True,
        )


def told_folder(folder: Path) -> None:
    """Prints the fit of a folder of steps against the baselines, by region, on the last 61 days."""
    begun = time.process_time()
    result = held(streamed(read(folder), "region"), days=61)
    print(f"{folder.name}, by region: {result.said}; {time.process_time() - begun:.1f} s")
    for name, value in result.dispersed.items():
        print(f"    {name}: {value:.4f} nats an event ({result.poisson[name]:.4f} with Poisson's variance)")


def told_agreement() -> None:
    """Prints how far weights lie from those of other programs, where they are installed."""
    level, _, whole = truth(10, 20_000, 1)
    split = [whole.times[whole.marks == i] for i in range(len(level))]
    ours = fit_moments(whole, common=False)
    if importlib.util.find_spec("tick") is None:
        print("agreement: skipped, tick is not installed")
    else:
        from tick.hawkes import HawkesExpKern

        other = HawkesExpKern(decays=1.0, penalty="none", solver="agd", max_iter=2000, tol=1e-9).fit([split])
        print(f"agreement with tick: {np.abs(other.adjacency - ours.matrix)[ours.matrix > 0].max():.4f} at most")
    if importlib.util.find_spec("hawkeslib") is None:
        print("agreement: skipped, hawkeslib is not installed")
    else:
        from hawkeslib import MultivariateExpHawkesProcess

        process = MultivariateExpHawkesProcess()
        process.fit(whole.times, whole.marks.astype(np.int64), whole.horizon)
        adjacency = process.get_params()[1].T
        print(f"agreement with hawkeslib: {np.abs(adjacency - ours.matrix)[ours.matrix > 0].max():.4f} at most")


def main() -> None:
    """Runs the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--seeds", type=int, default=200, help="of the negative controls")
    parser.add_argument("--truths", type=int, default=3, help="seeds of the simulated truth")
    given = parser.parse_args()
    parts = given.part or PARTS
    if "truth" in parts:
        told_truth(range(1, given.truths + 1))
    if "folder" in parts:
        if given.folder is None:
            print("folder: skipped, none was given")
        else:
            told_folder(given.folder)
    if "agreement" in parts:
        told_agreement()
    if "controls" in parts:
        told_controls(given.seeds)
    if "hard" in parts:
        told_hard(given.seeds)


if __name__ == "__main__":
    main()
