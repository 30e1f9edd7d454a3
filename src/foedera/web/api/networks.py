"""Ties out of the record as JSON, and the structure that they make."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from foedera.networks.tie import Tie, TieKind
from foedera.web.api.asking import OUTCOMES, Limit, Reading, Start, answer, page
from foedera.web.pages.extras import needing
from foedera.web.pages.ties import kind_of, structure_of, tied, undecided
from foedera.web.room import Ask

router = APIRouter()

Kind = Annotated[TieKind | None, Query(description=f"One of {', '.join(get_args(TieKind))}; default: all.")]
By = Annotated[Literal["state", "actor"], Query(description="Whether actors count as their states.")]


def asked(ask: Reading, kind: Kind = None, by: By = "state") -> Ask:
    """What is asked about ties."""
    return ask._replace(query={"kind": kind or "", "by": by})


Ties = Annotated[Ask, Depends(asked)]


@router.get("/ties", responses=OUTCOMES)
def ties(request: Request, ask: Ties, start: Start = 0, limit: Limit = 100) -> Response:
    """The ties on the day, each as what it is, with the sentences that show it; `undecided` are instruments of which
    it is not known whether they were in force, so that their absence among the ties says nothing."""
    found = tied(ask)
    some = found.of(kind_of(ask))
    names = found.names(id for tie in some[start : start + limit] for id in (tie.one, tie.other))
    doubts = [
        {"name": one.name, "entry": one.entry, "reasons": [reason.text for reason in one.reasons]}
        for one in undecided(ask)
    ]
    rows = page(some, start, limit, lambda tie: tie_of(tie, names))
    return answer(request, ask, rows | {"undecided": doubts})


@router.get("/ties/structure", responses=OUTCOMES)
def structure(request: Request, ask: Reading, kind: TieKind, by: By = "state") -> Response:
    """The structure that ties of one kind make: the place of each actor, what falls apart without it, the shape."""
    with needing("networks"):
        return answer(request, ask, structure_of(ask._replace(query={"kind": kind, "by": by}), kind))


def tie_of(tie: Tie, names: Any) -> dict[str, Any]:
    """A tie with its sentences."""
    return {
        "kind": tie.kind, "sort": tie.sort, "one": tie.one, "one_name": names.get(tie.one, tie.one), "other": tie.other,
        "other_name": names.get(tie.other, tie.other), "mutual": tie.mutual, "weight": tie.weight, "what": tie.what,
        "entry": tie.entry, "since": tie.since,
        "sentences": [{"text": one.text, "document": one.document, "claim": one.claim} for one in tie.sentences],
    }  # fmt: skip
