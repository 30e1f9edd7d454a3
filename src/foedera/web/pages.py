"""What each page shows, as plain values for its template."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import urlencode

from foedera.exchange import fields, line
from foedera.model import Document, RecordError
from foedera.record import Hit, Record, Row
from foedera.web.marks import Marked, marked

_PER_PAGE = 50
_LONGEST = 400
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class Original(NamedTuple):
    """The bytes of a document, and a harmless file name for them."""

    name: str
    data: bytes


def documents(record: Record, after: str) -> dict[str, Any]:
    """A page of the list of documents, the last added first."""
    page = record.documents(limit=_PER_PAGE, after=after or None)
    rows = [
        {"id": row.id, "published": row.published, "title": row.title or row.source, "publisher": row.publisher,
         "claims": row.claims}
        for row in page.rows
        if row.erased is None
    ]  # fmt: skip
    return {"documents": rows, "older": _next({}, page.cursor)}


def search(record: Record, query: str, after: str) -> dict[str, Any]:
    """A page of the passages that have the words searched for."""
    page = record.search(query, limit=_PER_PAGE, after=after or None)
    return {"query": query, "hits": [_hit(hit) for hit in page.rows], "older": _next({"q": query}, page.cursor)}


def document(record: Record, id: str) -> dict[str, Any]:
    """A document with its evidence marked and its claims. Raises `RecordError` where it is not there."""
    found = record.document(id)
    rows = record.claims(id)
    return {
        "document": found,
        "id": id,
        "facts": _facts(found),
        "link": found.url if found.url and found.url.startswith(("https://", "http://")) else None,
        "paragraphs": _without_title(marked(found, [row.claim for row in rows]), found.title),
        "claims": [_claim(row) for row in rows],
    }


def original(record: Record, id: str) -> Original:
    """The original of a document. Raises `RecordError` where it is not there."""
    found = record.document(id)
    data = record.original(id)
    if data is None:
        raise RecordError(f"{id}: the record has no original of this document")
    name = re.sub(r"[^A-Za-z0-9]+", "-", found.title or "document").strip("-")[:60] or "document"
    return Original(name + _ENDINGS.get(found.media_type, ".bin"), data)


def _without_title(paragraphs: tuple[Marked, ...], title: str | None) -> list[Marked]:
    """The paragraphs without a heading that only repeats the title of the page, if no claim rests on it."""
    return [
        paragraph
        for paragraph in paragraphs
        if not (
            paragraph.role == "heading"
            and len(paragraph.pieces) == 1
            and not paragraph.pieces[0].claims
            and paragraph.pieces[0].text == title
        )
    ]


def _hit(hit: Hit) -> dict[str, str]:
    words = " ".join(hit.text.split())
    return {
        "href": f"/documents/{hit.document}",
        "title": hit.title or hit.document,
        "words": words if len(words) <= _LONGEST else words[:_LONGEST] + "…",
        "label": "title" if hit.start is None else f"characters {hit.start:,} to {hit.end:,}",
    }


def _facts(found: Document) -> list[str]:
    published = "no date known" if found.published is None else found.published.text
    facts = [", ".join(found.authors), found.publisher, published, found.source]
    return [fact for fact in facts if fact]


def _claim(row: Row) -> dict[str, Any]:
    claim = row.claim
    return {
        "kind": claim.kind,
        "line": line(claim),
        "fields": fields(claim),
        "evidence": " … ".join(span.text for span in claim.evidence[:3]),
        "status": row.status,
        "confidence": f"{claim.confidence:.2f}",
    }


def _next(query: dict[str, str], cursor: str | None) -> str | None:
    return None if cursor is None else "/?" + urlencode({**query, "after": cursor})
