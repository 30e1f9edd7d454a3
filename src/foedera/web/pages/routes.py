"""A strait or a canal cut: detours of the voyages to a state, what still arrives, and bounds, from public facts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from foedera.model import QuestionError
from foedera.web import charts
from foedera.web.pages.extras import needs
from foedera.web.pages.page import Page
from foedera.web.room import Ask

if TYPE_CHECKING:
    from foedera.spillover.routes import Cut, Facts, Range

_DRAWN = 40
_OTHERWISE = "2024-04"
"""The month for which facts are shown where there are none for the day of the page."""


@needs("spillover")
def routes(ask: Ask) -> dict[str, Any]:
    """The form; where chokepoints are chosen, what their loss does to voyages, flows and a state."""
    from foedera.spillover.routes import facts
    from foedera.spillover.routes.facts import named

    known = facts()
    cut, also = (ask.given(name) and named(ask.given(name), known) for name in ("cut", "also"))
    values: dict[str, Any] = {
        "points": sorted(known.chokepoints.values(), key=lambda place: place.name),
        "states": known.states, "ships": list(known.ships.values()), "places": known.places,
        "chosen": cut, "also": also, "state": ask.given("state").upper().removeprefix("STATE:"),
        "ship": ask.given("ship") or "container", "when": month_of(ask, known), "made": None,
    }  # fmt: skip
    if not ask.given("cut"):
        return values
    made = answered(ask)
    changed = [each for each in made.detours if each.state in ("longer", "no way")]
    return values | {
        "made": made, "changed": changed, "rest": len(made.detours) - len(changed),
        "ends": partial(ends, ask), "drawing": _drawing(ask, known, changed),
        "sources": [known.sources[id] for id in made.sources],
    }  # fmt: skip


def answered(ask: Ask) -> Cut:
    """What the cut that an address asks for does.

    Raises `QuestionError` for a chokepoint, state, kind of ship or month that the facts do not have.
    """
    from foedera.spillover.routes import cut, facts

    known = facts()
    names = tuple(name for name in (ask.given("cut"), ask.given("also")) if name)
    if not names:
        raise QuestionError("choose a strait or canal that is cut")
    when, state, ship = month_of(ask, known), ask.given("state") or None, ask.given("ship") or "container"
    return ask.room.cached(("cut", names, when, state, ship), lambda: cut(names, on=when, state=state, ship=ship))


def month_of(ask: Ask, known: Facts) -> str:
    """The month that an address asks for; else that of the page, or one that the facts cover."""
    from foedera.spillover.routes import month

    if ask.given("when"):
        return month(ask.given("when"), known)
    try:
        return month(ask.moment.on, known)
    except QuestionError:
        return _OTHERWISE


def ends(ask: Ask, found: Range | None, factor: float = 1.0) -> tuple[str, ...]:
    """The ends of a range as the page writes them; one where both read alike, none where it is not known."""
    if found is None:
        return ()
    number = ask.room.language.number
    low, high = (
        number(round(value)) if abs(value) >= 100 else number(float(f"{value:.3g}"))
        for value in (found.low * factor, found.high * factor)
    )
    return (low,) if low == high else (low, high)


def _drawing(ask: Ask, known: Facts, changed: Sequence[Any]) -> Any:
    """The days that each voyage takes longer, from the fastest ship to the slowest."""
    rows = [
        {
            "name": f"{known.places[each.origin].name} → {known.places[each.destination].name}",
            "low": each.days.low, "high": each.days.high, "value": None,
        }
        for each in changed
        if each.days is not None
    ]  # fmt: skip
    return ask.drawing(charts.ranges, rows[:_DRAWN], None) if rows else None


PAGES = (Page("/routes", "routes.html", routes, "Routes"),)
