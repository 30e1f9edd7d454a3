"""One actor: who it is, its posts and memberships over time, what it promised, said and did, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.exchange import line
from foedera.model import KINDS, Kind, RecordError
from foedera.record import Row
from foedera.web.pages.deliverables import every
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 25
_PROMISED = 40


def actor(ask: Ask) -> dict[str, Any]:
    """An actor by id. Raises `RecordError` where neither the base nor the record knows it."""
    id, base = ask.path["id"], ask.room.base
    rows = base.actor_rows(id)
    claims = {kind: _claims(ask, id, kind) for kind in KINDS}
    name = rows[-1].name if rows else _name(claims, id)
    if name is None:
        raise RecordError(f"no actor {id[:80]} is known to the base or to {ask.record.where}")
    return {
        "id": id,
        "name": name,
        "rows": rows,
        "others": sorted({each.name for each in base.names(id)} - {name}),
        "posts": [(held, base.post(held.post)) for held in base.posts_of(id)],
        "groups": [(row, base.actor(row.group)) for row in base.groups(id)],
        "members": [(row, base.actor(row.member)) for row in base.members(id)],
        "parents": [(row, base.actor(row.parent)) for row in base.parents(id)],
        "promised": _promised(ask, id)[:_PROMISED],
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


def _promised(ask: Ask, id: str) -> Sequence[Any]:
    return every(ask, id)


PAGES = (Page("/actors/{id}", "actor.html", actor),)
