"""The join of trade between states: what each imports from the other, in the order of the panel's pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from foedera.datasets.tables.table import Table
from foedera.model.errors import DatasetError
from foedera.networks.cells import cube, noted
from foedera.networks.placing import placed

if TYPE_CHECKING:
    from foedera.networks.panels import Panel

_TURNED = {"flow1": "flow2", "flow2": "flow1", "smoothflow1": "smoothflow2", "smoothflow2": "smoothflow1"}


def trade(panel: Panel, table: Table) -> Panel:
    """COW's trade of each pair, in millions of current US dollars: `flow1` is what the first imports from the second.

    The source has each pair once; where the panel has it the other way round, its flows are exchanged.

    Raises:
        DatasetError: the source has a pair in both orders.
    """
    rows = placed(table, panel.states, panel.years)
    row_of = cube(panel, rows, rows.kept.astype(np.int32) + 1, "int32")
    turned = row_of.transpose(1, 0, 2)
    both = np.argwhere((row_of > 0) & (turned > 0))
    if both.size:
        one, other, year = both[0]
        codes = panel.states.codes
        raise DatasetError(
            f"{table.sources[0].title}: {codes[one]}-{codes[other]} {panel.years[year]} is there in both orders; "
            "each pair may occur once"
        )
    straight, other_way = row_of.reshape(-1)[panel.cells()], turned.reshape(-1)[panel.cells()]
    status = panel.statuses((straight > 0) | (other_way > 0), table.sources[0], "unknown")
    names = [name for name in (*_TURNED, "smoothtotrade") if name in table.frame.columns]
    held = pl.concat([_none(table, names), table.frame.select(names)])
    values = [
        _either(held[name], held[_TURNED.get(name, name)], straight, other_way).alias(name) for name in names
    ]  # fmt: skip
    return panel.with_columns(values, [noted(table, name) for name in names], table, rows.join, status)


def _none(table: Table, names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({name: [None] for name in names}, schema={name: table.frame[name].dtype for name in names})


def _either(
    own: pl.Series, other: pl.Series, straight: np.ndarray[tuple[int], np.dtype[np.int32]],
    turned: np.ndarray[tuple[int], np.dtype[np.int32]],
) -> pl.Series:  # fmt: skip
    """The value of the row as it stands, else that of the row that has the pair the other way round."""
    first = own.gather(pl.Series(straight.astype(np.uint32)))
    second = other.gather(pl.Series(turned.astype(np.uint32)))
    return pl.select(pl.when(pl.Series(straight > 0)).then(first).otherwise(second)).to_series()
