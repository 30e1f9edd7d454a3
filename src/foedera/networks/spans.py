"""Joins of what lasts: contiguity, rivalries, major powers, disputes, memberships of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Dropped, Join, Table
from foedera.model.errors import DatasetError
from foedera.networks.cells import column, noted
from foedera.networks.coverage import KNOWN, NO
from foedera.networks.placing import EXAMPLES, Placed, placed

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_KINDS = ("positional", "spatial", "ideological", "interventionary")

STRANGER = "a number that is no state of the list of states"

_NONE = 99
"""Stands for no record while the least kind of contiguity is looked for."""


def contiguity(panel: Panel, table: Table) -> Panel:
    """`conttype`: the closest kind of contiguity on any day of the year, 0 where the source has none.

    In parity mode a record that says 0 wins over a closer one of the same year, and years after the source's last get
    0, as in peacesciencer.
    """
    held, join = _nearest(panel, table)
    got = held.reshape(-1)[panel.cells()]
    status = panel.statuses(got < _NONE, table.sources[0], "no")
    values = np.where(got >= _NONE - 1, 0, got).astype(np.int8)
    made = column("conttype", values, (status > NO) & (panel.mode == "corrected"))
    return panel.with_columns([made], [noted(table, "conttype")], table, join, status)


def borders(panel: Panel, table: Table) -> Panel:
    """`land` and `sea`: with how many states of the system a state shared a border by land, or across up to 400 miles
    of water and none by land, on any day of the year. Not compared with peacesciencer, whose columns have these names.
    """
    held, join = _nearest(panel, table)
    there = panel.states.present(panel.years).T
    held[~(there[:, None, :] & there[None, :, :])] = _NONE
    cells = panel.state_cells(panel.first)
    counts = {"land": (held == 1).sum(1), "sea": ((held > 1) & (held < _NONE - 1)).sum(1)}
    got = {name: count.astype(np.int16).reshape(-1)[cells] for name, count in counts.items()}
    covered = np.array([table.sources[0].covers(year) for year in panel.years])[panel.year]
    status = panel.statuses(((got["land"] > 0) | (got["sea"] > 0)) & covered, table.sources[0], "no")
    notes = [
        Column(name="land", label="Borders by land", source=table.sources[0].id),
        Column(name="sea", label="Borders by water only, up to 400 miles", source=table.sources[0].id),
    ]
    values = [column(name, count, status > NO) for name, count in got.items()]
    return panel.with_columns(values, notes, table, join, status)


def _nearest(panel: Panel, table: Table) -> tuple[NDArray[np.uint8], Join]:
    """(states, states, years) the closest kind of contiguity, `_NONE` for no record, `_NONE - 1` for one that says 0
    (in parity mode 0); and what was dropped."""
    start, end = (table.frame[name].dt.year().to_numpy().astype(np.int64) for name in ("stdate", "enddate"))
    first, second, join = _pairs(panel, table, start, end)
    kinds = table.frame["conttype"].to_numpy().astype(np.int64)
    nearest = kinds if panel.mode == "parity" else np.where(kinds == 0, _NONE - 1, kinds)
    held = _cube(panel, np.uint8, _NONE)
    for low, high, one, other, kind in _spans(panel, start, end, first, second, nearest):
        for left, right in ((one, other), (other, one)):
            np.minimum(held[left, right, low:high], kind, out=held[left, right, low:high])
    return held, _outside(panel, join, held < _NONE)


def rivalries(panel: Panel, table: Table) -> Panel:
    """`ongoingrivalry` (0, 1) and, where the source has them, the kinds of rivalry under way in the year.

    In parity mode a rivalry of Austria-Hungary is Austria's from 1919, and years after the source's last count as
    rivalry, as in peacesciencer.
    """
    kinds = [
        name for name in ("positional", "spatial", "ideological", "interventionary") if name in table.frame.columns
    ]
    start, end = (table.frame[name].to_numpy().astype(np.int64) for name in ("start", "end"))
    if panel.mode == "parity":
        table, start, end = _austria(table, start, end)
    first, second, join = _pairs(panel, table, start, end)
    bits = np.ones(len(start), np.int64)
    for bit, name in enumerate(kinds, 1):
        bits |= (table.frame[name].fill_null(0).to_numpy() > 0).astype(np.int64) << bit
    held = _cube(panel, np.uint8, 0)
    for low, high, one, other, kind in _spans(panel, start, end, first, second, bits):
        held[one, other, low:high] |= np.uint8(kind)
        held[other, one, low:high] |= np.uint8(kind)
    join = _outside(panel, join, held > 0)
    got = held.reshape(-1)[panel.cells()]
    status = panel.statuses(got > 0, table.sources[0], "no")
    blank = status > NO
    ongoing = (got & 1).astype(np.int8)
    if panel.mode == "parity":
        ongoing = np.where(blank, np.int8(1), ongoing)
    values = [column("ongoingrivalry", ongoing, blank & (panel.mode == "corrected"))]
    values += [column(name, (got >> bit & 1).astype(np.int8), blank) for bit, name in enumerate(kinds, 1)]
    notes = [Column(name="ongoingrivalry", label="Rivalry under way", source=table.sources[0].id)]
    return panel.with_columns(values, notes + [noted(table, name) for name in kinds], table, join, status)


def majors(panel: Panel, table: Table) -> Panel:
    """`cowmaj`: whether the state was a major power on any day of the year; in parity mode 0 after the list's end."""
    start, end = (table.frame[name].dt.year().to_numpy().astype(np.int64) for name in ("start", "end"))
    place = panel.states.places(table.frame["ccode"].to_numpy())
    known = place >= 0
    grid = np.zeros((len(panel.states.codes), len(panel.years)), bool)
    for row in np.flatnonzero(known):
        low, high = between(panel, int(start[row]), int(end[row]))
        grid[place[row], low:high] = True
    join = join_of(table, {STRANGER: ~known}, [str(code) for code in table.frame["ccode"]])
    made = panel
    for suffix, side in panel.sides:
        got = grid.reshape(-1)[panel.state_cells(side)]
        status = panel.statuses(got, table.sources[0], "no")
        values = column(f"cowmaj{suffix}", got.astype(np.int8), (status > NO) & (panel.mode == "corrected"))
        note = Column(name=f"cowmaj{suffix}", label="Major power", source=table.sources[0].id)
        made = made.with_columns([values], [note], table, join, status, suffix)
    return made


def disputes(panel: Panel, table: Table) -> Panel:
    """Disputes of the dyad in the year, in either direction: under way, begun, how many, and the highest hostility."""
    frame, name = table.frame, "gmlmid" if table.sources[0].id == "gml-ddyr" else "cowmid"
    if "midonset" in frame.columns:
        begun, going = frame["midonset"] == 1, frame["midongoing"] == 1
    else:
        begun, going = frame["styear"] == frame["year"], frame["year"].is_not_null()
    worst = frame["hihost"] if "hihost" in frame.columns else pl.Series([None] * frame.height, dtype=pl.Int64)
    low, high = (pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2"))
    by_pair = (
        frame.select(
            low.alias("ccode1"), high.alias("ccode2"), "year", "dispnum", begun=begun, going=going, worst=worst
        )
        .group_by("ccode1", "ccode2", "year")
        .agg(pl.col("begun", "going").any(), pl.col("worst").max(), count=pl.col("dispnum").n_unique())
        .sort("ccode1", "ccode2", "year")
    )
    rows = placed(table.with_frame(by_pair), panel.states, panel.years)
    kept = by_pair[rows.kept]
    parts = {
        "ongoing": kept["going"].cast(pl.Int8),
        "onset": kept["begun"].cast(pl.Int8),
        "s": kept["count"].cast(pl.Int8),
    }
    if "hihost" in frame.columns:
        parts["hihost"] = kept["worst"].fill_null(-1).cast(pl.Int8)
    found = _both(panel, rows, np.ones(len(rows.kept), np.int8))
    status = panel.statuses(found > 0, table.sources[0], "no")
    values, notes = [], []
    for part, cells in parts.items():
        got = _both(panel, rows, cells.to_numpy())
        values.append(column(f"{name}{part}", got, (status > NO) | (got < 0)))
        notes.append(Column(name=f"{name}{part}", label=_DISPUTES[part], source=table.sources[0].id))
    return panel.with_columns(values, notes, table, rows.join, status)


def participations(panel: Panel, table: Table) -> Panel:
    """Disputes of a state in the year, out of a list of participants: under way, begun, how many, highest hostility.

    A dispute counts in every year from the participant's first day to its last, one without a last year only in its
    first. Not compared with a run of peacesciencer.
    """
    frame = table.frame
    place, start = panel.states.places(frame["ccode"].to_numpy()), frame["styear"].to_numpy().astype(np.int64)
    end = frame["endyear"].fill_null(frame["styear"]).to_numpy().astype(np.int64)
    worst, number = frame["hostlev"].fill_null(-1).to_numpy(), frame["dispnum"].to_numpy()
    timely = (end >= panel.years[0]) & (start <= panel.years[-1])
    reasons = {f"outside {panel.years[0]} to {panel.years[-1]}": ~timely, STRANGER: timely & (place < 0)}
    join = join_of(
        table, reasons, [f"dispute {one}, state {code}" for one, code in frame.select("dispnum", "ccode").rows()]
    )
    shape = (len(panel.states.codes), len(panel.years))
    begun, hostility = np.zeros(shape, np.int8), np.full(shape, -1, np.int8)
    seen: set[tuple[int, int, int]] = set()
    for row in np.flatnonzero(timely & (place >= 0)):
        low, high = between(panel, int(start[row]), int(end[row]))
        if start[row] >= panel.years[0]:
            begun[place[row], low] = 1
        hostility[place[row], low:high] = np.maximum(hostility[place[row], low:high], worst[row])
        seen.update((int(place[row]), year, int(number[row])) for year in range(low, high))
    count = np.zeros(shape, np.int16)
    np.add.at(count, tuple(np.array([key[:2] for key in seen], np.int64).reshape(-1, 2).T), 1)
    cells = panel.state_cells(panel.first)
    many = count.reshape(-1)[cells]
    status = panel.statuses(many > 0, table.sources[0], "no")
    parts: dict[str, NDArray[Any]] = {
        "ongoing": (many > 0).astype(np.int8), "onset": begun.reshape(-1)[cells], "s": many,
        "hihost": np.where(many > 0, hostility.reshape(-1)[cells], 0).astype(np.int8),
    }  # fmt: skip
    values = [column(f"cowmid{part}", got, (status > NO) | (got < 0)) for part, got in parts.items()]
    notes = [Column(name=f"cowmid{part}", label=_DISPUTES[part], source=table.sources[0].id) for part in parts]
    return panel.with_columns(values, notes, table, join, status)


def memberships(panel: Panel, table: Table) -> Panel:
    """Organisations: for states how many it is a full member, associate and observer of; for dyads `dyadigos`, how many
    both are full members of. A state without any row in a year is unknown in it."""
    frame = table.frame
    place = panel.states.places(frame["ccode"].to_numpy())
    year = frame["year"].to_numpy().astype(np.int64) - panel.years[0]
    keep = (place >= 0) & (year >= 0) & (year < len(panel.years))
    keys = [f"{code} {when}" for code, when in frame.select("ccode", "year").rows()] if (~keep).any() else []
    timely = (year >= 0) & (year < len(panel.years))
    reasons = {f"outside {panel.years[0]} to {panel.years[-1]}": ~timely, STRANGER: timely & (place < 0)}
    join = join_of(table, reasons, keys)
    kind = frame["membership"].to_numpy().astype(np.int64)
    seen = np.zeros((len(panel.states.codes), len(panel.years)), bool)
    seen[place[keep], year[keep]] = True
    if not panel.dyadic:
        return _counts(panel, table, join, seen, (place[keep], year[keep], kind[keep]))
    names, igo = np.unique(frame["igo"].to_numpy(), return_inverse=True)
    shared = _cube(panel, np.int16, 0)
    for at in range(len(panel.years)):
        rows = keep & (year == at) & (kind == 1)
        grid = np.zeros((len(panel.states.codes), len(names)), np.int16)
        grid[place[rows], igo[rows]] = 1
        shared[:, :, at] = grid @ grid.T
    got = shared.reshape(-1)[panel.cells()]
    flat = seen.reshape(-1)
    both = flat[panel.state_cells(panel.first)] & flat[panel.state_cells(panel.second)]
    status = panel.statuses(both, table.sources[0], "unknown")
    note = Column(name="dyadigos", label="Organisations of which both are full members", source=table.sources[0].id)
    return panel.with_columns([column("dyadigos", got, status != KNOWN)], [note], table, join, status)


def _counts(
    panel: Panel, table: Table, join: Join, seen: NDArray[np.bool_], rows: tuple[NDArray[np.int64], ...]
) -> Panel:
    place, year, kind = rows
    values, notes = [], []
    cells = panel.state_cells(panel.first)
    status = panel.statuses(seen.reshape(-1)[cells], table.sources[0], "unknown")
    for number, name in enumerate(("full", "associate", "observer"), 1):
        grid = np.zeros(seen.shape, np.int16)
        np.add.at(grid, (place[kind == number], year[kind == number]), 1)
        values.append(column(f"sum_igo_{name}", grid.reshape(-1)[cells], status != KNOWN))
        notes.append(Column(name=f"sum_igo_{name}", label=f"Organisations, {name}", source=table.sources[0].id))
    return panel.with_columns(values, notes, table, join, status)


def _pairs(
    panel: Panel, table: Table, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Join]:
    """The places of both states of each row, and what does not fit in."""
    if panel.states.system != "cow":
        raise DatasetError(
            f"{table.sources[0].title}: states have ccode numbers, the panel gwcode: they are never mixed"
        )
    first, second = (panel.states.places(table.frame[f"ccode{side}"].to_numpy()) for side in (1, 2))
    if (end < start).any():
        row = int((end < start).argmax())
        raise DatasetError(f"{table.sources[0].title}: row {row + 1} ends in {end[row]}, before it starts")
    known = (first >= 0) & (second >= 0)
    timely = (end >= panel.years[0]) & (start <= panel.years[-1])
    pairs = table.frame.select("ccode1", "ccode2").rows()
    keys = [f"{one}-{other} {low} to {high}" for (one, other), low, high in zip(pairs, start, end, strict=True)]
    reasons = {f"outside {panel.years[0]} to {panel.years[-1]}": ~timely, STRANGER: timely & ~known}
    return first, second, join_of(table, reasons, keys)


def _outside(panel: Panel, join: Join, held: NDArray[np.bool_]) -> Join:
    """The join with the dyad-years in which a state of the pair did not belong to the system."""
    there = panel.states.present(panel.years).T
    lost = np.argwhere(held & ~(there[:, None, :] & there[None, :, :]))
    lost = lost[lost[:, 0] < lost[:, 1]]
    if not lost.size:
        return join
    codes, first = panel.states.codes, panel.years[0]
    shown = tuple(f"{codes[one]}-{codes[other]} {first + year}" for one, other, year in lost[:EXAMPLES])
    reason = "dyad-years, within the rows used, of a state not in the system in that year"
    return msgspec.structs.replace(
        join, dropped=(*join.dropped, Dropped(reason=reason, rows=len(lost), examples=shown))
    )


def join_of(table: Table, reasons: dict[str, NDArray[np.bool_]], keys: list[str]) -> Join:
    """What was used, and what was not for each reason; no row has two reasons."""
    dropped = []
    for reason, out in reasons.items():
        if out.any():
            shown = tuple(keys[row] for row in np.flatnonzero(out)[:EXAMPLES])
            dropped.append(Dropped(reason=reason, rows=int(out.sum()), examples=shown))
    used = len(table) - sum(drop.rows for drop in dropped)
    return Join(source=table.sources[0].title, rows=len(table), used=used, dropped=tuple(dropped))


def _spans(panel: Panel, start: NDArray[Any], end: NDArray[Any], *columns: NDArray[Any]) -> list[tuple[int, ...]]:
    """For each row that fits in: the slice of years, and its values."""
    made = []
    for row, values in enumerate(zip(*columns, strict=True)):
        low, high = between(panel, int(start[row]), int(end[row]))
        if low < high and values[0] >= 0 and values[1] >= 0:
            made.append((low, high, *(int(value) for value in values)))
    return made


def between(panel: Panel, start: int, end: int) -> tuple[int, int]:
    """The slice of a panel's years from a first to a last year."""
    return max(start - panel.years[0], 0), min(end - panel.years[0] + 1, len(panel.years))


def _cube(panel: Panel, kind: type[np.generic], value: int) -> NDArray[Any]:
    count = len(panel.states.codes)
    return np.full((count, count, len(panel.years)), value, kind)


def _both(panel: Panel, rows: Placed, values: NDArray[Any]) -> NDArray[np.int8]:
    """(N,) int8: the value of each row's pair, whichever state of it comes first; 0 where there is none."""
    made = _cube(panel, np.int8, 0)
    made[rows.first, rows.second, rows.year] = values
    made[rows.second, rows.first, rows.year] = values
    got: NDArray[np.int8] = made.reshape(-1)[panel.cells()]
    return got


def _austria(table: Table, start: NDArray[Any], end: NDArray[Any]) -> tuple[Table, NDArray[Any], NDArray[Any]]:
    """The rivalries with those of Austria-Hungary (300) that last beyond 1918 cut there and carried on by Austria."""
    frame = table.frame.with_columns(start=pl.Series(start), end=pl.Series(end))
    old = ((pl.col("ccode1") == 300) | (pl.col("ccode2") == 300)) & (pl.col("end") >= 1919)
    later = frame.filter(old).with_columns(
        pl.col("ccode1", "ccode2").replace(300, 305), start=pl.max_horizontal("start", pl.lit(1919))
    )
    earlier = frame.with_columns(end=pl.when(old).then(pl.lit(1918)).otherwise("end")).filter(
        pl.col("start") <= pl.col("end")
    )
    both = pl.concat([earlier, later])
    return table.with_frame(both), both["start"].to_numpy().astype(np.int64), both["end"].to_numpy().astype(np.int64)


_DISPUTES = {
    "ongoing": "Dispute under way",
    "onset": "Dispute begins",
    "s": "Number of disputes",
    "hihost": "Highest level of hostility, 1 to 5",
}
