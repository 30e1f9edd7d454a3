"""Joins of regimes and of a state's trade: some columns of a table of state-years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.datasets.tables.table import Table
from foedera.networks.joins import state_values

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_VALUES = {
    "polity": ("polity2", "polity", "democ", "autoc"),
    "vdem": ("v2x_polyarchy", "v2x_libdem", "v2x_partipdem", "v2x_delibdem", "v2x_egaldem"),
    "cow-trade-states": ("imports", "exports"),
}


def values_of_states(panel: Panel, table: Table) -> Panel:
    """The values of Polity, V-Dem or COW's national trade, for each side of a dyad.

    A state or year that the source does not have is unknown or not covered, never 0.
    """
    names = _VALUES[table.sources[0].id]
    return state_values(panel, table.with_frame(table.frame.select("ccode", "year", *names)))
