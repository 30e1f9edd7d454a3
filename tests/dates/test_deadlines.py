"""Deadlines, against a table of phrases."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phrases import ANCHOR, DEADLINES

from foedera.dates import deadline
from foedera.model import Deadline, Edtf

WEDNESDAY = Edtf.parse(ANCHOR)


@pytest.mark.parametrize(("text", "expected"), DEADLINES, ids=[text for text, _ in DEADLINES])
def test_phrases(text: str, expected: tuple[str | None, str | None, str] | None) -> None:
    assert deadline(text, WEDNESDAY) == (None if expected is None else Deadline(*expected))


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


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    found = deadline(text, WEDNESDAY)
    assert found is None or found.text in text
