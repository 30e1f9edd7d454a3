"""Full-text search: what is found, and that no input is taken for a command."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.model import RecordError
from foedera.record import Record
from foedera.record.words import folded, passages, phrases

from .samples import claim, document

TEXT = "Côte d’Ivoire and the U.S. agreed on co-operation.\n\nDelivery of 1,200 vehicles begins; “in due course”."


@pytest.fixture
def filled(any_record: Record) -> Record:
    doc = document(TEXT, title="Vehicles for Łódź", published="2031-04-10")
    refs = [("state:CIV", "Ivory Coast")]
    any_record.add(doc, [claim(doc, 0, 13, actors=refs), claim(doc, 22, 26, kind="event"), claim(doc, 36, 48)])
    other = document("Nothing of that kind. Delivery is late.", published=None, title=None)
    any_record.add(other, [])
    return any_record


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("cote", 1), ("CÔTE", 1), ("u.s.", 1), ("US", 0), ("co-operation", 1), ("operation co", 1),
        ('"operation co"', 0),
        ("deliver*", 2), ("deliver", 0), ("delivery vehicles", 1), ("1,200", 1), ('"begins in due"', 1),
        ("“due course”", 1),
        ("łódź", 1), ("vehicles", 2), ("ivory", 0), ('vehicles "', 2), ("kind AND", 0), ("NOT kind", 0),
    ],
)  # fmt: skip
def test_words_and_phrases(filled: Record, query: str, count: int) -> None:
    assert len(filled.search(query).rows) == count


def test_hits_say_where(filled: Record) -> None:
    title, body = sorted(filled.search("vehicles").rows, key=lambda hit: hit.start is not None)
    assert (title.text, title.start) == ("Vehicles for Łódź", None)
    assert body.text == TEXT[body.start : body.end] == TEXT.split("\n\n")[1]
    assert body.title == "Vehicles for Łódź"


def test_claims_are_found_by_evidence_and_by_their_actors(filled: Record) -> None:
    (hit,) = filled.search("ivory coast", among="claims").rows
    assert hit.row is not None
    assert (hit.text, hit.row.status) == (TEXT[0:13], "unreviewed")
    assert len(filled.search("avaria", among="claims").rows) == 2
    assert len(filled.search("avaria", among="claims", kind="event").rows) == 1
    assert len(filled.search("avaria", among="claims", actor="state:CIV").rows) == 0
    filled.review(hit.row.lineage, "reject", by="Ada")
    assert filled.search("ivory", among="claims").rows == ()
    assert len(filled.search("ivory", among="claims", known=hit.row.known_from).rows) == 1


def test_documents_are_found_as_they_were_known(any_record: Record) -> None:
    first, second = document("A first letter."), document("A second letter.")
    then = any_record.add(first, []).at
    any_record.add(second, [])
    any_record.add(document("A first letter.", published="2032-01-01"), [])
    assert then is not None
    assert [hit.document for hit in any_record.search("letter").rows] == [second.id, first.id]
    assert [hit.document for hit in any_record.search("letter", known=then).rows] == [first.id]
    assert len(any_record.search("letter", known=then, until="2031").rows) == 1
    assert len(any_record.search("letter", until="2031").rows) == 1


def test_filters_and_pages(filled: Record) -> None:
    page = filled.search("delivery", limit=1)
    rest = filled.search("delivery", limit=1, after=page.cursor)
    assert page.rows + rest.rows == filled.search("delivery").rows
    assert (len(rest.rows), rest.cursor) == (1, None)
    assert len(filled.search("delivery", since="2031").rows) == 1
    assert len(filled.search("delivery", until="2030").rows) == 0
    assert len(filled.search("delivery", document=page.rows[0].document).rows) == 1


@pytest.mark.parametrize("query", ["", "   ", '"', "***", "…—!"])
def test_nothing_to_search_for(record: Record, query: str) -> None:
    with pytest.raises(RecordError, match="nothing to search for"):
        record.search(query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(query=st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=20) | st.sampled_from(["a OR b", "words:x", "a NEAR b", "{a b}: c", "a ^b", "-a", "x'y", "a\\", "a:*", "!a & b | c", "a\0b"]))  # fmt: skip # noqa: E501
def test_no_input_is_syntax(any_record: Record, query: str) -> None:
    for among in ("documents", "claims"):
        try:
            any_record.search(query, among=among)  # type: ignore[arg-type]
        except RecordError as error:
            assert "nothing to search for" in str(error)


def test_folding() -> None:
    assert folded("Ünïted-States’ 42!").split() == ["united", "states", "42"]
    assert [phrase.words for phrase in phrases('a "b c" d-e')] == [("a",), ("b", "c"), ("d", "e")]
    assert phrases("beg*")[0].prefix


def test_very_long_paragraphs_are_cut_without_loss() -> None:
    doc = document("word " * 70_000 + "\n\nend")
    pieces = [(start, end) for _, start, end in passages(doc)]
    assert "".join(doc.text[a:b] for a, b in pieces) == doc.text.replace("\n\n", "")
    assert max(b - a for a, b in pieces) <= 100_000
    assert all(not doc.text[b - 1].isalnum() or b == p.end for p in doc.paragraphs for a, b in pieces if b < p.end)
    assert [b - a for _, a, b in passages(document("x" * 250_000))] == [100_000, 100_000, 50_000]
