"""Which flows still arrive: maximum flow and minimum cut of the network, with the capacities that are known.

What several states are sent makes one network with one source and one sink: what arrives at most is exact, given the
capacities, where it comes from one place (Ford and Fulkerson 1956: the maximum flow equals the minimum cut); where it
comes from several it is an upper bound, as goods are not told apart. A place without a known capacity in the flow's
unit lets everything through, and the answer lists it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from foedera.model.errors import DatasetError
from foedera.spillover.routes.detours import Range
from foedera.spillover.routes.facts import Capacity, Facts, Flow, taken
from foedera.spillover.routes.network import sea, ways

if TYPE_CHECKING:
    import networkx

__all__ = ["Arrival", "arrivals", "bottleneck", "capacities"]

_SOURCE, _SINK = "the world", "the states"
_CORNERS = ((True, True), (True, False), (False, True), (False, False))
"""Low or high capacities with low or high flows."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What of a destination's flows of one commodity still arrives, in the flows' unit.

    `arrives` reaches from what is left if all others are served first to what comes if the destination is. `all` is
    the same for all destinations together. `limits` are the places that the minimum cut names; `unlimited` those on
    the shortest ways left for which no capacity is known in this unit.
    """

    destination: str
    commodity: str
    unit: str
    wanted: Range
    before: Range
    arrives: Range
    all: Range
    lost: Range
    state: Literal["all arrives", "part arrives", "nothing arrives"]
    limits: tuple[str, ...]
    unlimited: tuple[str, ...]


def capacities(unit: str, on: str, given: Iterable[Capacity] = (), found: Facts | None = None) -> dict[str, Range]:
    """The capacities in one unit that hold in a month; those that are given go before those of the facts."""
    known = taken(found)
    here = {row.node: Range(row.low, row.high) for row in known.at(known.capacities, on) if row.unit == unit}
    return here | {row.node: Range(row.low, row.high) for row in given if row.unit == unit}


def bottleneck(graph: networkx.DiGraph, source: str, sink: str) -> tuple[float, list[tuple[str, str]]]:
    """The maximum flow from source to sink, and the edges of a minimum cut, whose capacities sum to it.

    Edges have `capacity`; an edge without one lets everything through.

    Raises:
        DatasetError: everything could flow without any limit.
    """
    import networkx as nx

    try:
        value, (reached, rest) = nx.minimum_cut(graph, source, sink)
    except nx.NetworkXUnbounded as error:
        raise DatasetError(f"the flow from {source} to {sink} has no limit: give the amount of each flow") from error
    return float(value), sorted((a, b) for a in reached for b in graph.successors(a) if b in rest)


def arrivals(
    rows: Iterable[Flow], cut: Collection[str], on: str, *, state: str | None = None, draught: float = 0.0,
    given: Iterable[Capacity] = (), found: Facts | None = None,
) -> list[Arrival]:  # fmt: skip
    """What still arrives of each destination's flows of each commodity, where some chokepoints are cut.

    Args:
        rows: the flows of all destinations, which share what is left; ends are regions or states.
        cut: ids of chokepoints that nothing passes.
        on: the month (YYYY-MM) whose capacities are taken.
        state: answer only for this destination.
        draught: of the ships, in metres.
        given: capacities that go before those of the facts.
        found: the facts, where they are not those of the package.

    Raises:
        DatasetError: one commodity in several units.
        QuestionError: a region or state that is not known.
    """
    known = taken(found)
    extra = tuple(given)
    bundles: dict[str, list[Flow]] = defaultdict(list)
    for row in rows:
        bundles[row.commodity].append(row)
    out = []
    for commodity, bundle in bundles.items():
        units = sorted({row.unit for row in bundle})
        if len(units) > 1:
            raise DatasetError(f"{commodity} is given in several units: {', '.join(units)}; one commodity has one unit")
        limits = capacities(units[0], on, extra, known)
        ends = [end for end in dict.fromkeys(row.destination for row in bundle) if state in (None, end)]
        out += [_arrival(bundle, end, frozenset(cut), limits, draught, known) for end in ends]
    return out


class _Sea(msgspec.Struct, frozen=True):
    """What the maximum flow is asked of: the facts, what is cut, the capacities at one of their ends, the draught."""

    known: Facts
    cut: frozenset[str]
    limits: Mapping[str, float]
    draught: float


class _Corner(msgspec.Struct, frozen=True):
    """A destination's flow with capacities and flows at their low or high ends."""

    before: Range
    arrives: Range
    lost: Range
    whole: Range
    limits: frozenset[str]


def _arrival(
    bundle: list[Flow], end: str, cut: frozenset[str], limits: Mapping[str, Range], draught: float, known: Facts
) -> Arrival:
    rows = [row for row in bundle if row.destination == end]
    corners = []
    for low_limit, low_flow in _CORNERS:
        taken_at = {id: limit.low if low_limit else limit.high for id, limit in limits.items()}
        corners.append(_corner(bundle, end, _Sea(known, cut, taken_at, draught), low_flow))
    wanted, arrives = Range.sum(rows), _rounded(Range.over(each.arrives for each in corners))
    lost = _rounded(Range.over(each.lost for each in corners))
    return Arrival(
        destination=end, commodity=rows[0].commodity, unit=rows[0].unit, wanted=wanted, arrives=arrives, lost=lost,
        before=_rounded(Range.over(each.before for each in corners)),
        all=_rounded(Range.over(each.whole for each in corners)), state=_state(lost, arrives, wanted),
        limits=tuple(sorted(set().union(*(each.limits for each in corners)))),
        unlimited=_unlimited(rows, cut, limits, draught, known),
    )  # fmt: skip


def _corner(bundle: list[Flow], end: str, left: _Sea, low: bool) -> _Corner:
    rows = [row for row in bundle if row.destination == end]
    others = [row for row in bundle if row.destination != end]
    before, _ = _most(rows, low, msgspec.structs.replace(left, cut=frozenset()))
    alone, through = _most(rows, low, left)
    whole, whole_through = _most(bundle, low, left)
    last = max(0.0, whole - _most(others, low, left)[0])
    arrives = Range(last, alone)
    lost = Range(max(0.0, before - alone), max(0.0, before - last))
    named = {*through, *whole_through} & {*left.cut, *left.limits} if last < before else set()
    return _Corner(Range(before, before), arrives, lost, Range(whole, whole), frozenset(named))


def _rounded(found: Range) -> Range:
    """To twelve digits: differences of sums are no more exact."""
    return Range(*(float(f"{end:.12g}") if end > 1e-9 else 0.0 for end in (found.low, found.high)))


def _state(lost: Range, arrives: Range, wanted: Range) -> Literal["all arrives", "part arrives", "nothing arrives"]:
    if lost.high <= 1e-9 * max(wanted.high, 1.0):
        return "all arrives"
    return "part arrives" if arrives.high > 0 else "nothing arrives"


def _unlimited(
    rows: list[Flow], cut: frozenset[str], limits: Mapping[str, Range], draught: float, known: Facts
) -> tuple[str, ...]:
    left = sea(cut, draught=draught, found=known)
    ends = {(origin, row.destination) for row in rows for origin in known.regions_of(row.origin)}
    found = [each for origin, end in ends for each in ways(left, origin, known.regions_of(end))]
    return tuple(sorted({place for each in found for place in each.through(known)} - set(limits)))


def _most(rows: Sequence[Flow], low: bool, left: _Sea) -> tuple[float, list[str]]:
    """The maximum flow, and the places that the minimum cut goes through."""
    held = _held(left)
    seas = _seas(left.known, held)
    graph = _straits(left.known, held, seas)
    _add_flows(graph, rows, low, left.known, seas)
    value, edges = bottleneck(graph, _SOURCE, _SINK)
    return value, [a.removesuffix(" in") for a, b in edges if a.endswith(" in") and b.endswith(" out")]


def _held(left: _Sea) -> dict[str, float]:
    """The places that do not let everything through, and what they do: nothing where cut or too shallow."""
    shallow = [id for id, place in left.known.places.items() if place.draught and place.draught < left.draught]
    pipelines = [id for id, place in left.known.places.items() if place.kind == "pipeline"]
    return dict.fromkeys(pipelines, 0.0) | dict(left.limits) | dict.fromkeys((*shallow, *left.cut), 0.0)


def _seas(known: Facts, held: Mapping[str, float]) -> dict[str, str]:
    """For each place that lets everything through, the sea it lies in: between its places everything can pass."""
    import networkx as nx

    open_sea = nx.Graph()
    open_sea.add_nodes_from(id for id in known.places if id not in held)
    open_sea.add_edges_from(leg for leg in known.legs if not held.keys() & set(leg))
    return {id: f"sea {at}" for at, part in enumerate(nx.connected_components(open_sea)) for id in part}


def _straits(known: Facts, held: Mapping[str, float], seas: Mapping[str, str]) -> networkx.DiGraph:
    """Seas as nodes; each place with a capacity an edge from its "in" to its "out"; legs both ways, without limit."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from((_SOURCE, _SINK))
    graph.add_edges_from((f"{id} in", f"{id} out", {"capacity": capacity}) for id, capacity in held.items())
    both_ways = [leg for pair in known.legs for leg in (pair, pair[::-1]) if held.keys() & set(pair)]
    graph.add_edges_from((seas.get(a, f"{a} out"), seas.get(b, f"{b} in")) for a, b in both_ways)
    return graph


def _add_flows(graph: networkx.DiGraph, rows: Sequence[Flow], low: bool, known: Facts, seas: Mapping[str, str]) -> None:
    wanted: dict[str, float] = defaultdict(float)
    for at, row in enumerate(rows):
        amount = row.low if low else row.high
        wanted[row.destination] += amount
        graph.add_edge(_SOURCE, f"flow {at} in", capacity=amount)
        graph.add_edges_from((f"flow {at} in", seas.get(id, f"{id} out")) for id in known.regions_of(row.origin))
    for end, amount in wanted.items():
        graph.add_edge(f"{end} end", _SINK, capacity=amount)
        graph.add_edges_from((seas.get(id, f"{id} in"), f"{end} end") for id in known.regions_of(end))
