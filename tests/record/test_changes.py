"""What changed, in what is known and in the world."""

from __future__ import annotations

from foedera.record import Record

from .samples import claim, document


def _kinds(page: object) -> list[str]:
    return [change.change for change in page.rows]  # type: ignore[attr-defined]


def test_what_came_to_be_known(any_record: Record) -> None:
    doc = document()
    one, two, three = claim(doc, 0, 6), claim(doc, 11, 18), claim(doc, 19, 25)
    start = any_record.add(doc, [one, two]).at
    other = document("Avaria spoke again.")
    any_record.review(one.id, "reject", by="Ada")
    any_record.review(two.id, "accept", by="Ada")
    end = any_record.add(other, [claim(other)]).at
    assert start is not None
    assert end is not None
    page = any_record.diff(start, end)
    assert _kinds(page) == ["ended", "changed", "added"]
    assert (page.rows[0].before.claim, page.rows[0].after) == (one, None)
    assert (page.rows[1].before.status, page.rows[1].after.status) == ("unreviewed", "accepted")
    any_record.add(doc, [one, two, three], force=True)
    assert any_record.diff(start, end) == page
    assert _kinds(any_record.diff("2000-01-01", start)) == ["added", "added"]
    assert _kinds(any_record.diff(end, start)) == []
    first = any_record.diff(start, end, limit=1)
    assert _kinds(any_record.diff(start, end, after=first.cursor)) == ["changed", "added"]
    assert _kinds(any_record.diff(start, end, actor="state:XYZ")) == []


def test_a_new_coder_that_says_the_same_changes_nothing(any_record: Record) -> None:
    doc = document()
    start = any_record.add(doc, [claim(doc)]).at
    assert start is not None
    any_record.add(doc, [claim(doc, coder="test/2.0", confidence=0.9)])
    assert any_record.diff(start, "2100-01-01").rows == ()


def test_what_nets_out_is_no_change_however_much_of_it(any_record: Record) -> None:
    doc = document("Avaria " * 300)
    claims = [claim(doc, n * 7, n * 7 + 6) for n in range(60)]
    start = any_record.add(doc, claims).at
    assert start is not None
    any_record.add(doc, [claim(doc, n * 7, n * 7 + 6, coder="test/2.0") for n in range(60)])
    last = document("At last.")
    any_record.add(last, [claim(last, 0, 2)])
    found, after = [], None
    for _ in range(10):
        page = any_record.diff(start, "2100-01-01", limit=1, after=after)
        found += page.rows
        after = page.cursor
        if after is None:
            break
    assert [change.after.claim.document for change in found if change.after] == [last.id]


def test_what_began_and_ended_in_the_world(any_record: Record) -> None:
    doc = document("Avaria " * 20)
    whens = ["2031-01-05", "2031-01-10", "2030/2031-01-07", "2031-01-06/..", "2030/..", "2030", None]
    any_record.add(doc, [claim(doc, n * 7, n * 7 + 6, when=when) for n, when in enumerate(whens)])
    page = any_record.diff("2031-01-04", "2031-01-08", axis="valid")
    found = [(c.change, str((c.after or c.before).claim.when)) for c in page.rows]
    assert found == [("ended", "2030/2031-01-07"), ("added", "2031-01-05"), ("added", "2031-01-06/..")]
    found = [c.change for c in any_record.diff("2031-04-01", "2031-05-01", axis="valid").rows]
    assert found == ["added"]
    assert any_record.diff("2031-04-01", "2031-05-01", axis="valid", undated="exclude").rows == ()


def test_what_holds_on_both_days_has_neither_begun_nor_ended(any_record: Record) -> None:
    doc = document("Avaria " * 20)
    whens = ["2031-01-04/..", "2030/2031-01-08", "2031-01-04", "2031-01-08", "2031-01-08", "2031-01-08/2032"]
    any_record.add(doc, [claim(doc, n * 7, n * 7 + 6, when=when) for n, when in enumerate(whens)])
    whole = any_record.diff("2031-01-04", "2031-01-08", axis="valid").rows
    assert [(c.change, str((c.after or c.before).claim.when)) for c in whole] == [  # type: ignore[union-attr]
        ("ended", "2031-01-04"), *(("added", when) for when in whens[3:]),
    ]  # fmt: skip
    assert _paged(any_record, "2031-01-04", "2031-01-08", axis="valid") == list(whole)


def test_another_edit_is_a_change(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc)])
    first = any_record.review(claim(doc).id, "edit", by="Ada", edited=claim(doc, word="announced"))
    any_record.review(claim(doc).id, "edit", by="Ada", edited=claim(doc, word="denied"))
    (change,) = any_record.diff(first.known_from, "2100-01-01").rows
    assert change.before is not None
    assert (change.change, change.before.claim, change.before.status) == ("changed", first.claim, "edited")


def test_pages_of_what_was_published_meet(any_record: Record) -> None:
    doc = document()
    any_record.add(doc, [claim(doc), claim(doc, 11, 18), claim(doc, 19, 25)])
    whole = any_record.diff("2031-01-01", "2031-12-31", by="publication").rows
    assert len(whole) == 3
    assert _paged(any_record, "2031-01-01", "2031-12-31", by="publication") == list(whole)


def _paged(record: Record, a: str, b: str, **asked: str) -> list[object]:
    found: list[object] = []
    after = None
    for _ in range(10):
        page = record.diff(a, b, limit=1, after=after, **asked)  # type: ignore[arg-type]
        found += page.rows
        after = page.cursor
        if after is None:
            break
    return found


def test_what_was_published(any_record: Record) -> None:
    for n, published in enumerate(["2031-01-05", "2031-01-06", None]):
        doc = document(f"Letter {n}.", published=published)
        any_record.add(doc, [claim(doc, 0, 6)])
    page = any_record.diff("2031-01-04", "2031-02-01", by="publication", limit=1)
    assert _kinds(page) == ["added"]
    assert len(any_record.diff("2031-01-04", "2031-02-01", by="publication", after=page.cursor).rows) == 1
    assert len(any_record.diff("2031-01-05", "2031-02-01", by="publication").rows) == 1
