"""The words by which a text speaks of several actors at once, and what they ask for: how many, of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_COUNTS = {"both": 2, "two": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "neither": 2}
_STATES = (
    "countries|nations|states|sides|governments|allies|partners|neighbou?rs|capitals|parties|"
    "delegations|participants|democracies|powers|adversaries|rivals|sides"
)
_LOOSE = "countries|nations|governments|sides|delegations|participants|democracies|parties|signatories|neighbou?rs"
_PERSONS = (
    r"(?:national security advis[eo]rs|NSAs|presidents and prime ministers|"
    r"foreign and defen[cs]e (?:minister|secretarie)s|"
    r"foreign (?:minister|secretarie)s|defen[cs]e (?:ministers|chiefs|secretaries)|prime ministers|"
    r"presidents|premiers|(?:top |senior )?diplomats|chiefs of defen[cs]e|leaders|secretaries|"
    r"ministers|men|women|officials|generals|chiefs)"
)
PERSONS = re.compile(_PERSONS, re.IGNORECASE)
_WHERE = r"(?:(?:East |Southeast |South |Central |North )?(?:Asian|European|American|African|Pacific|Western|Arab) )?"
_NOT = (
    r"(?! of (?!defen[cs]e\b))(?! of:)(?! (?:bordering|that|which|whose|involved|concerned|participating|located))"
    r"(?!['’]s? (?:Summit|Meeting|Statement|Dialogue))"
)
_COUNTED = re.compile(
    r"\b(?P<owner>the |our |their |these |all )?(?P<count>both|two|three|four|five|neither)(?: of)?"
    r"(?: the| our| their| these)? "
    rf"{_WHERE}(?P<noun>{_STATES}|{_PERSONS}|side|country|party|nation)\b{_NOT}(?! from )",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?P<owner>the|our|their|these|all the) {_WHERE}(?P<noun>{_PERSONS}|{_LOOSE})\b"
    rf"{_NOT}(?! from | in )",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<!\w )(?P<noun>participants|delegations)\b")
_PRINCIPALS = re.compile(r"\b(?P<owner>[Tt]he) (?P<noun>President and(?: the)? Prime Minister)\b(?! [A-Z])")
_OWNED = re.compile(r"(?:both(?: of)? )?(our|their) ", re.IGNORECASE)
_ALONE = re.compile(r"\b(?:(?P<both>[Bb]oth)|(?P<owner>[Tt]he) (?P<count>two|three|pair|trio))\b")
VAGUE = re.compile(r"men|women|officials|generals|chiefs|(?:top |senior )?diplomats|secretaries", re.IGNORECASE)
"""Nouns that tell nothing of an office."""


class Group(msgspec.Struct, frozen=True):
    """Words from `start` to `end` that ask for several actors.

    `count` is None where it is not told; `noun` is in lower case, empty where there is none ("the two"); `owner` is
    "the", "our", "their", "these", "all" or empty; a possessive is a mention by itself and lies outside.
    """

    start: int
    end: int
    noun: str
    count: int | None
    owner: str

    @property
    def persons(self) -> bool:
        """Whether persons are asked for; else states are, or either where there is no noun."""
        return PERSONS.fullmatch(self.noun) is not None or self.noun.startswith("president and")

    @property
    def vague(self) -> bool:
        """Whether the noun tells nothing of an office ("the two men")."""
        return VAGUE.fullmatch(self.noun) is not None


def groups(text: str) -> list[Group]:
    """All such words of a text, in order, not overlapping."""
    found = sorted(_all(text), key=lambda group: (group.start, -group.end))
    kept: list[Group] = []
    for group in found:
        if not kept or group.start >= kept[-1].end:
            kept.append(group)
    return kept


def _all(text: str) -> Iterator[Group]:
    for match in _COUNTED.finditer(text):
        yield _group(match, _COUNTS[match["count"].lower()])
    for pattern in (_PLAIN, _BARE):
        for match in pattern.finditer(text):
            yield _group(match, None)
    for match in _PRINCIPALS.finditer(text):
        yield _group(match, 2)


def alone(text: str) -> Iterator[Group]:
    """ "Both" and "the two" without a noun, of which some qualify what follows."""
    for match in _ALONE.finditer(text):
        count = 2 if match["both"] else _COUNTS[match["count"].lower()]
        yield Group(match.start(), match.end(), "", count, "the")


def _group(match: re.Match[str], count: int | None) -> Group:
    fields = match.groupdict()
    owner = (fields.get("owner") or "").strip().lower().split(" ")[0]
    owned = _OWNED.match(match[0])
    if owned is not None:
        owner = owned[1].lower()
    return Group(match.start() + (owned.end() if owned else 0), match.end(), match["noun"].lower(), count, owner)
