"""Forecasts are kept when made, resolved by the events of their days, and scored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.datasets.streams import EventStream
from foedera.forecast import Forecaster, keep, scored, settle, waiting
from foedera.model.errors import QuestionError
from foedera.record import Record
from foedera.register import outlook

from .made import world

A, B = "Actor A (South)", "Actor B (North)"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


def test_kept_once_resolved_and_scored(record: Record, fitted: Forecaster) -> None:
    made = fitted.forecast(A, B, days=7)
    printed = [each for each in made if each.probability is not None]
    assert len(keep(record, made, fitted.stream)) == len(printed)
    assert keep(record, made, fitted.stream) == ()
    keep(record, [fitted.counted(A, B, days=7)], fitted.stream)
    assert settle(record, fitted.stream) == ()
    settled = settle(record, world())
    assert len(settled) == len(printed) + 1
    assert settle(record, world()) == ()
    consult = next(each for each in settled if " CONSULT " in each.question)
    assert consult.outcome == "came true"
    card = scored(record)
    assert card.scores[0].forecasts == len(printed)
    assert card.counts == 1
    assert card.crps is not None
    assert card.crps < 7
    listed = outlook(record, as_of="2031-01-01").predictions
    assert {each.status for each in listed} <= {"came true", "did not"}
    note = next(each.note for each in listed if " CONSULT " in each.text)
    assert note is not None
    assert note.payload["about"]["reasons"]
    assert any(name.name == "foedera.forecast/1" for name in outlook(record, as_of="2031-01-01").sources)


def test_outcomes_are_those_of_the_events(record: Record, fitted: Forecaster) -> None:
    stream = world()
    keep(record, fitted.forecast(A, B, days=7), fitted.stream)
    window = stream.between(230, 237)
    a, b = stream.actors.index(A), stream.actors.index(B)
    happened = {stream.types[t] for t in window.type[(window.actor == a) & (window.recipient == b)]}
    for each in settle(record, stream):
        type_ = each.question.split()[3]
        assert each.outcome == ("came true" if type_ in happened else "did not")


def test_where_nothing_was_read_nothing_is_settled_but_void(record: Record, fitted: Forecaster) -> None:
    read = np.full(260, 20, np.int32)
    read[230:240] = 0
    chosen: EventStream = msgspec.structs.replace(world(), chosen=True, read=read)
    keep(record, fitted.forecast(A, B, days=7), msgspec.structs.replace(fitted.stream, chosen=True))
    assert {each.outcome for each in settle(record, chosen)} == {"void"}
    assert scored(record).scores[0].forecasts == 0


def test_steps_have_no_place_in_the_ledger(record: Record, fitted: Forecaster) -> None:
    steps = msgspec.structs.replace(fitted.stream, origin=None)
    with pytest.raises(QuestionError, match="counts steps"):
        keep(record, [], steps)
    with pytest.raises(QuestionError, match="counts steps"):
        settle(record, steps)


def test_only_the_stream_on_which_it_was_made_resolves_a_forecast(record: Record, fitted: Forecaster) -> None:
    notes = keep(record, fitted.forecast(A, B, days=7), fitted.stream)
    stream = world()
    other = msgspec.structs.replace(stream, name="another.csv")
    lacking = msgspec.structs.replace(stream, actors=("Nobody", *stream.actors[1:]))
    for each in (other, lacking):
        assert settle(record, each) == ()
    assert waiting(record, other) == {"made on another stream (the world)": len(notes)}
    assert list(waiting(record, lacking).values()) == [len(notes)]
    keep(record, fitted.forecast(A, B, days=7, types=["CONSULT"]), msgspec.structs.replace(stream, name="may.csv"))
    assert waiting(record, other)["made on another stream (may.csv); a table is known by the name of its file"] == 1
    assert waiting(record, fitted.stream)["not over, as far as the stream goes"] == len(notes)
    renamed = msgspec.structs.replace(stream, name="somewhere/the world, of December")
    assert len(settle(record, renamed)) == len(notes)
    assert list(waiting(record, stream).values()) == [1]
