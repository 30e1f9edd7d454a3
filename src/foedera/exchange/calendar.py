"""Due dates as an iCalendar that other programs can subscribe to (RFC 5545).

Everything in it comes from the record, the stamps too, so that the same record gives the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Foedera//due dates//EN"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which something falls due.

    `id` stays the same for ever; `changed` is when the record last learnt something of it; `detail` is what to read
    about it, `url` where its first source lies.
    """

    id: str
    day: datetime.date
    summary: str
    detail: str
    changed: datetime.datetime
    url: str | None = None
    standing: Literal["firm", "tentative", "cancelled"] = "firm"
    words: tuple[str, ...] = ()


def calendar(appointments: Iterable[Appointment], *, name: str, domain: str = "foedera.invalid") -> bytes:
    """The appointments as an iCalendar file in UTF-8, in the order of their days.

    Each is an all-day event. Its UID is its id at `domain`, its SEQUENCE the minutes from 1970 until it last changed,
    so that a program which has it takes a newer one for an update.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for one in sorted(appointments, key=lambda one: (one.day, one.id)):
        made.add_component(_event(one, domain))
    data: bytes = made.to_ical()
    return data


_STATUS = {"firm": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED"}


def _event(one: Appointment, domain: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.id}@{domain}")
    event.add("dtstamp", one.changed)
    event.add("last-modified", one.changed)
    event.add("sequence", int((one.changed - _EPOCH).total_seconds() // 60))
    event.add("dtstart", one.day)
    if one.day < datetime.date.max:
        event.add("dtend", one.day + datetime.timedelta(days=1))
    event.add("summary", _plain(one.summary))
    event.add("description", _plain(one.detail))
    event.add("status", _STATUS[one.standing])
    event.add("transp", "TRANSPARENT")
    if one.words:
        event.add("categories", [_plain(word) for word in one.words])
    if one.url is not None and one.url.isprintable():
        event.add("url", one.url)
    return event


def _plain(text: str) -> str:
    """The text without control characters, which iCalendar cannot hold; line breaks stay."""
    return "".join(c for c in text if c == "\n" or c.isprintable() or c.isspace()).replace("\r", "")
