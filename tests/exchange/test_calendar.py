import datetime

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from foedera.exchange.calendar import Appointment, calendar

MOMENT = datetime.datetime(2031, 4, 11, 9, 30, tzinfo=datetime.UTC)


def appointment(id: str = "e-1", **changes: object) -> Appointment:
    given: dict[str, object] = {
        "id": id, "day": datetime.date(2032, 6, 30), "changed": MOMENT,
        "summary": "Norvane: deliver 80 missiles, by June 2032; the first tranche",
        "detail": "Committed.\n“Norvane is to deliver the first 80” (Herald, 2031-04-11)", "url": "https://x.example/1",
    }  # fmt: skip
    return Appointment(**{**given, **changes})  # type: ignore[arg-type]


def events(data: bytes) -> list[vobject.base.Component]:
    text = data.decode("utf-8")
    assert text.endswith("\r\n") and all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return list(getattr(vobject.readOne(text, validate=True), "vevent_list", []))


def test_an_independent_parser_reads_what_is_written() -> None:
    made = appointment()
    (event,) = events(calendar([made], name="Due dates"))
    assert event.uid.value == "e-1@foedera.invalid"
    assert event.dtstart.value == datetime.date(2032, 6, 30)
    assert event.dtend.value == datetime.date(2032, 7, 1)
    assert event.summary.value == made.summary
    assert event.description.value == made.detail
    assert event.url.value == "https://x.example/1"
    assert event.last_modified.value == MOMENT and event.dtstamp.value == MOMENT
    assert (event.status.value, event.transp.value) == ("CONFIRMED", "TRANSPARENT")


def test_an_update_keeps_its_uid_and_has_a_higher_sequence() -> None:
    later = appointment(changed=MOMENT + datetime.timedelta(minutes=1), day=datetime.date(2032, 12, 31))
    (before,), (after,) = events(calendar([appointment()], name="x")), events(calendar([later], name="x"))
    assert before.uid.value == after.uid.value
    assert int(before.sequence.value) < int(after.sequence.value)


@pytest.mark.parametrize(
    ("standing", "status"), [("firm", "CONFIRMED"), ("tentative", "TENTATIVE"), ("cancelled", "CANCELLED")]
)
def test_what_is_withdrawn_is_cancelled(standing: str, status: str) -> None:
    (event,) = events(calendar([appointment(standing=standing)], name="x"))
    assert event.status.value == status


def test_the_order_does_not_depend_on_the_order_given() -> None:
    some = [appointment("e-2"), appointment("e-1"), appointment("e-3", day=datetime.date(2031, 1, 1))]
    made = calendar(some, name="x")
    assert made == calendar(reversed(some), name="x")
    assert [event.uid.value.partition("@")[0] for event in events(made)] == ["e-3", "e-1", "e-2"]


def test_an_empty_calendar_and_the_last_day_of_all() -> None:
    assert b"BEGIN:VCALENDAR" in calendar([], name="x") and b"VEVENT" not in calendar([], name="x")
    (event,) = events(calendar([appointment(day=datetime.date.max)], name="x"))
    assert event.dtstart.value == datetime.date.max


@given(st.text(), st.text())
def test_any_text_can_be_written_and_read(summary: str, detail: str) -> None:
    made = calendar([appointment(summary=summary, detail=detail)], name="x")
    (event,) = events(made)
    assert event.uid.value == "e-1@foedera.invalid"
    assert made.count(b"BEGIN:VEVENT") == made.count(b"END:VEVENT") == 1
