from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks import roster_of
from tests.networks.world import SPANS, STATES, states, written


def test_states_are_present_in_their_years(tmp_path: Path) -> None:
    made = states(tmp_path)
    years = range(1816, 1831)
    assert made.codes.tolist() == [901, 902, 903, 904, 905] and made.labels[3] == "DRN"
    assert (made.first, made.last) == (1816, 1830)
    there = made.present(years)
    for place, code in enumerate(made.codes):
        expected = {year for low, high in SPANS[int(code)] for year in range(low, high + 1)}
        assert {year for at, year in enumerate(years) if there[at, place]} == expected


def test_pairs_that_share_a_year_and_no_day_are_apart(tmp_path: Path) -> None:
    made = states(tmp_path)
    assert sorted(made.apart(range(1816, 1831))) == [(4, 3, 4), (4, 4, 3)]
    assert made.apart(range(1821, 1831)) == []
    late = STATES.replace("904,Dorn,1816,1,1,1820,4,30", "904,Dorn,1816,1,1,1820,9,1")
    assert roster_of(read("cow-states", written(tmp_path, "late.csv", late))).apart(range(1816, 1831)) == []


def test_who_belongs_on_a_day(tmp_path: Path) -> None:
    made = states(tmp_path)
    assert made.on(date(1820, 4, 30)).tolist() == [901, 902, 903, 904]
    assert made.on(date(1824, 1, 1)).tolist() == [901, 903, 905]


def test_years_are_asked_for_and_not_taken_from_a_clock(tmp_path: Path) -> None:
    made = states(tmp_path)
    assert made.asked(1816, 1830) == range(1816, 1831)
    with pytest.raises(QuestionError, match="covers 1816 to 1830; to carry its last states on, ask for extension"):
        made.asked(1816, 1831)
    assert made.asked(1816, 1840, extend=True)[-1] == 1840
    assert made.present(range(1839, 1841)).sum() == 8
    for start, end in ((1815, 1820), (1815, 1840)):
        with pytest.raises(QuestionError, match=r"covers 1816 to 1830$"):
            made.asked(start, end, extend=True)
    with pytest.raises(QuestionError, match="the end is before the start"):
        made.asked(1820, 1819)


def test_places_of_numbers(tmp_path: Path) -> None:
    assert states(tmp_path).places(np.array([905, 1, 903, 999, 906])).tolist() == [4, -1, 2, -1, -1]


def test_wrong_lists_are_named(tmp_path: Path) -> None:
    over = STATES.replace("1826,1,1", "1822,6,1")
    with pytest.raises(DatasetError, match="overlapping times of state 902: 1816-01-01 to 1822-06-30 and from 1822-06"):
        roster_of(read("cow-states", written(tmp_path, "o.csv", over)))
    backwards = STATES.replace("904,Dorn,1816", "904,Dorn,1826")
    with pytest.raises(DatasetError, match="state 904 leaves before it enters, on 1820-04-30"):
        roster_of(read("cow-states", written(tmp_path, "b.csv", backwards)))
    nmc = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n901,2012,5,5,1,2,3.5,1,0.25\n"
    with pytest.raises(DatasetError, match="no table of states: column end is missing"):
        roster_of(read("nmc", written(tmp_path, "n.csv", nmc)))
