"""A phrase through the documents: who used it first, every use with its sentence, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.model import Document
from foedera.web.pages.page import Page
from foedera.web.pages.wording import chosen, every, name_of
from foedera.web.room import Ask, Part
from foedera.wording import Counted, Use, Uses, uses

_SHOWN = 50
_MOST = 2_000


def phrase(ask: Ask) -> dict[str, Any]:
    """Every use of a phrase, the first one first, with its sentence, and counts by document."""
    text, wanted = ask.given("q"), ask.given("series")
    known = [(name_of(each), each.name) for each in every(ask)]
    values: dict[str, Any] = {"phrase": text, "series": known, "wanted": wanted, "found": None}
    if not text:
        return values
    found = uses_of(ask, text, wanted, ask.start + _SHOWN)
    part = _part(ask, found, q=text, series=wanted)
    read = {id: ask.record.document(id, known=ask.moment.known) for id in {use.document for use in part.rows}}
    return values | {
        "found": found, "part": part,
        "rows": [(use, *_around(use), _paragraph(read[use.document], use)) for use in part.rows],
        "counts": [count for count in found.counts if count.uses], "without": _without(found.counts),
        "most": max((count.uses for count in found.counts), default=1),
    }  # fmt: skip


def uses_of(ask: Ask, text: str, wanted: str, end: int) -> Uses:
    """The first uses of a phrase, up to the number `end`, in all documents or those of one series.

    Raises `RecordError` for a series that is not there, `UsageError` for a phrase without a word.
    """
    known = ask.moment.known
    within = None
    if wanted:
        within = [each.id for each in chosen(ask, wanted).documents]
    limit = min(end, _MOST)
    return ask.room.large(
        ("uses", known, text, wanted, limit), lambda: uses(ask.record, text, within=within, known=known, limit=limit)
    )


def _part(ask: Ask, found: Uses, **given: str) -> Part[Use]:
    """The uses that a page shows. Only so many were read as it takes to show them."""
    start, end = ask.start, ask.start + _SHOWN
    before = ask.moment.link("/wording/phrase", **given, start=str(max(0, start - _SHOWN))) if start else None
    after = ask.moment.link("/wording/phrase", **given, start=str(end)) if end < min(found.total, _MOST) else None
    return Part(found.uses[start:end], found.total, start, before, after)


def _around(use: Use) -> tuple[str, str, str]:
    """A sentence in three pieces: before the phrase, the phrase, after it."""
    start, end = use.start - use.sentence.start, use.end - use.sentence.start
    text = use.sentence.text
    return text[:start], text[start:end], text[end:]


def _paragraph(found: Document, use: Use) -> int:
    """The number of the paragraph in which a use stands."""
    return next((i for i, p in enumerate(found.paragraphs) if p.start <= use.start < p.end), 0)


def _without(counts: Sequence[Counted]) -> int:
    return sum(not count.uses for count in counts)


PAGES = (Page("/wording/phrase", "phrase.html", phrase),)
