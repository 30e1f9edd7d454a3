"""Where else to look before a commitment is called overdue."""

from __future__ import annotations

from foedera.record import Record
from foedera.register import deliverables, doubts, update
from foedera.register.leads import leads

from .pledges import OBJECTS, Told, put


def test_a_delivery_that_may_be_of_the_same_thing_is_a_lead(record: Record) -> None:
    put(record, 1, [Told("Norvane", OBJECTS[0])])
    put(record, 2, [Told("Norvane", "missiles for the coast of Ilmara", status="completed")])
    put(record, 3, [Told("Norvane", "seekers of coastal missiles", status="completed")])
    update(record)
    every = deliverables(record)
    found = leads(record, every)
    open_ones = {each.entry.id for each in every if not each.progress.is_delivered}
    assert found
    assert set(found) <= open_ones
    pairs = {frozenset(doubt.entries) for doubt in doubts(record)}
    for id, some in found.items():
        assert [each.score for each in some] == sorted((each.score for each in some), reverse=True)
        assert all(each.other.progress.is_delivered for each in some)
        assert all(frozenset((id, each.other.entry.id)) in pairs for each in some)
    assert leads(record, [each for each in every if each.progress.is_delivered]) == {}


def test_what_tells_no_more_is_no_lead(record: Record) -> None:
    put(record, 1, [Told("Norvane", OBJECTS[0])])
    put(record, 2, [Told("Norvane", "missiles for the coast of Ilmara")])
    put(record, 3, [Told("Norvane", "80 coastal missiles and their seekers")])
    update(record)
    assert doubts(record)
    assert leads(record, deliverables(record)) == {}
