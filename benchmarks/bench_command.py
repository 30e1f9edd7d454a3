"""Simulation of command: closed forms for ten seeds, agreement with SimPy and Ciw, events a second, comparisons.

Usage: python benchmarks/bench_command.py [--quick]
Times are processor time of this process, unless it says otherwise. It needs the packages of the tests (simpy, ciw).
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from foedera.command.simulation import Flow, Law, Network, Stage, Station
from foedera.command.simulation.plan import plan
from foedera.command.simulation.runs import Run, replication
from tests.command.simulation.others import by_ciw, by_simpy, drawn_network, ours, simpy_run
from tests.command.simulation.test_closed_forms import CASES

SEEDS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
COUNT = 40


def six_posts() -> Network:
    """The network on which speed is measured: 6 posts, 3 kinds, loads of 0.67 to 0.8."""
    staff, rates = (3, 2, 1, 1, 2, 1), (0.45, 0.65, 1.0, 0.45, 0.25, 0.30)
    paths = ((0.5, (0, 1)), (0.3, (0, 1, 2, 3)), (0.2, (0, 1, 2, 4, 5, 4, 2)))
    return Network(
        name="six posts",
        stations=tuple(Station(name=f"p{place}", staff=number) for place, number in enumerate(staff)),
        flows=tuple(
            Flow(
                name=f"k{kind}",
                rate=rate,
                stages=tuple(Stage(station=f"p{place}", work=Law(1 / rates[place])) for place in path),
            )
            for kind, (rate, path) in enumerate(paths)
        ),
    )


def closed_forms(size: int) -> float:
    """Prints the z-scores of all closed forms, by seed; the largest."""
    worst = 0.0
    print(f"\nz-scores, {COUNT} replications of {size} decisions, seeds {', '.join(map(str, SEEDS))}")
    for name, (network, measure, expected, stop) in CASES.items():
        row = []
        for seed in SEEDS:
            found = measured(network, measure, stop, seed, size)
            row.append(float((found.mean() - expected) / (found.std(ddof=1) / math.sqrt(COUNT))))
        worst = max(worst, *map(abs, row))
        print(f"  {name:32}" + "".join(f"{z:+6.2f}" for z in row), flush=True)
    little = max(
        abs(run.area / run.hours.sum() - 1)
        for network, _, _, stop in CASES.values()
        if stop == math.inf
        for run in (replication(plan(network), seed, 0, 3000) for seed in SEEDS)
        if run.hours.sum() > 0
    )
    print(f"  largest |z| {worst:.2f} (asked under 3.5); Little's law in every run to {little:.1e}")
    return worst


def measured(network: Network, measure: Callable[[Run], float], stop: float, seed: int, size: int) -> np.ndarray:
    """A measure in each replication, on all cores."""
    made = plan(network)
    replication(made, seed, 0, 10)

    def one(number: int) -> float:
        return measure(replication(made, seed, number, size, low=1500, stop=stop))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.array(list(pool.map(one, range(COUNT))))


def agreement(networks: int) -> None:
    """Prints how far apart we and SimPy and Ciw are on random networks, in joint standard errors, by kind."""
    print("\nagreement on random networks: differences in joint standard errors, by kind")
    for number in range(networks):
        network = drawn_network(number)
        line = []
        for other, count in ((by_simpy(network, 20, 2000), 20), (by_ciw(network, 10, 2000), 10)):
            mine = ours(network, 60, 2000)
            error = np.sqrt(mine.var(axis=0, ddof=1) / 60 + other.var(axis=0, ddof=1) / count)
            line.append(" ".join(f"{z:+.2f}" for z in (mine.mean(axis=0) - other.mean(axis=0)) / error))
        print(f"  network {number}: SimPy {line[0]}   Ciw {line[1]}", flush=True)


def speed() -> None:
    """Prints events a second of the loop and of SimPy, on one core, one after the other."""
    network = six_posts()
    made = plan(network)
    replication(made, 1, 0, 1000)
    best, slow = 0.0, 0.0
    for attempt in range(12):
        start = time.process_time()
        run = replication(made, 1, attempt, 100_000)
        best = max(best, run.events / (time.process_time() - start))
    for attempt in range(3):
        start = time.process_time()
        events = simpy_run(network, attempt, 10_000)[2]
        slow = max(slow, events / (time.process_time() - start))
    best, slow = best / 1e6, slow / 1e6
    print(f"\nmillion events a second on one core: {best:.1f}; SimPy {slow:.3f}; {best / slow:.0f} times as many")
    one, two = (_means(network, cores) for cores in (1, 2))
    print(f"same numbers on one core and on two: {one.tolist() == two.tolist()}")


def _means(network: Network, cores: int) -> np.ndarray:
    from foedera.command.simulation.comparison import values

    return values(network, decisions=5000, count=20, seed=4, cores=cores)


def comparison() -> None:
    """Prints the time of comparing two networks with 100 replications of 100,000 decisions each."""
    from foedera.command.simulation.comparison import values

    first = six_posts()
    second = Network(
        name="second", stations=first.stations,
        flows=tuple(Flow(name=f.name, rate=f.rate, stages=f.stages[:-1]) for f in first.flows),
    )  # fmt: skip
    start, clock = time.process_time(), time.perf_counter()
    found = [values(each, decisions=100_000, count=100, seed=1) for each in (first, second)]
    spent, passed = time.process_time() - start, time.perf_counter() - clock
    ratio = float(found[1][:, -1].mean() / found[0][:, -1].mean())
    what = "two structures, 100 replications of 100,000 decisions"
    print(f"{what}: {passed:.1f} s ({spent:.1f} s of processor); ratio {ratio:.3f}")


def first_call() -> None:
    """Prints the time of the first call in a new process, without and with what numba keeps, and of the second."""
    code = (
        "import time; from foedera.command.simulation.plan import plan;"
        "from foedera.command.simulation.runs import replication; import benchmarks.bench_command as b;"
        "made = plan(b.six_posts()); s = time.process_time(); replication(made, 1, 0, 100); t = time.process_time();"
        "replication(made, 1, 0, 100); print(t - s, time.process_time() - t)"
    )
    root = Path(__file__).resolve().parents[1]
    kept = root / ".numba-bench"
    env = {**os.environ, "NUMBA_CACHE_DIR": str(kept)}
    for what in ("compiling", "from numba's cache"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=True
        )
        first, second = map(float, done.stdout.split())
        print(f"first call in a process, {what}: {first:.2f} s; the next one {second:.4f} s")
    for each in sorted(kept.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    kept.rmdir()


def main() -> None:
    """Runs everything; `--quick` less of it."""
    quick = "--quick" in sys.argv
    speed()
    first_call()
    comparison()
    agreement(2 if quick else 10)
    worst = closed_forms(6000 if quick else 20_000)
    sys.exit(worst >= 3.5)


if __name__ == "__main__":
    main()
