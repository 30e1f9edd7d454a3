"""Bridging ties, and what falls apart if a member leaves."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given

from foedera.model.errors import DatasetError
from foedera.networks.bridges import bridges_of, constraint, cut_members, departure, departures
from foedera.networks.network import Network

from .drawn import network, networks, star

# Two triangles joined by the tie of 2 and 3, and a member 7 that hangs on 6.
JOINED = network((0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5), (6, 7))


def test_the_tie_between_two_blocs() -> None:
    first = bridges_of(JOINED)[0]
    assert {first.one, first.other} == {2, 3}
    assert (first.partners, first.span, first.cut) == (0, None, 9)
    assert first.betweenness == pytest.approx(9 / 28)


def test_a_tie_within_a_bloc_and_one_in_a_ring() -> None:
    inside = next(tie for tie in bridges_of(JOINED) if {tie.one, tie.other} == {0, 1})
    assert (inside.partners, inside.span, inside.cut) == (1, 2, 0)
    ring = bridges_of(network((0, 1), (1, 2), (2, 3), (3, 4), (4, 0)))
    assert {(tie.partners, tie.span, tie.cut) for tie in ring} == {(0, 4, 0)}


@given(networks(3, 9))
def test_strict_bridges_and_cut_members_are_those_of_networkx(made: Network) -> None:
    other = networkx.from_numpy_array(made.ties)
    strict = {frozenset((tie.one, tie.other)) for tie in bridges_of(made) if tie.span is None}
    assert strict == {frozenset(pair) for pair in networkx.bridges(other)}
    assert set(cut_members(made)) == set(networkx.articulation_points(other))


@given(networks(3, 8))
def test_departures_are_what_removing_shows(made: Network) -> None:
    other = networkx.from_numpy_array(made.ties)
    for one in departures(made):
        rest = other.copy()
        rest.remove_node(one.member)
        parted = sum(
            networkx.has_path(other, a, b) and not networkx.has_path(rest, a, b)
            for a in rest for b in rest if a < b
        )  # fmt: skip
        assert (one.parted, one.ties) == (parted, other.degree(one.member))
        assert one.left_alone == tuple(node for node in rest if rest.degree(node) == 0 and other.degree(node) == 1)
        assert one.largest == max((len(part) for part in networkx.connected_components(rest)), default=0)
        assert one.efficiency == pytest.approx(networkx.global_efficiency(rest))


def test_where_the_hub_leaves_nothing_is_left() -> None:
    gone = departure(star(4), 0)
    assert (gone.ties, gone.parted, gone.components_before, gone.components) == (4, 6, 1, 0)
    assert (gone.left_alone, gone.largest_before, gone.largest) == ((1, 2, 3, 4), 5, 1)
    assert (gone.efficiency_before, gone.efficiency) == (0.5, 0.0)
    spoke = departure(star(4), 1)
    assert (spoke.parted, spoke.left_alone) == (0, ())
    assert departures(star(4))[0].member == 0
    with pytest.raises(DatasetError, match="9 is not in the network"):
        departure(star(4), 9)


def test_constraint_is_low_where_holes_are_bridged() -> None:
    found = constraint(star(4))
    assert found[0] == pytest.approx(0.25)
    assert found[1:] == pytest.approx([1.0] * 4)
    assert np.isnan(constraint(Network.of([1, 2], np.zeros((2, 2))))).all()
