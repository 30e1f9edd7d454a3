"""Days of the calendar from dates in EDTF: what is compared in histories."""

from __future__ import annotations

import datetime
from functools import lru_cache

from foedera.model import Day, Deadline, Edtf, Event, Instrument, QuestionError
from foedera.register.entry import Member


def day(when: datetime.date | str) -> datetime.date:
    """The day that a user names. Raises `QuestionError` where it is none."""
    if isinstance(when, datetime.datetime):
        return when.date()
    if isinstance(when, datetime.date):
        return when
    try:
        return datetime.date.fromisoformat(when)
    except ValueError:
        raise QuestionError(f"not a day: {when!r}: write 2024-05-01") from None


def calendar_day(found: Day | None) -> datetime.date | None:
    """A day of the calendar; the first or last one that it has where the year is out of its bounds."""
    if found is None:
        return None
    if found.year < datetime.MINYEAR:
        return datetime.date.min
    return datetime.date(*found) if found.year <= datetime.MAXYEAR else datetime.date.max


@lru_cache(maxsize=65536)
def first_day(when: str) -> datetime.date | None:
    """The first day that a date in EDTF may include; None where its start is open or unknown."""
    return calendar_day(Edtf.parse(when).earliest)


@lru_cache(maxsize=65536)
def last_day(when: str) -> datetime.date | None:
    """The last day that a date in EDTF may include; None where its end is open or unknown."""
    return calendar_day(Edtf.parse(when).latest)


def published_on(member: Member | None) -> datetime.date | None:
    """The last day on which a member's document may have been published; None where that is not known."""
    return None if member is None or member.source.published is None else last_day(member.source.published)


def happened_by(when: Edtf | None, published: datetime.date | None) -> datetime.date | None:
    """The day by which something reported as done had surely happened.

    The last day of its own date, or its first where it has lasted since; never after the day of the report, unless it
    lies wholly ahead. Without a date of its own, the day of the report.
    """
    if when is None:
        return published
    first, last = first_day(when.text), last_day(when.text)
    if when.is_interval:
        return first or last or published
    ended = last or first
    if published is None or ended is None or first is None:
        return ended or published
    return max(first, min(ended, published))


def is_dated_before(member: Member) -> bool:
    """Whether a document is dated before what its claim tells as done.

    So it is where a treaty, which bears the day of its signature, is printed later with notes on what became of it.
    """
    published, claim = published_on(member), member.claim
    if published is None or claim.modality != "actual":
        return False
    days = [act.when for act in claim.body.acts] if isinstance(claim.body, Instrument) else []
    if isinstance(claim.body, Event):
        days.append(claim.when)
    starts = (first_day(when.text) for when in days if when is not None)
    return any(start is not None and start > published for start in starts)


def due_by(due: Deadline | None) -> datetime.date | None:
    """The last day on which a deadline is kept; None where it sets none."""
    return None if due is None or due.latest is None else last_day(due.latest)


def due_from(due: Deadline | None) -> datetime.date | None:
    """The first day of a deadline; None where it sets none."""
    return None if due is None or due.earliest is None else last_day(due.earliest)
