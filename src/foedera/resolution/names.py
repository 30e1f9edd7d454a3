"""The mentions by name: of the base, of organisations and persons that only the document names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from foedera.actors import Base, Match
from foedera.resolution.candidates import is_name
from foedera.resolution.halves import halves
from foedera.resolution.mentions import Mention
from foedera.resolution.naming import Naming
from foedera.resolution.narrowing import narrowed
from foedera.resolution.organisations import Organisations
from foedera.resolution.persons import Persons
from foedera.resolution.spans import Span, Taken, apart
from foedera.resolution.syntax import Syntax

_COMPANY = re.compile(r",? (?:Corp|Corporation|Inc|Ltd|Co|plc|Company|Group|AG|SE|SA)\.?")


class Names(msgspec.Struct, frozen=True):
    """The mentions by name of a document, and what was learnt of its names and persons."""

    naming: Naming
    persons: Persons
    mentions: list[Mention]


def names(base: Base, syntax: Syntax) -> Names:
    """The names of a document: those of the base first, longest match, then those of the document alone."""
    published = syntax.parse.document.published
    naming, persons = Naming(base, syntax, published), Persons(base, syntax, published)
    organisations = Organisations(base, syntax, published)
    matches = list(narrowed(base, syntax.text, base.scan(syntax.text)))
    wide = _wider(syntax.text, organisations.spans(), matches)
    matches = _outside(syntax.text, matches, wide)
    people = [match for match in matches if _personal(match)]
    named = [match for match in matches if not _personal(match)]
    named = _outside(syntax.text, named, _full_names(syntax, named))
    taken = [(match.start, match.end) for match in named] + wide
    found = naming.mentions(named) + organisations.mentions(wide)
    found += halves(syntax.text, naming, found)
    found += organisations.acronyms(found, taken)
    found += persons.mentions(people, [*taken, *((m.start, m.end) for m in found)])
    return Names(naming, persons, apart(found))


def _wider(text: str, spans: Iterable[Span], matches: Sequence[Match]) -> list[Span]:
    """The spans that hold every match of the base they touch, and do not merely end in an organisation of the base."""
    starts = [match.start for match in matches]
    found = []
    for start, end in spans:
        near = matches[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]
        if all(_holds(text, start, end, match) for match in near):
            found.append((start, end))
    return found


def _holds(text: str, start: int, end: int, match: Match) -> bool:
    if match.end <= start or end <= match.start:
        return True
    if match.start < start or end < match.end or (match.start, match.end) == (start, end):
        return False
    if match.start == start and _COMPANY.fullmatch(text, match.end, end):
        return False
    return match.end < end or not match.actors or match.actors[0].startswith("state:")


def _full_names(syntax: Syntax, matches: Iterable[Match]) -> list[Span]:
    """The names of persons that begin with, end with or hold the name of something else ("Jordan Peterson")."""
    single = {
        (match.start, match.end) for match in matches
        if match.type in ("name", "capital", "short", "alias") and " " not in syntax.text[match.start : match.end]
    }  # fmt: skip
    found = []
    for sentence in syntax.parse.sentences:
        for name in sentence.names:
            words = syntax.text[name.start : name.end]
            if name.label != "PERSON" or " " not in words or not is_name(words):
                continue
            inside = sum(1 for low, high in single if name.start <= low and high <= name.end)
            if 0 < inside <= words.count(" "):
                found.append((name.start, name.end))
    return found


def _personal(match: Match) -> bool:
    return bool(match.actors) and match.actors[0].startswith("person:")


def _outside(text: str, matches: Sequence[Match], spans: Sequence[Span]) -> list[Match]:
    """The matches that do not lie wholly in one of the spans."""
    taken = Taken(len(text), spans)
    return [m for m in matches if not taken.touches((m.start, m.end)) or not _inside(m, spans)]


def _inside(match: Match, spans: Iterable[Span]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in spans)
