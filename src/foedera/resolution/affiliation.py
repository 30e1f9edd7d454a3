"""What a title before a name or an apposition behind it says: state, sector, offices."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from foedera.actors import Base, Match
from foedera.model import Edtf
from foedera.resolution.titles import TITLE, TITLE_BEFORE, is_former, offices, sector

_BEHIND = re.compile(r", (?:the |a |an )?([^,.;\n]{3,90})")
_OF = re.compile(r",? of (?:the )?")
OWNS = (" ", "'s ", "’s ", "' ", "’ ")
_NAMES = ("name", "official", "short", "acronym", "alias")


class Affiliation(msgspec.Struct, frozen=True):
    """What the words beside a name say of the person; `former` where a title is of the past."""

    state: str | None = None
    sector: str | None = None
    offices: frozenset[str] = frozenset()
    titled: bool = False
    former: bool = False


def affiliation(base: Base, text: str, start: int, end: int, published: Edtf | None) -> Affiliation:
    """The affiliation that stands beside the name from `start` to `end`."""
    before = _before(base, text, start, end, published)
    behind = _behind(base, text, end, published)
    return Affiliation(
        before.state or behind.state, before.sector or behind.sector, before.offices | behind.offices,
        before.titled, before.former,
    )  # fmt: skip


def _before(base: Base, text: str, start: int, end: int, published: Edtf | None) -> Affiliation:
    line = text.rfind("\n", 0, start) + 1
    window = text[max(line, start - 90) : start]
    apart = window.endswith(", ")  # "Japan's foreign minister, NAME"
    found = TITLE_BEFORE.search(window.removesuffix(", ") + " " if apart else window)
    if found is None:
        return Affiliation()
    at = start - len(found[1]) - apart
    state = state_before(base, text, at, published) or state_after(base, text, end, published)
    former = is_former(found[1]) or text[max(line, at - 10) : at].lower().endswith(("previous ", "former "))
    return Affiliation(state, sector(found[1]), offices(found[1]), True, former)


def _behind(base: Base, text: str, end: int, published: Edtf | None) -> Affiliation:
    found = _BEHIND.match(text, end)
    if found is None or sector(found[1]) is None or _another(found[1]):
        return Affiliation()
    states = {match.actors for match in states_in(base, found[1])}
    state = _only(base, next(iter(states)), published) if len(states) == 1 else None
    return Affiliation(state, sector(found[1]), offices(found[1]))


def _another(words: str) -> bool:
    """Whether what follows is not said of the person but the title and name of the next one in a list."""
    title = TITLE.match(words)
    return title is not None and words[title.end() + 1 : title.end() + 2].isupper()


def state_before(base: Base, text: str, at: int, published: Edtf | None) -> str | None:
    """The state whose name or adjective ends right before `at`."""
    line = max(text.rfind("\n", 0, at) + 1, at - 60)
    for match in states_in(base, text[line:at]):
        if text[line + match.end : at] in OWNS:
            return _only(base, match.actors, published)
    return None


def state_after(base: Base, text: str, at: int, published: Edtf | None) -> str | None:
    """The state in "NAME of STATE", or that of the body in "NAME of BODY"."""
    follows = _OF.match(text, at)
    if follows is None:
        return None
    matches = base.scan(text[follows.end() : follows.end() + 60])
    if matches and matches[0].start == 0 and matches[0].type in _NAMES:
        named = _only(base, matches[0].on(None), published)
        return None if named is None else base.state_of(named, published)
    return None


def states_in(base: Base, text: str) -> list[Match]:
    """The matches that name states."""
    return [m for m in base.scan(text) if m.actors and m.type != "place" and m.actors[0].startswith("state:")]


def _only(base: Base, ids: Iterable[str], published: Edtf | None) -> str | None:
    alive = [id for id in ids if published is None or base.actor(id, published) is not None]
    return alive[0] if len(alive) == 1 else None
