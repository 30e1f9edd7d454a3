from pathlib import Path

import polars as pl
import pytest

from foedera.datasets.tables.origins import Origin
from foedera.datasets.tables.systems import DIFFERENCES, check_system
from foedera.model.errors import DatasetError

FILE = Origin(file=Path("a.csv"))


def test_numbers_of_the_other_system_are_named() -> None:
    frame = pl.DataFrame({"ccode": [255, 260, 260], "year": [1995, 1985, 1995]})
    with pytest.raises(
        DatasetError, match=r"a\.csv: row 3, column ccode: 260 in 1995 is Germany in the other system, 255 in"
    ):
        check_system(frame, "cow", FILE)
    check_system(frame.head(2), "cow", FILE)
    other = frame.rename({"ccode": "gwcode"})
    with pytest.raises(DatasetError, match="row 1, column gwcode: 255 in 1995 is Germany in the other system, 260 in"):
        check_system(other, "gw", FILE)
    check_system(other.tail(2), "gw", FILE)


def test_dyads_are_looked_through_on_both_sides() -> None:
    frame = pl.DataFrame({"ccode1": [2, 2], "ccode2": [679, 678], "year": [1995, 1995]})
    with pytest.raises(DatasetError, match="row 2, column ccode2: 678 in 1995 is Yemen"):
        check_system(frame, "cow", FILE)


def test_tables_without_years_or_numbers_are_left_alone() -> None:
    check_system(pl.DataFrame({"ccode": [260], "start": [1995]}), "cow", FILE)
    check_system(pl.DataFrame({"country": ["Germany"], "year": [1995]}), None, FILE)
    assert all(difference.cow != difference.gw for difference in DIFFERENCES)
