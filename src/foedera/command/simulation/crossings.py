"""Break-even points: by how much one assumption must be off before another structure is the better one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

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
        of: what is varied; low, high: between which factors this is the only change (mostly the whole range).
        below, above: who wins under the break-even point, and over it; both None where the two cannot be told apart
            anywhere along the range.
        at: the factor at which they are even, with its interval; None: one of them (`below`) wins over the whole range.
        even: along `low` to `high` there are places where the two cannot be told apart.
        partial: there are other break-even points along the range, outside `low` to `high`.
    """

    of: str
    low: float
    high: float
    below: str | None
    above: str | None
    at: Estimate | None
    even: bool = False
    partial: bool = False


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
    """The break-even points along one range, from the gap (second less first) at each place, by replication.

    They lie between places where one of the two is better and places where the other is, each beyond its interval
    (95 %): a gap that only wavers about zero is none.
    """
    mean, half = _gap(gaps)
    signs = np.where(np.abs(mean) > half, np.sign(mean), 0).astype(int)
    even = bool((signs == 0).any())
    told = np.flatnonzero(signs)
    if not told.size:
        return [BreakEven(of=each.of, low=each.low, high=each.high, below=None, above=None, at=None, even=True)]
    changes = [(int(one), int(two)) for one, two in pairwise(told) if signs[one] != signs[two]]
    if not changes:
        winner, loser = names if signs[told[0]] > 0 else names[::-1]
        return [BreakEven(of=each.of, low=each.low, high=each.high, below=winner, above=loser, at=None, even=even)]
    logs = np.log(places)
    ends = [_crossing(logs, mean, _change(mean, *change)) for change in changes]
    bounds = [math.log(each.low), *ends, math.log(each.high)]
    made = []
    for number, (change, at) in enumerate(zip(changes, ends, strict=True)):
        below, above = names if signs[change[0]] > 0 else names[::-1]
        low, high = math.exp(bounds[number]), math.exp(bounds[number + 2])
        made.append(
            BreakEven(
                of=each.of, low=low, high=high, below=below, above=above, at=_interval(logs, gaps, at),
                even=even, partial=len(changes) > 1,
            )
        )  # fmt: skip
    return made


def _gap(gaps: Floats) -> tuple[Floats, Floats]:
    """The mean gap at each place, and half of its interval (95 %)."""
    half = stdtrit(gaps.shape[1] - 1, 0.975) * gaps.std(axis=1, ddof=1) / math.sqrt(gaps.shape[1])
    return gaps.mean(axis=1), np.asarray(half)


def _change(mean: Floats, one: int, two: int) -> int:
    """The last place from `one` to before `two` after which the mean has the sign that it has at `two`."""
    same = [place for place in range(one, two) if np.sign(mean[place]) != np.sign(mean[two])]
    return same[-1]


def _crossing(logs: Floats, mean: Floats, place: int) -> float:
    """Where a line between two places crosses zero, on the scale of logarithms."""
    share = mean[place] / (mean[place] - mean[place + 1])
    return float(logs[place] + share * (logs[place + 1] - logs[place]))


def _interval(logs: Floats, gaps: Floats, at: float) -> Estimate:
    """The crossing with its interval: from where the gap's own interval (95 %) begins to hold zero to where it ends."""
    mean, half = _gap(gaps)
    ends = [at]
    for curve in (mean - half, mean + half):
        found = [_crossing(logs, curve, int(p)) for p in np.flatnonzero(np.sign(curve[:-1]) * np.sign(curve[1:]) < 0)]
        near = float(min((logs[0], logs[-1]), key=lambda end: abs(end - at)))
        ends.append(min(found, key=lambda each: abs(each - at)) if found else near)
    return Estimate(math.exp(at), math.exp(min(ends)), math.exp(max(ends)))


def sentence(found: BreakEven, measure: str = "time") -> str:
    """A break-even point in words, told from who wins as things are assumed (factor 1): "near wins against far unless
    work at near takes more than 2.3 times (2.1 to 2.6) as long as assumed"."""
    verb = "wins" if measure == "time" else "misses fewer deadlines"
    against = "against" if measure == "time" else "than"
    what, how = phrase(found.of)
    span = f"{what} {found.low:.3g} to {found.high:.3g} times as {how} as assumed"
    if found.below is None:
        return f"no structure can be told to be better wherever {span}"
    if found.at is None:
        return f"{found.below} {verb} {against} {found.above} wherever {span}{_even(found)}"
    usual, more = (found.below, "more") if found.at.value >= 1 else (found.above, "less")
    other = found.above if usual == found.below else found.below
    within = f" (within {found.low:.2g} to {found.high:.2g} times)" if found.partial else ""
    return (
        f"{usual} {verb} {against} {other} unless {what} {more} than {found.at.value:.2g} times "
        f"({found.at.low:.2g} to {found.at.high:.2g}) as {how} as assumed{within}"
    )


def _even(found: BreakEven) -> str:
    return ", or cannot be told apart from it" if found.even else ""
