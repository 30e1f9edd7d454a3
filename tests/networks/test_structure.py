"""Structure over time, as tables."""

from __future__ import annotations

import numpy as np
import pytest

from foedera.datasets.tables.table import Source
from foedera.model.errors import QuestionError
from foedera.networks.network import Network
from foedera.networks.structure import bridging, leaving, networks_of, places, shapes
from foedera.networks.ties import YearOfTies

from .drawn import network, star

ATOP = Source(id="atop", title="ATOP", first=1815, last=2018)
LATE = Network.of(["state:JPN", "state:USA"], [[0, 1], [1, 0]], "2024-06-01", names=("Japan", "United States"))


def test_a_row_for_each_member_and_year() -> None:
    table = places(
        [star(3), network((0, 1))], system="cow", sources=(Source(id="atop", title="ATOP", first=1815, last=2018),)
    )
    assert table.frame.columns[:3] == ["ccode", "name", "year"]
    assert len(table) == 4 + 2
    hub = table.frame.row(0, named=True)
    assert (hub["degree"], hub["betweenness"], hub["coreness"], hub["year"]) == (3.0, 1.0, 1, 1914)
    assert (table.system, table.sources[0].id) == ("cow", "atop")
    assert (table.column("degree").source, table.column("degree").last) == ("atop", 2018)
    assert table.column("constraint").label == "Burt's constraint; low where it bridges"


def test_days_stay_days_and_what_is_not_defined_is_null() -> None:
    table = places([LATE, Network.of(["A"], [[0]], "2024-06-02")], names=["closeness"])
    assert table.frame.columns[:3] == ["node", "name", "when"]
    assert table.frame["name"].to_list() == ["Japan", "United States", "A"]
    assert table.frame["closeness"].to_list() == [1.0, 1.0, None]


def test_a_row_for_each_year_with_intervals() -> None:
    table = shapes([star(6)], draws=20, seed=2)
    row = table.frame.row(0, named=True)
    assert (row["year"], row["nodes"], row["ties"], row["hub_index"], row["communities"]) == (1914, 7, 6, 1.0, 1)
    assert (row["core_size"], row["triads"], row["balanced"]) == (1, 0, None)
    assert row["density_low"] <= row["density"] <= row["density_high"]
    assert "95% of 20 draws of the vertex bootstrap" in table.report.notes[0]
    assert "density_low" not in shapes([star(6)]).frame.columns


def test_ties_and_departures() -> None:
    ties = bridging([network((0, 1), (1, 2))], system="gw")
    assert ties.frame.select("gwcode1", "gwcode2", "year", "span", "cut").rows() == [
        (0, 1, 1914, None, 2), (1, 2, 1914, None, 2),
    ]  # fmt: skip
    gone = leaving([network((0, 1), (1, 2))])
    assert gone.frame.row(0, named=True)["parted"] == 1
    assert gone.frame.row(0, named=True)["left_alone"] == 2


def test_years_that_are_not_covered_have_no_network() -> None:
    bits = np.array([[0, 1], [1, 0]], np.uint8)
    years = [YearOfTies(year, (2, 20), ("USA", "CAN"), bits, covered=year < 2019) for year in (2018, 2019)]
    assert [made.when for made in networks_of(years, ["defense"])] == ["2018"]


@pytest.mark.parametrize("of", [places, shapes, bridging, leaving])
def test_no_network_is_no_table(of: object) -> None:
    with pytest.raises(QuestionError, match="structure: "):
        of([])  # type: ignore[operator]
