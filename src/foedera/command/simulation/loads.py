"""The load of each post: work that comes to it by work that it can do; from 1 on its queue grows without end."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from foedera.command.simulation.network import WEEK, Network, Station
from foedera.command.simulation.theory import visits

__all__ = ["Load", "loads", "overloaded"]


class Load(msgspec.Struct, frozen=True, gc=False):
    """The load of a post: in quiet times, and at the worst of a surge (None: there is none).

    `growth` is by how many decisions an hour its queue grows in quiet times where the load is above 1, else 0. `work`
    is the mean hours of work on one decision there.
    """

    station: str
    quiet: float
    peak: float | None
    growth: float
    work: float

    @property
    def stable(self) -> bool:
        """Whether the post keeps up in quiet times."""
        return self.quiet < 1.0


def loads(network: Network) -> tuple[Load, ...]:
    """The load of each post by rates, work, hours of duty and relief; stages that are cut off count in full."""
    turns = sorted({0.0, *(flow_turn for flow in network.flows for flow_turn, _ in flow.rates())})
    found = []
    table = [_demand(network, hour) for hour in turns]
    quiet = _demand(network, turns[-1])
    surging = any(flow.surges for flow in network.flows)
    for place, station in enumerate(network.stations):
        able = station.staff * _share(station)
        load = quiet[place][0] / able
        peak = max(demand[place][0] for demand in table) / able if surging else None
        work = quiet[place][0] / quiet[place][1] if quiet[place][1] else 1.0
        found.append(Load(station.name, load, peak, max(0.0, quiet[place][0] - able) / work if work else 0.0, work))
    return tuple(found)


def overloaded(network: Network) -> tuple[Load, ...]:
    """The posts whose queues grow without end, the most loaded first."""
    return tuple(sorted((load for load in loads(network) if not load.stable), key=lambda load: -load.quiet))


def _demand(network: Network, hour: float) -> list[tuple[float, float]]:
    """For each station: hours of work that come to it in an hour, and how many decisions, at the rates of that hour."""
    place = {station.name: number for number, station in enumerate(network.stations)}
    nominal = [[0.0, 0.0] for _ in network.stations]
    for flow in network.flows:
        rate = [each for start, each in flow.rates() if start <= hour][-1]
        for stage, often in zip(flow.stages, visits(flow), strict=True):
            if stage.station is not None:
                nominal[place[stage.station]][0] += rate * float(often) * stage.work.mean
                nominal[place[stage.station]][1] += rate * float(often)
    demand = [[0.0, 0.0] for _ in network.stations]
    for number, station in enumerate(network.stations):
        for taker, share in _takers(network, station).items():
            extra = station.handover * nominal[number][1] if taker != station.name else 0.0
            other = network.stations[place[taker]]
            demand[place[taker]][0] += share * (nominal[number][0] * other.pace + extra)
            demand[place[taker]][1] += share * nominal[number][1]
    return [(work, count) for work, count in demand]


def _takers(network: Network, station: Station) -> dict[str, float]:
    """Who takes what comes to a station, as shares of the week: itself, or whoever relieves it.

    What comes while neither it nor its reliefs are on duty is taken by the first of them that is on duty next.
    """
    chain = [station]
    while (relief := chain[-1].relief) is not None and relief not in [each.name for each in chain]:
        chain.append(network.station(relief))
    hours = sorted({0.0, WEEK, *(hour for each in chain for pair in each.duty or () for hour in pair)})
    taken: dict[str, float] = {}
    waiting = 0.0
    for start, end in [*pairwise(hours), *pairwise(hours)]:
        taker = next((each.name for each in chain if _on(each, start)), None)
        if taker is None:
            waiting += end - start
        else:
            taken[taker] = taken.get(taker, 0.0) + end - start + waiting
            waiting = 0.0
    whole = sum(taken.values())
    return {name: share / whole for name, share in taken.items()}


def _on(station: Station, hour: float) -> bool:
    return station.duty is None or any(start <= hour < end for start, end in station.duty)


def _share(station: Station) -> float:
    """The share of the week in which a station is on duty."""
    return 1.0 if station.duty is None else sum(end - start for start, end in station.duty) / WEEK
