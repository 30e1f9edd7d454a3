"""A record's events as a stream, with what was read."""

from __future__ import annotations

import datetime

from foedera.model import ActorRef, Event
from foedera.record import Record
from foedera.register import stream

from .made import ILMARA, KARVOSSA, MINISTER, NORVANE, prediction, written


def done(
    type: str = "CONSULT", actors: tuple[ActorRef, ...] = (NORVANE,), recipients: tuple[ActorRef, ...] = (ILMARA,)
) -> Event:
    return Event(actors=actors, recipients=recipients, type=type, mode=None, contexts=(), place=None)  # type: ignore[arg-type]


def rows(record: Record, **options: object) -> list[tuple[str, str, str, str]]:
    found = stream(record, **options)  # type: ignore[arg-type]
    return [
        (str(found.date(d)), found.actors[a], found.types[t], found.actors[r])
        for a, t, r, d in zip(found.actor, found.type, found.recipient, found.day, strict=True)
    ]


def test_one_event_for_each_entry_with_its_claim(record: Record) -> None:
    (claim,) = written(record, done(), when="2031-04-08")
    written(record, done("ACCUSE", (KARVOSSA,), (NORVANE,)), published="2031-04-01")
    found = stream(record)
    assert rows(record) == [
        ("2031-04-01", "state:XKV", "ACCUSE", "state:XNV"),
        ("2031-04-08", "state:XNV", "CONSULT", "state:XIL"),
    ]
    assert found.chosen
    assert found.source is not None
    assert record.history(int(found.source[1]))[-1].claim == claim


def test_an_act_of_many_is_one_act(record: Record) -> None:
    written(record, done("AGREE", (NORVANE, ILMARA, KARVOSSA), ()), published="2031-04-01")
    written(record, done(), published="2031-04-02")
    found = stream(record)
    assert (len(found), found.acts) == (7, 2)


def test_documents_read_are_the_exposure(record: Record) -> None:
    written(record, done(), published="2031-04-10")
    written(record, prediction(), published="2031-04-12")
    written(record, prediction(), published="2031-04-12", publisher="The Courier")
    written(record, prediction(), published="2031-05")
    found = stream(record)
    assert found.origin == datetime.date(2031, 4, 10)
    assert found.read is not None
    assert found.read.tolist() == [1, 0, 2]
    assert any("1 documents without a day" in note for note in found.notes)


def test_what_did_not_happen_or_has_no_day_is_left_out(record: Record) -> None:
    written(record, done(), modality="planned")
    written(record, done(), published=None)
    written(record, done(recipients=()), published="2031-04-11")
    found = stream(record)
    assert len(found) == 0
    assert len(found.notes) == 4


def test_parties_together_and_states(record: Record) -> None:
    written(record, done("AGREE", (NORVANE, KARVOSSA), ()))
    assert {row[1::2] for row in rows(record)} == {("state:XNV", "state:XKV"), ("state:XKV", "state:XNV")}
    written(record, done("AGREE", (MINISTER,), (NORVANE,)), publisher="The Courier", published="2031-04-11")
    assert ("2031-04-11", "person:minister", "AGREE", "state:XNV") in rows(record)
    assert ("2031-04-11", "state:XIL", "AGREE", "state:XNV") in rows(record, who="state")


def test_the_record_as_it_was(record: Record) -> None:
    written(record, done())
    before = record.last()
    written(record, done("AID"), published="2031-05-01")
    assert len(stream(record)) == 2
    assert len(stream(record, known=before)) == 1
