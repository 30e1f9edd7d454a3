"""Forecasts, spillover and trade routes as JSON; a refusal says why in one line."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from foedera.web.api.asking import OUTCOMES, Reading, answer
from foedera.web.pages.extras import needing
from foedera.web.pages.forecast import predicted, refusal
from foedera.web.pages.routes import answered
from foedera.web.pages.spillover import fitted

router = APIRouter()

Actor = Annotated[str, Query(min_length=1, max_length=200, description="The id of an actor, or its name.")]
Choke = Annotated[str, Query(min_length=1, max_length=60, description="A strait or canal, by id or name.")]
Word = Annotated[str, Query(max_length=60)]


@router.get("/forecast/exposure", responses=OUTCOMES)
def exposure(request: Request, ask: Reading) -> Response:
    """Whether enough was read and happened to give a probability; `refusal` says what is missing, or is null."""
    with needing("forecast"):
        return answer(request, ask, {"refusal": refusal(ask)})


@router.get("/forecast", responses=OUTCOMES)
def forecast(
    request: Request, ask: Reading, actor: Actor, recipient: Actor, days: Literal["7", "30", "90"] = "30"
) -> Response:
    """How probable at least one event of each type is, beside climatology and no change, with reasons. Where no
    probability can be calibrated it is null, or the question is refused with 400 and the reason."""
    with needing("forecast"):
        made = predicted(ask._replace(query={"actor": actor, "recipient": recipient, "days": days}))
        return answer(request, ask, msgspec.to_builtins({"forecasts": made.forecasts, "counted": made.counted}))


@router.get("/spillover", responses=OUTCOMES)
def spillover(
    request: Request, ask: Reading, by: Literal["dyad", "type", "quad", "region"] = "dyad"
) -> Response:  # fmt: skip
    """Which streams of events excite which, each edge with its rate of false alarm; 400 where events are too few."""
    with needing("spillover"):
        return answer(request, ask, msgspec.to_builtins(fitted(ask._replace(query={"by": by}))._asdict()))


@router.get("/routes", responses=OUTCOMES)
def routes(
    request: Request, ask: Reading, cut: Choke, also: Word = "", state: Word = "", ship: Word = "container",
    when: Word = "",
) -> Response:  # fmt: skip
    """What the cut of one or two chokepoints does: detours, flows, bounds for a state, assumptions and sources."""
    with needing("spillover"):
        given = {"cut": cut, "also": also, "state": state, "ship": ship, "when": when}
        return answer(request, ask, msgspec.to_builtins(answered(ask._replace(query=given))))
