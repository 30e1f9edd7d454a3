"""The shape of known networks, and figures against networkx."""

from __future__ import annotations

import math

import networkx
import numpy as np
import pytest
from hypothesis import given

from foedera.networks.network import Network
from foedera.networks.shape import BOUNDS, SHAPES, reciprocity, shape_of

from .drawn import complete, network, networks, star


def test_hub_and_spokes() -> None:
    found = shape_of(star(5))
    assert found["centralisation"] == 1
    assert (found["transitivity"], found["spoke_density"]) == (0, 0)
    assert (found["hub_index"], found["hub_share"]) == (1, 1)


def test_everybody_with_everybody() -> None:
    found = shape_of(complete(5))
    assert (found["centralisation"], found["transitivity"], found["hub_index"]) == (0, 1, -1)
    assert (found["density"], found["spoke_density"], found["hub_share"]) == (1, 1, 0.4)


def test_a_lattice_lies_in_between_and_isolates_do_not_change_the_index() -> None:
    ring = [(at, (at + step) % 8) for at in range(8) for step in (1, 2)]
    lattice, alone = shape_of(network(*ring)), shape_of(network(*ring, nodes=12))
    assert lattice["hub_index"] == pytest.approx(-0.5)
    assert alone["hub_index"] == lattice["hub_index"]
    assert alone["isolates"] == pytest.approx(1 / 3)
    assert alone["components"] == 1


@given(networks(3, 9))
def test_figures_of_networkx_and_bounds(made: Network) -> None:
    found, other = shape_of(made), networkx.from_numpy_array(made.ties)
    assert found["density"] == pytest.approx(networkx.density(other))
    if not math.isnan(found["transitivity"]):
        assert found["transitivity"] == pytest.approx(networkx.transitivity(other))
    parts = [part for part in networkx.connected_components(other) if len(part) > 1]
    assert found["components"] == len(parts)
    for name, (low, high) in BOUNDS.items():
        assert math.isnan(found[name]) or low - 1e-9 <= found[name] <= high + 1e-9, name


def test_too_few_nodes_and_no_ties_are_not_defined() -> None:
    one = shape_of(Network.of([2], [[0]]))
    assert math.isnan(one["density"])
    assert math.isnan(one["centralisation"])
    none = shape_of(Network.of([2, 20, 70], np.zeros((3, 3))))
    assert (none["density"], none["isolates"], none["components"]) == (0, 1, 0)
    assert all(math.isnan(none[name]) for name in ("transitivity", "hub_index", "hub_share", "spoke_density"))
    assert set(one) == set(SHAPES)


def test_reciprocity_is_lowered_by_what_is_owed_in_one_direction() -> None:
    assert reciprocity(Network.of([1, 2, 3], [[0, 1, 1], [1, 0, 0], [0, 0, 0]])) == pytest.approx(2 / 3)
    assert math.isnan(reciprocity(Network.of([1, 2], np.zeros((2, 2)))))
