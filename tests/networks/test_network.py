"""The network of a moment, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.network import Network, network_of
from foedera.networks.ties import YearOfTies

from .drawn import network


@pytest.mark.parametrize(
    ("nodes", "ties", "says"),
    [
        ([2, 20], [[0, 1]], r"2 nodes need a matrix of as many rows and columns, not \(1, 2\)"),
        ([2, 20], [[0, float("nan")], [0, 0]], "the tie of 2 to 20 is no number"),
        ([2, 2], [[0, 1], [1, 0]], "2 comes twice"),
        ([2, "state:JPN"], [[0, 1], [1, 0]], "use one system of codes"),
    ],
)
def test_what_is_no_network_is_named(nodes: list[object], ties: list[list[float]], says: str) -> None:
    with pytest.raises(DatasetError, match=says):
        Network.of(nodes, ties, 1914)


def test_ties_with_oneself_are_left_out_and_direction_is_kept() -> None:
    made = Network.of(["A", "B"], [[3, 2], [0, 3]])
    assert made.ties.tolist() == [[0, 2], [0, 0]]
    assert made.is_directed
    assert made.mutual.tolist() == [[0, 2], [2, 0]]


def test_of_a_pair_the_stronger_direction_gives_the_sign_and_equal_ones_cancel_out() -> None:
    made = Network.of(["A", "B", "C"], [[0, 3, 2], [-5, 0, 0], [-2, 0, 0]])
    assert made.mutual[0].tolist() == [0, -5, 0]
    assert np.array_equal(made.mutual, made.mutual.T)
    assert made.is_signed
    assert not made.linked.any()


def test_among_and_without() -> None:
    made = network((0, 1), (1, 2, 3.0))
    assert made.among([2, 1]).ties.tolist() == [[0, 3], [3, 0]]
    assert made.without(1).ties.tolist() == [[0, 0], [0, 0]]
    with pytest.raises(DatasetError, match="9 is not in the network of 1914"):
        made.without(9)


def test_the_network_of_a_year_by_pledges() -> None:
    bits = np.array([[0, 1 | 16, 0], [16, 0, 8], [0, 8, 0]], np.uint8)
    year = YearOfTies(1914, (200, 220, 255), ("UKG", "FRN", "GMY"), bits)
    assert network_of(year).ties.tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    defence = network_of(year, ("defense",), valued=True)
    assert defence.ties.tolist() == [[0, 3, 0], [0, 0, 0], [0, 0, 0]]
    assert (defence.kind, defence.labels, defence.when) == ("defense", ("UKG", "FRN", "GMY"), "1914")
    with pytest.raises(QuestionError, match="marriage"):
        network_of(year, ("marriage",))


def test_a_year_that_is_not_covered_has_no_network() -> None:
    year = YearOfTies(2019, (2, 20), ("USA", "CAN"), np.zeros((2, 2), np.uint8), covered=False)
    with pytest.raises(QuestionError, match="2019: the source does not cover this year"):
        network_of(year)
