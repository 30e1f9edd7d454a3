"""Forecasts of a pair: probabilities beside baselines, reasons, and refusals that say what is missing."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.datasets.streams import EventStream, made
from foedera.forecast import Forecaster, forecaster, load, observed, save
from foedera.forecast.calibration import Curve
from foedera.model.errors import DatasetError, QuestionError

from .made import DAY, world

A, B = "Actor A (South)", "Actor B (North)"


def without(stream: EventStream, first: int, end: int) -> EventStream:
    return stream.selected((stream.day < first) | (stream.day >= end))


def test_what_happens_every_day_is_nearly_sure(fitted: Forecaster) -> None:
    found = fitted.forecast(A, B, days=7)
    assert found[0].type == "CONSULT"
    assert found[0].probability is not None
    assert found[0].probability > 0.95
    assert found[0].climatology is not None
    assert found[0].stratum == "often"
    assert found[0].made == (DAY + datetime.timedelta(days=230)).isoformat()
    said = [each.probability for each in found if each.probability is not None]
    assert said == sorted(said, reverse=True)
    assert fitted.forecast(A, B, days=7) == found


def test_reasons_name_past_events_in_words(fitted: Forecaster) -> None:
    (found,) = fitted.forecast(A, B, days=7, types=["CONSULT"])
    reason = next(each for each in found.reasons if each.kind == "triple")
    assert reason.words.startswith(f"CONSULT from {A} to {B}: 23")
    assert "the last yesterday (2030-08-18)" in reason.words
    assert reason.factor > 1
    assert [event.date for event in reason.events] == ["2030-08-18", "2030-08-17", "2030-08-16"]
    assert {(event.actor, event.type, event.recipient) for event in reason.events} == {(A, "CONSULT", B)}


def test_a_rule_is_told_with_its_confidence(fitted: Forecaster) -> None:
    stream, day = fitted.stream, fitted.day
    accused = np.flatnonzero((stream.day >= day - 2) & (stream.type == stream.types.index("ACCUSE")))
    told = []
    for place in accused:
        actor, recipient = stream.actors[stream.recipient[place]], stream.actors[stream.actor[place]]
        (found,) = fitted.forecast(actor, recipient, days=7, types=["THREATEN"])
        told += [reason.words for reason in found.reasons if reason.kind == "related"]
    assert any("THREATEN in return followed it within 7 days in" in words and "ACCUSE from" in words for words in told)


def test_an_actor_or_a_type_never_seen(fitted: Forecaster) -> None:
    with pytest.raises(QuestionError, match="no event in the world: of an actor never seen"):
        fitted.forecast(A, "Nobody", days=7)
    with pytest.raises(QuestionError, match="no event of type YODEL in the world before 2030-08-19"):
        fitted.forecast(A, B, days=7, types=["YODEL"])


def test_a_probability_that_cannot_be_calibrated_is_not_printed(fitted: Forecaster) -> None:
    model = fitted.model(7)
    thin = tuple(msgspec.structs.replace(curve, cases=40, true=3) for curve in model.curves)
    poor = msgspec.structs.replace(fitted, models={7: msgspec.structs.replace(model, curves=thin)})
    for each in poor.forecast(A, B, days=7):
        assert each.probability is None
        assert each.climatology is None
        assert each.unfit is not None
        assert "40 such forecasts could be tried on held-out days and 3 came true; 200 and 10 are needed" in each.unfit
    assert not Curve(1, 1, 0, 199, 50).is_sound


def test_a_type_that_stops_is_said_and_not_forecast(fitted: Forecaster) -> None:
    stream = world()
    stopped = stream.selected((stream.type != stream.types.index("AID")) | (stream.day < 150))
    made = forecaster(stopped, day=230)
    made.models = fitted.models
    found = {each.type: each for each in made.forecast(A, B, days=7)}
    assert found["AID"].probability is None
    assert found["AID"].unfit is not None
    assert "none of this type for 8" in found["AID"].unfit
    assert found["CONSULT"].probability is not None


def test_a_type_of_every_day_goes_on_however_frequent(fitted: Forecaster) -> None:
    stream = world()
    days = [DAY + datetime.timedelta(days=int(day)) for day in stream.day]
    every = list(zip(stream.actor, stream.type, stream.recipient, days, strict=True))
    told = [(stream.actors[a], stream.types[t], stream.actors[r], day) for a, t, r, day in every]
    often = forecaster(made("often", told + 12 * [each for each in told if each[1] == "CONSULT"]), day=230)
    often.models = fitted.models
    (found,) = often.forecast(A, B, days=7, types=["CONSULT"])
    assert found.unfit is None
    assert found.probability is not None


def test_a_gap_is_no_quiet() -> None:
    seen = observed(without(world(), 100, 160), 230)
    assert [(gap.first, gap.end) for gap in seen.gaps] == [(100, 160)]
    assert seen.weights[100:160].sum() == 0
    assert not seen.is_whole(95, 7)
    assert seen.is_whole(160, 7)
    with pytest.raises(DatasetError, match="nothing since 2030-04-10, which is no quiet but a gap"):
        observed(world().until(100), 160)


def test_too_thin_streams_say_what_is_missing() -> None:
    one = made("one", [("A", "T", "B", DAY)])
    with pytest.raises(DatasetError, match=r"one: 1 event before the forecast, 500 needed.*: 499 are missing"):
        forecaster(one)
    of_one_act = msgspec.structs.replace(world(), source=np.zeros(len(world()), np.int64))
    with pytest.raises(DatasetError, match="1 event before the forecast"):
        forecaster(of_one_act, day=230)
    with pytest.raises(DatasetError, match="60 days of events, 90 are needed: 30 are missing"):
        forecaster(world(), day=60)
    with pytest.raises(DatasetError, match="too few to forecast 90 days ahead: about"):
        forecaster(world(), day=230).model(90)
    with pytest.raises(DatasetError, match="230 days with 100 days of gaps are too few to forecast 30 days ahead"):
        forecaster(without(world(), 60, 160), day=230).model(30)


def test_later_events_are_not_seen(fitted: Forecaster) -> None:
    assert fitted.stream.last < 230
    cut = forecaster(world().until(230), day=230)
    cut.models = fitted.models
    assert cut.forecast(A, B, days=7) == fitted.forecast(A, B, days=7)


def test_a_day_brought_forward_is_as_if_begun_there(fitted: Forecaster) -> None:
    forward, at_once = forecaster(world(), day=230).advance(world(), 240), forecaster(world(), day=240)
    forward.models = at_once.models = fitted.models
    assert len(forward.stream) == len(at_once.stream)
    for a, b in ((A, B), ("Actor C (South)", "Actor F (North)")):
        one, other = forward.forecast(a, b, days=7), at_once.forecast(a, b, days=7)
        assert [(f.type, f.stratum, f.climatology) for f in one] == [(f.type, f.stratum, f.climatology) for f in other]
        assert [f.probability for f in one] == pytest.approx([f.probability for f in other], abs=2e-3)
        assert [r.words for r in one[0].reasons] == [r.words for r in other[0].reasons]


def test_new_names_on_the_way(fitted: Forecaster) -> None:
    today = DAY + datetime.timedelta(days=230)
    forward = forecaster(world(), day=230)
    forward.models = fitted.models
    forward.advance(made("news", [("Actor Z (North)", "YODEL", A, today), (A, "AID", B, today)]), 231)
    assert forward.stream.actors[-1] == "Actor Z (North)"
    found = forward.forecast("Actor Z (North)", A, days=7)
    assert {each.type for each in found} == {"ACCUSE", "AID", "CONSULT", "THREATEN", "YODEL"}
    assert next(each for each in found if each.type == "YODEL").stratum == "once"


def test_counts_have_a_law_around_the_past(fitted: Forecaster) -> None:
    found = fitted.counted(A, B, days=30)
    assert 25 < found.mean < 45
    assert found.most[0] <= found.half[0] <= found.median <= found.half[1] <= found.most[1]
    assert found.count.chances().sum() == pytest.approx(1, abs=1e-6)
    quiet = fitted.counted("Actor C (South)", "Actor C (South)", days=30)
    assert quiet.mean < 1


def test_a_stream_of_ones_own_choice_needs_what_was_read() -> None:
    chosen = msgspec.structs.replace(world(), chosen=True)
    with pytest.raises(DatasetError, match="the number of documents read on each day is missing"):
        forecaster(chosen)
    few = msgspec.structs.replace(chosen, read=np.ones(260, np.int32))
    with pytest.raises(DatasetError, match=r"260 documents were read, 500 are needed.*: 240 are missing"):
        forecaster(few)
    lately = np.full(260, 10, np.int32)
    lately[220:] = 0
    with pytest.raises(DatasetError, match="no document was read in the 30 days before"):
        forecaster(msgspec.structs.replace(chosen, read=lately), day=260)


def test_twice_the_reading_is_no_news() -> None:
    stream = world()
    read = np.full(260, 10, np.int32)
    read[130:] = 20
    doubled = msgspec.structs.replace(stream, chosen=True, read=read)
    seen = observed(doubled, 260)
    assert seen.weights[-1] == pytest.approx(2 * seen.weights[0])
    assert seen.ahead == pytest.approx(seen.weights[-1])
    assert seen.window(250, 20) == pytest.approx(20 * seen.ahead)
    assert seen.decayed(260, np.zeros(1))[0] == pytest.approx(260)


def test_where_every_triple_has_happened_the_seen_ones_are_forecast(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    rows = [
        (*names, DAY + datetime.timedelta(days=day))
        for day in range(450)
        for names in itertools.product("AB", ("AID", "CONSULT"), "AB")
        if names[0] != names[2] and random.random() < 0.3
    ]
    few = forecaster(made("few", rows))
    assert few.model(3).unseen is None
    found = few.forecast("A", "B", days=3)
    save(few, tmp_path / "few.npz")
    assert load(tmp_path / "few.npz", made("few", rows)).forecast("A", "B", days=3) == found
