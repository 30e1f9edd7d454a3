"""Replications of a network: each with random numbers of its own, as many at a time as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.agenda import tree
from foedera.command.simulation.draws import begun, run
from foedera.command.simulation.loop import replicate
from foedera.command.simulation.plan import Plan
from foedera.command.simulation.tables import DECISION, EVENT, MEMBER, QUEUE, TALLY, TIMER, Table

__all__ = ["Run", "replication", "replications"]

T = TypeVar("T")


class Run(NamedTuple):
    """What came of one replication.

    Attributes:
        flow, arrived, done: of each decision in the order of arrival: its kind, when it arose and when it was taken
            (not a number: still open).
        stations, stages: the network's tables with what was counted at each (`foedera.command.simulation.tables`).
        low, high: the decisions that count there, from the first to before the other.
        events: how many there were.
        area: the integral of the number of open decisions over time, in decision hours.
        end: the hour at which it ended.
        log: what happened, in order, where it was asked for.
    """

    flow: npt.NDArray[np.int16]
    arrived: npt.NDArray[np.float64]
    done: npt.NDArray[np.float64]
    stations: Table
    stages: Table
    low: int
    high: int
    events: int
    area: float
    end: float
    log: Table

    @property
    def hours(self) -> npt.NDArray[np.float64]:
        """Hours from when each decision arose to when it was taken."""
        return self.done - self.arrived


def replication(
    plan: Plan, seed: int, number: int, decisions: int, *, until: float = np.inf, stop: float = np.inf,
    low: int = 0, high: int | None = None, log: int = 0,
) -> Run:  # fmt: skip
    """One replication.

    Args:
        plan: the network.
        seed, number: from which seed, and which replication of it: the same numbers give the same run, anywhere.
        decisions: how many arise at most.
        until: the hour after which none arises any more.
        stop: the hour at which it ends, whatever is still open; infinity: when all are taken.
        low, high: the decisions that count at stations and stages (all where nothing is said).
        log: how many events to write down.
    """
    flows, stations, stages = plan.flows.copy(), plan.stations.copy(), plan.stages.copy()
    begun(flows, stages, run(seed, number))
    tallies = np.zeros(1, TALLY)
    tally = tallies[0]
    tally["turning"] = np.count_nonzero(stations["duty_end"] > stations["duty_first"])
    tally["staff"] = staff = int(stations["end"][-1])
    tally["ranks"] = plan.ranks
    tally["low"], tally["high"] = low, decisions if high is None else high
    made = np.zeros(decisions, DECISION)
    queues = np.full(stations.size * plan.ranks, -1, QUEUE)
    timers = np.empty(decisions if stages["timed"].any() else 0, TIMER)
    events = np.zeros(log, EVENT)
    nodes = tree(int(tally["turning"]) + staff + 2)
    replicate(
        flows, plan.rates, stations, stages, plan.duty, made, queues, _staff(stations), nodes, timers, tallies, until,
        stop, events,
    )  # fmt: skip
    size = int(tally["size"])
    return Run(
        made["flow"][:size], made["arrived"][:size], made["done"][:size], stations, stages, low,
        int(min(tally["high"], size)), int(tally["events"]), float(tally["area"]), float(tally["now"]),
        events[: int(tally["events"])],
    )  # fmt: skip


def replications(number: int, made: Callable[[int], T], *, cores: int | None = None) -> list[T]:
    """What `made` gives for replications 0 to before `number`, in order, on so many cores (None: on all)."""
    workers = min(number, cores or _cores())
    if workers <= 1:
        return [made(each) for each in range(number)]
    first = made(0)  # by itself: it may have to compile the loop, which no two threads should do
    with ThreadPoolExecutor(workers) as pool:
        return [first, *pool.map(made, range(1, number))]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _staff(stations: Table) -> Table:
    """All staff idle; the first of each station is taken first."""
    staff = np.empty(int(stations["end"][-1]), MEMBER)
    staff["decision"] = -1
    staff["station"] = np.repeat(np.arange(stations.size), stations["idle"])
    staff["free"] = (stations["first"] + stations["end"] - 1)[staff["station"]] - np.arange(staff.size)
    return staff
