"""Coverage as a value: why a cell has the value that it has, or none.

Beside the columns of each source stands one column of status. A value is given only where the status is `known` (the
source has a row) or `no` (the source covers the case and lists what is there, and this is not there: the value is 0).
Everywhere else it is null, and the status says why. Within a known row a null means that the source knows the row
and not this value (its -9): `cell_status` says that cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Table
from foedera.model.errors import QuestionError

if TYPE_CHECKING:
    import polars as pl

STATUSES = ("known", "no", "unknown", "not_covered", "not_in_system")
"""known: the source has a row. no: it covers the case and has none, which means 0. unknown: it covers the year and
should know, and does not say. not_covered: it says nothing of the year. not_in_system: a state that did not belong to
the system."""

KNOWN, NO, UNKNOWN, NOT_COVERED, NOT_IN_SYSTEM = range(5)


def status_type() -> pl.Enum:
    """The Polars type of a column of status."""
    import polars as pl

    return pl.Enum(STATUSES)


def status_series(name: str, codes: NDArray[np.uint8]) -> pl.Series:
    """A column of status from positions in `STATUSES`."""
    import polars as pl

    return pl.Series(name, STATUSES, pl.Enum(STATUSES)).gather(pl.Series(codes))


def counted(codes: NDArray[np.uint8]) -> dict[str, int]:
    """How many rows have each status; those with none are left out."""
    counts = np.bincount(codes, minlength=len(STATUSES))
    return {name: int(count) for name, count in zip(STATUSES, counts, strict=True) if count}


def cell_status(table: Table, column: str) -> pl.Series:
    """The status of each cell of a column: that of its row in the source, and `unknown` for a null in a known row.

    Raises:
        QuestionError: a column that has no column of status.
    """
    import polars as pl

    beside = table.column(column).status
    if beside is None or beside not in table.frame.columns:
        raise QuestionError(f"{column}: no status stands beside this column")
    row, cell = pl.col(beside), pl.col(column)
    said = pl.when((row == "known") & cell.is_null()).then(pl.lit("unknown", pl.Enum(STATUSES))).otherwise(row)
    return table.frame.select(said.alias(f"{column}_status")).to_series()
