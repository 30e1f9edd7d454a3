"""What a simulation answers of one network: time to decide by kind, missed deadlines, load and waiting at each post."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from foedera.command.simulation.estimates import Estimate, estimate
from foedera.command.simulation.loads import Load, loads
from foedera.command.simulation.network import Flow, Network
from foedera.command.simulation.plan import Plan, plan
from foedera.command.simulation.runs import Run, replication, replications
from foedera.command.simulation.theory import visits

__all__ = ["LEVELS", "Answer", "KindAnswer", "PostAnswer", "horizon", "runs_of", "simulated"]

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
"""The levels at which quantiles of the time to decide are given."""

WARM = 0.1
"""The share of decisions at the beginning that do not count, because the network starts empty."""


class KindAnswer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The time to decide of one kind of decision.

    All times are multiples of `work`, the hours that the work on its path takes by the assumptions without any waiting.

    Attributes:
        mean: None where a post on the path is overloaded, so that there is none, or decisions are open at the end.
        quantiles: at each of `LEVELS`; a decision that was never taken counts as longer than all others, and a
            quantile among these is None.
        missed: the share taken after the deadline or not at all; None: there is no deadline.
        undecided: the share still open at the end (0 where the simulation ends when all are taken).
    """

    kind: str
    work: float
    mean: Estimate | None
    quantiles: tuple[Estimate | None, ...]
    missed: Estimate | None
    undecided: Estimate | None


class PostAnswer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post: its load by the assumptions, the share of its time on duty that it worked, and the wait for it.

    `wait` is in multiples of the mean work there; None where it is overloaded or had nothing to do.
    """

    post: str
    load: Load
    busy: Estimate | None
    wait: Estimate | None


class Answer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What came of all replications of one network.

    `overloaded` are its posts whose queues grow without end; then the answers hold for the first `hours` only.
    """

    name: str
    kinds: tuple[KindAnswer, ...]
    posts: tuple[PostAnswer, ...]
    overloaded: tuple[Load, ...]
    hours: float | None
    decisions: int
    replications: int
    seed: int
    little: float
    """The largest relative difference, over all runs, between open decisions added up over time and times to decide
    added up over decisions: Little's law, which must hold in each run to rounding."""


class _Part(msgspec.Struct, frozen=True, gc=False):
    """What is kept of one replication: by flow, and by station."""

    means: npt.NDArray[np.float64]
    quantiles: npt.NDArray[np.float64]
    missed: npt.NDArray[np.float64]
    undecided: npt.NDArray[np.float64]
    busy: npt.NDArray[np.float64]
    waits: npt.NDArray[np.float64]
    little: float


def horizon(network: Network, decisions: int) -> float | None:
    """For how many hours a network is simulated that is overloaded or in a surge; None: it is neither."""
    surging = max((surge.end for flow in network.flows for surge in flow.surges), default=0.0)
    if surging:
        return 2.0 * surging
    if all(load.stable for load in loads(network)):
        return None
    return decisions / sum(flow.rate for flow in network.flows)


def runs_of(
    network: Network, *, decisions: int, number: int, seed: int, hours: float | None, made: Plan | None = None
) -> Run:
    """Replication `number` of a network: to the end of all decisions, or for so many hours."""
    size = decisions if hours is None else _room(network, hours)
    low = int(WARM * decisions) if hours is None else 0
    limit = math.inf if hours is None else hours
    return replication(made or plan(network), seed, number, size, until=limit, stop=limit, low=low)


def simulated(
    network: Network, *, decisions: int = 10_000, count: int = 40, seed: int = 1, hours: float | None = None,
    cores: int | None = None,
) -> Answer:  # fmt: skip
    """Simulates a network.

    Args:
        network: what to simulate.
        decisions: how many arise in each replication, of all kinds together.
        count: the number of replications.
        seed: where random numbers begin; the same seed gives the same answer on any number of cores.
        hours: end after so many hours; None: when all are taken, or for a network that is overloaded or in a surge,
            see `horizon`.
        cores: how many to use; None: all.

    Raises:
        DatasetError: the network cannot be simulated.
    """
    network.check()
    made = plan(network)
    end = horizon(network, decisions) if hours is None else hours

    def part(number: int) -> _Part:
        return _part(network, runs_of(network, decisions=decisions, number=number, seed=seed, hours=end, made=made))

    parts = replications(count, part, cores=cores)
    known = loads(network)
    unstable = tuple(sorted((load for load in known if not load.stable), key=lambda load: -load.quiet))
    return Answer(
        name=network.name,
        kinds=tuple(_kind(flow, place, parts, unstable) for place, flow in enumerate(network.flows)),
        posts=tuple(_post(load, place, parts) for place, load in enumerate(known)),
        overloaded=unstable,
        hours=end,
        decisions=decisions,
        replications=count,
        seed=seed,
        little=max(part.little for part in parts),
    )


def _room(network: Network, hours: float) -> int:
    """Room for all decisions that arise in so many hours: ten standard deviations above their mean number."""
    mean = 0.0
    for flow in network.flows:
        pieces = [*flow.rates(), (math.inf, 0.0)]
        for (start, rate), (end, _) in pairwise(pieces):
            mean += rate * max(0.0, min(end, hours) - start)
    spread = max(flow.spacing.variation for flow in network.flows)
    return int(mean + 10.0 * (1.0 + spread) * math.sqrt(mean) + 50.0)


def _part(network: Network, run: Run) -> _Part:
    hours = run.hours[run.low :]
    flow = run.flow[run.low :]
    flows = len(network.flows)
    means, missed, undecided = np.full(flows, np.nan), np.full(flows, np.nan), np.full(flows, np.nan)
    quantiles = np.full((flows, len(LEVELS)), np.nan)
    for place, each in enumerate(network.flows):
        own = np.sort(np.where(np.isnan(hours), np.inf, hours)[flow == place])
        if own.size:
            means[place] = own.mean()
            quantiles[place] = own[(np.array(LEVELS) * (own.size - 1)).round().astype(int)]
            undecided[place] = np.isinf(own).mean()
        missed[place] = _missed(run, flow, place, each)
    stations = run.stations
    span = run.end if not 0 < run.low < run.arrived.size else run.arrived[-1] - run.arrived[run.low]
    duty = np.array([_duty(station.duty) * station.staff for station in network.stations])
    busy = stations["work"] / (span * duty) if span > 0 else np.full(stations.size, np.nan)
    inside = np.where(np.isnan(run.done), run.end, run.done) - run.arrived
    return _Part(
        means, quantiles, missed, undecided, busy, _waits(run),
        abs(run.area / float(inside.sum()) - 1.0) if inside.size else 0.0,
    )  # fmt: skip


def _missed(run: Run, flow: npt.NDArray[np.int16], place: int, each: Flow) -> float:
    """The share that missed its deadline, of those whose deadline is over."""
    if each.deadline is None:
        return math.nan
    arrived, hours = run.arrived[run.low :], run.hours[run.low :]
    over = (flow == place) & (~np.isnan(hours) | (arrived + each.deadline <= run.end))
    return float((~(hours[over] <= each.deadline)).mean()) if over.any() else math.nan


def _waits(run: Run) -> npt.NDArray[np.float64]:
    """The mean wait at each station, in hours; not a number where nothing came."""
    size = run.stations.size
    at = run.stages["station"]
    here = at >= 0
    waits = np.bincount(at[here], run.stages["waits"][here], size)
    came = np.bincount(at[here], (run.stages["begun"] + run.stages["left"])[here], size)
    return np.asarray(np.divide(waits, came, out=np.full(size, np.nan), where=came > 0))


def _duty(duty: tuple[tuple[float, float], ...] | None) -> float:
    return 1.0 if duty is None else sum(end - start for start, end in duty) / 168.0


def _kind(flow: Flow, place: int, parts: list[_Part], overloaded: tuple[Load, ...]) -> KindAnswer:
    often = visits(flow)
    work = float(sum(times * stage.work.mean for times, stage in zip(often, flow.stages, strict=True)))
    unit = work or 1.0
    blocked = {load.station for load in overloaded} & {stage.station for stage in flow.stages}
    means = np.array([part.means[place] for part in parts]) / unit
    quantiles = np.array([part.quantiles[place] for part in parts]) / unit
    return KindAnswer(
        kind=flow.name,
        work=work,
        mean=None if blocked or np.isinf(means).any() else estimate(means),
        quantiles=tuple(
            estimate(quantiles[:, level]) if np.isfinite(quantiles[:, level]).all() else None
            for level in range(len(LEVELS))
        ),
        missed=_share(estimate([part.missed[place] for part in parts])),
        undecided=_share(estimate([part.undecided[place] for part in parts])),
    )


def _share(found: Estimate | None) -> Estimate | None:
    """An estimate of a share, its interval kept within 0 and 1."""
    return None if found is None else Estimate(found.value, max(0.0, found.low), min(1.0, found.high))


def _post(load: Load, place: int, parts: list[_Part]) -> PostAnswer:
    unit = load.work or 1.0
    waits = [part.waits[place] / unit for part in parts]
    return PostAnswer(
        post=load.station, load=load, busy=_share(estimate([part.busy[place] for part in parts])),
        wait=estimate(waits) if load.stable else None,
    )  # fmt: skip
