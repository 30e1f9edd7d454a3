"""Entries follow from the claims and the decisions alone, however these came; old answers can be had again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.model import Span
from foedera.record import Record
from foedera.register import consolidation, current, entries, entry, successors, update

from .pledges import OBJECTS, STATES, Told, claims, document, partition, put

HALBERD = Told("Norvane", OBJECTS[0])
AGAIN = Told("Norvane", OBJECTS[1], status="reaffirmed")
SECOND = Told("Norvane", OBJECTS[2])
CENTRE = Told("Ilmara", OBJECTS[3])
VESSELS = Told("Pelluria", OBJECTS[7])

told = st.builds(
    Told,
    st.sampled_from(sorted(STATES)),
    st.sampled_from(OBJECTS),
    st.sampled_from(["commitment", "commitment", "instrument", "event"]),
    st.just("committed"),
)
letters = st.lists(
    st.tuples(
        st.lists(told, min_size=1, max_size=3, unique=True),
        st.sampled_from(["2031-04-10", "2031-04", "2032-05-01", None]),
    ),
    min_size=1,
    max_size=5,
)


def test_claims_of_one_thing_are_one_entry(record: Record) -> None:
    first = put(record, 1, [HALBERD, CENTRE])
    put(record, 2, [AGAIN], "2032-04-10")
    done = update(record)
    assert (done.changed, done.moved) == (3, 3)
    found = list(entries(record))
    assert sorted(len(each.members) for each in found) == [1, 2]
    both = next(each for each in found if len(each.members) == 2)
    assert both.id == "e-" + first[0].key[:20]
    assert [m.source.published for m in both.members] == ["2031-04-10", "2032-04-10"]
    assert [m.claim.body.status for m in both.members] == ["committed", "reaffirmed"]  # type: ignore[union-attr]
    assert not both.decided
    assert "Halberd" in both.label


def test_a_tranche_is_not_another_and_parties_are_not_others(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [SECOND])
    put(record, 3, [Told("Pelluria", OBJECTS[4])])
    put(record, 4, [Told("Ilmara", OBJECTS[4])])
    update(record)
    assert len(list(entries(record))) == 4


def test_updating_again_does_nothing(record: Record) -> None:
    put(record, 1, [HALBERD, CENTRE])
    update(record)
    before = record.summary().last
    assert update(record) == consolidation.Updated()
    assert record.summary().last == before


def test_an_earlier_answer_can_be_had_again(record: Record) -> None:
    put(record, 1, [HALBERD])
    update(record)
    then = record.summary().last
    early = partition(record)
    put(record, 2, [AGAIN], "2030-01-01")
    update(record)
    late = partition(record)
    assert early != late
    assert partition(record, then) == early
    old = next(iter(early))
    assert entry(record, old).id == next(iter(late)) != old
    assert entry(record, old, known=then).id == old
    assert successors(record, old) == tuple(late)
    assert successors(record, old, known=then) == (old,)


def test_a_claim_that_was_not_consolidated_is_an_entry_of_its_own(record: Record) -> None:
    put(record, 1, [HALBERD])
    update(record)
    put(record, 2, [AGAIN], "2032-01-01")
    alone = partition(record)
    assert sorted(len(some) for some in alone.values()) == [1, 1]
    update(record)
    joined = partition(record)
    assert len(joined) == 1
    assert {entry(record, id).id for id in alone} == set(joined)


def test_a_claim_that_is_taken_back_leaves_its_entry_and_an_id_its_successor(record: Record) -> None:
    first = put(record, 1, [HALBERD])[0]
    put(record, 2, [AGAIN], "2032-01-01")
    update(record)
    id = next(iter(partition(record)))
    record.retract(first.id, why="misread", by="Ada")
    update(record)
    left = next(iter(entries(record)))
    assert left.id != id
    assert [m.claim.document for m in left.members] != [first.document]
    assert entry(record, id).id == left.id
    assert list(record.verify()) == []


def test_an_id_that_was_never_there(record: Record) -> None:
    put(record, 1, [HALBERD])
    for id in ("e-00000000000000000000", "nothing", "e-", "e-%"):
        assert successors(record, id) == ()
        with pytest.raises(Exception, match=r"^no entry .* in .*: .*|^no entry"):
            entry(record, id)


def test_a_reader_is_answered_with_what_is_there(record: Record, tmp_path: Path) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [AGAIN])
    copy = tmp_path / "copy.db"
    record.backup(copy)
    with Record.open(copy, read_only=True) as other:
        assert len(list(entries(current(other)))) == 2
    assert len(list(entries(current(record)))) == 1


def test_an_erased_document_leaves_nothing_to_match(record: Record) -> None:
    first = put(record, 1, [HALBERD, CENTRE])[0]
    put(record, 2, [AGAIN])
    update(record)
    record.erase(first.document, why="a court order", by="Ada")
    update(record)
    assert list(record.verify()) == []
    assert len(list(entries(record))) == 1
    with record.ledger() as ledger:
        assert len(ledger.forms(range(1, 10))) == 1


def test_a_date_that_is_corrected_moves_the_first_claim(record: Record) -> None:
    put(record, 1, [HALBERD], "2031-04-10")
    second = put(record, 2, [AGAIN], "2032-04-10")
    update(record)
    doc = document(2, [AGAIN], "2030-04-10")
    record.add(doc, claims(doc, [AGAIN]))
    update(record)
    assert list(partition(record)) == ["e-" + second[0].key[:20]]


def test_every_claim_is_listed_by_actor_and_kind(record: Record) -> None:
    put(record, 1, [HALBERD, CENTRE, Told("Ilmara", OBJECTS[4], "instrument")])
    update(record)
    assert len(list(entries(record, actor="state:XIL"))) == 2
    assert len(list(entries(record, actor="Ilmara", kind="instrument"))) == 1
    assert list(entries(record, actor="nobody")) == []


def test_what_was_compared_in_a_record_beside_is_not_compared_again(
    record: Record, blank: Path, tmp_path: Path
) -> None:
    for number, told in enumerate(([HALBERD, CENTRE], [AGAIN], [SECOND, VESSELS]), 1):
        put(record, number, told, f"203{number}-04-10")
    update(record)
    found = []
    for beside in (record, None):
        path = tmp_path / f"copy-{beside is None}.db"
        shutil.copy(blank, path)
        with Record.open(path) as copy:
            put(copy, 1, [HALBERD], "2031-04-10")
            put(copy, 2, [AGAIN], "2032-04-10")
            done = update(copy, beside=beside)
            assert (done.changed, done.compared > 0) == (2, beside is None)
            # What comes later is compared with what was taken over.
            put(copy, 3, [SECOND, VESSELS], "2033-04-10")
            update(copy, beside=beside)
            found.append(partition(copy))
            with copy.ledger() as ledger:
                found.append(ledger.links(ledger.forms(range(1, 10)).values()))
    assert found[:2] == found[2:] and len(found[0]) == 3
    put(record, 4, [VESSELS], "2034-04-10")
    shutil.copy(blank, tmp_path / "late.db")
    with Record.open(tmp_path / "late.db") as copy:
        put(copy, 1, [HALBERD], "2031-04-10")
        assert update(copy, beside=record).compared > 0, "a register that is not up to date is no help"


@given(letters, st.randoms(use_true_random=False), st.sets(st.integers(0, 4)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_documents_makes_no_difference(
    blank: Path, tmp_path: Path, some: list[tuple[list[Told], str | None]], chance: Any, stops: set[int]
) -> None:
    order = list(range(len(some)))
    found = []
    for number in (0, 1):
        path = tmp_path / f"{number}.db"
        shutil.copy(blank, path)
        with Record.open(path) as record:
            for at, place in enumerate(order):
                put(record, place, *some[place])
                if number == 0 or at in stops:
                    update(record)
            update(record)
            assert update(record).moved == 0
            found.append(partition(record))
            assert list(record.verify()) == []
        chance.shuffle(order)
    assert found[0] == found[1]
    assert sum(len(each) for each in found[0].values()) == sum(len(each) for each, _ in some)


def test_a_claim_that_is_read_anew_keeps_its_entry(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [AGAIN])
    update(record)
    doc = document(2, [AGAIN])
    old = claims(doc, [AGAIN], "test/2.0")[0]
    first = old.evidence[0]
    cut = Span(first.start, first.end - 1, first.text[:-1])
    record.add(doc, [msgspec.structs.replace(old, id="c-2", evidence=(cut,))], coders=["test/2.0"])
    update(record)
    assert [len(each.members) for each in entries(record)] == [2]
    assert list(record.verify()) == []
