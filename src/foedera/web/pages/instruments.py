"""Instruments: what was in force when, what replaced what, and what is out of date and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foedera.register import Graph
from foedera.register.force import Standing
from foedera.register.nodes import Node
from foedera.web import charts
from foedera.web.cards import FOREVER, Standings, begins
from foedera.web.pages.entries import graph, stale, standings
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_DRAWN = 40
_LISTED = 100
_LONGEST = 38


def table(ask: Ask) -> dict[str, Any]:
    """Every instrument with whether it was in force that day, the circles, and what is out of date."""
    found = graph(ask)
    answer, words = ask.given("answer"), ask.given("about").casefold().split()
    shown = standings(ask)
    if answer:
        shown = shown.answered(answer)
    if words:
        shown = shown.of(lambda node: all(word in node.name.casefold() for word in words))
    shown = shown.by(shown.table.begun)
    outdated = stale(ask)
    part = ask.part("/instruments", shown, _LISTED, answer=answer, about=ask.given("about"))
    return {
        "standings": part.rows, "part": part, "graph": found, "stale": outdated[: ask.room.most(_LISTED)],
        "stale_count": len(outdated),
        "answer": answer, "about": ask.given("about"), "answers": ("in force", "not in force", "unknown"),
        "ties": {one.node.id: _ties(found, one) for one in part.rows},
        "drawing": _drawing(ask, found, shown), "drawn": _DRAWN,
    }  # fmt: skip


def _ties(found: Graph, one: Standing) -> list[tuple[str, Any]]:
    """What it does to others and others do to it, as sentences with a place for the other."""
    does = [(f"it {edge.relation} %(other)s", found.node(edge.target)) for edge in found.out_of(one.node.id)]
    both = does + [(f"%(other)s {edge.relation} it", found.node(edge.source)) for edge in found.onto(one.node.id)]
    return list({(words, node.id): (words, node) for words, node in both}.values())


def _drawing(ask: Ask, found: Graph, shown: Standings) -> Any:
    """Those that have a first day, and the relations between them that have a day."""
    drawn = shown.only(shown.table.begun[shown.places] < FOREVER)[:_DRAWN]
    if not drawn:
        return None
    called = _called(one.node for one in drawn)
    rows = [
        {
            "name": called[one.node.id], "start": _start(one), "end": _end(found, one) or ask.moment.on,
            "state": one.answer, "href": f"/entries/{one.node.id}",
        }
        for one in drawn
    ]  # fmt: skip
    ties = [
        {
            "day": edge.since.isoformat(), "source": called[edge.source],
            "target": called[edge.target], "relation": edge.relation,
        }
        for edge in found.edges
        if edge.since is not None and edge.counts and edge.source in called and edge.target in called
    ]  # fmt: skip
    return ask.drawing(charts.spans, rows, ties)


def _called(nodes: Iterable[Node]) -> dict[str, str]:
    """By their ids, names that fit beside a drawing, no two alike."""
    found: dict[str, str] = {}
    for node in nodes:
        name = _short(node.name)
        times = sum(each == name or each.startswith(f"{name} (") for each in found.values())
        found[node.id] = f"{name} ({times + 1})" if times else name
    return found


def _short(name: str) -> str:
    """Of a long name both ends, in whole words: at the end stand the parties."""
    if len(name) <= _LONGEST:
        return name
    head, _, _ = name[: _LONGEST // 2].rpartition(" ")
    _, _, tail = name[-_LONGEST // 2 :].partition(" ")
    return f"{head or name[: _LONGEST // 2]} … {tail or name[-_LONGEST // 2 :]}"


def _start(one: Standing) -> str:
    day = begins(one.node)
    return "9999" if day is None else day.isoformat()


def _end(found: Graph, one: Standing) -> str | None:
    """The day on which it was replaced or ended, if it is over."""
    if one.answer != "not in force":
        return None
    days = [act.first.isoformat() for act in one.node.acts if act.act in ("terminated", "denounced") and act.first]
    days += [
        edge.since.isoformat()
        for edge in found.onto(one.node.id)
        if edge.relation in ("supersedes", "terminates") and edge.since is not None
    ]
    return min((day for day in days if day > _start(one)), default=None)


PAGES = (Page("/instruments", "instruments.html", table, "Instruments"),)
