"""What a page says of itself: title, authors, publisher and address by trafilatura, and the date of publication.

Only a date that the page states is taken, in its metadata or before the reader's eye. Dates of changes, dates of files
and dates that merely stand somewhere on the page are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from foedera.documents import byline
from foedera.documents.metadata import Metadata, names_in
from foedera.model import Edtf, EdtfError

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "dcterms.issued", "dc.date.issued", "citation_publication_date", "citation_date", "parsely-pub-date",
    "sailthru.date", "originalpublicationdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publicationdate", "pubdate", "published", "published_time", "article_date_original", "bt:pubdate",
    "cxenseparse:recs:publishtime", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "dc.created",
    "date",
)  # fmt: skip
_ITEM = "//*[@itemprop='datePublished'] | //time[@pubdate]"
_MARKED = (
    "//*[contains(@class, 'publish') or contains(@class, 'pubdate') or contains(@class, 'pub-date')"
    " or contains(@class, 'entry-date') or contains(@class, 'post-date') or contains(@class, 'article-date')"
    " or contains(@class, 'posted-on') or contains(@class, 'date-display') or contains(@class, 'dateline')"
    " or contains(@id, 'publish') or contains(@id, 'pubdate')]"
)
_TIMES = "(//article | //main)[1]//time[@datetime]"
_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)")
_ISO = re.compile(r"\s*((?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:?\d\d.*|\s*)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_NO_DATE = "1970-01-01"
_WEEKDAY = re.compile(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", re.I)
_DEPTH = 40


def metadata_of_page(tree: Any, url: str | None) -> Metadata:
    """The metadata that a parsed page states; `url` is where it lay, if that is known. The tree is not changed."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, default_url=url, date_config={"extensive_search": False}, extensive=False)
    publisher = _publisher(tree, _line(found.sitename), found.hostname or "")
    named = (_WEEKDAY.sub("", name) for name in names_in((found.author or "").replace(";", "; ")))
    authors = tuple(name.title() if name.isupper() else name for name in named if _is_author(name, publisher))
    address = url or _line(found.url)
    return Metadata(
        title=_title(_line(found.title), publisher),
        authors=authors,
        publisher=publisher,
        published=published(tree, address),
        url=address if address is not None and address.startswith(("http://", "https://")) else None,
        licence=_line(found.license),
    )


def _publisher(tree: Any, name: str | None, host: str) -> str | None:
    """The name of the site, where the page states it and it was not made from the name of the host."""
    if name is None or "://" in name:
        return None
    stated = {
        _line(content) for content in tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content")
    }
    return name if name in stated or " " in name or name.casefold() not in host.casefold() else None


def _title(title: str | None, publisher: str | None) -> str | None:
    """The title without the name of the site behind it: "Ships sail | Sandmark Herald"."""
    if title is None or publisher is None:
        return title
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        head, _, tail = title.rpartition(mark)
        if head and tail.casefold() == publisher.casefold():
            return head.strip()
    return title


def _is_author(name: str, publisher: str | None) -> bool:
    """Whether what a page gives as an author is one: not the site itself, a user's name, a word of its byline."""
    if publisher is not None and name.casefold() == publisher.casefold():
        return False
    return not name.isascii() or (" " in name and byline.is_person(name))


def published(tree: Any, url: str | None) -> Edtf | None:
    """The date on which a parsed page says that it was published, or None."""
    for value in _stated(tree):
        found = _date(value)
        if found is not None:
            return found
    path = _PATH.search(url or "")
    return _edtf(f"{path[1]}-{int(path[2]):02d}-{int(path[3]):02d}") if path else None


def _stated(tree: Any) -> Iterator[str]:
    """What may be the date of publication, the most explicit first."""
    yield from _linked_data(tree)
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.get("content"):
            meta.setdefault(key.lower(), element.get("content"))
    yield from (meta[key] for key in _META if key in meta)
    for element in tree.xpath(_ITEM):
        yield element.get("content") or element.get("datetime") or " ".join(element.itertext())
    for element in tree.xpath(_MARKED)[:20]:
        yield from _visible(element)
    times = {str(_date(e.get("datetime"))) for e in tree.xpath(_TIMES) if not _is_change(e)}
    if len(times) == 1:
        yield times.pop()


def _visible(element: Any) -> Iterator[str]:
    if _is_change(element):
        return
    inner = element.find(".//time[@datetime]")
    if inner is not None and not _is_change(inner):
        yield inner.get("datetime")
    text = " ".join(" ".join(element.itertext()).split())
    found = byline.published_in_line(text)
    if found is not None:
        yield str(found)


def _is_change(element: Any) -> bool:
    mark = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}".lower()
    return "update" in mark or "modif" in mark


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        stack: list[tuple[Any, int]] = [(data, 0)]
        while stack:
            value, depth = stack.pop()
            if isinstance(value, dict):
                date = value.get("datePublished")
                if isinstance(date, str) and depth <= 3:
                    yield date
                stack.extend((inner, depth + 1) for inner in reversed(value.values()) if depth < _DEPTH)
            elif isinstance(value, list):
                stack.extend((inner, depth + 1) for inner in reversed(value) if depth < _DEPTH)


def _date(value: str) -> Edtf | None:
    match = _ISO.fullmatch(value)
    if match is not None:
        return _edtf(match[1])
    match = _COMPACT.fullmatch(value.strip())
    if match is not None:
        return _edtf(f"{match[1]}-{match[2]}-{match[3]}")
    return byline.date_in(value) if len(value) <= 80 else None


def _edtf(text: str) -> Edtf | None:
    if text == _NO_DATE:
        return None
    try:
        return Edtf.parse(text)
    except EdtfError:
        return None


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
