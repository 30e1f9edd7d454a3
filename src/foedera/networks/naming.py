"""Countries by name or ISO code as numbers of a system, by the actor base: for spending by SIPRI and the World Bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from foedera.actors import bundled
from foedera.datasets.tables.table import Column, Report, System, Table
from foedera.model.edtf import Edtf
from foedera.model.errors import DatasetError
from foedera.networks.joins import state_values

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_SHOWN = 8


def spending(panel: Panel, table: Table) -> Panel:
    """Military spending joined by country: column `sipri_milex` or `wb_milex`, for each side of a dyad.

    Countries that no state of the system is called are dropped, and a note in the report names them.
    """
    return state_values(panel, numbered(table, panel.states.system))


def numbered(table: Table, system: System) -> Table:
    """A table of country-years (`sipri-milex`, `wb-milex`) with the numbers of a system in place of names.

    A name or ISO code is that of the state which bore it on 31 December of the year, and its number is that of the
    same day (Germany is 255 from 1990 in COW's). Where there is none, or more than one, the rows are left out.

    Raises:
        DatasetError: several indicators in one table, or two names of one state with values for one year.
    """
    source = table.sources[0]
    if "indicator" in table.frame.columns and table.frame["indicator"].n_unique() > 1:
        raise DatasetError(f"{source.title}: several indicators in one file: give a file of one")
    code, key = "gwcode" if system == "gw" else "ccode", "iso3" if "iso3" in table.frame.columns else "country"
    named = table.frame.select(key, "year").unique().sort(key, "year")
    numbers = [_number(name, year, key, system) for name, year in named.rows()]
    rows = table.frame.join(named.with_columns(pl.Series(code, numbers, dtype=pl.Int64)), on=[key, "year"])
    value = "wb_milex" if key == "iso3" else "sipri_milex"
    frame = rows.drop_nulls(code).select(code, "year", pl.col("milex").alias(value)).sort(code, "year")
    lost = rows.filter(pl.col(code).is_null())
    note = Column(name=value, label=table.column("milex").label, unit=table.column("milex").unit, source=source.id)
    report = _told(table.report, source.title, lost, key)
    return table.with_frame(frame, columns=(note,), report=report, system=system)


def _number(name: str, year: int, key: str, system: System) -> int | None:
    """The number of the state of that name or code at the end of a year; null where it is none or not one."""
    base, day = bundled(), Edtf.parse(f"{year}-12-31")
    ids = base.coded("iso3", name, day) if key == "iso3" else _called(name, day)
    numbers = {int(code.code) for id in ids for code in base.codes(id, day) if code.scheme == system}
    return numbers.pop() if len(numbers) == 1 else None


def _called(name: str, day: Edtf) -> tuple[str, ...]:
    """The states of that name: as it stands, else with what follows a comma put first (`Korea, South`)."""
    last, comma, first = name.partition(", ")
    for form in (name, f"{first} {last}") if comma else (name,):
        ids = tuple(actor.id for actor in bundled().find(form, day) if actor.kind == "state")
        if ids:
            return ids
    return ()


def _told(report: Report, title: str, lost: pl.DataFrame, key: str) -> Report:
    if not lost.height:
        return report
    names = lost[key].unique(maintain_order=True).sort().to_list()
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return report.with_note(
        f"{title}: {lost.height:,} rows left out, of which no one state had the name in the year: {shown}"
    )
