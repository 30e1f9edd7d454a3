"""What persons decide, and what is kept of it."""

from __future__ import annotations

import msgspec
import pytest

from foedera.model import Claim, ClaimError, QuestionError, RecordError, Span
from foedera.record import Record

from .samples import claim, document


@pytest.fixture
def old(any_record: Record) -> Claim:
    doc = document()
    any_record.add(doc, [claim(doc)])
    return claim(doc)


def test_every_decision_is_a_version_with_who_when_and_why(any_record: Record, old: Claim) -> None:
    any_record.review(old.id, "reject", by="Ada", why="no\0t so")
    any_record.review(old.id, "accept", by="Bea", why="it is")
    history = any_record.history(old.id)
    assert [(v.version, v.status, v.cause, v.who, v.why) for v in history] == [
        (1, "unreviewed", "read", None, None),
        (2, "rejected", "reject", "Ada", "no t so"),
        (3, "accepted", "accept", "Bea", "it is"),
    ]
    assert [v.known_to for v in history] == [history[1].known_from, history[2].known_from, None]


def test_an_edit_keeps_extraction_and_edit_side_by_side(any_record: Record, old: Claim) -> None:
    edited = msgspec.structs.replace(old, id="whatever", modality="planned")
    row = any_record.review(old.id, "edit", by="Ada", edited=edited)
    assert (row.claim.modality, row.proposed, row.status) == ("planned", old, "edited")
    assert row.claim.id.startswith("c-")
    assert row.claim.id != old.id
    assert any_record.history(row.claim.id) == any_record.history(old.id) == any_record.history(row.lineage)
    assert any_record.histories([row.lineage]) == any_record.history(old.id)
    every = [each.lineage for each in any_record.as_of().rows]
    assert any_record.histories(every) == tuple(v for each in sorted(every) for v in any_record.history(each))
    again = any_record.review(old.id, "edit", by="Ada", edited=msgspec.structs.replace(old, modality="denied"))
    assert again.proposed == old


def test_the_second_of_two_reviewers_is_told(any_record: Record, old: Claim) -> None:
    any_record.review(old.id, "accept", by="Ada", expected_version=1)
    with pytest.raises(RecordError, match="has changed since: it is accepted now, in version 2"):
        any_record.review(old.id, "reject", by="Bea", expected_version=1)
    with pytest.raises(RecordError, match="has changed since"):
        any_record.retract(old.id, why="no", by="Bea", expected_version=1)


def test_decisions_are_undone_by_decisions(any_record: Record, old: Claim) -> None:
    any_record.review(old.id, "accept", by="Ada")
    any_record.review(old.id, "edit", by="Ada", edited=msgspec.structs.replace(old, modality="denied"))
    assert any_record.review(old.id, "undo", by="Bea").status == "accepted"
    assert any_record.review(old.id, "undo", by="Bea").claim.modality == "denied"
    any_record.retract(old.id, why="a hoax", by="Ada")
    assert any_record.as_of().rows == ()
    with pytest.raises(RecordError, match="undo the retraction first"):
        any_record.review(old.id, "accept", by="Ada")
    row = any_record.review(old.id, "undo", by="Ada")
    assert (row.status, row.claim.modality, row.proposed) == ("edited", "denied", old)
    assert list(any_record.verify()) == []


def test_an_edit_that_was_rejected_and_is_accepted_after_all_is_an_edit(any_record: Record, old: Claim) -> None:
    any_record.review(old.id, "edit", by="Ada", edited=msgspec.structs.replace(old, modality="denied"))
    assert any_record.review(old.id, "reject", by="Bea").status == "rejected"
    row = any_record.review(old.id, "accept", by="Ada")
    assert (row.status, row.claim.modality, row.proposed) == ("edited", "denied", old)


def test_undoing_brings_back_the_status_and_not_an_older_extraction(any_record: Record, old: Claim) -> None:
    any_record.review(old.id, "edit", by="Ada", edited=msgspec.structs.replace(old, modality="denied"))
    any_record.review(old.id, "reject", by="Ada")
    new = claim(document(), coder="test/2.0")
    any_record.add(document(), [new])
    row = any_record.review(old.id, "undo", by="Ada")
    assert (row.status, row.claim.modality, row.proposed) == ("edited", "denied", new)


def test_what_is_offered_stays_beside_what_it_was_offered_for(any_record: Record, old: Claim) -> None:
    lineage = any_record.review(old.id, "accept", by="Ada").lineage
    near = claim(document(), 3, 9, coder="test/2.0")
    any_record.add(document(), [near])
    assert any_record.review(near.id, "accept", by="Ada").beside == lineage
    row = any_record.review(near.id, "undo", by="Ada")
    assert (row.status, row.beside) == ("offered", lineage)


def test_the_queue_begins_with_what_is_doubtful(any_record: Record) -> None:
    doc = document()
    claims = [claim(doc, n, n + 6, confidence=c) for n, c in enumerate([0.9, 0.52, 0.1, 0.3])]
    any_record.add(doc, claims)
    page = any_record.queue(limit=3)
    assert [row.claim.confidence for row in page.rows] == [0.52, 0.3, 0.9]
    assert [row.claim.confidence for row in any_record.queue(after=page.cursor).rows] == [0.1]
    page = any_record.queue(order="document", document=doc.id, kind="statement", limit=2)
    assert [row.claim.confidence for row in page.rows] == [0.9, 0.52]
    assert len(any_record.queue(order="document", after=page.cursor).rows) == 2
    any_record.review(claims[1].id, "accept", by="Ada")
    assert len(any_record.queue().rows) == 3
    assert any_record.queue(kind="event").rows == ()


def test_pages_of_the_queue_meet_where_claims_are_equally_doubtful(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc, n, n + 6) for n in range(4)])
    for order in ("doubt", "document"):
        whole = any_record.queue(order=order).rows  # type: ignore[arg-type]
        rows: list[object] = []
        after = None
        for _ in range(4):
            page = any_record.queue(order=order, limit=1, after=after)  # type: ignore[arg-type]
            rows += page.rows
            after = page.cursor
        assert (len(rows), tuple(rows), after) == (4, whole, None)


def test_decisions_that_cannot_be(any_record: Record, old: Claim) -> None:
    other = document("Avaria wrote a letter.")
    for call, words in (
        (lambda: any_record.review("c-none", "accept", by="Ada"), "no claim c-none"),
        (lambda: any_record.review(10**30, "accept", by="Ada"), "no claim 1000"),
        (lambda: any_record.review(old.id, "bless", by="Ada"), "no such decision"),  # type: ignore[arg-type]
        (lambda: any_record.review(old.id, "accept", by="  "), "needs the name"),
        (lambda: any_record.review(old.id, "edit", by="Ada"), "give the edited claim"),
        (lambda: any_record.review(old.id, "accept", by="Ada", edited=old), "give the edited claim"),
        (lambda: any_record.review(old.id, "undo", by="Ada"), "nothing to undo"),
        (lambda: any_record.review(old.id, "edit", by="Ada", edited=claim(other)), "another document"),
        (lambda: any_record.review(old.id, "edit", by="Ada", edited=claim(document(), kind="event")), "keeps the kind"),
    ):
        with pytest.raises(RecordError, match=words):
            call()
    wrong = msgspec.structs.replace(old, evidence=(Span(0, 6, "Borlan"),))
    with pytest.raises(ClaimError, match="misquotes"):
        any_record.review(old.id, "edit", by="Ada", edited=wrong)
    assert len(any_record.history(old.id)) == 1


def test_the_id_of_a_claim_may_be_shortened_while_it_is_unmistakable(any_record: Record) -> None:
    doc = document()
    seen: dict[str, Claim] = {}
    for number in range(2000):  # until two ids begin alike
        one = claim(doc, word=f"said {number}")
        other = seen.setdefault(one.id[:6], one)
        if other.id != one.id:
            break
    any_record.add(doc, [one, other])
    alike = next(at for at in range(6, 22) if one.id[:at] != other.id[:at])
    assert any_record.history(one.id[:alike])[0].claim == any_record.history(one.id)[0].claim == one
    assert any_record.review(other.id[:alike], "accept", by="A. Reader").claim == other
    with pytest.raises(QuestionError, match=f"several claims of .* begin with {one.id[:6]}"):
        any_record.history(one.id[:6])
    for none in ("c-", "c-%", "g-0000", "c-" + "0" * 12):
        with pytest.raises(RecordError, match="no claim"):
            any_record.history(none)
