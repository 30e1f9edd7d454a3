"""What a match of the base is cut down to: "the Chinese military" names China, "the Trump administration" a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.actors import Base, Match

_BODY = re.compile(r"(?: (?:armed|naval|ground|security))? (?:military|forces|troops|government|army|soldiers)$")
_REIGN = re.compile(r" [Aa]dministration$")
_OWNED = re.compile(r"['’]s? ")


def narrowed(base: Base, text: str, matches: list[Match]) -> Iterator[Match]:
    """The matches of `text`, with those cut down whose words are more than a name.

    A state's adjective before a noun that adds nothing to it names the state; a possessive and what it owns are two
    names; "administration" with a person's name is left to the persons.
    """
    for match in matches:
        words = text[match.start : match.end]
        if " " not in words or not match.actors:
            yield match
        elif _OWNED.search(words):
            yield from _parted(base, match, words)
        elif (body := _BODY.search(words)) is not None:
            yield _front(base, match, words[: body.start()]) or match
        elif _REIGN.search(words) is None or _front(base, match, _REIGN.sub("", words)) is not None:
            yield match


def _front(base: Base, match: Match, words: str) -> Match | None:
    """The match of a state that is all of `words`, at the start of `match`."""
    found = base.scan(words)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        return None
    if not any(id.startswith("state:") for id in found[0].actors):
        return None
    return _moved(found[0], match.start)


def _parted(base: Base, match: Match, words: str) -> Iterator[Match]:
    """The owner and what it owns, where both are names by themselves; else the match as it is."""
    owned = _OWNED.search(words)
    if owned is None:
        yield match
        return
    owner = _front(base, match, words[: owned.start()])
    rest = base.scan(words[owned.end() :])
    if owner is None or not rest or (rest[0].start, rest[0].end) != (0, len(words) - owned.end()):
        yield match
        return
    yield owner
    yield msgspec.structs.replace(match, start=match.start + owned.end())


def _moved(match: Match, by: int) -> Match:
    return msgspec.structs.replace(match, start=match.start + by, end=match.end + by)
