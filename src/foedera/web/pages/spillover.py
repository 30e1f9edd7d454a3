"""Which streams of events excite which, each claim with its rate of false alarm; a refusal where events are too few."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from foedera.model import FoederaError, QuestionError
from foedera.web import charts
from foedera.web.pages.extras import needs
from foedera.web.pages.forecast import stream_of
from foedera.web.pages.page import Page
from foedera.web.room import Ask

if TYPE_CHECKING:
    from foedera.spillover import Counts, Edge, Spread
    from foedera.spillover.streams import By

BYS = ("dyad", "type", "quad", "region")
_STREAMS, _CONTROLS = 20, 49
_DAYS = 20_000
"""How many days a page fits at most."""


class Found(NamedTuple):
    """What was fitted: the edges that survive the controls, and how much is set off in all."""

    names: tuple[str, ...]
    edges: tuple[Edge, ...]
    spread: Spread
    notes: tuple[str, ...]


@needs("spillover")
def spillover(ask: Ask) -> dict[str, Any]:
    """The edges between streams of the record's events, or why nothing can be said."""
    by = by_of(ask)
    values: dict[str, Any] = {"by": by, "bys": BYS, "found": None, "refusal": None, "asked": ask.given("run"),
                              "limits": (_STREAMS, _CONTROLS)}  # fmt: skip
    try:
        counts = counted(ask)
        found = fitted(ask) if ask.given("run") else None
    except QuestionError:
        raise
    except FoederaError as error:
        return values | {"refusal": str(error).removeprefix(f"{stream_of(ask).name}: ")}
    edges = found.edges if found is not None else ()
    return values | {
        "found": found, "streams": counts.names, "pairs": {(each.source, each.target): each for each in edges},
        "strongest": max((each.weight for each in edges), default=1.0), "drawing": _drawing(ask, found),
    }  # fmt: skip


def _drawing(ask: Ask, found: Found | None) -> Any:
    """The streams that excite or are excited, and the edges between them."""
    if found is None or not found.edges:
        return None
    rows = [
        {"source": each.source, "target": each.target, "weight": each.weight, "false": each.false}
        for each in found.edges
    ]
    return ask.drawing(charts.streams, rows)


def by_of(ask: Ask) -> By:
    """What makes a stream, by an address."""
    text = ask.given("by") or BYS[0]
    if text not in BYS:
        raise QuestionError(f"no such streams: {text[:40]!r}: choose from {', '.join(BYS)}")
    return cast("By", text)


def counted(ask: Ask) -> Counts:
    """The daily counts of the streams. Raises `DatasetError` where there is too little to say anything."""
    from foedera.model.errors import DatasetError
    from foedera.spillover import streamed

    by = by_of(ask)
    found = stream_of(ask).until(_end(ask))
    key = ("streams", ask.moment, by)
    counts = ask.room.cached(key, lambda: streamed(found, by, most=_STREAMS))
    if len(counts.names) < 2:
        raise DatasetError("only one stream has enough events, so that there is nothing that it could excite")
    if counts.days > _DAYS:
        raise DatasetError(f"{counts.days} days are too many for a page (at most {_DAYS}): foedera spillover fits them")
    return counts


def fitted(ask: Ask) -> Found:
    """The fit with its negative controls; raises as `counted` does, and `QuestionError` where it takes too long."""
    counts = counted(ask)

    def run() -> Found:
        from foedera.spillover import drawn, edges, fit, spread

        made = fit(counts, controls=_CONTROLS)
        draws = drawn(made)
        return Found(counts.names, edges(made, draws), spread(made, draws), tuple(counts.notes))

    return ask.room.runs.result(("spillover", ask.moment, by_of(ask)), run)


def _end(ask: Ask) -> int:
    """The number of the day after that of the page."""
    found = stream_of(ask)
    if found.origin is None:
        return int(found.day[-1]) + 1 if len(found) else 0
    return found.number(datetime.date.fromisoformat(ask.moment.on)) + 1


PAGES = (Page("/spillover", "spillover.html", spillover, "Spillover"),)
