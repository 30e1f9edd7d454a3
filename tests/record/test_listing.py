"""Lists: documents, claims of one, readings, sums; and backups."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from foedera.model import RecordError
from foedera.record import Record

from .samples import claim, document


def test_documents_are_listed_the_last_first(any_record: Record) -> None:
    docs = [document(f"Letter {n}.", published=p) for n, p in enumerate(["2031-01-05", "2031-02", None])]
    for n, doc in enumerate(docs):
        any_record.add(doc, [claim(doc, 0, k + 1) for k in range(n)])
    page = any_record.documents(limit=2)
    assert [(row.id, row.claims) for row in page.rows] == [(docs[2].id, 2), (docs[1].id, 1)]
    assert [row.id for row in any_record.documents(after=page.cursor).rows] == [docs[0].id]
    assert [row.id for row in any_record.documents(since="2031-01-06").rows] == [docs[1].id]
    assert [row.id for row in any_record.documents(until="2031-01").rows] == [docs[0].id]
    first = any_record.documents().rows[-1].added
    assert [row.id for row in any_record.documents(known=first).rows] == [docs[0].id]


def test_claims_are_in_the_order_of_their_evidence(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc, 30, 36), claim(doc, 0, 6), claim(doc, 11, 18)])
    assert [row.claim.evidence[0].start for row in any_record.claims(doc.id)] == [0, 11, 30]


def test_claims_are_given_and_counted_as_they_were_known(any_record: Record) -> None:
    doc = document()
    one, two = claim(doc), claim(doc, 11, 18)
    then = any_record.add(doc, [one, two]).at
    any_record.review(one.id, "reject", by="Ada")
    assert [row.claim for row in any_record.claims(doc.id)] == [two]
    assert [row.claim for row in any_record.claims(doc.id, every=True)] == [one, two]
    assert [row.claim for row in any_record.claims(doc.id, known=then)] == [one, two]
    assert [row.claims for row in any_record.documents().rows] == [1]
    assert [row.claims for row in any_record.documents(known=then).rows] == [2]


def test_readings_are_of_one_document_or_of_all(any_record: Record) -> None:
    docs = [document(f"Letter {n}.") for n in range(3)]
    for doc in docs:
        any_record.add(doc, [claim(doc, 0, 6)])
    assert [reading.document for reading in any_record.readings()] == [doc.id for doc in reversed(docs)]
    assert [reading.document for reading in any_record.readings(docs[1].id)] == [docs[1].id]
    assert [reading.document for reading in any_record.readings(limit=1)] == [docs[2].id]


def test_sums(any_record: Record) -> None:
    empty = any_record.summary()
    assert (empty.documents, empty.claims, empty.last) == (0, {}, None)
    doc = document(published=None)
    added = any_record.add(doc, [claim(doc), claim(doc, 7, 10)])
    any_record.review(claim(doc).id, "reject", by="Ada")
    found = any_record.summary()
    assert (found.documents, found.undated, found.claims) == (1, 1, {"rejected": 1, "unreviewed": 1})
    assert added.at is not None
    assert found.last is not None
    assert found.last > added.at


def test_a_backup_while_it_is_written(record: Record, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            doc = document(f"Letter {n} of many.")
            record.add(doc, [claim(doc, 0, 6)])
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            record.backup(tmp_path / f"copy{n}.db")
    finally:
        stop.set()
        writer.join()
    with Record.open(tmp_path / "copy2.db") as copy:
        assert list(copy.verify()) == []
        assert copy.summary().documents <= record.summary().documents
    with pytest.raises(RecordError, match="exists: choose another name"):
        record.backup(tmp_path / "copy2.db")
    with pytest.raises(RecordError, match="cannot be opened"):
        record.backup(tmp_path / "no" / "copy.db")


@pytest.mark.postgres
def test_postgres_is_backed_up_with_its_own_program(database: str, tmp_path: Path) -> None:
    with Record.open(database) as record, pytest.raises(RecordError, match="pg_dump"):
        record.backup(tmp_path / "copy.db")
