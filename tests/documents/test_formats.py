from __future__ import annotations

import pytest

from foedera.documents.formats import format_of
from foedera.model import SourceError


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"Plain words", "a.txt", "text"),
        (b"Plain words", "README", "text"),
        (b"# Title", "notes.md", "text"),
        (b"<!DOCTYPE html><html>", "a.txt", "html"),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML lang=en>", "a.dat", "html"),
        (b"<p>fragment</p>", "a.html", "html"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"junk\n%PDF-1.4", "a.pdf", "pdf"),
        (b"PK\x03\x04....", "a.txt", "docx"),
        (b"PAR1....", "a.bin", "parquet"),
        (b'{"text": "x"}\n', "a.jsonl", "jsonl"),
        (b'{"text": "x"}\n', "a.NDJSON", "jsonl"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a.xml", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a", "feed"),
        (b"<?xml version='1.0'?><rdf:RDF>", "a", "feed"),
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss version="2.0">',
            "a",
            "feed",
        ),
        ("\ufeffwords".encode("utf-16-le"), "a.txt", "text"),
    ],
)
def test_content_goes_before_the_name(head: bytes, name: str, expected: str) -> None:
    assert format_of(head, name) == expected


@pytest.mark.parametrize(
    ("head", "name", "message"),
    [
        (b"\x89PNG\r\n", "a.txt", "is a picture"),
        (b"\xd0\xcf\x11\xe0", "a.docx", "old Word"),
        (b"{\\rtf1", "a.txt", "RTF"),
        (b"abc\0def", "a.txt", "is binary"),
        (b"\x01\x02\x03\x04\x05abc", "a.txt", "is binary"),
        (b"a,b,c\n", "table.csv", r"\.csv files cannot be read"),
        (b"words", "a.pdf", "does not start as a PDF"),
        (b"words", "a.docx", "is no docx file"),
        (b"words", "a.parquet", "is no parquet file"),
        (b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "]"><!ENTITY b "&a;">', "a.xml", "declares XML entities"),
        (b'<?xml version="1.0"?><other/>', "a.xml", r"\.xml files cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(head: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        format_of(head, name)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(name + ": ")


def test_a_server_says_what_a_page_without_a_name_is() -> None:
    assert format_of(b"<p>part</p>", "https://x.example/a", "text/html") == "html"
    assert format_of(b"words", "https://x.example/", "text/plain") == "text"
    with pytest.raises(SourceError, match="application/zip cannot be read"):
        format_of(b"words", "https://x.example/a", "application/zip")
