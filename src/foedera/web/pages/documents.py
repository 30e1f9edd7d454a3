"""Documents: the list of them, one with its evidence marked and its claims beside it, its original, its claims."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from foedera.exchange import fields, line
from foedera.model import Document, RecordError
from foedera.record import Listed, Row
from foedera.record import Page as Listing
from foedera.web.marks import Marked, marked
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask

_PER_PAGE = 50
ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def documents(ask: Ask) -> dict[str, Any]:
    """A page of the list of documents known then, the last added first."""
    page = listed(ask, ask.room.most(_PER_PAGE), ask.given("after"))
    rows = [
        {"id": row.id, "published": row.published, "title": row.title or row.source, "publisher": row.publisher,
         "claims": row.claims}
        for row in page.rows
        if row.erased is None
    ]  # fmt: skip
    return {"documents": rows, "older": page.cursor and ask.moment.link("/documents", after=page.cursor)}


def listed(ask: Ask, most: int, after: str = "") -> Listing[Listed]:
    """So many documents known then, the last added first, after those of an earlier page: on every day the same."""
    known = ask.moment.known
    return ask.room.large(
        ("documents", known, most, after),
        lambda: ask.record.documents(known=known, limit=most, after=after or None),
    )  # fmt: skip


def document(ask: Ask) -> dict[str, Any]:
    """A document with its evidence marked and its claims. Raises `RecordError` where it is not there."""
    id, known = ask.path["id"], ask.moment.known
    found = ask.record.document(id, known=known)
    rows = ask.record.claims(id, known=known)
    return {
        "document": found,
        "id": id,
        "facts": _facts(found),
        "link": found.url if found.url and found.url.startswith(("https://", "http://")) else None,
        "paragraphs": _without_title(marked(found, [row.claim for row in rows]), found.title),
        "claims": [claim_values(row) for row in rows],
    }


def original(ask: Ask) -> Response:
    """The bytes from which a document was made. Raises `RecordError` where the record has none."""
    found = ask.record.document(ask.path["id"])
    data = ask.record.original(ask.path["id"])
    if data is None:
        raise RecordError(f"{ask.path['id']}: the record has no original of this document")
    name = re.sub(r"[^A-Za-z0-9]+", "-", found.title or "document").strip("-")[:60] or "document"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}{ENDINGS.get(found.media_type, ".bin")}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def claims(ask: Ask) -> Response:
    """The claims of a document as JSON Lines."""
    rows = ask.record.claims(ask.path["id"], known=ask.moment.known)
    return Response(b"".join(row.claim.to_json() + b"\n" for row in rows), media_type="application/x-ndjson")


def claim_values(row: Row) -> dict[str, Any]:
    """A claim as templates show it."""
    claim = row.claim
    return {
        "lineage": row.lineage,
        "kind": claim.kind,
        "line": line(claim),
        "fields": fields(claim),
        "evidence": " … ".join(span.text for span in claim.evidence[:3]),
        "status": row.status,
        "confidence": claim.confidence,
    }


PAGES = (
    Page("/documents", "documents.html", documents, "Documents"),
    Page("/documents/{id}", "document.html", document),
)
FILES = (File("/documents/{id}/original", original), File("/documents/{id}/claims.jsonl", claims))


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


def _facts(found: Document) -> list[str]:
    """By whom it was written and published."""
    return list(dict.fromkeys(fact for fact in (", ".join(found.authors), found.publisher) if fact))
