import calendar
import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Day, Edge, Edtf, EdtfError

BOUNDS = [
    ("2024-04-10", "2024-04-10", "2024-04-10"),
    ("2024-04", "2024-04-01", "2024-04-30"),
    ("1951-09?", "1951-09-01", "1951-09-30"),
    ("2027", "2027-01-01", "2027-12-31"),
    ("2024~", "2024-01-01", "2024-12-31"),
    ("2024-02-29%", "2024-02-29", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2024-21", "2024-03-01", "2024-05-31"),
    ("2024-22", "2024-06-01", "2024-08-31"),
    ("2024-23", "2024-09-01", "2024-11-30"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("-05XX", "-0599-01-01", "-0500-12-31"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("-0500", "-0500-01-01", "-0500-12-31"),
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("2024-04-10/2024-04-14", "2024-04-10", "2024-04-14"),
    ("1960/..", "1960-01-01", None),
    ("1960/", "1960-01-01", None),
    ("../1991-12-26", None, "1991-12-26"),
    ("/1991", None, "1991-12-31"),
    ("2004-06~/2006-08?", "2004-06-01", "2006-08-31"),
]

REJECTED = [
    "1949-02-30", "2023-02-29", "1900-02-29", "2024-04-31", "2024-13", "2024-00", "2024-01-00", "2024-25", "2024-21-01",
    "", " ", "..", "2024/2020", "10 April 2024", "2024-4-1", "24", "-0000", "-0000-01", "201X-05",
    "2024-XX-05", "2024-04-10T10:00", "2024-04-10Z", "Y2024", "٢٠٢٤", "2024 ", "2024\n", "2024/2025/2026",
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest"), BOUNDS)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    date = Edtf.parse(text)
    assert str(date) == text
    assert (date.earliest and date.earliest.isoformat()) == earliest
    assert (date.latest and date.latest.isoformat()) == latest


@pytest.mark.parametrize("text", REJECTED)
def test_impossible_dates_are_rejected_with_what_was_written(text: str) -> None:
    with pytest.raises(EdtfError, match="not a date in EDTF level 1") as caught:
        Edtf.parse(text)
    assert repr(text) in str(caught.value)


def test_an_interval_of_which_nothing_is_known_is_no_date() -> None:
    with pytest.raises(EdtfError, match="nothing is known"):
        Edtf.parse("/")
    for text in ("/..", "../", "../.."):
        date = Edtf.parse(text)
        assert date.earliest is date.latest is None
        assert date.overlaps(Edtf.parse("1950"))
    assert Edtf.parse("/..").is_ongoing


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(EdtfError) as caught:
        Edtf.parse("x" * 10_000)
    assert len(str(caught.value)) < 200


def test_marks_and_ends() -> None:
    assert Edtf.parse("1984?").is_uncertain
    assert not Edtf.parse("1984?").is_approximate
    assert Edtf.parse("1984%").is_uncertain
    assert Edtf.parse("1983/1984~").is_approximate
    assert Edtf.parse("1960/..").is_ongoing
    assert not Edtf.parse("1960/").is_ongoing
    assert Edtf.parse("1960/").end is Edge.UNKNOWN


def test_relations_are_certain_only_where_bounds_are_known() -> None:
    treaty, successor = Edtf.parse("1952-04-28/1960-06-23"), Edtf.parse("1960-06-23/..")
    assert treaty.overlaps(successor)
    assert not treaty.before(successor)
    assert treaty.before(Edtf.parse("1961"))
    assert Edtf.parse("1961").after(treaty)
    assert not Edtf.parse("1950/").before(Edtf.parse("1990"))
    assert Edtf.parse("1955").within(treaty)
    assert not Edtf.parse("1952").within(treaty)
    assert Edtf.parse("1970/..").within(successor)
    assert not Edtf.parse("1970/").within(Edtf.parse("1960/1999"))
    assert treaty.includes(datetime.date(1952, 4, 28))
    assert not treaty.includes(datetime.date(1952, 4, 27))


def test_of_takes_a_day_and_forgets_the_time() -> None:
    assert Edtf.of(datetime.date(2024, 4, 9)) == Edtf.parse("2024-04-09")
    assert Edtf.of(datetime.datetime(2024, 4, 9, 12)) == Edtf.parse("2024-04-09")


def test_it_cannot_be_changed() -> None:
    date = Edtf.parse("2024")
    with pytest.raises(AttributeError):
        date.text = "2025"
    with pytest.raises(AttributeError):
        del date.text
    assert pickle.loads(pickle.dumps(date)) == date
    assert {date: 1}[Edtf.parse("2024")] == 1


days = st.dates()
marks = st.sampled_from(["", "?", "~", "%"])


@given(days, marks)
def test_days_round_trip(day: datetime.date, mark: str) -> None:
    date = Edtf.parse(day.isoformat() + mark)
    assert str(date) == day.isoformat() + mark
    assert date.earliest == date.latest == Day(day.year, day.month, day.day)
    assert date.earliest is not None
    assert date.earliest.number == day.year * 10_000 + day.month * 100 + day.day


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_end_on_their_last_day(year: int, month: int) -> None:
    latest = Edtf.parse(f"{year:04d}-{month:02d}").latest
    assert latest == (year, month, calendar.monthrange(year, month)[1])


@given(days, days, days, days)
def test_interval_relations_agree_with_day_arithmetic(
    a: datetime.date, b: datetime.date, c: datetime.date, d: datetime.date
) -> None:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    first, second = Edtf.parse(f"{a}/{b}"), Edtf.parse(f"{c}/{d}")
    assert first.overlaps(second) == second.overlaps(first) == (a <= d and c <= b)
    assert first.before(second) == second.after(first) == (b < c)
    assert first.within(second) == (c <= a and b <= d)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    try:
        assert str(Edtf.parse(text)) == text
    except EdtfError as error:
        assert "\n" not in str(error)
