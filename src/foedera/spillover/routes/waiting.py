"""How many ships wait at a chokepoint that is closed for some days, and how long until they have passed.

A queue in the simplest form (deterministic, as in Newell 1982): ships come at a steady rate and wait until it opens;
then they pass at its capacity.
"""

from __future__ import annotations

import msgspec

from foedera.model.errors import UsageError
from foedera.spillover.routes.detours import Range
from foedera.spillover.routes.facts import Facts, Traffic, taken

__all__ = ["Waiting", "arriving", "beside", "waiting"]

_YEAR = 365.25


class Waiting(msgspec.Struct, frozen=True):
    """A queue: ships that wait at the opening, days until the last of them has passed, days until nobody waits.

    The days are None where no capacity is known; `normal` is None too where more come than can pass.
    """

    chokepoint: str
    closed: float
    ships: Range
    passed: Range | None
    normal: Range | None


def arriving(chokepoint: str, on: str, found: Facts | None = None) -> Range | None:
    """Ships a day by the facts of the year of that month or, without those, of the years beside it; None: not known."""
    known = taken(found)
    rows = [row for row in known.traffic if row.chokepoint == chokepoint and beside(row, on)]
    return Range.over(rows).by(1 / _YEAR) if rows else None


def beside(row: Traffic, on: str) -> bool:
    """Whether a fact counts the ships of the year of a month, or of a year beside it."""
    near = row.until is not None and abs(int(row.until[:4]) - int(on[:4])) <= 1
    return near and row.since <= on and row.unit == "transits a year"


def waiting(chokepoint: str, closed: float, arrivals: Range, capacity: Range | None) -> Waiting:
    """The queue after `closed` days, with ships a day that come and that can pass.

    Raises:
        UsageError: fewer than no days.
    """
    if closed < 0:
        raise UsageError(f"{closed:g} days: a closure lasts no day or more")
    ships = Range(closed * arrivals.low, closed * arrivals.high)
    if capacity is None:
        return Waiting(chokepoint, closed, ships, None, None)
    passed = Range(ships.low / capacity.high, ships.high / capacity.low)
    normal = None
    if capacity.low > arrivals.high:
        normal = Range(ships.low / (capacity.high - arrivals.low), ships.high / (capacity.low - arrivals.high))
    return Waiting(chokepoint, closed, ships, passed, normal)
