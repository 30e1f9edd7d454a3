"""Runs of years with the same pledges, as spells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Source, System
from foedera.model.errors import DatasetError
from foedera.networks.spells import PLEDGES, Spells

if TYPE_CHECKING:
    import polars as pl


def pledge_bits(frame: pl.DataFrame) -> NDArray[np.uint8]:
    """(rows,) uint8: the five `atop_` columns as bits; a null counts as not pledged."""
    bits = np.zeros(frame.height, np.uint8)
    for bit, name in enumerate(PLEDGES):
        bits |= (frame[f"atop_{name}"].fill_null(0).to_numpy() > 0).astype(np.uint8) << bit
    return bits


def dyad_year_runs(frame: pl.DataFrame, system: System | None, sources: tuple[Source, ...]) -> Spells:
    """Spells of whole years from directed dyad-years (see `Spells.of_dyad_years`)."""
    prefix = "gwcode" if "gwcode1" in frame.columns else "ccode"
    first, second = (frame[f"{prefix}{side}"].to_numpy().astype(np.int64) for side in (1, 2))
    year = frame["year"].to_numpy().astype(np.int64)
    bits = pledge_bits(frame)
    order = np.lexsort((year, second, first))
    first, second, year, bits = first[order], second[order], year[order], bits[order]
    same = (first[1:] == first[:-1]) & (second[1:] == second[:-1])
    if (twice := np.flatnonzero(same & (year[1:] == year[:-1]))).size:
        row = int(twice[0])
        raise DatasetError(f"duplicate dyad-year {first[row]}-{second[row]} {year[row]}: each may occur once")
    opens = np.r_[True, ~(same & (year[1:] == year[:-1] + 1) & (bits[1:] == bits[:-1]))][: len(year)]
    closes = np.r_[opens[1:], True][: len(year)]
    codes = np.unique(np.concatenate([first, second]))
    count = int(opens.sum())
    return Spells(
        codes=tuple(int(code) for code in codes),
        pacts=("",),
        pact=np.zeros(count, np.int32),
        member=np.searchsorted(codes, first[opens]).astype(np.int32),
        towards=np.searchsorted(codes, second[opens]).astype(np.int32),
        start=_day(year[opens], 0),
        end=_day(year[closes], 1),
        pledges=bits[opens],
        precision=np.full(count, 2, np.uint8),
        system=system,
        sources=sources,
    )


def _day(years: NDArray[np.int64], after: int) -> NDArray[np.datetime64]:
    """The first day of each year, or with `after` 1 the last."""
    first: NDArray[np.datetime64] = (years - 1970 + after).astype("datetime64[Y]").astype("datetime64[D]")
    return first + np.timedelta64(-after, "D")
