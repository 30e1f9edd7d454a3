"""Review: what waits for a person, one thing at a time, beside its source; decided by keyboard, undone the same way."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from foedera import register
from foedera.exchange import fields, line
from foedera.model import KINDS, Claim, ClaimError, ConflictError, Document, QuestionError
from foedera.record import Row
from foedera.web import digits, opinions
from foedera.web.pages.page import Action, Page
from foedera.web.room import Ask

_CONTEXT = 1
_DOUBTS = 15
ORDERS = ("doubt", "document")


def review(ask: Ask) -> dict[str, Any]:
    """The next claim that waits, with its paragraph and those around it."""
    order, kind, skip = ask.given("order") or "doubt", ask.given("kind"), ask.given("skip")
    if order not in ORDERS:
        raise QuestionError(f"no such order: {order}: choose from {', '.join(ORDERS)}")
    blind = ask.given("blind") == "yes"
    page = (
        opinions.queue(ask.record, ask.who.name, kind=kind or None, after=skip)
        if blind
        else ask.record.queue(kind=kind or None, order="document" if order == "document" else "doubt", limit=1,
                              after=skip or None)
    )  # fmt: skip
    row = page.rows[0] if page.rows else None
    given = {"order": order, "kind": kind, "blind": "yes" if blind else ""}
    return {
        "row": row, "order": order, "orders": ORDERS, "kind": kind, "kinds": KINDS, "blind": blind,
        "skip": page.cursor and ask.moment.link("/review", skip=page.cursor, **given), "at": skip,
        "done": _done(ask), "agreements": opinions.agreements(ask.record),
        **(_shown(ask, row) if row else {}),
    }  # fmt: skip


def decide(ask: Ask) -> str:
    """Writes down a decision about a claim; a blind one is kept beside it and changes nothing."""
    lineage, decision = _number(ask, "lineage"), ask.given("decision")
    given = {"order": ask.given("order"), "kind": ask.given("kind")}
    if ask.given("blind") == "yes":
        opinions.write(ask.record, lineage, decision, by=ask.who.name, why=ask.given("why") or None)
        return ask.room.now().link("/review", blind="yes", **given)
    if decision not in ("accept", "reject", "edit", "undo"):
        raise QuestionError(f"no such decision: {decision[:40]!r}")
    ask.record.review(
        lineage, decision, by=ask.who.name, why=ask.given("why") or None,  # type: ignore[arg-type]
        edited=_edited(ask) if decision == "edit" else None, expected_version=_number(ask, "version"),
    )  # fmt: skip
    register.current(ask.record)
    return ask.room.now().link("/review", done=str(lineage), **given)


def doubts(ask: Ask) -> dict[str, Any]:
    """Pairs of entries that may be one, and entries that a person made and the documents speak against."""
    kind: Any = ask.given("kind") or None
    pairs = ask.room.doubtfuls()
    now = ask.room.now().known

    def made() -> list[tuple[Any, Any]]:
        found = register.doubts(ask.record, kind=kind, limit=_DOUBTS, among=pairs)
        return [(doubt, register.explained(doubt.claims[0].claim, doubt.claims[1].claim)) for doubt in found]

    return {
        "doubts": ask.room.large(("doubts", kind, now), made),
        "disputes": ask.room.lasting("disputes", now, lambda: register.disputes(ask.record)),
        "kind": kind or "", "kinds": KINDS, "done": _settled(ask),
    }  # fmt: skip


def settle(ask: Ask) -> str:
    """Puts two entries together, or holds them apart, for good; or takes back what was decided."""
    first, second, why = ask.given("first"), ask.given("second"), ask.given("why") or None
    decision = ask.given("decision")
    if decision == "merge":
        register.merge(ask.record, [first, second], by=ask.who.name, why=why)
    elif decision == "part":
        register.part(ask.record, first, second, by=ask.who.name, why=why)
    elif decision == "undo":
        _taken_back(ask)
    else:
        raise QuestionError(f"no such decision: {decision[:40]!r}")
    done = (
        f"undo-{_number(ask, 'note')}"
        if decision == "undo"
        else _last_note(ask, "merge" if decision == "merge" else "split")
    )
    return ask.room.now().link("/review/entries", kind=ask.given("kind"), done=done)


def split(ask: Ask) -> str:
    """Takes claims out of an entry for good."""
    given = (digits.number(text) for text in ask.query.get("lineages", "").split())
    chosen = [lineage for lineage in given if lineage is not None]
    register.split(ask.record, ask.path["id"], chosen, by=ask.who.name, why=ask.given("why") or None)
    return ask.room.now().link(f"/entries/{ask.path['id']}", done=_last_note(ask, "split"))


def unsplit(ask: Ask) -> str:
    """Puts claims back that were taken out of an entry."""
    _taken_back(ask)
    return ask.room.now().link(f"/entries/{ask.path['id']}")


def _taken_back(ask: Ask) -> None:
    """Takes back a decision about entries, given by the number of its note, if it still stands."""
    number = _number(ask, "note")
    if all(note.number != number for kind in ("merge", "split") for note in ask.record.notes(kind=kind)):
        raise ConflictError("this decision was taken back already: open the page anew")
    register.undo(ask.record, number, by=ask.who.name)


def _last_note(ask: Ask, kind: str) -> str:
    return f"{kind}-{ask.record.notes(kind=kind)[-1].number}"


def _settled(ask: Ask) -> dict[str, Any] | None:
    """What was decided last about entries, so that it can be undone."""
    kind, _, number = ask.given("done").partition("-")
    note = digits.number(number)
    return None if note is None or kind not in ("merge", "split", "undo") else {"kind": kind, "note": note}


def _shown(ask: Ask, row: Row) -> dict[str, Any]:
    found = ask.record.document(row.claim.document)
    return {
        "document": found, "line": line(row.claim), "fields": fields(row.claim),
        "context": _context(found, row.claim), "json": json.dumps(row.claim.to_dict(), ensure_ascii=False, indent=1),
    }  # fmt: skip


def _context(document: Document, claim: Claim) -> list[list[tuple[str, bool]]]:
    """The paragraphs around the first evidence, each in pieces, and whether a piece is evidence."""
    first = claim.evidence[0]
    at = next((i for i, p in enumerate(document.paragraphs) if p.start <= first.start < p.end), 0)
    shown = document.paragraphs[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    return [_pieces(document.text, p.start, p.end, claim) for p in shown]


def _pieces(text: str, start: int, end: int, claim: Claim) -> list[tuple[str, bool]]:
    spans = [(max(s.start, start), min(s.end, end)) for s in claim.evidence if s.start < end and s.end > start]
    cuts = sorted({start, end, *(edge for span in spans for edge in span)})
    return [(text[a:b], any(low <= a and b <= high for low, high in spans)) for a, b in pairwise(cuts)]


def _done(ask: Ask) -> dict[str, Any] | None:
    """What was decided last, so that it can be undone."""
    lineage = digits.number(ask.given("done"))
    if lineage is None:
        return None
    last = ask.record.history(lineage)[-1]
    return {"lineage": last.lineage, "version": last.version, "cause": last.cause, "status": last.status}


def _edited(ask: Ask) -> Claim:
    text = ask.query.get("edited", "")
    try:
        return Claim.from_json(text)
    except ClaimError as error:
        raise QuestionError(f"the edited claim cannot stand: {error}") from None


def _number(ask: Ask, name: str) -> int:
    found = digits.number(ask.given(name))
    if found is None:
        raise ConflictError("this form is not complete: open the page anew")
    return found


PAGES = (
    Page("/review", "review.html", review, "Review", "review"),
    Page("/review/entries", "doubts.html", doubts, None, "review"),
)
ACTIONS = (
    Action("/review/decide", decide, "review"),
    Action("/review/entries", settle, "review"),
    Action("/entries/{id}/split", split, "edit"),
    Action("/entries/{id}/undo", unsplit, "edit"),
)
