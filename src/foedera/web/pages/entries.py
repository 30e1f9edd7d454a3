"""One entry: what is said of it, stage by stage, with its sentences; what it amends or replaces; how it came to be."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from foedera import register
from foedera.exchange import fields, line
from foedera.record import Version
from foedera.register import Entry, Graph, Member
from foedera.register.stages import TRACKS
from foedera.web import digits
from foedera.web.cards import Stales, Standings
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 30


def entry(ask: Ask) -> dict[str, Any]:
    """An entry of any kind. Raises `RecordError` where there is none of this id, and never was."""
    id, moment = ask.path["id"], ask.moment
    found = ask.room.entry(id, moment.known)
    part = ask.part(f"/entries/{id}", found.members, _SHOWN)
    values: dict[str, Any] = {
        "entry": found,
        "asked": id,
        "successors": register.successors(ask.record, id, known=moment.known) if found.id != id else (),
        "sources": len({member.source.id for member in found.members}), "part": part,
        "members": [_member(member) for member in part.rows],
        "progress": None, "tracks": TRACKS, "node": None,
        # On a published site nothing is told of how persons decided, and every claim was read and accepted.
        "trail": [] if ask.room.whole else _trail(ask, part.rows), "undoable": _undoable(ask),
    }  # fmt: skip
    if found.kind == "commitment":
        notes = ask.room.notes(moment.known).get(found.id, ())
        values["progress"] = register.progress(found, notes, as_of=datetime.date.fromisoformat(moment.on))
    if found.kind == "instrument":
        values |= _instrument(ask, found)
    return values


def _undoable(ask: Ask) -> int | None:
    """The number of the note by which claims were just taken out of the entry, for whoever may put them back."""
    kind, _, number = ask.given("done").partition("-")
    return digits.number(number) if kind == "split" and ask.who.may("edit") else None


def graph(ask: Ask) -> Graph:
    """The graph of all instruments, as it was known then."""
    return ask.room.graph(ask.moment.known)


def standings(ask: Ask) -> Standings:
    """Every instrument with whether it was in force on the day, and why."""
    return ask.room.forces(ask.moment.known).on(datetime.date.fromisoformat(ask.moment.on))


def stale(ask: Ask) -> Stales:
    """The instruments that were out of date on the day."""
    return ask.room.forces(ask.moment.known).stale(datetime.date.fromisoformat(ask.moment.on))


def _instrument(ask: Ask, entry: Entry) -> dict[str, Any]:
    found = graph(ask)
    if entry.id not in ask.room.forces(ask.moment.known).places:
        return {}
    return {
        "node": found.node(entry.id),
        "standing": found.standing(entry.id, ask.moment.on),
        "does": [(edge, found.node(edge.target)) for edge in found.out_of(entry.id)],
        "suffers": [(edge, found.node(edge.source)) for edge in found.onto(entry.id)],
        "stale": stale(ask).of(entry.id),
    }


def _member(member: Member) -> dict[str, Any]:
    return {"member": member, "line": line(member.claim), "fields": fields(member.claim)}


def _trail(ask: Ask, members: Iterable[Member]) -> list[dict[str, Any]]:
    """Every step of how claims of an entry came to be as they are, the last first."""
    steps = ask.record.histories([member.row.lineage for member in members])
    until = datetime.datetime.fromisoformat(ask.moment.known)
    known = sorted((v for v in steps if v.known_from <= until), key=lambda v: (v.known_from, v.lineage), reverse=True)
    return [_step(version) for version in known]


def _step(version: Version) -> dict[str, Any]:
    return {
        "at": version.known_from, "cause": version.cause, "status": version.status, "who": version.who,
        "why": version.why, "lineage": version.lineage, "line": None if version.claim is None else line(version.claim),
    }  # fmt: skip


PAGES = (Page("/entries/{id}", "entry.html", entry),)
