"""Dates in text, against a table of phrases and against dates rendered in many ways."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phrases import ALONE, ANCHOR, DATES

from foedera.dates import dates
from foedera.model import Edtf

WEDNESDAY = Edtf.parse(ANCHOR)
DAYS = st.dates(datetime.date(1500, 1, 1), datetime.date(2199, 12, 31))
ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def read(text: str, anchor: Edtf | None) -> list[tuple[str, str]]:
    """The words and the EDTF of every date in a text."""
    return [(text[m.start : m.end], str(m.when)) for m in dates(text, anchor)]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, WEDNESDAY) == expected


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[text for text, _ in ALONE])
def test_phrases_without_an_anchor(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, None) == expected


@pytest.mark.parametrize("anchor", ["2024-04-10/2024-04-14", "2024-04-10~", "2024-21", "202X"])
def test_an_anchor_that_is_not_sure_anchors_no_day(anchor: str) -> None:
    assert read("yesterday and April 10", Edtf.parse(anchor)) == []


def test_an_anchor_known_to_the_month() -> None:
    month = Edtf.parse("2024-04")
    assert read("last month, last year, yesterday", month) == [("last month", "2024-03"), ("last year", "2023")]


def test_phrases_of_one_text_do_not_disturb_each_other() -> None:
    texts = [(t, e) for t, e in DATES if len(e) == 1 and e[0][0] == t and not t[0].islower()]
    whole = " ### ".join(t for t, _ in texts)
    found = read(whole, None)
    alone = [pair for t, _ in texts for pair in read(t, None)]
    assert found == alone
    assert len(found) > 30


@given(DAYS, st.integers(0, 7), st.sampled_from(["{}", "It was signed on {} in Rome.", "({})", "“{}”"]))
def test_a_day_written_in_any_way_is_read_back(day: datetime.date, way: int, frame: str) -> None:
    month, suffix = day.strftime("%B"), ORDINAL.get(day.day, "th")
    written = [
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}{suffix}, {day.year}",
        f"the {day.day}{suffix} of {month}, {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}" if len(month) > 4 else f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"this {day.day}{suffix} day of {month}, {day.year}",
    ][way]
    assert read(frame.format(written), None) == [(written, day.isoformat())]


@given(DAYS, st.integers(1, 60), st.booleans())
def test_two_days_are_an_interval(day: datetime.date, length: int, american: bool) -> None:
    end = day + datetime.timedelta(days=length)
    form = "{0:%B} {0.day}, {0.year}" if american else "{0.day} {0:%B} {0.year}"
    text = f"from {form.format(day)} to {form.format(end)}"
    assert read(text, None) == [(text[5:], f"{day}/{end}")]


@given(DAYS)
def test_yesterday_is_the_day_before(day: datetime.date) -> None:
    before = day - datetime.timedelta(days=1)
    assert read("yesterday", Edtf.of(day)) == [("yesterday", before.isoformat())]
    assert read(f"he said on {before:%A}", Edtf.of(day)) == [(f"{before:%A}", before.isoformat())]


@given(st.text(max_size=200), st.one_of(st.none(), DAYS))
def test_any_text_is_read(text: str, day: datetime.date | None) -> None:
    at = 0
    for mention in dates(text, None if day is None else Edtf.of(day)):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@given(
    st.lists(
        st.sampled_from(
            ["April", "10", "2024", ",", "to", "-", "the", "early", "1990s", "May", "on", "Friday", "fiscal year",
             "last", "year", "of", "31", "and", "from", "by", "said", "will", "\n", "ago", "two", "FY", "Q1", "/", "."]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_any_words_of_dates_are_read(words: list[str]) -> None:
    text = " ".join(words)
    at = 0
    for mention in dates(text, WEDNESDAY):
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        at = mention.end


@pytest.mark.parametrize(
    "unit", ["2024 ", "April ", "1", "10-", "April 10 to ", "in 2024, ", "last year ", "the ", "\n", "day"]
)
def test_repetitions_take_linear_time(unit: str) -> None:
    text = unit * 20_000
    assert all(text[m.start : m.end].strip() for m in dates(text, WEDNESDAY))
