"""Plain text, whose canonical text is the file's own: the paragraphs are found in it, and nothing is moved."""

from __future__ import annotations

from foedera.documents.content import Content, checked, content_of
from foedera.documents.encoding import plain, text_of
from foedera.documents.lines import paragraph_spans
from foedera.documents.roles import read_roles
from foedera.model import Paragraph

MEDIA_TYPE = "text/plain"


def content_of_text(data: bytes, name: str, *, title: str | None = None) -> Content:
    """The content of a plain text file; `title` is its title, where that is known. Raises `SourceError` where it is no
    text, or blank."""
    return content_of_string(text_of(data, name), name, title=title)


def content_of_string(text: str, name: str, media_type: str = MEDIA_TYPE, *, title: str | None = None) -> Content:
    """The content of characters that are canonical text but for a byte-order mark and CRLF line ends.

    `title` is the document's, where it is known. Raises `SourceError` where they are blank, too many, or cannot be
    written as UTF-8.
    """
    canonical = checked(plain(text), name)
    spans = [Paragraph(start, end, "body") for start, end in paragraph_spans(canonical)]
    reading = read_roles([canonical[span.start : span.end] for span in spans], known=title)
    return content_of(canonical, spans, reading, media_type)
