"""A comparison as a page of its own, and as JSON."""

import json

import msgspec

from foedera.model import Document
from foedera.wording import compared
from foedera.wording.answers import comparison_of
from foedera.wording.page import html, summary
from tests.wording.conftest import EARLIER, made


def test_the_page_marks_what_went_and_what_came(earlier: Document, later: Document) -> None:
    page = html(compared(earlier, later))
    assert "<del>intend to </del>" in page
    assert "<ins>will </ins>" in page
    assert "strengthened: “oppose” became “strongly oppose”" in page
    assert "1 sentence became 2" in page
    assert "http" not in page.replace("http-equiv", "")


def test_text_of_documents_never_becomes_markup(earlier: Document) -> None:
    page = html(compared(earlier, made(EARLIER.replace("language school", "<script>alert(1)</script>"), "<b>x</b>")))
    assert "<script" not in page
    assert "<b>x</b>" not in page
    assert "alert(1)" in page


def test_json_has_offsets_into_its_texts(earlier: Document, later: Document) -> None:
    told = json.loads(msgspec.json.encode(comparison_of(compared(earlier, later))))
    assert told["counts"]["same"] == 3
    assert all(each["kind"] != "same" for each in told["differences"])
    for each in told["differences"]:
        for shift in each["shifts"]:
            for side in ("before", "after"):
                if shift[side]:
                    assert each[side]["text"][shift[side]["start"] : shift[side]["end"]] == shift[side]["text"]


def test_the_summary_counts(earlier: Document, later: Document) -> None:
    said = "Of the sentences, 1 new, 1 dropped, 2 strengthened, 1 changed, 1 moved; 3 the same."
    assert summary(compared(earlier, later)) == said
