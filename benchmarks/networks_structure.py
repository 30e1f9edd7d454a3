"""Parts of `make bench-networks`: similarity against the references and its cost, and the cost of structure.

FOLDER holds the data sets as files, and two files of similarity scores by the R package fpsim: all pairs of 1914, and
of the first 45 states of 2000.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

REFERENCES = {1914: "ref_fpsim_formulas_1914_atop51.csv", 2000: "ref_fpsim_formulas_2000_first45_atop51.csv"}
ELEVEN = (
    "sallyva", "sallyvs", "sallyb", "pallyv", "pallyvs", "pallyb", "kallyv", "kallyvs", "kallyb", "taub", "taubb",
)  # fmt: skip
FIGURES = (
    "degree", "strength", "betweenness", "closeness", "harmonic", "eigenvector", "pagerank",
)  # fmt: skip


def similarity(folder: Path) -> bool:
    """Every value of both references within 1e-9, and the cost of eleven measures and of all, 1816 to 2018."""
    from foedera.networks.measures import MEASURES
    from foedera.networks.similarity import capabilities_of, similarities

    ties, table = _ties(folder), _read("nmc", folder / "cow_nmc_v7_0.parquet")
    same = True
    for year, name in REFERENCES.items():
        reference = pl.read_csv(folder / name)
        measures = reference.columns[2:]
        found = similarities([ties.year(year)], measures, own=True).frame
        both = reference.join(found, on=["ccode1", "ccode2"], suffix="_ours")
        apart = both.select((pl.col(name) - pl.col(f"{name}_ours")).abs().max() for name in measures)
        furthest = max(apart.row(0))
        print(f"{year}: {both.height} of {reference.height} pairs, {len(measures)} measures, furthest {furthest:.1e}")
        same &= both.height == reference.height and furthest < 1e-9
    made = _timed("eleven measures, all pairs, 1816-2018", lambda: similarities(ties, ELEVEN))
    print(f"  {len(made):,} pairs and years")
    _timed("the thirteen unweighted measures", lambda: similarities(ties))
    held = capabilities_of(table)
    _timed("all sixteen, weighted ones too", lambda: similarities(ties, tuple(MEASURES), capabilities=held))
    return same


def structure(folder: Path) -> bool:
    """The cost of the structure of all yearly networks 1816 to 2018; betweenness and Leiden should take under 1 s."""
    from foedera.networks.centralities import CENTRALITIES
    from foedera.networks.communities import communities_of
    from foedera.networks.structure import networks_of, places, shapes

    ties = _ties(folder)
    made = _timed("making 203 networks", lambda: list(networks_of(ties)))
    for name in FIGURES:
        _timed(name, lambda of=CENTRALITIES[name]: [of(network) for network in made])
    _timed("communities (Leiden, best of 3 runs)", lambda: [communities_of(network) for network in made])
    _timed("places: all figures of every state and year", lambda: places(made))
    _timed("shapes: a row a year", lambda: shapes(made))
    _timed("shapes with 100 draws of the bootstrap, every tenth year", lambda: shapes(made[::10], draws=100))
    return True


PARTS: dict[str, Callable[[Path], bool]] = {"similarity": similarity, "structure": structure}
"""What runs; a part returns whether all of its references were met."""


def _ties(folder: Path) -> Any:
    from foedera.networks import roster_of, ties_of_dyad_years

    states = roster_of(_read("cow-states", folder / "cow_states.csv"))
    pledges = _read("atop-ddyr", folder / "atop_ddy_v5_1.parquet", "5.1")
    return ties_of_dyad_years(pledges, states, states.asked(1816, 2018, extend=True))


def _read(id: str, file: Path, version: str | None = None) -> Any:
    from foedera.datasets.tables import read

    return read(id, file, version=version)


def _timed(what: str, work: Callable[[], Any]) -> Any:
    used = time.process_time()
    made = work()
    print(f"{what:<64} {time.process_time() - used:7.2f} s of CPU", flush=True)
    return made
