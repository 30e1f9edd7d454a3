from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.language import Quotations, quotations
from foedera.model import Document, Paragraph


def document(text: str) -> Document:
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Paragraph(start, start + len(part), "body"))
        start += len(part) + 2
    return Document(text=text, paragraphs=tuple(paragraphs))


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(document(text))]


CASES = [
    ("“We will stay,” she said. “All of us.”", ["We will stay,", "All of us."]),
    ('"We will stay," she said.', ["We will stay,"]),
    ('He called it “a 5" gun” and left.', ['a 5" gun']),
    ("‘We will stay,’ she said.", ["We will stay,"]),
    ("'We will stay,' she said.", ["We will stay,"]),
    ("The allies' plan and Norvane's ships don't need a mark.", []),
    ("The allies’ plan and Norvane’s ships don’t need a mark.", []),
    ("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,"]),
    ("‘The allies’ plan is “sound”,’ she said.", ["The allies’ plan is “sound”,"]),
    ("In the '90s they said 'no' to it.", ["no"]),
    ("She said “this never ends and stops here.", []),
    ("“One goes on.\n\n“Two ends it,” she said.", ["One goes on.", "Two ends it,"]),
    ("“One is open.\n\nThe next paragraph is “not” quoted.", ["not"]),
    ("„Wir bleiben“, sagte sie.", ["Wir bleiben"]),
    ("«Nous restons», dit-elle.", ["Nous restons"]),
    ("“He said “yes” and “no” to it,” she said.", ["He said “yes” and “no” to it,"]),
    ("“He said “yes, she said. “No,” he said.", ["He said “yes, she said. “No,"]),
    ('"He read “peace” to them," she said. "Twice."', ["He read “peace” to them,", "Twice."]),
    ("``We will stay,'' she said. ''All of us.''", ["We will stay,", "All of us."]),
    ('“We will stay," she said.', ["We will stay,"]),
    ('"We will stay,” she said. "All of us.”', ["We will stay,", "All of us."]),
    ("“We will stay.“ She left.", ["We will stay."]),
    ("She said:\n“We stay.\n“We do,” she said.\n“Go,” he said.", ["We stay.", "We do,", "Go,"]),
    ('Empty "" marks “” hold nothing.', []),
    ("the ship's 12'6\" beam", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_paragraph_left_open_is_marked() -> None:
    found = quotations(document("“One goes on.\n\n“Two ends it,” she said."))
    assert [q.closed for q in found] == [False, True]


def test_cover_and_touch() -> None:
    found = quotations(document("a “bc” d “ef” g"))
    assert [text for text in range(15) if found.cover(text)] == [3, 4, 10, 11]
    assert found.touch(0, 4)
    assert not found.touch(5, 10)
    assert not Quotations().touch(0, 9)
    assert [(q.start, q.end) for q in found.within(4, 11)] == [(3, 5), (10, 12)]
    assert found.within(5, 10) == ()
    assert found.at(11) == found[1]


@given(st.text(alphabet="ab .,\n“”\"'‘’„«»", max_size=60))
def test_quotations_are_ordered_and_stay_in_their_paragraph(text: str) -> None:
    whole = document(text)
    last = 0
    for found in quotations(whole):
        assert last <= found.start < found.end
        assert any(p.start <= found.start and found.end <= p.end for p in whole.paragraphs)
        last = found.end


class Counted(str):
    """A text that counts how often it is looked at."""

    looks = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        type(self).looks += 1
        return super().__getitem__(key)


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'", "“‘", "«", "``", "''", "“ ‘a’ "])
@pytest.mark.parametrize("word", ["word ", "words' a “b” ", 'a" ', "a.“ "])
def test_the_work_grows_with_the_text_alone(mark: str, word: str) -> None:
    looks = []
    for times in (500, 1_000):
        text = Counted(f"{mark}{word}" * times)
        Counted.looks = 0
        quotations(Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),)))
        looks.append(Counted.looks)
    assert 0 < looks[1] < 2.5 * looks[0]
