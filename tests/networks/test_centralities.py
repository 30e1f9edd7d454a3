"""Centralities against known networks and the theory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model.errors import QuestionError
from foedera.networks.centralities import CENTRALITIES, centralities_of
from foedera.networks.network import Network

from .drawn import complete, network, networks, shuffled, star


def test_a_star() -> None:
    found = centralities_of(star(4))
    assert found["degree"].tolist() == [4, 1, 1, 1, 1]
    assert found["betweenness"].tolist() == [1, 0, 0, 0, 0]
    assert found["closeness"] == pytest.approx([1, *[4 / 7] * 4])
    assert found["harmonic"] == pytest.approx([1, *[(1 + 3 / 2) / 4] * 4])
    assert found["eigenvector"] == pytest.approx([1, *[0.5] * 4])
    assert found["pagerank"].sum() == pytest.approx(1)


def test_betweenness_on_a_tree_counts_the_pairs_it_parts() -> None:
    # 0 - 1 - 2 - 3 with 4 at 1: node 1 parts {0}, {4} and {2, 3}; node 2 parts {0, 1, 4} and {3}.
    found = centralities_of(network((0, 1), (1, 2), (2, 3), (1, 4)), ["betweenness"])["betweenness"]
    assert found == pytest.approx(np.array([0, 1 + 2 + 2, 3, 0, 0]) / 6)


def test_strength_counts_weights_and_hostile_ties_count_for_nothing() -> None:
    found = centralities_of(network((0, 1, 3.0), (0, 2, -2.0), (1, 2, 0.5)), ["degree", "strength", "pagerank"])
    assert found["degree"].tolist() == [1, 2, 1]
    assert found["strength"].tolist() == [3.0, 3.5, 0.5]


def test_what_is_owed_and_received_by_direction() -> None:
    found = centralities_of(Network.of(["GBR", "PRT", "XIL"], [[0, 1, 1], [0, 0, 0], [0, 0, 0]]))
    assert found["out_degree"].tolist() == [2, 0, 0]
    assert found["in_degree"].tolist() == [0, 1, 1]
    assert found["degree"].tolist() == [2, 1, 1]


def test_without_ties_nothing_is_central() -> None:
    found = centralities_of(Network.of([1, 2, 3], np.zeros((3, 3))))
    assert np.isnan(found.pop("closeness")).all()
    assert found.pop("pagerank") == pytest.approx([1 / 3] * 3)
    assert all((values == 0).all() for values in found.values())


def test_alike_components_share_the_eigenvector() -> None:
    twice = network((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5))
    assert centralities_of(twice, ["eigenvector"])["eigenvector"] == pytest.approx([1] * 6)


@given(networks(3, 8), st.randoms())
def test_the_order_of_nodes_makes_no_difference(made: Network, random: object) -> None:
    order = list(range(len(made)))
    random.shuffle(order)  # type: ignore[attr-defined]
    before, after = centralities_of(made), centralities_of(shuffled(made, order))
    for name in CENTRALITIES:
        assert after[name] == pytest.approx(before[name][order], abs=1e-6, nan_ok=True), name


@given(networks(3, 8))
def test_bounds(made: Network) -> None:
    found = centralities_of(made)
    for name in ("betweenness", "harmonic", "eigenvector", "pagerank"):
        assert (found[name] >= 0).all()
        assert (found[name] <= 1 + 1e-9).all()
    assert found["pagerank"].sum() == pytest.approx(1)


def test_everybody_alike_and_an_unknown_name() -> None:
    found = centralities_of(complete(5))
    assert all(np.ptp(values) == pytest.approx(0) for values in found.values())
    with pytest.raises(QuestionError, match="fame: no such centrality"):
        centralities_of(star(2), ["fame"])
