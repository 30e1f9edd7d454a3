"""One box over everything: actors, entries and passages that have the words, with filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from foedera.exchange import line
from foedera.model import Kind, QuestionError
from foedera.record import Hit
from foedera.record import Page as Rows
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 30
_ROUNDS = 20
_ACTORS = 6
_LONGEST = 400


def search(ask: Ask) -> dict[str, Any]:
    """Actors by name, and a page of entries, statements and passages with all the words, within the filters."""
    query, kind, actor = ask.given("q"), ask.given("kind"), ask.given("actor")
    since, until, least = ask.given("since"), ask.given("until"), _share(ask.given("confidence"))
    given = {name: ask.given(name) for name in ("kind", "actor", "source", "since", "until", "confidence")}
    found: dict[str, Any] = {
        "query": query, "kinds": get_args(Kind), **given, "actors": [], "entries": [], "statements": [],
        "passages": [], "more": None, "cursor": None,
    }  # fmt: skip
    if not query:
        return found
    look = partial(ask.record.search, query, since=since or None, until=until or None, known=ask.moment.known)
    claims = partial(look, among="claims", kind=kind or None, actor=actor or None)
    source = ask.given("source").casefold()
    hits, published, cursor = _filtered(ask, claims, source, least)
    found["entries"], found["statements"] = _entries(ask, hits, published)
    found["cursor"] = cursor
    found["more"] = cursor and ask.moment.link("/search", q=query, **given, after=cursor)
    if not any((kind, actor, source, least, ask.given("after"))):
        found["passages"] = [_passage(hit) for hit in look(limit=_SHOWN).rows]
        found["actors"] = [{"id": a.id, "name": a.name} for a in ask.room.base.find(query)[:_ACTORS]]
    return found


def _filtered(
    ask: Ask, look: Callable[..., Rows[Hit]], source: str, least: float
) -> tuple[list[Hit], dict[str, tuple[str, str]], str | None]:
    """A page of claims of a source and with a confidence, with titles and publishers of their documents, and where
    the next page begins. It looks on until the page is full, but not for ever: then the next page goes on."""
    found: list[Hit] = []
    published: dict[str, tuple[str, str]] = {}
    cursor = ask.given("after") or None
    for _ in range(_ROUNDS if source or least else 1):
        page = look(limit=_SHOWN, after=cursor)
        hits = [hit for hit in page.rows if hit.row and hit.row.claim.confidence >= least]
        published |= _publishers(ask, hits)
        found += [hit for hit in hits if source in published.get(hit.document, ("", ""))[1].casefold()]
        cursor = page.cursor
        if cursor is None or len(found) >= _SHOWN:
            break
    return found, published, cursor


def _publishers(ask: Ask, hits: Sequence[Hit]) -> dict[str, tuple[str, str]]:
    """The title and publisher of each document in which something was found."""
    with ask.record.ledger(ask.moment.known) as ledger:
        listed = ledger.listed({hit.document for hit in hits})
    return {row.id: (row.title or row.source, row.publisher or "") for row in listed}


def _entries(
    ask: Ask, hits: Sequence[Hit], published: Mapping[str, tuple[str, str]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:  # fmt: skip
    """The entries to which claims belong, each once and with the first of them; and the claims that are in none."""
    entries: dict[str, dict[str, Any]] = {}
    statements = []
    for hit in hits:
        shown = _claim(hit, *published.get(hit.document, (hit.document, "")))
        card = None if hit.row is None else ask.cards.holder(hit.row.lineage)
        if card is None:
            statements.append(shown)
        elif card.id not in entries:
            entries[card.id] = {**shown, "entry": card}
    return list(entries.values()), statements


def _share(text: str) -> float:
    """A confidence as a form has it; 0 for none. Raises `QuestionError` where it is no number from 0 to 1."""
    try:
        share = float(text or 0)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise QuestionError(f"{text} is no confidence: write a number from 0 to 1, as 0.8")
    return share


def _claim(hit: Hit, title: str, publisher: str) -> dict[str, Any]:
    assert hit.row is not None
    claim = hit.row.claim
    return {
        "lineage": hit.row.lineage, "document": hit.document, "title": title, "publisher": publisher,
        "kind": claim.kind, "line": line(claim), "evidence": claim.evidence[0].text,
        "confidence": claim.confidence,
    }  # fmt: skip


def _passage(hit: Hit) -> dict[str, Any]:
    words = " ".join(hit.text.split())
    return {
        "document": hit.document,
        "title": hit.title or hit.document,
        "words": words if len(words) <= _LONGEST else words[:_LONGEST] + "…",
    }


PAGES = (Page("/search", "search.html", search),)
