"""Similarity of all pairs, by year, as tables."""

from __future__ import annotations

import numpy as np
import pytest

from foedera.datasets.tables.table import Source
from foedera.datasets.tables.table import Table as Frame
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.measures import MEASURES, UNWEIGHTED
from foedera.networks.similarity import (
    capabilities_of,
    matrix_of,
    pairs_of,
    portfolio_similarity,
    similarities,
)
from foedera.networks.ties import YearOfTies

pl = pytest.importorskip("polars")

# Defence between 200 and 220, consultation of 220 and 365, non-aggression owed by 365 to 255 only.
BITS = np.array([[0, 1, 0, 0], [1, 0, 0, 16], [0, 0, 0, 0], [0, 16, 8, 0]], np.uint8)
YEAR = YearOfTies(1907, (200, 220, 255, 365), ("UKG", "FRN", "GMY", "RUS"), BITS)
PORTFOLIOS = np.array([[3, 3, 0, 0], [3, 3, 0, 2], [0, 0, 3, 0], [0, 2, 1, 3]])


def test_portfolios_are_what_a_state_owes_itself_included() -> None:
    assert np.array_equal(YEAR.valued(), PORTFOLIOS)


def test_matrices_are_symmetric_and_begin_with_the_published_formula() -> None:
    found = portfolio_similarity(PORTFOLIOS)
    assert set(found) == set(UNWEIGHTED)
    assert found["sallyva"][0, 1] == pytest.approx(1 - 2 * 2 / 12)
    assert found["sallyvs"][0, 1] == pytest.approx(1 - 2 * 4 / 36)
    assert found["sallyb"][0, 1] == pytest.approx(1 - 2 * 1 / 4)
    for matrix in found.values():
        assert np.array_equal(matrix, matrix.T, equal_nan=True)


def test_weights_count_third_parties_by_their_share() -> None:
    found = portfolio_similarity(PORTFOLIOS, ["sallywva", "sallywb"], weights=np.array([0.4, 0.3, 0.2, 0.1]))
    assert found["sallywva"][0, 1] == pytest.approx(1 - 2 * 0.1 * 2 / 3)
    assert found["sallywb"][0, 1] == pytest.approx(1 - 2 * 0.1)
    alike = portfolio_similarity(PORTFOLIOS, ["sallyva", "sallywva"], weights=np.full(4, 7.0))
    assert alike["sallywva"] == pytest.approx(alike["sallyva"])


@pytest.mark.parametrize(
    ("measures", "says"), [(["S"], "S: no such measure"), (["sallywva"], "weighted measures need capabilities")]
)
def test_questions_that_cannot_be_answered(measures: list[str], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        portfolio_similarity(PORTFOLIOS, measures)


def test_portfolios_that_are_not_square() -> None:
    with pytest.raises(DatasetError, match="a square matrix is needed"):
        portfolio_similarity(PORTFOLIOS[:2])


def test_the_table_has_each_pair_once_and_says_what_it_holds() -> None:
    table = similarities([YEAR])
    assert table.frame.columns == ["ccode1", "ccode2", "year", *UNWEIGHTED]
    assert table.frame.select("ccode1", "ccode2").rows() == [
        (200, 220), (200, 255), (200, 365), (220, 255), (220, 365), (255, 365),
    ]  # fmt: skip
    assert table.column("kallyv").label.startswith("kappa, valued, ranked: ")
    assert "as fpsim computes it" in table.column("kallyv").label
    assert len(similarities([YEAR], ["taub"], own=True)) == 10


def test_what_is_not_defined_is_null() -> None:
    alone = YearOfTies(1816, (2,), ("USA",), np.zeros((1, 1), np.uint8))
    table = similarities([alone], ["sallyva", "kallyvs", "taub"], own=True)
    assert table.frame.row(0) == (2, 2, 1816, 1.0, None, None)


def test_years_that_are_not_covered_are_left_out_and_named() -> None:
    after = YearOfTies(2019, (2, 20), ("USA", "CAN"), np.zeros((2, 2), np.uint8), covered=False)
    table = similarities([YEAR, after])
    assert set(table.frame["year"]) == {1907}
    assert table.report.notes == ("left out, since the source does not cover them: 2019",)
    with pytest.raises(QuestionError, match="no year is covered"):
        similarities([after])


def test_states_without_capabilities_count_for_nothing_and_are_named() -> None:
    held = {1907: {200: 0.2, 220: 0.1, 365: 0.1}}
    source = Source(id="nmc", title="NMC")
    table = similarities([YEAR], ["sallywva"], capabilities=held, weighted_by=source)
    assert table.sources == (source,)
    assert "counted for nothing in weighted measures, capabilities unknown: 1 (255 1907)" in table.report.notes
    expected = portfolio_similarity(PORTFOLIOS, ["sallywva"], weights=np.array([0.2, 0.1, 0.0, 0.1]))["sallywva"]
    assert matrix_of(table, "sallywva", YEAR) == pytest.approx(expected)
    with pytest.raises(QuestionError, match="1907: no state has capabilities"):
        similarities([YEAR], ["sallywva"], capabilities={})


def test_capabilities_out_of_a_table() -> None:
    frame = pl.DataFrame({"ccode": [200, 220], "year": [1907, 1907], "cinc": [0.2, None]})
    assert capabilities_of(Frame(frame)) == {1907: {200: 0.2}}
    with pytest.raises(DatasetError, match="with the column cinc is needed"):
        capabilities_of(Frame(frame.drop("cinc")))


def test_some_pairs_and_one_year_as_a_matrix() -> None:
    table = similarities([YEAR], ["sallyva"])
    assert pairs_of(table, [(365, 200)]).frame.select("ccode1", "ccode2").rows() == [(200, 365)]
    with pytest.raises(QuestionError, match="200-2: no such pair"):
        pairs_of(table, [(200, 2)])
    with pytest.raises(QuestionError, match="taub: the table has no such measure"):
        matrix_of(table, "taub", YEAR)


def test_every_measure_says_how_it_is_made() -> None:
    assert len(UNWEIGHTED) == 13
    for name, measure in MEASURES.items():
        assert measure.name == name
        assert (measure.distance == "none") == (measure.statistic == "tau-b")
        assert measure.formula
