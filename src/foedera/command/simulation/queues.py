"""Decisions that wait at posts: for each post and priority one queue, linked through the decisions themselves."""

from __future__ import annotations

import numpy as np

from foedera.command.simulation.compiled import folded
from foedera.command.simulation.tables import Table, Whole

__all__ = ["append", "first", "unlink"]


@folded
def append(queues: Table, decisions: Table, queue: int, decision: Whole) -> None:
    """Puts a decision at the end of a queue."""
    row, ends = decisions[decision], queues[queue]
    last = ends["tail"]
    row["queue"] = queue
    row["before"] = last
    row["after"] = -1
    if last >= 0:
        decisions[last]["after"] = decision
    else:
        ends["head"] = decision
    ends["tail"] = decision


@folded
def unlink(queues: Table, decisions: Table, decision: Whole) -> None:
    """Takes a decision out of the queue in which it stands."""
    row = decisions[decision]
    ends = queues[row["queue"]]
    before, after = row["before"], row["after"]
    if before >= 0:
        decisions[before]["after"] = after
    else:
        ends["head"] = after
    if after >= 0:
        decisions[after]["before"] = before
    else:
        ends["tail"] = before


@folded
def first(queues: Table, queue: int) -> Whole:
    """The first decision in the first queue from `queue` on that is not empty."""
    while queues[queue]["head"] < 0:
        queue += 1
    return np.int64(queues[queue]["head"])
