"""Charts: what is drawn, and the same drawing each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from foedera.datasets.tables.table import Table
from foedera.drawing import save, svg
from foedera.model.errors import QuestionError
from foedera.networks.network import Network
from foedera.networks.plots import by_community, lines_chart, matrix_chart, network_chart, similarity_chart
from foedera.networks.similarity import similarities
from foedera.networks.structure import shapes
from foedera.networks.ties import YearOfTies

from .drawn import network, star

BITS = np.array([[0, 1, 0], [1, 0, 16], [0, 16, 0]], np.uint8)
YEARS = [YearOfTies(year, (200, 220, 365), ("UKG", "FRN", "RUS"), BITS) for year in (1907, 1908)]


def test_the_network_of_a_year_names_its_nodes_and_says_who_is_left_out() -> None:
    made = Network.of([200, 220, 255], [[0, 1, 0], [1, 0, 0], [0, 0, 0]], 1907, names=("UKG", "FRN", "GMY"))
    drawn = svg(network_chart(made), "alliances of 1907")
    assert "UKG" in drawn
    assert "GMY" not in drawn
    assert "(1 without ties not shown)" in drawn
    assert drawn == svg(network_chart(made), "alliances of 1907")


def test_hostile_ties_have_a_colour_of_their_own() -> None:
    drawn = svg(network_chart(network((0, 1), (1, 2, -1.0))), "friends and foes")
    assert "#b5544f" in drawn


def test_without_ties_there_is_nothing_to_draw() -> None:
    with pytest.raises(QuestionError, match="the network of 1914 has no ties to draw"):
        network_chart(Network.of([1, 2], np.zeros((2, 2)), 1914))


def test_similarity_over_time() -> None:
    table = similarities(YEARS, ["sallyva"])
    drawn = svg(similarity_chart(table, "sallyva", [(220, 200), (365, 220)]), "S")
    assert "220-200" in drawn
    assert "S, valued, absolute" in drawn
    with pytest.raises(QuestionError, match="200-2: no such pair"):
        similarity_chart(table, "sallyva", [(200, 2)])
    with pytest.raises(QuestionError, match="at least one pair"):
        similarity_chart(table, "sallyva", [])
    with pytest.raises(QuestionError, match="taub: the table has no such measure"):
        similarity_chart(table, "taub", [(200, 220)])


def test_figures_over_time_with_bands() -> None:
    plain, banded = shapes([star(4)]), shapes([star(4)], draws=5)
    assert len(lines_chart(plain, ["density"]).layer) == 1
    assert len(lines_chart(banded, ["density"]).layer) == 2
    with pytest.raises(QuestionError, match="fame: the table has no such column"):
        lines_chart(plain, ["fame"])


def test_a_matrix_by_community(tmp_path: Path) -> None:
    made = network((0, 2), (2, 4), (0, 4), (1, 3))
    assert by_community(made) == [0, 2, 4, 1, 3]
    values = np.where(np.eye(5) > 0, np.nan, made.ties)
    chart = matrix_chart(values, ["A", "B", "C", "D", "E"], title="ties", order=by_community(made))
    cells = chart.to_dict()["data"]["values"]
    assert len(cells) == 20
    assert cells[0] == {"row": "A", "column": "C", "value": 1.0}
    save(chart, tmp_path / "m.png")
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")


def test_days_are_drawn_as_days() -> None:
    late = [Network.of(["A", "B"], [[0, 1], [1, 0]], f"2024-0{month}-01") for month in (1, 2)]
    table: Table = shapes(late)
    assert lines_chart(table, ["density"], by="when").to_dict()["layer"][0]["encoding"]["x"]["type"] == "temporal"
