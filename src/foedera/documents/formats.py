"""Which format some bytes are in: by their content first, by their name where the content leaves it open."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath
from typing import Literal

from foedera.documents.encoding import marked
from foedera.model import SourceError

Format = Literal["text", "html", "pdf", "docx", "feed", "jsonl", "parquet"]

HEAD = 4096
"""So many bytes from the start of a file tell its format."""

_TEXT_NAMES = ("", ".txt", ".text", ".md", ".markdown", ".asc")
_HTML_NAMES = (".html", ".htm", ".xhtml")
_ROW_NAMES = (".jsonl", ".ndjson")
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or password-protected Office file; save it as .docx without a password"),
    (b"PK\x05\x06", "an empty zip archive; give a document"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a rar archive; unpack it first"),
    (b"\x89PNG", "a picture; turn it into text first"),
    (b"\xff\xd8\xff", "a picture; turn it into text first"),
    (b"GIF8", "a picture; turn it into text first"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"SQLite format 3", "a database; give documents"),
    (b"\x7fELF", "a program; give documents"),
    (b"MZ\x90", "a program; give documents"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(
    rb"\s*(?>(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*)<(?:rss|feed|(?:\w+:)?RDF)\b",
    re.I | re.S,
)
_ENTITIES = re.compile(rb"\s*<(?:\?xml|!DOCTYPE)\b.*<!ENTITY\b", re.I | re.S)
_READABLE: tuple[tuple[bytes, Format], ...] = ((b"PK\x03\x04", "docx"), (b"PAR1", "parquet"))
_SERVED: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
}  # fmt: skip
_NAMED: dict[str, Format] = {**dict.fromkeys(_ROW_NAMES, "jsonl"), **dict.fromkeys(_HTML_NAMES, "html")}
_MISNAMED = {
    ".pdf": "does not start as a PDF does; it is damaged or something else",
    ".docx": "is no docx file inside; it is damaged or something else",
    ".parquet": "is no parquet file inside; it is damaged or something else",
}


def format_of(head: bytes, name: str, media_type: str | None = None) -> Format:
    """The format of a file that starts with `head` (its first `HEAD` bytes) and is called `name`.

    `media_type` is what a server said, and counts as the name does. Raises `SourceError`, naming what it is where that
    is known, for a format that cannot be read.
    """
    form = _packed(head)
    if form is not None:
        return form
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            raise SourceError(f"{name}: is {kind}")
    characters = _in_utf8(head)
    if _is_binary(characters):
        raise SourceError(f"{name}: is binary, in no format that can be read; give text, HTML, PDF, DOCX or a feed")
    form = _markup(characters)
    if form is None and _ENTITIES.match(characters):
        raise SourceError(f"{name}: declares XML entities, as a bomb does; it is not read")
    return form or _by_name(name, media_type)


def _packed(head: bytes) -> Format | None:
    """The format of a file that is known by its first bytes."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return next((form for magic, form in _READABLE if head.startswith(magic)), None)


def _in_utf8(head: bytes) -> bytes:
    """The head of a text in UTF-8 without byte-order mark, where its mark names another encoding."""
    encoding = marked(head)
    if encoding is not None and encoding != "utf-8":
        head = head.decode(encoding, "ignore").encode()
    return head.removeprefix(codecs.BOM_UTF8)


def _is_binary(head: bytes) -> bool:
    return b"\0" in head or sum(head.count(byte) for byte in range(1, 9)) * 20 > len(head)


def _markup(head: bytes) -> Format | None:
    if _HTML.match(head):
        return "html"
    return "feed" if _FEED.match(head) else None


def _by_name(name: str, media_type: str | None) -> Format:
    ending = PurePosixPath(name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]).suffix.lower()
    form = _SERVED.get(media_type or "") or _NAMED.get(ending)
    if form is not None:
        return form
    if media_type is None and ending in _TEXT_NAMES:
        return "text"
    raise SourceError(f"{name}: {_MISNAMED.get(ending) or _unreadable(ending, media_type)}")


def _unreadable(ending: str, media_type: str | None) -> str:
    kind = media_type or (f"{ending} files" if ending else "files without an ending")
    return f"{kind} cannot be read; rename plain text to .txt, or give HTML, PDF, DOCX or a feed"
