"""The map: where things happened, bases lie, and the parties are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from foedera.actors import Base, Place
from foedera.model import Edtf, Kind
from foedera.web import charts
from foedera.web.pages.actors import Named, every_actor
from foedera.web.pages.page import Page
from foedera.web.room import Ask

KINDS: tuple[Kind, ...] = ("event", "asset", "command")
PARTY = "party"
_LISTED = 100
_PARTIES = 40


def places(ask: Ask) -> dict[str, Any]:
    """The entries with a place, drawn where the place is known, and listed."""
    kind, at = ask.given("kind"), ask.given("place")
    shown = placed(ask, kind, at) if kind != PARTY else []
    drawn = [row for row in shown if row["place"]]
    part = ask.part("/map", shown, _LISTED, kind=kind, place=at)
    states = parties(ask) if kind in ("", PARTY) and not at else []
    points = [*_points(drawn), *_capitals(states)]
    return {
        "rows": part.rows, "part": part, "count": len(shown), "kind": kind, "kinds": (*KINDS, PARTY), "at": at,
        "nowhere": len(shown) - len(drawn), "parties": states, "party": PARTY,
        "drawing": ask.drawing(charts.world, points) if points else None,
    }  # fmt: skip


def parties(ask: Ask) -> list[tuple[Named, Place]]:
    """The states that entries name, those named most first, each with its capital on the day."""
    day = Edtf.parse(ask.moment.on)
    states = (each for each in every_actor(ask) if each.kind == "state")
    found = ((each, ask.room.base.capital(each.id, day)) for each in states)
    return [(each, at) for each, at in found if at is not None and at.latitude is not None][:_PARTIES]


def _capitals(states: Sequence[tuple[Named, Place]]) -> list[dict[str, Any]]:
    return [
        {
            "longitude": at.longitude, "latitude": at.latitude, "kind": PARTY, "number": 1,
            "label": f"{each.name}: {at.name}", "href": f"/actors/{each.id}",
        }
        for each, at in states
    ]  # fmt: skip


def placed(ask: Ask, kind: str = "", at: str = "") -> list[dict[str, Any]]:
    """The entries with a place, of a kind and at a place (in the words of the record), or all."""
    rows = ask.room.lasting("places", ask.moment.known, lambda: list(_rows(ask)))
    return [row for row in rows if (not kind or row["kind"] == kind) and (not at or row["words"] == at)]


def _rows(ask: Ask) -> Any:
    for kind in KINDS:
        for card in ask.cards.of_kind(kind):
            if card.place is not None:
                place = _place(ask.room.base, card.place)
                yield {"kind": kind, "entry": card, "words": card.place, "place": place, "label": card.label}


def _place(base: Base, words: str) -> Place | None:
    """The place of that name, if there is just one with coordinates."""
    some = [place for place in base.places(words) if place.latitude is not None]
    return some[0] if some and len({(p.latitude, p.longitude) for p in some}) == 1 else None


def _points(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One point for the entries of a kind at a place, which leads to the one, or to the list of them."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["words"], row["kind"]].append(row)
    return [
        {
            "longitude": some[0]["place"].longitude, "latitude": some[0]["place"].latitude, "kind": kind,
            "number": len(some), "label": f"{words}: {some[0]['label'] if len(some) == 1 else len(some)}"[:120],
            "href": f"/entries/{some[0]['entry'].id}" if len(some) == 1 else f"/map?{urlencode({'place': words})}",
        }
        for (words, kind), some in sorted(grouped.items())
    ]  # fmt: skip


PAGES = (Page("/map", "map.html", places, "Map"),)
