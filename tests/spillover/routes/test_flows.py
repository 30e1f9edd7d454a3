import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.model.errors import DatasetError, QuestionError
from foedera.spillover.routes import Capacity, Flow, Range, arrivals, bottleneck, capacities, facts

KNOWN = facts()
CHOKEPOINTS = sorted(KNOWN.chokepoints)


def flow(origin: str, destination: str, amount: float, *, high: float | None = None, unit: str = "tonnes",
         commodity: str = "ore") -> Flow:  # fmt: skip
    return Flow(
        origin=origin, destination=destination, commodity=commodity, unit=unit, low=amount,
        high=amount if high is None else high, since="", until=None, sources=(), note="",
    )  # fmt: skip


def limit(node: str, low: float, high: float | None = None, unit: str = "tonnes") -> Capacity:
    return Capacity(
        node=node, unit=unit, low=low, high=low if high is None else high, since="", until=None, sources=(), note=""
    )


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 20)), max_size=30),
)
def test_the_maximum_flow_equals_the_minimum_cut(edges: list[tuple[int, int, int]]) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from((0, 7))
    graph.add_weighted_edges_from(((a, b, c) for a, b, c in edges if a != b), weight="capacity")
    value, through = bottleneck(graph, 0, 7)
    assert value == pytest.approx(sum(graph[a][b]["capacity"] for a, b in through))
    left = graph.copy()
    left.remove_edges_from(through)
    assert not nx.has_path(left, 0, 7)


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 20)), max_size=30),
)
def test_the_maximum_flow_is_that_of_another_library(edges: list[tuple[int, int, int]]) -> None:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_flow

    table = np.zeros((8, 8), dtype=np.int32)
    for a, b, c in edges:
        if a != b:
            table[a, b] = c
    graph = nx.DiGraph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(
        (int(a), int(b), {"capacity": int(table[a, b])}) for a, b in zip(*np.nonzero(table), strict=True)
    )
    assert bottleneck(graph, 0, 7)[0] == maximum_flow(csr_matrix(table), 0, 7).flow_value


def test_a_flow_without_any_limit_is_refused() -> None:
    graph = nx.DiGraph([("a", "b")])
    with pytest.raises(DatasetError, match="no limit"):
        bottleneck(graph, "a", "b")


def test_cutting_nothing_lets_all_arrive() -> None:
    for each in arrivals(KNOWN.flows, (), "2025-02"):
        assert each.state == "all arrives" and each.arrives == each.before == each.wanted
        assert each.lost == Range(0.0, 0.0) and each.limits == ()


def test_what_the_pipelines_take_is_all_that_leaves_a_closed_gulf() -> None:
    found = {each.destination: each for each in arrivals(KNOWN.flows, ("HORMUZ",), "2025-02")}
    for each in found.values():
        assert each.all == Range(2.6, 3.5)
        assert each.limits == ("GULF_PIPELINES", "HORMUZ")
        assert each.state == "part arrives"
    assert found["CHN"].arrives == Range(0.0, 3.5)
    assert found["JPN"].arrives == Range(0.0, 1.6)
    (alone,) = arrivals(KNOWN.flows, ("HORMUZ",), "2025-02", state="JPN")
    assert alone == found["JPN"]


def test_in_a_unit_without_capacities_a_closed_gulf_lets_nothing_out() -> None:
    (found,) = arrivals([flow("PERSIAN_GULF", "JPN", 10.0)], ("HORMUZ",), "2024-04")
    assert found.state == "nothing arrives" and found.arrives == Range(0.0, 0.0) and found.lost == Range(10.0, 10.0)
    assert found.limits == ("HORMUZ",)


def test_a_known_capacity_limits_what_is_sent_round_and_the_cut_names_it() -> None:
    rows = [flow("SOUTH_ASIA_EAST", "JAPAN", 8.0, high=12.0)]
    closed = ("MALACCA", "SUEZ", "GOOD_HOPE", "HORN")
    held = [limit("SUNDA", 1.0, 2.0), limit("LOMBOK", 3.0), limit("OMBAI", 0.0), limit("OFF_ROTI", 0.0)]
    # South of Australia the sea is open, and takes all the rest.
    (around,) = arrivals(rows, closed, "2024-04", draught=14.5, given=held)
    assert around.state == "all arrives"
    (shut,) = arrivals(rows, closed, "2024-04", draught=14.5, given=[*held, limit("OFF_LEEUWIN", 0.5)])
    assert shut.arrives == shut.all == Range(4.5, 5.5)
    assert shut.lost == Range(2.5, 7.5)
    assert {"SUNDA", "LOMBOK", "OFF_LEEUWIN", "MALACCA"} <= set(shut.limits)


def test_two_states_share_what_is_left() -> None:
    rows = [flow("PERSIAN_GULF", "JPN", 4.0), flow("PERSIAN_GULF", "KOR", 5.0)]
    found = {e.destination: e for e in arrivals(rows, ("HORMUZ",), "2024-04", given=[limit("GULF_PIPELINES", 6.0)])}
    assert found["JPN"].all == found["KOR"].all == Range(6.0, 6.0)
    assert found["JPN"].arrives == Range(1.0, 4.0)
    assert found["KOR"].arrives == Range(2.0, 5.0)


@settings(max_examples=25)
@given(
    st.sets(st.sampled_from(CHOKEPOINTS), max_size=4), st.sampled_from(CHOKEPOINTS),
    st.dictionaries(st.sampled_from(CHOKEPOINTS), st.floats(0, 10), max_size=6),
)  # fmt: skip
def test_cutting_more_never_helps_all_together(cut: set[str], more: str, held: dict[str, float]) -> None:
    rows = [flow("PERSIAN_GULF", "JPN", 4.0), flow("US_GULF", "JPN", 3.0, high=6.0), flow("BLACK_SEA", "IND", 2.0)]
    limits = [limit(node, value) for node, value in held.items()]
    first = arrivals(rows, cut, "2024-04", given=limits)
    then = arrivals(rows, cut | {more}, "2024-04", given=limits)
    for a, b in zip(first, then, strict=True):
        assert b.all.low <= a.all.low + 1e-9 and b.all.high <= a.all.high + 1e-9
        assert b.arrives.high <= a.arrives.high + 1e-9
        assert a.arrives.low <= a.arrives.high + 1e-9 and a.arrives.high <= a.wanted.high + 1e-9
        assert a.all.high <= sum(row.high for row in rows) + 1e-9


def test_units_that_are_mixed_are_named() -> None:
    rows = [flow("PERSIAN_GULF", "JPN", 4.0), flow("US_GULF", "JPN", 3.0, unit="TEU")]
    with pytest.raises(DatasetError, match="ore is given in several units: TEU, tonnes"):
        arrivals(rows, (), "2024-04")


def test_an_end_that_is_not_known_is_named() -> None:
    with pytest.raises(QuestionError, match="no ports are known of 'XYZ'"):
        arrivals([flow("XYZ", "JPN", 1.0)], (), "2024-04")


def test_places_without_a_known_capacity_are_listed() -> None:
    (found,) = arrivals([flow("PERSIAN_GULF", "JPN", 4.0)], ("MALACCA",), "2024-04", draught=20.5)
    assert {"HORMUZ", "LOMBOK", "MAKASSAR"} <= set(found.unlimited)
    assert "MALACCA" not in found.unlimited


def test_own_capacities_go_before_those_of_the_facts() -> None:
    assert capacities("transits a day", "2024-02")["PANAMA"] == Range(22, 32)
    own = capacities("transits a day", "2024-02", [limit("PANAMA", 5.0, unit="transits a day"), limit("SUEZ", 1.0)])
    assert own["PANAMA"] == Range(5.0, 5.0) and own["SUEZ"] == Range(73, 97)
