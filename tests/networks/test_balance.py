"""Triads and frustration against trying everything."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

from foedera.model.errors import QuestionError
from foedera.networks.balance import Frustration, Triads, frustration, triads
from foedera.networks.network import Network

from .drawn import network, networks


@given(networks(3, 9, signs=True))
def test_triads_are_what_counting_gives(made: Network) -> None:
    counted = [0, 0, 0, 0]
    for a, b, c in combinations(range(len(made)), 3):
        signs = [made.ties[a, b], made.ties[b, c], made.ties[a, c]]
        if all(signs):
            counted[sum(sign < 0 for sign in signs)] += 1
    assert triads(made) == Triads(*counted)


def test_the_share_of_balanced_triads() -> None:
    assert triads(network((0, 1), (1, 2), (0, 2, -1.0))).balanced == 0
    foes = triads(network((0, 1, -1.0), (1, 2, -1.0), (0, 2, -1.0)))
    assert (foes.balanced, foes.weakly_balanced) == (0, 1)
    assert triads(network((0, 1))).balanced is None


@settings(max_examples=40, deadline=None)
@given(networks(2, 7, signs=True))
def test_frustration_is_the_least_that_any_division_reaches(made: Network) -> None:
    found = frustration(made)
    least = min(len(against(made, sides)) for sides in product((0, 1), repeat=len(made)))
    assert (found.index, found.is_exact) == (least, True)
    assert list(found.ties) == against(made, found.side.tolist())
    assert found.side[0] == 0


@settings(max_examples=40, deadline=None)
@given(networks(2, 8, signs=True))
def test_without_the_programme_the_bounds_hold(made: Network) -> None:
    searched, exact = frustration(made, exact=0), frustration(made)
    assert searched.least <= exact.index <= searched.index


def test_a_balanced_network_has_no_frustration() -> None:
    made = network((0, 1), (2, 3), (0, 2, -1.0), (1, 3, -1.0))
    found = frustration(made)
    assert (found.index, found.share, found.side.tolist()) == (0, 0.0, [0, 0, 1, 1])
    empty = frustration(Network.of([], np.zeros((0, 0))))
    assert isinstance(empty, Frustration)
    assert (empty.index, empty.share) == (0, None)


def test_at_least_one_start() -> None:
    with pytest.raises(QuestionError, match="at least one start"):
        frustration(network((0, 1)), starts=0)


def against(made: Network, sides: tuple[int, ...] | list[int]) -> list[tuple[int, int]]:
    """The ties that stand against a division."""
    pairs = combinations(range(len(made)), 2)
    return [(a, b) for a, b in pairs if made.ties[a, b] and (made.ties[a, b] > 0) != (sides[a] == sides[b])]
