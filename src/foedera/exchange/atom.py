"""New and changed entries as an Atom feed (RFC 4287).

Everything in it comes from the record, the times too, so that the same record gives the same bytes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

import msgspec
from lxml import etree

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: Any = {None: _ATOM}  # the stubs do not know that a prefix may be None
_MINTED = "2026"
"""The year in which the names of this program's entries were first given, as tag URIs ask for (RFC 4151)."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed: what it is about, in plain paragraphs, and the sources that it rests on.

    `id` stays the same for ever; `updated` is when the record last learnt something of it, `published` when it first
    did. `links` are titles and addresses of documents.
    """

    id: str
    title: str
    paragraphs: tuple[str, ...]
    updated: datetime.datetime
    published: datetime.datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def atom(
    items: Iterable[Item], *, name: str, query: str = "", domain: str = "foedera.invalid", at: str | None = None
) -> bytes:
    """The items as an Atom feed in UTF-8, the last updated first.

    `name` is its title; `query` says what was asked for, and is part of its id; `at` is the address where it will lie,
    if that is known. Ids are tag URIs of `domain`.
    """
    ordered = sorted(items, key=lambda item: (-item.updated.timestamp(), item.id))
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMESPACES)
    _add(feed, "id", _tag(domain, f"feed:{query}" if query else "feed"))
    _add(feed, "title", name)
    _add(feed, "updated", _time(ordered[0].updated if ordered else _NEVER))
    _add(feed, "generator", "Foedera")
    _add(_add(feed, "author"), "name", "Foedera")
    if at is not None:
        _add(feed, "link", rel="self", href=at, type="application/atom+xml")
    for item in ordered:
        _add_entry(feed, item, domain)
    data: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _add_entry(feed: etree._Element, item: Item, domain: str) -> None:
    made = _add(feed, "entry")
    _add(made, "id", _tag(domain, item.id))
    _add(made, "title", item.title)
    _add(made, "updated", _time(item.updated))
    _add(made, "published", _time(item.published))
    for author in item.authors:
        _add(_add(made, "author"), "name", author)
    for category in item.categories:
        _add(made, "category", term=category)
    for number, (title, address) in enumerate(item.links):
        _add(made, "link", rel="related" if number else "alternate", title=title, href=address)
    _add(made, "content", "".join(f"<p>{escape(part, quote=False)}</p>" for part in item.paragraphs), type="html")


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new element below another, without the characters that XML cannot hold."""
    clean = {name: _FORBIDDEN.sub("", value) for name, value in attributes.items()}
    made = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", clean)
    made.text = None if text is None else _FORBIDDEN.sub("", text)
    return made


def _tag(domain: str, name: str) -> str:
    """A tag URI (RFC 4151); what may not stand in one is percent-encoded."""
    return f"tag:{domain},{_MINTED}:{quote(name, safe=':-._~/=&+,', errors='replace')}"


def _time(moment: datetime.datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
