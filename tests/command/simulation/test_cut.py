"""Means of times that are cut off, against the times that the simulation draws."""

from __future__ import annotations

import numpy as np
import pytest

from foedera.command.simulation import Flow, Law, Network, Stage, Station, loads, simulated
from foedera.command.simulation.cut import cut_mean
from foedera.command.simulation.draws import plainly_mixed
from foedera.command.simulation.twin import _time

LAWS = (
    Law(2.0), Law(1.5, "constant"), Law(1.0, "uniform", 0.4), Law(2.0, "erlang", 0.5), Law(1.0, "lognormal", 1.2),
    Law(1.0, "lognormal", 0.0), Law(1.5, "hyperexponential", 2.0),
)  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("limit", [0.4, 1.1, 3.0])
def test_cut_mean(law: Law, limit: float) -> None:
    """The mean of drawn times, each cut off, is the closed form within four standard errors."""
    drawn = np.minimum([_time(law, plainly_mixed(number)) for number in range(8000)], limit)
    error = float(drawn.std()) / 8000**0.5
    assert abs(float(drawn.mean()) - cut_mean(law, limit)) <= 4 * error + 1e-9


def test_limits() -> None:
    """Without limit the whole mean; a far limit cuts nothing; what is added comes first."""
    assert cut_mean(Law(2.0), None, 0.5) == 2.5
    assert cut_mean(Law(2.0), 1e6) == pytest.approx(2.0)
    assert cut_mean(Law(2.0), 1.0, 3.0) == 1.0
    assert cut_mean(Law(2.0, "constant"), 2.0, 0.5) == 2.0
    assert cut_mean(Law(0.0), 2.0) == 0.0


def asked(rate: float, within: float | None, *, priority: int = 0) -> Network:
    """A post that is asked by one kind within some hours, and takes another kind without limit at a low rate."""
    post = Station(name="p")
    flows = (
        Flow(name="asks", rate=rate, priority=priority, stages=(Stage(station="p", work=Law(2.0), within=within),)),
        Flow(name="waits", rate=0.1, priority=1, stages=(Stage(station="p", work=Law(1.0)),)),
    )
    return Network(name="asked", stations=(post,), flows=flows)


def test_a_limit_of_time_keeps_a_queue_from_growing() -> None:
    """Who leaves when the time is over does not make a queue grow, except where he always goes before who waits."""
    (endless,) = loads(asked(1.0, None))
    assert not endless.stable and endless.quiet == pytest.approx(2.1)
    (short,) = loads(asked(1.0, 2.0, priority=1))
    assert short.stable and short.quiet == pytest.approx(2.0 * -np.expm1(-1.0) + 0.1) and short.lasting < 0.2
    answer = simulated(asked(1.0, 2.0, priority=1), decisions=400, count=5)
    assert answer.overloaded == () and all(kind.mean is not None for kind in answer.kinds)
    (first,) = loads(asked(1.0, 2.0))
    assert not first.stable
