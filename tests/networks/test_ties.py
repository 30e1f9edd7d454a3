from pathlib import Path

import numpy as np

from foedera.datasets.tables import read
from foedera.networks import spells_of, ties_of, ties_of_dyad_years
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
