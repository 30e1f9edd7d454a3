"""Rows of a source placed among the states and years of a panel, and what does not fit in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Dropped, Join, Table
from foedera.model.errors import DatasetError
from foedera.networks.roster import Roster

EXAMPLES = 3
"""How many keys of dropped rows a report names for each reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where the rows of a source belong.

    Attributes:
        kept: positions of the rows that fit in.
        first: (kept,) position of the state, or of the first state of a dyad, in the roster's `codes`.
        second: (kept,) that of the second state; empty for states.
        year: (kept,) position in the years.
        join: what was dropped and why.
    """

    kept: NDArray[np.intp]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    year: NDArray[np.int64]
    join: Join


def placed(table: Table, states: Roster, years: range) -> Placed:
    """Where the rows of a table of state-years or dyad-years belong.

    Raises:
        DatasetError: the table has codes of the other system, or a state or dyad twice in a year.
    """
    frame = table.frame
    names = key_columns(table, states)
    keys = [frame[name].to_numpy().astype(np.int64) for name in names]
    year = frame["year"].to_numpy().astype(np.int64)
    places = [states.places(key) for key in keys]
    there = states.present(years)
    inside = (year >= years[0]) & (year <= years[-1])
    at = np.clip(year - years[0], 0, len(years) - 1)
    known = np.logical_and.reduce([place >= 0 for place in places])
    member = np.logical_and.reduce([there[at, np.maximum(place, 0)] for place in places]) & known
    apart = _apart(states, years, places, at) & inside & member
    keep = inside & member & ~apart
    reasons = [
        (~inside, f"year outside {years[0]} to {years[-1]}"),
        (inside & ~known, f"no state of {states.source.title}"),
        (inside & known & ~member, "a state not in the system in that year"),
        (apart, "two states that share no day of that year in the system"),
    ]
    join = _join(table, reasons, keys, year, keep)
    kept = np.flatnonzero(keep)
    _unique(table, [key[kept] for key in keys], year[kept])
    second = places[1][kept] if len(places) > 1 else np.empty(0, np.int64)
    return Placed(kept, places[0][kept], second, at[kept], join)


def _apart(states: Roster, years: range, places: list[NDArray[np.int64]], at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(rows,) bool: dyads of which one state had left before the other came in the same year."""
    if len(places) < 2:
        return np.zeros(len(at), bool)
    count = len(states.codes)
    pairs = [(one * count + other) * len(years) + year for year, one, other in states.apart(years)]
    found: NDArray[np.bool_] = np.isin((places[0] * count + places[1]) * len(years) + at, pairs)
    return found


def key_columns(table: Table, states: Roster) -> list[str]:
    """The columns that hold the states of a table's rows, in the roster's system.

    Raises:
        DatasetError: they are codes of the other system, or there are none.
    """
    own, other = ("gwcode", "ccode") if states.system == "gw" else ("ccode", "gwcode")
    for names in ([f"{own}1", f"{own}2"], [own]):
        if set(names) <= set(table.frame.columns):
            return names
    name = table.sources[0].title if table.sources else table.title
    if {other, f"{other}1"} & set(table.frame.columns):
        raise DatasetError(
            f"{name}: states have {other} numbers, the panel {own}: numbers of the two systems are never mixed"
        )
    raise DatasetError(f"{name}: column {own} is missing")


def _join(
    table: Table, reasons: list[tuple[NDArray[np.bool_], str]], keys: list[NDArray[Any]], year: NDArray[Any],
    keep: NDArray[np.bool_],
) -> Join:  # fmt: skip
    dropped = []
    for mask, reason in reasons:
        if rows := int(mask.sum()):
            first = np.flatnonzero(mask)[:EXAMPLES]
            shown = tuple(f"{'-'.join(str(key[row]) for key in keys)} {year[row]}" for row in first)
            dropped.append(Dropped(reason=reason, rows=rows, examples=shown))
    name = table.sources[0].title if table.sources else table.title
    return Join(source=name, rows=len(year), used=int(keep.sum()), dropped=tuple(dropped))


def _unique(table: Table, keys: list[NDArray[Any]], year: NDArray[Any]) -> None:
    order = np.lexsort((year, *reversed(keys)))
    same = np.ones(max(len(order) - 1, 0), bool)
    for column in (*keys, year):
        same &= column[order][1:] == column[order][:-1]
    if (twice := np.flatnonzero(same)).size:
        row = order[twice[0]]
        name = table.sources[0].title if table.sources else table.title
        what = "-".join(str(key[row]) for key in keys)
        raise DatasetError(f"{name}: {what} occurs twice in {year[row]}; each may occur once a year")
