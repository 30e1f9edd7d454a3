"""Regimes by year, out of small files in the layouts of Polity and V-Dem, and the numbers that are their own."""

from pathlib import Path

import pytest

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError
from foedera.networks import Roster, dyad_years, roster_of, state_years
from tests.networks.world import written

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
ITA,325,Italy,1816,1,1,2016,12,31,2016
RUS,365,Russia,1816,1,1,2016,12,31,2016
GMY,255,Germany,1816,1,1,1945,5,8,2016
GMY,255,Germany,1990,10,3,2016,12,31,2016
GFR,260,West Germany,1955,5,5,1990,10,2,2016
YAR,678,North Yemen,1926,9,2,1990,5,21,2016
YEM,679,Yemen,1990,5,22,2016,12,31,2016
"""
POLITY = (
    "p5,cyear,ccode,scode,country,year,flag,fragment,democ,autoc,polity,polity2,durable\n"
    "0,3241860,324,SAR,Sardinia,1860,0,,3,4,-1,-1,12\n0,3241861,324,SAR,Sardinia,1861,0,,3,4,-1,-1,13\n"
    "0,3251861,325,ITA,Italy,1861,0,,3,4,-1,-1,0\n0,3651922,365,RUS,Russia,1922,0,,0,8,-8,-8,1\n"
    "0,3641922,364,USR,USSR,1922,0,,1,8,-7,-7,0\n0,3641923,364,USR,USSR,1923,0,,1,8,-7,-7,0\n"
    "0,2551944,255,GMY,Germany,1944,0,,-66,-66,-66,,0\n1,3252018,325,ITA,Italy,2018,0,,10,0,10,10,70\n"
)
VDEM = (
    "country_name,country_text_id,country_id,year,COWcode,v2x_polyarchy,v2x_libdem,v2x_partipdem,v2x_delibdem,"
    "v2x_egaldem,v2x_extra\n"
    "Germany,DEU,77,1948,255,0.2,,,,,1\nGermany,DEU,77,1960,255,0.8,0.7,0.6,0.6,0.6,1\n"
    "Germany,DEU,77,1995,255,0.9,0.8,0.6,0.6,0.6,1\nYemen,YEM,14,1960,679,0.1,0.1,0.1,0.1,0.1,1\n"
    "Gaza,PSG,138,1995,NA,0.1,0.1,0.1,0.1,0.1,1\nGermany,DEU,77,2020,255,0.9,0.8,0.6,0.6,0.6,1\n"
)


def roster(folder: Path) -> Roster:
    return roster_of(read("cow-states", written(folder, "s.csv", STATES)))


def test_politys_own_numbers_become_those_of_cow(tmp_path: Path) -> None:
    held = read("polity", written(tmp_path, "p5.csv", POLITY))
    assert held.sources[0].version == "5"
    rows = {(row["ccode"], row["year"]): row["polity2"] for row in held.frame.iter_rows(named=True)}
    assert (324, 1860) not in rows and rows[325, 1860] == rows[325, 1861] == -1
    assert rows[365, 1922] == -8  # Russia, for most of the year
    assert rows[365, 1923] == -7
    notes = " ".join(held.report.notes)
    assert "324 (Sardinia is Italy) is 325 in Correlates of War: 1 rows" in notes
    assert "364 (Soviet Union, where Russia has a row): 1 rows left out" in notes


def test_regimes_of_states_with_their_status(tmp_path: Path) -> None:
    held = read("polity", written(tmp_path, "p5.csv", POLITY))
    made = state_years(roster(tmp_path), 1860, 2016).join(held).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert made.columns[2:] == ["polity2", "polity", "democ", "autoc", "polity_status"]
    assert rows[325, 1860] == (-1, -1, 3, 4, "known")
    assert rows[255, 1944] == (None, None, None, None, "known")  # an interruption is no 0
    assert rows[255, 1995] == (None, None, None, None, "unknown")
    dyads = dyad_years(roster(tmp_path), 1923, 1923).join(held).table().frame
    row = dyads.filter((dyads["ccode1"] == 365) & (dyads["ccode2"] == 325)).row(0, named=True)
    assert (row["polity21"], row["polity22"], row["polity_status2"]) == (-7, None, "unknown")


def test_of_two_rows_of_one_state_neither_is_taken(tmp_path: Path) -> None:
    text = POLITY + "0,3251860,325,ITA,Italy,1860,0,,3,4,-1,-1,12\n0,3651923,365,RUS,Russia,1923,0,,,,,,0\n"
    held = read("polity", written(tmp_path, "p5.csv", text))
    rows = {(row["ccode"], row["year"]): row["polity2"] for row in held.frame.iter_rows(named=True)}
    assert (325, 1860) not in rows
    assert rows[365, 1923] == -7  # the other has no values
    notes = " ".join(held.report.notes)
    assert "of which two are of one state in a year: 325 1860 (its own 324); 325 1860 (its own 325)" in notes
    assert "without values left out, of states that have another in the year: 365 1923 (its own 365)" in notes


def test_editions_are_told_apart(tmp_path: Path) -> None:
    old = POLITY.replace("p5,", "p4,", 1).replace(",2018,", ",2017,")
    assert read("polity", written(tmp_path, "p4.csv", old)).sources[0].version == "4 (2017)"
    other = old.replace(",2017,", ",2015,")
    with pytest.raises(DatasetError, match="the last year is 2015, which is that of no known version; say which: 4"):
        read("polity", written(tmp_path, "p4.csv", other))


def test_vdems_germany_is_two_states(tmp_path: Path) -> None:
    held = read("vdem", written(tmp_path, "vdem.csv", VDEM))
    assert held.sources[0].version == "11"
    made = state_years(roster(tmp_path), 1948, 1995).join(held).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert rows[260, 1960][0] == 0.8 and rows[260, 1960][-1] == "known"
    assert rows[255, 1995][0] == 0.9
    assert rows[678, 1960][0] == 0.1
    notes = " ".join(held.report.notes)
    assert "1 rows left out that have no COW number: Gaza" in notes
    assert "255 (Germany is West Germany) is 260" in notes


def test_parity_says_that_it_goes_by_numbers(tmp_path: Path) -> None:
    held = read("vdem", written(tmp_path, "vdem.csv", VDEM))
    lines = state_years(roster(tmp_path), 1990, 1995, mode="parity").join(held).table().report.lines()
    assert any("by its own numbers, where peacesciencer goes by names" in line for line in lines)
