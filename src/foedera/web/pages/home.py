"""The first page: what is new, what changed, what is due next and overdue, and what waits for a person."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from foedera.web.cards import Promised
from foedera.web.pages.deliverables import every
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_NEW = 6
_SHOWN = 8
_LATELY = 30


def home(ask: Ask) -> dict[str, Any]:
    """What somebody who comes back wants to see first."""
    known, on = ask.moment.known, datetime.date.fromisoformat(ask.moment.on)
    documents = [row for row in ask.record.documents(known=known, limit=_NEW).rows if row.erased is None]
    since = on - datetime.timedelta(days=min(_LATELY, on.toordinal() - 1))
    found = every(ask)
    changed = ask.cards.happened(since, on, lambda _: True)
    overdue = [each for each in found if each.progress.is_overdue]
    return {
        "documents": documents,
        "since": since,
        "changed": sorted(changed, key=lambda item: item.day, reverse=True)[:_SHOWN],
        "changed_more": ask.moment.link("/compare", **{"from": since.isoformat()}),
        "coming": [each for each in found if _ahead(each, on)][:_SHOWN],
        "overdue": sorted(overdue, key=_late)[:_SHOWN],
        "overdue_count": len(overdue),
        "waiting": sum(_counted(ask).get(status, 0) for status in ("unreviewed", "offered")),
    }


def _counted(ask: Ask) -> Mapping[str, int]:
    """How many claims the record has now, by status."""
    return ask.room.cached(("summary", ask.room.now().known), ask.record.summary).claims


def _ahead(found: Promised, on: datetime.date) -> bool:
    progress = found.progress
    return progress.due is not None and progress.due.latest >= on and not (progress.is_delivered or progress.is_ended)


def _late(found: Promised) -> int:
    return found.late or 0


PAGES = (Page("/", "home.html", home, "Home"),)
