"""Structures of command as JSON: one on a day, two compared, and both under load."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from foedera.command import compare, comparison_of, route_of, routes, structure_of
from foedera.command.recorded import AS_IS
from foedera.web.api.asking import OUTCOMES, Reading, answer
from foedera.web.pages.command_compare import pair
from foedera.web.pages.command_simulate import simulated
from foedera.web.pages.extras import needing
from foedera.web.pages.structures import choices, chosen
from foedera.web.room import Ask

router = APIRouter()

_NAME = "`record`, `record#proposed`, or a structure of /command/structures, with its variant: `japan-us#before`."
Which = Annotated[str, Query(max_length=200, description=_NAME)]
Other = Annotated[str | None, Query(max_length=200, description=_NAME)]
On = Annotated[str | None, Query(max_length=40, description="The day of this one, where it is not `on`.")]


def paired(
    ask: Reading, first: Other = None, second: Other = None, first_on: On = None, second_on: On = None
) -> Ask:  # fmt: skip
    """What is asked about two structures."""
    given = {"first": first, "second": second, "first_on": first_on, "second_on": second_on}
    return ask._replace(query={name: value for name, value in given.items() if value})


Two = Annotated[Ask, Depends(paired)]


@router.get("/command/structures", responses=OUTCOMES)
def structures(request: Request, ask: Reading) -> Response:
    """What can be asked for: the record's structure, each variant of it, and those that come with Foedera."""
    with needing("command"):
        return answer(request, ask, {"rows": [each._asdict() for each in choices(ask)]})


@router.get("/command", responses=OUTCOMES)
def structure(request: Request, ask: Reading, of: Which = AS_IS) -> Response:
    """A structure of command on the day: posts, links, rules, sources, paths of decisions, spans, losses, loops."""
    with needing("command"):
        found = chosen(ask, of)
        paths = {kind.id: [route_of(way, found) for way in routes(found, kind.id)] for kind in found.kinds}
        return answer(request, ask, structure_of(found) | {"paths": paths})


@router.get("/command/compare", responses=OUTCOMES)
def compared(request: Request, ask: Two) -> Response:
    """Two structures: what only one has, what differs, and how the paths of decisions change."""
    with needing("command"):
        one, other = pair(ask)
        return answer(request, ask, comparison_of(compare(one, other), one, other))


@router.get("/command/simulate", responses=OUTCOMES)
def simulate(
    request: Request, ask: Two, measure: Literal["time", "missed"] = "time",
    load: Literal["quiet", "steady", "busy"] = "steady", decisions: Annotated[int, Query(ge=50, le=500)] = 200,
    replications: Annotated[int, Query(ge=4, le=20)] = 10,
) -> Response:  # fmt: skip
    """Two structures under the same load: ranks and ratios, break-even points, and the circumstances in which each
    loses. One runs at a time; a second is refused with 400 while the first is under way."""
    with needing("command"):
        form = {"measure": measure, "load": load, "decisions": str(decisions), "replications": str(replications)}
        found = simulated(ask._replace(query={**ask.query, **form}))
        told = {"contest": found.contest, "sensitivity": found.sensitivity}
        return answer(request, ask, msgspec.to_builtins(told))
