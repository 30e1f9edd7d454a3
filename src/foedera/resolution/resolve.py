"""The resolver: from a parse and the actor base to who each mention is."""

from __future__ import annotations

from foedera.actors import Base
from foedera.language import Parse
from foedera.resolution.bodies import Bodies
from foedera.resolution.collectives import Collectives
from foedera.resolution.mentions import Mentions
from foedera.resolution.names import names
from foedera.resolution.offices import Offices, headed
from foedera.resolution.officials import Officials
from foedera.resolution.parties import Parties
from foedera.resolution.pronouns import Pronouns
from foedera.resolution.quotations import Quotations
from foedera.resolution.roles import Roles
from foedera.resolution.sets import Sets
from foedera.resolution.spans import apart
from foedera.resolution.syntax import Syntax
from foedera.resolution.voices import Voices


def resolve(parse: Parse, base: Base) -> Mentions:
    """Who is mentioned in a document, at its date; a pure function of the two.

    Names of the base come first, longest match; then organisations and persons that only the document names, each the
    same through the document. Where it is not certain who is meant, a mention has no reference, and its candidates.
    """
    pronouns, voices, bodies = stages(parse, base)
    found = apart([*pronouns.named, *pronouns.mentions()])
    found = apart([*found, *voices.mentions(Mentions(found))])
    return Mentions(apart([*found, *bodies.owned(Mentions(found))]))


def stages(parse: Parse, base: Base) -> tuple[Pronouns, Voices, Bodies]:
    """What is left to do when names, roles and sets are found: the pronouns of the third person, those of the others,
    and what the pronouns own."""
    syntax, published = Syntax(parse), parse.document.published
    named = names(base, syntax)
    parties = Parties(base, syntax, published, named.naming, Mentions(named.mentions))
    offices = Offices(base, published, named.persons)
    roles = Roles(base, syntax, parties, named.persons, offices, named.mentions)
    bodies = Bodies(base, syntax, published, named.naming, roles.focus)
    found = Mentions(apart([*named.mentions, *roles.mentions(), *bodies.mentions()]))
    quotations = Quotations(syntax, found)
    heads = any(headed(base, speaker.id, published) for speaker in quotations.speakers)
    sides = () if heads else quotations.sides
    officials = Officials(base, syntax, published, parties, named.persons, offices, found)
    collectives = Collectives(syntax, parties, officials, named.naming, found)
    sets = Sets(syntax, parties, officials, collectives, sides, found)
    whole = apart([*found, *sets.mentions()])
    voices = Voices(syntax, named.naming, parties, quotations, sides)
    return Pronouns(syntax, whole, quotations, parties.home), voices, bodies
