"""Under which circumstances which structure wins: over wide ranges of what nobody outside can know.

Each circumstance multiplies some assumptions. Circumstances are drawn from a Sobol sequence, evenly on the scale of
logarithms (I. M. Sobol, USSR Computational Mathematics and Mathematical Physics 7, 1967); in each, the structures meet
the same decisions.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from foedera.command.simulation.assumptions import Assumptions, most_factor, scaled
from foedera.command.simulation.comparison import Measure, shared, values
from foedera.command.simulation.crossings import BreakEven, break_evens
from foedera.command.simulation.estimates import Estimate, estimate
from foedera.command.simulation.network import Network
from foedera.command.simulation.ranges import Range, ranges_of
from foedera.command.simulation.structures import networks
from foedera.command.structure import Structure
from foedera.model.errors import UsageError

__all__ = ["Cell", "Defeat", "Effort", "Sensitivity", "Share", "sensitivity"]

Floats = npt.NDArray[np.float64]

_TELLING = 0.2
"""How many standard deviations the middle of what is lost must lie from the middle of all to mark it."""


class Effort(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How much is simulated: circumstances, replications in each, decisions in each, and cells along a side of the map.

    `lines` are the replications for break-even points, `points` the places along each range.
    """

    circumstances: int = 128
    replications: int = 8
    decisions: int = 500
    side: int = 9
    lines: int = 32
    points: int = 13
    seed: int = 1
    cores: int | None = None


class Share(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """In which share of the circumstances a structure has each rank, the first rank first."""

    name: str
    wins: float
    ranks: tuple[float, ...]


class Defeat(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a structure loses: against which, in which share of circumstances, and what marks these.

    `marks` are factors, the telling ones first: the middle (median) of each where it loses. `widened` is how often
    the ranges had to be widened (squared) before a circumstance was found in which it loses. `share` 0: none was found.
    """

    name: str
    share: float
    winners: tuple[str, ...]
    marks: dict[str, float]
    widened: int


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One place in the map: two factors, and who wins there (None: they cannot be told apart)."""

    x: float
    y: float
    winner: str | None
    against: float


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What circumstances decide.

    Attributes:
        names: the structures; measure: what is compared.
        ranges: what was varied, the most telling first; influence: how much of the logarithm of the ratio between the
            second structure and the first each explains (shares of variance by linear regression).
        shares, ties: how often each wins, and in which share the first two of a circumstance cannot be told apart.
        breaks: where the first structure and each other one change places, one range at a time.
        defeats: for each structure, where it loses.
        map: cells over the two most telling ranges; axes: their names.
        effort: what was simulated; cores, which change nothing, are left out.
    """

    names: tuple[str, ...]
    measure: Measure
    ranges: tuple[Range, ...]
    influence: dict[str, float]
    shares: tuple[Share, ...]
    ties: float
    breaks: tuple[BreakEven, ...]
    defeats: tuple[Defeat, ...]
    map: tuple[Cell, ...]
    axes: tuple[str, ...]
    effort: Effort


class _Drawn(msgspec.Struct, frozen=True, gc=False):
    """Circumstances: factors (circumstances, ranges), the mean measure of each structure, winner (-1: a tie)."""

    factors: Floats
    means: Floats
    winners: npt.NDArray[np.int64]


def sensitivity(
    structures: Sequence[Structure], assumptions: Assumptions, ranges: Sequence[Range] = (), *,
    measure: Measure = "time", effort: Effort | None = None,
) -> Sensitivity:  # fmt: skip
    """Compares structures over ranges of circumstances.

    Args:
        structures: two or more; break-even points and influences are those of the first against the others.
        assumptions: the middle of all ranges.
        ranges: what to vary; empty: everything that may matter (`foedera.command.simulation.ranges.ranges_of`).
        measure: what is compared.
        effort: how much to simulate.

    Raises:
        UsageError: fewer than two structures, or no kind of decision in common.
        DatasetError: a structure cannot be simulated, or a range is none.
    """
    if len(structures) < 2:
        raise UsageError("a comparison needs two structures")
    done = effort or Effort()
    field = _Field(structures, assumptions, measure, done)
    varied = _possible(tuple(ranges) or ranges_of(structures), assumptions)
    drawn = field.drawn(varied)
    influence = _influence(varied, drawn)
    ordered = tuple(sorted(varied, key=lambda each: -influence[each.of]))
    breaks = break_evens(
        field.at, [each.name for each in field.base], ordered, count=done.lines, points=done.points
    )  # fmt: skip
    return Sensitivity(
        names=field.names,
        measure=measure,
        ranges=ordered,
        influence={each.of: influence[each.of] for each in ordered},
        shares=_shares(field.names, drawn),
        ties=float((drawn.winners < 0).mean()),
        breaks=breaks,
        defeats=tuple(_defeat(field, place, varied, drawn) for place in range(len(structures))),
        map=_map(field, ordered, done.side),
        axes=tuple(each.of for each in ordered[:2]),
        effort=msgspec.structs.replace(done, cores=None),
    )


def _possible(ranges: Sequence[Range], assumptions: Assumptions) -> tuple[Range, ...]:
    """The ranges as far as they change anything: a share cannot grow beyond its largest value.

    Raises:
        DatasetError: a range is none.
    """
    cut = tuple(Range(each.of, each.low, min(each.high, most_factor(assumptions, each.of))) for each in ranges)
    kept = tuple(given if each.high <= given.low else each for given, each in zip(ranges, cut, strict=True))
    for each in kept:
        each.check()
    return kept


class _Field:
    """The structures, and what they do under any factors."""

    def __init__(
        self, structures: Sequence[Structure], assumptions: Assumptions, measure: Measure, effort: Effort
    ) -> None:
        self.structures, self.assumptions, self.measure, self.effort = structures, assumptions, measure, effort
        self.base = self.networks({})
        self.names = tuple(each.name for each in self.base)

    def networks(self, factors: dict[str, float]) -> tuple[Network, ...]:
        assumed = scaled(self.assumptions, factors)
        return shared(networks(self.structures, assumed), self.measure)

    def at(self, factors: dict[str, float], count: int) -> Floats:
        """The measure of each structure in each replication under factors, shape (structures, replications)."""
        effort = self.effort
        return np.array(
            [
                values(
                    each, decisions=effort.decisions, count=count, seed=effort.seed, measure=self.measure,
                    cores=effort.cores,
                )[:, -1]
                for each in self.networks(factors)
            ]
        )  # fmt: skip

    def drawn(self, varied: Sequence[Range]) -> _Drawn:
        """Circumstances from a Sobol sequence over the ranges."""
        size = max(1, self.effort.circumstances)
        sequence = qmc.Sobol(len(varied), rng=np.random.default_rng(self.effort.seed))
        places = sequence.random_base2(max(0, int(size - 1).bit_length()))[:size]
        low, high = (np.log([getattr(each, end) for each in varied]) for end in ("low", "high"))
        factors = np.exp(low + places * (high - low))
        found = [
            self.at({each.of: float(f) for each, f in zip(varied, row, strict=True)}, self.effort.replications)
            for row in factors
        ]
        winners = np.array([_winner(each) for each in found], np.int64)
        return _Drawn(factors, np.array([each.mean(axis=1) for each in found]), winners)


def _winner(found: Floats) -> int:
    """The best structure of one circumstance; -1 where it cannot be told apart from the next."""
    order = np.argsort(found.mean(axis=1), kind="stable")
    gap: Estimate | None = estimate(found[order[1]] - found[order[0]])
    return int(order[0]) if gap is not None and gap.low > 0 else -1


def _influence(varied: Sequence[Range], drawn: _Drawn) -> dict[str, float]:
    """The share of the variance that each range explains of how the second structure does against the first."""
    known = (drawn.means > 0).all(axis=1)
    if known.sum() <= len(varied) + 1:
        return {each.of: 0.0 for each in varied}
    ratio = np.log(drawn.means[known, 1] / drawn.means[known, 0])
    logs = np.log(drawn.factors[known])
    logs = logs - logs.mean(axis=0)
    slopes = np.linalg.lstsq(logs, ratio - ratio.mean(), rcond=None)[0]
    parts = slopes**2 * logs.var(axis=0)
    whole = float(ratio.var())
    return {each.of: float(part) / whole if whole > 0 else 0.0 for each, part in zip(varied, parts, strict=True)}


def _shares(names: Sequence[str], drawn: _Drawn) -> tuple[Share, ...]:
    ranks = drawn.means.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    return tuple(
        Share(
            name=name, wins=float((drawn.winners == place).mean()),
            ranks=tuple(float((ranks[:, place] == rank).mean()) for rank in range(len(names))),
        )
        for place, name in enumerate(names)
    )  # fmt: skip


def _defeat(field: _Field, place: int, varied: Sequence[Range], drawn: _Drawn) -> Defeat:
    """Where a structure loses; where it never does, the ranges are widened, twice at most."""
    widened = 0
    while widened < 2 and not _lost(drawn, place).any():
        widened += 1
        varied = _possible([each.wider() for each in varied], field.assumptions)
        drawn = field.drawn(varied)
    lost = _lost(drawn, place)
    logs = np.log(drawn.factors)
    marks: dict[str, float] = {}
    if lost.any():
        middle, scale = np.median(logs[lost], axis=0), logs.std(axis=0)
        shift = np.abs(middle - np.median(logs, axis=0)) / np.where(scale > 0, scale, 1.0)
        order = [each for each in np.argsort(-shift, kind="stable")[:3] if shift[each] >= _TELLING]
        marks = {varied[each].of: float(np.exp(middle[each])) for each in order}
    winners = sorted({int(each) for each in drawn.winners[lost]})
    return Defeat(
        name=field.names[place], share=float(lost.mean()), winners=tuple(field.names[each] for each in winners),
        marks=marks, widened=widened,
    )  # fmt: skip


def _lost(drawn: _Drawn, place: int) -> npt.NDArray[np.bool_]:
    return np.asarray((drawn.winners >= 0) & (drawn.winners != place))


def _map(field: _Field, ordered: Sequence[Range], side: int) -> tuple[Cell, ...]:
    """Who wins over the two most telling ranges, all others in their middle."""
    if len(ordered) < 2:
        return ()
    across, up = ordered[:2]
    cells = []
    for y in up.places(side):
        for x in across.places(side):
            found = field.at({across.of: x, up.of: y}, field.effort.replications)
            winner = _winner(found)
            first, second = found[:2].mean(axis=1)
            cells.append(
                Cell(
                    x=x, y=y, winner=None if winner < 0 else field.names[winner],
                    against=float(second / first) if first > 0 else float("nan"),
                )
            )  # fmt: skip
    return tuple(cells)
