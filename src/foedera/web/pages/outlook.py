"""Predictions and how they turned out; who was right how often."""

from __future__ import annotations

from typing import Any

from foedera import register
from foedera.model import QuestionError
from foedera.register import Outlook
from foedera.register.predictions import OUTCOMES, Prediction
from foedera.web.pages.page import Action, Page
from foedera.web.room import Ask

_SHOWN = 100
STATUSES = ("open", "past its horizon", *OUTCOMES)


def outlook(ask: Ask) -> dict[str, Any]:
    """The predictions within the filters, and the scores of who made them."""
    status = ask.given("status")
    if status and status not in STATUSES:
        raise QuestionError(f"no such status: {status}: choose from {', '.join(STATUSES)}")
    found = ask.room.outlook(*ask.moment)
    shown = chosen(found, status, ask.given("speaker"))
    part = ask.part("/outlook", shown, _SHOWN, status=status, speaker=ask.given("speaker"))
    return {
        "predictions": part.rows, "part": part, "count": part.total, "status": status, "statuses": STATUSES,
        "speaker": ask.given("speaker"), "outcomes": OUTCOMES,
        "speakers": [score for score in found.speakers if score.resolved],
        "sources": [score for score in found.sources if score.resolved],
    }  # fmt: skip


def chosen(found: Outlook, status: str, speaker: str) -> list[Prediction]:
    """The predictions of a status (empty: of all) by whom a speaker's name, or a part of it, names (empty: all)."""
    name = speaker.casefold()
    return [
        each
        for each in found.predictions
        if (not status or each.status == status) and (not name or any(name in who.casefold() for who in each.speakers))
    ]


def resolve(ask: Ask) -> str:
    """Writes down how a prediction turned out."""
    register.resolve(
        ask.record, ask.given("prediction"), ask.given("outcome"), evidence=ask.given("evidence"), by=ask.who.name,
        when=ask.given("when") or None, why=ask.given("why") or None,
    )  # fmt: skip
    return "/outlook"


PAGES = (Page("/outlook", "outlook.html", outlook, "Outlook"),)
ACTIONS = (Action("/outlook/resolve", resolve, "review"),)
