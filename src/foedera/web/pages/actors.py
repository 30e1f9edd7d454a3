"""The actors of the record; and one: who it is, posts and memberships over time, what it promised, said and did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from foedera.exchange import line
from foedera.model import KINDS, Kind, RecordError
from foedera.record import Row
from foedera.web.pages.deliverables import every
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 25
_PROMISED = 40
_LISTED = 100
_KINDS = ("state", "organisation", "person", "command")
NOBODY = "other"
"""The kind under which actors stand that the base does not know and whose id says none."""


class Named(NamedTuple):
    """An actor of the record: its id, its name and kind as the base has them, and in how many entries it is named."""

    id: str
    name: str
    kind: str
    entries: int


def table(ask: Ask) -> dict[str, Any]:
    """The actors that entries name, those named in most entries first, within the filters."""
    name, kind = ask.given("name"), ask.given("kind")
    part = ask.part("/actors", chosen(ask, name, kind), _LISTED, name=name, kind=kind)
    return {"part": part, "name": name, "kind": kind, "kinds": sorted({each.kind for each in every_actor(ask)})}


def chosen(ask: Ask, name: str, kind: str) -> list[Named]:
    """The actors of a kind (empty: of all) with all words of `name` in their name or id, in order."""
    words = name.casefold().split()
    return [
        each
        for each in every_actor(ask)
        if (not kind or each.kind == kind) and all(word in f"{each.name} {each.id}".casefold() for word in words)
    ]


def every_actor(ask: Ask) -> Sequence[Named]:
    """The actors with an id that entries name, as they were known then."""
    return ask.room.lasting("actors", ask.moment.known, lambda: _named(ask))


def _named(ask: Ask) -> Sequence[Named]:
    found = []
    for id, (called, number) in ask.cards.named.items():
        known = ask.room.base.actor(id)
        name, kind = (called or id, _kind(id)) if known is None else (known.name, known.kind)
        found.append(Named(id, name, kind, number))
    return sorted(found, key=lambda each: (-each.entries, each.name, each.id))


def _kind(id: str) -> str:
    """The kind that stands in an id."""
    kind = id.partition(":")[0]
    return kind if kind in _KINDS else NOBODY


def actor(ask: Ask) -> dict[str, Any]:
    """An actor by id. Raises `RecordError` where neither the base nor the record knows it."""
    id, base = ask.path["id"], ask.room.base
    rows = base.actor_rows(id)
    known = ask.moment.known
    claims = ask.room.large(("said of", id, known), lambda: {kind: _claims(ask, id, kind) for kind in KINDS})
    name = rows[-1].name if rows else _name(claims, id)
    if name is None:
        raise RecordError(f"no actor {id[:80]} is known to the base or to {ask.record.where}")
    promised = every(ask, id)
    return {
        "id": id,
        "name": name,
        "rows": rows,
        "others": sorted({each.name for each in base.names(id)} - {name}),
        "posts": [(held, base.post(held.post)) for held in base.posts_of(id)],
        "groups": [(row, base.actor(row.group)) for row in base.groups(id)],
        "members": [(row, base.actor(row.member)) for row in base.members(id)],
        "parents": [(row, base.actor(row.parent)) for row in base.parents(id)],
        "promised": promised[:_PROMISED],
        "more_promised": ask.moment.link("/deliverables", party=id) if len(promised) > _PROMISED else None,
        "claims": {kind: found for kind, found in claims.items() if found and kind != "commitment"},
    }


def _claims(ask: Ask, id: str, kind: Kind) -> list[dict[str, Any]]:
    rows = ask.record.as_of(actor=id, kind=kind, known=ask.moment.known, limit=_SHOWN).rows
    return [_said(row, id) for row in rows]


def _said(row: Row, id: str) -> dict[str, Any]:
    roles = dict.fromkeys(field for field, ref in row.claim.actors() if id in (ref.id, ref.name, ref.state))
    name = next((ref.name for _, ref in row.claim.actors() if ref.id == id), None)
    return {"row": row, "line": line(row.claim), "as": ", ".join(roles), "name": name}


def _name(claims: dict[Kind, list[dict[str, Any]]], id: str) -> str | None:
    """What the record calls an actor that the base does not know."""
    some = [each for found in claims.values() for each in found]
    return next((each["name"] for each in some if each["name"]), id if some else None)


PAGES = (Page("/actors", "actors.html", table, "Actors"), Page("/actors/{id}", "actor.html", actor))
