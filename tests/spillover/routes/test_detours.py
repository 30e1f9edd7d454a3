import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.spillover.routes import Range, detours, facts
from foedera.spillover.routes.detours import FUEL, SUEZ_TOLL, days, dearer, detour, longer

KNOWN = facts()
SHIP = KNOWN.ships["container"]
REGIONS = sorted(KNOWN.regions)


def test_cutting_nothing_changes_nothing() -> None:
    for each in detours((), REGIONS, REGIONS, SHIP):
        assert each.state == "unchanged"
        assert each.before == each.after and each.through == each.then_through
        assert each.extra_miles == each.days == each.cost == Range(0.0, 0.0)


def test_a_detour_is_told_as_ranges() -> None:
    (found,) = detours(("SUEZ",), ["SOUTH_EAST_ASIA"], ["NORTH_WEST_EUROPE"], SHIP, draught=16)
    assert found.state == "longer" and "SUEZ" in found.through and "GOOD_HOPE" in found.then_through
    assert found.before is not None and found.after is not None and found.extra_miles is not None
    assert found.extra_miles.low < found.after - found.before < found.extra_miles.high
    assert found.days is not None and found.cost is not None
    assert found.days.low == pytest.approx(found.extra_miles.low / 24 / SHIP.speed_high)
    assert found.days.high == pytest.approx(found.extra_miles.high / 24 / SHIP.speed_low)
    assert found.cost.high == pytest.approx(
        found.days.high * (SHIP.charter_high + SHIP.fuel_high * FUEL[1]) - SUEZ_TOLL[0]
    )
    assert found.cost.low == pytest.approx(found.days.low * (SHIP.charter_low + SHIP.fuel_low * FUEL[0]) - SUEZ_TOLL[1])


def test_the_toll_of_suez_is_saved_only_where_it_was_paid() -> None:
    (found,) = detours(("MALACCA",), ["NORTH_WEST_EUROPE"], ["JAPAN"], SHIP)
    assert "SUEZ" in found.through and "SUEZ" in found.then_through
    assert found.cost is not None and found.cost.low > 0


def test_where_there_is_no_way_nothing_is_invented() -> None:
    (found,) = detours(("HORMUZ",), ["PERSIAN_GULF"], ["JAPAN"], SHIP)
    assert found.state == "no way" and found.before is not None
    assert found.after is found.extra_miles is found.days is found.cost is None
    (never,) = detours((), ["BALTIC"], ["JAPAN"], KNOWN.ships["vlcc"])
    assert never.state == "no way before" and never.before is None


@given(st.floats(0, 30_000), st.floats(0, 30_000))
def test_ranges_are_ordered_and_grow_with_the_detour(before: float, more: float) -> None:
    extra = longer(before, before + more)
    at_sea = days(extra, SHIP)
    cost = dearer(at_sea, SHIP)
    assert 0 <= extra.low <= extra.high and 0 <= at_sea.low <= at_sea.high and 0 <= cost.low <= cost.high
    assert longer(before, before + more + 100).high > extra.high


def test_a_voyage_that_was_never_open_is_not_a_loss() -> None:
    found = detour("A", "B", None, None, SHIP)
    assert found.state == "no way before" and found.through == ()


@given(st.sets(st.sampled_from(sorted(KNOWN.chokepoints)), max_size=4), st.sampled_from(sorted(KNOWN.chokepoints)))
def test_cutting_more_never_helps(cut: set[str], more: str) -> None:
    first = detours(cut, ["PERSIAN_GULF", "US_GULF"], ["JAPAN", "NORTH_WEST_EUROPE"], SHIP)
    then = detours(cut | {more}, ["PERSIAN_GULF", "US_GULF"], ["JAPAN", "NORTH_WEST_EUROPE"], SHIP)
    for a, b in zip(first, then, strict=True):
        assert a.before == b.before
        assert b.after is None or (a.after is not None and b.after >= a.after - 1e-6)
