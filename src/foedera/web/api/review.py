"""Review as JSON: second opinions, agreement, entries that may be one, and every decision of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from foedera import register
from foedera.exchange import answers
from foedera.model import Kind, QuestionError, RecordError
from foedera.register import Member
from foedera.register.deciding import MERGE, SPLIT
from foedera.web import digits, opinions
from foedera.web.accounts import Scope
from foedera.web.api.asking import CHANGED, OUTCOMES, Day, Known, answer, asked, genuine
from foedera.web.pages.extras import needing
from foedera.web.pages.forecast import kept
from foedera.web.pages.review import doubts
from foedera.web.pages.wording import settled
from foedera.web.room import Ask

router = APIRouter()
T = TypeVar("T")

After = Annotated[str, Query(max_length=20, description="The `cursor` of the answer before.")]


class Opinion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reviewer thinks of a claim, without seeing what others did."""

    decision: Literal["accept", "reject"]
    why: str | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two entries, by id."""

    first: str
    second: str
    why: str | None = None


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The claims that are to be taken out of an entry, by lineage."""

    lineages: list[int]
    why: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a prediction, by what evidence, and by which day that was settled."""

    outcome: str
    evidence: str
    when: str | None = None
    why: str | None = None


class Settlement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The outcome that was proposed for a prediction about wording when it was looked at."""

    outcome: str
    why: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose deeds towards whom are foretold, for so many days."""

    actor: str
    recipient: str
    days: Literal["7", "30", "90"] = "30"


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a decision about entries is taken back."""

    why: str | None = None


def reviewer(request: Request, on: Day = None, known: Known = None) -> Ask:
    """What is asked, by somebody who may review."""
    return asked(request, "review", {"on": on or "", "known": known or ""})


Reviewing = Annotated[Ask, Depends(reviewer)]


def taking(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What the description of an address says that takes a JSON object."""
    schema = msgspec.json.schema_components([kind])[1][kind.__name__]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


async def change(request: Request, scope: Scope, kind: type[T], make: Callable[[Ask, T], dict[str, Any]]) -> Response:
    """Does what a JSON object asks for, for somebody who has a scope. Raises `QuestionError` where it is none."""
    ask = asked(request, scope, {})
    genuine(request, ask.who)
    try:
        given = msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise QuestionError(f"not what is asked for here: {error}") from None
    return answer(request, ask, await run_in_threadpool(make, ask, given))


@router.get("/opinions", responses=OUTCOMES)
def unjudged(request: Request, ask: Reviewing, kind: Kind | None = None, after: After = "") -> Response:
    """The next claim that somebody decided on and you have not judged, without what was decided; needs the scope
    `review`. `cursor` leads on to the one after it."""
    page = opinions.queue(ask.record, ask.who.name, kind=kind, after=after)
    rows = [{"claim": row.claim.to_dict(), "lineage": row.lineage, "version": row.version} for row in page.rows]
    return answer(request, ask, {"rows": rows, "cursor": page.cursor})


@router.get("/agreements", responses=OUTCOMES)
def agreements(request: Request, ask: Reviewing) -> Response:
    """How far every two reviewers agree on claims that both judged: share and Cohen's kappa; needs the scope
    `review`."""
    return answer(request, ask, {"rows": [each._asdict() for each in opinions.agreements(ask.record)]})


@router.get("/doubts", responses=OUTCOMES)
def doubtful(request: Request, ask: Reviewing, kind: Kind | None = None) -> Response:
    """Pairs of entries that may be one, with what their score is made of, and entries that a person put together and
    the documents speak against; needs the scope `review`."""
    found = doubts(ask._replace(query={"kind": kind or ""}))
    pairs = [
        {"kind": doubt.kind, "entries": doubt.entries, "score": doubt.score, "claims": _both(doubt.claims),
         "parts": msgspec.to_builtins(likeness.parts)}
        for doubt, likeness in found["doubts"]
    ]  # fmt: skip
    disputes = [
        {"entry": each.entry, "score": each.score, "note": answers.note_of(each.note), "claims": _both(each.claims)}
        for each in found["disputes"]
    ]
    return answer(request, ask, {"rows": pairs, "disputes": disputes})


@router.post("/claims/{lineage}/opinions", responses=CHANGED, openapi_extra=taking(Opinion))
async def judge(request: Request, lineage: str) -> Response:
    """Keeps your opinion of a claim beside it; it changes nothing. Needs the scope `review`."""

    def written(ask: Ask, given: Opinion) -> dict[str, Any]:
        claim = _number(lineage)
        opinions.write(ask.record, claim, given.decision, by=ask.who.name, why=given.why)
        return {"lineage": claim, "decision": given.decision}

    return await change(request, "review", Opinion, written)


@router.post("/entries/merge", responses=CHANGED, openapi_extra=taking(Pair))
async def merge(request: Request) -> Response:
    """Puts two entries together for good; needs the scope `review`."""

    def one(ask: Ask, given: Pair) -> dict[str, Any]:
        return answers.entry_of(register.merge(ask.record, [given.first, given.second], by=ask.who.name, why=given.why))

    return await change(request, "review", Pair, one)


@router.post("/entries/part", responses=CHANGED, openapi_extra=taking(Pair))
async def part(request: Request) -> Response:
    """Holds two entries apart for good; needs the scope `review`."""

    def two(ask: Ask, given: Pair) -> dict[str, Any]:
        note = register.part(ask.record, given.first, given.second, by=ask.who.name, why=given.why)
        return {"note": answers.note_of(note)}

    return await change(request, "review", Pair, two)


@router.post("/entries/{id}/split", responses=CHANGED, openapi_extra=taking(Split))
async def split(request: Request, id: str) -> Response:
    """Takes claims out of an entry for good; `rows` are the entries that hold now what it held. Needs the scope
    `edit`."""

    def several(ask: Ask, given: Split) -> dict[str, Any]:
        found = register.split(ask.record, id, given.lineages, by=ask.who.name, why=given.why)
        return {"rows": [answers.entry_of(each) for each in found]}

    return await change(request, "edit", Split, several)


@router.post("/notes/{number}/undo", responses=CHANGED, openapi_extra=taking(Undo))
async def undo(request: Request, number: str) -> Response:
    """Takes a merge, or that entries are held apart, back; needs the scope `review`."""

    def back(ask: Ask, given: Undo) -> dict[str, Any]:
        found = next((each for each in ask.record.notes(undone=True) if each.number == _number(number)), None)
        if found is None or found.kind not in (MERGE, SPLIT):
            raise RecordError(f"no decision about entries has the number {number[:40]}")
        return {"note": answers.note_of(register.undo(ask.record, found.number, by=ask.who.name, why=given.why))}

    return await change(request, "review", Undo, back)


@router.post("/predictions/{id}/outcome", responses=CHANGED, openapi_extra=taking(Outcome))
async def resolve(request: Request, id: str) -> Response:
    """Writes down what became of a prediction, given by its id; needs the scope `review`."""

    def resolved(ask: Ask, given: Outcome) -> dict[str, Any]:
        note = register.resolve(
            ask.record, id, given.outcome, evidence=given.evidence, by=ask.who.name, when=given.when, why=given.why
        )
        return {"note": answers.note_of(note)}

    return await change(request, "review", Outcome, resolved)


@router.post("/wording/predictions/{id}/outcome", responses=CHANGED, openapi_extra=taking(Settlement))
async def settle(request: Request, id: str) -> Response:
    """Writes down the outcome that documents propose for a prediction about wording, if it is still that one; needs
    the scope `review`."""

    def done(ask: Ask, given: Settlement) -> dict[str, Any]:
        settled(ask._replace(query={"prediction": id, "outcome": given.outcome, "why": given.why or ""}))
        return {"prediction": id, "outcome": given.outcome}

    return await change(request, "review", Settlement, done)


@router.post("/forecast/keep", responses=CHANGED, openapi_extra=taking(Question))
async def keep(request: Request) -> Response:
    """Makes forecasts and puts them into the ledger of the record, to be scored later; needs the scope `review`."""

    def into_ledger(ask: Ask, given: Question) -> dict[str, Any]:
        with needing("forecast"):
            kept(ask._replace(query=msgspec.to_builtins(given)))
        return {"kept": True}

    return await change(request, "review", Question, into_ledger)


def _both(claims: tuple[Member, Member]) -> list[dict[str, Any]]:
    return [answers.evidence_of(each) for each in claims]


def _number(text: str) -> int:
    found = digits.number(text)
    if found is None:
        raise QuestionError(f"not a number: {text[:40]!r}")
    return found
