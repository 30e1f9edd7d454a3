"""The resolver: from a parse and the actor base to who each mention is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from foedera.actors import Base, Match
from foedera.language import Parse
from foedera.resolution.candidates import is_name
from foedera.resolution.collectives import Collectives
from foedera.resolution.halves import halves
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.naming import Naming
from foedera.resolution.narrowing import narrowed
from foedera.resolution.offices import Offices, headed
from foedera.resolution.officials import Officials
from foedera.resolution.organisations import Organisations
from foedera.resolution.parties import Parties
from foedera.resolution.persons import Persons
from foedera.resolution.pronouns import Pronouns
from foedera.resolution.quotations import Quotations
from foedera.resolution.roles import Roles
from foedera.resolution.sets import Sets
from foedera.resolution.syntax import Syntax
from foedera.resolution.voices import Voices

_COMPANY = re.compile(r",? (?:Corp|Corporation|Inc|Ltd|Co|plc|Company|Group|AG|SE|SA)\.?")


def resolve(parse: Parse, base: Base) -> Mentions:
    """Who is mentioned in a document, at its date; a pure function of the two.

    Names of the base come first, longest match; then organisations and persons that only the document names, each the
    same through the document. Where it is not certain who is meant, a mention has no reference, and its candidates.
    """
    syntax, published = Syntax(parse), parse.document.published
    matches = list(narrowed(base, parse.document.text, base.scan(parse.document.text)))
    organisations = Organisations(base, syntax, published)
    wide = _wider(parse.document.text, organisations.spans(), matches)
    matches = [match for match in matches if not _inside(match, wide)]
    naming = Naming(base, syntax, published)
    persons = Persons(base, syntax, published)
    people = [match for match in matches if _personal(match)]
    named = [match for match in matches if not _personal(match)]
    full = _full_names(syntax, named)
    named = [match for match in named if not _inside(match, full)]
    taken = [(match.start, match.end) for match in named] + wide
    found = naming.mentions(named) + organisations.mentions(wide)
    found += halves(syntax.text, naming, found)
    found += organisations.acronyms(found, taken)
    found += persons.mentions(people, [*taken, *((m.start, m.end) for m in found)])
    found = _apart(found)
    parties, offices = Parties(base, syntax, published, naming), Offices(base, published, persons)
    found = _apart([*found, *Roles(base, syntax, parties, persons, offices, found).mentions()])
    quotations = Quotations(syntax, Mentions(found))
    heads = any(headed(base, speaker.id, published) for speaker in quotations.speakers)
    sides = () if heads else quotations.sides
    officials = Officials(base, syntax, published, parties, persons, offices, Mentions(found))
    collectives = Collectives(syntax, parties, officials, naming, Mentions(found))
    sets = Sets(syntax, parties, officials, collectives, sides, Mentions(found))
    found = _apart([*found, *sets.mentions()])
    found = _apart([*found, *Pronouns(syntax, found, quotations, parties.home).mentions()])
    return Mentions(_apart([*found, *Voices(syntax, naming, parties, quotations, sides).mentions(Mentions(found))]))


def _wider(text: str, spans: Iterable[tuple[int, int]], matches: Sequence[Match]) -> list[tuple[int, int]]:
    """The spans that hold every match of the base they touch, and do not merely end in an organisation of the base."""
    return [(start, end) for start, end in spans if all(_holds(text, start, end, match) for match in matches)]


def _holds(text: str, start: int, end: int, match: Match) -> bool:
    if match.end <= start or end <= match.start:
        return True
    if match.start < start or end < match.end or (match.start, match.end) == (start, end):
        return False
    if match.start == start and _COMPANY.fullmatch(text, match.end, end):
        return False
    return match.end < end or not match.actors or match.actors[0].startswith("state:")


def _full_names(syntax: Syntax, matches: Iterable[Match]) -> list[tuple[int, int]]:
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


def _inside(match: Match, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in spans)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer or earlier one."""
    kept: list[Mention] = []
    past = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= past:
            kept.append(mention)
            past = mention.end
    return kept
