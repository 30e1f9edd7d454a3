"""Dated items, the timeline, and what changed between two days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Affiliation, Asset, Body, Event, QuestionError
from foedera.record import Record
from foedera.register import Member
from foedera.register.changes import changes
from foedera.register.deliverables import deliverable, deliverables
from foedera.register.entries import entries
from foedera.register.items import items_of
from foedera.register.noting import note_progress
from foedera.register.timeline import timeline

from .made import ILMARA, KARVOSSA, NORVANE, RIVAL, actor, entry, instrument, member, named, note, promise, written

DAY = datetime.date.fromisoformat


def met() -> Event:
    return Event(actors=(NORVANE,), recipients=(ILMARA,), type="CONSULT", mode=None, contexts=(), place=None)


def post(standing: str = "holder") -> Affiliation:
    return Affiliation(member=RIVAL, group=KARVOSSA, role="Minister", standing=standing)  # type: ignore[arg-type]


def asset(action: str) -> Asset:
    return Asset(
        name="Tolmer", type="base", action=action, owners=(NORVANE,), counterparties=(), quantity=None, place=None,  # type: ignore[arg-type]
        purpose=None,
    )  # fmt: skip


def shown(body: Body, when: str | None = None, **more: object) -> list[tuple[str, str, str]]:
    made = entry(member(body, "2031-04-10", when=when, **more), kind=body.kind)  # type: ignore[arg-type]
    return [(item.kind, item.what, item.day.isoformat()) for item in items_of(made)]


def test_items_of_each_kind() -> None:
    assert shown(met()) == [("event", "CONSULT", "2031-04-10")]
    assert shown(met(), "2031-04-09") == [("event", "CONSULT", "2031-04-09")]
    assert shown(met(), modality="planned") == []
    assert shown(asset("close")) == [("asset", "close", "2031-04-10")]
    assert shown(asset("hold")) == []
    assert shown(post()) == []
    assert shown(post(), "2030-12-01/2031-03-01") == [("post", "begins", "2030-12-01"), ("post", "ends", "2031-03-01")]
    assert shown(post("former"), "2031-03") == [("post", "ends", "2031-03-31")]
    signed = instrument("Accord", acts=[("signed", "2031-04-09"), ("ratified", None)])
    assert shown(signed) == [("act", "signed", "2031-04-09")]
    assert shown(signed, modality="planned") == []
    assert shown(promise(due="2031-12-31")) == [("new", "agreed", "2031-04-10"), ("due", "due", "2031-12-31")]


def test_what_is_repeated_is_no_item_but_what_is_reaffirmed_is() -> None:
    made = entry(
        member(promise(), "2031-04-10"), member(promise(), "2031-05-01"), member(promise("reaffirmed"), "2031-06-01"),
        member(promise("reaffirmed"), "2032-06-01"), member(promise("completed"), "2032-10-01", when="2032-09"),
        member(promise("completed"), "2033-01-01"),
    )  # fmt: skip
    assert [(item.kind, item.what, item.day.isoformat()) for item in items_of(made)] == [
        ("new", "agreed", "2031-04-10"), ("step", "reaffirmed", "2031-06-01"), ("step", "reaffirmed", "2032-06-01"),
        ("step", "delivered", "2032-09-30"),
    ]  # fmt: skip


def test_a_due_date_that_was_not_kept() -> None:
    made = entry(member(promise(due="2031-12-31")))
    assert [item.what for item in items_of(made, as_of=DAY("2032-01-01"))] == ["agreed", "overdue"]


def test_several_accounts_of_one_event_are_one_item() -> None:
    made = entry(
        member(met(), "2031-04-11", publisher="A"), member(met(), "2031-04-12", when="2031-04-10", publisher="B"),
        kind="event",
    )  # fmt: skip
    (item,) = items_of(made)
    assert (item.day, len(item.members), item.names) == (DAY("2031-04-10"), 2, ("B", "A"))


DATES = st.dates(DAY("2031-01-01"), DAY("2033-12-31")).map(datetime.date.isoformat)
STATUSES = st.sampled_from(["committed", "ongoing", "completed", "reaffirmed", "delayed", "withdrawn"])
MEMBERS = st.builds(
    lambda status, due, published, when: member(promise(status, due=due), published, when=when),
    STATUSES, st.none() | DATES, DATES, st.none() | DATES,
)  # fmt: skip


@given(st.lists(MEMBERS, min_size=1, max_size=6), DATES)
def test_what_happened_until_a_day_is_the_same_whenever_it_is_asked(some: list[Member], on: str) -> None:
    def until(as_of: datetime.date | None) -> list[tuple[str, str, datetime.date]]:
        made = items_of(entry(*some), as_of=as_of)
        return [(i.kind, i.what, i.day) for i in made if i.kind != "due" and i.day <= DAY(on)]

    assert until(DAY(on)) == until(None)


def test_what_changed_in_the_alliance_apart_from_what_is_known(record: Record) -> None:
    written(record, promise(due="2032-06-30"), instrument("Accord", acts=[("signed", "2031-04-09")]))
    written(record, met(), published="2032-07-02", when="2032-07-01")
    written(record, met(), published="2032-07-03", when="2030-01-05")
    found = changes(record, "2032-06-30", "2032-07-03")
    assert [(item.kind, item.what, item.day.isoformat()) for item in found.alliance] == [
        ("due", "overdue", "2032-06-30"), ("event", "CONSULT", "2032-07-01"),
    ]  # fmt: skip
    assert [(learnt.day, learnt.published) for learnt in found.known] == [(DAY("2030-01-05"), True)]
    assert [item.what for item in changes(record, "2031-04-08", "2031-04-10").alliance] == ["signed", "agreed"]
    assert changes(record, "2032-07-03", "2033-01-01").alliance == ()


def test_what_was_taken_in_between_is_learnt(record: Record) -> None:
    written(record, met(), published="2031-04-10")
    today = datetime.datetime.now(datetime.UTC).date()
    found = changes(record, today - datetime.timedelta(days=1), today)
    assert [(learnt.day, learnt.published) for learnt in found.known] == [(DAY("2031-04-10"), False)]
    assert changes(record, today, today + datetime.timedelta(days=1)).known == ()


def test_one_actor_or_some_words(record: Record) -> None:
    written(record, met(), promise(object="a fast frigate", parties=[KARVOSSA]))
    assert [i.kind for i in changes(record, "2031-01-01", "2032-01-01", actor="XKV").alliance] == ["new"]
    assert [i.kind for i in changes(record, "2031-01-01", "2032-01-01", about="Frigate FAST").alliance] == ["new"]
    with pytest.raises(QuestionError, match="is before"):
        changes(record, "2032-01-01", "2031-01-01")


def test_a_note_on_progress_is_a_change(record: Record) -> None:
    written(record, promise(due="2032-06-30"))
    (made,) = entries(record)
    written_note = note_progress(
        record, made.id, track="execution", stage="delivered", when="2032-06-15", source="Gazette 12", by="Ann"
    )
    (item,) = changes(record, "2032-06-01", "2032-06-30").alliance
    assert (item.what, item.names, item.members) == ("delivered", ("Ann",), ())
    assert item.step is not None and item.step.note == written_note
    assert deliverable(record, made.id, as_of="2032-07-01").progress.stage == "delivered"
    assert deliverable(record, made.id, as_of="2032-06-14").progress.stage == "agreed"
    earlier = written_note.at - datetime.timedelta(microseconds=1)
    assert deliverable(record, made.id, as_of="2032-07-01", known=earlier).progress.is_overdue


@pytest.mark.parametrize(
    ("track", "stage", "when", "source", "wrong"),
    [
        ("execution", "agreed", "2032", "x", "no stage 'agreed'"),
        ("nowhere", "agreed", "2032", "x", "on a track 'nowhere'"),
        ("agreement", "agreed", "2032", " ", "needs its source"),
        ("agreement", "agreed", "2032/..", "x", "has no end"),
    ],
)
def test_a_note_that_makes_no_sense(record: Record, track: str, stage: str, when: str, source: str, wrong: str) -> None:
    with pytest.raises(QuestionError, match=wrong):
        note_progress(record, "e-1", track=track, stage=stage, when=when, source=source, by="Ann")


def test_a_note_of_another_program_that_is_none_is_left_out() -> None:
    made = entry(member(promise()))
    odd = [note("progress", "e-1", track="execution", stage="delivered"), note("progress", "e-1", when="soon")]
    assert [item.what for item in items_of(made, odd)] == ["agreed"]


def test_the_timeline_is_in_order_and_bounded(record: Record) -> None:
    written(record, promise(due="2032-06-30"), instrument("Accord", acts=[("signed", "2031-04-09")]))
    written(record, met(), published=None)
    every = timeline(record)
    assert [item.kind for item in every] == ["act", "new", "due"]
    assert [item.kind for item in timeline(record, since="2031-04-10", until="2032-06-29")] == ["new"]
    assert [item.kind for item in timeline(record, until="2031-04-09")] == ["act"]
    assert [item.kind for item in timeline(record, since="2032-01-01")] == ["due"]
    assert [item.kind for item in timeline(record, kinds=["act", "due"], actor="XIL")] == ["act"]


def test_asking_for_deliverables(record: Record) -> None:
    written(
        record, promise(due="2032-06-30"), promise(object="a port", parties=[ILMARA], due="2033-01-31"),
        promise("intended", object="a road"),
    )  # fmt: skip
    written(
        record, promise("reaffirmed", object="a pledge"), published="2032-12-31", attribution=named(actor("person:x"))
    )
    assert [each.progress.as_of for each in deliverables(record)] == [DAY("2032-12-31")] * 4
    assert [each.parties for each in deliverables(record, overdue=True)] == [("XNV",)]
    assert [each.entry.label for each in deliverables(record, party="XIL")] == ["XIL: deliver a port"]
    assert [each.entry.label for each in deliverables(record, party="xil")] == ["XIL: deliver a port"]
    assert deliverables(record, party="Nobody") == ()
    assert [each.progress.stage for each in deliverables(record, stage="intended")] == ["intended"]
    assert len(deliverables(record, as_of="2032-12-30")) == 3
    assert [each.entry.label[-4:] for each in deliverables(record, since="2033-01-01")] == ["port"]
    assert [each.entry.label[-4:] for each in deliverables(record, until="2032-12-31")] == ["iles"]
    assert deliverables(record, reaffirmed=True) == ()
    assert len(deliverables(record, about="PORT")) == 1
    with pytest.raises(QuestionError, match="not a day"):
        deliverables(record, as_of="soon")


def test_a_record_without_dates(record: Record) -> None:
    written(record, promise(due="2032-06-30"), published=None)
    (found,) = deliverables(record)
    assert (found.progress.as_of, found.progress.stage, found.progress.is_overdue) == (None, "agreed", False)
    assert deliverables(record, as_of="2033-01-01")[0].progress.is_overdue
