"""The event loop: one replication of a network, compiled, over flat arrays.

Rules, the same as those of the plain twin (`foedera.command.simulation.twin`), which it must match event by event:

- Of events at the same time, posts that go on or off duty come first, then staff who have finished, then timers, then
  the next arrival; within each, the one with the lower number.
- Who has finished takes the next waiting decision (lowest priority number, of these the one that waits longest) before
  the finished one moves on.
- A post that is off duty takes nothing new; what it is working on it finishes, or pauses.
- What waits at a post that is off duty passes to its relief, or to that one's, as soon as one of them is on duty.

The functions take the same arrays in the same order, rows as `foedera.command.simulation.tables` has them: `stations`,
`stages` and `duty` (the turns of duty), which are the network; `decisions`; `queues`; `staff`, whose column `free`
holds, from each station's first place on, who of it is idle; `nodes`, the agenda, whose sources are the stations with
duty hours, then the staff, then the timers, then the arrivals; `timers`; `tally`, a row of counts.
Nothing is allocated here: `foedera.command.simulation.runs` prepares the arrays.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.agenda import schedule
from foedera.command.simulation.arrivals import arrivals
from foedera.command.simulation.compiled import compiled, entry, folded
from foedera.command.simulation.draws import FIRST, at, drawn, uniform
from foedera.command.simulation.duty import finish, next_turn
from foedera.command.simulation.queues import append, first, unlink
from foedera.command.simulation.tables import Row, Table, Whole
from foedera.command.simulation.timers import push, remove

__all__ = ["replicate"]

Floats = npt.NDArray[np.float64]

_QUEUED, _AWAITING, _RESTING = map(np.int64, (1, 2, 3))
"""What a decision's timer means: patience in a queue; information; a stage where nobody works.

Constants and numbers of decisions are all 64-bit integers, so that each function is compiled once, not once for each
type (or literal) with which it is called.
"""

_NOBODYS = np.int64(-1)
"""The decision of an event that concerns none."""

_STAYS, _ENTERS, _JOINS = range(3)
"""What an event does with its decision: nothing more; it comes to a stage; its information is there too."""


@entry
def replicate(
    flows: Table, rates: Table, stations: Table, stages: Table, duty: Floats, decisions: Table, queues: Table,
    staff: Table, nodes: Table, timers: Table, tallies: Table, until: float, stop: float, log: Table,
) -> None:  # fmt: skip
    """Runs one replication; what comes of it stands in the arrays.

    Args:
        flows, rates, stations, stages, duty: the network (`foedera.command.simulation.plan.Plan`), each column `random`
            moved to where the stream of this replication begins.
        decisions, queues, staff, nodes, timers, tallies: as they are before anything happens.
        until: the hour after which no decision arises any more.
        stop: the hour at which it ends, whatever is still open; infinity: when all are taken.
        log: room for what happens (rows `EVENT`); none: nothing is kept.
    """
    tally = tallies[0]
    tally["size"] = tally["left"] = arrivals(flows, rates, decisions, until)
    _begin(stations, duty, decisions, nodes, tally)
    while tally["left"] > 0:
        time = nodes[1]["time"]
        if time > stop or time == np.inf:
            break
        tally["area"] += (time - tally["now"]) * tally["inside"]
        tally["now"] = time
        source = nodes[1]["source"]
        member = source - tally["turning"]
        moves = _STAYS
        decision = _NOBODYS
        if member < 0:
            _turn(stations, stages, duty, decisions, queues, staff, nodes, timers, tally, source, time)
        elif member < tally["staff"]:
            decision = np.int64(staff[member]["decision"])
            waiting = _freed(stations, decisions, queues, staff, nodes, timers, tally, member)
            if waiting >= 0:
                station = stations[staff[member]["station"]]
                _start(station, stages, duty, decisions[waiting], nodes, tally, waiting, member, time)
            moves = _advanced(stages, decisions[decision], tally, time)
        elif member == tally["staff"]:
            decision = np.int64(timers[0]["decision"])
            moves = _rung(stages, stations, decisions, queues, nodes, timers, tally, decision, time)
        else:
            decision = np.int64(tally["arrived"])
            _arrive(decisions, nodes, tally, source)
            moves = _ENTERS
        if moves == _ENTERS and stages[decisions[decision]["stage"]]["late_shape"] >= 0:
            moves = _entered(stages, decisions, nodes, timers, tally, decision, time)
        if moves != _STAYS:
            member = _joined(stations, stages, decisions, queues, staff, nodes, timers, tally, decision, time)
            if member >= 0:
                station = stations[staff[member]["station"]]
                _start(station, stages, duty, decisions[decision], nodes, tally, decision, member, time)
        event = tally["events"]
        tally["events"] = event + 1
        if event < log.size:
            _write(log[event], time, source, decision)
    if stop < np.inf:
        tally["area"] += (stop - tally["now"]) * tally["inside"]
        tally["now"] = stop


@compiled
def _write(row: Row, time: float, source: int, decision: Whole) -> None:
    row["time"] = time
    row["source"] = source
    row["decision"] = decision


@compiled
def _begin(stations: Table, duty: Floats, decisions: Table, nodes: Table, tally: Row) -> None:
    """Plans the first turn of each station with duty hours, and the first arrival."""
    for source in range(tally["turning"]):
        schedule(nodes, source, next_turn(stations[stations[source]["turning"]], duty, -1.0))
    if tally["left"] > 0:
        schedule(nodes, tally["turning"] + tally["staff"] + 1, decisions[0]["arrived"])


@folded
def _arrive(decisions: Table, nodes: Table, tally: Row, source: int) -> None:
    """The next decision arises."""
    following = tally["arrived"] + 1
    tally["arrived"] = following
    tally["inside"] += 1
    schedule(nodes, source, decisions[following]["arrived"] if following < tally["size"] else np.inf)


@compiled
def _entered(
    stages: Table, decisions: Table, nodes: Table, timers: Table, tally: Row, decision: Whole, time: float
) -> int:
    """A decision comes to a stage that needs information: it waits for it, or has it.

    The information is there at the same time however often the decision comes to this stage.
    """
    stage, number = stages[decisions[decision]["stage"]], np.int64(decisions[decision]["number"])
    if stage["lacking"] < 1.0 and uniform(at(stage["random_lacking"], number, FIRST)) >= stage["lacking"]:
        return _JOINS
    late = drawn(stage["late_shape"], stage["late_mean"], stage["late_form"], at(stage["random_late"], number, FIRST))
    ready = decisions[decision]["arrived"] + late
    if ready <= time:
        return _JOINS
    _set(decisions, nodes, timers, tally, decision, _AWAITING, ready)
    return _STAYS


@folded
def _joined(
    stations: Table, stages: Table, decisions: Table, queues: Table, staff: Table, nodes: Table, timers: Table,
    tally: Row, decision: Whole, time: float,
) -> int:  # fmt: skip
    """A decision comes to the station of its stage: who of the staff takes it, or -1.

    Where nobody works, it rests for the time that the stage takes.
    """
    row = decisions[decision]
    stage = stages[row["stage"]]
    row["joined"] = time
    if stage["station"] >= 0:
        return _admitted(stations, stages, decisions, queues, staff, nodes, timers, tally, decision, stage["station"])
    _set(decisions, nodes, timers, tally, decision, _RESTING, time + min(_work(stage, row), stage["within"]))
    return -1


@folded
def _work(stage: Row, decision: Row) -> float:
    """Hours of work on a decision at its stage, this time."""
    z = at(stage["random_work"], np.int64(decision["number"]), np.int64(decision["turn"]))
    return drawn(stage["shape"], stage["mean"], stage["form"], z)


@folded
def _admitted(
    stations: Table, stages: Table, decisions: Table, queues: Table, staff: Table, nodes: Table, timers: Table,
    tally: Row, decision: Whole, station: int,
) -> int:  # fmt: skip
    """A station takes a decision, or the one that relieves it: who of the staff begins with it; -1: it queues."""
    taker = station
    if not stations[station]["on"]:
        taker = _cover(stations, station)
        if taker != station:
            decisions[decision]["carry"] += stations[station]["handover"]
    row = stations[taker]
    idle = row["idle"]
    if idle > 0 and row["on"]:
        row["idle"] = idle - 1
        member = staff[row["first"] + idle - 1]["free"]
        staff[member]["decision"] = decision
        return int(member)
    stage = stages[decisions[decision]["stage"]]
    append(queues, decisions, taker * tally["ranks"] + stage["rank"], decision)
    row["length"] += 1
    if stage["within"] < np.inf:
        limit = decisions[decision]["joined"] + stage["within"]
        _set(decisions, nodes, timers, tally, decision, _QUEUED, limit)
    return -1


@compiled
def _cover(stations: Table, station: int) -> int:
    """Who is on duty for a station that is off duty: its relief, or that one's; the station itself where none is."""
    other = station
    for _ in range(stations.size):
        other = stations[other]["relief"]
        if other < 0:
            break
        if stations[other]["on"]:
            return int(other)
    return station


@folded
def _start(
    station: Row, stages: Table, duty: Floats, row: Row, nodes: Table, tally: Row, decision: Whole, member: int,
    time: float,
) -> None:  # fmt: skip
    """A member of a station's staff begins to work on a decision."""
    stage = stages[row["stage"]]
    joined = row["joined"]
    work = _work(stage, row) * station["pace"] + row["carry"]
    row["carry"] = 0.0
    end = finish(station, duty, time, work) if station["pauses"] else time + work
    limit = joined + stage["within"]
    if end > limit:
        end = limit
        work = min(work, end - time)
    schedule(nodes, tally["turning"] + member, end)
    if tally["low"] <= decision < tally["high"]:
        stage["begun"] += 1
        stage["waits"] += time - joined
        station["begun"] += 1
        station["work"] += work


@compiled
def _started(
    station: Row, stages: Table, duty: Floats, row: Row, nodes: Table, tally: Row, decision: Whole, member: int,
    time: float,
) -> None:  # fmt: skip
    """The same, where it is seldom done."""
    _start(station, stages, duty, row, nodes, tally, decision, member, time)


@folded
def _freed(
    stations: Table, decisions: Table, queues: Table, staff: Table, nodes: Table, timers: Table, tally: Row,
    member: int,
) -> Whole:  # fmt: skip
    """What a member of staff takes who has finished, of the decisions that wait; -1: there is none, and he is idle."""
    place = staff[member]["station"]
    station = stations[place]
    if station["length"] > 0 and station["on"]:
        decision = _taken(station, decisions, queues, nodes, timers, tally, place)
        staff[member]["decision"] = decision
        return decision
    staff[member]["decision"] = -1
    staff[station["first"] + station["idle"]]["free"] = member
    station["idle"] += 1
    schedule(nodes, tally["turning"] + member, np.inf)
    return -1


@folded
def _taken(
    station: Row, decisions: Table, queues: Table, nodes: Table, timers: Table, tally: Row, place: int
) -> Whole:  # fmt: skip
    """The next decision that waits at a station (the one at `place`), taken out of its queue."""
    decision = first(queues, place * tally["ranks"])
    unlink(queues, decisions, decision)
    station["length"] -= 1
    if decisions[decision]["timer"] != 0:
        _unset(decisions, nodes, timers, tally, decision)
    return decision


@folded
def _advanced(stages: Table, decision: Row, tally: Row, time: float) -> int:
    """A decision leaves its stage: for the next, for one before, or because it is taken."""
    stage = stages[decision["stage"]]
    following = decision["stage"] + 1
    ends = stage["last"]
    if stage["back"] > 0.0 or stage["settled"] > 0.0:
        chance = uniform(at(stage["random_outcome"], np.int64(decision["number"]), np.int64(decision["turn"])))
        if chance < stage["back"]:
            following = stage["to"]
            ends = False
            decision["turn"] += 1
        elif chance < stage["back"] + stage["settled"]:
            ends = True
    if ends:
        decision["done"] = time
        tally["inside"] -= 1
        tally["left"] -= 1
        return _STAYS
    decision["stage"] = following
    return _ENTERS


@compiled
def _turn(
    stations: Table, stages: Table, duty: Floats, decisions: Table, queues: Table, staff: Table, nodes: Table,
    timers: Table, tally: Row, source: int, time: float,
) -> None:  # fmt: skip
    """A station goes on duty or off."""
    place = stations[source]["turning"]
    station = stations[place]
    station["on"] = not station["on"]
    schedule(nodes, source, next_turn(station, duty, time))
    while station["on"] and station["idle"] > 0 and station["length"] > 0:
        station["idle"] -= 1
        member = staff[station["first"] + station["idle"]]["free"]
        decision = _taken(station, decisions, queues, nodes, timers, tally, place)
        staff[member]["decision"] = decision
        _started(station, stages, duty, decisions[decision], nodes, tally, decision, member, time)
    for other in range(stations.size):
        if not stations[other]["on"] and (other == place or station["on"]):
            _pass_on(stations, stages, duty, decisions, queues, staff, nodes, timers, tally, other, time)


@compiled
def _pass_on(
    stations: Table, stages: Table, duty: Floats, decisions: Table, queues: Table, staff: Table, nodes: Table,
    timers: Table, tally: Row, place: int, time: float,
) -> None:  # fmt: skip
    """What waits at a station that is off duty passes to whoever relieves it, if anybody is on duty."""
    if _cover(stations, place) != place:
        while stations[place]["length"] > 0:
            decision = _taken(stations[place], decisions, queues, nodes, timers, tally, place)
            member = _admitted(stations, stages, decisions, queues, staff, nodes, timers, tally, decision, place)
            if member >= 0:
                taker = stations[staff[member]["station"]]
                _started(taker, stages, duty, decisions[decision], nodes, tally, decision, member, time)


@compiled
def _rung(
    stages: Table, stations: Table, decisions: Table, queues: Table, nodes: Table, timers: Table, tally: Row,
    decision: Whole, time: float,
) -> int:  # fmt: skip
    """A decision's timer ends: its information is there, or it leaves its stage."""
    row = decisions[decision]
    meaning = row["timer"]
    _unset(decisions, nodes, timers, tally, decision)
    if meaning == _AWAITING:
        return _JOINS
    if meaning == _QUEUED:
        unlink(queues, decisions, decision)
        stations[row["queue"] // tally["ranks"]]["length"] -= 1
        row["carry"] = 0.0
        if tally["low"] <= decision < tally["high"]:
            stage = stages[row["stage"]]
            stage["left"] += 1
            stage["waits"] += stage["within"]
    return _advanced(stages, row, tally, time)


@compiled
def _set(
    decisions: Table, nodes: Table, timers: Table, tally: Row, decision: Whole, meaning: Whole, time: float
) -> None:
    """Sets a decision's timer."""
    decisions[decision]["timer"] = meaning
    push(timers, decisions, tally["timers"], time, decision)
    tally["timers"] += 1
    schedule(nodes, tally["turning"] + tally["staff"], timers[0]["time"])


@compiled
def _unset(decisions: Table, nodes: Table, timers: Table, tally: Row, decision: Whole) -> None:
    """Ends a decision's timer."""
    decisions[decision]["timer"] = 0
    remove(timers, decisions, tally["timers"], np.int64(decisions[decision]["place"]))
    tally["timers"] -= 1
    schedule(nodes, tally["turning"] + tally["staff"], timers[0]["time"] if tally["timers"] > 0 else np.inf)
