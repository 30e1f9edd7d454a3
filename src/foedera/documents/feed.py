"""RSS and Atom feeds: what each entry says of itself, and where it lies."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from foedera.documents.content import Content
from foedera.documents.encoding import markup_of
from foedera.documents.metadata import Metadata, names_in
from foedera.model import Edtf, EdtfError, SourceError

MAX_ENTRIES = 500
_FULL = 1_500
"""An entry whose own content has so many characters of text is the document itself, and is not fetched."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[^<>]*>")
_WEB = ("http://", "https://")


class Entry(msgspec.Struct, frozen=True):
    """One entry of a feed: `content` is its own HTML where it is given in full, `url` where it lies."""

    name: str
    url: str | None
    content: str | None
    metadata: Metadata


def entries_of_feed(data: bytes, name: str) -> Iterator[Entry | SourceError]:
    """The entries of a feed, in its order; `name` is the path or address of the feed.

    Raises `SourceError` where it declares entities, as bombs do and feeds need not, or is no feed. An entry with
    neither a link nor full content is yielded as an error.
    """
    import feedparser

    markup = markup_of(data, name)
    if "<!ENTITY" in markup.upper():
        raise SourceError(f"{name}: the feed declares XML entities, which may be a bomb; it is not read")
    body = _DECLARATION.sub("", markup, count=1).strip().encode("utf-8", "replace")
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers={"content-type": "application/xml; charset=utf-8"}, sanitize_html=False
    )
    if not parsed.entries:
        reason = "has no entries" if parsed.version else "is damaged or no feed"
        raise SourceError(f"{name}: {reason}")
    publisher = _line(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, 1):
        where = f"{name}, entry {number}"
        if number > MAX_ENTRIES:
            yield SourceError(f"{where}: only the first {MAX_ENTRIES} entries of a feed are read")
            return
        yield _entry(entry, where, name, publisher)


def content_of_entry(entry: Entry) -> Content:
    """The content of an entry that is given in full. Raises `SourceError` where there is no text in it."""
    from foedera.documents.html import content_of_html

    page = f"<!DOCTYPE html><html><body><article>{entry.content}</article></body></html>"
    return content_of_html(page.encode("utf-8", "replace"), entry.name, charset="utf-8", url=entry.url)


def _entry(entry: Any, where: str, feed: str, publisher: str | None) -> Entry | SourceError:
    url = _link(entry, feed)
    content = _own_text(entry, url)
    if url is None and content is None:
        return SourceError(f"{where}: has neither a link nor a text of its own")
    metadata = Metadata(
        title=_line(_TAG.sub("", entry.get("title", ""))),
        authors=_authors(entry),
        publisher=publisher,
        published=_day(entry.get("published_parsed")),
        url=url,
    )
    return Entry(url or f"{feed}#{entry.get('id') or where.rpartition(' ')[2]}", url, content, metadata)


def _link(entry: Any, feed: str) -> str | None:
    """The address of an entry's page, made whole by the address of its feed."""
    link = _line(entry.get("link")) or ""
    if link and feed.startswith(_WEB):
        link = urljoin(feed, link)
    return link if link.startswith(_WEB) else None


def _own_text(entry: Any, url: str | None) -> str | None:
    """The HTML of an entry, where it is the whole document, or all that there is."""
    bodies = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    full = max(bodies, key=len)
    whole = len(_TAG.sub("", full)) >= _FULL or (url is None and full.strip())
    return full if whole else None


def _authors(entry: Any) -> tuple[str, ...]:
    groups = (names_in(author.get("name", "")) for author in entry.get("authors", ()))
    return tuple(dict.fromkeys(name for name in itertools.chain.from_iterable(groups) if "@" not in name))


def _day(parsed: Any) -> Edtf | None:
    if parsed is None:
        return None
    try:
        return Edtf.parse(f"{parsed.tm_year:04d}-{parsed.tm_mon:02d}-{parsed.tm_mday:02d}")
    except EdtfError:
        return None


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None
