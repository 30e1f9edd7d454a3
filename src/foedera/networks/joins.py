"""How each kind of data set is joined to a panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Table
from foedera.model.errors import DatasetError
from foedera.networks.cells import column, cube, described, filled, noted
from foedera.networks.coverage import NO
from foedera.networks.leaders import leaders
from foedera.networks.placing import placed
from foedera.networks.runs import pledge_bits
from foedera.networks.spans import borders, contiguity, disputes, majors, memberships, participations, rivalries
from foedera.networks.spells import PLEDGES
from foedera.networks.trade import trade
from foedera.networks.wars import wars

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_ROW = 32
"""The bit of a cell that says that the source has a row; the five lower ones are the pledges."""


def joined(panel: Panel, table: Table) -> Panel:
    """The panel with a data set joined by the rule of its kind (see `Panel.join`)."""
    if not table.sources:
        raise DatasetError(f"{table.title}: a table without a source cannot be joined: read it as a known data set")
    if any(source.id == table.sources[0].id for source in panel.sources):
        raise DatasetError(f"{table.sources[0].title}: joined to this panel already; its columns would be there twice")
    id = table.sources[0].id
    rule = _DYADS.get(id) if panel.dyadic else _STATES.get(id)
    if rule is None:
        known = ", ".join(sorted(_DYADS if panel.dyadic else _STATES))
        raise DatasetError(f"{table.sources[0].title}: cannot be joined to {panel.unit}; those that can: {known}")
    made = rule(panel, table)
    if panel.mode == "parity" and id in _OWN:
        return replace(made, report=made.report.with_note(f"parity, {table.sources[0].title}: {_OWN[id]}"))
    if panel.mode == "parity" and id not in _COMPARED:
        note = (
            f"parity, {table.sources[0].title}: by the published source of peacesciencer, not compared with a run of it"
        )
        return replace(made, report=made.report.with_note(note))
    return made


def pledges(panel: Panel, table: Table) -> Panel:
    """The five pledges of ATOP and `atop_alliance`, whether there is an alliance at all.

    In a panel without direction a pledge counts that either state made.
    """
    rows = placed(table, panel.states, panel.years)
    flags = cube(panel, rows, pledge_bits(table.frame)[rows.kept] | np.uint8(_ROW), "uint8")
    if panel.unit == "dyad-years":
        flags = flags | flags.transpose(1, 0, 2)
    held = flags.reshape(-1)[panel.cells()]
    status = panel.statuses(held >= _ROW, table.sources[0], "no")
    blank = status > NO
    values = [column("atop_alliance", (held >> 5).astype(np.int8), blank)]
    for bit, name in enumerate(PLEDGES):
        values.append(column(f"atop_{name}", (held >> np.uint8(bit) & np.uint8(1)).astype(np.int8), blank))
    notes = [Column(name="atop_alliance", label="Alliance of any kind", source=table.sources[0].id)]
    notes += [noted(table, f"atop_{name}") for name in PLEDGES]
    return panel.with_columns(values, notes, table, rows.join, status)


def formal_alliances(panel: Panel, table: Table) -> Panel:
    """COW's formal alliances: `cow_defense`, `cow_neutral`, `cow_nonagg`, `cow_entente`, over all of a dyad's."""
    kinds = list(_COW_KINDS)
    by_dyad = table.frame.group_by("ccode1", "ccode2", "year").agg(pl.col(kinds).max()).sort("ccode1", "ccode2", "year")
    rows = placed(table.with_frame(by_dyad), panel.states, panel.years)
    bits = np.full(by_dyad.height, _ROW, np.uint8)
    for bit, kind in enumerate(kinds):
        bits |= (by_dyad[kind].fill_null(0).to_numpy() > 0).astype(np.uint8) << bit
    flags = cube(panel, rows, bits[rows.kept], "uint8")
    held = (flags | flags.transpose(1, 0, 2)).reshape(-1)[panel.cells()]
    status = panel.statuses(held >= _ROW, table.sources[0], "no")
    values = [
        column(f"cow_{name}", (held >> np.uint8(bit) & np.uint8(1)).astype(np.int8), status > NO)
        for bit, name in enumerate(_COW_KINDS.values())
    ]
    notes = [noted(table, kind) for kind in kinds]
    named = [msgspec.structs.replace(note, name=made.name) for note, made in zip(notes, values, strict=True)]
    return panel.with_columns(values, named, table, rows.join, status)


def state_values(panel: Panel, table: Table) -> Panel:
    """The values of a table of state-years, for each side of a dyad."""
    rows = placed(table, panel.states, panel.years)
    count = len(panel.states.codes) * len(panel.years)
    row_of = np.full(count, len(table.frame), np.uint32)
    row_of[rows.first * len(panel.years) + rows.year] = rows.kept
    dense_rows = pl.Series(row_of)
    names = [name for name in table.frame.columns if name not in ("ccode", "gwcode", "year")]
    absent = pl.DataFrame({name: [None] for name in names}, schema={name: table.frame[name].dtype for name in names})
    grid = table.frame.select(names).vstack(absent)[dense_rows]
    found = row_of < len(table.frame)
    absence = described(table.sources[0]).absence
    made = panel
    for suffix, side in panel.sides:
        cells = panel.state_cells(side)
        where = pl.Series(cells.astype(np.uint32))
        values = [grid[name].gather(where).alias(f"{name}{suffix}") for name in names]
        notes = [noted(table, name, suffix) for name in names]
        status = panel.statuses(found[cells], table.sources[0], absence)
        made = made.with_columns(values, notes, table, rows.join, status, suffix)
    return made


def dyad_values(panel: Panel, table: Table) -> Panel:
    """The values of a table of dyad-years; one that gives each pair once holds for both directions.

    Raises:
        DatasetError: the two directions of a pair of such a table contradict each other.
    """
    kind = described(table.sources[0])
    rows = placed(table, panel.states, panel.years)
    row_of = cube(panel, rows, rows.kept.astype(np.int32) + 1, "int32")
    names = [name for name in table.frame.columns if name not in _KEYS]
    if kind.undirected:
        other = row_of.transpose(1, 0, 2)
        _agree(table, names, row_of, other, panel)
        row_of = np.where(row_of > 0, row_of, other)
    at = row_of.reshape(-1)[panel.cells()]
    status = panel.statuses(at > 0, table.sources[0], kind.absence)
    absent = pl.DataFrame({name: [None] for name in names}, schema={name: table.frame[name].dtype for name in names})
    where = pl.Series(at.astype(np.uint32))
    held = absent.vstack(table.frame.select(names))
    zero = status == NO
    values = []
    for name in names:
        column = held[name].gather(where).alias(name)
        values.append(filled(column, zero) if kind.absence == "no" else column)
    return panel.with_columns(values, [noted(table, name) for name in names], table, rows.join, status)


def _agree(table: Table, names: list[str], one: NDArray[Any], other: NDArray[Any], panel: Panel) -> None:
    both = np.argwhere((one > 0) & (other > one))
    if not both.size:
        return
    left, right = one[tuple(both.T)] - 1, other[tuple(both.T)] - 1
    for name in names:
        differ = ~table.frame[name][left].eq_missing(table.frame[name][right]).to_numpy()
        if differ.any():
            first, second, year = both[int(differ.argmax())]
            raise DatasetError(
                f"{table.sources[0].title}: {panel.states.codes[first]}-{panel.states.codes[second]} "
                f"{panel.years[year]}: {name} differs by direction, which it may not"
            )


def _regimes(panel: Panel, table: Table) -> Panel:
    from foedera.networks.regimes import values_of_states  # it needs this module

    return values_of_states(panel, table)


def _spending(panel: Panel, table: Table) -> Panel:
    from foedera.networks.naming import spending  # it needs the actor base, and this module

    return spending(panel, table)


_COMPARED = ("atop-ddyr", "nmc")
"""Data sets whose panels in parity mode were compared with those that peacesciencer makes."""

_OWN = {
    "polity": "by its own numbers, where peacesciencer goes by names: states whose number changed may differ",
    "vdem": "by its own numbers, where peacesciencer goes by names: states whose number changed may differ",
    "cow-wars": "one row a dyad-year, where peacesciencer takes the deadliest war",
}
"""Data sets that are joined in our own way in both modes, and what peacesciencer does instead."""

_COW_KINDS = {"defense": "defense", "neutrality": "neutral", "nonaggression": "nonagg", "entente": "entente"}
"""COW's kinds of alliance, and what peacesciencer calls them after `cow_`."""

_KEYS = {"ccode1", "ccode2", "gwcode1", "gwcode2", "year"}

_STATES: dict[str, Callable[[Panel, Table], Panel]] = {
    "nmc": state_values,
    "igo-state-years": state_values,
    "contiguity": borders,
    "mid-participants": participations,
    "cow-majors": majors,
    "igo-members": memberships,
    "sipri-milex": _spending,
    "wb-milex": _spending,
    "archigos": leaders,
    "cow-wars": wars,
    "cow-trade-states": _regimes,
    "polity": _regimes,
    "vdem": _regimes,
}
_DYADS: dict[str, Callable[[Panel, Table], Panel]] = {
    "atop-ddyr": pledges,
    "cow-alliances-ddyr": formal_alliances,
    "nmc": state_values,
    "sipri-milex": _spending,
    "wb-milex": _spending,
    "igo-state-years": state_values,
    "cow-majors": majors,
    "igo-members": memberships,
    "cow-mindist": dyad_values,
    "gw-mindist": dyad_values,
    "cow-capdist": dyad_values,
    "gw-capdist": dyad_values,
    "dcad": dyad_values,
    "contiguity-ddyr": dyad_values,
    "contiguity": contiguity,
    "rivalries-tss": rivalries,
    "rivalries-dg": rivalries,
    "mid-ddyr": disputes,
    "gml-ddyr": disputes,
    "archigos": leaders,
    "cow-trade": trade,
    "cow-trade-states": _regimes,
    "cow-wars": wars,
    "polity": _regimes,
    "vdem": _regimes,
}
