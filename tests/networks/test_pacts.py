from datetime import date
from pathlib import Path

import pytest

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError
from foedera.networks import Pledge, spell_table, spells_of
from tests.networks.world import STATES, written

ATOP = """atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul,version
1005,0,901,1816,5,3,1820,2,0,1,0,0,1,0,5.1
1005,0,902,1816,5,3,0,0,0,0,0,1,0,0,5.1
1010,1,903,1818,0,0,1819,0,0,0,0,0,0,0,5.1
1010,2,903,1819,0,0,0,0,0,0,1,0,0,1,5.1
"""
COW = (
    (
        "version4id,ccode,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,"
        "defense,neutrality,nonaggression,entente,version\n"
    )
    + """7,901,-9,6,1816,3,11,1818,1,0,0,0,4.1
7,902,1,6,1816,,,,0,1,1,1,4.1
"""
)


def test_members_of_atop_become_spells(tmp_path: Path) -> None:
    made = spells_of(read("atop-members", written(tmp_path, "m.csv", ATOP)))
    assert made.system == "cow" and made.pacts == ("1005", "1010/1", "1010/2")
    first, second, phase, later = made
    assert (first.start, first.end, first.precision) == (date(1816, 5, 3), date(1820, 2, 29), "month")
    assert first.pledges == Pledge.DEFENSE | Pledge.NONAGG
    assert (second.end, second.pledges, second.precision) == (None, Pledge.NEUTRAL, "day")
    assert (phase.start, phase.end, phase.precision, phase.pledges) == (
        date(1818, 1, 1), date(1819, 12, 31), "year", Pledge.NONE,
    )  # fmt: skip
    assert later.pledges == Pledge.OFFENSE | Pledge.CONSUL
    owed = {(row.member, row.partner): row.pledges for row in made.dyads()}
    assert owed == {(901, 902): Pledge.DEFENSE | Pledge.NONAGG, (902, 901): Pledge.NEUTRAL}


def test_members_of_cow_alliances_become_spells(tmp_path: Path) -> None:
    first, second = spells_of(read("cow-alliances", written(tmp_path, "c.csv", COW)))
    assert (first.start, first.end, first.precision) == (date(1816, 6, 1), date(1818, 11, 3), "month")
    assert second.pledges == Pledge.NEUTRAL | Pledge.NONAGG | Pledge.CONSUL and second.end is None


def test_spells_as_tables(tmp_path: Path) -> None:
    made = spells_of(read("atop-members", written(tmp_path, "m.csv", ATOP)))
    members = spell_table(made).frame
    assert members["partner"].to_list() == [None] * 4
    assert members.row(0) == ("1005", 901, None, date(1816, 5, 3), date(1820, 2, 29), 1, 0, 0, 1, 0, "month")
    assert spell_table(made, "dyads").frame.select("member", "partner", "neutral").rows() == [
        (901, 902, 0),
        (902, 901, 1),
    ]
    kads = spell_table(made, "kads").frame
    assert kads.rows() == [("1005", 2, "901-902", date(1816, 5, 3), date(1820, 2, 29), 1, 0, 1, 1, 0)]


def test_other_tables_and_missing_years_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no table of members; known are atop-members, atop-ddyr and cow-alliances"):
        spells_of(read("cow-states", written(tmp_path, "s.csv", STATES)))
    text = ATOP.replace("1005,0,902,1816,5,3", "1005,0,902,0,5,3")
    with pytest.raises(DatasetError, match="pact 1005: member 902: the year of entry is missing"):
        spells_of(read("atop-members", written(tmp_path, "m.csv", text)))
    text = ATOP.replace("1005,0,902,1816,5,3", "1005,0,902,1816,13,3")
    with pytest.raises(DatasetError, match="pact 1005: member 902: a day of entry or exit is none"):
        spells_of(read("atop-members", written(tmp_path, "n.csv", text)))
