from pathlib import Path

import numpy as np
import pytest

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError
from foedera.networks import Spells, spells_of, ties_of, ties_of_dyad_years, ties_of_spells
from tests.networks.world import PLEDGED, states, written


def test_ties_stand_among_the_states_of_the_year(tmp_path: Path) -> None:
    given = read("atop-ddyr", written(tmp_path, "d.csv", PLEDGED))
    ties = ties_of_dyad_years(given, states(tmp_path), range(1816, 1821))
    assert ties.labels == ("ARL", "BOR", "CAD", "DRN", "ESK") and ties.covered.tolist() == [
        True,
        True,
        True,
        False,
        True,
    ]
    year = ties.year(1817)
    assert year.codes == (901, 902, 904)
    assert year.valued().tolist() == [[3, 3, 0], [2, 3, 0], [0, 0, 3]]
    assert [len(year.codes) for year in ties] == [3, 3, 4, 4, 5]
    assert sum(drop.rows for drop in ties.report.steps[0].dropped) == 3
    assert not ties_of_dyad_years(given, states(tmp_path), range(1816, 1831)).year(1824).bits.any()


def test_spells_and_dyad_years_give_the_same_ties(tmp_path: Path) -> None:
    given = read("atop-ddyr", written(tmp_path, "d.csv", PLEDGED))
    years = range(1816, 1821)
    there = ties_of_dyad_years(given, states(tmp_path), years)
    spells = spells_of(given)
    ties = ties_of(spells, years)
    own = [spells.codes.index(code) for code in (901, 902, 903)]
    assert np.array_equal(ties.bits[:2][:, own][:, :, own][:, :2, :2], there.bits[:2, :2, :2])
    assert ties.present[:, spells.codes.index(902)].tolist() == [True, True, False, False, False]


def test_members_of_pacts_give_ties_among_the_states_of_the_list(tmp_path: Path) -> None:
    head = (
        "atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul,version\n"
    )
    rows = [
        "1,0,901,1816,1,1,1817,6,1,1,0,0,0,0", "1,0,902,1816,1,1,1817,6,1,0,0,1,-9,0",
        "1,0,903,1816,1,1,0,0,0,1,0,0,0,0",
        "2,0,901,1818,1,1,0,0,0,0,0,0,0,1", "2,0,999,1818,1,1,0,0,0,0,0,0,0,1",
        "3,0,901,1840,1,1,0,0,0,1,0,0,0,0", "3,0,902,1840,1,1,0,0,0,1,0,0,0,0",
    ]  # fmt: skip
    file = written(tmp_path, "m.csv", head + "".join(f"{row},5.1\n" for row in rows))
    ties = ties_of_spells(spells_of(read("atop-members", file)), states(tmp_path), range(1816, 1821))
    assert ties.year(1817).valued().tolist() == [[3, 3, 0], [2, 3, 0], [0, 0, 3]]
    assert not ties.year(1818).bits.any()
    (step,) = ties.report.steps
    assert {drop.reason.partition(" of ")[0]: drop.rows for drop in step.dropped} == {
        "outside 1816 to 1820": 2, "no state": 2, "states not in the system together in any": 4,
    }  # fmt: skip
    assert step.used + sum(drop.rows for drop in step.dropped) == step.rows == 10
    assert ties.report.notes == ("ATOP, members: not said, and so not among the pledges: nonagg of 1 rows",)
    with pytest.raises(DatasetError, match="spells have no numbers of states"):
        ties_of_spells(Spells.of([]), states(tmp_path), range(1816, 1821))
