"""Break-even points: by how much one assumption must be off before another structure is the better one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from foedera.command.simulation.estimates import Estimate
from foedera.command.simulation.ranges import Range, phrase

__all__ = ["BreakEven", "break_evens", "sentence"]

Floats = npt.NDArray[np.float64]


class BreakEven(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where two structures change places along one range, all other assumptions in their middle.

    Attributes:
        of: what is varied; low, high: over which factors.
        below, above: who wins under the break-even point, and over it.
        at: the factor at which they are even, with its interval; None: one of them (`below`) wins over the whole range.
    """

    of: str
    low: float
    high: float
    below: str
    above: str
    at: Estimate | None


def break_evens(
    measured: Callable[[dict[str, float], int], Floats], names: Sequence[str], ranges: Sequence[Range], *,
    count: int, points: int,
) -> tuple[BreakEven, ...]:  # fmt: skip
    """The break-even points between the first structure and each other one, along each range.

    Args:
        measured: the measure of each structure in each replication under factors, shape (structures, replications).
        names: the structures; ranges: what is varied.
        count: replications; points: places along each range.
    """
    found = []
    for each in ranges:
        places = each.places(points)
        measures = np.array([measured({each.of: factor}, count) for factor in places])
        for other in range(1, len(names)):
            gaps = measures[:, other] - measures[:, 0]
            found += _along(each, places, gaps, (names[0], names[other]))
    return tuple(found)


def _along(each: Range, places: list[float], gaps: Floats, names: tuple[str, str]) -> list[BreakEven]:
    """The break-even points along one range, from the gap (second less first) at each place, by replication."""
    mean = gaps.mean(axis=1)
    logs = np.log(places)
    made = []
    for place in np.flatnonzero(np.sign(mean[:-1]) * np.sign(mean[1:]) < 0):
        at = _crossing(logs, mean, int(place))
        below, above = names if mean[place] > 0 else names[::-1]
        made.append(
            BreakEven(of=each.of, low=each.low, high=each.high, below=below, above=above, at=_interval(logs, gaps, at))
        )
    if made:
        return made
    winner, loser = names if mean.sum() >= 0 else names[::-1]
    return [BreakEven(of=each.of, low=each.low, high=each.high, below=winner, above=loser, at=None)]


def _crossing(logs: Floats, mean: Floats, place: int) -> float:
    """Where a line between two places crosses zero, on the scale of logarithms."""
    share = mean[place] / (mean[place] - mean[place + 1])
    return float(logs[place] + share * (logs[place + 1] - logs[place]))


def _interval(logs: Floats, gaps: Floats, at: float) -> Estimate:
    """The crossing with its interval: from where the gap's own interval (95 %) begins to hold zero to where it ends."""
    mean = gaps.mean(axis=1)
    half = stdtrit(gaps.shape[1] - 1, 0.975) * gaps.std(axis=1, ddof=1) / math.sqrt(gaps.shape[1])
    ends = [at]
    for curve in (mean - half, mean + half):
        found = [_crossing(logs, curve, int(p)) for p in np.flatnonzero(np.sign(curve[:-1]) * np.sign(curve[1:]) < 0)]
        near = float(min((logs[0], logs[-1]), key=lambda end: abs(end - at)))
        ends.append(min(found, key=lambda each: abs(each - at)) if found else near)
    return Estimate(math.exp(at), math.exp(min(ends)), math.exp(max(ends)))


def sentence(found: BreakEven, measure: str = "time") -> str:
    """A break-even point in words: "near wins unless work at near takes more than 2.3 times (2.1 to 2.6) ..."."""
    verb = "wins" if measure == "time" else "misses fewer deadlines"
    what, how = phrase(found.of)
    if found.at is None:
        return (
            f"{found.below} {verb} against {found.above} wherever {what} "
            f"{found.low:g} to {found.high:g} times as {how} as assumed"
        )
    return (
        f"{found.below} {verb} against {found.above} unless {what} more than {found.at.value:.2g} times "
        f"({found.at.low:.2g} to {found.at.high:.2g}) as {how} as assumed"
    )
