from __future__ import annotations

import pytest

from foedera.documents.encoding import markup_of, text_of
from foedera.model import SourceError

PROSE = "Café talks — “we agreed”, said Müller; £5 million was pledged by the allies in Málaga. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode(encoding: str) -> None:
    assert text_of((PROSE * 3).encode(encoding), "a.txt") == PROSE * 3


def test_windows_1252_is_recognised() -> None:
    assert text_of((PROSE * 3).encode("windows-1252"), "a.txt") == PROSE * 3


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"The caf\xc3\xa9 is fine.\nThis \xc3( is not.", 2),
        (b"The end is cut off in the middle of \xe2\x80", 1),
        ("日米同盟の抑止力と対処力を強化する".encode("shift_jis"), 1),
        (b"one\ntwo\nthree \x81 undefined", 3),
        (b"one \xe9t\xe9 \x01 control", 1),
    ],
)
def test_broken_utf_8_is_an_error_that_names_the_line(data: bytes, line: int) -> None:
    with pytest.raises(SourceError, match=rf"a\.txt: is not valid UTF-8 \(byte 0x.. in line {line}\); save it again"):
        text_of(data, "a.txt")


def test_broken_utf_16_is_an_error() -> None:
    with pytest.raises(SourceError, match="not valid utf-16-le"):
        text_of(b"\xff\xfea\x00\x00\xd8", "a.txt")


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("<p>é</p>".encode(), None, "<p>é</p>"),
        ("<p>é</p>".encode("latin-1"), "iso-8859-1", "<p>é</p>"),
        ('<meta charset="shift_jis"><p>同盟</p>'.encode("cp932"), None, '<meta charset="shift_jis"><p>同盟</p>'),
        ('<meta charset="no-such"><p>é</p>'.encode(), None, '<meta charset="no-such"><p>é</p>'),
        ('<meta charset="base64"><p>é</p>'.encode(), "rot13", '<meta charset="base64"><p>é</p>'),
        ("<p>“quoted”</p>".encode("windows-1252"), "latin-1", "<p>“quoted”</p>"),
        ("\ufeff<p>é</p>".encode("utf-16-le"), "utf-8", "<p>é</p>"),
    ],
)
def test_pages_are_read_as_they_declare(data: bytes, declared: str | None, expected: str) -> None:
    assert markup_of(data, "a.html", declared) == expected


def test_undeclared_legacy_pages_are_told_by_statistics() -> None:
    text = "Министры обороны договорились о совместных учениях в следующем году и подписали соглашение. " * 5
    assert markup_of(text.encode("windows-1251"), "a.html") == text
