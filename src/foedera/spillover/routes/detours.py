"""What a cut does to each voyage: the way before and after, miles, days and cost more, as ranges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from foedera.spillover.routes.facts import Facts, Ship, taken
from foedera.spillover.routes.network import Way, sea, ways

if TYPE_CHECKING:
    import networkx

__all__ = ["FUEL", "MODEL_ERROR", "SUEZ_TOLL", "Detour", "Range", "days", "dearer", "detour", "detours", "longer"]

MODEL_ERROR = 0.10
"""By how much of itself the length of a detour may be wrong.

Of ten published lengths the model's differ by at most 2.3 percent; of six published detours around the Cape five lie
within this bound, and one, Paradip to Houston, is 19 percent off (`foedera routes check`).
"""

FUEL = (450.0, 700.0)
"""US dollars for a tonne of fuel with little sulphur: our assumption for 2021 to 2024."""

SUEZ_TOLL = (400_000.0, 600_000.0)
"""US dollars for a passage of the Suez Canal in 2023, by the size of the ship (Weather Routing Inc., February 2024)."""


class Range(msgspec.Struct, frozen=True):
    """A range: its two ends, which are never made into one number."""

    low: float
    high: float

    @classmethod
    def over(cls, ranges: Iterable[Any]) -> Range:
        """The range from the lowest `low` to the highest `high` of some ranges or facts; there must be one."""
        lows, highs = zip(*((each.low, each.high) for each in ranges), strict=True)
        return cls(min(lows), max(highs))

    @classmethod
    def sum(cls, ranges: Sequence[Any]) -> Range:
        """The sum of some ranges or facts, end by end."""
        return cls(sum(each.low for each in ranges), sum(each.high for each in ranges))

    def by(self, factor: float) -> Range:
        """The range times a number from zero on."""
        return Range(self.low * factor, self.high * factor)


class Detour(msgspec.Struct, frozen=True, kw_only=True):
    """One voyage before and after a cut. What is None is not known, or does not arise.

    `before` and `after` are nautical miles; `extra_miles`, `days` and `cost` (US dollars a voyage and ship) are ranges.
    """

    origin: str
    destination: str
    state: Literal["unchanged", "longer", "no way", "no way before"]
    before: float | None
    after: float | None
    through: tuple[str, ...]
    then_through: tuple[str, ...]
    extra_miles: Range | None
    days: Range | None
    cost: Range | None


def longer(before: float, after: float) -> Range:
    """How much longer in nautical miles, give or take what the model's lengths are wrong by."""
    extra = max(0.0, after - before)
    return Range(extra * (1 - MODEL_ERROR), extra * (1 + MODEL_ERROR))


def days(extra: Range, ship: Ship) -> Range:
    """Days more at sea: the shorter detour at the higher speed, and the longer one at the lower speed."""
    return Range(extra.low / (24 * ship.speed_high), extra.high / (24 * ship.speed_low))


def dearer(at_sea: Range, ship: Ship, *, toll_saved: bool = False, fuel: tuple[float, float] = FUEL) -> Range:
    """US dollars more for one voyage: charter and fuel of the days more, less the toll of Suez where it is saved.

    The ends combine all that is cheap and all that is dear, so that the range is wide on purpose. The low end may be
    below zero: when ships are cheap, the toll can cost more than the detour.
    """
    low = at_sea.low * (ship.charter_low + ship.fuel_low * fuel[0]) - (SUEZ_TOLL[1] if toll_saved else 0.0)
    high = at_sea.high * (ship.charter_high + ship.fuel_high * fuel[1]) - (SUEZ_TOLL[0] if toll_saved else 0.0)
    return Range(low, high)


def detour(origin: str, destination: str, before: Way | None, after: Way | None, ship: Ship,
           *, fuel: tuple[float, float] = FUEL, found: Facts | None = None) -> Detour:  # fmt: skip
    """One voyage from its way before and after the cut (None: there is none)."""
    known = taken(found)
    if before is None or after is None:
        first = () if before is None else before.through(known)
        return Detour(
            origin=origin, destination=destination, state="no way before" if before is None else "no way",
            before=None if before is None else before.miles, after=None, through=first, then_through=(),
            extra_miles=None, days=None, cost=None,
        )  # fmt: skip
    first, then = before.through(known), after.through(known)
    further = after.miles > before.miles * (1 + 1e-12)
    extra = longer(before.miles, after.miles)
    at_sea = days(extra, ship)
    saved = "SUEZ" in first and "SUEZ" not in then
    return Detour(
        origin=origin, destination=destination, state="longer" if further else "unchanged", before=before.miles,
        after=after.miles, through=first, then_through=then, extra_miles=extra, days=at_sea,
        cost=dearer(at_sea, ship, toll_saved=saved, fuel=fuel) if further else Range(0.0, 0.0),
    )  # fmt: skip


def detours(
    cut: Collection[str], origins: Sequence[str], destinations: Sequence[str], ship: Ship, *,
    draught: float | None = None, fuel: tuple[float, float] = FUEL, found: Facts | None = None,
) -> list[Detour]:  # fmt: skip
    """All voyages between two sets of regions, before and after the cut.

    Args:
        cut: ids of chokepoints that nothing passes.
        origins: ids of regions.
        destinations: ids of regions; a region is not a voyage to itself.
        ship: whose speeds, charter and fuel are assumed.
        draught: in metres, where it is not the ship's.
        fuel: US dollars a tonne, low and high.
        found: the facts, where they are not those of the package.
    """
    deep = ship.draught if draught is None else draught
    open_sea, left = sea(draught=deep, found=found), sea(cut, draught=deep, found=found)
    out = []
    for origin in origins:
        before, after = _by_end(open_sea, origin, destinations), _by_end(left, origin, destinations)
        ends = [end for end in destinations if end != origin]
        out += [detour(origin, e, before.get(e), after.get(e), ship, fuel=fuel, found=found) for e in ends]
    return out


def _by_end(graph: networkx.Graph, origin: str, destinations: Sequence[str]) -> dict[str, Way]:
    return {each.destination: each for each in ways(graph, origin, destinations)}
