"""What the pages show at a glance as JSON: the first page, the calendar, the map, the network, the command charts, two
days compared, one instrument, and the search over everything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from foedera.exchange import answers
from foedera.model import Kind, QuestionError, RecordError
from foedera.register.nodes import Edge
from foedera.web.api.asking import OUTCOMES, Cursor, Limit, Reading, Start, Text, answer, page
from foedera.web.api.shapes import dated_of, evidence_of, promise_of
from foedera.web.pages.commands import Unit, commands
from foedera.web.pages.compare import between, force, moved
from foedera.web.pages.deliverables import calendar
from foedera.web.pages.entries import entry
from foedera.web.pages.home import home
from foedera.web.pages.network import tied, years_of
from foedera.web.pages.places import placed
from foedera.web.pages.search import search

router = APIRouter()

Month = Annotated[str | None, Query(max_length=40, description="A month as 2024-04; default: that of `on`.")]
From = Annotated[str, Query(alias="from", max_length=40, description="The earlier day.")]
Year = Annotated[int | None, Query(ge=1, le=9999, description="Default: the year of `on`.")]
Share = Annotated[float, Query(ge=0, le=1, description="The least confidence.")]
Place = Literal["event", "asset", "command"]
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


@router.get("/home", responses=OUTCOMES)
def first(request: Request, ask: Reading) -> Response:
    """What the first page shows: new documents, what changed since a day, what is due next and overdue, and how many
    claims wait for a person."""
    found = home(ask)
    lists = {name: [promise_of(each) for each in found[name]] for name in ("coming", "overdue")}
    return answer(request, ask, lists | {
        "since": found["since"], "documents": msgspec.to_builtins(found["documents"]),
        "changed": [dated_of(each) for each in found["changed"]],
        "overdue_count": found["overdue_count"], "waiting": found["waiting"],
    })  # fmt: skip


@router.get("/deliverables/calendar", responses=OUTCOMES)
def due(request: Request, ask: Reading, month: Month = None, party: Text = None) -> Response:
    """What falls due in a month, day by day."""
    asked = month or ask.moment.on[:7]
    if not _MONTH.fullmatch(asked) or asked[:4] in ("0000", "0001", "9999"):
        raise QuestionError(f"not a month: {asked[:40]!r}: write it as 2024-04")
    found = calendar(ask._replace(query={"month": asked, "party": party or ""}))["due"]
    days = {str(at): [promise_of(each) for each in some] for at, some in sorted(found.items()) if str(at)[:7] == asked}
    return answer(request, ask, {"month": asked, "days": days})


@router.get("/map", responses=OUTCOMES)
def places(
    request: Request, ask: Reading, kind: Place | None = None, place: Text = None, start: Start = 0, limit: Limit = 100
) -> Response:
    """The entries with a place: its words, and its coordinates where they are known."""
    return answer(request, ask, page(placed(ask, kind or "", place or ""), start, limit, _place_of))


@router.get("/network", responses=OUTCOMES)
def network(
    request: Request, ask: Reading, ties: Literal["events", "promises", "instruments", "memberships"] = "events",
    year: Year = None, start: Start = 0, limit: Limit = 100,
) -> Response:  # fmt: skip
    """Who was tied to whom in a year, by how many entries of a kind; `years` are those in which anything is dated."""
    at = year or int(ask.moment.on[:4])
    found, names = tied(ask, ties, at)
    rows = page(found, start, limit, lambda tie: {
        "first": tie.first, "first_name": names.get(tie.first, tie.first), "second": tie.second,
        "second_name": names.get(tie.second, tie.second), "number": tie.number,
    })  # fmt: skip
    return answer(request, ask, rows | {"ties": ties, "year": at, "years": sorted(years_of(ask))})


@router.get("/commands", responses=OUTCOMES)
def charts(request: Request, ask: Reading) -> Response:
    """Two charts of commands: as they were on the day, and as they are proposed; `later` says how much is."""
    found = commands(ask)
    units = {name: [unit_of(each) for each in found[name]] for name in ("was", "proposed")}
    return answer(request, ask, units | {"later": found["later"]})


@router.get("/compare", responses=OUTCOMES)
def compared(request: Request, ask: Reading, since: From, start: Start = 0, limit: Limit = 100) -> Response:
    """Which commitments and instruments stood elsewhere on the day `from` than on `on`; what happened and what became
    known between the two is told by `/changes`. Of each as many rows as a page has; `totals` says how many there are,
    `next` where the next page of either starts."""
    before, _ = between(ask, since)
    then = ask._replace(moment=ask.moment._replace(on=before.isoformat()))
    (promises, of_promises), (forces, of_forces) = moved(then, ask, start, limit), force(then, ask, start, limit)
    end = start + limit
    return answer(request, ask, {
        "from": before, "totals": {"commitments": of_promises, "instruments": of_forces},
        "commitments": [{"before": old and promise_of(old), "after": promise_of(new)} for _, old, new in promises],
        "instruments": [{"entry": found and found.id, "label": found and found.label, "before": old, "after": new}
                        for found, old, new in forces],
        "next": end if end < max(of_promises, of_forces) else None,
    })  # fmt: skip


@router.get("/instruments/{id}", responses=OUTCOMES)
def instrument(request: Request, ask: Reading, id: str) -> Response:
    """One instrument: whether it was in force on the day and why, what was done with it, what it does to others and
    they to it, and why it is out of date, if it is."""
    found = entry(ask._replace(path={"id": id}, query={}))
    if found["node"] is None:
        raise RecordError(f"{id[:80]} is no instrument")
    return answer(request, ask, answers.standing_of(found["standing"]) | {
        "acts": [{"act": act.act, "when": None if act.when is None else act.when.text, "modality": act.modality,
                  "by": None if act.actor is None else act.actor.name, "evidence": evidence_of(act.member)}
                 for act in found["node"].acts],
        "does": [_edge_of(*pair) for pair in found["does"]], "suffers": [_edge_of(*pair) for pair in found["suffers"]],
        "stale": [answers.stale_of(each) for each in found["stale"]],
    })  # fmt: skip


@router.get("/find", responses=OUTCOMES)
def find(
    request: Request, ask: Reading, q: str, kind: Kind | None = None, actor: Text = None, source: Text = None,
    since: Text = None, until: Text = None, confidence: Share = 0, cursor: Cursor = None,
) -> Response:  # fmt: skip
    """The one search over everything, as its page shows it: actors, entries, statements, and passages with all the
    words, of a publisher (`source`), published between two days."""
    given = {
        "q": q, "kind": kind, "actor": actor, "source": source, "since": since, "until": until, "after": cursor,
        "confidence": str(confidence) if confidence else None,
    }  # fmt: skip
    found = search(ask._replace(query={name: text for name, text in given.items() if text}))
    return answer(request, ask, {
        "actors": found["actors"], "passages": found["passages"], "statements": found["statements"],
        "entries": [{**each, "entry": each["entry"].id, "label": each["entry"].label} for each in found["entries"]],
        "cursor": found["cursor"],
    })  # fmt: skip


def unit_of(unit: Unit) -> dict[str, Any]:
    """A unit of a command chart with what is said of it and what stands below."""
    return {
        "key": unit.key, "name": unit.name, "relationship": unit.relationship, "disbanded": unit.gone,
        "notes": [{"words": words, "entry": found.id, "modality": member.claim.modality,
                   "evidence": evidence_of(member)} for words, found, member in unit.notes],
        "below": _below(unit.below),
    }  # fmt: skip


def _below(units: Iterable[Unit]) -> list[dict[str, Any]]:
    return [unit_of(each) for each in units]


def _place_of(row: dict[str, Any]) -> dict[str, Any]:
    place = row["place"]
    return {
        "kind": row["kind"], "entry": row["entry"].id, "label": row["label"], "words": row["words"],
        "latitude": place and place.latitude, "longitude": place and place.longitude,
    }  # fmt: skip


def _edge_of(edge: Edge, other: Any) -> dict[str, Any]:
    return {
        "relation": edge.relation, "name": other.name, "entry": None if other.entry is None else other.entry.id,
        "since": edge.since, "modality": edge.modality, "voice": edge.voice, "names": edge.names,
        "evidence": evidence_of(edge.member),
    }  # fmt: skip
