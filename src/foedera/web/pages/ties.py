"""Ties out of the record, each as what it is, with the sentences that show it, and the structure that they make."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from starlette.responses import Response

from foedera.exchange.flat import cell
from foedera.model import QuestionError
from foedera.networks.recorded import Recorded, ties_on
from foedera.networks.tie import TIE_KINDS, By, Tie, TieKind
from foedera.web.cards import Doubts, Tied
from foedera.web.pages.extras import needs
from foedera.web.pages.network import DRAWN, drawn
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask

_SHOWN = 20
_SENTENCES = 3
_MOST = 300
"""How many actors a network has at most whose structure a page computes."""

_ENDINGS = {".graphml": "application/graphml+xml", ".gexf": "application/gexf+xml"}


def ties(ask: Ask) -> dict[str, Any]:
    """The ties on the day, of one kind or of all, with their sentences; of one kind also its structure."""
    found, kind = tied(ask), kind_of(ask)
    some = found.of(kind, _SENTENCES)
    given = {"kind": kind or "", "by": ask.given("by")}
    part = ask.part("/network/ties", some, _SHOWN, **given)
    structure = _structure(ask) if kind and len(some) else None
    doubts = undecided(ask)
    weights = some.weights(DRAWN)
    return {
        "kind": kind, "kinds": list(found.counts().items()), "by": by_of(ask), "part": part,
        "names": found.names([*_ends(part.rows), *_nodes(structure)]), "structure": structure, "most": _MOST,
        "drawing": drawn(ask, some.pairs(weights), found.name, weights),
        "undecided": doubts[: ask.room.most(_SHOWN)], "undecided_count": len(doubts),
        "unknown": ask.moment.link("/instruments", answer="unknown"),
        "link": lambda name: ask.moment.link("/network/ties", kind=name, by=ask.given("by")),
        "before": _year(ask, -1, given), "after": _year(ask, 1, given),
        "files": [(name, ask.moment.link(f"/network/ties{ending}", **given))
                  for name, ending in (("GraphML", ".graphml"), ("GEXF", ".gexf"), ("CSV", ".csv"))],
    }  # fmt: skip


def tied(ask: Ask) -> Tied:
    """The ties that were known of the day. Raises `QuestionError` where an address asks for what there is not."""
    on, known = ask.moment
    return ask.room.bonds(known, by_of(ask)).on(datetime.date.fromisoformat(on))


def undecided(ask: Ask) -> Doubts:
    """The instruments of which it was not known whether they were in force."""
    on, known = ask.moment
    return ask.room.bonds(known, by_of(ask)).undecided(datetime.date.fromisoformat(on))


def kind_of(ask: Ask) -> TieKind | None:
    """The kind of ties that an address asks for; None: all."""
    text = ask.given("kind")
    if text and text not in TIE_KINDS:
        raise QuestionError(f"no such ties: {text[:40]!r}: choose from {', '.join(TIE_KINDS)}")
    return text or None


def by_of(ask: Ask) -> By:
    """As whom actors count."""
    text = ask.given("by") or "state"
    if text not in ("state", "actor"):
        raise QuestionError(f"no such actors: {text[:40]!r}: choose state or actor")
    return cast(By, text)


def structure_of(ask: Ask, kind: TieKind) -> dict[str, Any]:
    """The structure that ties of one kind make: the place of each actor, what falls apart without it, the shape.

    Raises `QuestionError` where there are no such ties, or more actors than a page takes.
    """
    from foedera.networks.structure import leaving, places, shapes

    found = tied(ask)
    network = found.network(kind)
    if not len(found.of(kind)):
        raise QuestionError(f"{kind}: no tie of this kind was known on {ask.moment.on}")
    if len(network) > _MOST:
        raise QuestionError(
            f"{kind}: {len(network)} actors are too many for a page (at most {_MOST}): foedera networks record"
        )
    shape = shapes([network]).frame.row(0, named=True)
    return {
        "places": list(places([network]).frame.drop("when").iter_rows(named=True)),
        "leaving": list(leaving([network]).frame.drop("when").iter_rows(named=True)),
        "shape": {name: value for name, value in shape.items() if name != "when"},
    }


@needs("networks")
def _structure(ask: Ask) -> dict[str, Any]:
    kind = kind_of(ask)
    if kind is None or len(tied(ask).network(kind)) > _MOST:
        return {"places": None}
    key = ("structure of ties", ask.moment, kind, by_of(ask))
    return ask.room.cached(key, lambda: structure_of(ask, kind))


def graph(ask: Ask, ending: str) -> Response:
    """The ties as a graph: each an edge of its own, with the first sentence that shows it."""
    from foedera.networks.graph_files import write_graph

    with tempfile.TemporaryDirectory(prefix="foedera-ties-") as place:
        path = Path(place) / f"ties{ending}"
        write_graph(_asked(ask), path)
        return _file(path.read_bytes(), ending, _ENDINGS[ending])


def table(ask: Ask) -> Response:
    """The ties as a table, a row for each, with the first sentence that shows it."""
    from foedera.networks.tie_table import table_of_ties

    frame = table_of_ties(_asked(ask)).frame
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(frame.columns)
    writer.writerows([cell(value) for value in row] for row in frame.iter_rows())
    return _file(held.getvalue().encode(), ".csv", "text/csv; charset=utf-8")


def _asked(ask: Ask) -> Recorded:
    """The ties with all claims that show them, read for the file alone."""
    on, known = ask.moment
    found, kind = ties_on(ask.record, on, known=known, by=by_of(ask)), kind_of(ask)
    return found.only(kind) if kind else found


def _ends(rows: Iterable[Tie]) -> Iterator[str]:
    """Whom some ties tie."""
    return (id for tie in rows for id in (tie.one, tie.other))


def _nodes(structure: dict[str, Any] | None) -> list[str]:
    """The actors in a structure."""
    places = None if structure is None else structure.get("places")
    return [each["node"] for each in places or ()]


def _file(data: bytes, ending: str, type: str) -> Response:
    return Response(data, media_type=type, headers={"Content-Disposition": f'attachment; filename="ties{ending}"'})


def _year(ask: Ask, step: int, given: dict[str, str]) -> str | None:
    """The same page a year earlier or later."""
    day = datetime.date.fromisoformat(ask.moment.on)
    if not datetime.MINYEAR < day.year + step < datetime.MAXYEAR:
        return None
    last = min(day.day, 28) if day.month == 2 else day.day
    return ask.moment._replace(on=day.replace(year=day.year + step, day=last).isoformat()).link(
        "/network/ties", **given
    )


PAGES = (Page("/network/ties", "ties.html", ties, "Ties"),)
FILES = (
    File("/network/ties.graphml", lambda ask: graph(ask, ".graphml")),
    File("/network/ties.gexf", lambda ask: graph(ask, ".gexf")),
    File("/network/ties.csv", table),
)
