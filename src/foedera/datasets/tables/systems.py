"""Numbers of the two systems of states where they differ: a file of one may hold none of the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedera.datasets.tables.table import System
from foedera.model.errors import DatasetError

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


def check_system(frame: pl.DataFrame, system: System | None, file: Path) -> None:
    """Looks for numbers that only the other system has.

    Raises:
        DatasetError: a row of state-years or dyad-years has one.
    """
    if system is None or "year" not in frame.columns:
        return
    code = _CODES[system]
    for difference in DIFFERENCES:
        for name in sorted({code, f"{code}1", f"{code}2"}.intersection(frame.columns)):
            _check_column(frame, name, difference, system, file)


def _check_column(frame: pl.DataFrame, name: str, difference: Difference, system: System, file: Path) -> None:
    own, other = (difference.cow, difference.gw) if system == "cow" else (difference.gw, difference.cow)
    found = (frame[name] == other) & (frame["year"] >= difference.since)
    if found.any():
        row = found.arg_max() or 0
        raise DatasetError(
            f"{file}: row {row + 1}: {name} {other} in {frame['year'][row]} is {difference.name} in the other system, "
            f"{own} in {_CALLED[system]} numbers: the two are mixed"
        )
