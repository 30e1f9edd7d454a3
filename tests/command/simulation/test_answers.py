"""Answers of one network: times by kind, deadlines, loads, what is overloaded."""

from __future__ import annotations

import math

import msgspec
import pytest

from foedera.command.simulation import (
    Flow,
    Law,
    Network,
    Stage,
    Station,
    Surge,
    loads,
    overload_sentence,
    overloaded,
    simulated,
)
from foedera.command.simulation.answers import LEVELS, horizon

DAY = tuple((24.0 * day + 8.0, 24.0 * day + 20.0) for day in range(7))
NIGHT = tuple((24.0 * day, 24.0 * day + 8.0) for day in range(7)) + tuple(
    (24.0 * day + 20.0, 24.0 * day + 24.0) for day in range(7)
)


def one(rate: float, *, staff: int = 1, deadline: float | None = None, surges: tuple[Surge, ...] = ()) -> Network:
    """One post and one kind."""
    flow = Flow(name="k", rate=rate, deadline=deadline, surges=surges, stages=(Stage(station="p", work=Law(1.0)),))
    return Network(name="one", stations=(Station(name="p", staff=staff),), flows=(flow,))


def test_answers_of_one_post() -> None:
    """Mean, quantiles and missed deadlines of M/M/1 are within their intervals, widened threefold."""
    answer = simulated(one(0.5, deadline=3.0), decisions=4000, count=20)
    (kind,) = answer.kinds
    assert kind.mean is not None and kind.missed is not None
    assert abs(kind.mean.value - 2.0) < 3 * (kind.mean.high - kind.mean.value)
    assert abs(kind.missed.value - math.exp(-1.5)) < 3 * (kind.missed.high - kind.missed.value)
    median = kind.quantiles[LEVELS.index(0.5)]
    assert median is not None
    assert abs(median.value - 2 * math.log(2)) < 3 * (median.high - median.value)
    assert kind.undecided is not None and kind.undecided.value == 0
    (post,) = answer.posts
    assert post.wait is not None and post.busy is not None
    assert abs(post.wait.value - 1.0) < 3 * (post.wait.high - post.wait.value)
    assert post.busy.value == pytest.approx(0.5, abs=0.05)
    assert answer.little < 1e-9
    assert answer.hours is None


def test_same_answer_on_any_number_of_cores() -> None:
    """Same seed, same numbers; another seed, others."""
    network = one(0.7)
    first, second = (simulated(network, decisions=500, count=6, cores=cores) for cores in (1, 2))
    assert first == second
    assert simulated(network, decisions=500, count=6, seed=2).kinds != first.kinds


def test_overload_is_said() -> None:
    """An overloaded post: its load, its growth, no mean, and answers for the hours simulated."""
    network = one(1.5, deadline=5.0)
    (load,) = overloaded(network)
    assert (load.quiet, load.growth) == (pytest.approx(1.5), pytest.approx(0.5))
    answer = simulated(network, decisions=600, count=6)
    assert answer.hours == pytest.approx(400.0)
    assert answer.overloaded == (load,)
    (kind,) = answer.kinds
    assert kind.mean is None
    assert kind.undecided is not None and kind.undecided.value > 0.1
    assert kind.quantiles[-1] is None
    assert kind.missed is not None and kind.missed.value > 0.5
    assert answer.posts[0].wait is None


def test_load_in_a_surge() -> None:
    """A crisis: the load at worst, and how long it is simulated."""
    network = one(0.4, surges=(Surge(10.0, 60.0, 3.0),))
    (load,) = loads(network)
    assert (load.quiet, load.peak) == (pytest.approx(0.4), pytest.approx(1.2))
    assert load.stable and horizon(network, 1000) == 120.0
    assert overload_sentence(load) == "p is overloaded at the worst of the crisis: its load is 1.20 then"
    calm, crisis = simulated(one(0.4), decisions=50, count=10), simulated(network, decisions=50, count=10)
    assert calm.kinds[0].mean is not None and crisis.kinds[0].quantiles[3] is not None
    assert crisis.kinds[0].quantiles[3].value > calm.kinds[0].mean.value * 0.7


def test_load_with_duty_hours_and_relief() -> None:
    """Half the hours: twice the load; with relief for the other half, each carries half."""
    network = one(0.3)
    duty = msgspec.structs.replace(network.stations[0], duty=DAY)
    assert loads(msgspec.structs.replace(network, stations=(duty,)))[0].quiet == pytest.approx(0.6)
    relieved = msgspec.structs.replace(duty, relief="q", handover=0.5)
    both = msgspec.structs.replace(network, stations=(relieved, Station(name="q", duty=NIGHT)))
    first, second = loads(both)
    assert first.quiet == pytest.approx(0.3)
    assert second.quiet == pytest.approx(0.3 * 0.5 * 1.5 / 0.5)


def test_load_with_returns() -> None:
    """What is sent back comes again: visits by the traffic equations."""
    network = one(0.4)
    stage = msgspec.structs.replace(network.flows[0].stages[0], back=0.5)
    again = msgspec.structs.replace(network, flows=(msgspec.structs.replace(network.flows[0], stages=(stage,)),))
    assert loads(again)[0].quiet == pytest.approx(0.8)


def test_more_is_asked_than_can_be_done_but_nobody_waits_for_ever() -> None:
    """A post whose questions have a limit of time: the load is above 1, and no queue grows without end."""
    flow = Flow(name="asks", rate=2.0, stages=(Stage(station="p", work=Law(1.0), within=2.0),))
    network = Network(name="asked", stations=(Station(name="p"),), flows=(flow,))
    (load,) = loads(network)
    assert load.quiet > 1.0 and load.stable and overloaded(network) == ()
    assert "go on without its answer when their time is over" in overload_sentence(load)
    answer = simulated(network, decisions=300, count=4)
    assert answer.hours is None and answer.kinds[0].mean is not None and answer.kinds[0].mean.value <= 2.0


def test_shares_stay_shares() -> None:
    """An overloaded post works all of its time, and no more."""
    (post,) = simulated(one(3.0), decisions=200, count=4).posts
    assert post.busy is not None and post.busy.high <= 1.0 and post.busy.value > 0.9
