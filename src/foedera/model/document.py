"""A document: canonical text whose offsets never move, its paragraphs, and what is known about it."""

from __future__ import annotations

import hashlib

import msgspec

from foedera.model.edtf import Edtf
from foedera.model.spans import Span
from foedera.model.vocabulary import Role


class Paragraph(msgspec.Struct, frozen=True):
    """A stretch of canonical text, from `start` to `end` (code points, end exclusive), and what it is."""

    start: int
    end: int
    role: Role


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What a coder reads.

    `text` is the canonical text; `paragraphs` lie in it in order, do not overlap, and leave out only white space.
    `published` is the publication date. `url`, `licence` and `redistributable` come from metadata; `redistributable`
    is None where nothing is known, and then the text is not published.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Edtf | None = None
    language: str | None = None
    media_type: str = "text/plain"
    source: str = ""
    url: str | None = None
    licence: str | None = None
    redistributable: bool | None = None

    @property
    def id(self) -> str:
        """The SHA-256 of the UTF-8 bytes of the canonical text in hexadecimal, after `sha256` and a colon."""
        return "sha256:" + hashlib.sha256(self.text.encode()).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` with its words. Raises `ClaimError` where it is empty or outside."""
        return Span.of(self.text, start, end)

    def summary(self, *, text: bool = False) -> dict[str, object]:
        """The fields that `foedera read --documents` prints; with `text` also the text and its paragraphs."""
        fields: dict[str, object] = {
            "id": self.id,
            "title": self.title,
            "authors": list(self.authors),
            "publisher": self.publisher,
            "published": None if self.published is None else str(self.published),
            "language": self.language,
            "media_type": self.media_type,
            "source": self.source,
            "characters": len(self.text),
        }
        if text:
            fields["text"] = self.text
            fields["paragraphs"] = [{"start": p.start, "end": p.end, "role": p.role} for p in self.paragraphs]
        return fields
