"""The load of each post: work that comes to it by work that it can do; from 1 on its queue grows without end.

A step with a limit of time takes no more of a post than the limit (`foedera.command.simulation.cut`), and what it waits
for longer leaves the queue by itself: a queue grows without end only by what waits without limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import msgspec

from foedera.command.simulation.cut import cut_mean
from foedera.command.simulation.network import WEEK, Flow, Network, Stage, Station
from foedera.command.simulation.theory import visits

__all__ = ["Load", "loads", "overloaded"]


class Load(msgspec.Struct, frozen=True, gc=False):
    """The load of a post: in quiet times, and at the worst of a surge (None: there is none).

    `growth` is by how many decisions an hour its queue grows in quiet times where it does, else 0. `work` is the mean
    hours of work on one decision there. `lasting` is the part of `quiet` that no limit of time takes out of the queue.
    """

    station: str
    quiet: float
    peak: float | None
    growth: float
    work: float
    lasting: float

    @property
    def stable(self) -> bool:
        """Whether the post's queue does not grow without end in quiet times."""
        return self.lasting < 1.0


class _Demand(NamedTuple):
    """What one kind of decision brings to a station: its priority, whether it waits without limit, hours of work in an
    hour, and how many decisions."""

    priority: int
    lasting: bool
    work: float
    came: float


def loads(network: Network) -> tuple[Load, ...]:
    """The load of each post by rates, work, limits of time, hours of duty and relief.

    Of a step with a limit it counts the most that the step may take: it is less where the decision waits before.
    """
    turns = sorted({0.0, *(start for flow in network.flows for start, _ in flow.rates())})
    surging = any(flow.surges for flow in network.flows)
    table = [_demand(network, hour) for hour in turns]
    return tuple(
        _load(station, table[-1][station.name], [each[station.name] for each in table] if surging else [])
        for station in network.stations
    )


def _load(station: Station, quiet: list[_Demand], surging: list[list[_Demand]]) -> Load:
    able = station.staff * _share(station)
    whole, count = sum(each.work for each in quiet), sum(each.came for each in quiet)
    work = whole / count if count else 1.0
    lasting = _lasting(quiet)
    return Load(
        station=station.name,
        quiet=whole / able,
        peak=max(sum(each.work for each in demand) for demand in surging) / able if surging else None,
        growth=max(0.0, lasting - able) / work if work else 0.0,
        work=work,
        lasting=lasting / able,
    )


def _lasting(demands: list[_Demand]) -> float:
    """Hours of work in an hour that stay in the queue: without limit of time, or always before some that are."""
    last = max((each.priority for each in demands if each.lasting and each.work > 0), default=-1)
    return sum(each.work for each in demands if each.lasting or each.priority < last)


def overloaded(network: Network) -> tuple[Load, ...]:
    """The posts whose queues grow without end, the most loaded first."""
    return tuple(sorted((load for load in loads(network) if not load.stable), key=lambda load: -load.quiet))


def _demand(network: Network, hour: float) -> dict[str, list[_Demand]]:
    """For each station: what each step of each kind brings to it, at the rates of that hour."""
    by_name = {station.name: station for station in network.stations}
    demand: dict[str, list[_Demand]] = {name: [] for name in by_name}
    takers = {name: _takers(network, station) for name, station in by_name.items()}
    for flow, stage, rate in _steps(network, hour):
        if stage.station is None:
            continue
        for taker, share in takers[stage.station].items():
            extra = by_name[stage.station].handover if taker != stage.station else 0.0
            work = cut_mean(stage.work.times(by_name[taker].pace), stage.within, extra)
            came = share * rate
            demand[taker].append(_Demand(flow.priority, stage.within is None, came * work, came))
    return demand


def _steps(network: Network, hour: float) -> Iterator[tuple[Flow, Stage, float]]:
    """Each stage of each flow, with how many decisions come to it in an hour."""
    for flow in network.flows:
        rate = [each for start, each in flow.rates() if start <= hour][-1]
        for stage, often in zip(flow.stages, visits(flow), strict=True):
            yield flow, stage, rate * float(often)


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
