"""Numbers of the two systems of states where they differ: a file of one may hold none of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from foedera.datasets.tables.origins import Origin
from foedera.datasets.tables.table import System

if TYPE_CHECKING:
    import polars as pl


class Difference(msgspec.Struct, frozen=True):
    """A state that has one number in Correlates of War and another in Gleditsch and Ward, from a year on."""

    name: str
    cow: int
    gw: int
    since: int


DIFFERENCES = (Difference("Germany", 255, 260, 1991), Difference("Yemen", 679, 678, 1991))
"""Only those of which the other's number is nobody's in that system from that year on."""

_CODES = {"cow": "ccode", "gw": "gwcode"}
_CALLED = {"cow": "Correlates of War", "gw": "Gleditsch-Ward"}


def check_system(frame: pl.DataFrame, system: System | None, origin: Origin) -> None:
    """Looks for numbers that only the other system has.

    Raises:
        DatasetError: a row of state-years or dyad-years has one.
    """
    if system is None or "year" not in frame.columns:
        return
    code = _CODES[system]
    for difference in DIFFERENCES:
        for name in sorted({code, f"{code}1", f"{code}2"}.intersection(frame.columns)):
            _check_column(frame, name, difference, system, origin)


def _check_column(frame: pl.DataFrame, name: str, difference: Difference, system: System, origin: Origin) -> None:
    own, other = (difference.cow, difference.gw) if system == "cow" else (difference.gw, difference.cow)
    found = (frame[name] == other) & (frame["year"] >= difference.since)
    if found.any():
        row = found.arg_max() or 0
        raise origin.refused(
            row,
            f", column {origin.column(name, row)}: {other} in {frame['year'][row]} is {difference.name} in the other "
            f"system, {own} in {_CALLED[system]} numbers: the two are mixed",
        )
