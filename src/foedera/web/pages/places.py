"""The map: where things happened, bases lie, and the parties are."""

from __future__ import annotations

from typing import Any

from foedera.actors import Base, Place
from foedera.model import Kind
from foedera.web import charts
from foedera.web.pages.page import Page
from foedera.web.room import Ask

KINDS: tuple[Kind, ...] = ("event", "asset", "command")
_LISTED = 100


def places(ask: Ask) -> dict[str, Any]:
    """The entries with a place, drawn where the place is known, and listed."""
    kind = ask.given("kind")
    rows = ask.room.large(("places", ask.moment.known), lambda: list(_rows(ask)))
    shown = [row for row in rows if not kind or row["kind"] == kind]
    drawn = [row for row in shown if row["place"]]
    part = ask.part("/map", shown, _LISTED, kind=kind)
    return {
        "rows": part.rows, "part": part, "count": len(shown), "kind": kind, "kinds": KINDS,
        "nowhere": len(shown) - len(drawn),
        "drawing": ask.drawing(charts.world, _points(drawn)),
    }  # fmt: skip


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
    return [
        {
            "longitude": row["place"].longitude, "latitude": row["place"].latitude, "kind": row["kind"],
            "label": f"{row['words']}: {row['label']}"[:120], "href": f"/entries/{row['entry'].id}",
        }
        for row in rows
    ]  # fmt: skip


PAGES = (Page("/map", "map.html", places, "Map"),)
