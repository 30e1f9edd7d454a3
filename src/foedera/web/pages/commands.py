"""The command chart: as it was on a day, and as it is proposed, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast
from urllib.parse import urlencode

import msgspec

from foedera import register
from foedera.actors import Base
from foedera.command.terms import WORDS
from foedera.model import ActorRef, Command, Edtf
from foedera.register import Entry, Member
from foedera.register.days import happened_by, published_on
from foedera.web import charts
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_DEEPEST = 8


class Unit(msgspec.Struct):
    """A unit in a chart: who it is, under whom, by which relationship, what is said of it, and what stands below."""

    key: str
    name: str
    parent: str | None = None
    relationship: str | None = None
    notes: list[tuple[str, Entry, Member]] = msgspec.field(default_factory=list)
    below: list[Unit] = msgspec.field(default_factory=list)
    gone: bool = False


def found(ask: Ask) -> Sequence[Entry]:
    """All entries of the kind `command`, as they were known then."""
    known = ask.moment.known
    return ask.room.lasting("commands", known, lambda: tuple(register.entries(ask.record, kind="command", known=known)))


def commands(ask: Ask) -> dict[str, Any]:
    """Two charts: of what was so on the day, and of what was planned or considered by then."""
    told = [(entry, member) for entry in found(ask) for member in entry.members]
    known = [(e, m) for e, m in told if _by(published_on(m), ask.moment.on)]
    actual = [(e, m) for e, m in known if m.claim.modality == "actual" and _by(_day(m), ask.moment.on)]
    proposed = [(e, m) for e, m in known if m.claim.modality in ("planned", "possible")]
    started = [(e, m) for e, m in proposed if m.claim.when is not None and _begun(m, ask.moment.on)]
    later = [pair for pair in proposed if pair not in started]
    was, proposed_chart = _chart(actual, ask), _chart([*actual, *later], ask, later)
    return {
        "was": was, "proposed": proposed_chart, "related": related, "later": len(later),
        "drawn_was": _drawing(ask, was, was), "drawn_proposed": _drawing(ask, proposed_chart, was) if later else None,
    }  # fmt: skip


def _drawing(ask: Ask, units: Sequence[Unit], was: Sequence[Unit]) -> Any:
    """A chart of units, each a row under the one above it; what is not so `was` is only proposed."""
    before = {unit.key: unit.parent for unit, _ in _rows(was)}
    rows: list[dict[str, Any]] = []
    at: dict[str, int] = {}
    for row, (unit, depth) in enumerate(_rows(units)):
        at[unit.key] = row
        state = "as it was" if before.get(unit.key, "") == unit.parent else "only proposed"
        rows.append(
            {
                "row": row, "depth": depth, "above": at.get(unit.parent or ""),
                "name": unit.name + (f" ({related(unit.relationship)})" if unit.relationship else ""),
                "state": "disbanded" if unit.gone else state,
                "href": f"/actors/{unit.key}" if unit.key != unit.name else f"/search?{urlencode({'q': unit.name})}",
            }
        )  # fmt: skip
    return ask.drawing(charts.units, rows) if rows else None


def related(relationship: str) -> str:
    """A relationship of command in words: operational control for `opcon`."""
    return next((words for term, words in WORDS.items() if term == relationship), relationship)


def _rows(units: Iterable[Unit], depth: int = 0) -> Iterator[tuple[Unit, int]]:
    """The units from the top down, each with how deep it stands."""
    for unit in units:
        yield unit, depth
        yield from _rows(unit.below, depth + 1)


def _chart(told: Sequence[tuple[Entry, Member]], ask: Ask, marked: Sequence[tuple[Entry, Member]] = ()) -> list[Unit]:
    """The units that are spoken of, under their parents; those that have none first. Circles are cut."""
    units: dict[str, Unit] = {}
    for entry, member in sorted(told, key=lambda pair: (str(_day(pair[1])), pair[0].id)):
        body = cast(Command, member.claim.body)
        unit = _unit(units, body.unit, body.post)
        if unit is None:
            continue
        if body.parent is not None and body.parent.name != unit.name:
            above = _unit(units, body.parent, None)
            unit.parent, unit.relationship = None if above is None else above.key, body.relationship
        unit.gone = body.change == "disband" or (unit.gone and body.change != "create")
        if not marked or (entry, member) in marked:
            unit.notes.append((_words(body), entry, member))
    _from_base(units, ask.room.base, ask.moment.on)
    return _roots(units)


def _unit(units: dict[str, Unit], ref: ActorRef | None, post: str | None) -> Unit | None:
    name = ref.name if ref is not None else post
    if name is None:
        return None
    key = (ref.id if ref is not None else None) or name
    return units.setdefault(key, Unit(key, name))


def _from_base(units: dict[str, Unit], base: Base, on: str) -> None:
    """What the base knows of who is under whom, where the record does not say."""
    for unit in list(units.values()):
        row = next(iter(base.parents(unit.key, Edtf.parse(on))), None) if unit.parent is None else None
        if row is not None:
            above = base.actor(row.parent)
            units.setdefault(row.parent, Unit(row.parent, row.parent if above is None else above.name))
            unit.parent, unit.relationship = row.parent, row.relationship or None


def _roots(units: dict[str, Unit]) -> list[Unit]:
    below: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.values():
        if unit.parent is not None and not _circles(units, unit):
            below[unit.parent].append(unit)
        else:
            unit.parent = None
    for unit in units.values():
        unit.below = sorted(below[unit.key], key=lambda each: each.name)
    return sorted((unit for unit in units.values() if unit.parent is None), key=lambda each: each.name)


def _circles(units: dict[str, Unit], unit: Unit) -> bool:
    above, seen = unit.parent, 0
    while above is not None and seen < _DEEPEST:
        if above == unit.key:
            return True
        above, seen = units[above].parent if above in units else None, seen + 1
    return seen >= _DEEPEST


def _words(body: Command) -> str:
    said = [body.change if body.change != "hold" else "", body.rank or "", body.authority or "", body.place or ""]
    return ", ".join(word for word in said if word) or "exists"


def _day(member: Member) -> Any:
    return happened_by(member.claim.when, published_on(member))


def _by(day: Any, on: str) -> bool:
    return day is None or day.isoformat() <= on


def _begun(member: Member, on: str) -> bool:
    """Whether the day for which something was planned has come; whether it was done, nobody has said."""
    earliest = None if member.claim.when is None else member.claim.when.latest
    return earliest is not None and f"{earliest.year:04}-{earliest.month:02}-{earliest.day:02}" < on


def names(units: Iterable[Unit]) -> list[str]:
    """The names in a chart, from the top down."""
    return [name for unit in units for name in (unit.name, *names(unit.below))]


PAGES = (Page("/commands", "commands.html", commands, "Commands"),)
