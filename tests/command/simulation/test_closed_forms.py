"""The simulation against closed forms of queueing theory: z-scores over 40 replications, all under 3.5."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from foedera.command.simulation import theory
from foedera.command.simulation.network import WEEK, Flow, Law, Network, Stage, Station
from foedera.command.simulation.plan import plan
from foedera.command.simulation.runs import Run, replication

COUNT, SIZE, WARM = 40, 6000, 1500

DAILY = tuple((24.0 * day + 8.0, 24.0 * day + 20.0) for day in range(7))


def single(work: Law, rate: float, *, staff: int = 1, duty: tuple[tuple[float, float], ...] | None = None) -> Network:
    """One post and one kind of decision."""
    flow = Flow(name="k", rate=rate, stages=(Stage(station="p", work=work),))
    return Network(name="one", stations=(Station(name="p", staff=staff, duty=duty),), flows=(flow,))


def z_score(network: Network, measure: Callable[[Run], float], theory: float, *, stop: float = math.inf) -> float:
    """How many standard errors the mean over the replications is from theory."""
    made = plan(network)
    runs = (replication(made, 11, number, SIZE, low=WARM, stop=stop) for number in range(COUNT))
    found = np.array([measure(run) for run in runs])
    return float((found.mean() - theory) / (found.std(ddof=1) / math.sqrt(COUNT)))


def mean(run: Run) -> float:
    """The mean time of the decisions that count."""
    return float(run.hours[WARM:].mean())


def longer(hours: float) -> Callable[[Run], float]:
    """The share of decisions that take longer."""
    return lambda run: float((run.hours[WARM:] > hours).mean())


def wait(run: Run) -> float:
    """The mean wait at the first stage."""
    return float(run.stages["waits"][0] / run.stages["begun"][0])


def growth(run: Run) -> float:
    """Decisions an hour by which the open ones grow, from 50 hours on to hour 150."""
    inside = [np.count_nonzero(run.arrived <= hour) - np.count_nonzero(run.done <= hour) for hour in (50.0, 150.0)]
    return (inside[1] - inside[0]) / 100.0


TANDEM = Network(
    name="tandem",
    stations=(Station(name="a"), Station(name="b")),
    flows=(
        Flow(
            name="k", rate=1.0,
            stages=(Stage(station="a", work=Law(1 / 1.8)), Stage(station="b", work=Law(1 / 1.6))),
        ),
    ),
)  # fmt: skip

RETURNS = Network(
    name="Jackson",
    stations=(Station(name="a", staff=2), Station(name="b")),
    flows=(
        Flow(
            name="k", rate=0.6,
            stages=(Stage(station="a", work=Law(1.0)), Stage(station="b", work=Law(0.8), back=0.2)),
        ),
    ),
)  # fmt: skip

CLASSES = Network(
    name="BCMP",
    stations=(Station(name="a", staff=2), Station(name="b")),
    flows=(
        Flow(name="x", rate=0.5, stages=(Stage(station="a", work=Law(1.0)), Stage(station="b", work=Law(0.8)))),
        Flow(
            name="y", rate=0.3,
            stages=(
                Stage(station="b", work=Law(0.8)),
                Stage(station=None, work=Law(3.0, "uniform", 0.4)),
                Stage(station="a", work=Law(1.0)),
            ),
        ),
    ),
)  # fmt: skip

RANKED = Network(
    name="Cobham",
    stations=(Station(name="p"),),
    flows=(
        Flow(name="x", rate=0.3, priority=0, stages=(Stage(station="p", work=Law(1.0)),)),
        Flow(name="y", rate=0.25, priority=3, stages=(Stage(station="p", work=Law(1.4, "erlang", 0.5)),)),
    ),
)


def _jackson() -> float:
    through = 0.6 / (1 - 0.2)
    at = theory.mmc_wait(through, 1.0, 2) + 1.0 + theory.mmc_wait(through, 1 / 0.8, 1) + 0.8
    return at / (1 - 0.2)


CASES: dict[str, tuple[Network, Callable[[Run], float], float, float]] = {
    "M/M/1 mean": (single(Law(1.0), 0.6), mean, 2.5, math.inf),
    "M/M/1 tail": (single(Law(1.0), 0.6), longer(5.0), math.exp(-2.0), math.inf),
    "M/M/3 mean": (single(Law(1.0), 2.1, staff=3), mean, theory.mmc_wait(2.1, 1.0, 3) + 1, math.inf),
    "M/M/3 tail": (single(Law(1.0), 2.1, staff=3), longer(4.0), theory.mmc_tail(2.1, 1.0, 3, 4.0), math.inf),
    "M/D/1 wait": (
        single(Law(1.0, "constant"), 0.7), wait, theory.pollaczek_khinchine(0.7, 1.0, 0.0), math.inf,
    ),
    "M/G/1 wait, lognormal": (
        single(Law(1.0, "lognormal", 1.0), 0.6), wait, theory.pollaczek_khinchine(0.6, 1.0, 1.0), math.inf,
    ),
    "M/G/1 wait, hyperexponential": (
        single(Law(1.0, "hyperexponential", 1.5), 0.6), wait, theory.pollaczek_khinchine(0.6, 1.0, 1.5), math.inf,
    ),
    "Cobham, first": (
        RANKED, wait, theory.cobham_waits([0.3, 0.25], [1.0, 1.4], [1.0, 0.5])[0], math.inf,
    ),
    "Cobham, second": (
        RANKED, lambda run: float(run.stages["waits"][1] / run.stages["begun"][1]),
        theory.cobham_waits([0.3, 0.25], [1.0, 1.4], [1.0, 0.5])[1], math.inf,
    ),
    "tandem mean": (TANDEM, mean, 1 / 0.8 + 1 / 0.6, math.inf),
    "tandem tail": (TANDEM, longer(6.0), theory.hypoexponential_tail([0.8, 0.6], 6.0), math.inf),
    "Jackson mean": (RETURNS, mean, _jackson(), math.inf),
    "BCMP mean, second class": (
        CLASSES, lambda run: float(run.hours[WARM:][run.flow[WARM:] == 1].mean()),
        theory.mmc_wait(0.8, 1.0, 2) + 1.0 + theory.mmc_wait(0.8, 1 / 0.8, 1) + 0.8 + 3.0, math.inf,
    ),
    "duty hours": (
        single(Law(0.0, "constant"), 1 / 7.3, duty=DAILY), wait, theory.closed_wait(12.0), math.inf,
    ),
    "overload": (single(Law(0.5), 5.0, staff=2), growth, theory.backlog_growth(5.0, 2.0, 2), 150.0),
    "Little": (
        single(Law(1.0), 0.6), lambda run: run.area / run.end - 0.6 * float(run.hours.mean()), 0.0, math.inf,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_closed_form(case: str) -> None:
    """Each closed form, over independent replications."""
    network, measure, expected, stop = CASES[case]
    assert abs(z_score(network, measure, expected, stop=stop)) < 3.5


def test_little_in_every_run() -> None:
    """Open decisions over time are times to decide over decisions, in each run, to rounding."""
    for network in (TANDEM, RETURNS, CLASSES, RANKED):
        run = replication(plan(network), 3, 0, 3000)
        assert run.area == pytest.approx(run.hours.sum(), rel=1e-11)


def test_erlang_c() -> None:
    """Erlang's formula against its sum, and published values."""
    offered, staff = 4.0, 5
    sums = sum(offered**number / math.factorial(number) for number in range(staff))
    waiting = offered**staff / math.factorial(staff) / (1 - offered / staff)
    assert theory.erlang_c(4.0, 1.0, 5) == pytest.approx(waiting / (sums + waiting))
    assert theory.erlang_c(0.7, 1.0, 1) == pytest.approx(0.7)
    assert theory.mmc_tail(1.5, 1.0, 1 + 1, 0.0) == pytest.approx(1.0)
    assert theory.mmc_tail(1.0, 1.0, 2, 3.0) == pytest.approx(theory.mmc_tail(1.0 + 1e-7, 1.0, 2, 3.0), rel=1e-5)
    assert theory.cobham_waits([0.5], [1.0], [1.0]) == pytest.approx([theory.pollaczek_khinchine(0.5, 1.0, 1.0)])
    assert pytest.approx(24 * 24 / 48) == theory.closed_wait(24.0)
    assert theory.closed_wait(WEEK, WEEK) == WEEK / 2
