"""The join of leaders: who led a state on the first and last day of a year, and who left."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Table
from foedera.networks.coverage import KNOWN
from foedera.networks.spans import STRANGER, between, join_of

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_LABELS = {
    "leadertransition": "Another leader at the end of the year than at its beginning",
    "irregular": "A leader left irregularly in the year",
    "n_leaders": "Leaders in office in the year",
    "jan1leadid": "Leader on the first day of the year that has one",
    "dec31leadid": "Leader on the last day of the year that has one",
}


class Term(NamedTuple):
    """A leader's time in office: who, from when to when, and whether it ended irregularly."""

    leader: str
    start: datetime.date
    end: datetime.date
    irregular: bool


def leaders(panel: Panel, table: Table) -> Panel:
    """Leaders by year, for each side of a dyad: `leadertransition`, `irregular`, `n_leaders`, `jan1leadid`,
    `dec31leadid`. A state and year of which the source has no leader is unknown.

    In parity mode `irregular` counts, where the leader changed, whoever was in office in the year and left
    irregularly in any year, as peacesciencer does; else only who left in that year.

    Raises:
        DatasetError: the panel's numbers are not those of Gleditsch and Ward.
    """
    found, join = _terms(panel, table)
    shape = len(panel.states.codes), len(panel.years)
    grids: dict[str, NDArray[Any]] = {name: np.full(shape, None, object) for name in _LABELS}
    for (place, year), terms in found.items():
        told = _year(terms, panel.years[year], parity=panel.mode == "parity")
        for name, value in told.items():
            grids[name][place, year] = value
    made = panel
    for suffix, side in panel.sides:
        cells = panel.state_cells(side)
        there = np.array([value is not None for value in grids["n_leaders"].reshape(-1)])
        status = panel.statuses(there[cells], table.sources[0], "unknown")
        values = [_column(f"{name}{suffix}", grid.reshape(-1)[cells], status) for name, grid in grids.items()]
        notes = [
            Column(name=f"{name}{suffix}", label=label, source=table.sources[0].id) for name, label in _LABELS.items()
        ]
        made = made.with_columns(values, notes, table, join, status, suffix)
    return made


def _terms(panel: Panel, table: Table) -> tuple[dict[tuple[int, int], list[Term]], Any]:
    """The terms of each state and year, in the order of their days, and what was dropped."""
    frame = table.frame
    places = panel.states.places(frame[_code(panel, table)].to_numpy())
    start, end = (frame[name].dt.year().to_numpy().astype(np.int64) for name in ("startdate", "enddate"))
    timely = (end >= panel.years[0]) & (start <= panel.years[-1])
    reasons = {f"outside {panel.years[0]} to {panel.years[-1]}": ~timely, STRANGER: timely & (places < 0)}
    join = join_of(table, reasons, frame["obsid"].to_list())
    found: dict[tuple[int, int], list[Term]] = {}
    order = frame.with_row_index("at").sort("startdate", "enddate", "at")["at"].to_list()
    rows = frame.select("leadid", "startdate", "enddate", "exit").rows()
    for row in order:
        if places[row] < 0 or not timely[row]:
            continue
        leader, first, last, left = rows[row]
        low, high = between(panel, int(start[row]), int(end[row]))
        for year in range(low, high):
            found.setdefault((int(places[row]), year), []).append(Term(leader, first, last, left == "Irregular"))
    return found, join


def _code(panel: Panel, table: Table) -> str:
    from foedera.networks.placing import key_columns

    return key_columns(table, panel.states)[0]


def _year(terms: list[Term], year: int, *, parity: bool) -> dict[str, Any]:
    """What the terms of a state say of a year."""
    first = min(terms, key=lambda term: max(term.start, datetime.date(year, 1, 1)))
    day = max(min(term.end, datetime.date(year, 12, 31)) for term in terms)
    last = [term for term in terms if min(term.end, datetime.date(year, 12, 31)) == day][-1]
    changed = first.leader != last.leader
    left = any(term.irregular and (parity or term.end.year == year) for term in terms)
    return {
        "leadertransition": int(changed),
        "irregular": int(left and (changed or not parity)),
        "n_leaders": len({term.leader for term in terms}),
        "jan1leadid": first.leader,
        "dec31leadid": last.leader,
    }


def _column(name: str, cells: NDArray[Any], status: NDArray[np.uint8]) -> pl.Series:
    values = [cell if known else None for cell, known in zip(cells.tolist(), status == KNOWN, strict=True)]
    return pl.Series(name, values, dtype=pl.String if "leadid" in name else pl.Int8)
