"""Streams out of events: what makes a stream, what is left out, and what cannot be mixed."""

import datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.datasets.streams import EventStream, made
from foedera.model.errors import DatasetError, UsageError
from foedera.spillover import counts, joined, read_moments, region, regions, streamed

START = datetime.date(2014, 1, 1)
TYPES = ("CONSULT", "COERCE", "FIGHT")


def events(days: int = 200) -> EventStream:
    rows = []
    for day in range(days):
        on = START + datetime.timedelta(days=day)
        rows.append(("Citizen (Nigeria)", TYPES[day % 3], "Police (Australia)", on))
        rows.append(("Japan", "CONSULT", "South_Korea", on))
        rows.append(("Nobody Known", "CONSULT", "Japan", on))
    return made("test", rows)


def test_regions_come_from_brackets_states_and_the_base() -> None:
    assert region("Citizen_(Nigeria)") == "Western Africa"
    assert region("state:JPN") == region("Japan") == region("JPN") == "Eastern Asia"
    assert region("Nobody Known") is None
    assert len(set(regions().values())) == 22
    assert len(regions()) > 190


def test_streams_by_region_leave_out_what_has_none_and_say_so() -> None:
    made_of = streamed(events(), "region")
    assert made_of.names == ("Eastern Asia", "Western Africa")
    assert made_of.values.sum() == 400
    assert made_of.origin == START
    assert "200 of 600 events have no region that is known; they were left out" in made_of.notes


def test_streams_by_dyad_type_and_quad() -> None:
    assert "Japan > South Korea" in streamed(events(), "dyad").names
    assert streamed(events(), "type").names == ("COERCE", "CONSULT", "FIGHT")
    assert streamed(events(), "quad").names == ("M-CONF", "V-COOP")
    assert streamed(events(), "dyad", only=["M-CONF"]).names == ("Citizen (Nigeria) > Police (Australia)",)
    most = streamed(events(), "type", most=1)
    assert most.names == ("CONSULT",)
    assert any("busiest of 3 streams" in note for note in most.notes)


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(UsageError, match="not by colour"):
        streamed(events(), "colour")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no type or quad category SING"):
        streamed(events(), "type", only=["SING"])
    weighed = msgspec.structs.replace(events(), weight=np.full(600, 2.0, np.float32))
    with pytest.raises(DatasetError, match="cannot be mixed"):
        streamed(weighed, "type")
    with pytest.raises(DatasetError, match="90 are needed"):
        streamed(events(20), "type")


def test_dates_and_steps_are_not_put_side_by_side() -> None:
    dated = counts(np.ones((120, 1)), ("a",), origin=START)
    later = counts(np.ones((120, 1)), ("b",), origin=START + datetime.timedelta(days=20))
    both = joined([dated, later])
    assert both.names == ("a", "b")
    assert (both.days, both.origin) == (100, later.origin)
    with pytest.raises(DatasetError, match="some streams have dates"):
        joined([dated, counts(np.ones((120, 1)), ("b",))])


def test_events_with_times_are_read_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "moments.csv"
    rows = [f"{k + 0.5},{'ab'[k % 2]}" for k in range(60)]
    file.write_text("\n".join(["time,stream", *reversed(rows)]))
    made_of = read_moments(file, horizon=70.0)
    assert made_of.names == ("a", "b")
    assert (made_of.times[0], made_of.marks[1], made_of.horizon) == (0.5, 1, 70.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("t,stream\n1,a", "no column time"),
        ("time,stream\n1,a\nx,a", "line 3, column time: 'x' is no number"),
        ("time,stream\n1,", "line 2, column stream"),
        ("time,stream\n1.5,a", "at least 50"),
        ("", "no column time and no column stream"),
    ],
)
def test_bad_moments_are_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "moments.csv"
    file.write_text(text)
    with pytest.raises(DatasetError, match=message):
        read_moments(file)
    with pytest.raises(DatasetError, match=r"none\.csv: cannot be read: no such file or directory$"):
        read_moments(tmp_path / "none.csv")
    file.write_bytes(b"time,stream\n1,\xff\n")
    with pytest.raises(DatasetError, match=r"no text in UTF-8 \(byte 14\)"):
        read_moments(file)
