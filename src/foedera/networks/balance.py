"""Structural balance: whether the friend of a friend is a friend, and the enemy of an enemy (Heider 1946).

A triad is balanced where the product of its three signs is positive (Cartwright and Harary 1956, Psychological Review
63 (5)). A network is balanced where two sides can be found with friendly ties within and hostile ones between; the
frustration index is the least number of ties that stand in the way (Harary 1959; Aref and Wilson 2018, Journal of
Complex Networks 6 (2)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import QuestionError
from foedera.networks.network import Floats, Network

_EXACT = 250
"""Up to so many ties and nodes together the frustration index is computed exactly."""


@dataclass(frozen=True)
class Triads:
    """How many triads have all three ties, by their number of hostile ones: 0 and 2 are balanced, 1 and 3 are not."""

    all_friendly: int
    one_hostile: int
    two_hostile: int
    all_hostile: int

    @property
    def count(self) -> int:
        """All triads."""
        return self.all_friendly + self.one_hostile + self.two_hostile + self.all_hostile

    @property
    def balanced(self) -> float | None:
        """The share of balanced triads; None where there is no triad."""
        return (self.all_friendly + self.two_hostile) / self.count if self.count else None

    @property
    def weakly_balanced(self) -> float | None:
        """The share of triads that are balanced in Davis's (1967) sense, in which three enemies are no tension."""
        return 1 - self.one_hostile / self.count if self.count else None


@dataclass(frozen=True, eq=False)
class Frustration:
    """The ties that stand in the way of two sides.

    `side` has the shape (nodes,), 0 or 1, the first node on side 0. `index` is the number of ties against the division
    (hostile within, friendly between), `ties` the pairs of positions of those, `share` their share of all ties.
    `least` is a number that no division can go below: where it equals `index` the division is the best there is
    (`is_exact`).
    """

    side: NDArray[np.intp]
    index: int
    least: int
    ties: tuple[tuple[int, int], ...]
    share: float | None

    @property
    def is_exact(self) -> bool:
        """Whether it is known that no other division has fewer ties against it."""
        return self.index == self.least


def triads(network: Network) -> Triads:
    """The triads of a network by their hostile ties; of a pair the stronger direction gives the sign."""
    friendly, hostile = network.linked.astype(np.float64), (network.mutual < 0).astype(np.float64)
    pairs = friendly @ friendly, hostile @ hostile
    found = (
        (pairs[0] * friendly).sum() / 6, (pairs[0] * hostile).sum() / 2,
        (pairs[1] * friendly).sum() / 2, (pairs[1] * hostile).sum() / 6,
    )  # fmt: skip
    return Triads(*(round(float(count)) for count in found))


def frustration(network: Network, *, seed: int = 0, starts: int = 50, exact: int = _EXACT) -> Frustration:
    """The frustration index of a network, and the two sides.

    A local search from many random divisions moves nodes one by one as long as that helps. Where the network has at
    most `exact` ties and nodes together, an integer programme then finds the least number there can be.

    Args:
        network: signs of ties count, not their strength; of a pair the stronger direction.
        seed: of the random divisions.
        starts: how many of them, at least 1; the first has everybody on one side.
        exact: the bound for the integer programme; 0 for the local search alone.

    Where the programme is not run, `least` is the number of unbalanced triads that share no tie: a lower bound only.

    Raises:
        QuestionError: no start at all.
    """
    if starts < 1:
        raise QuestionError("frustration: at least one start is needed")
    signs = np.sign(network.mutual)
    count = int((signs != 0).sum()) // 2
    side = _searched(signs, np.random.default_rng(seed), starts)
    index = len(_against(signs, side))
    least = _disjoint(signs)
    if index > least and count + len(network) <= exact:
        solved = _solved(signs)
        if solved is not None:
            side = solved
            index = least = len(_against(signs, side))
    side = side ^ side[0] if len(side) else side
    ties = _against(signs, side)
    return Frustration(side, index, min(index, least), ties, index / count if count else None)


def _searched(signs: Floats, random: np.random.Generator, starts: int) -> NDArray[np.intp]:
    """The best division that moving single nodes reaches from so many starts."""
    size = len(signs)
    best, fewest = np.zeros(size, dtype=np.intp), np.inf
    for start in range(starts if size else 0):
        face = _settled(signs, np.ones(size) if start == 0 else random.choice([-1.0, 1.0], size))
        against = -float((signs * np.outer(face, face)).sum())
        if against < fewest:
            best, fewest = (face < 0).astype(np.intp), against
    return best


def _settled(signs: Floats, face: Floats) -> Floats:
    """The division after moving the node with most to gain, again and again, until none gains."""
    support = face * (signs @ face)
    while support[worst := int(np.argmin(support))] < 0:
        face[worst] *= -1
        support += 2 * face * signs[worst] * face[worst]
        support[worst] *= -1
    return face


def _against(signs: Floats, side: NDArray[np.intp]) -> tuple[tuple[int, int], ...]:
    same = side[:, None] == side[None, :]
    wrong = np.triu(np.where(same, signs < 0, signs > 0))
    return tuple((int(one), int(other)) for one, other in np.argwhere(wrong))


def _disjoint(signs: Floats) -> int:
    """How many unbalanced triads can be found that share no tie: each needs a tie of its own to be changed."""
    left, found = signs.copy(), 0
    for one in range(len(signs)):
        for other in np.flatnonzero(left[one, one + 1 :]) + one + 1:
            if not left[one, other]:
                continue
            wrong = np.flatnonzero(left[one] * left[other] * left[one, other] < 0)
            if wrong.size:
                third = wrong[0]
                for pair in ((one, other), (one, third), (other, third)):
                    left[pair] = left[pair[::-1]] = 0
                found += 1
    return found


def _solved(signs: Floats) -> NDArray[np.intp] | None:
    """The best division by an integer programme: a variable for each node's side, one for each tie against it.

    A friendly tie is against the division where its ends differ: f >= x - y and f >= y - x. A hostile one where they do
    not: f >= x + y - 1 and f >= 1 - x - y. None where the solver does not finish within its number of nodes.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    one, other = np.nonzero(np.triu(signs))
    size, count = len(signs), len(one)
    sign, tie = signs[one, other], np.arange(count)
    rows = np.concatenate([np.tile(tie, 3), np.tile(tie + count, 3)])
    columns = np.tile(np.concatenate([one, other, size + tie]), 2)
    ones = np.ones(count)
    values = np.concatenate([-ones, sign, ones, ones, -sign, ones])
    hostile = np.where(sign < 0, 1.0, 0.0)
    constraints = LinearConstraint(
        csr_array((values, (rows, columns)), shape=(2 * count, size + count)),
        np.concatenate([-hostile, hostile]), np.full(2 * count, np.inf),
    )  # fmt: skip
    cost = np.concatenate([np.zeros(size), ones])
    whole = np.concatenate([np.ones(size), np.zeros(count)])
    upper = np.ones(size + count)
    # Sides may be swapped, so that the busiest node can be put on one.
    upper[int(np.argmax(np.abs(signs).sum(1)))] = 0
    answer = milp(
        cost, integrality=whole, bounds=Bounds(np.zeros(size + count), upper), constraints=constraints,
        options={"node_limit": 2_000},
    )  # fmt: skip
    return np.asarray(np.round(answer.x[:size]).astype(np.intp)) if answer.status == 0 else None
