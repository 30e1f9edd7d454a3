"""What a format yields from its bytes: canonical text, paragraphs with roles, and what the content says of itself."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from foedera.documents.metadata import Metadata
from foedera.model import Paragraph, Role, SourceError

MAX_CHARACTERS = 20_000_000
"""Longer texts are refused: a thousand-page book has three million characters."""

MAX_LINES = 500_000
"""Texts of more lines are refused: they are tables or logs, and not documents."""

GAP = "\n\n"


class Block(msgspec.Struct, frozen=True):
    """A paragraph that has no place in a text yet. A `settled` role came from the format and is not second-guessed."""

    text: str
    role: Role = "body"
    settled: bool = False


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one document, its paragraphs, its media type, and the metadata found in it."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    media_type: str
    metadata: Metadata = Metadata()


def laid_out(blocks: Iterable[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """The canonical text of blocks, one empty line between them, and their paragraphs. Blank blocks are left out."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        parts.append(text)
        paragraphs.append(Paragraph(at, at + len(text), block.role))
        at += len(text) + len(GAP)
    return GAP.join(parts), tuple(paragraphs)


def checked(text: str, name: str) -> str:
    """`text`, if it may become a document. Raises `SourceError` where it is blank, too long, or not all characters."""
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"{name}: {len(text):,} characters are more than {MAX_CHARACTERS:,}; split the file")
    lines = text.count("\n") + text.count("\r")
    if lines > MAX_LINES:
        raise SourceError(f"{name}: {lines:,} lines are more than {MAX_LINES:,}; split the file")
    if "\0" in text:
        raise SourceError(f"{name}: has a NUL character at {text.index(chr(0)):,}; it is not a text file")
    if not text or text.isspace():
        raise SourceError(f"{name}: has no text in it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{name}: half a surrogate pair at character {error.start:,}; save it again as UTF-8"
        ) from error
    return text
