"""A heap of decisions that wait for a time, not for a member of staff: at most one time for each decision.

Decisions that wait for information, that take their time at a stage where nobody works, or whose patience in a queue
ends. Each decision knows its place in the heap, so that it can be taken out from the middle.
"""

from __future__ import annotations

from foedera.command.simulation.compiled import compiled
from foedera.command.simulation.tables import Row, Table, Whole

__all__ = ["push", "remove"]


@compiled
def push(timers: Table, decisions: Table, size: int, time: float, decision: Whole) -> None:
    """Adds a decision to a heap that holds `size` of them."""
    _rise(timers, decisions, size, time, decision)


@compiled
def remove(timers: Table, decisions: Table, size: int, place: Whole) -> None:
    """Takes out what stands at `place` (0: the earliest, of equal times the lowest number) of `size` decisions."""
    last = size - 1
    if place == last:
        return
    time, decision = timers[last]["time"], timers[last]["decision"]
    if place > 0 and _before(time, decision, timers[(place - 1) >> 1]):
        _rise(timers, decisions, place, time, decision)
    else:
        _sink(timers, decisions, last, place, time, decision)


@compiled
def _rise(timers: Table, decisions: Table, place: Whole, time: float, decision: Whole) -> None:
    while place > 0:
        above = (place - 1) >> 1
        if not _before(time, decision, timers[above]):
            break
        _put(timers, decisions, place, timers[above]["time"], timers[above]["decision"])
        place = above
    _put(timers, decisions, place, time, decision)


@compiled
def _sink(timers: Table, decisions: Table, size: int, place: Whole, time: float, decision: Whole) -> None:
    while 2 * place + 1 < size:
        below = 2 * place + 1
        if below + 1 < size and _before(timers[below + 1]["time"], timers[below + 1]["decision"], timers[below]):
            below += 1
        if _before(time, decision, timers[below]):
            break
        _put(timers, decisions, place, timers[below]["time"], timers[below]["decision"])
        place = below
    _put(timers, decisions, place, time, decision)


@compiled
def _put(timers: Table, decisions: Table, place: Whole, time: float, decision: Whole) -> None:
    row = timers[place]
    row["time"] = time
    row["decision"] = decision
    decisions[decision]["place"] = place


@compiled
def _before(time: float, decision: Whole, other: Row) -> bool:
    return bool(time < other["time"] or (time == other["time"] and decision < other["decision"]))
