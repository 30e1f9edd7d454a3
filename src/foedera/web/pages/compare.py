"""Two days side by side: what changed in the alliance, and what changed in what is known."""

from __future__ import annotations

from typing import Any

from foedera import register
from foedera.web.pages.deliverables import every
from foedera.web.pages.entries import graph
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 100


def compare(ask: Ask) -> dict[str, Any]:
    """What changed after the day `from` and until the day of the page; where each thing stood on both."""
    start, moment = ask.given("from"), ask.moment
    actor, about = ask.given("actor"), ask.given("about")
    values: dict[str, Any] = {"start": start, "actor": actor, "about": about, "changes": None, "shown": _SHOWN}
    if not start:
        return values
    found = ask.room.cached(
        ("changes", start, moment, actor, about),
        lambda: register.changes(
            ask.record, start, moment.on, known=moment.known, actor=actor or None, about=about or None
        ),
    )
    before = ask._replace(moment=moment._replace(on=found.a.isoformat()))
    return values | {"changes": found, "moved": _moved(before, ask), "force": _force(before, ask)}


def _moved(before: Ask, after: Ask) -> list[tuple[Any, str | None, str | None]]:
    """The commitments that stood elsewhere on the first day: with both stages."""
    then = {found.entry.id: found for found in every(before)}
    return [
        (found.entry, _stage(then.get(found.entry.id)), _stage(found))
        for found in every(after)
        if _stage(then.get(found.entry.id)) != _stage(found)
    ][:_SHOWN]


def _force(before: Ask, after: Ask) -> list[tuple[Any, str, str]]:
    """The instruments that were in another state on the first day."""
    found = graph(after)
    then = {one.node.id: one.answer for one in _standings(before)}
    return [
        (one.node.entry, then[one.node.id], one.answer)
        for one in _standings(after)
        if found and one.node.id in then and then[one.node.id] != one.answer
    ][:_SHOWN]


def _standings(ask: Ask) -> Any:
    return ask.room.cached(("standings", ask.moment), lambda: graph(ask).in_force(ask.moment.on))


def _stage(found: Any) -> str | None:
    if found is None:
        return None
    return f"{found.progress.stage or 'known'}{', overdue' if found.progress.is_overdue else ''}"


PAGES = (Page("/compare", "compare.html", compare, "Compare"),)
