"""What a reading means for the claims that are there already, without a database."""

from __future__ import annotations

from foedera.record.plan import Held, families, overlap, plan
from foedera.record.quotations import draft
from foedera.record.rows import Status

from .samples import claim, document

DOC = document()


def _held(lineage: int, start: int, status: Status, coder: str = "test/1.0") -> Held:
    old = claim(DOC, start, start + 5, coder=coder)
    return Held(lineage, lineage, 1, old.key, old.kind, status, old, None, None)


def test_what_is_missed_depends_on_what_was_decided() -> None:
    held = [_held(n, n * 6, s) for n, s in enumerate(("unreviewed", "offered", "accepted", "rejected", "retracted", "closed"))]  # fmt: skip # noqa: E501
    done = plan(held, [], families(["test/9"]))
    assert [old.status for old in done.closed] == ["unreviewed", "offered"]
    assert [old.status for old in done.kept] == ["accepted", "rejected", "retracted"]
    assert plan(held, [], families(["other/1.0"])).closed == []


def test_a_decided_claim_that_is_found_again_is_no_reason_to_offer() -> None:
    held = [_held(1, 0, "accepted")]
    again, near = draft(claim(DOC, 0, 5, coder="test/2.0")), draft(claim(DOC, 2, 8, coder="test/2.0"))
    assert [beside for _, beside in plan(held, [again, near], families(["test/2.0"])).fresh] == [None]
    assert [beside for _, beside in plan(held, [near], families(["test/2.0"])).fresh] == [1]
    assert [beside for _, beside in plan(held, [near], families(["other/2.0"])).fresh] == [None]


def test_a_closed_claim_comes_back_beside_a_decided_one() -> None:
    held = [_held(1, 0, "accepted"), _held(2, 3, "closed")]
    done = plan(held, [draft(claim(DOC, 3, 8))], families(["test/2.0"]))
    assert [(old.lineage, beside) for old, _, beside in done.reopened] == [(2, 1)]


def test_a_claim_is_offered_beside_an_edit_or_what_was_edited() -> None:
    was, edit = claim(DOC, 0, 5), claim(DOC, 20, 25)
    held = [Held(1, 1, 2, was.key, was.kind, "edited", edit, was, None)]
    found = [draft(claim(DOC, start, start + 4, coder="test/2.0")) for start in (3, 22, 10)]
    assert [beside for _, beside in plan(held, found, families(["test/2.0"])).fresh] == [1, 1, None]


def test_a_claim_that_a_person_had_put_so_before_is_unchanged() -> None:
    was, edit = claim(DOC, 0, 5), claim(DOC, 0, 5, word="announced")
    held = [Held(1, 1, 2, was.key, was.kind, "edited", edit, was, None)]
    assert plan(held, [draft(edit)], families(["test/1.0"])).unchanged == held
    assert plan(held, [draft(was)], families(["test/1.0"])).unchanged == held


def test_an_extraction_comes_before_an_edit_that_says_the_same() -> None:
    one, two = claim(DOC, 0, 5), claim(DOC, 0, 5, word="announced")
    held = [
        Held(1, 1, 1, one.key, one.kind, "unreviewed", one, None, None),
        Held(2, 2, 2, two.key, two.kind, "edited", one, two, None),
    ]
    assert [old.lineage for old in plan(held, [draft(one)], families(["test/1.0"])).unchanged] == [1]


def test_overlap_is_of_characters() -> None:
    assert overlap(claim(DOC, 0, 5), claim(DOC, 4, 9))
    assert not overlap(claim(DOC, 0, 5), claim(DOC, 5, 9))
