"""A network as flat arrays, as the compiled event loop reads it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.draws import CONSTANT, ERLANG, EXPONENTIAL, HYPEREXPONENTIAL, LOGNORMAL, UNIFORM, key
from foedera.command.simulation.duty import joined
from foedera.command.simulation.network import WEEK, Flow, Law, Network, Stage
from foedera.command.simulation.tables import FLOW, RATE, STAGE, STATION, Table

__all__ = ["Plan", "plan"]

_CODES = {
    "constant": CONSTANT, "exponential": EXPONENTIAL, "uniform": UNIFORM, "erlang": ERLANG, "lognormal": LOGNORMAL,
    "hyperexponential": HYPEREXPONENTIAL,
}  # fmt: skip

_GRAIN = 2.0**20
"""Duty hours are rounded to 1/2^20 hour (3 ms), so that clock times of turns are exact in any week."""


class Plan(NamedTuple):
    """A network in arrays whose columns `foedera.command.simulation.tables` names.

    `stages` holds the stages of all flows one after another; `rates` and `duty` likewise the pieces of the flows' rates
    and the stations' turns of duty. `ranks` is the number of different priorities.

    The column `form` of a law is the relative half width of a uniform law, the number of phases of an Erlang law, the
    standard deviation of the logarithm of a lognormal one, the share of the first phase of a hyperexponential one.
    """

    flows: Table
    rates: Table
    stations: Table
    stages: Table
    duty: npt.NDArray[np.float64]
    ranks: int


def plan(network: Network) -> Plan:
    """The arrays of a network that was checked (`Network.check`)."""
    turns = [_turns(station.duty) for station in network.stations]
    return Plan(
        flows=_flows(network),
        rates=np.array([piece for flow in network.flows for piece in flow.rates()], RATE),
        stations=_stations(network, turns),
        stages=_stages(network),
        duty=np.array([turn for each in turns for turn in each], np.float64),
        ranks=len({flow.priority for flow in network.flows}),
    )


def _stations(network: Network, turns: list[list[float]]) -> Table:
    number = {station.name: place for place, station in enumerate(network.stations)}
    rows = np.zeros(len(number), STATION)
    rows["end"] = np.cumsum([station.staff for station in network.stations])
    rows["idle"] = [station.staff for station in network.stations]
    rows["first"] = rows["end"] - rows["idle"]
    rows["relief"] = [-1 if each.relief is None else number[each.relief] for each in network.stations]
    rows["duty_end"] = np.cumsum([len(each) for each in turns])
    rows["duty_first"] = rows["duty_end"] - [len(each) for each in turns]
    turning = [place for place, each in enumerate(turns) if each]
    rows["turning"][: len(turning)] = turning
    rows["pace"] = [station.pace for station in network.stations]
    rows["handover"] = [station.handover for station in network.stations]
    rows["pauses"] = [station.pauses for station in network.stations]
    rows["starts"] = rows["on"] = [_at_start(station.duty) for station in network.stations]
    return rows


def _flows(network: Network) -> Table:
    rows = np.zeros(len(network.flows), FLOW)
    rows["first"] = np.cumsum([0, *(len(flow.stages) for flow in network.flows)])[:-1]
    rows["spacing"] = [_CODES[flow.spacing.shape] for flow in network.flows]
    rows["spacing_form"] = [_form(flow.spacing) for flow in network.flows]
    pieces = [len(flow.rates()) for flow in network.flows]
    rows["rate_end"] = np.cumsum(pieces)
    rows["rate_first"] = rows["piece"] = rows["rate_end"] - pieces
    rows["random"] = [key(f"{flow.name}/arrival") for flow in network.flows]
    return rows


def _stages(network: Network) -> Table:
    number: dict[str | None, int] = {station.name: place for place, station in enumerate(network.stations)}
    ranks = sorted({flow.priority for flow in network.flows})
    rows = np.zeros(sum(len(flow.stages) for flow in network.flows), STAGE)
    place = 0
    for flow in network.flows:
        met: dict[str, int] = {}
        for step, stage in enumerate(flow.stages):
            row = rows[place + step]
            row["station"] = number.get(stage.station, -1)
            row["rank"] = ranks.index(flow.priority)
            row["to"] = place + stage.to
            row["last"] = step == len(flow.stages) - 1
            _put_laws(row, stage)
            for what, name in _sources(flow, stage, met).items():
                row[what] = key(name)
        place += len(flow.stages)
    return rows


def _put_laws(row: np.void, stage: Stage) -> None:
    late = stage.late if stage.lacking > 0 else None
    row["shape"], row["mean"], row["form"] = _CODES[stage.work.shape], stage.work.mean, _form(stage.work)
    row["late_shape"] = -1
    if late is not None:
        row["late_shape"], row["late_mean"], row["late_form"] = _CODES[late.shape], late.mean, _form(late)
    row["lacking"] = stage.lacking
    row["within"] = math.inf if stage.within is None else stage.within
    row["timed"] = late is not None or stage.station is None or stage.within is not None
    row["back"], row["settled"] = stage.back, stage.settled


def _sources(flow: Flow, stage: Stage, met: dict[str, int]) -> dict[str, str]:
    """Names of a stage's sources: what else it is called, or flow, station, and how often the route came there."""
    place = stage.source if stage.source is not None else f"{flow.name}/{stage.station}"
    met[place] = met.get(place, 0) + 1
    return {f"random_{what}": f"{place}/{met[place]}/{what}" for what in ("work", "late", "lacking", "outcome")}


def _form(law: Law) -> float:
    spread = law.variation
    if law.shape == "uniform":
        return math.sqrt(3.0) * spread
    if law.shape == "erlang":
        return float(law.phases)
    if law.shape == "lognormal":
        return math.sqrt(math.log1p(spread * spread))
    if law.shape == "hyperexponential":
        return 0.5 * (1.0 + math.sqrt((spread * spread - 1.0) / (spread * spread + 1.0)))
    return 0.0


def _turns(duty: tuple[tuple[float, float], ...] | None) -> list[float]:
    """Hours of the week at which a post goes on or off duty; the week's end is none where it stays on."""
    intervals = joined(duty) if duty is not None else None
    if intervals is None:
        return []
    hours = {round(hour * _GRAIN) / _GRAIN for interval in intervals for hour in interval}
    if intervals[0][0] == 0 and intervals[-1][1] == WEEK:
        hours -= {0.0, WEEK}
    return sorted(hours)


def _at_start(duty: tuple[tuple[float, float], ...] | None) -> bool:
    """Whether a post is on duty before the first of its turns in the week."""
    intervals = joined(duty) if duty is not None else None
    return intervals is None or (intervals[0][0] == 0 and intervals[-1][1] == WEEK)
