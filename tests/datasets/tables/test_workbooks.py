"""Military spending from workbooks laid out as their publishers lay them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError

from .books import Cell, book

SPENT: list[list[Cell]] = [
    ["Military expenditure by country, in millions of US$"], [None], ["Country", "Notes", 1948, 1949, 1950],
    ["Africa"], ["Arlen", None, "...", 12.5, 3], ["Borea", "1", "xxx", 3, ". ."],
]  # fmt: skip
FRONT: list[list[Cell]] = [["SIPRI"]]


def test_the_sheet_of_constant_dollars_is_read(tmp_path: Path) -> None:
    sheets = {"Front page": FRONT, "Constant (2023) US$": SPENT, "Current US$": FRONT}
    table = read("sipri-milex", book(tmp_path / "s.xlsx", sheets))
    assert sorted(table.frame.rows()) == [("Arlen", 1949, 12.5), ("Arlen", 1950, 3.0), ("Borea", 1949, 3.0)]


def test_the_world_bank_names_its_sheet_data(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Data Source", "World Development Indicators"], [None],
        ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "1960", "1961"],
        ["Arlen", "ARL", "Military expenditure", "MS.MIL.XPND.CD", None, 12.5],
    ]  # fmt: skip
    table = read("wb-milex", book(tmp_path / "API.xlsx", {"Data": rows, "Metadata - Countries": FRONT}))
    assert table.frame.rows() == [("Arlen", "ARL", "MS.MIL.XPND.CD", 1961, 12.5)]


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ({"Current US$": SPENT}, "0 sheets are named as .*; one was expected of: Current US"),
        ({"Constant (2022) US$": SPENT, "Constant (2023) US$": SPENT}, "2 sheets are named as"),
        ({"Constant (2023) US$": FRONT}, "no row of the first 60 begins with Country"),
        ({"Constant (2023) US$": [["Country", "Notes"], ["Arlen", "x"]]}, "a column for each year is missing"),
        (
            {"Constant (2023) US$": [*SPENT, ["Cadia", None, 1, "much", 2]]},
            r"s\.xlsx: row 4 \(line 7\), column 1949: 'much' is no number",
        ),
    ],
)
def test_what_does_not_fit_is_named(sheets: dict[str, list[list[Cell]]], says: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=says) as caught:
        read("sipri-milex", book(tmp_path / "s.xlsx", sheets))
    assert "\n" not in str(caught.value)


def test_polity_is_read_as_published(tmp_path: Path) -> None:
    names = ["p5", "cyear", "ccode", "scode", "country", "year", "democ", "autoc", "polity", "polity2", "durable"]
    rows: list[list[Cell]] = [
        [*names],
        [0, 3241860, 324, "SAR", "Sardinia", 1860, 3, 4, -1, -1, 12],
        [1, 3652018, 365, "RUS", "Russia", 2018, -88, -88, -88, 4, 18],
    ]
    table = read("polity", book(tmp_path / "p5v2018.xlsx", {"p5v2018": rows}))
    assert table.sources[0].version == "5"
    assert table.frame.select("ccode", "year", "polity", "polity2").rows() == [
        (325, 1860, -1, -1),
        (365, 2018, None, 4),
    ]
