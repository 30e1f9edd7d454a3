"""Findings in words."""

from __future__ import annotations

from foedera.command.simulation.circumstances import Defeat
from foedera.command.simulation.loads import Load
from foedera.command.simulation.ranges import phrase

__all__ = ["defeat_sentence", "overload_sentence"]


def overload_sentence(load: Load) -> str:
    """That a post is overloaded, always or at the worst of a crisis, and by what load."""
    if load.stable and load.quiet >= 1.0:
        return (
            f"{load.station} is asked for more than it can do: its load is {load.quiet:.2f}; its queue does not grow "
            "without end, because those who wait for it go on without its answer when their time is over"
        )
    if load.stable:
        return f"{load.station} is overloaded at the worst of the crisis: its load is {load.peak or 0.0:.2f} then"
    return (
        f"{load.station} is overloaded: its load is {load.lasting:.2f}, so that its queue grows without end, or that "
        "of an overloaded post before it; answers are for the time simulated, and there is no mean"
    )


def defeat_sentence(found: Defeat) -> str:
    """Where a structure loses; or that no circumstance was found in which it does."""
    widened = ""
    if found.widened:
        widened = f" after the ranges were widened {'once' if found.widened == 1 else 'twice'}"
    if not found.share:
        return f"{found.name}: no circumstance was found in which it loses,{widened}"
    if found.share == 1.0:
        return f"{found.name} loses to {' or '.join(found.winners)} in all circumstances{widened}"
    marks = "; ".join(
        f"{what} {factor:.2g} times as {how}"
        for (what, how), factor in ((phrase(of), f) for of, f in found.marks.items())
    )
    lost = f"{found.name} loses to {' or '.join(found.winners)} in {found.share:.0%} of circumstances{widened}"
    return f"{lost}, typically where {marks} as assumed" if marks else f"{lost}, which nothing marks"
