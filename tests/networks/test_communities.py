"""Communities, with and without hostile ties."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model.errors import QuestionError
from foedera.networks.communities import communities_of, modularity
from foedera.networks.network import Network

from .drawn import network, networks

TWO = ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (6, 3), (6, 4), (2, 3))


def test_two_blocs_and_the_larger_one_is_the_first() -> None:
    found = communities_of(network(*TWO, nodes=8))
    assert found.group.tolist() == [1, 1, 1, 0, 0, 0, 0, 2]
    assert found.count == 3


@given(networks(3, 8), st.integers(0, 3))
def test_modularity_is_that_of_networkx(made: Network, groups: int) -> None:
    group = np.arange(len(made)) % (groups + 1)
    other = networkx.from_numpy_array(made.ties)
    sets = [set(np.flatnonzero(group == number)) for number in range(groups + 1)]
    expected = networkx.community.modularity(other, [one for one in sets if one]) if made.ties.any() else 0
    assert modularity(made, group) == pytest.approx(expected)


@given(networks(3, 8, signs=True), st.integers(0, 5))
def test_the_same_seed_gives_the_same_and_modularity_is_what_it_says(made: Network, seed: int) -> None:
    one, again = communities_of(made, seed=seed), communities_of(made, seed=seed)
    assert one.group.tolist() == again.group.tolist()
    assert one.modularity == pytest.approx(modularity(made, one.group), abs=1e-9)
    assert one.modularity >= modularity(made, np.arange(len(made))) - 1e-9


def test_hostile_ties_stand_between_groups() -> None:
    # Two pairs of friends, all of one hostile to all of the other.
    enemies = [(one, other, -1.0) for one in (0, 1) for other in (2, 3)]
    found = communities_of(network((0, 1), (2, 3), *enemies))
    assert found.group.tolist() == [0, 0, 1, 1]
    assert found.modularity == pytest.approx(modularity(network((0, 1), (2, 3), *enemies), [0, 0, 1, 1]))


def test_enemies_only_and_nobody() -> None:
    foes = communities_of(network((0, 1, -1.0)))
    assert foes.group[0] != foes.group[1]
    empty = communities_of(Network.of([1, 2], np.zeros((2, 2))))
    assert (empty.group.tolist(), empty.modularity, empty.count) == ([0, 1], 0.0, 2)
    assert communities_of(Network.of([], np.zeros((0, 0)))).count == 0


def test_bounds_of_the_question() -> None:
    for bad in ({"resolution": 0.0}, {"runs": 0}):
        with pytest.raises(QuestionError, match="must be positive"):
            communities_of(network((0, 1)), **bad)  # type: ignore[arg-type]


def test_a_finer_resolution_makes_more_communities() -> None:
    made = network(*TWO)
    assert communities_of(made, resolution=3.0).count > communities_of(made, resolution=0.1).count
