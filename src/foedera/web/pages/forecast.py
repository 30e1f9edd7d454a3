"""What comes next between two actors, with what speaks for it: only where the record says enough to calibrate it."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from foedera import register
from foedera.model import FoederaError, QuestionError
from foedera.web import charts
from foedera.web.pages.extras import needs
from foedera.web.pages.page import Action, Page
from foedera.web.room import Ask

if TYPE_CHECKING:
    from foedera.datasets.streams import EventStream
    from foedera.forecast import Counted, Forecast, Forecaster, Past

HORIZONS = (7, 30, 90)
_ACTORS = 300
_EXPLAINED = 3


class Made(NamedTuple):
    """Forecasts of each type of event from one actor to another, and of their number, made on a stream."""

    forecasts: tuple[Forecast, ...]
    counted: Counted
    stream: EventStream


@needs("forecast")
def forecast(ask: Ask) -> dict[str, Any]:
    """The form; where the record is too thin, why; else the probabilities for a pair, with baselines and reasons."""
    found = stream_of(ask)
    values: dict[str, Any] = {
        "actors": _actors(found), "actor": ask.given("actor"), "recipient": ask.given("recipient"),
        "days": days_of(ask), "horizons": HORIZONS, "events": found.acts, "read": _read(found),
        "stream_notes": found.notes, "refusal": refusal(ask), "made": None, "claims": {},
        "drawing": None,
    }  # fmt: skip
    if values["refusal"] is not None or not (values["actor"] and values["recipient"]):
        return values
    made = predicted(ask)
    past = [event for each in made.forecasts for reason in each.reasons for event in reason.events]
    return values | {
        "made": made,
        "claims": {one.source: _told(ask, one) for one in past if one.source is not None},
        "drawing": _drawing(ask, made),
    }


def _drawing(ask: Ask, made: Made) -> Any:
    """The probability of each type of event beside climatology and no change."""
    rows = [
        {"type": each.type, "sort": sort, "share": share}
        for each in made.forecasts
        for sort, share in (
            ("forecast", each.probability), ("climatology", each.climatology), ("no change", each.no_change),
        )
        if share is not None
    ]  # fmt: skip
    return ask.drawing(charts.chances, rows) if rows else None


def stream_of(ask: Ask) -> EventStream:
    """The events of the record as it was known then, with governments and forces as their states."""
    known = ask.moment.known
    return ask.room.lasting("stream", known, lambda: register.stream(ask.record, known=known, who="state"))


def refusal(ask: Ask) -> str | None:
    """Why no probability can be given from this record on that day; None where one can."""
    from foedera.forecast import observed
    from foedera.forecast.observed import refuse_unread

    found = stream_of(ask)
    try:
        refuse_unread(found)
        observed(found, _day(ask, found))
    except FoederaError as error:
        return _plain(error, found)
    return None


def predicted(ask: Ask) -> Made:
    """The forecasts that an address asks for.

    Raises `QuestionError` for actors that the record has no event of, and where another computation is under way or
    this one takes too long; `DatasetError` where the record is too thin.
    """
    actor, recipient, days = ask.given("actor"), ask.given("recipient"), days_of(ask)
    if not actor or not recipient or actor == recipient:
        raise QuestionError("choose two different actors: who acts, and towards whom")
    found = stream_of(ask)
    key = ("forecast", ask.moment, actor, recipient, days)
    # Who has no event is known before anything is fitted.
    for name in (actor, recipient):
        if name not in found.actors:
            raise QuestionError(f"{name[:80]} has no event in this record, so that no probability can be given")

    def run() -> Made:
        made = _forecaster(ask, found)
        several = made.forecast(actor, recipient, days=days, explain=_EXPLAINED)
        return Made(several, made.counted(actor, recipient, days=days), made.stream)

    return ask.room.runs.result(key, run)


def days_of(ask: Ask) -> int:
    """How many days ahead an address asks for."""
    text = ask.given("days") or "30"
    if text not in {str(each) for each in HORIZONS}:
        raise QuestionError(f"no such horizon: {text[:20]!r}: choose from {', '.join(map(str, HORIZONS))} days")
    return int(text)


def kept(ask: Ask) -> str:
    """Puts the forecasts of a page into the ledger of the record, to be scored when their time has come."""
    from foedera.forecast import keep

    made = predicted(ask)
    keep(ask.record, [*made.forecasts, made.counted], made.stream)
    return ask.room.now().link("/outlook")


def _forecaster(ask: Ask, found: EventStream) -> Forecaster:
    from foedera.forecast import forecaster

    day = _day(ask, found)
    return ask.room.large(("forecaster", ask.moment.known, day), lambda: forecaster(found, day=day))


def _day(ask: Ask, found: EventStream) -> int | None:
    """The morning of the day of the page, where the record reaches so far; None: the day after its last event."""
    if found.origin is None or not len(found):
        return None
    day = found.number(datetime.date.fromisoformat(ask.moment.on))
    return day if day <= int(found.day[-1]) else None


def _plain(error: FoederaError, found: EventStream) -> str:
    """An error without the name of the file, which the page says anyway."""
    return str(error).removeprefix(f"{found.name}: ")


def _actors(found: EventStream) -> list[str]:
    """The actors that act or receive most often, by name."""
    counts = Counter(found.actor.tolist()) + Counter(found.recipient.tolist())
    return sorted(found.actors[number] for number, _ in counts.most_common(_ACTORS))


def _read(found: EventStream) -> int | None:
    return None if found.read is None else int(found.read.sum())


def _told(ask: Ask, event: Past) -> dict[str, Any] | None:
    """The claim that tells of an event, as it was known then: its sentence, and where it stands."""
    if event.source is None or event.source < 0:
        return None
    known = datetime.datetime.fromisoformat(ask.moment.known)
    versions = [
        each for each in ask.record.history(event.source) if each.claim is not None and each.known_from <= known
    ]
    claim = versions[-1].claim if versions else None
    if claim is None:
        return None
    return {"text": claim.evidence[0].text, "document": claim.document, "lineage": event.source}


PAGES = (Page("/forecast", "forecast.html", forecast, "Forecast"),)
ACTIONS = (Action("/forecast/keep", kept, "review"),)
