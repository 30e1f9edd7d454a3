"""Adding documents: once, whole, and with what persons decided kept."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from foedera.model import ClaimError, Edtf, RecordError
from foedera.record import Entry, Record, time
from foedera.record.adding import batches

from .samples import claim, document


def test_a_document_comes_back_as_it_was(any_record: Record) -> None:
    doc = document("Nul \x00 and Ünïcode 🙂 stay.\n\nSo do\ttabs.", published="2031-04")
    added = any_record.add(doc, [claim(doc)], original=b"%PDF\x00\xff", base="b1")
    assert (added.new, added.added) == (True, 1)
    assert any_record.document(doc.id) == doc
    assert any_record.document(doc.id[:20]) == doc
    assert any_record.original(doc.id) == b"%PDF\x00\xff"
    (reading,) = any_record.readings(doc.id)
    assert (reading.coders, reading.base, reading.counts["added"]) == (("test/1.0",), "b1", 1)


def test_reading_again_adds_nothing(any_record: Record) -> None:
    doc = document()
    claims = [claim(doc), claim(doc, 7, 10)]
    any_record.add(doc, claims)
    before = any_record.summary()
    again = any_record.add(msgspec.structs.replace(doc, source="elsewhere.txt"), claims)
    assert again.at is None
    assert again.unchanged == 2
    assert any_record.summary() == before
    assert len(any_record.readings()) == 1


def test_an_equal_claim_keeps_its_decision_and_lineage(any_record: Record) -> None:
    doc = document()
    old, new = claim(doc), claim(doc, coder="test/2.0", confidence=0.9)
    any_record.add(doc, [old])
    decided = any_record.review(old.id, "accept", by="Ada")
    added = any_record.add(doc, [new])
    assert (added.changed, added.added, added.closed) == (1, 0, 0)
    (row,) = any_record.claims(doc.id)
    assert (row.status, row.lineage, row.claim) == ("accepted", decided.lineage, new)
    assert any_record.history(old.id) == any_record.history(new.id)


def test_what_is_no_longer_found_is_closed_unless_decided(any_record: Record) -> None:
    doc = document()
    kept, gone = claim(doc, 0, 6), claim(doc, 11, 18)
    any_record.add(doc, [kept, gone])
    any_record.review(kept.id, "accept", by="Ada")
    added = any_record.add(doc, [], coders=["test/2.0"])
    assert (added.closed, added.kept) == (1, 1)
    assert [row.claim for row in any_record.claims(doc.id)] == [kept]
    assert any_record.history(gone.id)[-1].status == "closed"


def test_only_the_coders_that_read_can_miss_a_claim(any_record: Record) -> None:
    doc = document()
    mine, other = claim(doc, 0, 6), claim(doc, 11, 18, coder="other/1.0")
    any_record.add(doc, [mine, other])
    any_record.add(doc, [claim(doc, 0, 6, coder="test/1.1")])
    assert len(any_record.claims(doc.id)) == 2


def test_a_closed_claim_that_comes_back_keeps_its_lineage(any_record: Record) -> None:
    doc = document()
    first = claim(doc)
    any_record.add(doc, [first])
    any_record.add(doc, [], coders=["test/2.0"])
    any_record.add(doc, [claim(doc, coder="test/3.0")])
    causes = [(v.version, v.status) for v in any_record.history(first.id)]
    assert causes == [(1, "unreviewed"), (2, "closed"), (3, "unreviewed")]


def test_a_claim_that_differs_is_offered_beside_the_decided_one(any_record: Record) -> None:
    doc = document()
    old = claim(doc, 0, 10)
    any_record.add(doc, [old])
    decided = any_record.review(old.id, "accept", by="Ada")
    near, far = claim(doc, 5, 12, coder="test/2.0"), claim(doc, 20, 28, coder="test/2.0")
    event = claim(doc, 0, 10, kind="event", coder="test/2.0")
    added = any_record.add(doc, [near, far, event])
    assert (added.offered, added.added, added.kept) == (1, 2, 1)
    first = any_record.queue().rows[0]
    assert (first.claim, first.status, first.beside) == (near, "offered", decided.lineage)
    assert near not in [row.claim for row in any_record.claims(doc.id)]
    any_record.review(near.id, "accept", by="Ada")
    assert near in [row.claim for row in any_record.claims(doc.id)]


def test_an_edit_survives_and_the_new_extraction_stands_beside_it(any_record: Record) -> None:
    doc = document()
    old = claim(doc)
    any_record.add(doc, [old])
    row = any_record.review(old.id, "edit", by="Ada", why="wrong cue", edited=claim(doc, word="announced"))
    new = claim(doc, coder="test/2.0")
    any_record.add(doc, [new])
    (now,) = any_record.claims(doc.id)
    assert (now.claim, now.proposed, now.status) == (row.claim, new, "edited")
    assert any_record.history(new.id)[0].claim == old


def test_a_coder_that_learns_what_a_person_edited_adds_nothing_new(any_record: Record) -> None:
    doc = document()
    old = claim(doc)
    any_record.add(doc, [old])
    any_record.review(old.id, "edit", by="Ada", edited=claim(doc, word="announced"))
    added = any_record.add(doc, [claim(doc, word="announced", coder="test/2.0")])
    assert (added.added, added.offered, added.closed) == (0, 0, 0)


def test_a_closed_claim_comes_back_beside_a_decided_one(any_record: Record) -> None:
    doc = document()
    decided, other = claim(doc, 0, 10), claim(doc, 5, 12)
    any_record.add(doc, [decided, other])
    lineage = any_record.review(decided.id, "accept", by="Ada").lineage
    any_record.add(doc, [], coders=["test/2.0"])
    added = any_record.add(doc, [claim(doc, 5, 12, coder="test/3.0")])
    assert (added.offered, added.added) == (1, 0)
    (row,) = any_record.queue().rows
    assert (row.status, row.beside, row.version) == ("offered", lineage, 3)
    any_record.add(doc, [claim(doc, 5, 12, coder="test/4.0")])
    (row,) = any_record.queue().rows
    assert (row.status, row.beside, row.version, row.claim.coder) == ("offered", lineage, 4, "test/4.0")


def test_the_original_may_come_later_and_is_never_replaced(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)])
    assert any_record.original(doc.id) is None
    for data in (b"first", b"second"):
        any_record.add(doc, [claim(doc)], original=data, force=True)
        assert any_record.original(doc.id) == b"first"


def test_another_actor_base_is_another_reading(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)], base="b1")
    assert any_record.add(doc, [claim(doc)], base="b2").at is not None
    assert any_record.add(doc, [claim(doc)], base="b1").at is None
    assert [reading.base for reading in any_record.readings(doc.id)] == ["b2", "b1"]


def test_other_coders_that_find_nothing_either_are_another_reading(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [], coders=["test/1.0"])
    assert any_record.add(doc, [], coders=["test/1.0", "other/1.0"]).at is not None
    assert any_record.add(doc, [], coders=["other/1.0", "test/1.0"]).at is None
    assert any_record.readings(doc.id)[0].coders == ("other/1.0", "test/1.0")


def test_another_title_is_another_edition_and_is_found(any_record: Record) -> None:
    doc = document(title="Depot agreed")
    any_record.add(doc, [claim(doc)])
    again = msgspec.structs.replace(doc, title="Harbour agreed")
    assert any_record.add(again, [claim(doc)]).at is not None
    assert any_record.document(doc.id) == again
    assert [hit.text for hit in any_record.search("agreed").rows if hit.start is None] == ["Harbour agreed"]
    assert any_record.search("harbour", document=doc.id).rows[0].title == "Harbour agreed"
    assert list(any_record.verify()) == []


def test_record_time_goes_on_where_the_clock_stands_or_goes_back(
    any_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = [document(f"Letter {n}.") for n in range(6)]
    moments = []
    for at, some in ((1_000, docs[:3]), (1_000, docs[3:5]), (7, docs[5:])):
        monkeypatch.setattr(time, "now", lambda at=at: at)
        moments += [
            added.at for added in any_record.add_many(Entry(document=doc, claims=(claim(doc),)) for doc in some)
        ]
    assert [time.microseconds(at) for at in moments if at is not None] == [1_000, 1_001, 1_002, 1_003, 1_004, 1_005]
    assert any_record.as_of().known == moments[-1]


def test_a_retracted_claim_stays_retracted(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)])
    any_record.retract(claim(doc).id, why="a hoax", by="Ada")
    any_record.add(doc, [claim(doc, coder="test/2.0")])
    assert any_record.claims(doc.id) == ()


def test_an_old_reading_does_not_override_a_newer_one(any_record: Record) -> None:
    doc = document()
    first, second = [claim(doc)], [claim(doc, 7, 10, coder="test/2.0")]
    any_record.add(doc, first)
    any_record.add(doc, second)
    assert any_record.add(doc, first).at is None
    assert [row.claim for row in any_record.claims(doc.id)] == second
    assert any_record.add(doc, first, force=True).at is not None
    assert [row.claim for row in any_record.claims(doc.id)] == first


def test_a_corrected_date_is_a_new_edition_and_leaves_the_old_answer(any_record: Record) -> None:
    wrong = document(published="2031-04-10")
    any_record.add(wrong, [claim(wrong, when=None)])
    then = any_record.as_of().known
    right = msgspec.structs.replace(wrong, published=Edtf.parse("2030-04-10"))
    any_record.add(right, [claim(right, when=None)])
    assert len(any_record.as_of(valid="2030-04-10").rows) == 1
    assert len(any_record.as_of(valid="2030-04-10", known=then).rows) == 0
    assert len(any_record.as_of(valid="2031-04-10", known=then).rows) == 1
    assert any_record.document(wrong.id, known=then) == wrong
    assert any_record.document(wrong.id) == right
    assert list(any_record.verify()) == []


def test_a_corrected_date_moves_what_persons_decided_too(any_record: Record) -> None:
    wrong = document(published="2031-04-10")
    any_record.add(wrong, [claim(wrong, when=None)])
    any_record.review(claim(wrong, when=None).id, "accept", by="Ada")
    right = msgspec.structs.replace(wrong, published=Edtf.parse("2030-04-10"))
    any_record.add(right, [], coders=["test/1.0"])
    assert len(any_record.as_of(valid="2030-04-10").rows) == 1
    assert list(any_record.verify()) == []


def test_misquotations_are_refused_and_nothing_is_kept(any_record: Record) -> None:
    doc = document()
    other = document("Quite another text, and longer than it needs to be.")
    forged = msgspec.structs.replace(claim(other), document=doc.id)
    with pytest.raises(ClaimError, match=r"misquotes example\.txt: 0-6 is 'Avaria' in the text, not 'Quite '"):
        any_record.add(doc, [claim(doc), forged])
    with pytest.raises(ClaimError, match="is of another document"):
        any_record.add(doc, [claim(other)])
    assert any_record.summary().documents == 0


def test_equal_claims_of_one_reading_count_once(record: Record) -> None:
    doc = document()
    assert record.add(doc, [claim(doc), claim(doc, coder="other/1.0")]).added == 1


def test_groups_are_bounded_and_never_hold_a_document_twice() -> None:
    docs = [document(f"Text number {n % 300}.") for n in range(1_400)]
    groups = list(batches(Entry(document=doc, claims=()) for doc in docs))
    assert [entry.document for group in groups for entry in group] == docs
    for group in groups:
        assert len({entry.document.id for entry in group}) == len(group) <= 512


def test_many_documents_are_added_in_groups(any_record: Record) -> None:
    docs = [document(f"Avaria spoke for the {n}th time.") for n in range(40)]
    done = list(any_record.add_many(Entry(document=doc, claims=(claim(doc),)) for doc in docs))
    assert [added.document for added in done] == [doc.id for doc in docs]
    moments = [added.at for added in done]
    assert moments == sorted(set(moments))
    assert list(any_record.verify()) == []


def test_writers_wait_for_each_other_and_lose_nothing(any_record: Record) -> None:
    def write(name: str) -> None:
        with Record.open(_address(any_record)) as own:
            for n in range(12):
                doc = document(f"{name} wrote sentence {n}.")
                own.add(doc, [claim(doc, 0, 5)])
                own.add(shared, [claim(shared, n, n + 9, coder=f"{name}/1.0")])

    shared = document()
    threads = [threading.Thread(target=write, args=(name,)) for name in ("alpha", "bravo", "chalk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert any_record.summary().documents == 37
    assert list(any_record.verify()) == []


def test_an_unknown_document_is_named(record: Record, tmp_path: Path) -> None:
    for id in ("sha256:" + "0" * 64, "abc", "x' OR 1=1", "%"):
        with pytest.raises(RecordError, match="no document"):
            record.document(id)


def _address(record: Record) -> str:
    return record.where
