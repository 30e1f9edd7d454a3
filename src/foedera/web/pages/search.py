"""One box over everything: actors, entries and passages that have the words, with filters."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from foedera.exchange import line
from foedera.model import Kind
from foedera.record import Hit
from foedera.web.pages.actors import known_actors
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 30
_ACTORS = 6
_LONGEST = 400


def search(ask: Ask) -> dict[str, Any]:
    """Actors by name, and a page of passages and of claims with all the words, within the filters."""
    query, kind, actor = ask.given("q"), ask.given("kind"), ask.given("actor")
    since, until, least = ask.given("since"), ask.given("until"), _share(ask.given("confidence"))
    found: dict[str, Any] = {
        "query": query, "kinds": get_args(Kind), "kind": kind, "actor": actor, "since": since, "until": until,
        "confidence": ask.given("confidence"), "actors": [], "claims": [], "passages": [], "more": None,
    }  # fmt: skip
    if not query:
        return found
    look = partial(ask.record.search, query, since=since or None, until=until or None, known=ask.moment.known)
    claims = look(
        among="claims", kind=kind or None, actor=actor or None, limit=_SHOWN, after=ask.given("after") or None
    )
    found["claims"] = [_claim(hit) for hit in claims.rows if hit.row and hit.row.claim.confidence >= least]
    found["more"] = claims.cursor and ask.moment.link(
        "/search", q=query, kind=kind, actor=actor, since=since, until=until, after=claims.cursor
    )
    if not kind and not actor and not ask.given("after"):
        found["passages"] = [_passage(hit) for hit in look(limit=_SHOWN).rows]
        found["actors"] = [{"id": a.id, "name": a.name} for a in known_actors().find(query)[:_ACTORS]]
    return found


def _share(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _claim(hit: Hit) -> dict[str, Any]:
    assert hit.row is not None
    claim = hit.row.claim
    return {
        "lineage": hit.row.lineage, "document": hit.document, "title": hit.title or hit.document, "kind": claim.kind,
        "line": line(claim), "evidence": claim.evidence[0].text, "confidence": f"{claim.confidence:.2f}",
    }  # fmt: skip


def _passage(hit: Hit) -> dict[str, Any]:
    words = " ".join(hit.text.split())
    return {
        "document": hit.document,
        "title": hit.title or hit.document,
        "words": words if len(words) <= _LONGEST else words[:_LONGEST] + "…",
    }


PAGES = (Page("/search", "search.html", search),)
