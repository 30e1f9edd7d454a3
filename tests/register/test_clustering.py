"""Average linkage: the groups are bounded by what must not be together, and the names of nodes make no difference."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.register.clustering import clusters

NODES = 8
pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda pair: pair[0] < pair[1])
some_scores = st.dictionaries(pairs, st.integers(0, 10_000), max_size=20)
some_pairs = st.sets(pairs, max_size=6)


def _apart(found: set[tuple[int, int]]) -> dict[int, set[int]]:
    made: dict[int, set[int]] = {}
    for a, b in found:
        made.setdefault(a, set()).add(b)
        made.setdefault(b, set()).add(a)
    return made


def test_a_chain_is_not_one_group() -> None:
    assert clusters(3, {(0, 1): 9000, (1, 2): 8000}, 5000) == [[0, 1], [2]]
    assert clusters(3, {(0, 1): 9000, (1, 2): 9500, (0, 2): 2000}, 5000) == [[0, 1, 2]]


def test_equal_scores_go_to_the_first() -> None:
    assert clusters(3, {(0, 1): 9000, (1, 2): 9000}, 5000) == [[0, 1], [2]]


def test_what_is_apart_stays_apart() -> None:
    assert clusters(2, {(0, 1): 9999}, 5000, {0: {1}, 1: {0}}) == [[0], [1]]


@given(some_scores, some_pairs, st.integers(1, 9_999))
@settings(max_examples=200)
def test_groups_part_the_nodes_and_are_tied_by_scores(
    scores: dict[tuple[int, int], int], apart: set[tuple[int, int]], least: int
) -> None:
    found = clusters(NODES, scores, least, _apart(apart))
    assert sorted(node for group in found for node in group) == list(range(NODES))
    for group in found:
        assert not any(a in group and b in group for a, b in apart)
        for node in group:
            assert len(group) == 1 or any(scores.get((min(node, b), max(node, b)), 0) > 0 for b in group if b != node)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            if not any((min(a, b), max(a, b)) in apart for a in one for b in other):
                total = sum(scores.get((min(a, b), max(a, b)), 0) for a in one for b in other)
                assert total / (len(one) * len(other)) < least
