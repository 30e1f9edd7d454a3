from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.documents.text import content_of_string, content_of_text
from foedera.model import ROLES, SourceError

LINES = st.lists(
    st.sampled_from(
        ["", " ", "Home", "News", "By Ann Lee", "10 April 2031", "Related stories", "- an item", "1. First", "\x0c",
         "The two states agreed to meet again soon.", "wrapped line that goes on for quite a while and on", "© 2031 É"]
    )
    | st.text(max_size=80),
    max_size=25,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_paragraphs_hold_everything_but_white_space(lines: list[str], end: str) -> None:
    raw = end.join(lines)
    try:
        content = content_of_string(raw, "x.txt")
    except SourceError:
        assert not raw.strip("\ufeff \r\n\t\x0c").strip() or "\0" in raw or raw.isspace()
        return
    assert content.text == raw.removeprefix("\ufeff").replace("\r\n", "\n")
    at = 0
    for paragraph in content.paragraphs:
        assert paragraph.start >= at
        assert not content.text[at : paragraph.start].strip()
        piece = content.text[paragraph.start : paragraph.end]
        assert piece
        assert piece == piece.strip()
        assert paragraph.role in ROLES
        at = paragraph.end
    assert not content.text[at:].strip()


def test_text_is_unchanged_but_for_mark_and_line_ends() -> None:
    content = content_of_text("\ufeff  Erste\r\nZeile\rmit\u00a0allem \n\n".encode(), "a.txt")
    assert content.text == "  Erste\nZeile\rmit\u00a0allem \n\n"
    assert content.media_type == "text/plain"


def test_the_same_text_gives_the_same_content() -> None:
    text = "A title of four words\n\nBy Ann Lee\n\nThe ministers met in the capital and agreed on a plan.\n"
    assert content_of_string(text, "a") == content_of_string(text, "b")


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_blank_text_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: has no text"):
        content_of_text(data, "a.txt")


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedera.documents.content.MAX_CHARACTERS", 100)
    with pytest.raises(SourceError, match="101 characters are more than 100"):
        content_of_string("x" * 101, "a.txt")


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(SourceError, match="600,000 lines are more than 500,000"):
        content_of_string("a\n" * 600_000, "a.txt")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(SourceError, match="half a surrogate pair at character 3"):
        content_of_string("abc\ud800", "a.txt")


def test_data_on_one_line_are_refused() -> None:
    with pytest.raises(SourceError, match="has a line of 1,500,000 characters, more than 1,000,000; break it"):
        content_of_string("short\n" + "x" * 1_500_000, "a.txt")
