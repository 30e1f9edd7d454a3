import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.command import ALWAYS, Window
from foedera.command.duty import parsed, shared_minutes, written

YEAR = 365 * 24 * 60


def test_hours_are_read_as_a_person_writes_them() -> None:
    assert parsed("always") == ALWAYS
    assert parsed("mon-fri 08:00-17:30") == (Window((0, 1, 2, 3, 4), 480, 1050),)
    assert parsed("sat,sun 22:00-06:00; wed 00:00-24:00") == (Window((5, 6), 1320, 1800), Window((2,), 0, 1440))
    assert parsed("fri-mon 09:00-10:00")[0].days == (0, 4, 5, 6)


@pytest.mark.parametrize("text", ["", "mon-fri", "08:00-17:00", "mon 8:00-17:00", "day 08:00-17:00",
                                  "mon 24:00-25:00", "mon 08:60-09:00", "mon 08:00-17:00;"])  # fmt: skip
def test_other_words_say_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|a day has|no day"):
        parsed(text)


days = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
windows = st.tuples(days, st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda drawn: Window(drawn[0], drawn[1], drawn[1] + drawn[2])
)


@given(st.lists(windows, min_size=1, max_size=3))
def test_what_is_written_reads_as_the_same(drawn: list[Window]) -> None:
    assert parsed(written(drawn)) == tuple(drawn)


def test_office_hours_of_tokyo_and_honolulu_overlap_four_hours_a_day() -> None:
    office = parsed("daily 08:00-17:00")
    shared = shared_minutes(office, "Asia/Tokyo", office, "Pacific/Honolulu")
    assert shared == pytest.approx(4 * 60 * 365, abs=4 * 60)


@settings(max_examples=25)
@given(st.lists(windows, min_size=1, max_size=2), st.lists(windows, min_size=1, max_size=2))
def test_overlap_is_the_same_from_both_sides_and_never_more_than_either(one: list[Window], other: list[Window]) -> None:
    there = shared_minutes(one, "Europe/Brussels", other, "America/New_York")
    assert there == shared_minutes(other, "America/New_York", one, "Europe/Brussels")
    assert there <= shared_minutes(one, "Europe/Brussels", one, "Europe/Brussels")


def test_overlap_agrees_with_counting_minutes_by_the_clock() -> None:
    one, other = parsed("mon-fri 08:00-12:00"), parsed("daily 20:00-02:00")
    here, there = ZoneInfo("Europe/Brussels"), ZoneInfo("Asia/Tokyo")
    start, counted = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC), 0
    for quarter in range(365 * 96):
        at = start + datetime.timedelta(minutes=15 * quarter)
        mine, yours = at.astimezone(here), at.astimezone(there)
        counted += 15 * (mine.weekday() < 5 and 8 <= mine.hour < 12 and (yours.hour >= 20 or yours.hour < 2))
    assert shared_minutes(one, "Europe/Brussels", other, "Asia/Tokyo") == pytest.approx(counted, abs=240)


def test_around_the_clock_is_the_whole_year() -> None:
    assert shared_minutes(ALWAYS, "Asia/Tokyo", ALWAYS, "Pacific/Honolulu") >= YEAR - 24 * 60
