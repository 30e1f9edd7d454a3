"""The ties of a day as a table."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import polars as pl
from msgspec.structs import replace

from foedera.networks.recorded import Recorded, ties_on
from foedera.networks.table import write
from foedera.networks.tie import Tie
from foedera.networks.tie_table import table_of_ties
from foedera.record import Record

from .recordings import filled


def test_a_row_for_each_tie_with_its_sentence(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        found = ties_on(filled(record), "2031-06-15")
    table = table_of_ties(found)
    assert len(table) == len(found.ties)
    defence = table.frame.filter(pl.col("sort") == "defense").row(0, named=True)
    assert (defence["node1"], defence["node2"], defence["mutual"]) == ("state:XNV", "state:XIL", False)
    assert defence["since"] == datetime.date(1975, 2, 1)
    assert defence["sentence"] == "The Parties shall consult and act 0 of 1974-05-12 in Ansel House."
    assert table.report.notes[0] == "events from 2030-06-16 to 2031-06-15"
    assert "not known to be in force, so without ties: " in table.report.notes[1]
    for ending in ("csv", "parquet", "dta", "json"):
        write(table, tmp_path / f"ties.{ending}")
    assert len(json.loads((tmp_path / "ties.json").read_text())["data"]) == len(table)


def test_ties_that_no_day_bounds_are_counted(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        found = ties_on(filled(record), "2031-06-15", kinds=["commitment"])
    told = dataclasses.replace(found, ties=tuple(_undated(tie) for tie in found.ties))
    assert table_of_ties(found).report.notes == ()
    (note,) = table_of_ties(told).report.notes
    assert note == f"ties of documents without a day, which stand on any day that is asked about: {len(found.ties)}"


def _undated(tie: Tie) -> Tie:
    """The same tie, if nothing that shows it had a day."""
    shown = tuple(
        (replace(member, source=replace(member.source, published=None)), span) for member, span in tie.shown
    )  # fmt: skip
    return replace(tie, since=None, shown=shown)


def test_no_ties_are_an_empty_table_with_all_columns() -> None:
    day = datetime.date(2031, 1, 1)
    table = table_of_ties(Recorded(day, (), {}, (), day, ("treaty",)))
    assert table.frame.is_empty()
    assert table.frame.schema["since"] == pl.Date
    assert table.report.notes == ()
