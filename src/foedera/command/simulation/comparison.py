"""Structures side by side on the same decisions (common random numbers): ranks, and ratios with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from foedera.command.simulation.assumptions import Assumptions
from foedera.command.simulation.estimates import Estimate, estimate, ratio
from foedera.command.simulation.loads import Load, overloaded
from foedera.command.simulation.network import Network
from foedera.command.simulation.plan import plan
from foedera.command.simulation.runs import replication, replications
from foedera.command.simulation.structures import network, networks, undecidable
from foedera.command.structure import Structure
from foedera.model.errors import UsageError

__all__ = ["Contest", "Critical", "Measure", "Standing", "contest", "critical_posts", "shared", "values"]

Floats = npt.NDArray[np.float64]

Measure = Literal["time", "missed"]
"""What is compared: the mean time to decide, or the share of decisions that miss their deadline."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How one structure does against the first.

    Attributes:
        name: the structure.
        rank: 1 is best; structures that cannot be told apart from the one before share its rank.
        against: its measure as a multiple of the first structure's (of missed deadlines: the difference of shares).
        kinds: the same for each kind of decision.
        overloaded: its posts whose queues grow without end.
    """

    name: str
    rank: int
    against: Estimate | None
    kinds: dict[str, Estimate | None]
    overloaded: tuple[Load, ...]


class Contest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A comparison of structures; `kinds` are those that all of them can decide, and only these count.

    `left` are the kinds that only some of them can decide.
    """

    measure: Measure
    kinds: tuple[str, ...]
    left: tuple[str, ...]
    standings: tuple[Standing, ...]
    decisions: int
    replications: int
    seed: int


class Critical(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the loss of a post does: kinds that nobody can decide then, and how many times as long the others take."""

    post: str
    undecidable: tuple[str, ...]
    longer: Estimate | None
    overloaded: tuple[Load, ...]


def shared(networks: Sequence[Network], measure: Measure = "time") -> tuple[Network, ...]:
    """The networks with only those kinds that all of them have.

    Raises:
        UsageError: they have none in common, or none of these has a deadline that could be missed.
    """
    kinds = set.intersection(*({flow.name for flow in each.flows} for each in networks))
    names = "; ".join(each.name for each in networks)
    if not kinds:
        raise UsageError(f"{names}: no kind of decision is in all of them")
    if measure == "missed" and all(flow.deadline is None for flow in networks[0].flows if flow.name in kinds):
        raise UsageError(f"{names}: no kind of decision has a deadline: write `deadline`, or compare times")
    return tuple(
        msgspec.structs.replace(each, flows=tuple(flow for flow in each.flows if flow.name in kinds))
        for each in networks
    )


def values(
    made: Network, *, decisions: int, count: int, seed: int, measure: Measure = "time", cores: int | None = None
) -> Floats:
    """The measure in each replication, shape (replications, kinds + 1): by kind, and of all decisions together.

    Each replication follows the first decisions from an empty network until all are taken, or, where there is a crisis,
    for twice the hours until its end; what is open then counts with the time that it has been open. So the values exist
    for an overloaded network too, and say how it does at first.
    """
    arrays = plan(made)
    surging = max((surge.end for flow in made.flows for surge in flow.surges), default=0.0)
    end = 2.0 * surging if surging else math.inf
    size = decisions if not surging else max(decisions, _room(made, end))
    deadlines = np.array([math.inf if flow.deadline is None else flow.deadline for flow in made.flows])

    def one(number: int) -> Floats:
        run = replication(arrays, seed, number, size, until=end, stop=end)
        hours = np.where(np.isnan(run.done), run.end, run.done) - run.arrived
        worth = hours if measure == "time" else (hours > deadlines[run.flow]).astype(np.float64)
        count = np.bincount(run.flow, minlength=deadlines.size)
        total = np.bincount(run.flow, worth, deadlines.size)
        by_kind = np.divide(total, count, out=np.full(deadlines.size, np.nan), where=count > 0)
        return np.append(by_kind, worth.mean() if worth.size else np.nan)

    return np.array(replications(count, one, cores=cores))


def _room(made: Network, hours: float) -> int:
    most = sum(max(rate for _, rate in flow.rates()) for flow in made.flows) * hours
    return int(most + 20.0 * math.sqrt(most) + 50.0)


def contest(
    structures: Sequence[Structure], assumptions: Assumptions, *, decisions: int = 2000, count: int = 40, seed: int = 1,
    measure: Measure = "time", cores: int | None = None,
) -> Contest:  # fmt: skip
    """Compares structures under the same assumptions, on the same decisions.

    Raises:
        UsageError: fewer than two structures, or none of their kinds in common.
        DatasetError: a structure cannot be simulated.
    """
    if len(structures) < 2:
        raise UsageError("a comparison needs two structures")
    whole = networks(structures, assumptions)
    common = shared(whole, measure)
    found = [values(each, decisions=decisions, count=count, seed=seed, measure=measure, cores=cores) for each in common]
    ranks = _ranks([each[:, -1] for each in found])
    kinds = tuple(flow.name for flow in common[0].flows)
    columns = [[flow.name for flow in each.flows] for each in common]
    left = tuple(dict.fromkeys(flow.name for each in whole for flow in each.flows if flow.name not in kinds))
    first = found[0]
    return Contest(
        measure=measure, kinds=kinds, left=left, decisions=decisions, replications=count, seed=seed,
        standings=tuple(
            Standing(
                name=each.name, rank=rank, against=_against(own[:, -1], first[:, -1], measure),
                kinds={
                    kind: _against(own[:, names.index(kind)], first[:, columns[0].index(kind)], measure)
                    for kind in kinds
                },
                overloaded=overloaded(each),
            )
            for each, own, rank, names in zip(common, found, ranks, columns, strict=True)
        ),
    )  # fmt: skip


def _against(own: Floats, first: Floats, measure: Measure) -> Estimate | None:
    return ratio(own, first) if measure == "time" else estimate(own - first)


def _ranks(found: list[Floats]) -> list[int]:
    """Ranks by the mean; whoever cannot be told apart from the one before shares its rank."""
    order = sorted(range(len(found)), key=lambda place: float(np.nanmean(found[place])))
    ranks = [1] * len(found)
    for position, place in enumerate(order[1:], 2):
        before = order[position - 2]
        gap = estimate(found[place] - found[before])
        apart = gap is not None and gap.low > 0
        ranks[place] = position if apart else ranks[before]
    return ranks


def critical_posts(
    structure: Structure, assumptions: Assumptions, *, decisions: int = 2000, count: int = 20, seed: int = 1,
    cores: int | None = None,
) -> tuple[Critical, ...]:  # fmt: skip
    """What the loss of each post does, the worst first: most kinds that nobody can decide, then the longest delay.

    Raises:
        DatasetError: the structure cannot be simulated.
    """
    whole = network(structure, assumptions)
    base = values(whole, decisions=decisions, count=count, seed=seed, cores=cores)
    names = [flow.name for flow in whole.flows]
    found = []
    for station in whole.stations:
        gone = undecidable(structure, lost=(station.name,))
        if len(gone) == len(names):
            found.append(Critical(post=station.name, undecidable=gone, longer=None, overloaded=()))
            continue
        left = network(structure, assumptions, lost=(station.name,))
        own = values(left, decisions=decisions, count=count, seed=seed, cores=cores)
        kept = [names.index(flow.name) for flow in left.flows]
        longer = ratio(np.nanmean(own[:, :-1], axis=1), np.nanmean(base[:, kept], axis=1))
        found.append(Critical(post=station.name, undecidable=gone, longer=longer, overloaded=overloaded(left)))
    return tuple(sorted(found, key=lambda each: (-len(each.undecidable), -(each.longer.value if each.longer else 0.0))))
