"""Predictions: statements that look ahead, and a program's forecasts, each with what became of it."""

from __future__ import annotations

import datetime
from typing import Literal, cast

import msgspec

from foedera.model import Edtf, EdtfError, Statement
from foedera.record import Note
from foedera.register.days import happened_by, last_day, published_on
from foedera.register.entry import Member
from foedera.register.likelihood import Probability, probability

Outcome = Literal["came true", "did not", "void"]
Status = Literal["open", "past its horizon", "came true", "did not", "void"]

OUTCOMES: tuple[Outcome, ...] = ("came true", "did not", "void")
FORECAST = "forecast"


class Prediction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something said to lie ahead, by a claim (`member`) or a forecast (`note`), and its `status` on a day.

    `speakers` are names, empty where nobody is named (then `affiliation` says what is known); `source` is the
    publisher, or of a forecast who made it. `said` is the day by which it was said. `happens` is whether the thing
    will happen or will not, and `probability` that what is predicted comes true, both None where that is not known.
    `outcome` is the note of the person who resolved it. The status `past its horizon` waits for a person.
    """

    id: str
    text: str
    speakers: tuple[str, ...]
    affiliation: str | None
    source: str | None
    said: datetime.date | None
    horizon: Edtf | None
    likelihood: str | None
    probability: Probability | None
    happens: bool | None
    status: Status
    outcome: Note | None = None
    member: Member | None = None
    note: Note | None = None


def predicted(member: Member, outcome: Note | None, as_of: datetime.date | None) -> Prediction:
    """The prediction of a statement with `outlook`. One that is denied predicts the contrary ("does not expect")."""
    claim, body = member.claim, cast(Statement, member.claim.body)
    happens = body.expected if claim.modality != "denied" or body.expected is None else not body.expected
    return Prediction(
        id=claim.id, text=" … ".join(span.text for span in body.content),
        speakers=tuple(dict.fromkeys(ref.name for ref in body.speakers)), affiliation=body.affiliation,
        source=member.source.publisher, said=happened_by(claim.when, published_on(member)), horizon=body.horizon,
        likelihood=body.likelihood, probability=_of_outcome(probability(body.likelihood), happens), happens=happens,
        status=_status(body.horizon, outcome, as_of), outcome=outcome, member=member,
    )  # fmt: skip


def forecast_of(note: Note, outcome: Note | None, as_of: datetime.date | None) -> Prediction:
    """The prediction of a note of the kind `forecast`: its `question`, `probability`, `horizon` and `made`."""
    value, horizon = note.payload.get("probability"), _date(note.payload.get("horizon"))
    given = Probability(value, value, value) if isinstance(value, int | float) and 0 <= value <= 1 else None
    made = _date(note.payload.get("made"))
    return Prediction(
        id=forecast_id(note), text=str(note.payload.get("question", "")), speakers=(), affiliation=None,
        source=note.who, said=note.at.date() if made is None else last_day(made.text), horizon=horizon, likelihood=None,
        probability=given, happens=True, status=_status(horizon, outcome, as_of), outcome=outcome, note=note,
    )  # fmt: skip


def forecast_id(note: Note) -> str:
    """The id of a forecast in the ledger."""
    return f"f-{note.number}"


def _status(horizon: Edtf | None, outcome: Note | None, as_of: datetime.date | None) -> Status:
    if outcome is not None:
        found = outcome.payload.get("outcome")
        when = _date(outcome.payload.get("when"))
        known = when is None or as_of is None or (last_day(when.text) or as_of) <= as_of
        if found in OUTCOMES and known:
            return cast(Outcome, found)
    end = None if horizon is None else last_day(horizon.text)
    return "past its horizon" if end is not None and as_of is not None and end < as_of else "open"


def _of_outcome(stated: Probability | None, happens: bool | None) -> Probability | None:
    """The probability of what is predicted: "unlikely" of a thing that will not happen speaks of the contrary."""
    if stated is None or happens is None:
        return None
    if happens or stated.value >= 0.5:
        return stated
    return Probability(1 - stated.value, 1 - stated.high, 1 - stated.low)


def _date(text: object) -> Edtf | None:
    if not isinstance(text, str):
        return None
    try:
        return Edtf.parse(text)
    except EdtfError:
        return None
