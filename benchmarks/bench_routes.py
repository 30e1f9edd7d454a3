"""Measure trade routes: published figures against the model, and what an answer costs.

    make bench-spillover
    python benchmarks/bench_routes.py

Hits and misses of the back-tests, with how far the middle of the model's range is from that of the published one; the
processor time of a first answer (which reads the facts), of a cut for one state, of one for all pairs of regions, and
of a hundred cuts for a state.
"""

from __future__ import annotations

import time

from foedera.spillover.routes import backtests, cut, facts


def told_tests() -> None:
    """Prints hits and misses, and how far the middle of the model's range is from the published one."""
    tests = backtests()
    asked = [test for test in tests if test.model is not None]
    print(f"{sum(test.hit is True for test in asked)} of {len(asked)} published figures hit", end="; ")
    print(f"{len(tests) - len(asked)} not modelled")
    for test in asked:
        assert test.model is not None
        middle = (test.published.low + test.published.high) / 2
        error = (test.model.low + test.model.high) / 2 / middle - 1
        verdict = "hit " if test.hit else "MISS"
        print(f"  {verdict} {error:+7.1%} {test.id}: {test.published.low:g} to {test.published.high:g} {test.unit}")


def told_cost() -> None:
    """Prints processor seconds of answers."""
    begun = time.process_time()
    facts()
    cut(["MALACCA"], on="2024-04", state="JPN")
    print(f"first answer: {time.process_time() - begun:.3f} s")
    begun = time.process_time()
    answer = cut(["MALACCA"], on="2024-04", state="JPN")
    print(f"a state, {len(answer.detours)} voyages: {time.process_time() - begun:.3f} s")
    begun = time.process_time()
    answer = cut(["MALACCA"], on="2024-04")
    print(
        f"all regions, {len(answer.detours)} voyages, {len(answer.arrivals)} flows: {time.process_time() - begun:.3f} s"
    )
    begun = time.process_time()
    for chokepoint in facts().chokepoints:
        for state in ("JPN", "KOR", "IND", "DEU", "USA"):
            cut([chokepoint], on="2024-04", state=state)
    count = 5 * len(facts().chokepoints)
    print(f"{count} cuts for a state: {time.process_time() - begun:.2f} s")


if __name__ == "__main__":
    told_tests()
    told_cost()
