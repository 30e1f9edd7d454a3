"""Measures of agreement against brute force, other programs' results, and what theory says of them."""

from __future__ import annotations

import math
from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from foedera.networks.agreement import distances, kappa, kappa_by_rank, pi, s, tau_b
from foedera.networks.contingency import contingency_of

from .drawn import portfolios

ALL = (
    lambda table: s(table, 1), lambda table: s(table, 2), lambda table: pi(table, 0), lambda table: pi(table, 1),
    lambda table: pi(table, 2), lambda table: kappa(table, 1), lambda table: kappa(table, 2), kappa_by_rank, tau_b,
)  # fmt: skip


def by_pair(made: np.ndarray) -> list[tuple[int, list[int], list[int]]]:
    """Every pair of portfolios with its place."""
    table = contingency_of(made, 4)
    ends = zip(table.first, table.second, strict=True)
    return [(at, made[one].tolist(), made[other].tolist()) for at, (one, other) in enumerate(ends)]


@given(portfolios(), st.sampled_from([1, 2]))
def test_s_is_what_its_formula_says(made: np.ndarray, power: int) -> None:
    found = s(contingency_of(made, 4), power)
    for at, one, other in by_pair(made):
        distance = sum(abs(a - b) ** power for a, b in zip(one, other, strict=True))
        assert found[at] == pytest.approx(1 - 2 * distance / (len(one) * 3**power), abs=1e-12)


@given(portfolios(), st.sampled_from([0, 1, 2]))
def test_pi_and_kappa_are_one_minus_observed_by_expected(made: np.ndarray, power: int) -> None:
    table, apart = contingency_of(made, 4), distances(4, power)
    pooled, own = pi(table, power), kappa(table, power)
    for at, one, other in by_pair(made):
        size = len(one)
        observed = sum(apart[a, b] for a, b in zip(one, other, strict=True)) / size
        both = one + other
        by_chance = sum(apart[a, b] for a, b in product(both, both)) / (2 * size) ** 2
        by_own = sum(apart[a, b] for a, b in product(one, other)) / size**2
        assert pooled[at] == pytest.approx(1 - observed / by_chance, abs=1e-12, nan_ok=True) if by_chance else True
        assert own[at] == pytest.approx(1 - observed / by_own, abs=1e-12, nan_ok=True) if by_own else True
        assert by_own or math.isnan(own[at])


@given(portfolios())
def test_kappa_by_rank_takes_the_categories_present_for_neighbours(made: np.ndarray) -> None:
    found = kappa_by_rank(contingency_of(made, 4))
    for at, one, other in by_pair(made):
        rank = {category: place for place, category in enumerate(sorted({*one, *other}))}
        ranked = [[rank[a] for a in one], [rank[b] for b in other]]
        observed = sum((a - b) ** 2 for a, b in zip(*ranked, strict=True)) / len(one)
        expected = sum((a - b) ** 2 for a, b in product(*ranked)) / len(one) ** 2
        assert math.isnan(found[at]) if not expected else found[at] == pytest.approx(1 - observed / expected, abs=1e-12)


@given(portfolios())
def test_tau_b_is_that_of_scipy(made: np.ndarray) -> None:
    found = tau_b(contingency_of(made, 4))
    for at, one, other in by_pair(made):
        if len(Counter(one)) == 1 or len(Counter(other)) == 1:
            assert math.isnan(found[at])
        else:
            assert found[at] == pytest.approx(kendalltau(one, other).statistic, abs=1e-12)


@given(portfolios())
def test_bounds_and_agreement_with_oneself(made: np.ndarray) -> None:
    table = contingency_of(made, 4)
    own = table.first == table.second
    for of in ALL:
        found = of(table)
        held = np.isfinite(found)
        assert (found[held] <= 1 + 1e-12).all()
        assert (found[held & own] == pytest.approx(1)) if (held & own).any() else True
    assert (s(table, 1) >= -1 - 1e-12).all()
    assert (np.abs(tau_b(table)[np.isfinite(tau_b(table))]) <= 1 + 1e-12).all()


@given(portfolios(), st.randoms())
def test_the_order_of_states_makes_no_difference(made: np.ndarray, random: object) -> None:
    order = list(range(len(made)))
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = made[np.ix_(order, order)]
    for of in ALL:
        before, after = ({} for _ in range(2))  # type: dict[frozenset[int], float], dict[frozenset[int], float]
        for into, matrix, names in ((before, made, list(range(len(made)))), (after, moved, order)):
            table = contingency_of(matrix, 4)
            ends = zip(table.first, table.second, of(table), strict=True)
            into.update({frozenset((names[a], names[b])): value for a, b, value in ends})
        assert all(after[pair] == pytest.approx(value, abs=1e-12, nan_ok=True) for pair, value in before.items())


def test_the_worked_example_of_the_authors() -> None:
    # Signorino and Ritter's program S.g, example 1: portfolios 3 3 2 2 and 2 2 3 3 among states that hold 0.5, 0.3,
    # 0.1 and 0.1 of the capabilities. Every tie differs by one of three, so that S is 1 - 2/3 with any weights.
    made = np.array([[3, 3, 2, 2], [2, 2, 3, 3], [0, 0, 0, 0], [0, 0, 0, 0]])
    for weights in (None, np.array([0.5, 0.3, 0.1, 0.1])):
        assert s(contingency_of(made, 4, weights))[1] == pytest.approx(1 / 3)


def test_distances_by_power() -> None:
    assert distances(3, 0).tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert distances(3, 2).tolist() == [[0, 1, 4], [1, 0, 1], [4, 1, 0]]
