"""Moments and days: how they are read, and that a day is found in the index by the class of its extent."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Edtf, RecordError
from foedera.record import time

DAYS = st.dates(min_value=datetime.date(1, 1, 1))


@given(first=DAYS, length=st.integers(0, 8_000), day=DAYS)
def test_no_extent_is_missed(first: datetime.date, length: int, day: datetime.date) -> None:
    last = datetime.date.fromordinal(min(first.toordinal() + length, datetime.date.max.toordinal()))
    extent = time.extent(Edtf.parse(f"{first}/{last}"), None)
    assert (extent.first, extent.last) == (time.days(first)[0], time.days(last)[1])
    number = time.days(day)[0]
    if extent.first <= number <= extent.last:
        assert time.earliest_start(extent.span, number) <= extent.first


@pytest.mark.parametrize(
    ("when", "span"),
    [
        ("2031-01-05", 0), ("2031-01", 1), ("2031-12-15/2032-01-10", 1), ("2031", 2), ("203X", 3), ("1900/1999", 4),
        ("../2031", 4), ("2031/..", 5), ("2031/", 5), ("-0044-03", 1),
    ],
)  # fmt: skip
def test_classes_of_extents(when: str, span: int) -> None:
    assert time.extent(Edtf.parse(when), None).span == span
    assert time.extent(None, Edtf.parse(when)).span == span + time.UNDATED
    assert time.extent(None, None).span == time.NEVER


def test_moments_are_read_as_users_write_them() -> None:
    utc = datetime.UTC
    end = datetime.datetime(2024, 5, 1, 23, 59, 59, 999_999, tzinfo=utc)
    assert time.moment(time.known("2024-05-01")) == end
    assert time.moment(time.known(datetime.date(2024, 5, 1))) == end
    noon = datetime.datetime(2024, 5, 1, 12, tzinfo=utc)
    assert time.known("2024-05-01T14:00:00+02:00") == time.known(noon) == time.known(noon.replace(tzinfo=None))
    assert time.day(time.known(noon)) == 20_240_501
    for wrong in ("soon", "2024-13-01", "2024", ""):
        with pytest.raises(RecordError, match="not a moment"):
            time.known(wrong)


@given(st.datetimes())
def test_moments_come_back(at: datetime.datetime) -> None:
    assert time.moment(time.microseconds(at)) == at.replace(tzinfo=datetime.UTC)


def test_a_document_counts_from_the_last_day_it_may_be_of() -> None:
    assert time.last_day(Edtf.parse("2024-02")) == 20_240_229
    assert time.last_day(Edtf.parse("2024/..")) is None
    assert time.last_day(None) is None
