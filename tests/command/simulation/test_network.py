"""Networks that cannot be simulated: one line with the place and the reason."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.command.simulation import Flow, Law, Network, Stage, Station, Surge
from foedera.command.simulation.duty import joined, overlap, weekly
from foedera.model.errors import DatasetError

GOOD = Network(
    name="net", stations=(Station(name="p"), Station(name="q")),
    flows=(Flow(name="k", rate=1.0, stages=(Stage(station="p", work=Law(1.0)),)),),
)  # fmt: skip


def changed(*, station: dict[str, Any] | None = None, flow: dict[str, Any] | None = None,
            stage: dict[str, Any] | None = None) -> Network:  # fmt: skip
    """The good network with something changed in its first post, kind or stage."""
    replace = msgspec.structs.replace
    first = replace(GOOD.flows[0].stages[0], **(stage or {}))
    changes = {"stages": (first,), **(flow or {})}
    return replace(
        GOOD, stations=(replace(GOOD.stations[0], **(station or {})), GOOD.stations[1]),
        flows=(replace(GOOD.flows[0], **changes),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (changed(station={"staff": 0}), "post 'p': staff is 0"),
        (changed(station={"relief": "p"}), "post 'p': relieves itself"),
        (changed(station={"relief": "x"}), "relieved by 'x', which is no post"),
        (changed(station={"handover": -1.0}), "handover is -1"),
        (changed(station={"duty": ()}), "never on duty"),
        (changed(station={"duty": ((9.0, 8.0),)}), "duty from 9 to 8"),
        (changed(station={"name": "q"}), "two entries for the post 'q'"),
        (changed(flow={"rate": -0.5}), "kind 'k': rate is -0.5"),
        (changed(flow={"deadline": -2.0}), "deadline is -2"),
        (changed(flow={"priority": -1}), "priority -1"),
        (changed(flow={"stages": ()}), "nobody may decide it"),
        (changed(flow={"surges": (Surge(5.0, 4.0, 2.0),)}), "ends at hour 4, before it starts (5)"),
        (changed(stage={"station": "x"}), "stage 0 (x): no such post"),
        (changed(stage={"work": Law(-1.0)}), "a time cannot be -1 hours"),
        (changed(stage={"work": Law(float("nan"))}), "a time cannot be nan hours"),
        (changed(stage={"work": Law(1.0, "lognormal")}), "lognormal times need a spread"),
        (changed(stage={"work": Law(1.0, "hyperexponential", 0.5)}), "spread from 1 to 10, not 0.5"),
        (changed(stage={"late": Law(-3.0)}), "late: a time cannot be -3"),
        (changed(stage={"within": -1.0}), "within is -1"),
        (changed(stage={"back": 1.5}), "back is 1.5: a share is from 0 to 1"),
        (changed(stage={"back": 1.0}), "sends everything back"),
        (changed(stage={"back": 0.6, "settled": 0.6}), "more than 1 together"),
        (changed(stage={"back": 0.1, "to": 3}), "sent back to stage 3: there are 0 to 0"),
        (changed(flow={"rate": 0.0}), "rate is 0 for every kind of decision"),
        (msgspec.structs.replace(GOOD, flows=()), "no kind of decision"),
    ],
)
def test_bad_networks(given_: Network, said: str) -> None:
    """Each names the network, the place and the reason, in one line."""
    with pytest.raises(DatasetError) as caught:
        given_.check()
    assert said in str(caught.value) and str(caught.value).startswith("net: ") and "\n" not in str(caught.value)


def test_good_network() -> None:
    """The network from which the bad ones are made is good."""
    GOOD.check()
    assert GOOD.station("q") == GOOD.stations[1]
    with pytest.raises(DatasetError, match="no post 'x': there are p, q"):
        GOOD.station("x")


def test_weekly_hours() -> None:
    """Local hours become hours of the week in UTC, over the week's end too."""
    day = datetime.date(2025, 1, 15)
    assert weekly([((0,), 9.0, 17.0)], "Asia/Tokyo", day) == ((0.0, 8.0),)
    assert weekly([((0,), 7.0, 15.0)], "Asia/Tokyo", day) == ((0.0, 6.0), (166.0, 168.0))
    assert weekly([((6,), 22.0, 30.0)], "UTC", day) == ((0.0, 6.0), (166.0, 168.0))
    assert weekly([(range(7), 0.0, 24.0)], "Pacific/Honolulu", day) is None
    with pytest.raises(DatasetError, match="no time zone 'Mars/Base'"):
        weekly([((0,), 9.0, 17.0)], "Mars/Base", day)


@given(st.lists(st.tuples(st.integers(0, 150), st.integers(1, 18)), min_size=1, max_size=8))
def test_joined_intervals(given_: list[tuple[int, int]]) -> None:
    """Intervals that touch become one; the hours that they cover stay the same."""
    intervals = [(float(start), float(start + length)) for start, length in given_]
    found = joined(intervals)
    assert found is not None
    hours = {hour for start, end in intervals for hour in range(int(start), int(end))}
    assert sum(end - start for start, end in found) == len(hours) == overlap(found, None)
    assert all(before[1] < after[0] for before, after in pairwise(found))
