"""Wars of states and dyads by year, out of a small file in the layout of COW's inter-state wars."""

from pathlib import Path

import pytest

from foedera.datasets.tables import Table, read
from foedera.model.errors import DatasetError
from foedera.networks import dyad_years, state_years
from tests.networks.world import states, written

HEADER = (
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,"
    "StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,"
    "BatDeath,Version\n"
)
NONE = "-8,-8,-8,-8,-8,-8"
WARS = HEADER + (
    f"1,Straits,1,901,Arlen,1,5,1,1817,3,4,1818,{NONE},-8,2,1,1,-8,500,4\n"
    f"1,Straits,1,902,Borea,2,5,1,1817,12,31,1817,{NONE},-8,2,2,2,-8,-9,4\n"
    f"1,Straits,1,903,Cadia,2,4,2,1818,-9,-9,1818,{NONE},-8,2,2,2,-8,90,4\n"
    f"2,Isles,1,901,Arlen,1,2,1,1820,3,1,1820,6,1,1822,7,9,1822,-8,2,1,1,-8,10,4\n"
    f"2,Isles,1,905,Esk,2,1,1,1820,12,1,1822,{NONE},-8,2,1,1,-8,10,4\n"
    f"3,Far,1,999,Far,2,1,1,1817,12,1,1817,{NONE},-8,2,1,1,-8,10,4\n"
)


def given(folder: Path, text: str = WARS) -> Table:
    return read("cow-wars", written(folder, "wars.csv", text))


def test_wars_of_states(tmp_path: Path) -> None:
    made = state_years(states(tmp_path), 1816, 1823).join(given(tmp_path)).table()
    rows = {row[:2]: row[2:] for row in made.frame.rows()}
    assert made.frame.columns[2:] == ["cowinterongoing", "cowinteronset", "cowinters", "cow_wars_status"]
    assert rows[901, 1816] == (0, 0, 0, "no")
    assert rows[901, 1817] == (1, 1, 1, "known")
    assert rows[901, 1818] == (1, 0, 1, "known")
    assert rows[901, 1821] == (0, 0, 0, "no")
    assert rows[901, 1822] == (1, 1, 1, "known")
    assert rows[905, 1821] == (1, 0, 1, "known")
    (drop,) = made.report.steps[0].dropped
    assert drop.examples == ("war 3, state 999",)


def test_wars_of_dyads_need_a_day_on_opposite_sides(tmp_path: Path) -> None:
    made = dyad_years(states(tmp_path), 1816, 1823).join(given(tmp_path)).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert rows[901, 902, 1817] == rows[902, 901, 1817] == (1, 1, 1, "known")
    assert rows[901, 902, 1818] == (0, 0, 0, "no")  # Borea was out of it
    assert rows[902, 903, 1818] == (0, 0, 0, "no")  # on one side
    assert rows[901, 903, 1818] == (0, 0, 0, "no")  # Cadia came in April, Arlen left in March
    assert rows[901, 905, 1822] == (1, 1, 1, "known")
    assert rows[901, 905, 1821] == (0, 0, 0, "no")


def test_years_that_the_source_does_not_cover_are_not_peace(tmp_path: Path) -> None:
    roster = states(tmp_path)
    early = state_years(roster, 1816, 1816).join(given(tmp_path)).table()
    assert early.frame["cow_wars_status"].to_list() == ["no", "no", "no"]
    later = state_years(roster, 2007, 2009, extend=True).join(given(tmp_path)).table().frame
    told = {row[1]: row[2:] for row in later.rows()}
    assert told[2007] == (0, 0, 0, "no")
    assert told[2008] == (None, None, None, "not_covered")


def test_a_file_of_another_version_is_named(tmp_path: Path) -> None:
    text = WARS.replace(",4\n", ",5\n")
    with pytest.raises(DatasetError, match=r"version 5 is not known; known are 4\.0"):
        given(tmp_path, text)
    with pytest.raises(DatasetError, match=r"column Side is missing|column side is missing"):
        given(tmp_path, WARS.replace(",Side,", ",Part,"))
