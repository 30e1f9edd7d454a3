"""The question: what if one or several chokepoints are cut on a date, for all or for one state?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from foedera.model.errors import QuestionError
from foedera.spillover.routes.detours import FUEL, MODEL_ERROR, SUEZ_TOLL, Detour, Range, detours
from foedera.spillover.routes.economy import gap
from foedera.spillover.routes.facts import CARRIED, Capacity, Dependence, Facts, Flow, Ship, month, named, near, taken
from foedera.spillover.routes.flows import Arrival, arrivals, capacities
from foedera.spillover.routes.waiting import Waiting, arriving, beside, waiting

__all__ = ["Cut", "Gap", "cut", "ship_named"]


class Gap(msgspec.Struct, frozen=True):
    """The simple bound for a state: which share of a year's trade of that kind does not come within the year.

    `late` holds where all of it takes the detour, `missing` where the share that passed is not replaced at all: between
    the two lies what is lost. Neither is a share of GDP.
    """

    state: str
    chokepoint: str
    what: str
    share: Range
    late: Range | None
    missing: Range


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `unknown` says what was asked and is not in the facts; `assumptions` all that was assumed."""

    chokepoints: tuple[str, ...]
    on: str
    state: str | None
    ship: str
    draught: float
    detours: tuple[Detour, ...]
    arrivals: tuple[Arrival, ...]
    dependence: tuple[Dependence, ...]
    gaps: tuple[Gap, ...]
    waiting: tuple[Waiting, ...]
    unknown: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]


def ship_named(name: str, found: Facts | None = None) -> Ship:
    """The kind of ship of that name.

    Raises:
        QuestionError: there is none.
    """
    known = taken(found).ships
    if name not in known:
        raise QuestionError(f"no kind of ship {name!r} is known{near(name, [*known])}: {', '.join(known)}")
    return known[name]


def cut(
    names: Sequence[str], *, on: str, state: str | None = None, ship: str = "container", draught: float | None = None,
    flows: Iterable[Flow] | None = None, given: Iterable[Capacity] = (), closed: float | None = None,
    fuel: tuple[float, float] = FUEL, found: Facts | None = None,
) -> Cut:  # fmt: skip
    """What a cut does: detours, flows, the state's dependence and the ships that wait.

    Args:
        names: chokepoints by id or name.
        on: a year, month or day.
        state: ISO 3166 code of a state, or a region; without it all regions are asked.
        ship: kind of ship whose draught, speed, charter and fuel are assumed.
        draught: metres, where it is not the ship's.
        flows: those to ask; without them the oil flows of the facts.
        given: capacities that go before those of the facts.
        closed: days after which it opens again; without it the cut lasts.
        fuel: US dollars a tonne, low and high.
        found: the facts, where they are not those of the package.

    Raises:
        QuestionError: a chokepoint, state or kind of ship that is not known, or a date outside the facts.
        DatasetError: flows of one commodity in several units.
    """
    known = taken(found)
    shut = tuple(dict.fromkeys(named(name, known) for name in names))
    asked, kind, extra = month(on, known), ship_named(ship, known), tuple(given)
    code = None if state is None else state.upper().removeprefix("STATE:")
    deep = kind.draught if draught is None else draught
    voyages = _voyages(shut, code, kind, deep, fuel, known)
    rows = known.at(known.flows, asked) if flows is None else tuple(flows)
    reached = tuple(arrivals(rows, shut, asked, state=code, draught=deep, given=extra, found=known))
    dependence = _dependence(shut, asked, code, known)
    queues = () if closed is None else tuple(_queues(shut, asked, closed, extra, known))
    return Cut(
        chokepoints=shut, on=asked, state=code, ship=kind.ship, draught=deep, detours=voyages, arrivals=reached,
        dependence=dependence, waiting=queues,
        gaps=tuple(_gap(row, voyages, known.regions_of(row.state)) for row in dependence),
        unknown=tuple(_unknown(shut, code, dependence, queues, closed, known)),
        assumptions=tuple(_assumptions(kind, deep, fuel, reached, dependence, queues)),
        sources=_sources(shut, asked, [*(rows if reached else ()), *dependence], reached, queues, known),
    )  # fmt: skip


def _dependence(shut: Sequence[str], on: str, code: str | None, known: Facts) -> tuple[Dependence, ...]:
    held = known.at(known.dependence, on)
    return tuple(row for row in held if row.chokepoint in shut and code in (None, row.state))


def _voyages(
    shut: Sequence[str], code: str | None, kind: Ship, deep: float, fuel: tuple[float, float], known: Facts
) -> tuple[Detour, ...]:
    """All voyages to the state; or each pair of regions once, as every way is as long back as forth."""
    ends = tuple(known.regions) if code is None else known.regions_of(code)
    pairs = detours(shut, [*known.regions], ends, kind, draught=deep, fuel=fuel, found=known)
    return tuple(each for each in pairs if code is not None or each.origin < each.destination)


def _sources(
    shut: Sequence[str], on: str, rows: Sequence[Flow | Dependence], reached: Sequence[Arrival],
    queues: Sequence[Waiting], known: Facts,
) -> tuple[str, ...]:  # fmt: skip
    """Where the facts stand that the answer used, each once."""
    held = known.at(known.capacities, on)
    units, closed = {each.unit for each in reached}, {each.chokepoint for each in queues}
    limits = [row for row in held if row.unit in units or row.node in closed]
    counted = [row for row in known.traffic if row.chokepoint in closed and beside(row, on)]
    used = [*rows, *(known.places[node] for node in shut), *limits, *counted]
    return tuple(dict.fromkeys([*(id for row in used for id in row.sources), "weather-routing"]))


def _gap(row: Dependence, voyages: Sequence[Detour], coasts: Collection[str]) -> Gap:
    share = Range(row.low, row.high).by(0.01)
    late = [each.days for each in voyages if _hits(each, row, coasts)]
    days = [each for each in late if each is not None]
    whole = Range.over(days) if days and len(days) == len(late) else None
    detoured = None if whole is None else gap(share, whole)
    return Gap(row.state, row.chokepoint, row.what, share, detoured, gap(share, None))


def _hits(each: Detour, row: Dependence, coasts: Collection[str]) -> bool:
    """Whether a voyage is to or from the state's coasts, and passed the chokepoint, and cannot any more."""
    ends = {each.origin, each.destination}
    return bool(ends & set(coasts)) and row.chokepoint in each.through and each.state != "unchanged"


def _queues(
    shut: Sequence[str], on: str, closed: float, given: tuple[Capacity, ...], known: Facts
) -> Iterable[Waiting]:
    limits = capacities("transits a day", on, given, known)
    for node in shut:
        comes = arriving(node, on, known)
        if comes is not None:
            yield waiting(node, closed, comes, limits.get(node))


def _unknown(
    shut: Sequence[str], state: str | None, dependence: Sequence[Dependence], queues: Sequence[Waiting],
    closed: float | None, known: Facts,
) -> Iterable[str]:  # fmt: skip
    told = {row.chokepoint for row in dependence} if state is not None else set(shut)
    counted = {row.chokepoint for row in queues} if closed is not None else set(shut)
    remark = _elsewhere(state, known)
    for name in (known.places[node].name for node in shut if node not in told):
        yield f"how much of the trade of {state} passes the {name} is not in the facts of these years; {remark}"
    for name in (known.places[node].name for node in shut if node not in counted):
        yield f"how many ships pass the {name} in a day is not in the facts of these years"


def _elsewhere(state: str | None, known: Facts) -> str:
    others = sorted({row.chokepoint for row in known.dependence if row.state == state})
    return f"of {state} there are facts on {', '.join(others)}" if others else f"there are none on {state} at all"


def _assumptions(
    ship: Ship, draught: float, fuel: tuple[float, float], reached: Sequence[Arrival],
    dependence: Sequence[Dependence], queues: Sequence[Any],
) -> Iterable[str]:  # fmt: skip
    yield "nothing passes what is cut, and everything else is open and as it was"
    yield f"{ship.name}, laden, draught {draught:g} m: places that are too shallow for it are not passed"
    yield f"speed {ship.speed_low:g} to {ship.speed_high:g} knots; no calls in ports, no waiting, no weather"
    yield f"the length of a detour is right to {MODEL_ERROR:.0%} of itself (`foedera routes check`)"
    yield (
        f"charter {ship.charter_low:,.0f} to {ship.charter_high:,.0f} US dollars and {ship.fuel_low:g} to "
        f"{ship.fuel_high:g} t of fuel a day at {fuel[0]:g} to {fuel[1]:g} US dollars; insurance, crew and cargo "
        "are not counted"
    )
    yield (
        f"a passage of Suez that is saved saves {SUEZ_TOLL[0]:,.0f} to {SUEZ_TOLL[1]:,.0f} US dollars; other tolls are "
        "not known and left out"
    )
    yield f"figures are those of the month, or the last before it, at most {CARRIED} years old"
    if reached:
        yield "what arrives: from all others being served first to the destination being served first"
        yield "places without a known capacity in that unit let all through; what else passes them is not counted"
        yield "a pipeline takes what it could take beside what it carries already"
    if dependence:
        yield "the gap is a share of a year's trade of that kind; it is no share of GDP"
    if queues:
        yield "ships come steadily and all of them wait; the canal passes its capacity from the first day on"
