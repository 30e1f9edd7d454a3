"""What a match of the base is cut down to: "the Chinese military" names China, "the Trump administration" a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.actors import Base, Match

_BODY = re.compile(r"(?: (?:armed|naval|ground|security))? (?:military|forces|troops|government|army|soldiers)$")
_REIGN = re.compile(r" [Aa]dministration$")
_DEFINED = re.compile(r"\b((?:[A-Z][\w’'-]+ (?:of |and |for |the )*){1,5}[A-Z][\w’'-]+) \(([A-Z]{2,6})\)")
_BODIES = re.compile(
    r"\b(?:Command|Force|Forces|Agency|Organi[sz]ation|Ministry|Department|Council|Union|Committee|Group|Association|"
    r"Institute|Center|Centre|University|Navy|Army|Guard|Party|Corporation|Bank|Fund|Office|Authority|Republic|States|"
    r"Kingdom|Emirates|Service|Corps|Commission|Cooperation|Front|Movement|Administration|Agencies|Bureau)\b"
)
_DESIGNATED = re.compile(r" [A-Z]{1,4}-\d")
_STATIONS = frozenset(["RAF", "RAAF", "NAS"])
_PLACE = re.compile(r" [A-Z][a-z]")
_OWNED = re.compile(r"['’]s? ")


def narrowed(base: Base, text: str, matches: list[Match]) -> Iterator[Match]:
    """The matches of `text`, with those cut down whose words are more than a name.

    A state's adjective before a noun that adds nothing to it names the state; a possessive and what it owns are two
    names; "administration" with a person's name is left to the persons.
    """
    other = _redefined(base, text)
    for match in matches:
        words = text[match.start : match.end]
        if words not in other and not _product(text, match):
            yield from _cut(base, match, words)


def _product(text: str, match: Match) -> bool:
    """Whether what follows makes a maker's name an aircraft's, or a service's a base's."""
    if text[match.start : match.end] in _STATIONS:
        return _PLACE.match(text, match.end) is not None
    return _DESIGNATED.match(text, match.end) is not None


def _cut(base: Base, match: Match, words: str) -> Iterator[Match]:
    """What is left of one match."""
    body = _BODY.search(words)
    if " " not in words or not match.actors:
        yield match
    elif _OWNED.search(words):
        yield from _parted(base, match, words)
    elif body is not None:
        yield _front(base, match, words[: body.start()]) or match
    elif _REIGN.search(words) is None or _front(base, match, _REIGN.sub("", words)) is not None:
        yield match


def _redefined(base: Base, text: str) -> frozenset[str]:
    """The acronyms that the text gives to something else than the base does ("Maritime Domain Awareness (MDA)")."""
    found = set()
    for defined in _DEFINED.finditer(text):
        initials = "".join(word[0] for word in re.findall(r"[A-Z][\w’'-]*", defined[1]))
        if initials == defined[2] and not base.find(defined[1]) and not _organised(defined[1]):
            found.add(defined[2])
    return frozenset(found)


def _organised(words: str) -> bool:
    return _BODIES.search(words) is not None


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
    whole = bool(rest) and (rest[0].start, rest[0].end) == (0, len(words) - owned.end())
    if owner is None or not (whole or words[owned.end()].isupper()):
        yield match
        return
    yield owner
    yield msgspec.structs.replace(match, start=match.start + owned.end())


def _moved(match: Match, by: int) -> Match:
    return msgspec.structs.replace(match, start=match.start + by, end=match.end + by)
