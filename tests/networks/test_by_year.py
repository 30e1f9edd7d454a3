"""Figures by year for drawing, where a year without a value is no 0."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedera.datasets.tables import read
from foedera.model.errors import QuestionError
from foedera.networks import dyad_years, spells_of, state_years
from foedera.networks.by_year import forces_by_year, means_by_year, pacts_by_year
from foedera.networks.groups import kad_years
from tests.networks.world import PLEDGED, states, table, written

MEMBERS = """atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul,version
1,0,901,1818,5,3,1820,2,1,1,0,0,1,0,5.1
1,0,902,1818,5,3,1820,2,1,0,0,1,0,0,5.1
2,0,901,1819,5,3,0,0,0,0,0,1,0,0,5.1
2,0,903,1819,5,3,0,0,0,0,0,1,0,0,5.1
"""


def test_the_mean_of_a_year_is_over_rows_with_a_value(tmp_path: Path) -> None:
    frame = pl.DataFrame({"ccode": [901, 902, 901], "year": [1816, 1816, 1817], "milex": [5, None, 7]})
    panel = state_years(states(tmp_path), 1816, 1819).join(table("nmc", frame, 1816, 1817))
    made = means_by_year(panel.table())
    assert made.frame.rows() == [(1816, 5.0), (1817, 7.0), (1818, None), (1819, None)]


def test_shares_of_dyads_and_the_columns_asked_for(tmp_path: Path) -> None:
    held = read("atop-ddyr", written(tmp_path, "d.csv", PLEDGED))
    made = dyad_years(states(tmp_path), 1816, 1816).join(held).table()
    found = means_by_year(made, ["atop_defense"])
    assert found.frame.columns == ["year", "atop_defense"]
    assert found.frame["atop_defense"].to_list() == [pytest.approx(1 / 6)]
    with pytest.raises(QuestionError, match="atop_war: the table has no such column to draw"):
        means_by_year(made, ["atop_war"])
    with pytest.raises(QuestionError, match="atop_ddyr_status: holds no numbers to draw"):
        means_by_year(made, ["atop_ddyr_status"])
    with pytest.raises(QuestionError, match="nothing was joined"):
        means_by_year(dyad_years(states(tmp_path), 1816, 1816).table())


def test_years_that_the_pacts_do_not_cover_have_no_pacts_to_count(tmp_path: Path) -> None:
    held = spells_of(read("atop-members", written(tmp_path, "m.csv", MEMBERS)))
    design = kad_years(held, states(tmp_path), 1816, 1820, controls=1, seed=1)
    made = pacts_by_year(design, 1813, 1820).frame
    rows = {row[0]: row[1:] for row in made.rows()}
    assert rows[1814] == (None, None)
    assert rows[1816] == (0, 0)
    assert rows[1818] == (1, 2) and rows[1819] == (1, 2)


def test_pacts_in_force(tmp_path: Path) -> None:
    held = spells_of(read("atop-members", written(tmp_path, "m.csv", MEMBERS)))
    made = forces_by_year(held, 1817, 1821).frame
    assert made.rows() == [(1817, 0, 0), (1818, 1, 2), (1819, 2, 3), (1820, 1, 2), (1821, 1, 2)]
    assert forces_by_year(held).frame["year"].max() == held.sources[0].last
    with pytest.raises(QuestionError, match="there are no spells to draw"):
        forces_by_year(held.on(date(1700, 1, 1)))
