"""Structures of command that a page can be about: what the record tells, as it is or as proposed, and the starters."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from foedera.command import Route, Structure, recorded, recorded_variant, starter, starters
from foedera.command.chronicle import chronicle
from foedera.command.recorded import ALL, AS_IS
from foedera.model import QuestionError
from foedera.register.days import day as day_of
from foedera.web.room import Ask

_DEEDS = {
    "report": "reports", "review": "reviews", "consult": "is consulted", "consent": "consents", "decide": "decides",
}  # fmt: skip


class Choice(NamedTuple):
    """A structure that can be chosen: what stands in an address, and what it is called."""

    value: str
    label: str


def choices(ask: Ask) -> list[Choice]:
    """What can be chosen: the record as it is and each variant of it, and every variant of the starters."""
    found = [Choice(AS_IS, "The record, as it is")]
    for each in whole(ask, AS_IS, ask.moment.on).offered:
        if each.id != AS_IS:
            name = "all that is proposed" if each.id == ALL else f"with “{each.name}”"
            found.append(Choice(f"{AS_IS}#{each.id}", f"The record, {name}"))
    for name in starters():
        known = whole(ask, name, "")
        found += [Choice(f"{name}#{each.id}", f"{known.name}: {each.name}") for each in known.offered]
        found += [] if known.offered else [Choice(name, known.name)]
    return found


def chosen(ask: Ask, value: str, on: str = "") -> Structure:
    """The structure that an address names, on a day (default: that of the page).

    Raises `QuestionError` where there is none, or no such variant or day.
    """
    name, _, variant = value.partition("#")
    day = _day(on or ask.moment.on)
    found = whole(ask, name, day.isoformat())
    if name == AS_IS:
        return recorded_variant(found, variant or None)
    if variant and all(each.id != variant for each in found.offered):
        raise QuestionError(f"{name}: no variant {variant[:40]!r}")
    if found.offered and not variant:
        raise QuestionError(f"{name} has variants: choose {' or '.join(f'{name}#{v.id}' for v in found.offered)}")
    return found.on(day, variant or None)


def whole(ask: Ask, name: str, on: str) -> Structure:
    """A structure with all its variants; that of the record is the one of the day."""
    if name != AS_IS:
        return ask.room.cached(("starter", name), lambda: starter(name))
    known = ask.moment.known
    source = ask.room.lasting("chronicle", known, lambda: chronicle(ask.record, known))
    return ask.room.cached(("structure", on, known), lambda: recorded(ask.record, on=on, known=known, source=source))


def names(structure: Structure) -> dict[str, str]:
    """The names of the posts by their ids."""
    return {post.id: post.name for post in structure.posts}


def path(structure: Structure, way: Route) -> dict[str, Any]:
    """A decision path as templates show it."""
    called = names(structure)
    steps = []
    for step in way.steps:
        hours = "" if step.hours is None else f" within {step.hours:g} h"
        silent = "" if step.answers else ", but does not answer"
        steps.append(f"{called.get(step.post, step.post)} {_DEEDS[step.does]}{hours}{silent}")
    return {
        "decider": called.get(way.decider, way.decider), "steps": steps, "length": way.length,
        "consents": [called.get(post, post) for post in way.consents],
        "delegated": [called.get(post, post) for post in way.delegated],
        "limits": [_limit(limit) for limit in way.limits],
    }  # fmt: skip


def _limit(limit: Any) -> str:
    parts = [f"at most {limit.most:g}"] if limit.most is not None else []
    parts += [f"at least {limit.least:g}"] if limit.least is not None else []
    return f"{' and '.join(parts)} {limit.of}".strip()


def _day(text: str) -> datetime.date:
    return day_of(text)
