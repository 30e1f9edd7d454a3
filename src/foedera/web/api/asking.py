"""What every address of the API has in common: who asks, at which moment, pages, and how an answer is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foedera.web.accounts import Scope
from foedera.web.identity import Identity
from foedera.web.moment import Moment
from foedera.web.room import Ask, Room

MOST = 500
T = TypeVar("T")

Text = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(max_length=40, description="A day in the world, ISO 8601; default: the present.")]
Known = Annotated[str | None, Query(max_length=40, description="A moment of record time, ISO 8601; default: now.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many rows a page has at most.")]
Start = Annotated[int, Query(ge=0, le=10_000_000, description="How many rows to pass over.")]
Cursor = Annotated[str | None, Query(max_length=200, description="The `cursor` of the page before.")]

OUTCOMES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The answer.", "content": {"application/json": {"schema": {"type": "object"}}}},
    304: {"description": "You have this answer already: its ETag is that of If-None-Match."},
    400: {"description": "A question that makes no sense: a date that is none, an unknown kind."},
    401: {"description": "Nobody is logged in, and no token was sent."},
    403: {"description": "You may not do this."},
    404: {"description": "There is no such thing in the record."},
    410: {"description": "The document was erased."},
}
"""What any question is answered with."""

CHANGED: dict[int | str, dict[str, Any]] = {
    **{status: OUTCOMES[status] for status in (200, 400, 401, 403, 404, 410)},
    409: {"description": "Somebody changed it since you looked."},
}
"""What any change is answered with."""


def reader(request: Request, on: Day = None, known: Known = None) -> Ask:
    """What is asked, by somebody who may read."""
    return asked(request, "read", {"on": on or "", "known": known or ""})


Reading = Annotated[Ask, Depends(reader)]


def asked(request: Request, scope: Scope, given: dict[str, str]) -> Ask:
    """What is asked, by somebody who has a scope. Raises an error 401 or 403 where nobody is known, or he may not."""
    who: Identity | None = request.state.who
    room: Room = request.app.state.room
    if who is None:
        raise HTTPException(401, "log in, or send a token: Authorization: Bearer foedera_…")
    if not who.may(scope):
        raise HTTPException(403, f"you may not {scope}: you are {who.role}, or the record is open for reading only")
    return Ask(room, Moment.of(given, room.now()), request.query_params, request.path_params, who)


def genuine(request: Request, who: Identity) -> None:
    """Refuses a change that a page of somebody else makes a browser send. Programs send no such marks, or a token."""
    if who.form is None:
        return
    marks = [request.headers.get("origin"), request.headers.get("sec-fetch-site")]
    if any(marks) and not request.app.state.door.genuine(request, who, request.headers.get("x-foedera-form", "")):
        raise HTTPException(403, "this request did not come from a page of this record")


def answer(request: Request, ask: Ask, value: Any, status: int = 200) -> Response:
    """A JSON object, or the short answer that whoever asks has it already."""
    body = msgspec.json.encode({**value, "on": ask.moment.on, "known": ask.moment.known})
    tag = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.method in ("GET", "HEAD") and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, "application/json")


def page(rows: Sequence[T], start: int, limit: int, shown: Callable[[T], Any]) -> dict[str, Any]:
    """Some rows of many: with their number, and where the next page starts (null: this is the last)."""
    end = start + limit
    return {
        "rows": [shown(row) for row in rows[start:end]],
        "total": len(rows),
        "next": end if end < len(rows) else None,
    }


def listed(rows: Iterable[T], shown: Callable[[T], Any], cursor: str | None) -> dict[str, Any]:
    """A page of an answer that has a cursor."""
    return {"rows": [shown(row) for row in rows], "cursor": cursor}
