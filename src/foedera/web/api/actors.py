"""Actors as JSON: those that the record names, and one with what it is, held, promised, said and did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from foedera.web.api.asking import OUTCOMES, Limit, Reading, Start, Text, answer, page
from foedera.web.api.shapes import promise_of
from foedera.web.pages.actors import Named, actor, chosen

router = APIRouter()


@router.get("/actors", responses=OUTCOMES)
def actors(
    request: Request, ask: Reading, name: Text = None, kind: Text = None, start: Start = 0, limit: Limit = 100
) -> Response:
    """The actors that entries name, those named in most entries first; `name` are words of a name or id."""
    return answer(request, ask, page(chosen(ask, name or "", kind or ""), start, limit, Named._asdict))


@router.get("/actors/{id}", responses=OUTCOMES)
def one(request: Request, ask: Reading, id: str) -> Response:
    """One actor: its names, posts and memberships with their dates, what it promised, and the newest claims of each
    kind that name it, with their evidence."""
    return answer(request, ask, actor_of(actor(ask._replace(path={"id": id}))))


def actor_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of an actor shows, as plain values."""
    return {
        "actor": found["id"], "name": found["name"], "names": found["others"],
        "is": [{"kind": row.kind, "state": row.state or None, "when": row.when.text} for row in found["rows"]],
        "posts": [{"post": held.post, "role": post and post.role, "body": post and post.body, "when": held.when.text}
                  for held, post in found["posts"]],
        "groups": [{"actor": row.group, "name": _name(group), "standing": row.standing, "when": row.when.text}
                   for row, group in found["groups"]],
        "members": [{"actor": row.member, "name": _name(member), "when": row.when.text}
                    for row, member in found["members"]],
        "parents": [{"actor": row.parent, "name": _name(parent), "relationship": row.relationship,
                     "when": row.when.text} for row, parent in found["parents"]],
        "promised": [promise_of(each) for each in found["promised"]],
        "claims": {kind: [_claim(each) for each in some] for kind, some in found["claims"].items()},
    }  # fmt: skip


def _claim(each: Mapping[str, Any]) -> dict[str, Any]:
    claim = each["row"].claim
    return {
        "claim": claim.id, "lineage": each["row"].lineage, "says": each["line"], "as": each["as"],
        "document": claim.document, "text": claim.evidence[0].text, "confidence": claim.confidence,
    }  # fmt: skip


def _name(found: Any) -> str | None:
    return None if found is None else str(found.name)
