"""Notes beside the claims: in force until taken back, and readable as they were at any moment."""

from __future__ import annotations

import pytest

from foedera.model import QuestionError, RecordError
from foedera.record import Record


def test_notes_are_kept_in_order_and_found_by_kind_and_subject(any_record: Record) -> None:
    one = any_record.write_note("progress", "e-1", {"step": "funded", "sum": 1.5}, by="Ada", why="the budget")
    two = any_record.write_note("merge", None, {"claims": []}, by="Bo")
    three = any_record.write_note("progress", "e-2", {}, by="Ada")
    assert any_record.notes() == (one, two, three)
    assert any_record.notes(kind="progress") == (one, three)
    assert any_record.notes(kind="progress", subject="e-1") == (one,)
    assert (one.number, one.payload, one.who, one.why) == (1, {"step": "funded", "sum": 1.5}, "Ada", "the budget")
    assert one.at < two.at < three.at
    assert list(any_record.verify()) == []


def test_a_note_is_taken_back_and_stays_readable(any_record: Record) -> None:
    one = any_record.write_note("progress", "e-1", {}, by="Ada")
    two = any_record.write_note("progress", "e-2", {}, by="Ada")
    back = any_record.write_note("undo", str(one.number), {}, by="Bo", why="wrong entry")
    assert any_record.notes() == (two,)
    assert any_record.notes(kind="undo") == (back,)
    assert any_record.notes(undone=True) == (one, two, back)
    assert any_record.notes(known=two.at) == (one, two)
    assert list(any_record.verify()) == []


def test_what_is_no_note_is_refused(record: Record) -> None:
    done = record.write_note("progress", "e-1", {}, by="Ada")
    record.write_note("undo", str(done.number), {}, by="Ada")
    for subject in ("9", "x", "", None, "0", "1" * 30):
        with pytest.raises((RecordError, QuestionError), match=r"no note .* to undo|a subject of at most"):
            record.write_note("undo", subject, {}, by="Ada")
    with pytest.raises(QuestionError, match="taken back already"):
        record.write_note("undo", str(done.number), {}, by="Ada")
    with pytest.raises(QuestionError, match="write that one again"):
        record.write_note("undo", "2", {}, by="Ada")
    with pytest.raises(QuestionError, match="the name of who"):
        record.write_note("progress", "e-1", {}, by="  ")
    with pytest.raises(QuestionError, match="JSON object"):
        record.write_note("progress", "e-1", {"x": object()}, by="Ada")
    with pytest.raises(QuestionError, match="a kind of 1 to 32"):
        record.write_note("", "e-1", {}, by="Ada")
    assert len(record.notes(undone=True)) == 2
