"""Two documents side by side, what changed from one to the other, and the same as a file with tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup, escape
from starlette.responses import Response

from foedera.model import Document, QuestionError
from foedera.record import Listed
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask
from foedera.wording import Comparison, Difference, Side, compared
from foedera.wording.answers import comparison_of
from foedera.wording.comparison import KINDS
from foedera.wording.page import html, rows, summary

_SHOWN = 60
_OFFERED = 40
_ROUNDS = 5
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Offer(NamedTuple):
    """Documents that can be chosen, and whether there are more that fit."""

    rows: Sequence[Listed]
    more: bool


class Shown(NamedTuple):
    """A difference as the page shows it: both sides with their changes marked, in words, and where they stand."""

    kind: str
    before: Markup
    after: Markup
    notes: tuple[str, ...]
    before_at: int | None
    after_at: int | None


def compare(ask: Ask) -> dict[str, Any]:
    """What is new, dropped, moved, strengthened, weakened or put otherwise from one document to another."""
    given = {"before": ask.given("before"), "after": ask.given("after")}
    asked = {"since": ask.given("since"), "until": ask.given("until")}
    offer = offered(ask)
    values: dict[str, Any] = {
        **given, **asked, "words": ask.given("q"), "searched": any((ask.given("q"), *asked.values())),
        "documents": offer.rows, "more": offer.more, "picked": _picked(ask, *given.values()),
        "made": None, "title": None,
    }  # fmt: skip
    if not all(given.values()):
        return values
    kind = ask.given("kind")
    if kind and kind not in KINDS:
        raise QuestionError(f"no such kind of difference: {kind[:40]!r}: choose from {', '.join(KINDS)}")
    made = comparison(ask, given["before"], given["after"])
    part = ask.part("/wording/compare", list(_rows(made, kind)), _SHOWN, **given, kind=kind)
    counts = made.counted()
    return values | {
        "made": made, "title": made.after.title or made.after.source, "summary": summary(made), "part": part,
        "kind": kind, "kinds": [(name, counts[name]) for name in KINDS if counts[name]],
        "link": lambda name: ask.moment.link("/wording/compare", **given, kind=name),
        "files": [
            (label, ask.moment.link(f"/wording/compare/{made.before.id}/{made.after.id}{ending}"))
            for label, ending in (("Word, tracked changes", ".docx"), ("HTML", ".html"), ("JSON", ".json"))
        ],
    }  # fmt: skip


def offered(ask: Ask) -> Offer:
    """The documents that can be chosen: those that have the words asked for and were published in between, else the
    last that were added. Raises `QuestionError` where a bound is no date."""
    words, known = ask.given("q"), ask.moment.known
    since, until = ask.given("since") or None, ask.given("until") or None
    if not words:
        page = ask.record.documents(since=since, until=until, known=known, limit=_OFFERED)
        return Offer([row for row in page.rows if row.erased is None], page.cursor is not None)
    ids: dict[str, None] = {}
    cursor = None
    for _ in range(_ROUNDS):
        hits = ask.record.search(words, since=since, until=until, known=known, limit=_OFFERED, after=cursor)
        ids.update((hit.document, None) for hit in hits.rows)
        cursor = hits.cursor
        if cursor is None or len(ids) >= _OFFERED:
            break
    return Offer(_listed(ask, list(ids)[:_OFFERED]), cursor is not None or len(ids) > _OFFERED)


def _picked(ask: Ask, *ids: str) -> list[Listed | None]:
    """The documents that were chosen already, if they are there."""
    there = {row.id: row for row in _listed(ask, [id for id in ids if id])}
    return [there.get(id) for id in ids]


def _listed(ask: Ask, ids: Sequence[str]) -> list[Listed]:
    with ask.record.ledger(ask.moment.known) as ledger:
        found = {row.id: row for row in ledger.listed(ids)}
    return [found[id] for id in ids if id in found]


def comparison(ask: Ask, before: str, after: str) -> Comparison:
    """Two documents compared. Raises `QuestionError` where one is missing, or both are one; `UsageError` where they
    cannot be compared; `RecordError` where the record has none of that id."""
    if not before or not after:
        raise QuestionError("choose two documents, the earlier one first")
    known = ask.moment.known
    # Both are asked for each time, so that what was erased is gone at once.
    one, other = (ask.record.document(id, known=known) for id in (before, after))
    return ask.room.large(("compared", one.id, other.id), lambda: compared(one, other))


def tracked(ask: Ask) -> Response:
    """The comparison as a Word document with tracked changes."""
    from foedera.wording.tracked import docx

    made = comparison(ask, ask.path["before"], ask.path["id"])
    return _file(docx(made), made.after, ".docx", _DOCX)


def alone(ask: Ask) -> Response:
    """The comparison as one page that loads nothing."""
    made = comparison(ask, ask.path["before"], ask.path["id"])
    return _file(html(made).encode(), made.after, ".html", "text/html")


def values(ask: Ask) -> Response:
    """The comparison as JSON."""
    made = comparison(ask, ask.path["before"], ask.path["id"])
    return _file(msgspec.json.encode(comparison_of(made, same=True)), made.after, ".json", "application/json")


def _file(data: bytes, document: Document, ending: str, type: str) -> Response:
    name = re.sub(r"[^A-Za-z0-9]+", "-", document.title or "wording").strip("-")[:60] or "wording"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-changes{ending}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=type, headers=headers)


def _rows(made: Comparison, kind: str) -> Iterator[Shown]:
    """What differs, or what is the same in both."""
    if kind == "same":
        yield from (_same(each) for each in made.differences if each.kind == "same")
        return
    differing = (each for each in made.differences if each.kind != "same")
    for each, row in zip(differing, rows(made), strict=True):
        if not kind or each.kind == kind:
            yield Shown(row.kind, row.before, row.after, row.notes, _at(each.before), _at(each.after))


def _same(each: Difference) -> Shown:
    before, after = (escape("" if side is None else side.text) for side in (each.before, each.after))
    return Shown("same", before, after, (), _at(each.before), _at(each.after))


def _at(side: Side | None) -> int | None:
    """The number of the first paragraph of a side."""
    return side.paragraphs[0] if side is not None and side.paragraphs else None


PAGES = (Page("/wording/compare", "wording_compare.html", compare),)
FILES = (
    File("/wording/compare/{before}/{id}.docx", tracked),
    File("/wording/compare/{before}/{id}.html", alone),
    File("/wording/compare/{before}/{id}.json", values),
)
