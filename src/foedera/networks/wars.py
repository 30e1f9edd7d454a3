"""The join of wars between states, out of a list of their participants and the days on which they fought."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Table
from foedera.networks.cells import column
from foedera.networks.coverage import NO
from foedera.networks.spans import STRANGER, between, join_of

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_LABELS = {"ongoing": "War under way", "onset": "War begins or is taken up again", "s": "Number of wars"}

Day = datetime.date


class Stretch(NamedTuple):
    """A stretch of a state's fighting in a war: which war, which side, from which day to which."""

    war: int
    state: int
    side: int
    start: Day
    end: Day


def wars(panel: Panel, table: Table) -> Panel:
    """Wars of the year: `cowinterongoing`, `cowinteronset`, `cowinters` (how many).

    Of a state: wars in which it fought. Of a dyad: wars in which both fought on opposite sides on the same day; who of
    several on a side fought whom, the source does not say. 0 only in the years that the source covers.
    """
    stretches, join = _stretches(panel, table)
    count = len(panel.states.codes)
    shape = (count, count, len(panel.years)) if panel.dyadic else (count, len(panel.years))
    grids = {name: np.zeros(shape, np.int16) for name in _LABELS}
    seen: set[tuple[int, ...]] = set()
    for war, key, start, end in _fights(stretches) if panel.dyadic else _alone(stretches):
        low, high = between(panel, start.year, end.year)
        if start.year >= panel.years[0] and low < high:
            grids["onset"][(*key, low)] = 1
        seen.update((war, *key, year) for year in range(low, high))
    for _, *cell in seen:
        grids["s"][tuple(cell)] += 1
    grids["ongoing"] = (grids["s"] > 0).astype(np.int16)
    cells = panel.cells() if panel.dyadic else panel.state_cells(panel.first)
    got = {name: grid.reshape(-1)[cells] for name, grid in grids.items()}
    status = panel.statuses(got["s"] > 0, table.sources[0], "no")
    values = [column(f"cowinter{name}", cells, status > NO) for name, cells in got.items()]
    notes = [Column(name=f"cowinter{name}", label=label, source=table.sources[0].id) for name, label in _LABELS.items()]
    return panel.with_columns(values, notes, table, join, status)


def _stretches(panel: Panel, table: Table) -> tuple[list[Stretch], Any]:
    """The stretches of fighting of the panel's states in its years, and what was dropped."""
    frame = table.frame
    places = panel.states.places(frame["ccode"].to_numpy())
    made: list[Stretch] = []
    timely: NDArray[np.bool_] = np.zeros(len(frame), bool)
    for row, values in enumerate(frame.iter_rows(named=True)):
        for start, end in _periods(values, table.sources[0].last or panel.years[-1]):
            if end.year >= panel.years[0] and start.year <= panel.years[-1]:
                timely[row] = True
                if places[row] >= 0:
                    made.append(Stretch(values["warnum"], int(places[row]), values["side"], start, end))
    keys = [f"war {war}, state {code}" for war, code in frame.select("warnum", "ccode").rows()]
    reasons = {f"outside {panel.years[0]} to {panel.years[-1]}": ~timely, STRANGER: timely & (places < 0)}
    return made, join_of(table, reasons, keys)


def _periods(row: dict[str, Any], last: int) -> Iterator[tuple[Day, Day]]:
    """The one or two periods of fighting; one without an end goes on to the last year that the source covers."""
    for number in (1, 2):
        year = row[f"startyear{number}"]
        if year is not None:
            start = Day(year, row[f"startmonth{number}"] or 1, row[f"startday{number}"] or 1)
            yield start, _end(row[f"endyear{number}"] or last, row[f"endmonth{number}"], row[f"endday{number}"])


def _end(year: int, month: int | None, day: int | None) -> Day:
    month = month or 12
    return Day(year, month, day or calendar.monthrange(year, month)[1])


def _alone(stretches: list[Stretch]) -> Iterator[tuple[int, tuple[int, ...], Day, Day]]:
    for each in stretches:
        yield each.war, (each.state,), each.start, each.end


def _fights(stretches: list[Stretch]) -> Iterator[tuple[int, tuple[int, ...], Day, Day]]:
    """The stretches that two states on opposite sides of a war have in common, in both orders."""
    ordered = sorted(stretches)
    for war, some in itertools.groupby(ordered, key=lambda each: each.war):
        for one, two in itertools.combinations(list(some), 2):
            start, end = max(one.start, two.start), min(one.end, two.end)
            if one.side != two.side and one.state != two.state and start <= end:
                yield war, (one.state, two.state), start, end
                yield war, (two.state, one.state), start, end
