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
_SITES = "//meta[@property='og:site_name' or @name='og:site_name']/@content"
_WEB = ("http://", "https://")


def metadata_of_page(tree: Any, url: str | None) -> Metadata:
    """The metadata that a parsed page states; `url` is where it lay, if that is known. The tree is not changed."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, default_url=url, date_config={"extensive_search": False}, extensive=False)
    publisher = _publisher(tree, _line(found.sitename), found.hostname or "")
    address = url or _line(found.url)
    return Metadata(
        title=_title(_line(found.title), publisher),
        authors=_authors(found.author or "", publisher),
        publisher=publisher,
        published=published(tree, address),
        url=address if (address or "").startswith(_WEB) else None,
        licence=_line(found.license),
    )


def _authors(stated: str, publisher: str | None) -> tuple[str, ...]:
    named = (_WEEKDAY.sub("", name) for name in names_in(stated.replace(";", "; ")))
    return tuple(name.title() if name.isupper() else name for name in named if _is_author(name, publisher))


def _publisher(tree: Any, name: str | None, host: str) -> str | None:
    """The name of the site, where the page states it and it was not made from the name of the host."""
    if name is None or "://" in name:
        return None
    made = " " not in name and name.casefold() in host.casefold()
    return None if made and name not in map(_line, tree.xpath(_SITES)) else name


def _title(title: str | None, publisher: str | None) -> str | None:
    """The title without the name of the site behind it: "Ships sail | Sandmark Herald"."""
    if title is None or publisher is None:
        return title
    parts = (title.rpartition(mark) for mark in (" | ", " - ", " – ", " — ", " :: "))
    heads = (head.strip() for head, _, tail in parts if tail.casefold() == publisher.casefold())
    return next(filter(None, heads), title)


def _is_author(name: str, publisher: str | None) -> bool:
    """Whether what a page gives as an author is one: not the site itself, a user's name, a word of its byline."""
    if name.casefold() == (publisher or "").casefold():
        return False
    return not name.isascii() or (" " in name and byline.is_person(name))


def published(tree: Any, url: str | None) -> Edtf | None:
    """The date on which a parsed page says that it was published, or None."""
    found = next(filter(None, map(_date, _stated(tree))), None)
    path = None if found else _PATH.search(url or "")
    return _edtf(f"{path[1]}-{int(path[2]):02d}-{int(path[3]):02d}") if path else found


def _stated(tree: Any) -> Iterator[str]:
    """What may be the date of publication, the most explicit first."""
    yield from _linked_data(tree)
    yield from _in_head(tree)
    yield from map(_item_date, tree.xpath(_ITEM))
    for element in tree.xpath(_MARKED)[:20]:
        yield from _visible(element)
    times = {str(_date(element.get("datetime"))) for element in tree.xpath(_TIMES) if not _is_change(element)}
    if len(times) == 1:
        yield times.pop()


def _in_head(tree: Any) -> Iterator[str]:
    """The dates in the elements `meta`, by how sure their names are."""
    meta: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        if element.get("content"):
            meta.setdefault(_key(element), element.get("content"))
    yield from (meta[key] for key in _META if key in meta)


def _key(meta: Any) -> str:
    names = (meta.get(attribute) for attribute in ("property", "name", "itemprop"))
    return str(next(filter(None, names), "")).lower()


def _item_date(element: Any) -> str:
    return element.get("content") or element.get("datetime") or " ".join(element.itertext())


def _visible(element: Any) -> Iterator[str]:
    if _is_change(element):
        return
    inner = element.find(".//time[@datetime]")
    if inner is not None and not _is_change(inner):
        yield inner.get("datetime")
    found = byline.published_in_line(" ".join(" ".join(element.itertext()).split()))
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
        yield from _dates_of(data)


def _dates_of(data: Any) -> Iterator[str]:
    """The dates of publication of what linked data is about, and not of what it merely mentions far inside."""
    stack: list[tuple[Any, int]] = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        date = value.get("datePublished") if isinstance(value, dict) else None
        if isinstance(date, str) and depth <= 3:
            yield date
        if depth < _DEPTH:
            stack.extend((inner, depth + 1) for inner in reversed(_inside(value)))


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


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
    return " ".join((value or "").split()) or None
