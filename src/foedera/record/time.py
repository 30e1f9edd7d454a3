"""Time in the record: moments of record time in microseconds, days as yyyymmdd, and how long a claim holds."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Final, NamedTuple

from foedera.model import Edtf, QuestionError

Known = datetime.datetime | datetime.date | str
Valid = datetime.date | str | Edtf

FAR: Final = 2**31 - 1
UNDATED: Final = 8
NEVER: Final = 14
_OPEN: Final = 5
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_LAST = (datetime.datetime.max.replace(tzinfo=datetime.UTC) - _EPOCH) // _MICROSECOND


class Extent(NamedTuple):
    """The days that a claim may include, both ends included, as yyyymmdd; `-FAR` and `FAR` where there is no bound.

    `span` classes extents by length, so that a day is found in an index on the first day: 0 one day, 1 up to a month,
    2 up to a year, 3 up to ten years, 4 longer or without a start, 5 without an end; 8 more where the extent is not
    the claim's own but its document's publication date, and 14 where there is neither.
    """

    first: int
    last: int
    span: int


def now() -> int:
    """This moment, in microseconds since 1970, UTC."""
    return microseconds(datetime.datetime.now(datetime.UTC))


def microseconds(moment: datetime.datetime) -> int:
    """A moment in microseconds since 1970; one without a time zone counts as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=4096)
def moment(number: int) -> datetime.datetime:
    """The moment of so many microseconds since 1970, in UTC."""
    return _EPOCH + min(number, _LAST) * _MICROSECOND


def known(when: Known) -> int:
    """The moment of record time that a user names, in microseconds; a day means its end.

    Raises `RecordError` where `when` is neither a day nor a moment in ISO 8601.
    """
    if isinstance(when, datetime.datetime):
        return microseconds(when)
    if isinstance(when, datetime.date):
        return microseconds(datetime.datetime.combine(when, datetime.time.max))
    try:
        if _DAY.fullmatch(when):
            return known(datetime.date.fromisoformat(when))
        return microseconds(datetime.datetime.fromisoformat(when))
    except ValueError:
        raise QuestionError(f"not a moment: {when!r}: write 2024-05-01 or 2024-05-01T12:00:00+00:00") from None


def day(number: int) -> int:
    """The day, as yyyymmdd, in which a moment of record time lies."""
    at = moment(number)
    return at.year * 10_000 + at.month * 100 + at.day


def days(when: Valid) -> tuple[int, int]:
    """The first and the last day of a date that a user names. Raises `EdtfError` where it is no date."""
    if isinstance(when, datetime.date):
        when = Edtf.of(when)
    elif isinstance(when, str):
        when = Edtf.parse(when)
    return _bounds(when)


def last_day(published: Edtf | None) -> int | None:
    """The day by which a document was surely published; None where that is not known."""
    latest = None if published is None else published.latest
    return None if latest is None else latest.number


def extent(when: Edtf | None, published: Edtf | None) -> Extent:
    """The days of a claim: those of `when`, or else of its document's publication date."""
    if when is not None:
        first, last = _bounds(when)
        return Extent(first, last, _span(first, last))
    if published is not None:
        first, last = _bounds(published)
        return Extent(first, last, UNDATED + _span(first, last))
    return Extent(0, 0, NEVER)


def earliest_start(span: int, first: int) -> int:
    """The earliest first day of an extent of this class that may include the day `first`."""
    span %= UNDATED
    if span == 0:
        return first
    if span == 1:
        return first - 100 if first % 10_000 >= 200 else first - 10_000 + 1_100
    return first - 10 ** (span + 2) if span in (2, 3) else -FAR


def _bounds(when: Edtf) -> tuple[int, int]:
    earliest, latest = when.earliest, when.latest
    first = -FAR if earliest is None else max(earliest.number, -FAR)
    last = FAR if latest is None else min(latest.number, FAR)
    return first, last


def _span(first: int, last: int) -> int:
    if last == FAR:
        return _OPEN
    if first == last:
        return 0
    return next((span for span in (1, 2, 3) if earliest_start(span, last) <= first), 4)
