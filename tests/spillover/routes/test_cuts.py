import msgspec
import pytest

from foedera.model.errors import DatasetError, QuestionError
from foedera.spillover.routes import Flow, Range, cut, facts, ship_named

KNOWN = facts()


def test_malacca_cut_for_japan() -> None:
    answer = cut(["Malacca"], on="2024-04", state="jpn", ship="vlcc")
    assert (answer.chokepoints, answer.on, answer.state) == (("MALACCA",), "2024-04", "JPN")
    gulf = next(each for each in answer.detours if each.origin == "PERSIAN_GULF")
    assert gulf.state == "longer" and {"LOMBOK", "MAKASSAR"} <= set(gulf.then_through)
    assert gulf.extra_miles is not None and gulf.extra_miles.low <= 1000 <= gulf.extra_miles.high
    assert {each.destination for each in answer.detours} == {"JAPAN"}
    (oil,) = answer.dependence
    assert (oil.low, oil.high, oil.approximate) == (80, 95.1, True)
    (bound,) = answer.gaps
    assert bound.missing == Range(0.8, 0.951)
    assert bound.late is not None and 0 < bound.late.low < bound.late.high < bound.missing.low
    assert answer.unknown == ()
    assert {"ogj-malacca", "meti-oil"} <= set(answer.sources)
    assert any("no share of GDP" in text for text in answer.assumptions)


def test_nothing_cut_changes_nothing() -> None:
    answer = cut([], on="2024-04", state="JPN")
    assert {each.state for each in answer.detours} == {"unchanged"}
    assert answer.dependence == answer.gaps == answer.unknown == ()


def test_all_that_is_assumed_of_numbers_is_told() -> None:
    answer = cut(["SUEZ"], on="2021-03", closed=6.5)
    told = " ".join(answer.assumptions)
    ship = KNOWN.ships["container"]
    for number in (ship.draught, ship.speed_low, ship.speed_high, ship.fuel_low, ship.fuel_high, 450, 700):
        assert f"{number:g}" in told
    for number in (ship.charter_low, ship.charter_high, 400_000, 600_000):
        assert f"{number:,.0f}" in told


def test_what_is_not_known_of_a_state_is_said_and_no_share_invented() -> None:
    answer = cut(["SUEZ", "TAIWAN_STRAIT"], on="2024-04", state="NLD")
    assert answer.dependence == answer.gaps == ()
    assert len(answer.unknown) == 2
    assert "how much of the trade of NLD passes the Suez Canal is not in the facts" in answer.unknown[0]
    assert "there are none on NLD at all" in answer.unknown[0]
    (told,) = cut(["SUEZ"], on="2024-04", state="JPN").unknown
    assert "of JPN there are facts on HORMUZ, MALACCA, TAIWAN_STRAIT" in told


def test_figures_are_those_of_the_date() -> None:
    assert cut(["TAIWAN_STRAIT"], on="2021-12", state="JPN").dependence == ()
    assert {row.what for row in cut(["TAIWAN_STRAIT"], on="2024-04", state="JPN").dependence} == {"imports", "exports"}
    assert cut(["TAIWAN_STRAIT"], on="2027-01", state="JPN").dependence == ()


def test_a_gulf_without_a_way_out() -> None:
    answer = cut(["HORMUZ"], on="2025-02", state="JPN", ship="vlcc")
    assert [each.origin for each in answer.detours if each.state == "no way"] == ["PERSIAN_GULF"]
    (oil,) = answer.arrivals
    assert oil.arrives == Range(0.0, 1.6) and oil.all == Range(2.6, 3.5)
    (bound,) = answer.gaps
    assert bound.late is None and bound.missing == Range(0.64, 0.951)
    assert {"eia-hormuz", "eia-hormuz-2023"} <= set(answer.sources)


def test_ships_that_wait_are_counted_where_facts_are() -> None:
    answer = cut(["SUEZ", "MALACCA"], on="2021-03", closed=6.5)
    (queue,) = answer.waiting
    assert queue.chokepoint == "SUEZ" and 330 < queue.ships.low < queue.ships.high < 370
    assert "how many ships pass the Straits of Malacca and Singapore in a day is not in the facts" in answer.unknown[0]
    assert {"suez-2021", "sca-new-canal"} <= set(answer.sources)


def test_without_a_state_each_pair_of_regions_is_told_once() -> None:
    answer = cut(["PANAMA"], on="2024-04")
    pairs = [(each.origin, each.destination) for each in answer.detours]
    count = len(KNOWN.regions)
    assert len(pairs) == len({frozenset(pair) for pair in pairs}) == count * (count - 1) // 2


def test_own_flows_are_asked_in_their_unit() -> None:
    rows = [
        Flow(origin=origin, destination="JPN", commodity="coal", unit=unit, low=5.0, high=5.0, since="", until=None,
             sources=(), note="")
        for origin, unit in (("AUS", "tonnes"), ("ZAF", "tonnes"), ("USA", "TEU"))
    ]  # fmt: skip
    (coal,) = cut(["LOMBOK"], on="2024-04", state="JPN", flows=rows[:2]).arrivals
    assert coal.state == "all arrives" and coal.wanted == Range(10.0, 10.0)
    with pytest.raises(DatasetError, match="coal is given in several units: TEU, tonnes"):
        cut(["LOMBOK"], on="2024-04", flows=rows)


def test_questions_that_make_no_sense_are_named() -> None:
    with pytest.raises(QuestionError, match=r"no chokepoint 'SUEX' is known \(near: SUEZ"):
        cut(["SUEX"], on="2024-04")
    with pytest.raises(QuestionError, match="the facts on routes reach from"):
        cut(["SUEZ"], on="1956-10")
    with pytest.raises(QuestionError, match="no ports are known of 'CHE'"):
        cut(["SUEZ"], on="2024-04", state="CHE")
    with pytest.raises(QuestionError, match=r"no kind of ship 'tanker' is known.*: container, suezmax, vlcc, bulk"):
        cut(["SUEZ"], on="2024-04", ship="tanker")
    assert ship_named("bulk").draught == 14.4


def test_the_same_question_has_the_same_answer_byte_for_byte() -> None:
    first, then = (msgspec.json.encode(cut(["SUEZ", "HORMUZ"], on="2024-04", state="IND")) for _ in range(2))
    assert first == then


def test_the_bound_of_a_state_is_that_of_its_own_voyages() -> None:
    whole = {each.state: each for each in cut(["PANAMA"], on="2024-04").gaps}
    for state in ("ECU", "CHL", "PER"):
        (own,) = cut(["PANAMA"], on="2024-04", state=state).gaps
        late = whole[state].late
        assert late is not None and own.late is not None
        assert (late.low, late.high) == pytest.approx((own.late.low, own.late.high))
