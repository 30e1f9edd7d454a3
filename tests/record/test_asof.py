"""What the record answers: on a day, at a moment, by publication, about an actor, page by page."""

from __future__ import annotations

import datetime

import pytest

from foedera.model import EdtfError, RecordError
from foedera.record import Record, Row

from .samples import claim, document


def _filled(record: Record) -> list[str]:
    ids = []
    for n, published in enumerate(["2031-01-05", "2031-02", "2031-03-07", None]):
        doc = document(f"Avaria wrote letter {n} to Borland.", published=published)
        claims = [
            claim(doc, 0, 6, when="2031-01-01"),
            claim(doc, 7, 12, when="2030/..", actors=[("state:BOR", "Borland")]),
            claim(doc, 13, 19, when=None, kind="event", actors=[(None, "John Doe")]),
        ]
        record.add(doc, claims)
        ids.append(doc.id)
    return ids


def _words(rows: tuple[Row, ...]) -> list[str]:
    return [row.claim.evidence[0].text for row in rows]


def test_the_newest_comes_first_and_pages_meet(any_record: Record) -> None:
    _filled(any_record)
    whole = any_record.as_of().rows
    assert [row.known_from for row in whole] == sorted((row.known_from for row in whole), reverse=True)
    rows: list[Row] = []
    after = None
    while True:
        page = any_record.as_of(limit=5, after=after)
        rows += page.rows
        after = page.cursor
        if after is None:
            break
        extra = document(f"Another {len(rows)}.")
        any_record.add(extra, [claim(extra, 0, 4)])
    assert tuple(rows) == whole


def test_on_a_day(any_record: Record) -> None:
    _filled(any_record)
    assert len(any_record.as_of(valid="2031-01-01").rows) == 8
    assert len(any_record.as_of(valid=datetime.date(2029, 12, 31)).rows) == 0
    assert len(any_record.as_of(valid="2040").rows) == 4
    assert _words(any_record.as_of(valid="2031-01-05", kind="event").rows) == ["letter"]
    assert len(any_record.as_of(valid="2031-02-14", kind="event").rows) == 1
    assert len(any_record.as_of(valid="2031-02-14", kind="event", undated="include").rows) == 4
    assert len(any_record.as_of(valid="2031-02-14", kind="event", undated="exclude").rows) == 0
    with pytest.raises(EdtfError):
        any_record.as_of(valid="2031-02-30")


def test_pages_meet_where_claims_begin_on_one_day(any_record: Record) -> None:
    _filled(any_record)
    for asked in ({"valid": "2031-01-01"}, {"valid": "2031-01-01", "undated": "include"}, {"by": "publication"}):
        whole = any_record.as_of(**asked).rows  # type: ignore[arg-type]
        assert len(whole) > 6
        for limit in (1, 2, 3):
            rows: list[Row] = []
            after = None
            for _ in range(20):
                page = any_record.as_of(**asked, limit=limit, after=after)  # type: ignore[arg-type]
                rows += page.rows
                after = page.cursor
                if after is None:
                    break
            assert tuple(rows) == whole


def test_what_is_left_out_is_counted_but_not_what_was_erased(any_record: Record) -> None:
    ids = _filled(any_record)
    assert any_record.as_of(by="publication").undated == 1
    any_record.erase(ids[0], why="a court order", by="Ada")
    assert any_record.as_of(by="publication").undated == 1
    any_record.erase(ids[3], why="a court order", by="Ada")
    assert any_record.as_of(by="publication").undated == 0


def test_by_publication_leaves_out_and_counts_the_undated(any_record: Record) -> None:
    _filled(any_record)
    page = any_record.as_of(by="publication", known="2031-02-27")
    assert (len(page.rows), page.undated) == (3, 1)
    assert len(any_record.as_of(by="publication", known="2031-02-28").rows) == 6
    page = any_record.as_of(by="publication", limit=4)
    later = any_record.as_of(by="publication", limit=100, after=page.cursor)
    assert (len(page.rows), len(later.rows), later.undated) == (4, 5, 1)
    before = any_record.as_of().known
    any_record.retract(page.rows[0].claim.id, why="wrong", by="Ada")
    assert len(any_record.as_of(by="publication").rows) == 8
    assert len(any_record.as_of(by="publication", held=before).rows) == 9
    with pytest.raises(RecordError, match="goes with"):
        any_record.as_of(held=before)


def test_about_an_actor(any_record: Record) -> None:
    _filled(any_record)
    for actor in ("state:BOR", "Borland", "borland", "John Doe", "JOHN  DOE"):
        assert len(any_record.as_of(actor=actor).rows) == 4
    assert any_record.as_of(actor="state:XYZ").rows == ()
    assert any_record.as_of(actor="").rows == ()
    doc = document("Two of a name.")
    any_record.add(doc, [claim(doc, 0, 3, actors=[("person:a", "Jo Poe"), ("person:b", "Jo Poe")])])
    with pytest.raises(RecordError, match="several actors are called Jo Poe: give one of person:a, person:b"):
        any_record.as_of(actor="Jo Poe")


def test_of_a_document_and_by_status(any_record: Record) -> None:
    first, *_ = _filled(any_record)
    rows = any_record.as_of(document=first).rows
    assert len(rows) == 3
    any_record.review(rows[0].lineage, "accept", by="Ada")
    any_record.review(rows[1].lineage, "reject", by="Ada")
    assert len(any_record.as_of(document=first).rows) == 2
    assert len(any_record.as_of(statuses=["accepted", "rejected"]).rows) == 2
    assert [row.status for row in any_record.claims(first, every=True)] == ["unreviewed", "rejected", "accepted"]


def test_an_answer_once_given_is_given_again(any_record: Record) -> None:
    _filled(any_record)
    page = any_record.as_of()
    for row in page.rows[:4]:
        any_record.review(row.lineage, "reject", by="Ada")
    assert any_record.as_of(known=page.known) == page
    assert any_record.as_of(known=page.known.isoformat()) == page
    assert len(any_record.as_of().rows) == 8


def test_questions_that_make_no_sense(record: Record) -> None:
    for call in (
        lambda: record.as_of(kind="rumour"),
        lambda: record.as_of(statuses=["likely"]),  # type: ignore[list-item]
        lambda: record.as_of(limit=0),
        lambda: record.as_of(limit=10**9),
        lambda: record.as_of(after="1.2"),
        lambda: record.as_of(after="1.2.3.x"),
        lambda: record.as_of(after="9" * 40 + ".1.1.1"),
        lambda: record.as_of(known="yesterday"),
    ):
        with pytest.raises(RecordError):
            call()
