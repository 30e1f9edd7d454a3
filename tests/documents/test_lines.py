from __future__ import annotations

from foedera.documents.lines import paragraph_spans


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_spans(text)]


def test_paragraphs_between_empty_lines() -> None:
    assert pieces("One is here.\n\n  Two is here. \n \t\nThree.") == ["One is here.", "Two is here.", "Three."]


def test_one_paragraph_a_line() -> None:
    long = "The ministers agreed that the work should go on for another year before any decision is taken by them. " * 2
    assert pieces(f"Title of it\n{long}\n{long}\nEnd.") == ["Title of it", long.strip(), long.strip(), "End."]


WRAPPED = """TREATY OF FRIENDSHIP

The Parties to this Treaty, desiring to live in peace with all peoples
and all governments, and determined to safeguard the freedom and common
heritage of their peoples, have agreed as follows.
Each Party shall refrain from the threat or use of force in any manner
that is inconsistent with the purposes of the Treaty, and shall settle
disputes by peaceful means."""


def test_wrapped_lines_are_one_paragraph() -> None:
    found = pieces(WRAPPED)
    assert found[0] == "TREATY OF FRIENDSHIP"
    assert [piece.split()[0] for piece in found[1:]] == ["The", "Each"]
    assert found[1].endswith("as follows.")


def test_wrapped_lines_with_an_empty_line_after_each() -> None:
    body = WRAPPED.split("\n\n", 1)[1].split("\n")
    found = pieces("Old friends\n\n" + "\n\n".join(body))
    assert found[0] == "Old friends"
    assert [piece.split()[0] for piece in found[1:]] == ["The", "Each"]


def test_a_stray_line_end_in_a_sentence() -> None:
    text = (
        "Thank you all.\n\nThe ally has a presence in the region and is a partner\n\nin keeping it safe.\n\nGood night."
    )
    assert len(pieces(text)) == 3
    assert len(pieces(text.replace("partner", "partner,"))) == 4


def test_short_lines_are_not_joined() -> None:
    assert pieces("Home\nNews\nWorld\nDefence\nSearch") == ["Home", "News", "World", "Defence", "Search"]


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert pieces("One.\rTwo.") == ["One.", "Two."]
