"""Forecasts in the outlook ledger of a record: put down when made, resolved when their time has come, and scored."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counts import Count
from foedera.forecast.forecaster import PROGRAM, Counted, Forecast
from foedera.forecast.scoring import Scorecard, Scored, scorecard
from foedera.model.errors import QuestionError
from foedera.record import Note, Record
from foedera.register import Prediction, outlook, resolve, write_forecast


class Settled(msgspec.Struct, frozen=True):
    """A forecast that was resolved: its id in the ledger, the question, what was said, and the outcome."""

    id: str
    question: str
    probability: float
    outcome: str


def keep(record: Record, made: Iterable[Forecast | Counted], stream: EventStream) -> tuple[Note, ...]:
    """Puts forecasts with a probability, and counts, into the ledger, with what is needed to score them.

    A forecast that stands there already (same question, morning and stream) is not written again. Raises
    `QuestionError` where the stream counts steps: the ledger has dates.
    """
    if stream.origin is None:
        raise QuestionError(f"{stream.name} counts steps: the ledger keeps forecasts that have dates")
    there = {_identity(about) for _, about in _ours(record)}
    notes = []
    for each in made:
        about = _about(each, stream)
        if about is None or _identity(about) in there:
            continue
        first = datetime.date.fromisoformat(each.made)
        last = first + datetime.timedelta(days=each.days - 1)
        probability = each.probability if isinstance(each, Forecast) else float(1 - each.count.chances(0)[0])
        assert probability is not None
        notes.append(write_forecast(
            record, _question(each, last), round(probability, 4), by=PROGRAM, made=each.made, horizon=last.isoformat(),
            about=about,
        ))  # fmt: skip
    return tuple(notes)


def settle(record: Record, stream: EventStream) -> tuple[Settled, ...]:
    """Resolves the open forecasts that were made on this stream and whose last day it covers, by its events.

    A stream is this one if it is of the same source (a layout, a table's file name, a record) and has the actors and
    the type of the forecast, which its past had when the forecast was made: `waiting` counts what is left. A stream
    from one's own choice of articles resolves nothing on days on which nothing was read: such a forecast is
    void. Raises `QuestionError` where the stream counts steps.
    """
    if stream.origin is None:
        raise QuestionError(f"{stream.name} counts steps: the ledger keeps forecasts that have dates")
    found = []
    for prediction, about in _ours(record):
        if prediction.outcome is not None or _obstacle(about, stream) is not None:
            continue
        a = stream.number(datetime.date.fromisoformat(about["made"]))
        number = _number(stream, about, a)
        read = _read(stream, a, about["days"])
        outcome = "void" if read == 0 else "came true" if number else "did not"
        end = stream.date(a + about["days"] - 1)
        evidence = f"{number} such events in {stream.name} from {about['made']} to {end}"
        resolve(
            record, prediction.id, outcome, evidence=evidence, by=PROGRAM, when=str(end), about={"number": number}
        )  # fmt: skip
        value = prediction.probability.value if prediction.probability is not None else float("nan")
        found.append(Settled(prediction.id, prediction.text, value, outcome))
    return tuple(found)


def waiting(record: Record, stream: EventStream) -> dict[str, int]:
    """How many open forecasts this stream does not resolve, by the reason."""
    left = Counter(_obstacle(about, stream) or "" for prediction, about in _ours(record) if prediction.outcome is None)
    return {reason: count for reason, count in sorted(left.items()) if reason}


def _obstacle(about: Mapping[str, Any], stream: EventStream) -> str | None:
    """Why a stream does not resolve a forecast; None where it does."""
    if about["chosen"] != stream.chosen or _source(about["stream"]) != _source(stream.name):
        made_on = _source(about["stream"])
        hint = "; a table is known by the name of its file" if Path(made_on).suffix else ""
        return f"made on another stream ({made_on}){hint}"
    if not {about["actor"], about["recipient"]} <= set(stream.actors) or about["type"] not in (None, *stream.types):
        return "about actors or a type that this stream lacks: give it whole, with the same --who and --types"
    return None if _is_over(about, stream) else "not over, as far as the stream goes"


def _source(name: str) -> str:
    """What of a stream's name stays the same from file to file: the title of its layout, or the name of the file."""
    return Path(name.partition(",")[0]).name


def scored(record: Record) -> Scorecard:
    """The scores of the forecasts in the ledger that came true or did not."""
    some: list[Scored] = []
    crps: list[float] = []
    for prediction, about in _ours(record):
        if prediction.status not in ("came true", "did not") or prediction.probability is None:
            continue
        if about["kind"] == "count":
            number = _resolved_number(prediction)
            if number is not None:
                crps.append(Count(about["mean"], about["size"]).crps(number))
            continue
        some.append(Scored(
            stratum=about["stratum"], rare=about["rare"], days=about["days"], probability=prediction.probability.value,
            climatology=about["climatology"], no_change=about["no_change"], came=prediction.status == "came true",
        ))  # fmt: skip
    return scorecard(some, crps)


def _ours(record: Record) -> list[tuple[Prediction, dict[str, Any]]]:
    """The forecasts of this program in the ledger, with what it added."""
    found = []
    for prediction in outlook(record, as_of=datetime.date.max).predictions:
        about = None if prediction.note is None else prediction.note.payload.get("about")
        if isinstance(about, Mapping) and about.get("program") == PROGRAM:
            found.append((prediction, dict(about)))
    return found


def _about(each: Forecast | Counted, stream: EventStream) -> dict[str, object] | None:
    common = {
        "program": PROGRAM, "stream": stream.name, "chosen": stream.chosen, "actor": each.actor,
        "recipient": each.recipient, "made": each.made, "days": each.days,
    }  # fmt: skip
    if isinstance(each, Counted):
        return {**common, "kind": "count", "type": None, "mean": each.count.mean, "size": each.count.size}
    if each.probability is None:
        return None
    why = [f"{reason.words} (odds times {reason.factor:.2f})" for reason in each.reasons]
    return {
        **common, "kind": "event", "type": each.type, "climatology": each.climatology, "no_change": each.no_change,
        "stratum": each.stratum, "rare": each.rare, "reasons": why,
    }  # fmt: skip


def _identity(about: Mapping[str, Any]) -> tuple[object, ...]:
    fields = ("kind", "actor", "type", "recipient", "made", "days", "chosen")
    return (_source(str(about.get("stream"))), *(about.get(name) for name in fields))


def _question(each: Forecast | Counted, last: datetime.date) -> str:
    what = each.type if isinstance(each, Forecast) else "event of any type"
    return f"At least one {what} from {each.actor} to {each.recipient} from {each.made} to {last}"


def _is_over(about: Mapping[str, Any], stream: EventStream) -> bool:
    end = stream.number(datetime.date.fromisoformat(about["made"])) + int(about["days"])
    known = len(stream.read) if stream.read is not None else stream.last + 1 if len(stream) else 0
    return end <= known


def _number(stream: EventStream, about: Mapping[str, Any], first: int) -> int:
    some = stream.between(first, first + int(about["days"]))
    wanted = np.ones(len(some), bool)
    for names, column, name in (
        (some.actors, some.actor, about["actor"]), (some.actors, some.recipient, about["recipient"]),
        (some.types, some.type, about["type"]),
    ):  # fmt: skip
        if name is not None:
            wanted &= column == (names.index(name) if name in names else -1)
    return int(wanted.sum())


def _read(stream: EventStream, first: int, days: int) -> int:
    if not stream.chosen or stream.read is None:
        return 1
    return int(stream.read[max(first, 0) : first + days].sum())


def _resolved_number(prediction: Prediction) -> int | None:
    about = None if prediction.outcome is None else prediction.outcome.payload.get("about")
    return cast(int, about["number"]) if isinstance(about, Mapping) and "number" in about else None
