"""Who may decide what, on which path, what hangs on each post, and what its loss stops."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.responses import Response

from foedera.command import Loss, Structure, losses, routes, spans, text
from foedera.command.loops import loops, powerless
from foedera.command.recorded import AS_IS
from foedera.command.terms import WORDS
from foedera.model import QuestionError
from foedera.web import charts
from foedera.web.pages.extras import needing, needs
from foedera.web.pages.page import File, Page
from foedera.web.pages.structures import choices, chosen, names, path, whole
from foedera.web.room import Ask

_MOST = 60
"""How many posts a structure has at most whose losses a page computes."""


@needs("command")
def command(ask: Ask) -> dict[str, Any]:
    """A structure of command on the day: links, paths of decisions, spans, losses, loops."""
    value, lost = ask.given("of") or AS_IS, ask.given("lost")
    found = chosen(ask, value)
    if lost and found.post(lost) is None:
        raise QuestionError(f"no post {lost[:40]!r} in this structure on {ask.moment.on}")
    return {
        "of": value, "choices": choices(ask), "structure": found, "names": names(found), "lost": lost,
        "links": [(link, WORDS[link.type] if link.type else None, because(found, link.source)) for link in found.links],
        "paths": [(kind, [path(found, way) for way in routes(found, kind.id, lost=[lost] if lost else [])])
                  for kind in found.kinds],
        "posts": _posts(found) if len(found.posts) <= _MOST else None, "most": _MOST,
        "loops": loops(found), "powerless": powerless(found),
        "file": ask.moment.link("/command.yaml", of=value), "drawing": drawing(ask, found, lost),
    }  # fmt: skip


def drawing(ask: Ask, structure: Structure, lost: str = "") -> Any:
    """The posts, each a row under one that stands above it; None where there are too many, or none."""
    below: dict[str, list[str]] = defaultdict(list)
    above: dict[str, str] = {}
    for link in structure.links:
        if above.setdefault(link.below, link.above) == link.above:
            below[link.above].append(link.below)
    called, rows = names(structure), list[dict[str, Any]]()
    waiting: list[tuple[str, int, int | None]] = [(id, 0, None) for id in reversed(called) if id not in above]
    while waiting:
        id, depth, row = waiting.pop()
        rows.append(
            {
                "row": len(rows), "depth": depth, "above": row, "name": called.get(id, id),
                "state": "disbanded" if id == lost else "as it was", "href": "",
            }
        )  # fmt: skip
        waiting += [(each, depth + 1, len(rows) - 1) for each in reversed(dict.fromkeys(below[id]))]
    return ask.drawing(charts.units, rows) if 1 < len(rows) <= _MOST else None


def because(structure: Structure, ids: Any) -> list[dict[str, str | None]]:
    """The sources of a part: the sentence or title, who published it when, and where it can be read."""
    return [
        {
            "text": source.sentence or source.title, "is_sentence": "yes" if source.sentence else None,
            "about": ", ".join(str(part) for part in (source.publisher, source.date) if part is not None),
            "document": source.document, "address": _safe(source.address),
        }
        for source in structure.sources
        if source.id in ids
    ][:3]  # fmt: skip


def download(ask: Ask) -> Response:
    """The structure, all variants of it, as a file to complete and to ask from the command line."""
    with needing("command"):
        name = (ask.given("of") or AS_IS).partition("#")[0]
        data = text(whole(ask, name, ask.moment.on))
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return Response(data.encode(), media_type="application/yaml", headers=headers)


def _posts(found: Structure) -> list[tuple[Any, Loss]]:
    by_loss = {loss.id: loss for loss in losses(found) if loss.of == "post"}
    return [(one, by_loss[one.post]) for one in spans(found)]


def _safe(address: str | None) -> str | None:
    return address if address and address.startswith(("https://", "http://")) else None


PAGES = (Page("/command", "command.html", command, "Who decides"),)
FILES = (File("/command.yaml", download),)
