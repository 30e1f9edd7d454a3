"""Measure the ranking forecaster: how good its rankings are, and what they cost.

    make bench-forecast FOLDER=folder-of-the-benchmark's-format
    python benchmarks/bench_forecast.py FOLDER --setting single-step
    python benchmarks/bench_forecast.py --large 373000

Each setting is one run of `foedera forecast evaluate` in a process of its own: features, training and ranking, with the
compiling of what numba compiles where it is not cached. Cost is processor time and the peak of memory. `--large` makes
a set of that many events with 23,000 actors and 256 types, to measure cost alone; its events are drawn by chance.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

_RUN = """
import json, resource, sys
from foedera.cli.main import main
sys.argv = ["foedera", "forecast", "evaluate", *sys.argv[1:], "--json"]
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    print(json.dumps({"cpu_s": round(used.ru_utime + used.ru_stime, 1), "peak_mb": round(used.ru_maxrss / unit)}))
"""
ASKED = {"single-step": (48.5, 68.0), "multi-step": (38.5, 0.0)}


def measured(folder: Path, setting: str) -> dict[str, float]:
    """The figures and the cost of one setting."""
    command = [sys.executable, "-c", _RUN, str(folder), "--setting", setting]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = {}
    for line in out.splitlines():
        found |= json.loads(line)
    return found


def large(folder: Path, events: int, seed: int = 0) -> Path:
    """A set of about the size of ICEWS18: habits that return, and a third of events drawn anew."""
    rng = np.random.default_rng(seed)
    actors, types, habits, scored = 23_033, 256, 90_000, events // 8

    def drawn(n: int) -> np.ndarray:
        often, common = (1 / np.arange(1, k + 1) ** p for k, p in ((actors, 0.9), (types, 1.1)))
        who = [rng.choice(actors, n, p=often / often.sum()) for _ in range(2)]
        return np.stack([who[0], rng.choice(types, n, p=common / common.sum()), who[1]], axis=1)

    known, weight = drawn(habits), 1 / np.arange(1, habits + 1) ** 0.7
    rows = known[rng.choice(habits, events + scored, p=weight / weight.sum())]
    fresh = rng.random(len(rows)) < 0.3
    rows[fresh] = drawn(int(fresh.sum()))
    days = np.concatenate([np.sort(rng.integers(0, 240, events)), np.sort(rng.integers(240, 270, scored))]) * 24
    table = np.concatenate([rows, days[:, None]], axis=1)
    np.savetxt(folder / "train.txt", table[:events], fmt="%d", delimiter="\t")
    np.savetxt(folder / "valid.txt", table[events:], fmt="%d", delimiter="\t")
    names = [f"Citizen_(Land_{i % 200})" if i < 200 else f"Person_{i}" for i in range(actors)]
    for name, words in (("entity2id", names), ("relation2id", [f"Type_{i}" for i in range(types)])):
        (folder / f"{name}.txt").write_text("".join(f"{w}\t{i}\n" for i, w in enumerate(words)), encoding="utf-8")
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for each setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--setting", choices=list(ASKED))
    parser.add_argument("--large", type=int, default=0, metavar="EVENTS")
    options = parser.parse_args(arguments)
    if options.folder is None and not options.large:
        parser.error("name a folder in the benchmark's format, or --large EVENTS")
    with tempfile.TemporaryDirectory() as made:
        folder = large(Path(made), options.large) if options.large else options.folder
        for setting in [options.setting] if options.setting else ["single-step"] if options.large else list(ASKED):
            found = measured(folder, setting)
            asked = "" if options.large else f" (asked: MRR {ASKED[setting][0]}, hits@10 {ASKED[setting][1] or 'any'})"
            print(
                f"{setting}: MRR {found['mrr']:.2f}, hits@1 {found['hits1']:.1f}, hits@3 {found['hits3']:.1f}, "
                f"hits@10 {found['hits10']:.1f}{asked}; {found['cpu_s']:.0f} s of processor, {found['peak_mb']} MB"
            )


if __name__ == "__main__":
    main()
