import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model.errors import UsageError
from foedera.spillover.routes import Range, arriving, waiting


def test_a_queue_by_hand() -> None:
    found = waiting("SUEZ", 6.0, Range(50, 55), Range(75, 100))
    assert found.ships == Range(300, 330)
    assert found.passed == Range(3.0, 4.4)
    assert found.normal == Range(6.0, 16.5)


def test_what_is_not_known_is_none() -> None:
    found = waiting("LOMBOK", 6.0, Range(10, 12), None)
    assert found.passed is None and found.normal is None
    assert waiting("PANAMA", 6.0, Range(36, 39), Range(22, 32)).normal is None
    assert arriving("LOMBOK", "2024-04") is None
    assert arriving("SUEZ", "2018-04") is None


def test_ships_of_suez_are_those_of_the_years_beside() -> None:
    found = arriving("SUEZ", "2021-03")
    assert found is not None
    assert (found.low, found.high) == pytest.approx((18830 / 365.25, 20694 / 365.25))


def test_a_closure_of_fewer_than_no_days_is_refused() -> None:
    with pytest.raises(UsageError, match="-1 days"):
        waiting("SUEZ", -1, Range(50, 55), None)


@given(st.floats(0, 100), st.floats(0, 100))
def test_longer_closures_make_longer_queues(closed: float, more: float) -> None:
    first, then = (waiting("SUEZ", days, Range(50, 55), Range(73, 97)) for days in (closed, closed + more))
    assert then.ships.low >= first.ships.low and then.ships.high >= first.ships.high
    assert first.passed is not None and then.passed is not None and first.normal is not None
    assert then.passed.high >= first.passed.high
    assert first.passed.low <= first.normal.low and first.passed.high <= first.normal.high
