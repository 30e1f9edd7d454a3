import polars as pl
import pytest

from foedera.model.errors import DatasetError
from foedera.networks import Table, roster_of, state_years
from foedera.networks.naming import numbered
from tests.networks.world import table


def sipri(rows: list[tuple[str, int, float]]) -> Table:
    frame = pl.DataFrame(rows, schema={"country": pl.String, "year": pl.Int64, "milex": pl.Float64}, orient="row")
    return table("sipri-milex", frame, 1949, 2020)


def test_names_are_those_of_the_state_of_the_time() -> None:
    given = [("Russia", 1960, 1.0), ("Russia", 2000, 2.0), ("Germany", 1989, 3.0), ("Germany", 1995, 4.0),
             ("Korea, South", 1970, 5.0), ("Atlantis", 1970, 6.0)]  # fmt: skip
    made = numbered(sipri(given), "cow")
    assert made.frame.columns == ["ccode", "year", "sipri_milex"]
    assert made.frame.rows() == [
        (255, 1995, 4.0),
        (260, 1989, 3.0),
        (365, 1960, 1.0),
        (365, 2000, 2.0),
        (732, 1970, 5.0),
    ]
    assert made.report.notes == (
        "sipri-milex: 1 rows left out, of which no one state had the name in the year: Atlantis",
    )
    assert numbered(sipri(given), "gw").frame["gwcode"].to_list() == [260, 260, 365, 365, 732]


def test_iso_codes_and_one_indicator_at_a_time() -> None:
    frame = pl.DataFrame({"country": ["Japan"] * 2, "iso3": ["JPN"] * 2, "indicator": ["a", "a"], "year": [1999, 2000],
                          "milex": [1.0, 2.0]})  # fmt: skip
    assert numbered(table("wb-milex", frame), "cow").frame.rows() == [(740, 1999, 1.0), (740, 2000, 2.0)]
    mixed = frame.with_columns(indicator=pl.Series(["a", "b"]))
    with pytest.raises(DatasetError, match="wb-milex: several indicators in one file"):
        numbered(table("wb-milex", mixed), "cow")


def test_spending_is_joined_by_number() -> None:
    rows = pl.DataFrame({"ccode": [740], "stateabb": ["JPN"], "statenme": ["Japan"], "start": ["1952-04-28"],
                         "end": ["2016-12-31"]}).with_columns(pl.col("start", "end").str.to_date())  # fmt: skip
    states = roster_of(table("cow-states", rows))
    made = state_years(states, 1999, 2001).join(sipri([("Japan", 1999, 7.0), ("Japan", 2001, 9.0)])).table()
    assert made.frame.rows() == [(740, 1999, 7.0, "known"), (740, 2000, None, "unknown"), (740, 2001, 9.0, "known")]
    assert made.column("sipri_milex").source == "sipri-milex"
