"""The ledger of what was predicted: by whom, until when, what became of it, and how good the predictions were."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from foedera.model import Edtf, QuestionError, RecordError, Statement
from foedera.record import Ledger, Note, Record
from foedera.record.time import Known
from foedera.register.anchors import Anchor, anchor, bound
from foedera.register.days import day, last_day, published_on
from foedera.register.entry import Member
from foedera.register.heap import held
from foedera.register.predictions import FORECAST, OUTCOMES, Prediction, Status, forecast_id, forecast_of, predicted
from foedera.register.scores import Score, score

OUTCOME = "outcome"

_AHEAD = '"outlook":true'


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """Predictions in the order of their horizons (those without one last), and the scores of who made them: `speakers`
    by name, `sources` by publisher, those with most resolved ones first."""

    as_of: datetime.date | None
    predictions: tuple[Prediction, ...]
    speakers: tuple[Score, ...]
    sources: tuple[Score, ...]


class Ahead(msgspec.Struct, frozen=True):
    """The claims (lineages) of which a version up to the one of this number looks ahead."""

    version: int
    lineages: frozenset[int]


def ahead(record: Record, near: Ahead | None = None) -> Ahead:
    """The claims that ever looked ahead; with those of an earlier moment (`near`), only what came since is read."""
    since = Ahead(0, frozenset()) if near is None else near
    with record.ledger() as ledger:
        version = ledger.last()[0]
        return Ahead(version, since.lineages | ledger.stating(_AHEAD, since.version))


@held()
def outlook(
    record: Record, *, as_of: datetime.date | str | None = None, known: Known | None = None,
    speaker: str | None = None, source: str | None = None, status: Status | None = None, about: str | None = None,
    among: Ahead | None = None,
) -> Outlook:  # fmt: skip
    """The predictions of the documents published until `as_of` (None: the day of the newest document), and forecasts.

    `speaker` and `source` are names, or parts of them; `about` are words that must all stand in the prediction. Scores
    count the predictions that are listed. `among` says which claims ever looked ahead, if somebody has that at hand.
    """
    on = record.newest(known=known) if as_of is None else day(as_of)
    found = [
        each for each in _every(record, on, known, among)
        if (status is None or each.status == status) and _names(each.speakers, speaker)
        and _names([each.source or ""], source) and _speaks_of(each, about)
    ]  # fmt: skip
    ordered = tuple(sorted(found, key=_order))
    return Outlook(
        as_of=on, predictions=ordered, speakers=_scores(ordered, lambda each: each.speakers),
        sources=_scores(ordered, lambda each: () if each.source is None else (each.source,)),
    )  # fmt: skip


def resolve(
    record: Record, prediction: str | int, outcome: str, *, evidence: str, by: str, when: str | None = None,
    why: str | None = None, about: Mapping[str, object] | None = None,
) -> Note:  # fmt: skip
    """Writes down what became of a prediction: `came true`, `did not` or `void`, as it was made (what was said not to
    happen, and did not, came true).

    `prediction` is the id or lineage of a claim, or the id of a forecast (`f-12`); `evidence` is a citation, an address
    or the id of a claim or document; `when` is the day by which that was settled. The last word counts; a note of kind
    `undo` takes it back. It holds when the document is read again. `about` is what a program
    adds. Raises `QuestionError` where the claim predicts nothing or no evidence is given.
    """
    if outcome not in OUTCOMES:
        raise QuestionError(f"no such outcome: {outcome!r}: choose from {', '.join(OUTCOMES)}")
    if not evidence.strip():
        raise QuestionError("say by what evidence: a citation, an address, or the id of a claim or document")
    payload: dict[str, object] = {"outcome": outcome, "evidence": evidence.strip()}
    if when is not None:
        payload["when"] = Edtf.parse(when).text
    if about:
        payload["about"] = dict(about)
    if isinstance(prediction, str) and prediction.startswith("f-"):
        _check_forecast(record, prediction)
        return record.write_note(OUTCOME, prediction, payload, by=by, why=why)
    made = _anchor(record, prediction)
    payload["claim"] = msgspec.to_builtins(made)
    return record.write_note(OUTCOME, str(prediction), payload, by=by, why=why)


def write_forecast(
    record: Record, question: str, probability: float, *, by: str, made: str, horizon: str | None = None,
    subject: str | None = None, why: str | None = None, about: Mapping[str, object] | None = None,
) -> Note:  # fmt: skip
    """Puts a program's forecast into the ledger: that `question` comes true with a `probability` until `horizon`.

    `made` is the day on which it was made, `subject` what it is about (the id of an entry), `about` what a program
    needs to resolve and to score it. Raises `QuestionError` for what is no probability.
    """
    if not 0 <= probability <= 1:
        raise QuestionError(f"{probability} is no probability: give one from 0 to 1")
    payload: dict[str, object] = {"question": question, "probability": probability, "made": Edtf.parse(made).text}
    if horizon is not None:
        payload["horizon"] = Edtf.parse(horizon).text
    if about:
        payload["about"] = dict(about)
    return record.write_note(FORECAST, subject, payload, by=by, why=why)


def _every(
    record: Record, on: datetime.date | None, known: Known | None, among: Ahead | None
) -> list[Prediction]:  # fmt: skip
    with record.ledger(known) as ledger:
        if among is None:
            stated = ledger.belonging(kind="statement", containing=_AHEAD)
        else:
            some = ledger.belonging(lineages=among.lineages)
            stated = [each for each in some if isinstance(body := each.row.claim.body, Statement) and body.outlook]
        outcomes = _outcomes(ledger)
        forecasts = ledger.notes(FORECAST)
        settled = {note.subject: note for note in ledger.notes(OUTCOME)}
    members = (Member(row=each.row, source=each.source) for each in stated)
    every = (predicted(member, outcomes.get(member.row.lineage), on) for member in members if _is_by(member, on))
    made = (forecast_of(note, settled.get(forecast_id(note)), on) for note in forecasts)
    return [*every, *(each for each in made if on is None or each.said is None or each.said <= on)]


def _outcomes(ledger: Ledger) -> dict[int, Note]:
    """The last note on each prediction, by the lineage that states it now."""
    notes = [note for note in ledger.notes(OUTCOME) if "claim" in note.payload]
    anchors = [msgspec.convert(note.payload["claim"], Anchor) for note in notes]
    meant = bound(ledger, anchors)
    return {meant[each].lineage: note for each, note in zip(anchors, notes, strict=True) if each in meant}


def _is_by(member: Member, on: datetime.date | None) -> bool:
    published = published_on(member)
    return on is None or published is None or published <= on


def _anchor(record: Record, claim: str | int) -> Anchor:
    history = record.history(claim)
    last = history[-1].claim
    if last is None or not isinstance(last.body, Statement) or not last.body.outlook:
        raise QuestionError(f"{claim} predicts nothing: give a statement with an outlook")
    first = history[0].proposed or history[0].claim or last
    return anchor(last, first.key)


def _check_forecast(record: Record, id: str) -> None:
    if all(forecast_id(note) != id for note in record.notes(kind=FORECAST)):
        raise RecordError(f"no forecast {id} in {record.where}")


def _scores(predictions: Iterable[Prediction], names: Callable[[Prediction], Iterable[str]]) -> tuple[Score, ...]:
    grouped: dict[str, list[Prediction]] = defaultdict(list)
    for each in predictions:
        for name in names(each):
            grouped[name].append(each)
    scores = (_score(name, some) for name, some in grouped.items())
    return tuple(sorted(scores, key=lambda found: (-found.resolved, -found.predictions, found.name)))


def _score(name: str, some: list[Prediction]) -> Score:
    resolved = [each for each in some if each.status in ("came true", "did not")]
    rated = [(each.probability.value, each.status == "came true") for each in resolved if each.probability is not None]
    return score(
        name, [each.status == "came true" for each in resolved], rated, predictions=len(some),
        void=sum(each.status == "void" for each in some),
    )  # fmt: skip


def _names(names: Iterable[str], wanted: str | None) -> bool:
    return wanted is None or any(wanted.casefold() in name.casefold() for name in names)


def _speaks_of(prediction: Prediction, words: str | None) -> bool:
    return words is None or all(word in prediction.text.casefold() for word in words.casefold().split())


def _order(prediction: Prediction) -> tuple[datetime.date, datetime.date, str]:
    ends = None if prediction.horizon is None else last_day(prediction.horizon.text)
    return ends or datetime.date.max, prediction.said or datetime.date.min, prediction.id
