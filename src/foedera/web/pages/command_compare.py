"""Two structures of command side by side: as it was and as proposed, or on two days."""

from __future__ import annotations

import datetime
from typing import Any

from foedera.command import Part, Structure, compare
from foedera.command.recorded import ALL, AS_IS
from foedera.command.terms import WORDS
from foedera.web.pages.deciding import drawing
from foedera.web.pages.extras import needs
from foedera.web.pages.page import Page
from foedera.web.pages.structures import choices, chosen, path
from foedera.web.room import Ask


def pair(ask: Ask) -> tuple[Structure, Structure]:
    """The two structures that an address names; of none, the record as it is and as proposed."""
    first, second = ask.given("first") or AS_IS, ask.given("second") or f"{AS_IS}#{ALL}"
    there = {choice.value for choice in choices(ask)}
    if not ask.given("second") and second not in there:
        second = first
    return chosen(ask, first, ask.given("first_on")), chosen(ask, second, ask.given("second_on"))


@needs("command")
def compared(ask: Ask) -> dict[str, Any]:
    """What two structures have in common, where they differ, and how the paths of decisions change."""
    first, second = pair(ask)
    found = compare(first, second)
    return {
        **given(ask), "choices": choices(ask), "structures": (first, second), "found": found,
        "rows": [row for what, part in (("post", found.posts), ("link", found.links), ("rule", found.rules))
                 for row in _rows(what, part, (first, second))],
        "drawings": [drawing(ask, each) for each in (first, second)],
        "called": [_label(ask, each, name) for each, name in ((first, "first"), (second, "second"))],
        "alike": found.posts.alike + found.links.alike + found.rules.alike,
        "paths": [
            (each.kind, _path(first, each.first), _path(second, each.second), each.differs) for each in found.paths
        ],
    }  # fmt: skip


def given(ask: Ask) -> dict[str, str]:
    """What the form of two structures holds."""
    return {
        "first": ask.given("first") or AS_IS, "second": ask.given("second") or f"{AS_IS}#{ALL}",
        "first_on": ask.given("first_on"), "second_on": ask.given("second_on"),
    }  # fmt: skip


def _label(ask: Ask, structure: Structure, name: str) -> tuple[str, datetime.date | None]:
    """What a structure is called where one is chosen, and its day."""
    value = given(ask)[name]
    return next((each.label for each in choices(ask) if each.value == value), structure.name), structure.day


def _path(structure: Structure, way: Any) -> dict[str, Any] | None:
    return None if way is None else path(structure, way)


def _rows(what: str, part: Part, both: tuple[Structure, Structure]) -> list[tuple[str, str, str]]:
    called = {post.id: post.name for structure in both for post in structure.posts}
    rows = [(what, _called(one, called), "") for one in part.first]
    rows += [(what, "", _called(one, called)) for one in part.second]
    for each in part.changed:
        for field, (one, other) in each.fields.items():
            rows.append((f"{_called(each.id, called)}: {field}", _value(one), _value(other)))
    return rows


def _called(id: str, names: dict[str, str]) -> str:
    """The names of the posts in an id of a link or rule, and its relationship in words."""
    words = {**names, **{f"({term})": f"({said})" for term, said in WORDS.items()}}
    return " ".join(words.get(word, word) for word in id.split(" "))


def _value(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, tuple):
        return ", ".join(_value(each) for each in value)
    return str(getattr(value, "post", None) or getattr(value, "of", None) or value)


PAGES = (Page("/command/compare", "command_compare.html", compared),)
