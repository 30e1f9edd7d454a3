"""What a format yields from its bytes: canonical text, paragraphs with roles, and what the content says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from foedera.documents.metadata import Metadata
from foedera.documents.roles import Reading, read_roles
from foedera.model import Paragraph, Role, SourceError

MAX_CHARACTERS = 20_000_000
"""Longer texts are refused: a thousand-page book has three million characters."""

MAX_LINES = 500_000
"""Texts of more lines are refused: they are tables or logs, and not documents."""

MAX_LINE = 1_000_000
"""Longer lines, in characters, are refused: they are data, and no prose."""

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
    fault = _excess(text) or _flaw(text)
    if fault is not None:
        raise SourceError(f"{name}: {fault}")
    return text


def _excess(text: str) -> str | None:
    if len(text) > MAX_CHARACTERS:
        return f"{len(text):,} characters are more than {MAX_CHARACTERS:,}; split the file"
    lines = text.count("\n") + text.count("\r")
    if lines > MAX_LINES:
        return f"{lines:,} lines are more than {MAX_LINES:,}; split the file"
    longest = max(map(len, text.split("\n"))) if len(text) > MAX_LINE else 0
    return f"has a line of {longest:,} characters, more than {MAX_LINE:,}; break it" if longest > MAX_LINE else None


def _flaw(text: str) -> str | None:
    if "\0" in text:
        return f"has a NUL character at {text.index(chr(0)):,}; it is not a text file"
    if not text.strip():
        return "has no text in it"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"half a surrogate pair at character {error.start:,}; save it again as UTF-8"
    return None


def content_of_blocks(blocks: Sequence[Block], name: str, media_type: str, *, main: bool = False) -> Content:
    """The content of blocks in their order, blank ones left out, with the metadata that is found in the text itself.

    `main` says that the blocks are a page's main text. Raises `SourceError` where they make no document.
    """
    solid = [block for block in blocks if block.text.strip()]
    text, paragraphs = laid_out(solid)
    checked(text, name)
    given = [block.role if block.settled else None for block in solid]
    reading = read_roles([block.text.strip() for block in solid], given, main=main)
    return content_of(text, paragraphs, reading, media_type)


def content_of(text: str, spans: Iterable[Paragraph], reading: Reading, media_type: str) -> Content:
    """The content of a text whose paragraphs have been read."""
    paragraphs = tuple(Paragraph(p.start, p.end, role) for p, role in zip(spans, reading.roles, strict=True))
    return Content(text=text, paragraphs=paragraphs, media_type=media_type, metadata=reading.metadata)


def stated(content: Content, metadata: Metadata) -> Content:
    """The content with what its format says of it, which goes before what was found in the text."""
    return msgspec.structs.replace(content, metadata=metadata.over(content.metadata))
