"""The addresses of the API. Every one answers at a day in the world (`on`) and a moment of knowledge (`known`)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from datetime import date
from itertools import compress
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from foedera import register
from foedera.exchange import answers
from foedera.model import Claim, Kind
from foedera.record import Hit, Row
from foedera.register import Member
from foedera.register.days import day
from foedera.register.items import items_of
from foedera.register.predictions import Status
from foedera.register.stages import Stage
from foedera.web import digits
from foedera.web.api.asking import CHANGED, OUTCOMES, Cursor, Limit, Reading, Start, Text, answer, listed, page
from foedera.web.api.review import change, taking
from foedera.web.api.shapes import dated_of
from foedera.web.cards import Dated, Learnt
from foedera.web.pages.compare import between
from foedera.web.pages.deliverables import every, with_claims
from foedera.web.pages.entries import stale as outdated
from foedera.web.pages.entries import standings
from foedera.web.pages.outlook import chosen
from foedera.web.room import Ask

router = APIRouter()


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reviewer decides: the version that was looked at, why, and for an edit the whole claim."""

    decision: Literal["accept", "reject", "edit", "undo"]
    version: int
    why: str | None = None
    edited: dict[str, Any] | None = None


@router.get("/summary", responses=OUTCOMES)
def summary(request: Request, ask: Reading) -> Response:
    """How much is in the record, and when it last changed."""
    known = ask.room.now().known
    found: dict[str, Any] = msgspec.to_builtins(ask.room.cached(("summary", known), ask.record.summary))
    return answer(request, ask, {name: value for name, value in found.items() if name != "where"})


@router.get("/documents", responses=OUTCOMES)
def documents(request: Request, ask: Reading, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """The documents, the last added first."""
    found = ask.record.documents(known=ask.moment.known, limit=limit, after=cursor)
    return answer(request, ask, listed(found.rows, msgspec.to_builtins, found.cursor))


@router.get("/documents/{id}", responses=OUTCOMES)
def document(request: Request, ask: Reading, id: str) -> Response:
    """A document with its text."""
    found = ask.record.document(id, known=ask.moment.known)
    return answer(request, ask, {
        "id": found.id, "title": found.title, "authors": found.authors, "publisher": found.publisher,
        "published": None if found.published is None else found.published.text, "language": found.language,
        "media_type": found.media_type, "source": found.source, "url": found.url, "text": found.text,
        "paragraphs": msgspec.to_builtins(found.paragraphs),
    })  # fmt: skip


@router.get("/documents/{id}/claims", responses=OUTCOMES)
def claims_of(request: Request, ask: Reading, id: str) -> Response:
    """The claims of a document, in the order of their evidence."""
    rows = ask.record.claims(id, known=ask.moment.known)
    return answer(request, ask, listed(rows, row_of, None))


@router.get("/claims", responses=OUTCOMES)
def claims(
    request: Request, ask: Reading, kind: Kind | None = None, actor: Text = None, valid: Text = None,
    limit: Limit = 100, cursor: Cursor = None,
) -> Response:  # fmt: skip
    """The claims that stood, by kind and actor, the newest first; with `valid`, those that may hold then (EDTF)."""
    found = ask.record.as_of(valid=valid, known=ask.moment.known, kind=kind, actor=actor, limit=limit, after=cursor)
    return answer(request, ask, listed(found.rows, row_of, found.cursor))


@router.get("/entries/{id}/history", responses=OUTCOMES)
def steps(request: Request, ask: Reading, id: str, start: Start = 0, limit: Limit = 100) -> Response:
    """How an entry came to be: every version of each of its claims that was known then, claim by claim."""
    found = register.entry(ask.record, id, known=ask.moment.known)
    until = datetime.datetime.fromisoformat(ask.moment.known)
    told = page(found.members, start, limit, lambda member: [
        version_of(each) for each in ask.record.history(member.row.lineage) if each.known_from <= until
    ])  # fmt: skip
    return answer(request, ask, told)


@router.get("/claims/{lineage}/history", responses=OUTCOMES)
def history(request: Request, ask: Reading, lineage: str) -> Response:
    """Every version of a claim, given by id or lineage: what, when, why and by whom."""
    found = ask.record.history(_claim(lineage))
    return answer(request, ask, listed(found, version_of, None))


@router.get("/entries", responses=OUTCOMES)
def entries(
    request: Request, ask: Reading, kind: Kind | None = None, actor: Text = None, start: Start = 0, limit: Limit = 100
) -> Response:
    """The entries, by kind and actor."""
    every, flags = ask.cards.every, ask.cards.flags(actor or "", "")
    some = every if flags is None else compress(every, flags)
    cards = [card for card in some if kind in (None, card.kind)]
    ids = [card.id for card in cards[start : start + limit]]
    found = {each.id: each for each in register.entries(ask.record, ids=ids, known=ask.moment.known)}
    return answer(request, ask, page(cards, start, limit, lambda card: answers.entry_of(found[card.id])))


@router.get("/entries/{id}", responses=OUTCOMES)
def entry(request: Request, ask: Reading, id: str) -> Response:
    """One entry, by its id or one that it ever had."""
    found = register.entry(ask.record, id, known=ask.moment.known)
    return answer(request, ask, answers.entry_of(found))


@router.get("/deliverables", responses=OUTCOMES)
def deliverables(
    request: Request, ask: Reading, party: Text = None, about: Text = None, overdue: bool | None = None,
    reaffirmed: bool | None = None, stage: Stage | None = None, start: Start = 0, limit: Limit = 100,
) -> Response:  # fmt: skip
    """What was promised, with its progress on the day, by due date."""
    some = every(ask, party or "").whose(
        lambda standing: (
            overdue in (None, standing.is_overdue)
            and reaffirmed in (None, standing.is_only_reaffirmed)
            and stage in (None, standing.stage)
        )
    )
    some = some.of(ask.cards.flags("", about or ""))
    found = {each.entry.id: each for each in with_claims(ask, some[start : start + limit])}
    return answer(request, ask, page(some, start, limit, lambda each: answers.deliverable_of(found[each.entry.id])))


@router.get("/deliverables/{id}", responses=OUTCOMES)
def deliverable(request: Request, ask: Reading, id: str) -> Response:
    """One commitment with its progress on the day."""
    found = register.deliverable(ask.record, id, as_of=ask.moment.on, known=ask.moment.known)
    return answer(request, ask, answers.deliverable_of(found))


@router.get("/instruments", responses=OUTCOMES)
def instruments(
    request: Request, ask: Reading, state: Literal["in force", "not in force", "unknown"] | None = None,
    start: Start = 0, limit: Limit = 100,
) -> Response:  # fmt: skip
    """The instruments, with whether each was in force on the day, and why."""
    shown = standings(ask) if state is None else standings(ask).answered(state)
    return answer(request, ask, page(shown, start, limit, answers.standing_of))


@router.get("/stale", responses=OUTCOMES)
def stale(request: Request, ask: Reading, start: Start = 0, limit: Limit = 100) -> Response:
    """The instruments that rest on what was replaced or called out of date, with the chain of reasons."""
    return answer(request, ask, page(outdated(ask), start, limit, answers.stale_of))


@router.get("/timeline", responses=OUTCOMES)
def timeline(
    request: Request, ask: Reading, since: Text = None, until: Text = None, actor: Text = None, about: Text = None,
    start: Start = 0, limit: Limit = 100,
) -> Response:  # fmt: skip
    """What happened and falls due, in order."""
    first, last = (None if text is None else day(text) for text in (since, until))
    some = ask.cards.dated(ask.moment.on).within(first or datetime.date.min, last or datetime.date.max)
    some = some.of(ask.cards.flags(actor or "", about or ""))
    end = start + limit
    rows = {"rows": _shown(ask, some[start:end]), "total": len(some), "next": end if end < len(some) else None}
    return answer(request, ask, rows)


def _shown(ask: Ask, items: Sequence[Dated]) -> list[dict[str, Any]]:
    """Dated things with all claims that show them, or the note that does."""
    members = ask.room.members(ask.moment.known).of({lineage for item in items for lineage in item.note.lineages})
    noted = _items(ask, [item.entry.id for item in items if not item.note.lineages])
    return [
        {**dated_of(item), "evidence": [answers.evidence_of(members[each]) for each in item.note.lineages],
         "note": None}
        if item.note.lineages else answers.item_of(noted[_mark(item)])
        for item in items
    ]  # fmt: skip


def _items(ask: Ask, ids: Collection[str]) -> dict[tuple[Any, ...], register.Item]:
    """The dated items of some entries with all their claims, by what tells them apart."""
    if not ids:
        return {}
    notes = ask.room.notes(ask.moment.known)
    found = register.entries(ask.record, ids=set(ids), known=ask.moment.known)
    on = day(ask.moment.on)
    return {_mark(item): item for entry in found for item in items_of(entry, notes.get(entry.id, ()), as_of=on)}


def _mark(item: register.Item | Dated) -> tuple[Any, ...]:
    return item.entry.id, item.day, item.kind, item.what, None if item.when is None else item.when.text, item.names


@router.get("/changes", responses=OUTCOMES)
def changes(
    request: Request, ask: Reading, since: str, actor: Text = None, about: Text = None, start: Start = 0,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """What changed after the day `since` and until `on`: in the alliance, and in what is known; of each as many rows
    as a page has. `totals` says how many there are, `next` where the next page of either starts."""
    first, last = between(ask, since)
    changed = ask.cards.changes(first, last, ask.cards.flags(actor or "", about or ""))
    end = start + limit
    alliance, known = changed.alliance[start:end], changed.known[start:end]
    told = ask.room.members(ask.moment.known).of({one.told.lineage for one in known})
    return answer(request, ask, {
        "since": first, "alliance": _shown(ask, alliance),
        "learnt": [_learnt(one, told[one.told.lineage], first, last) for one in known],
        "totals": {"alliance": len(changed.alliance), "learnt": len(changed.known)},
        "next": end if end < max(len(changed.alliance), len(changed.known)) else None,
    })  # fmt: skip


def _learnt(one: Learnt, told: Member, first: date, last: date) -> dict[str, Any]:
    published = one.told.published
    return {
        "day": one.day, "published": published is not None and first < published <= last, "entry": one.entry.id,
        "kind": one.entry.kind, "label": one.entry.label,
        "evidence": [answers.evidence_of(told)],
    }  # fmt: skip


@router.get("/outlook", responses=OUTCOMES)
def outlook(
    request: Request, ask: Reading, status: Status | None = None, speaker: Text = None, start: Start = 0,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """Predictions and what became of them, with the scores of who made them."""
    found = ask.room.outlook(*ask.moment)
    rows = page(chosen(found, status or "", speaker or ""), start, limit, answers.prediction_of)
    scores = {"speakers": found.speakers, "sources": found.sources}
    return answer(request, ask, {**rows, **{k: [answers.score_of(one) for one in v] for k, v in scores.items()}})


@router.get("/search", responses=OUTCOMES)
def search(
    request: Request, ask: Reading, q: str, among: Literal["documents", "claims"] = "documents",
    kind: Kind | None = None, actor: Text = None, since: Text = None, until: Text = None, limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Passages, or claims, that have all the words. `kind` and `actor` are for claims."""
    found = ask.record.search(
        q[:200], among=among, kind=kind, actor=actor, since=since, until=until, known=ask.moment.known, limit=limit,
        after=cursor,
    )  # fmt: skip
    return answer(request, ask, listed(found.rows, hit_of, found.cursor))


@router.get("/queue", responses=OUTCOMES)
def queue(
    request: Request, ask: Reading, kind: Kind | None = None, order: Literal["doubt", "document"] = "doubt",
    limit: Limit = 100, cursor: Cursor = None,
) -> Response:  # fmt: skip
    """The claims that wait for a person."""
    found = ask.record.queue(kind=kind, order=order, limit=limit, after=cursor)
    return answer(request, ask, listed(found.rows, row_of, found.cursor))


@router.post("/claims/{lineage}/decisions", responses=CHANGED, openapi_extra=taking(Decision))
async def decide(request: Request, lineage: str) -> Response:
    """Accepts, rejects or edits a claim, or takes the last decision back; needs the scope `review`."""

    def decided(ask: Ask, given: Decision) -> dict[str, Any]:
        edited = None if given.edited is None else Claim.from_json(msgspec.json.encode(given.edited))
        row = ask.record.review(
            _claim(lineage), given.decision, by=ask.who.name, why=given.why, edited=edited,
            expected_version=given.version,
        )  # fmt: skip
        register.current(ask.record)
        return row_of(row)

    return await change(request, "review", Decision, decided)


def _claim(given: str) -> int | str:
    """A claim as an address gives it: by lineage, or by id."""
    lineage = digits.number(given)
    return given if lineage is None else lineage


def row_of(row: Row) -> dict[str, Any]:
    """A claim with what the record knows about it."""
    return {
        "claim": row.claim.to_dict(), "lineage": row.lineage, "version": row.version, "status": row.status,
        "known_from": row.known_from, "known_to": row.known_to, "beside": row.beside,
        "proposed": None if row.proposed is None else row.proposed.to_dict(),
    }  # fmt: skip


def hit_of(hit: Hit) -> dict[str, Any]:
    """A passage that was found."""
    return {
        "document": hit.document, "title": hit.title, "start": hit.start, "end": hit.end, "text": hit.text,
        "claim": None if hit.row is None else hit.row.claim.to_dict(),
    }  # fmt: skip


def version_of(version: Any) -> dict[str, Any]:
    """A step in the history of a claim."""
    return {
        "lineage": version.lineage, "version": version.version, "status": version.status, "cause": version.cause,
        "who": version.who, "why": version.why, "known_from": version.known_from, "known_to": version.known_to,
        "claim": version.claim and version.claim.to_dict(), "proposed": version.proposed and version.proposed.to_dict(),
    }  # fmt: skip
