"""The first page: what is new, what changed, what is due next and overdue, and what waits for a person."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from foedera.web.cards import FOREVER
from foedera.web.pages.deliverables import every
from foedera.web.pages.documents import listed
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_NEW = 6
_SHOWN = 8
LATELY = 30
"""How many days back the first page looks."""


def home(ask: Ask) -> dict[str, Any]:
    """What somebody who comes back wants to see first."""
    on = datetime.date.fromisoformat(ask.moment.on)
    documents = [row for row in listed(ask, _NEW).rows if row.erased is None]
    since = on - datetime.timedelta(days=min(LATELY, on.toordinal() - 1))
    found = every(ask)
    changed = ask.cards.happened(since, on)
    ahead = found.only((found.due >= on.toordinal()) & (found.due < FOREVER) & found.open)
    overdue = found.only(found.overdue)
    return {
        "documents": documents,
        "since": since,
        "changed": changed.latest(_SHOWN),
        "changed_more": ask.moment.link("/compare", **{"from": since.isoformat()}),
        "coming": ahead[:_SHOWN],
        # What fell due last is late by the fewest days.
        "overdue": overdue.ordered(overdue.due, down=True)[:_SHOWN],
        "overdue_count": len(overdue),
        "waiting": sum(_counted(ask).get(status, 0) for status in ("unreviewed", "offered")),
    }


def _counted(ask: Ask) -> Mapping[str, int]:
    """How many claims the record has now, by status."""
    return ask.room.cached(("summary", ask.room.now().known), ask.record.summary).claims


PAGES = (Page("/", "home.html", home, "Home"),)
