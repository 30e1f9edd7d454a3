"""The Word document: accepting all changes gives the later text, rejecting them the earlier."""

import io
from typing import Any

import docx as library
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.model import Document
from foedera.wording import compared
from foedera.wording.passages import passages
from foedera.wording.tracked import docx
from tests.wording.conftest import EARLIER, LATER, made

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(data: bytes, *, accepted: bool) -> list[str]:
    """The words of a Word document with all changes accepted, or rejected; without heading and what was compared."""
    found = [
        "".join(runs(paragraph._p, accepted=accepted))
        for paragraph in library.Document(io.BytesIO(data)).paragraphs[2:]
        if not paragraph.text.startswith("Note: ")
    ]
    return " ".join(found).split()


def runs(paragraph: Any, *, accepted: bool) -> list[str]:
    kept = []
    for text in paragraph.iter(f"{W}t", f"{W}delText"):
        within = {parent.tag.removeprefix(W) for parent in text.iterancestors()}
        if not within & ({"del", "moveFrom"} if accepted else {"ins", "moveTo"}):
            kept.append(text.text)
    return kept


def told(document: Document) -> list[str]:
    return " ".join(passage.text for passage in passages(document) if not passage.aside).split()


def test_accepted_is_the_later_and_rejected_the_earlier(earlier: Document, later: Document) -> None:
    data = docx(compared(earlier, later))
    assert words(data, accepted=True) == told(later)
    assert words(data, accepted=False) == told(earlier)


def test_a_move_has_both_ends_under_one_name(earlier: Document, later: Document) -> None:
    body = library.Document(io.BytesIO(docx(compared(earlier, later)))).element.body
    ends = [[e.get(f"{W}name") for e in body.iter(f"{W}{tag}RangeStart")] for tag in ("moveFrom", "moveTo")]
    assert ends[0] == ends[1] != []
    for tag in ("moveFrom", "moveTo"):
        starts = [e.get(f"{W}id") for e in body.iter(f"{W}{tag}RangeStart")]
        assert starts == [e.get(f"{W}id") for e in body.iter(f"{W}{tag}RangeEnd")]


def test_the_same_comparison_gives_the_same_bytes(earlier: Document, later: Document) -> None:
    assert docx(compared(earlier, later)) == docx(compared(earlier, later))


BLOCKS = [
    *EARLIER.split("\n\n")[2:-1],
    *LATER.split("\n\n")[2:-1],
    "The “quoted” view — theirs.",
    'The "quoted" view - theirs.',
]
SOME = st.lists(st.sampled_from(sorted(set(BLOCKS))), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None)
@given(SOME, SOME)
def test_whatever_the_documents_say(one: list[str], two: list[str]) -> None:
    a, b = (made("\n\n".join(some) + "\n") for some in (one, two))
    data = docx(compared(a, b))
    assert words(data, accepted=True) == told(b)
    assert words(data, accepted=False) == told(a)
