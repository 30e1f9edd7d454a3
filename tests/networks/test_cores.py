"""Cores against networkx and against trying everything."""

from __future__ import annotations

from itertools import product

import networkx
import numpy as np
import pytest
from hypothesis import given

from foedera.networks.cores import core, coreness
from foedera.networks.network import Network

from .drawn import complete, network, networks


@given(networks(3, 9))
def test_coreness_is_that_of_networkx(made: Network) -> None:
    expected = networkx.core_number(networkx.from_numpy_array(made.ties))
    assert coreness(made).tolist() == [expected[node] for node in range(len(made))]


@given(networks(3, 8))
def test_no_division_that_keeps_equals_together_has_fewer_errors(made: Network) -> None:
    found, degrees = core(made), made.linked.sum(1)
    assert found.errors == errors(made, found.core)
    for inside in product((False, True), repeat=len(made)):
        chosen = np.array(inside)
        if all(chosen[a] == chosen[b] for a in range(len(made)) for b in range(len(made)) if degrees[a] == degrees[b]):
            assert errors(made, chosen) >= found.errors


def test_a_clique_with_spokes() -> None:
    found = core(network((0, 1), (0, 2), (1, 2), (0, 3), (1, 4), (2, 5)))
    assert found.core.tolist() == [True, True, True, False, False, False]
    assert (found.errors, found.fit) == (0, pytest.approx(1))


def test_all_core_or_none() -> None:
    assert core(complete(4)).core.all()
    assert core(complete(4)).fit is None
    empty = core(Network.of([1, 2, 3], np.zeros((3, 3))))
    assert (empty.core.any(), empty.errors) == (False, 0)
    assert core(Network.of([], np.zeros((0, 0)))).errors == 0


def errors(made: Network, inside: np.ndarray) -> int:
    """Pairs without a tie in the core, or with one in the periphery."""
    links, size = made.linked, len(made)
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    return sum((inside[a] and inside[b] and not links[a, b]) or (not inside[a] and not inside[b] and links[a, b])
               for a, b in pairs)  # fmt: skip
