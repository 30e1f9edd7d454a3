"""Erasing a document: the words go, the record stays whole."""

from __future__ import annotations

import msgspec
import pytest

from foedera.model import RecordError
from foedera.record import Record

from .samples import claim, document

SECRET = "Zyxwvut"


def _with_secret(record: Record) -> str:
    doc = document(f"{SECRET} met Borland in secret.\n\nNothing else happened.", title=f"{SECRET} again")
    old = claim(doc, 0, 7, actors=[(None, SECRET), ("state:AVA", "Avaria")])
    record.add(doc, [old, claim(doc, 8, 20, word=f"{SECRET}ed")], original=SECRET.encode() * 3)
    record.review(old.id, "accept", by="Ada", why="it says so")
    record.add(msgspec.structs.replace(doc, title=f"{SECRET} once more"), [old])
    for n in range(20):
        other = document(f"Avaria sent note {n}.")
        record.add(other, [claim(other)])
    return doc.id


def test_nothing_is_left_but_a_tombstone(any_record: Record) -> None:
    id = _with_secret(any_record)
    accepted = any_record.claims(id)[0].claim.id
    before = len(any_record.history(accepted))
    stone = any_record.erase(id, why="a court order", by="Ada")
    assert any_record.search(SECRET).rows == any_record.search(SECRET, among="claims").rows == ()
    assert any_record.as_of(actor=SECRET).rows == ()
    assert len(any_record.as_of(actor="state:AVA").rows) == 20
    history = any_record.history(accepted)
    assert len(history) == before + 1
    assert [v.why for v in history][:2] == [None, "it says so"]
    assert {v.claim for v in history} == {None}
    listed = [row for row in any_record.documents().rows if row.id == id]
    assert [row.erased for row in listed] == [stone]
    for call in (any_record.document, any_record.original):
        with pytest.raises(RecordError, match=r"was erased on .* by Ada: a court order"):
            call(id)
    assert list(any_record.verify()) == []


def test_nothing_waits_and_no_proposal_or_date_is_left(any_record: Record) -> None:
    doc = document()
    one, two = claim(doc), claim(doc, 11, 18)
    then = any_record.add(doc, [one, two]).at
    any_record.review(one.id, "edit", by="Ada", edited=msgspec.structs.replace(one, modality="denied"))
    any_record.erase(doc.id, why="a court order", by="Ada")
    assert any_record.queue().rows == any_record.queue(order="document").rows == ()
    assert [(v.claim, v.proposed) for v in any_record.history(one.id)] == [(None, None)] * 3
    assert any_record.documents(since="2031").rows == any_record.documents(until="2031").rows == ()
    assert any_record.as_of(known=then).rows == any_record.claims(doc.id, known=then, every=True) == ()


def test_no_byte_of_it_is_left_in_the_file(record: Record) -> None:
    from pathlib import Path

    id = _with_secret(record)
    record.erase(id, why="a court order", by="Ada")
    for path in Path(record.where).parent.iterdir():
        data = path.read_bytes().lower()
        assert SECRET.lower().encode() not in data
        assert SECRET.lower()[1:].encode() not in data


def test_reading_it_again_is_refused_unless_forced(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)])
    any_record.review(claim(doc).id, "accept", by="Ada")
    any_record.erase(doc.id, why="a mistake", by="Ada")
    with pytest.raises(RecordError, match="was erased"):
        any_record.add(doc, [claim(doc)])
    with pytest.raises(RecordError, match="was erased"):
        any_record.erase(doc.id, why="twice", by="Ada")
    with pytest.raises(RecordError, match="erased with its document"):
        any_record.review(claim(doc).id, "reject", by="Ada")
    any_record.add(doc, [claim(doc)], force=True)
    assert any_record.document(doc.id) == doc
    assert [row.status for row in any_record.claims(doc.id)] == ["unreviewed"]
    with pytest.raises(RecordError, match="nothing to undo"):
        any_record.review(claim(doc).id, "undo", by="Ada")
    assert list(any_record.verify()) == []


def test_what_was_read_again_after_all_is_a_document_like_others(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)])
    any_record.erase(doc.id, why="a mistake", by="Ada")
    assert any_record.summary().erased == 1
    any_record.add(doc, [claim(doc)], force=True)
    assert (any_record.summary().erased, any_record.summary().documents) == (0, 1)
    assert any_record.add(doc, [claim(doc, 11, 18, coder="test/2.0")]).added == 1
    assert [row.erased for row in any_record.documents().rows] == [None]
    stone = any_record.erase(doc.id, why="no mistake", by="Bea")
    assert [row.erased for row in any_record.documents().rows] == [stone]


def test_who_and_why_must_be_said(record: Record) -> None:
    doc = document()
    record.add(doc, [])
    with pytest.raises(RecordError, match="say who does it and why"):
        record.erase(doc.id, why=" ", by="Ada")
