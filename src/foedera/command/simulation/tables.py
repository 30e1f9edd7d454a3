"""The flat arrays of the event loop: their columns. One row is one station, stage, decision and so on.

Times are in hours. Columns that hold a code: `shape` and `late_shape` (`foedera.command.simulation.draws`; -1: none).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "DECISION", "EVENT", "FLOW", "MEMBER", "NODE", "QUEUE", "RATE", "STAGE", "STATION", "TALLY", "TIMER", "Row",
    "Table", "Whole",
]  # fmt: skip

Table = npt.NDArray[np.void]
"""A one-dimensional array of rows."""

Whole = int | np.signedinteger[Any]
"""A whole number: in compiled code always one of 64 bits, however narrow the column from which it comes."""

Row = np.void
"""One row of a table; what is written to it is written to the table."""

STATION = np.dtype(
    [
        ("first", "i8"),  # place of the first of its staff, in the staff of all stations
        ("end", "i8"),  # place after the last
        ("idle", "i8"),  # how many of them are idle
        ("length", "i8"),  # how many decisions wait
        ("relief", "i8"),  # the station that relieves it; -1: none
        ("duty_first", "i8"),  # place of its first turn of duty, in the turns of all stations
        ("duty_end", "i8"),  # place after the last
        ("pace", "f8"),  # factor on the time that work takes
        ("handover", "f8"),  # hours that handing over adds
        ("turning", "i8"),  # of row k: the k-th station with duty hours
        ("begun", "i8"),  # decisions that count and began to be worked on here
        ("work", "f8"),  # hours of work on them
        ("pauses", "?"),  # whether work in hand pauses while it is off duty
        ("starts", "?"),  # whether it is on duty when the week begins
        ("on", "?"),  # whether it is on duty now
    ],
    align=True,
)

STAGE = np.dtype(
    [
        ("station", "i8"),  # -1: nobody works, it only takes its time
        ("rank", "i8"),  # rank of its flow's priority: 0 goes first
        ("shape", "i8"),
        ("mean", "f8"),
        ("form", "f8"),  # see `foedera.command.simulation.plan`
        ("late_shape", "i8"),  # -1: information is there at once
        ("late_mean", "f8"),
        ("late_form", "f8"),
        ("lacking", "f8"),  # share of decisions whose information is late
        ("within", "f8"),  # hours after which the decision moves on; infinity: it waits
        ("back", "f8"),  # share that is sent back
        ("to", "i8"),  # to which stage
        ("settled", "f8"),  # share that is decided here
        ("timed", "?"),  # whether a decision may need a timer here
        ("last", "?"),  # whether it is the last of its flow
        ("random_work", "u8"),  # keys of its four sources of random numbers; in a replication, where each begins
        ("random_late", "u8"),
        ("random_lacking", "u8"),
        ("random_outcome", "u8"),
        ("begun", "i8"),  # decisions that count and began to be worked on
        ("left", "i8"),  # those that went on without
        ("waits", "f8"),  # hours that they had waited since they came to the stage
    ],
    align=True,
)

FLOW = np.dtype(
    [
        ("first", "i8"),  # its first stage
        ("number", "i8"),  # how many of its decisions arose
        ("due", "f8"),  # when the next one arises
        ("piece", "i8"),  # the piece of rate at that time
        ("spacing", "i8"),  # shape and form of the law of the time between arrivals
        ("spacing_form", "f8"),
        ("rate_first", "i8"),  # place of its first piece of rate, in the pieces of all flows
        ("rate_end", "i8"),  # place after the last
        ("random", "u8"),  # its source of random numbers, as in a stage
    ],
    align=True,
)

RATE = np.dtype([("start", "f8"), ("rate", "f8")])

DECISION = np.dtype(
    [
        ("arrived", "f8"),  # when it arose
        ("done", "f8"),  # when it was taken; not a number: still open
        ("joined", "f8"),  # when it came to its stage
        ("carry", "f8"),  # hours that hand-over adds to its work
        ("stage", "i4"),
        ("turn", "i4"),  # how often it was sent back
        ("number", "i4"),  # its number in its flow
        ("after", "i4"),  # its neighbours in the queue in which it stands; -1: none
        ("before", "i4"),
        ("queue", "i4"),  # that queue: station times ranks of priority plus rank
        ("place", "i4"),  # its place in the heap of timers
        ("flow", "i2"),
        ("timer", "i1"),  # what its timer means
    ],
    align=True,
)

QUEUE = np.dtype([("head", "i4"), ("tail", "i4")])

NODE = np.dtype([("time", "f8"), ("source", "i8")])

TIMER = np.dtype([("time", "f8"), ("decision", "i8")])

MEMBER = np.dtype([("decision", "i8"), ("free", "i8"), ("station", "i8")])

TALLY = np.dtype(
    [
        ("events", "i8"),  # so far
        ("size", "i8"),  # decisions that will arise
        ("arrived", "i8"),  # that arose
        ("inside", "i8"),  # that are open
        ("left", "i8"),  # that are still to take
        ("timers", "i8"),  # that run
        ("turning", "i8"),  # stations with duty hours
        ("staff", "i8"),  # of all stations
        ("ranks", "i8"),  # of priority
        ("low", "i8"),  # the first decision that counts for stations and stages
        ("high", "i8"),  # the first that no longer does
        ("now", "f8"),  # the time of the last event
        ("area", "f8"),  # the integral of the number of open decisions over time
    ]
)

EVENT = np.dtype([("time", "f8"), ("source", "i8"), ("decision", "i8")])
