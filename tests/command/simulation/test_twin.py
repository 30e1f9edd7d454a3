"""The compiled event loop against its plain twin: the same events in the same order, on networks with everything."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.command.simulation.network import Flow, Law, Network, Stage, Station, Surge
from foedera.command.simulation.plan import plan
from foedera.command.simulation.runs import replication
from foedera.command.simulation.twin import twin

LAWS = (
    Law(2.0), Law(1.5, "constant"), Law(1.0, "uniform", 0.4), Law(2.0, "erlang", 0.5), Law(1.0, "lognormal", 1.2),
    Law(1.5, "hyperexponential", 2.0), Law(0.0, "constant"),
)  # fmt: skip
DUTIES = (None, ((8.0, 20.0), (32.1, 44.0), (150.0, 168.0)), ((0.0, 9.0), (100.0, 168.0)), ((20.0, 32.3),))


def same(network: Network, decisions: int, **limits: Any) -> int:
    """Asserts that loop and twin agree on a network; how many events there were."""
    network.check()
    events, done = twin(network, 7, 3, decisions, **limits)
    ran = replication(plan(network), 7, 3, decisions, log=len(events) + 10, **limits)
    assert ran.events == len(events)
    assert ran.log["source"].tolist() == [event.source for event in events]
    assert ran.log["decision"].tolist() == [event.decision for event in events]
    np.testing.assert_allclose(ran.log["time"], [event.time for event in events], rtol=1e-11)
    np.testing.assert_allclose(ran.done, done, rtol=1e-11)
    inside = np.where(np.isnan(ran.done), ran.end, ran.done) - ran.arrived
    assert ran.area == pytest.approx(np.maximum(inside, 0.0).sum(), rel=1e-9)
    return ran.events


def test_twin_steady() -> None:
    """A network of three posts, with priorities and a loop."""
    network = Network(
        name="steady",
        stations=(Station(name="a", staff=2), Station(name="b"), Station(name="c", staff=3)),
        flows=(
            Flow(name="x", rate=0.3, stages=(Stage(station="a", work=Law(2.0)), Stage(station="b", work=Law(1.0)))),
            Flow(
                name="y", rate=0.2, priority=1,
                stages=(
                    Stage(station="b", work=Law(1.0, "erlang", 0.5)),
                    Stage(station="c", work=Law(3.0, "lognormal", 0.8), back=0.3, to=0, settled=0.2),
                    Stage(station="a", work=Law(1.0)),
                ),
            ),
        ),
    )  # fmt: skip
    assert same(network, 2000) > 5000


def test_twin_ties() -> None:
    """Constant times: many events fall on the same moment, and their order is the same."""
    stages = (Stage(station="a", work=Law(1.0, "constant")), Stage(station="b", work=Law(1.0, "constant")))
    network = Network(
        name="ties",
        stations=(Station(name="a", staff=2, duty=((8.0, 16.0),), relief="b"), Station(name="b", staff=3)),
        flows=tuple(
            Flow(name=name, rate=1.0, spacing=Law(1.0, "constant"), priority=rank, stages=stages)
            for rank, name in enumerate("xyz")
        ),
    )
    same(network, 900, stop=2000.0)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Small networks with duty hours, relief, information that is late, limits of time, loops and surges."""
    names = ["a", "b", "c", "d"][: draw(st.integers(1, 4))]
    stations = tuple(
        Station(
            name=name, staff=draw(st.integers(1, 3)), duty=draw(st.sampled_from(DUTIES)), pauses=draw(st.booleans()),
            relief=draw(st.sampled_from([None, *(other for other in names if other != name)])),
            handover=draw(st.sampled_from([0.0, 0.5])), pace=draw(st.sampled_from([1.0, 1.3])),
        )
        for name in names
    )  # fmt: skip
    flows = []
    for number in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 4))
        stages = tuple(
            Stage(
                station=draw(st.sampled_from([*names, None])), work=draw(st.sampled_from(LAWS)),
                late=draw(st.sampled_from([None, Law(6.0), Law(3.0, "constant")])),
                lacking=draw(st.sampled_from([0.0, 0.5, 1.0])),
                within=draw(st.sampled_from([None, None, 3.0, 12.0])), back=draw(st.sampled_from([0.0, 0.3])),
                to=draw(st.integers(0, place)), settled=draw(st.sampled_from([0.0, 0.2])),
            )
            for place in range(size)
        )  # fmt: skip
        surges = draw(st.sampled_from([(), (Surge(30.0, 60.0, 5.0),), (Surge(0.0, 50.0, 0.0), Surge(40.0, 80.0, 2.0))]))
        flows.append(
            Flow(
                name=f"f{number}",
                rate=draw(st.sampled_from([0.1, 0.5])),
                stages=stages,
                surges=surges,
                priority=draw(st.integers(0, 2)),
                spacing=draw(st.sampled_from(LAWS[:6])),
            )
        )
    return Network(name="drawn", stations=stations, flows=tuple(flows))


@settings(max_examples=60, deadline=None)
@given(networks(), st.sampled_from([math.inf, 150.0]))
def test_twin_anything(network: Network, stop: float) -> None:
    """Loop and twin agree on any network, event by event, and Little's identity holds."""
    same(network, 150, stop=stop)


def test_twin_keeps_random_numbers_apart() -> None:
    """The same decisions arise, at the same times, when the posts change: common random numbers."""
    flow = Flow(name="x", rate=1.0, stages=(Stage(station="a", work=Law(0.5)),))
    one = Network(name="one", stations=(Station(name="a"),), flows=(flow,))
    longer = msgspec.structs.replace(flow, stages=(Stage(station="b", work=Law(0.1)), *flow.stages))
    other = Network(name="other", stations=(Station(name="b"), Station(name="a", staff=2)), flows=(longer,))
    first, second = (replication(plan(network), 1, 0, 500) for network in (one, other))
    assert first.arrived.tolist() == second.arrived.tolist()
    assert first.stations["work"][0] == pytest.approx(second.stations["work"][1])
