"""Two structures of command under load: which is quicker, by how much things must be otherwise, and where it loses.

What nobody outside can know is assumed, the same for all posts, and varied over wide ranges: so there are ranks, ratios
and break-even points here, and no hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from foedera.command import Structure
from foedera.model import QuestionError
from foedera.web import charts, digits
from foedera.web.pages.command_compare import given, pair
from foedera.web.pages.extras import needs
from foedera.web.pages.page import Page
from foedera.web.pages.structures import choices
from foedera.web.room import Ask

if TYPE_CHECKING:
    from foedera.command.simulation import Contest, Sensitivity

Measure = Literal["time", "missed"]
MEASURES: tuple[Measure, ...] = ("time", "missed")

_POSTS, _KINDS = 40, 10
_BOUNDS = {"decisions": (50, 500, 200), "replications": (4, 20, 10)}
_LOADS = {"quiet": 0.02, "steady": 0.05, "busy": 0.1}
"""Decisions of each kind an hour."""


class Found(NamedTuple):
    """What was simulated."""

    contest: Contest
    sensitivity: Sensitivity


@needs("command")
def simulate(ask: Ask) -> dict[str, Any]:
    """The form, and where it was sent: ranks, break-even points, circumstances in which each structure loses."""
    values = {**given(ask), "choices": choices(ask), **_form(ask), "found": None, "bounds": _BOUNDS,
              "most": (_POSTS, _KINDS)}  # fmt: skip
    if not ask.given("run"):
        return values
    from foedera.command.simulation import defeat_sentence, overload_sentence, sentence

    found = simulated(ask)
    contest, varied = found
    return values | {
        "found": found, "kinds": contest.kinds, "left": contest.left,
        "standings": sorted(contest.standings, key=lambda each: each.rank),
        "overloads": [(each.name, overload_sentence(load)) for each in contest.standings for load in each.overloaded],
        "breaks": [sentence(each, varied.measure) for each in varied.breaks],
        "defeats": [defeat_sentence(each) for each in varied.defeats],
        "shares": varied.shares, "ties": varied.ties, "circumstances": varied.effort.circumstances,
        "drawing": _drawing(ask, contest),
    }  # fmt: skip


def _drawing(ask: Ask, found: Contest) -> Any:
    """What each structure but the first needs against it, over all and by kind of decision."""
    rows = [
        {"name": f"{each.name}: {kind or 'all kinds'}", "value": told.value, "low": told.low, "high": told.high}
        for each in found.standings[1:]
        for kind, told in (("", each.against), *each.kinds.items())
        if told is not None
    ]
    return ask.drawing(charts.ranges, rows, 1.0 if found.measure == "time" else 0.0) if rows else None


def simulated(ask: Ask) -> Found:
    """Two structures on the same decisions, within the bounds of a page.

    Raises `QuestionError` where they are too large, are the same, or know no kinds of decision; where another
    computation is under way; or where it takes too long.
    """
    structures = pair(ask)
    _check(structures)
    form = _form(ask)
    key = ("simulated", *given(ask).values(), *form.values(), ask.moment)
    return ask.room.runs.result(key, lambda: _run(structures, form))


def _run(structures: tuple[Structure, Structure], form: dict[str, Any]) -> Found:
    from foedera.command.simulation import Assumptions, Effort, contest, sensitivity

    assumptions = Assumptions(rate=_LOADS[form["load"]])
    decisions, count, measure = form["decisions"], form["replications"], cast(Measure, form["measure"])
    effort = Effort(circumstances=32, replications=4, decisions=decisions, side=0, lines=8, points=9, cores=1)
    return Found(
        contest(structures, assumptions, measure=measure, decisions=decisions, count=count, seed=1, cores=1),
        sensitivity(structures, assumptions, measure=measure, effort=effort),
    )


def _check(structures: tuple[Structure, Structure]) -> None:
    for each in structures:
        if not each.kinds:
            raise QuestionError(
                f"{each.name}: no kinds of decision are known, so that there is nothing to simulate: "
                "choose structures that say who may decide what"
            )
        if len(each.posts) > _POSTS or len(each.kinds) > _KINDS:
            raise QuestionError(
                f"{each.name}: {len(each.posts)} posts and {len(each.kinds)} kinds of decision are too many for a page "
                f"(at most {_POSTS} and {_KINDS}): foedera command simulate has no such bounds"
            )
    if structures[0] == structures[1]:
        raise QuestionError("both are the same structure on the same day: choose two that differ")


def _form(ask: Ask) -> dict[str, Any]:
    """What the form holds; raises `QuestionError` for what is out of bounds."""
    measure, load = ask.given("measure") or "time", ask.given("load") or "steady"
    if measure not in MEASURES:
        raise QuestionError(f"no such measure: {measure[:40]!r}: choose from {', '.join(MEASURES)}")
    if load not in _LOADS:
        raise QuestionError(f"no such load: {load[:40]!r}: choose from {', '.join(_LOADS)}")
    return {"measure": measure, "load": load, **{name: _number(ask, name) for name in _BOUNDS}}


def _number(ask: Ask, name: str) -> int:
    low, high, usual = _BOUNDS[name]
    text = ask.given(name)
    found = digits.number(text) if text else usual
    if found is None or not low <= found <= high:
        raise QuestionError(f"{name}: {text[:20]!r} is not a number from {low} to {high}")
    return found


PAGES = (Page("/command/simulate", "command_simulate.html", simulate),)
