"""The first page: what is new, what changed, what is due, and what waits for a person."""

from __future__ import annotations

from typing import Any

from foedera.web.pages.page import Page
from foedera.web.room import Ask

_NEW = 8


def home(ask: Ask) -> dict[str, Any]:
    """What somebody who comes back wants to see first."""
    known = ask.moment.known
    documents = [row for row in ask.record.documents(known=known, limit=_NEW).rows if row.erased is None]
    waiting = ask.record.queue(limit=1)
    return {"documents": documents, "waiting": bool(waiting.rows)}


PAGES = (Page("/", "home.html", home, "Home"),)
