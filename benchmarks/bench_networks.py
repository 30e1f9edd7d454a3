"""Panels against peacesciencer's own tables, their cost, and the parts of the networks: make bench-networks FOLDER=...

FOLDER holds the data sets as files and `reference_parity.json`. Each part runs in a process of its own, so that its
peak memory is its own. `python benchmarks/bench_networks.py FOLDER [PART ...]` runs only those named.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

KEYS = ["ccode1", "ccode2", "year"]
PLEDGES = ["atop_alliance", *(f"atop_{name}" for name in ("defense", "offense", "neutral", "nonagg", "consul"))]
REPEATS = 3


def peak() -> float:
    """Megabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(what: str, work: Callable[[], Any]) -> Any:
    """The result, after printing the least time of a few runs."""
    best, cpu, made = float("inf"), float("inf"), None
    for _ in range(REPEATS):
        made = None
        start, used = time.perf_counter(), time.process_time()
        made = work()
        best, cpu = min(best, time.perf_counter() - start), min(cpu, time.process_time() - used)
    print(f"{what:<64} {best:7.2f} s  {cpu:7.2f} s of CPU  peak {peak():6.0f} MB", flush=True)
    return made


def figures(frame: pl.DataFrame) -> dict[str, Any]:
    """Rows, columns, sums, nulls and the hash of keys and pledges, as the reference has them."""
    plain = frame.select(KEYS + PLEDGES).sort(KEYS).write_csv(include_header=False, line_terminator="\n")
    return {
        "rows": frame.height,
        "cols": frame.width,
        **{name: frame[name].cast(pl.Int64).sum() for name in PLEDGES},
        "cinc1_sum": frame["cinc1"].sum(),
        "cinc2_sum": frame["cinc2"].sum(),
        "milex1_sum": frame["milex1"].sum(),
        "milex1_na": frame["milex1"].null_count(),
        "milper1_na": frame["milper1"].null_count(),
        "sha256": hashlib.sha256(plain.encode()).hexdigest(),
    }


def differences(frame: pl.DataFrame, reference: dict[str, Any]) -> list[str]:
    """What is not as in the reference; sums of fractions may differ in the last digits."""
    own = figures(frame)
    return [
        f"{name}: {own[name]} instead of {value}"
        for name, value in reference.items()
        if own[name] != value and not (isinstance(value, float) and abs(own[name] - value) < 1e-6)
    ]


def parity(folder: Path) -> bool:
    """Both of peacesciencer's tables, directed and not; true where nothing differs."""
    from foedera.datasets.tables import read
    from foedera.networks import dyad_years, roster_of

    start = time.perf_counter()
    states = roster_of(read("cow-states", folder / "cow_states.csv"))
    atop = read("atop-ddyr", folder / "atop_ddy_v5_1.parquet", version="5.1")
    nmc = read("nmc", folder / "cow_nmc_v7_0.parquet")
    print(f"{'loading states, ATOP 5.1 and NMC 7.0':<64} {time.perf_counter() - start:7.2f} s", flush=True)
    reference = json.loads((folder / "reference_parity.json").read_text("utf-8"))
    same = True
    for mode in ("parity", "corrected"):
        for directed in (True, False):
            what = f"{'directed' if directed else 'undirected'} dyad-years 1816-2016 with ATOP and NMC, {mode}"
            made = timed(
                what,
                lambda d=directed, m=mode: (
                    dyad_years(states, 1816, 2016, directed=d, mode=m).join(atop).join(nmc).table()
                ),
            )
            if mode == "parity":
                found = differences(made.frame, reference[f"directed_{str(directed).upper()}"])
                print("  as peacesciencer: " + ("every figure and the SHA-256" if not found else "; ".join(found)))
                same &= not found
            del made
    gw = roster_of(read("gw-states", folder / "gw_system.csv"))
    rows = len(dyad_years(gw, 1816, 2020))
    wanted = reference["gw_mry_FALSE_directed_rows"]
    print(f"directed dyad-years of Gleditsch and Ward 1816-2020: {rows:,} rows, peacesciencer {wanted:,}")
    return same and rows == wanted


def apart(folder: Path) -> bool:
    """The pairs that share a year and no day, found from days, against the published lists."""
    from foedera.datasets.tables import read
    from foedera.networks import roster_of

    same = True
    lists = (("cow", "ccode", "cow_states.csv", 2016), ("gw", "gwcode", "gw_system.csv", 2020))
    for system, code, file, last in lists:
        states = roster_of(read(f"{system}-states", folder / file))
        wanted = set(pl.read_csv(folder / f"false_{system}_dyads.csv").select(f"{code}1", f"{code}2", "year").rows())
        found = {
            (int(states.codes[one]), int(states.codes[other]), 1816 + year)
            for year, one, other in states.apart(range(1816, last + 1))
        }
        print(f"{system}: {len(found)} dyads that share a year and no day, as published: {found == wanted}")
        same &= found == wanted
    return same


PARTS: dict[str, Callable[[Path], bool]] = {"parity": parity, "apart": apart}
"""What runs; a part returns whether all of its references were met."""


def main() -> int:
    """Runs all parts, or the one named, and tells how many failed."""
    folder, *names = sys.argv[1:]
    structure = Path(__file__).with_name("networks_structure.py")
    if structure.exists():
        spec = importlib.util.spec_from_file_location("networks_structure", structure)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        PARTS.update(module.PARTS)
    if len(names) == 1:
        return int(not PARTS[names[0]](Path(folder)))
    failed = 0
    for name in names or PARTS:
        print(f"\n{name}", flush=True)
        failed += subprocess.run([sys.executable, __file__, folder, name], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
