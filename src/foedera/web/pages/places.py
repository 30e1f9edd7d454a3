"""The map: where things happened, bases lie, and the parties are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from foedera.actors import Base, Place
from foedera.model import Kind
from foedera.web import charts
from foedera.web.pages.page import Page
from foedera.web.room import Ask

KINDS: tuple[Kind, ...] = ("event", "asset", "command")
_LISTED = 100


def places(ask: Ask) -> dict[str, Any]:
    """The entries with a place, drawn where the place is known, and listed."""
    kind, at = ask.given("kind"), ask.given("place")
    shown = placed(ask, kind, at)
    drawn = [row for row in shown if row["place"]]
    part = ask.part("/map", shown, _LISTED, kind=kind, place=at)
    return {
        "rows": part.rows, "part": part, "count": len(shown), "kind": kind, "kinds": KINDS, "at": at,
        "nowhere": len(shown) - len(drawn),
        "drawing": ask.drawing(charts.world, _points(drawn)) if drawn else None,
    }  # fmt: skip


def placed(ask: Ask, kind: str = "", at: str = "") -> list[dict[str, Any]]:
    """The entries with a place, of a kind and at a place (in the words of the record), or all."""
    rows = ask.room.large(("places", ask.moment.known), lambda: list(_rows(ask)))
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
