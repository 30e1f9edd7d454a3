"""When decisions arise: the streams of all flows, merged in the order of time."""

from __future__ import annotations

import numpy as np

from foedera.command.simulation.compiled import compiled
from foedera.command.simulation.draws import FIRST, at, drawn
from foedera.command.simulation.tables import Row, Table

__all__ = ["arrivals"]


@compiled
def arrivals(flows: Table, rates: Table, decisions: Table, until: float) -> int:
    """Writes the decisions that arise by the hour `until`, in the order of time, as many as there is room for.

    The time to the next decision of a flow is drawn at a rate of one an hour and stretched to the rate of the moment,
    piece by piece (inversion of the cumulated rate): a surge brings the same decisions, faster.

    Returns:
        How many there are.
    """
    for flow in range(flows.size):
        _draw(flows[flow], rates, 0.0)
    for place in range(decisions.size):
        soonest = 0
        for flow in range(1, flows.size):
            if flows[flow]["due"] < flows[soonest]["due"]:
                soonest = flow
        row = flows[soonest]
        time = row["due"]
        if time > until or time == np.inf:
            return place
        decision = decisions[place]
        decision["flow"] = soonest
        decision["stage"] = row["first"]
        decision["number"] = row["number"]
        decision["arrived"] = time
        decision["done"] = np.nan
        row["number"] += 1
        _draw(row, rates, time)
    return decisions.size


@compiled
def _draw(flow: Row, rates: Table, time: float) -> None:
    """Sets when a flow's next decision arises, the one before at `time`."""
    gap = drawn(flow["spacing"], 1.0, flow["spacing_form"], at(flow["random"], flow["number"], FIRST))
    piece = flow["piece"]
    last = flow["rate_end"] - 1
    while piece < last and gap > (rates[piece + 1]["start"] - time) * rates[piece]["rate"]:
        gap -= (rates[piece + 1]["start"] - time) * rates[piece]["rate"]
        piece += 1
        time = rates[piece]["start"]
    flow["piece"] = piece
    rate = rates[piece]["rate"]
    flow["due"] = time + gap / rate if rate > 0.0 else np.inf
