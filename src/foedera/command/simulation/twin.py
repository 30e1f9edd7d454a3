"""The plain twin of the event loop: the same rules in plain Python, slow and easy to read.

It shares nothing with the compiled loop but the network and the sources of its random numbers, and must give the same
events in the same order (`tests/command/simulation/test_twin.py`). The rules stand in
`foedera.command.simulation.loop`.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from typing import NamedTuple

from foedera.command.simulation.draws import key, plainly_mixed, run
from foedera.command.simulation.duty import joined
from foedera.command.simulation.network import WEEK, Flow, Law, Network, Stage, Station

__all__ = ["Event", "twin"]

_GOLDEN = 0x9E3779B97F4A7C15
_GRAIN = 2.0**20


class Event(NamedTuple):
    """One event: its time, the number of its source as in the compiled loop, its decision (-1: none)."""

    time: float
    source: int
    decision: int


def twin(
    network: Network, seed: int, number: int, decisions: int, *, until: float = math.inf, stop: float = math.inf
) -> tuple[list[Event], list[float]]:
    """One replication in plain Python: all events, and when each decision was taken (not a number: still open).

    The arguments are those of `foedera.command.simulation.runs.replication`.
    """
    world = _World(network, run(seed, number), decisions, until)
    return world.events(stop), [each.done for each in world.decisions]


class _Source:
    """A stream of random numbers by counter."""

    def __init__(self, name: str, run: int) -> None:
        self.offset = plainly_mixed(key(name) ^ run)

    def bits(self, number: int, turn: int = 0) -> int:
        """The 64 random bits of a decision's number, at its turn."""
        return plainly_mixed(self.offset + (number + (turn << 32)) * _GOLDEN)

    def chance(self, number: int, turn: int = 0) -> float:
        """A number between 0 and 1."""
        return _uniform(self.bits(number, turn))

    def time(self, law: Law, number: int, turn: int = 0) -> float:
        """A time by a law."""
        return _time(law, self.bits(number, turn))


def _uniform(z: int) -> float:
    return (z >> 11) * 2.0**-53 + 2.0**-54


def _time(law: Law, z: int) -> float:
    """A time by a law from 64 random bits."""
    match law.shape:
        case "constant":
            return law.mean
        case "exponential":
            return -law.mean * math.log(_uniform(z))
        case "uniform":
            return law.mean * (1.0 + math.sqrt(3.0) * law.variation * (2.0 * _uniform(z) - 1.0))
        case "erlang":
            total = 0.0
            for _ in range(law.phases):
                total -= math.log(_uniform(z))
                z = plainly_mixed(z + _GOLDEN)
            return total * law.mean / law.phases
    second = _uniform(plainly_mixed(z + _GOLDEN))
    if law.shape == "lognormal":
        sigma = math.sqrt(math.log1p(law.variation**2))
        normal = math.sqrt(-2.0 * math.log(_uniform(z))) * math.cos(2.0 * math.pi * second)
        return law.mean * math.exp(sigma * normal - 0.5 * sigma * sigma)
    share = 0.5 * (1.0 + math.sqrt((law.variation**2 - 1.0) / (law.variation**2 + 1.0)))
    return -law.mean * math.log(_uniform(z)) / (2.0 * share if second < share else 2.0 * (1.0 - share))


class _Step:
    """A stage with its random numbers."""

    def __init__(self, stage: Stage, name: str, run: int, post: _Post | None, to: int) -> None:
        self.stage, self.post, self.to = stage, post, to
        self.work, self.late, self.lacking, self.outcome = (
            _Source(f"{name}/{what}", run) for what in ("work", "late", "lacking", "outcome")
        )
        self.within = math.inf if stage.within is None else stage.within


class _Decision:
    """One decision on its way."""

    def __init__(self, place: int, flow: Flow, steps: list[_Step], number: int, arrived: float) -> None:
        self.place, self.flow, self.steps, self.number, self.arrived = place, flow, steps, number, arrived
        self.step, self.turn, self.joined, self.carry, self.done = 0, 0, 0.0, 0.0, math.nan
        self.waits_at: _Post | None = None
        self.version = 0

    @property
    def at(self) -> _Step:
        """The stage at which it is."""
        return self.steps[self.step]

    def work(self) -> float:
        """Hours of work at its stage, this time."""
        return self.at.work.time(self.at.stage.work, self.number, self.turn)


class _Post:
    """A station: its staff, those of them who are idle, and what waits."""

    def __init__(self, station: Station, members: list[int]) -> None:
        self.station = station
        self.idle = members[::-1]
        self.waiting: dict[int, deque[_Decision]] = {}
        self.relief: _Post | None = None
        intervals = joined(station.duty) if station.duty is not None else None
        self.hours = [] if intervals is None else [(_grain(start), _grain(end)) for start, end in intervals]
        self.on = self.on_duty(0.0)

    def on_duty(self, time: float) -> bool:
        """Whether it is on duty at a time."""
        return not self.hours or any(start <= time % WEEK < end for start, end in self.hours)

    def next_turn(self, time: float) -> float:
        """The next time after `time` at which duty really begins or ends."""
        week = math.floor(time / WEEK) * WEEK
        turns = sorted(week + later + hour for later in (0.0, WEEK) for pair in self.hours for hour in pair)
        return next(t for t in turns if t > time and self.on_duty(t) != self.on_duty(t - 0.5 / _GRAIN))

    def first(self) -> _Decision | None:
        """The next decision that waits, taken out of its queue."""
        return next((self.waiting[rank].popleft() for rank in sorted(self.waiting) if self.waiting[rank]), None)

    def finish(self, time: float, work: float) -> float:
        """When work is done that begins at a time."""
        if not (self.station.pauses and self.hours):
            return time + work
        while True:
            turn = self.next_turn(time)
            if self.on_duty(time):
                if time + work <= turn:
                    return time + work
                work -= turn - time
            time = turn


def _grain(hour: float) -> float:
    return round(hour * _GRAIN) / _GRAIN


class _World:
    """The network while it runs. The agenda is one heap of (time, source, decision or -1, version)."""

    def __init__(self, network: Network, run: int, size: int, until: float) -> None:
        self.posts = _posts(network)
        self.turning = [post for post in self.posts if post.hours]
        self.staff = [post for post in self.posts for _ in range(post.station.staff)]
        self.busy: dict[int, _Decision] = {}
        self.decisions = _arrivals(network, self.posts, run, size, until)
        self.agenda: list[tuple[float, int, int, int]] = []
        self.timers, self.coming = len(self.turning) + len(self.staff), len(self.turning) + len(self.staff) + 1
        for source, post in enumerate(self.turning):
            self.plan(post.next_turn(-1.0), source)
        if self.decisions:
            self.plan(self.decisions[0].arrived, self.coming, self.decisions[0])

    def plan(self, time: float, source: int, decision: _Decision | None = None) -> None:
        """Puts an event on the agenda."""
        place, version = (-1, 0) if decision is None else (decision.place, decision.version)
        heapq.heappush(self.agenda, (time, source, place, version))

    def events(self, stop: float) -> list[Event]:
        """Everything that happens until `stop`, or until all decisions are taken."""
        found: list[Event] = []
        left = len(self.decisions)
        while left and self.agenda and self.agenda[0][0] <= stop:
            time, source, place, version = heapq.heappop(self.agenda)
            if source == self.timers and self.decisions[place].version != version:
                continue
            found.append(Event(time, source, place))
            self.happen(time, source, place)
            left -= place >= 0 and not math.isnan(self.decisions[place].done)
        return found

    def happen(self, time: float, source: int, place: int) -> None:
        """One event."""
        if source < len(self.turning):
            self.turn(self.turning[source], source, time)
        elif source < self.timers:
            member = source - len(self.turning)
            decision = self.busy.pop(member)
            self.look_for_work(self.staff[member], member, time)
            self.advance(decision, time)
        elif source == self.timers:
            self.ring(self.decisions[place], time)
        else:
            if place + 1 < len(self.decisions):
                self.plan(self.decisions[place + 1].arrived, self.coming, self.decisions[place + 1])
            self.enter(self.decisions[place], time)

    def enter(self, decision: _Decision, time: float) -> None:
        """A decision comes to a stage."""
        step = decision.at
        late = step.stage.late
        if late is not None and step.stage.lacking > 0:
            lacks = step.stage.lacking == 1 or step.lacking.chance(decision.number) < step.stage.lacking
            ready = decision.arrived + (step.late.time(late, decision.number) if lacks else 0.0)
            if ready > time:
                decision.joined = math.inf
                self.set_timer(decision, ready)
                return
        self.join(decision, time)

    def join(self, decision: _Decision, time: float) -> None:
        """A decision comes to the station of its stage."""
        decision.joined = time
        post = decision.at.post
        if post is None:
            self.set_timer(decision, time + min(decision.work(), decision.at.within))
        else:
            self.admit(decision, post, time)

    def admit(self, decision: _Decision, post: _Post, time: float) -> None:
        """A station, or its relief, begins with a decision or lets it queue."""
        taker = post if post.on else self.cover(post)
        if taker is not post:
            decision.carry += post.station.handover
        if taker.on and taker.idle:
            self.start(decision, taker, taker.idle.pop(), time)
            return
        taker.waiting.setdefault(decision.flow.priority, deque()).append(decision)
        decision.waits_at = taker
        if decision.at.within < math.inf:
            self.set_timer(decision, decision.joined + decision.at.within)

    def cover(self, post: _Post) -> _Post:
        """Who is on duty for a station; itself where nobody is."""
        other = post
        for _ in self.posts:
            if other.relief is None:
                return post
            other = other.relief
            if other.on:
                return other
        return post

    def start(self, decision: _Decision, post: _Post, member: int, time: float) -> None:
        """A member of staff begins to work."""
        decision.waits_at = None
        decision.version += 1
        end = post.finish(time, decision.work() * post.station.pace + decision.carry)
        decision.carry = 0.0
        self.busy[member] = decision
        self.plan(min(end, decision.joined + decision.at.within), len(self.turning) + member, decision)

    def look_for_work(self, post: _Post, member: int, time: float) -> None:
        """A member of staff takes the next waiting decision, or is idle."""
        waiting = post.first() if post.on else None
        if waiting is None:
            post.idle.append(member)
        else:
            self.start(waiting, post, member, time)

    def advance(self, decision: _Decision, time: float) -> None:
        """A decision leaves its stage."""
        step = decision.at
        following = decision.step + 1
        chance = step.outcome.chance(decision.number, decision.turn)
        if chance < step.stage.back:
            following = step.to
            decision.turn += 1
        elif chance < step.stage.back + step.stage.settled:
            following = len(decision.steps)
        if following == len(decision.steps):
            decision.done = time
        else:
            decision.step = following
            self.enter(decision, time)

    def turn(self, post: _Post, source: int, time: float) -> None:
        """A station goes on duty or off."""
        post.on = not post.on
        self.plan(post.next_turn(time), source)
        while post.on and post.idle and any(post.waiting.values()):
            self.look_for_work(post, post.idle.pop(), time)
        for other in self.posts if post.on else (post,):
            if not other.on and self.cover(other) is not other:
                while (waiting := other.first()) is not None:
                    waiting.version += 1
                    self.admit(waiting, other, time)

    def ring(self, decision: _Decision, time: float) -> None:
        """A decision's timer ends."""
        decision.version += 1
        if decision.joined == math.inf:
            self.join(decision, time)
            return
        if decision.waits_at is not None:
            decision.waits_at.waiting[decision.flow.priority].remove(decision)
            decision.waits_at = None
            decision.carry = 0.0
        self.advance(decision, time)

    def set_timer(self, decision: _Decision, time: float) -> None:
        """Sets a decision's timer."""
        self.plan(time, self.timers, decision)


def _posts(network: Network) -> list[_Post]:
    posts: list[_Post] = []
    members = 0
    for station in network.stations:
        posts.append(_Post(station, list(range(members, members + station.staff))))
        members += station.staff
    for post in posts:
        post.relief = next((other for other in posts if other.station.name == post.station.relief), None)
    return posts


def _arrivals(network: Network, posts: list[_Post], run: int, size: int, until: float) -> list[_Decision]:
    """All decisions in the order in which they arise."""
    by_name = {post.station.name: post for post in posts}
    streams = []
    for place, flow in enumerate(network.flows):
        met: dict[str, int] = {}
        steps = []
        for stage in flow.stages:
            name = stage.source if stage.source is not None else f"{flow.name}/{stage.station}"
            met[name] = met.get(name, 0) + 1
            post = None if stage.station is None else by_name[stage.station]
            steps.append(_Step(stage, f"{name}/{met[name]}", run, post, stage.to))
        streams.append((place, flow, steps, _times(flow, run, size, until)))
    times = sorted((time, place, number) for place, _, _, found in streams for number, time in enumerate(found))
    made = []
    for place, (time, stream, number) in enumerate(times[:size]):
        _, flow, steps, _ = streams[stream]
        made.append(_Decision(place, flow, steps, number, time))
    return made


def _times(flow: Flow, run: int, size: int, until: float) -> list[float]:
    """When the decisions of one flow arise."""
    source = _Source(f"{flow.name}/arrival", run)
    law = Law(1.0, flow.spacing.shape, flow.spacing.spread)
    pieces = flow.rates()
    found: list[float] = []
    time, piece = 0.0, 0
    for number in range(size):
        gap = source.time(law, number)
        while piece + 1 < len(pieces) and gap > (pieces[piece + 1][0] - time) * pieces[piece][1]:
            gap -= (pieces[piece + 1][0] - time) * pieces[piece][1]
            piece += 1
            time = pieces[piece][0]
        if pieces[piece][1] <= 0:
            break
        time += gap / pieces[piece][1]
        if time > until:
            break
        found.append(time)
    return found
