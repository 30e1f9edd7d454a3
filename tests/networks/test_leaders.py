"""Leaders by year, out of small files in the layouts of Archigos."""

from pathlib import Path

import pytest

from foedera.datasets.tables import Table, read
from foedera.model.errors import DatasetError
from foedera.networks import Roster, dyad_years, roster_of, state_years
from tests.networks.world import states, written

GW = (
    "gwcode,gw_abb,gw_name,start,end,microstate\n901,ARL,Arlen,1875-01-01,2017-12-31,0\n"
    "902,BOR,Borea,1875-01-01,2017-12-31,0\n903,CAD,Cadia,1875-01-01,2017-12-31,0\n"
)
HEADER = "obsid\tleadid\tccode\tidacr\tleader\tstartdate\tenddate\tentry\texit\texitcode\tgender\tyrborn\n"
LEADERS = HEADER + (
    "A1\ta1\t901\tARL\tVance\t1890-05-01\t1895-06-30\tRegular\tRegular\tRegular\tM\t1840\n"
    "A2\ta2\t901\tARL\tTolland\t1895-06-30\t1897-02-01\tRegular\tIrregular\tCoup\tF\t-999\n"
    "A3\ta3\t901\tARL\tIversen\t1897-02-01\t2015-12-31\tIrregular\tStill in Office\tStill in Office\tF\t1860\n"
    "B1\tb1\t902\tBOR\tTeles\t1895-03-01\t1896-01-31\tRegular\tIrregular\tCoup\tM\t1850\n"
)


def gw(folder: Path) -> Roster:
    return roster_of(read("gw-states", written(folder, "gw.csv", GW)))


def given(folder: Path, text: str = LEADERS) -> Table:
    return read("archigos", written(folder, "archigos.tab", text))


def test_leaders_of_a_year(tmp_path: Path) -> None:
    made = state_years(gw(tmp_path), 1889, 1898).join(given(tmp_path)).table()
    rows = {row[:2]: row[2:] for row in made.frame.rows()}
    assert made.frame.columns[2:7] == ["leadertransition", "irregular", "n_leaders", "jan1leadid", "dec31leadid"]
    assert rows[901, 1894] == (0, 0, 1, "a1", "a1", "known")
    assert rows[901, 1895] == (1, 0, 2, "a1", "a2", "known")
    assert rows[901, 1897] == (1, 1, 2, "a2", "a3", "known")
    assert rows[902, 1896] == (0, 1, 1, "b1", "b1", "known")


def test_a_state_without_leaders_is_unknown(tmp_path: Path) -> None:
    made = state_years(gw(tmp_path), 1889, 2016).join(given(tmp_path)).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert rows[901, 1889] == (None, None, None, None, None, "unknown")
    assert rows[903, 1900] == (None, None, None, None, None, "unknown")
    assert rows[901, 2016] == (None, None, None, None, None, "not_covered")


def test_parity_counts_whoever_left_irregularly_in_any_year(tmp_path: Path) -> None:
    made = state_years(gw(tmp_path), 1895, 1896, mode="parity").join(given(tmp_path)).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert rows[901, 1895] == (1, 1, 2, "a1", "a2")
    assert rows[902, 1896] == (0, 0, 1, "b1", "b1")


def test_both_sides_of_a_dyad(tmp_path: Path) -> None:
    made = dyad_years(gw(tmp_path), 1895, 1895).join(given(tmp_path)).table().frame
    row = made.filter((made["gwcode1"] == 901) & (made["gwcode2"] == 902)).row(0, named=True)
    assert (row["dec31leadid1"], row["dec31leadid2"]) == ("a2", "b1")


def test_its_numbers_are_those_of_gleditsch_and_ward(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="states have gwcode numbers, the panel ccode"):
        state_years(states(tmp_path), 1816, 1820).join(given(tmp_path))
    with pytest.raises(DatasetError, match=r"column startdate: 'May 1890' is no date"):
        given(tmp_path, LEADERS.replace("1890-05-01", "May 1890"))


def test_a_column_that_is_missing_is_named_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"column exitcode is missing \(nearest of 2 known layouts: \w+\)$"):
        given(tmp_path, LEADERS.replace("exitcode", "how"))
