"""Deadlines, against a table of phrases."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.dates import deadline, occasion
from foedera.model import Deadline, Edtf

WEDNESDAY = Edtf.parse("2024-04-10")

# Each phrase with its deadline: earliest and latest day, and the words.
DEADLINES: list[tuple[str, tuple[str | None, str | None, str] | None]] = [
    ("deliver them by June 2024", (None, "2024-06-30", "by June 2024")),
    ("by 2030", (None, "2030-12-31", "by 2030")),
    ("by 31 March 2025", (None, "2025-03-31", "by 31 March 2025")),
    ("by March 31, 2025, at no cost", (None, "2025-03-31", "by March 31, 2025")),
    ("no later than 31 December 2030", (None, "2030-12-31", "no later than 31 December 2030")),
    ("not later than the first half of 2026", (None, "2026-06-30", "not later than the first half of 2026")),
    ("by the end of 2025", (None, "2025-12-31", "by the end of 2025")),
    ("By the end of 2025", (None, "2025-12-31", "By the end of 2025")),
    ("before the end of 2025", (None, "2025-12-31", "before the end of 2025")),
    ("before 2025", (None, "2024-12-31", "before 2025")),
    ("before June 2024", (None, "2024-05-31", "before June 2024")),
    ("prior to 1 May 2025", (None, "2025-04-30", "prior to 1 May 2025")),
    ("ahead of the 2027 elections", (None, "2027-12-31", "ahead of the 2027")),
    ("after the 2027 elections", ("2027-01-01", None, "after the 2027")),
    ("after 2030", ("2031-01-01", None, "after 2030")),
    ("after the end of 2025", ("2026-01-01", None, "after the end of 2025")),
    ("as early as 2027", ("2027-01-01", None, "as early as 2027")),
    ("as soon as May 2025", ("2025-05-01", None, "as soon as May 2025")),
    ("no earlier than June 1, 2025", ("2025-06-01", None, "no earlier than June 1, 2025")),
    ("not before 2028", ("2028-01-01", None, "not before 2028")),
    ("early 2030s", ("2030-01-01", "2033-12-31", "early 2030s")),
    ("in the early 2030s", ("2030-01-01", "2033-12-31", "in the early 2030s")),
    ("by the early 2030s", (None, "2033-12-31", "by the early 2030s")),
    ("by the late 2030s", (None, "2039-12-31", "by the late 2030s")),
    ("in 2027", ("2027-01-01", "2027-12-31", "in 2027")),
    ("between 2025 and 2027", ("2025-01-01", "2027-12-31", "between 2025 and 2027")),
    ("from 2025 to 2027", ("2025-01-01", "2027-12-31", "from 2025 to 2027")),
    ("in 2030 at the latest", (None, "2030-12-31", "in 2030 at the latest")),
    ("2027 at the earliest", ("2027-01-01", None, "2027 at the earliest")),
    ("by the end of the year", (None, "2024-12-31", "by the end of the year")),
    ("by the end of this year", (None, "2024-12-31", "by the end of this year")),
    ("before the end of the year", (None, "2024-12-31", "before the end of the year")),
    ("by year-end", (None, "2024-12-31", "by year-end")),
    ("by year's end", (None, "2024-12-31", "by year's end")),
    ("by the end of the month", (None, "2024-04-30", "by the end of the month")),
    ("by the end of the week", (None, "2024-04-14", "by the end of the week")),
    ("by the end of next year", (None, "2025-12-31", "by the end of next year")),
    ("by the end of next month", (None, "2024-05-31", "by the end of next month")),
    ("by next year", (None, "2025-12-31", "by next year")),
    ("next month", ("2024-05-01", "2024-05-31", "next month")),
    ("It will sail later this year", ("2024-04-10", "2024-12-31", "later this year")),
    ("It will sail in 2024", ("2024-01-01", "2024-12-31", "in 2024")),
    ("It sailed in 2024", None),
    ("It sailed in 2023", None),
    ("signed in April 2024", None),
    ("within two years", (None, "2026-04-10", "within two years")),
    ("within 90 days", (None, "2024-07-09", "within 90 days")),
    ("within a month", (None, "2024-05-10", "within a month")),
    ("over the next five years", (None, "2029-04-10", "over the next five years")),
    ("over the coming ten years", (None, "2034-04-10", "over the coming ten years")),
    ("They will finish in two years", (None, "2026-04-10", "in two years")),
    ("the first in two years", None),
    ("within two years of its entry into force", None),
    ("within 30 days after notice", None),
    ("by the end of Japan's fiscal year 2027", (None, "2028-03-31", "by the end of Japan's fiscal year 2027")),
    ("by the end of FY2027", None),
    ("by 10/04/2025", None),
    ("until 2030", None),
    ("by then", None),
    ("two years ago", None),
    ("as soon as possible", None),
    ("by 31 April 2025", None),
    ("It was signed in 2023 and ends by 2030", (None, "2030-12-31", "by 2030")),
    ("within the next decade", (None, "2034-04-10", "within the next decade")),
    ("over the next decade", (None, "2034-04-10", "over the next decade")),
    ("over the next year", (None, "2025-04-10", "over the next year")),
    ("in the next decade", None),
    ("in the coming months", None),
    ("by the end of the decade", (None, "2029-12-31", "by the end of the decade")),
    ("before the end of this decade", (None, "2029-12-31", "before the end of this decade")),
    ("by decade's end", (None, "2029-12-31", "by decade's end")),
    ("by the end of the century", None),
    ("by the 2030s", (None, "2039-12-31", "by the 2030s")),
    ("by Friday", (None, "2024-04-12", "by Friday")),
    ("before Friday", None),
    ("They will leave before Friday", (None, "2024-04-11", "before Friday")),
    ("by June 30", (None, "2024-06-30", "by June 30")),
    ("by the end of June", (None, "2024-06-30", "by the end of June")),
    ("from 2027", ("2027-01-01", "2027-12-31", "from 2027")),
    ("from the early 2030s", ("2030-01-01", "2033-12-31", "from the early 2030s")),
    ("starting in 2025", ("2025-01-01", "2025-12-31", "starting in 2025")),
    ("beginning in May 2025", ("2025-05-01", "2025-05-31", "beginning in May 2025")),
    ("in 2027 or 2028", ("2027-01-01", "2028-12-31", "in 2027 or 2028")),
    ("in June or July 2025", ("2025-06-01", "2025-07-31", "in June or July 2025")),
    ("through 2030", (None, "2030-12-31", "through 2030")),
    ("through the end of 2026", (None, "2026-12-31", "through the end of 2026")),
    ("through 2020", None),
    ("They will not arrive until 2027", ("2027-01-01", None, "until 2027")),
    ("It won't open until mid-2026", ("2026-01-01", None, "until mid-2026")),
    ("They will stay until 2027", None),
    ("by year-end 2025", (None, "2025-12-31", "by year-end 2025")),
    ("by the close of 2025", (None, "2025-12-31", "by the close of 2025")),
    ("by this summer", (None, "2024-08-31", "by this summer")),
    ("by around 2030", None),
    ("by fiscal year 2027", None),
    (
        "in the second quarter of U.S. fiscal 2026",
        ("2026-01-01", "2026-03-31", "in the second quarter of U.S. fiscal 2026"),
    ),
    ("by Reiwa 9", (None, "2027-12-31", "by Reiwa 9")),
    ("for five years", None),
    ("by the end of his term", None),
    ("at the next summit", None),
    ("by 31 June", None),
]

# Each phrase with the words of its event, of which no day is known.
OCCASIONS: list[tuple[str, str | None]] = [
    ("report to ministers at the next 2+2", "at the next 2+2"),
    ("ready by the upcoming NATO Summit in Ankara", "by the upcoming NATO Summit"),
    ("before the next Trilateral Ministerial Meeting", "before the next Trilateral Ministerial Meeting"),
    ("to be adopted at our next meeting", "at our next meeting"),
    ("within two years of its entry into force", "within two years of its entry into force"),
    ("within 30 days after notice", "within 30 days after notice"),
    ("payable upon delivery", "upon delivery"),
    ("upon ratification of the treaty", "upon ratification of the treaty"),
    ("at the summit", None),
    ("the next generation", None),
    ("by 2030", None),
]


@pytest.mark.parametrize(("text", "expected"), DEADLINES, ids=[text for text, _ in DEADLINES])
def test_phrases(text: str, expected: tuple[str | None, str | None, str] | None) -> None:
    assert deadline(text, WEDNESDAY) == (None if expected is None else Deadline(*expected))


@pytest.mark.parametrize(("text", "words"), OCCASIONS, ids=[text for text, _ in OCCASIONS])
def test_events(text: str, words: str | None) -> None:
    assert occasion(text) == (None if words is None else Deadline(None, None, words))


def test_fiscal_years_of_a_known_country() -> None:
    assert deadline("by the end of FY2027", WEDNESDAY, "JPN") == Deadline(None, "2028-03-31", "by the end of FY2027")
    assert deadline("by FY2027", WEDNESDAY, "USA") == Deadline(None, "2027-09-30", "by FY2027")
    assert deadline("by FY2027", WEDNESDAY, "AUS") is None


def test_without_an_anchor() -> None:
    assert deadline("by 2030") == Deadline(None, "2030-12-31", "by 2030")
    assert deadline("in 1951") == Deadline("1951-01-01", "1951-12-31", "in 1951")
    assert deadline("within two years, by the end of the year") is None


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_by_a_day(day: datetime.date) -> None:
    words = f"by {day:%B} {day.day}, {day.year}"
    assert deadline(f"They shall leave {words}.") == Deadline(None, day.isoformat(), words)
    before = deadline(f"before {day:%B} {day.day}, {day.year}")
    assert before is not None
    assert before.latest == (day - datetime.timedelta(days=1)).isoformat()


@given(
    st.lists(
        st.sampled_from(
            ["by", "the", "end", "of", "next", "not", "until", "through", "2027", "or", "within", "two", "years",
             "decade", "upcoming", "summit", "FY", "fiscal", "year", "quarter", "second", "U.S.", "before", "Friday",
             "June", "31", "in", "over", "coming", "upon", "entry", "into", "force", "this", "."]
        ),
        max_size=16,
    )
)  # fmt: skip
def test_any_words_of_deadlines_are_read(words: list[str]) -> None:
    text = " ".join(words)
    found = deadline(text, WEDNESDAY, "USA")
    assert found is None or found.text in text
    if found is not None and found.earliest is not None and found.latest is not None:
        assert found.earliest <= found.latest
    event = occasion(text)
    assert event is None or event.text in text


@pytest.mark.parametrize(
    "unit", ["not until 2027 ", "in 2027 or ", "by the next ", "within two years of ", "by ", "no "]
)
def test_repetitions_take_linear_time(unit: str) -> None:
    text = unit * 20_000
    found = deadline(text, WEDNESDAY)
    assert found is None or found.text in text
    assert occasion(text) is None


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = deadline(text, WEDNESDAY)
    assert found is None or found.text in text
