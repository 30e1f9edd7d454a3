import re

import pytest

from foedera.model.errors import QuestionError
from foedera.spillover.routes import Dependence, Traffic, facts, month, named
from foedera.spillover.routes.facts import CARRIED

KNOWN = facts()
DATED = (*KNOWN.capacities, *KNOWN.traffic, *KNOWN.dependence, *KNOWN.flows)


def test_every_fact_has_a_period_a_unit_a_range_and_a_source_with_an_address() -> None:
    for row in DATED:
        assert re.fullmatch(r"\d{4}-\d\d", row.since)
        assert row.until is None or row.until >= row.since
        assert row.unit
        assert 0 <= row.low <= row.high
        assert row.sources
        for id in row.sources:
            source = KNOWN.sources[id]
            assert source.title and source.publisher and source.address.startswith("http")


def test_every_source_is_cited() -> None:
    cited = {id for row in (*DATED, *KNOWN.published.values(), *KNOWN.places.values()) for id in row.sources}
    assert set(KNOWN.sources) == cited


def test_the_chokepoints_that_the_world_speaks_of_are_there() -> None:
    assert {
        "MALACCA", "SUNDA", "LOMBOK", "MAKASSAR", "LUZON", "TAIWAN_STRAIT", "HORMUZ", "BAB_EL_MANDEB", "SUEZ",
        "GIBRALTAR", "TURKISH", "DANISH", "DOVER", "PANAMA", "GOOD_HOPE", "HORN", "KOREA_STRAIT", "TORRES",
    } <= set(KNOWN.chokepoints)  # fmt: skip


def test_figures_of_the_agency_are_as_in_its_table() -> None:
    oil = {(row.chokepoint, row.since): row.low for row in KNOWN.traffic if row.unit == "million barrels a day"}
    assert oil["MALACCA", "2023-01"] == 23.7
    assert oil["HORMUZ", "2018-01"] == 21.4
    assert oil["BAB_EL_MANDEB", "2021-01"] == 5.4
    assert oil["PANAMA", "2019-10"] == 1.7


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("MALACCA", "MALACCA"), ("malacca", "MALACCA"), ("Strait of Hormuz", "HORMUZ"), ("suez canal", "SUEZ"),
        ("bab-el-mandeb", "BAB_EL_MANDEB"), ("Taiwan Strait", "TAIWAN_STRAIT"), ("Bosporus", "TURKISH"),
        ("cape of good hope", "GOOD_HOPE"), ("Korea", "KOREA_STRAIT"), ("English Channel", "DOVER"),
        ("Straits of Malacca and Singapore", "MALACCA"),
    ],
)  # fmt: skip
def test_chokepoints_are_found_by_their_names(text: str, id: str) -> None:
    assert named(text) == id


def test_a_chokepoint_that_does_not_exist_is_named_with_those_near() -> None:
    with pytest.raises(QuestionError, match=r"no chokepoint 'MALLACA' is known \(near: MALACCA"):
        named("MALLACA")
    with pytest.raises(QuestionError, match="no chokepoint 'JAPAN' is known"):
        named("JAPAN")


@pytest.mark.parametrize(("text", "asked"), [("2024-04", "2024-04"), ("2024", "2024-01"), ("2024-04-17", "2024-04")])
def test_days_and_years_are_asked_as_months(text: str, asked: str) -> None:
    assert month(text) == asked


@pytest.mark.parametrize("text", ["1999", "2017-09", "2060-01", "-0100"])
def test_a_date_outside_the_facts_is_refused_with_what_they_cover(text: str) -> None:
    since, until = KNOWN.covered
    with pytest.raises(QuestionError, match=f"{text}: the facts on routes reach from {since} to {until}"):
        month(text)


@pytest.mark.parametrize("text", ["April 2024", "2024-13", "2024/2025", "", ".."])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="write"):
        month(text)


def test_a_state_without_ports_here_is_named_with_those_near() -> None:
    with pytest.raises(QuestionError, match=r"no ports are known of 'JPP'.*\(near: JPN\)"):
        KNOWN.regions_of("JPP")
    assert KNOWN.regions_of("jpn") == KNOWN.regions_of("state:JPN") == KNOWN.regions_of("JAPAN") == ("JAPAN",)


def traffic(since: str, until: str | None, low: float) -> Traffic:
    return Traffic(
        chokepoint="SUEZ", what="ships", unit="transits a year", low=low, high=low, since=since, until=until,
        sources=("suez-2021",), note="",
    )  # fmt: skip


def test_figures_are_carried_forward_for_some_years_and_never_back() -> None:
    row = traffic("2020-01", "2020-12", 1.0)
    assert KNOWN.at([row], "2019-12") == ()
    assert KNOWN.at([row], "2020-06") == (row,)
    assert KNOWN.at([row], f"{2020 + CARRIED}-12") == (row,)
    assert KNOWN.at([row], f"{2021 + CARRIED}-01") == ()


def test_of_several_periods_the_latest_that_has_begun_holds() -> None:
    rows = [traffic("2023-01", "2023-12", 3.0), traffic("2021-01", "2021-12", 1.0), traffic("2022-01", None, 2.0)]
    assert [row.low for row in KNOWN.at(rows, "2022-05")] == [2.0]
    assert [row.low for row in KNOWN.at(rows, "2024-05")] == [3.0]


def test_what_a_drought_let_through_holds_in_its_months_only() -> None:
    def panama(on: str) -> tuple[float, float]:
        (row,) = (row for row in KNOWN.at(KNOWN.capacities, on) if row.node == "PANAMA")
        return row.low, row.high

    assert panama("2023-01") == panama("2025-01") == (36, 39)
    assert panama("2024-02") == (22, 32)


def test_shares_of_a_state_are_one_fact_in_whatever_unit() -> None:
    def asked(on: str) -> list[Dependence]:
        return [row for row in KNOWN.at(KNOWN.dependence, on) if row.state == "ECU"]

    assert [row.low for row in asked("2013-01")] == [40.3]
    assert [row.low for row in asked("2024-04")] == [26.0]
