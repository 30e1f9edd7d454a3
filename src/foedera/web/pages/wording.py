"""What is new in the wording: the series of documents, one of them, and predictions about what a document will say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from foedera.model import ConflictError, RecordError
from foedera.web.pages.page import Action, Page
from foedera.web.room import Ask
from foedera.wording import Novelty, Proposal, Series, novelty, official_papers, proposals, series, settle

_SHOWN = 60
_ODD = re.compile(r"[^a-z0-9]+")


def wording(ask: Ask) -> dict[str, Any]:
    """The series of the record, and predictions about wording."""
    return {"series": [(name_of(each), each) for each in every(ask)], "proposals": proposed(ask)}


def one(ask: Ask) -> dict[str, Any]:
    """A series: its documents, and what appeared in the newest and vanished from it.

    Raises `RecordError` where there is none.
    """
    wanted = ask.path["id"]
    found = chosen(ask, wanted)
    news = news_of(ask, found)
    return {
        "id": wanted, "series": found, "newest": found.documents[-1],
        "before": found.documents[-2] if len(found.documents) > 1 else None,
        "appeared": news.appeared[:_SHOWN], "vanished": news.vanished[:_SHOWN],
        "more": max(len(news.appeared), len(news.vanished)) > _SHOWN,
    }  # fmt: skip


def settled(ask: Ask) -> str:
    """Writes down, in a reviewer's name, the outcome that the page proposed; refuses one that is proposed no longer."""
    id, seen, now = ask.given("prediction"), ask.given("outcome"), ask.room.now()
    found = next((each for each in proposed(ask._replace(moment=now)) if each.prediction.id == id), None)
    if found is None or found.outcome != seen:
        raise ConflictError("what is proposed for this prediction is not what you looked at: open the page anew")
    settle(ask.record, id, by=ask.who.name, why=ask.given("why") or None, as_of=now.on)
    return ask.room.now().link("/wording")


def every(ask: Ask) -> Sequence[Series]:
    """The series that were known then."""
    known = ask.moment.known
    return ask.room.lasting("series", known, lambda: series(ask.record, known=known, base=ask.room.base))


def chosen(ask: Ask, id: str) -> Series:
    """The series of that name in addresses. Raises `RecordError` where there is none."""
    found = next((each for each in every(ask) if name_of(each) == id), None)
    if found is None:
        raise RecordError(f"there is no series {id[:80]!r}, or none was known then")
    return found


def name_of(found: Series) -> str:
    """A name of a series for an address: what can be read of its own name, and a digest."""
    kept = _ODD.sub("-", found.name.lower()).strip("-")[:48].strip("-")
    return f"{kept or 'series'}-{hashlib.sha256(found.name.encode()).hexdigest()[:6]}"


def news_of(ask: Ask, found: Series) -> Novelty:
    """What appeared in the newest document of a series, and what vanished from it."""
    known, ids = ask.moment.known, tuple(each.id for each in found.documents)
    if len(ids) < 2:
        return Novelty((), ())
    return ask.room.cached(
        ("novelty", known, ids), lambda: novelty([ask.record.document(id, known=known) for id in ids])
    )


def proposed(ask: Ask) -> Sequence[Proposal]:
    """The open predictions about wording, each with the outcome that documents since suggest."""
    on, known = ask.moment
    papers = ask.room.lasting("papers", known, lambda: official_papers(ask.record, known))

    def made() -> Sequence[Proposal]:
        return proposals(ask.record, as_of=on, known=known, found=ask.room.outlook(on, known), papers=papers)

    return ask.room.cached(("foretold", on, known), made)


PAGES = (
    Page("/wording", "wording.html", wording, "Wording"),
    Page("/wording/series/{id}", "series.html", one),
)
ACTIONS = (Action("/wording/settle", settled, "review"),)
