"""Sentences: abbreviations, quotations, lists, headings and texts that have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.language import MAX_SENTENCE, sentence_bounds
from foedera.model import Document, Paragraph, Role


def split(text: str, role: Role = "body") -> list[str]:
    """The sentences of one paragraph."""
    document = Document(text=text, paragraphs=(Paragraph(0, len(text), role),))
    return [text[start:end] for start, end, _ in sentence_bounds(document)]


@pytest.mark.parametrize(
    "sentences",
    [
        [
            "Prime Minister Mr. Kishida met Gen. Smith and Adm. John Aquilino of the U.S. Indo-Pacific Command.",
            "He left.",
        ],
        ["He lives in the U.S.", "It is large."],
        ["He received a call from U.S. Secretary of State Marco Rubio.", "It was short."],
        ["The U.S. Army moved on Apr. 10 at 5 p.m. local time.", "The others went."],
        ["“We will act,” he said.", "“We are ready.”", "The two agreed."],
        ['"Is it so?" asked Lt. Gen. Lee.', "Vice Adm. Kitty and Maj. Sa nodded."],
        ["The deal (worth $1.5 billion) was signed.", "(The other was not.)", "It covers Art. 5 and para. 2."],
        ["He met Ferdinand R. Marcos Jr. in Manila.", "The firm, Lockheed Corp., sold it."],
        ["It cost 3.5 percent of GDP.", "Japan, e.g. Okinawa, pays.", "Really?", "Yes!"],
        ["The R.O.K. forces moved.", "So did the others."],
        [
            "Norway denied press reports.",
            "Sweden respects it.",
            "It ended a series.",
            "“They met.”",
            "Both paid the tax.",
        ],
        ["It costs approx. Ten more, in seq. Nine, came.", "See sec. Four."],
        ["They will found a Samoa-U.S. Friendship Fund.", "It trades with the non-U.S.", "The others wait."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_paragraphs_are_apart() -> None:
    text = "Tokyo and Manila\nJapan agreed to sell radars. It said so"
    document = Document(text=text, paragraphs=(Paragraph(0, 16, "heading"), Paragraph(17, len(text), "body")))
    assert [(text[a:b], n) for a, b, n in sentence_bounds(document)] == [
        ("Tokyo and Manila", 0),
        ("Japan agreed to sell radars.", 1),
        ("It said so", 1),
    ]


def test_a_heading_is_one_sentence() -> None:
    heading = "Is the Guideline Out of Date? Yes. What Now"
    assert split(heading, "heading") == [heading]
    assert split(heading) == ["Is the Guideline Out of Date?", "Yes.", "What Now"]


def test_list_items_in_one_paragraph() -> None:
    text = "The ministers will:\n- sell radars\n- train crews\n  at Subic\n(a) meet in May\n2. report"
    assert split(text, "list") == [
        "The ministers will:",
        "- sell radars",
        "- train crews\n  at Subic",
        "(a) meet in May",
        "2. report",
    ]


def test_an_empty_line_parts_sentences() -> None:
    assert split("Japan and\nthe Philippines\n \nwill meet") == ["Japan and\nthe Philippines", "will meet"]


def test_a_long_sentence_is_cut_after_a_mark() -> None:
    clause = "Recalling the treaty of 1951 and all that followed from it; "
    pieces = split(clause * 200)
    assert all(len(p) <= MAX_SENTENCE and p.endswith(";") for p in pieces)
    assert " ".join(pieces) + " " == clause * 200


@pytest.mark.parametrize("unit", ["a", "word ", "a. ", "(", ".", "\n", '"', "\u200b"])
def test_a_text_without_sentences_takes_linear_time(unit: str) -> None:
    text = unit * 300_000
    pieces = split(text)
    assert all(0 < len(p) <= MAX_SENTENCE for p in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("aB.?!;, \n\t-“”\u00a0\u2028x1"), max_size=200))
def test_nothing_is_lost_but_white_space(text: str) -> None:
    document = Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),))
    at = 0
    for start, end, number in sentence_bounds(document):
        assert number == 0
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
