"""Cells of panels: cubes of dyads by year, and columns with nulls where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.catalogue import Dataset, datasets
from foedera.datasets.tables.table import Column, Source, Table
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

    from foedera.networks.panels import Panel
    from foedera.networks.placing import Placed


def cube(panel: Panel, rows: Placed, values: NDArray[Any], kind: str) -> NDArray[Any]:
    """(states, states, years): the values at the rows' places, 0 elsewhere."""
    count = len(panel.states.codes)
    made = np.zeros((count, count, len(panel.years)), kind)
    made[rows.first, rows.second, rows.year] = values
    return made


def column(name: str, values: NDArray[Any], blank: NDArray[np.bool_]) -> pl.Series:
    """A column of the values, null where `blank`."""
    import polars as pl

    made = pl.Series(name, values)
    if not blank.any():
        return made
    return made.to_frame().select(pl.when(pl.Series(~blank)).then(pl.col(name))).to_series()


def filled(values: pl.Series, zero: NDArray[np.bool_]) -> pl.Series:
    """The values, and 0 where `zero`."""
    import polars as pl

    if not zero.any():
        return values
    cell = pl.col(values.name)
    none = pl.lit(0, values.dtype)
    return values.to_frame().select(pl.when(pl.Series(zero)).then(none).otherwise(cell).alias(values.name)).to_series()


def noted(table: Table, name: str, suffix: str = "") -> Column:
    """The table's note on a column, for a panel in which its name has a suffix."""
    return msgspec.structs.replace(table.column(name), name=f"{name}{suffix}", source=table.sources[0].id)


def described(source: Source) -> Dataset:
    """The description of the data set that a source is of.

    Raises:
        DatasetError: it is none of the known ones.
    """
    for one in datasets():
        if one.id == source.id:
            return one
    raise DatasetError(f"{source.title}: no known data set")
