"""K-adic designs: groups that made a pact beside groups of the same size that did not (Poast 2010)."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Table
from foedera.model.errors import QuestionError
from foedera.networks.placing import EXAMPLES
from foedera.networks.roster import Roster

if TYPE_CHECKING:
    from foedera.networks.spells import Kad, Spells

_FEW = 20_000
"""Up to so many groups are listed and drawn from; of more, groups are drawn until enough differ."""


def kad_years(
    spells: Spells, states: Roster, start: int, end: int, *, controls: int = 50, seed: int, most: int = 20
) -> Table:
    """A row for each group that made a pact, in the year in which it began, and for sampled groups that did not.

    For each year and each size k in which a pact began, `controls` groups of k states of that year's system are drawn
    for each pact, without replacement, none of which made a pact in that year. `weight` is 1 for pacts, and for drawn
    groups the number of groups that each stands for: (groups of k states - pacts) / drawn. An analysis of sampled
    groups needs it (King and Zeng 2001).

    Columns: `year`, `k`, `members` (numbers, ascending, joined by `-`), `event` (1, 0), `pact` (null for drawn
    groups), `weight`.

    Args:
        spells: of members of pacts; those of the pact's first day are the group, its phases (`3205/2`) one pact.
        states: the system's states.
        start, end: first and last year.
        controls: drawn groups for each pact; all where there are fewer.
        seed: of the drawing; the same seed draws the same groups.
        most: the largest k; larger pacts are dropped, and the report says so.

    Raises:
        QuestionError: years that the list of states does not cover, or fewer controls than one.
    """
    import polars as pl

    years = states.asked(start, end)
    if controls < 1:
        raise QuestionError(f"{controls} controls: at least one drawn group is needed for each pact")
    there = states.present(years)
    events, join = _events(spells, states, years, there, most)
    drawn = np.random.default_rng(seed)
    rows: list[tuple[int, int, str, int, str | None, float]] = []
    for (at, size), made in sorted(events.items()):
        present = states.codes[there[at]]
        groups = {members for members, _ in made}
        rest = comb(len(present), size) - len(groups)
        picked = _picked(drawn, present, size, min(controls * len(made), rest), groups)
        rows += [(years[at], size, _said(members), 1, pact, 1.0) for members, pact in made]
        rows += [(years[at], size, _said(members), 0, None, rest / len(picked)) for members in picked]
    kinds = {"year": pl.Int16, "k": pl.Int16, "members": pl.String, "event": pl.Int8, "pact": pl.String,
             "weight": pl.Float64}  # fmt: skip
    notes = (
        Column(name="k", label="Number of states"),
        Column(name="members", label="Numbers of the states, ascending"),
        Column(name="event", label="The group made a pact in the year"),
        Column(name="pact", label="The pact"),
        Column(name="weight", label="Groups that this one stands for"),
    )
    return Table(
        pl.DataFrame(rows, schema=kinds, orient="row"), f"k-adic design, {start} to {end}, seed {seed}",
        (states.source, *spells.sources), notes, Report(steps=(join,)), states.system,
    )  # fmt: skip


_Events = dict[tuple[int, int], list[tuple[tuple[int, ...], str]]]


def _events(spells: Spells, states: Roster, years: range, there: NDArray[np.bool_], most: int) -> tuple[_Events, Join]:
    """The groups that made pacts, by position of the year and size, and the pacts that were left out."""
    found: _Events = {}
    left: dict[str, list[str]] = {}
    first: dict[str, Kad] = {}
    for kad in sorted(spells.kads(), key=lambda kad: (kad.pact.partition("/")[0], kad.start)):
        first.setdefault(kad.pact.partition("/")[0], kad)
    for pact, kad in first.items():
        year = kad.start.year
        codes = np.array([code for code in kad.members if isinstance(code, int)], np.int64)
        place = states.places(codes)
        if year not in years:
            left.setdefault(f"began outside {years[0]} to {years[-1]}", []).append(pact)
        elif (place < 0).any() or not there[years.index(year)][place].all():
            left.setdefault("a member not in the system in that year", []).append(pact)
        elif len(codes) > most:
            left.setdefault(f"more than {most} members", []).append(pact)
        else:
            members = tuple(sorted(int(code) for code in codes))
            found.setdefault((years.index(year), len(members)), []).append((members, pact))
    dropped = tuple(
        Dropped(reason=reason, rows=len(pacts), examples=tuple(pacts[:EXAMPLES])) for reason, pacts in left.items()
    )
    name = spells.sources[0].title if spells.sources else "pacts"
    used = sum(len(made) for made in found.values())
    return found, Join(source=name, rows=len(first), used=used, dropped=dropped)


def _picked(
    drawn: np.random.Generator, present: NDArray[np.int32], size: int, wanted: int, taken: set[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """So many different groups of that size, none of which is taken; the same draws give the same groups."""
    if comb(len(present), size) <= max(_FEW, 2 * wanted):
        free = [members for members in combinations((int(code) for code in present), size) if members not in taken]
        return [free[at] for at in np.sort(drawn.choice(len(free), wanted, replace=False))]
    picked: set[tuple[int, ...]] = set()
    while len(picked) < wanted:
        members = tuple(int(code) for code in np.sort(drawn.choice(present, size, replace=False)))
        if members not in taken:
            picked.add(members)
    return sorted(picked)


def _said(members: tuple[int, ...]) -> str:
    return "-".join(str(code) for code in members)
