from pathlib import Path

import polars as pl
import pytest

from foedera.model.errors import DatasetError
from foedera.networks import dyad_years, politically_relevant, roster_of, state_years
from tests.networks.world import states, table


def test_disputes_are_of_both_states_and_counted(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "dispnum": [1, 1, 2, 1, 3],
            "ccode1": [901, 902, 901, 901, 903],
            "ccode2": [902, 901, 902, 902, 901],
            "year": [1816, 1816, 1816, 1817, 1817],
            "styear": [1816, 1816, 1816, 1816, 1817],
            "hihost": [3, 4, 2, None, 5],
            "fatlev": [0, 0, 0, 0, 0],
        }
    )
    made = dyad_years(states(tmp_path), 1816, 1819).join(table("mid-ddyr", frame, 1816, 1818)).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert made.frame.columns[3:] == ["cowmidongoing", "cowmidonset", "cowmids", "cowmidhihost", "mid_ddyr_status"]
    assert rows[901, 902, 1816] == rows[902, 901, 1816] == (1, 1, 2, 4, "known")
    assert rows[902, 901, 1817] == (1, 0, 1, None, "known")
    assert rows[901, 904, 1817] == (0, 0, 0, 0, "no")
    assert rows[901, 902, 1819] == (None, None, None, None, "not_covered")
    (drop,) = made.report.steps[0].dropped
    assert drop.examples == ("901-903 1817",)


def test_shared_organisations_are_those_of_which_both_are_full_members(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "ccode": [901, 901, 902, 902, 904, 905],
            "year": [1816, 1816, 1816, 1816, 1816, 1816],
            "igo": ["a", "b", "a", "b", "a", "a"],
            "membership": [1, 1, 1, 2, 0, 1],
        }
    )
    held = table("igo-members", frame, 1816, 1818)
    made = dyad_years(states(tmp_path), 1816, 1819).join(held).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert rows[901, 902, 1816] == rows[902, 901, 1816] == (1, "known")
    assert rows[901, 904, 1816] == (0, "known")
    assert rows[901, 902, 1817] == (None, "unknown")
    assert rows[901, 902, 1819] == (None, "not_covered")
    alone = state_years(states(tmp_path), 1816, 1816).join(held).table().frame
    assert alone.rows() == [(901, 1816, 2, 0, 0, "known"), (902, 1816, 1, 1, 0, "known"), (904, 1816, 0, 0, 0, "known")]


def test_only_relevant_dyads_stay(tmp_path: Path) -> None:
    roster = states(tmp_path)
    majors = pl.DataFrame({"ccode": [901], "start": ["1816-01-01"], "end": ["1816-12-31"]}).with_columns(
        pl.col("start", "end").str.to_date()
    )
    days = ["1816-01-01"], ["1816-05-01"]
    near = pl.DataFrame({"ccode1": [902], "ccode2": [904], "conttype": [2], "stdate": days[0], "enddate": days[1]})
    near = near.with_columns(pl.col("stdate", "enddate").str.to_date())
    panel = dyad_years(roster, 1816, 1818, directed=False)
    made = panel.join(table("contiguity", near, 1816, 1817)).join(table("cow-majors", majors, 1816, 1817)).table()
    kept = politically_relevant(made)
    assert kept.frame.select("ccode1", "ccode2", "year").rows() == [
        (901, 902, 1816),
        (901, 904, 1816),
        (902, 904, 1816),
    ]
    assert kept.report.notes[-1] == "6 dyad-years dropped of which nobody says whether they are relevant"


def test_spans_that_run_backwards_and_other_systems_are_refused(tmp_path: Path) -> None:
    roster = states(tmp_path)
    frame = pl.DataFrame({"tssr_id": [1], "ccode1": [901], "ccode2": [902], "start": [1820], "end": [1819]})
    with pytest.raises(DatasetError, match="rivalries-tss: row 1 ends in 1819, before it starts"):
        dyad_years(roster, 1816, 1820).join(table("rivalries-tss", frame))
    rows = pl.DataFrame(
        {"gwcode": [901, 902], "stateabb": ["A", "B"], "statenme": ["A", "B"], "start": ["1816-01-01"] * 2,
         "end": ["1830-12-31"] * 2, "microstate": [0, 1]}
    ).with_columns(pl.col("start", "end").str.to_date())  # fmt: skip
    other = roster_of(table("gw-states", rows))
    assert other.system == "gw" and other.micro.tolist() == [False, True]
    with pytest.raises(DatasetError, match="states have ccode numbers, the panel gwcode"):
        dyad_years(other, 1816, 1820).join(table("rivalries-tss", frame.with_columns(end=1821)))
    assert dyad_years(other, 1816, 1816).table().frame.columns == ["gwcode1", "gwcode2", "year"]


def test_borders_of_a_state_are_counted_by_land_and_by_water(tmp_path: Path) -> None:
    days = {"stdate": ["1816-01-01"] * 4, "enddate": ["1816-05-01", "1820-12-01", "1817-02-01", "1820-01-01"]}
    near = pl.DataFrame(
        {"ccode1": [901, 904, 901, 902], "ccode2": [902, 901, 902, 903], "conttype": [3, 5, 1, 1], **days}
    )
    near = near.with_columns(pl.col("stdate", "enddate").str.to_date())
    made = state_years(states(tmp_path), 1816, 1818).join(table("contiguity", near, 1816, 1817)).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert rows[901, 1816] == (1, 1, "known") and rows[902, 1817] == (1, 0, "known")
    assert rows[901, 1818] == (None, None, "not_covered")


def test_disputes_of_a_state_are_counted_from_its_participations(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "dispnum": [1, 1, 2, 2, 3], "ccode": [901, 902, 901, 901, 999], "styear": [1815, 1816, 1816, 1817, 1816],
            "endyear": [1817, None, 1816, 1817, 1816], "hostlev": [2, 4, 5, None, 1],
        }
    )  # fmt: skip
    made = state_years(states(tmp_path), 1816, 1818).join(table("mid-participants", frame, 1815, 1817)).table()
    rows = {row[:2]: row[2:] for row in made.frame.rows()}
    assert made.frame.columns[2:6] == ["cowmidongoing", "cowmidonset", "cowmids", "cowmidhihost"]
    assert rows[901, 1816] == (1, 1, 2, 5, "known") and rows[901, 1817] == (1, 1, 2, 2, "known")
    assert rows[902, 1816] == (1, 1, 1, 4, "known") and rows[902, 1817] == (0, 0, 0, 0, "no")
    assert rows[902, 1818] == (None, None, None, None, "not_covered")
    assert made.report.steps[0].dropped[0].examples == ("dispute 3, state 999",)
