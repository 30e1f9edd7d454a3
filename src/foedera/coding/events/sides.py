"""Who acts in a candidate, and on whom: both sides of a verb, an adjective or a noun, as the syntax has them."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.events.doers import Sides, doers, doers_of_passive, duty
from foedera.coding.events.grammar import STEPS, agents, objects, passive, subject
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.coding.events.recipients import BY_OWNER, recipients_of
from foedera.language import Tree

MUTUAL = frozenset(["CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"])
"""Types of which several actors may be the parties without any recipient."""

_LENT = ("light", "same", "REQUEST")
_TELLING = frozenset(["confirm", "appear", "seem", "remain"])
PREPARING = frozenset("plan schedule arrange seek prepare propose consider weigh mull threaten intend".split())
_JOINT = frozenset(["CONSULT", "COOPERATE", "AGREE", "SUPPORT"])
_WHILE = frozenset("during at in through throughout after following amid".split())
_PART = frozenset("participate take engage join be embark".split())
_FIELDS = frozenset("withdrawal pullout evacuation invasion occupation".split())
_MANY = frozenset("series round number set wave spate range variety dozen string pair couple lot kind type".split())
_TOWARDS = frozenset("to against with on for towards toward from".split())
_WHOSE = ("by", "from")
_HAZARDS = frozenset(["threat"])
_LEAVING = frozenset(["RETREAT", "SANCTION", "MOBILIZE"])
_SUFFERED = frozenset(
    "killing murder assassination poisoning arrest detention imprisonment abduction kidnapping execution deportation "
    "expulsion jailing beating torture release trial prosecution impeachment conviction extradition capture ouster "
    "removal dismissal ban overthrow disappearance slaying beheading".split()
)
_TARGETS = frozenset(["subject", "target", "object", "victim"])
_DEFENDS = frozenset(["defend", "protect", "resist", "repel", "fight"])
CAUSES = frozenset("spark draw face provoke prompt trigger attract earn meet incur receive".split())


def sides(tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entry: Entry) -> Sides:
    """The actors and the recipients of the act that a token names in the frame of `entry`."""
    if entry.pos == "noun":
        return _noun_sides(tree, parties, lexicon, token, entry)
    if tree.tokens[token].dep == "aux":
        return duty(tree, parties, tree.tokens[token].head)
    passively = entry.pos == "verb" and passive(tree, token)
    actors = doers_of_passive(tree, parties, token, entry) if passively else doers(tree, parties, token)
    if entry.pos == "adjective" and not actors:
        actors = parties.every(tree.kids(token, "nsubjpass"))
    recipients = recipients_of(tree, parties, lexicon, token, entry, actors)
    grown = passively and entry.type == "SUPPORT" and "tie" in entry.needs  # "the alliance between us was forged"
    if not actors and entry.type in MUTUAL and not grown:
        actors = _each_other(tree, parties, token, entry, recipients)
    return actors, recipients


def _each_other(tree: Tree, parties: Parties, verb: int, entry: Entry, met: list[Party]) -> list[Party]:
    """The parties of what is done together where nobody is said to do it: those "between" whom it is, or those on the
    other side, if several."""
    between = [party for noun in objects(tree, verb, entry.type) for party in _between(tree, parties, noun)]
    free = entry.type in ("CONSULT", "COOPERATE") and subject(tree, verb, STEPS) is None
    together = (entry.pos == "verb" and passive(tree, verb)) or free
    return between or (met if together and len(refs_of(met)) > 1 else [])


def _noun_sides(tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry) -> Sides:
    """The actors and the recipients of a noun that names an act."""
    actors = _between(tree, parties, noun)
    if actors:
        return actors, []
    if _is_field(tree, noun):
        return [], []
    actors = _holders(tree, parties, noun, entry)
    if tree.lemma(noun) in _SUFFERED and any(ref.kind == "person" for ref in refs_of(actors)):
        return parties.every(tree.objects(noun, "by")), actors
    actors = actors or _moved(tree, parties, noun, entry) or _lent(tree, parties, lexicon, noun, entry)
    for recipients in _noun_recipients(tree, parties, noun, entry):
        if recipients:
            return actors, recipients
    return (actors, []) if len(refs_of(actors)) == 1 or entry.type in MUTUAL else ([], [])


def _is_field(tree: Tree, noun: int) -> bool:
    """Whether the name of a country before a noun is where it happens: "the Afghanistan withdrawal", "a Taiwan
    invasion". An abbreviation has no adjective, so that it may well be who acts ("the US withdrawal")."""
    if tree.lemma(noun) not in _FIELDS:
        return False
    before = [tree.tokens[kid] for kid in tree.kids(noun, "compound", "nmod") if kid < noun]
    owned = any(True for _ in tree.kids(noun, "poss", "amod")) or any(True for _ in tree.objects(noun, "by"))
    return not owned and any(token.tag == "NNP" and token.text[1:].islower() for token in before)


def _holders(tree: Tree, parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """Whose act a noun names: its owner's, or that of the noun before which it stands ("his resignation letter")."""
    if entry.mode == "resign" and tree.tokens[noun].dep == "compound":
        return parties.owner(tree.tokens[noun].head)
    whose = ("by",) if entry.type in _LEAVING or tree.lemma(noun) in _HAZARDS else _WHOSE
    whole = post(tree, noun)  # "a record number of launches": whose number it is
    many = whole != noun and tree.tokens[noun].dep == "pobj"
    return parties.owner(noun, *whose) or (parties.owner(whole) if many else []) or _together(parties, noun, entry)


def _moved(tree: Tree, parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """Whose forces are moved ("the withdrawal of US soldiers")."""
    if entry.type != "MOBILIZE" and entry.mode != "withdraw":
        return []
    return parties.every(tree.objects(noun, "of"))


def _together(parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """The several parties, or the organisation, behind the "of" of what is done together ("a meeting of ministers")."""
    founded = entry.type == "AGREE"  # "the establishment of the council", which does nothing itself
    found = parties.owner(noun, "of") if entry.type in _JOINT and not founded else []
    refs = refs_of(found)
    return found if len(refs) > 1 or any(ref.sector == "IGO" for ref in refs) else []


def _lent(tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry) -> list[Party]:
    """The parties that a noun has from the verb that governs it: who held talks, or by whom an attack was made."""
    for verb in tree.kids(noun, "acl", "relcl"):
        if lexicon.operators.get(tree.lemma(verb)) == "light" or tree.lemma(verb) in _PART:
            return parties.every(_told(tree, verb))
    token = tree.tokens[post(tree, noun)]
    if _misread(tree, noun) and tree.tokens[token.head].pos == "VERB":
        return doers(tree, parties, token.head)
    match token.dep:
        case "nsubjpass":
            return parties.every(agents(tree, token.head))
        case "pobj":
            return _around_preposition(tree, parties, token.head, entry)
        case "dobj":
            return _of_light_verb(tree, parties, lexicon, token.head, entry)
    return []


def _misread(tree: Tree, noun: int) -> bool:
    """Whether a bare noun with an infinitive beside another noun is a verb ("appreciate the efforts and pledge to")."""
    token = tree.tokens[noun]
    bare = token.tag == "NN" and not any(True for _ in tree.kids(noun, "det", "poss", "amod", "compound", "nummod"))
    return bare and token.dep == "conj" and any(True for _ in tree.kids(noun, "xcomp"))


def _told(tree: Tree, verb: int) -> list[int]:
    """Who does what a clause beside a noun tells: its subject, or its agent ("the attack claimed by")."""
    doers = [kid for kid in tree.kids(verb, "nsubj") if not tree.relative(kid)]
    return doers or ([*agents(tree, verb)] if tree.tokens[verb].tag == "VBN" else [])


def _around_preposition(tree: Tree, parties: Parties, preposition: int, entry: Entry) -> list[Party]:
    """Who does something "during a visit", or takes part in what a noun names."""
    verb = tree.tokens[preposition].head
    if entry.type == "ASSAULT" and tree.lemma(verb) == "responsibility":  # "claimed responsibility for the attack"
        claimed = tree.tokens[verb].head
        return doers(tree, parties, claimed) if tree.lemma(claimed) == "claim" else []
    if tree.tokens[verb].pos not in ("VERB", "AUX"):
        return []
    meant = entry.type == "CONSULT" and tree.word(preposition) in _WHILE
    if meant and "their" in [tree.word(noun - 1) for noun in _led(tree, preposition)]:
        met = parties.every(objects(tree, verb, entry.type))
        return [*doers(tree, parties, verb), *met]  # "warned him during their meeting"
    return doers(tree, parties, verb) if meant or tree.lemma(verb) in _PART else []


def _led(tree: Tree, preposition: int) -> list[int]:
    """The first words after what belongs to somebody behind a preposition ("during their recent meeting")."""
    return [kid + 1 for noun in tree.kids(preposition, "pobj") for kid in tree.kids(noun, "poss")]


def _of_light_verb(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> list[Party]:
    """Who holds, plans or makes what a noun names, or from whom it is drawn."""
    lemma = tree.lemma(verb)
    if lemma == "claim":
        return doers(tree, parties, verb) if entry.type == "ASSAULT" else []
    if (lexicon.operators.get(lemma) in _LENT and lemma not in _TELLING) or lemma in PREPARING:
        return doers(tree, parties, verb)
    if lemma not in CAUSES or entry.type == "PROTEST":
        return []
    return parties.every(tree.objects(verb, "from"))


def post(tree: Tree, noun: int) -> int:
    """The noun in whose place a noun stands: the first of those beside it, or that of which it is many ("a series of
    talks")."""
    for _ in range(STEPS):
        token = tree.tokens[noun]
        above = token.head
        if token.dep == "conj" and tree.tokens[above].pos in ("NOUN", "PROPN"):
            noun = above
        elif token.dep == "pobj" and tree.word(above) == "of" and tree.lemma(tree.tokens[above].head) in _MANY:
            noun = tree.tokens[above].head
        else:
            break
    return noun


def _noun_recipients(tree: Tree, parties: Parties, noun: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties behind the noun's prepositions, then to whom the verb gives it, or who draws it on himself."""
    for preposition in entry.recipient:
        nouns = [*_facing(tree, noun, preposition)]
        yield [p for other in nouns for p in parties.named(other) or parties.owner(other, *BY_OWNER)]
    if entry.type == "REQUEST":  # "his insistence that they leave"
        clauses = tree.kids(noun, "acl", "ccomp", "relcl")
        yield parties.every(other for clause in clauses for other in tree.kids(clause, "nsubj"))
    token = tree.tokens[post(tree, noun)]
    if token.dep == "pobj":
        yield _defended(tree, parties, noun, entry)
        yield _borne(tree, parties, tree.tokens[token.head].head)
    elif token.dep in ("dobj", "nsubjpass"):
        yield from _given_by(tree, parties, token.head, entry)
    if token.dep == "dobj":  # "was given assurances"
        yield parties.every(tree.kids(token.head, "nsubjpass"))


def _facing(tree: Tree, noun: int, preposition: str) -> Iterator[int]:
    """The nouns behind a preposition of a noun, of those beside it, or of one behind its "of"."""
    for near in (noun, *tree.kids(noun, "conj"), *tree.objects(noun, "of")):
        yield from tree.objects(near, preposition)


def _given_by(tree: Tree, parties: Parties, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """To whom a verb gives what a noun names, or who draws it on himself."""
    given = [kid for kid in tree.kids(verb, "dative", "iobj") if tree.tokens[kid].pos != "ADP"]
    yield parties.every((*given, *tree.objects(verb, *_TOWARDS.intersection((*entry.recipient, "to", "against")))))
    if tree.lemma(verb) in CAUSES:
        yield doers(tree, parties, verb)


def _defended(tree: Tree, parties: Parties, harm: int, entry: Entry) -> list[Party]:
    """Who is defended "against" somebody's harm, or defends himself."""
    if entry.type != "ASSAULT" or not any(True for _ in tree.kids(harm, "poss")):
        return []
    preposition = tree.tokens[post(tree, harm)].head
    verb = tree.tokens[preposition].head
    if tree.word(preposition) not in ("against", "from") or tree.lemma(verb) not in _DEFENDS:
        return []
    nouns = [*tree.kids(verb, "dobj")]
    own = not nouns or any(tree.word(noun).endswith(("self", "selves")) for noun in nouns)
    return doers(tree, parties, verb) if own else parties.every(nouns)


def _borne(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """Who is "the subject of sanctions" or "the target of attacks"."""
    borne = tree.lemma(noun) in _TARGETS and tree.tokens[noun].dep == "attr"
    return doers(tree, parties, tree.tokens[noun].head) if borne else []


def _between(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """The parties behind "between" or "among"."""
    held = (noun, *tree.kids(noun, "acl"), *tree.objects(noun, "of"))  # "the exercises held between", "the signing of a
    # treaty between"
    nouns = [other for word in held for other in tree.objects(word, "between", "among", "involving")]
    found = parties.every(nouns)
    return found if len(refs_of(found)) > 1 else []
