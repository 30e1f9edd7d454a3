"""Who acts in a candidate, and on whom: both sides of a verb, an adjective or a noun, as the syntax has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.events.grammar import STEPS, agents, behind, conditions, objects, passive, subject
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.language import Tree
from foedera.model import ActorRef

MUTUAL = frozenset(["CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"])
"""Types of which several actors may be the parties without any recipient."""

HARM = frozenset(["ASSAULT", "COERCE", "SANCTION", "THREATEN", "REJECT"])
"""Types of an act that answers what somebody else does."""

Sides = tuple[list[Party], list[Party]]
"""The parties that act, and those on whom they do."""

_BY_OWNER = ("by", "between", "of")
_LENT = ("light", "same", "REQUEST")
_PRONOUNS = frozenset(["it", "he", "she", "they"])
_WHOSE = ("by", "from")
_ANY = ("with", "to", "against", "on", "from", "for", "in", "of", "over", "at")
_CAUSES = frozenset("spark draw face provoke prompt trigger attract earn meet incur receive".split())


def sides(tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entry: Entry) -> Sides:
    """The actors and the recipients of the act that a token names in the frame of `entry`."""
    if entry.pos == "noun":
        return _noun_sides(tree, parties, lexicon, token, entry)
    if tree.tokens[token].dep == "aux":
        return _duty(tree, parties, tree.tokens[token].head)
    passively = passive(tree, token)
    actors = _doers_of_passive(tree, parties, token, entry) if passively else _doers(tree, parties, token)
    recipients = _recipients(tree, parties, token, entry, actors)
    if not actors and entry.type in MUTUAL:
        between = [p for noun in objects(tree, token, entry.type) for p in _between(tree, parties, noun)]
        actors = between or (recipients if len(refs_of(recipients)) > 1 else [])
    return actors, recipients


def key(ref: ActorRef) -> str:
    """By what an actor is the same in a sentence."""
    return ref.id or ref.name


def _doers_of_passive(tree: Tree, parties: Parties, verb: int, entry: Entry) -> list[Party]:
    """The parties behind "by"; where nobody stands there, those whom the act of such a type is owed to."""
    actors = [party for noun in agents(tree, verb) for party in parties.named(noun)]
    if actors:
        return actors
    nouns = objects(tree, verb, entry.type)
    match entry.type:
        case "COERCE" if entry.mode == "arrest":  # where somebody "was arrested in"
            return [party for noun in tree.objects(verb, "in") for party in parties.named(noun)]
        case "SANCTION":  # whose aid "will be cut"
            return [party for noun in nouns for party in parties.owner(noun)]
        case "MOBILIZE" | "AID":  # whose forces "were deployed to" a place
            return [party for noun in nouns for party in parties.named(noun)]
    return []


def _duty(tree: Tree, parties: Parties, verb: int) -> Sides:
    """Who says that somebody must do something, and who must do it."""
    clause = verb
    while tree.tokens[clause].dep in ("conj", "xcomp") and tree.tokens[clause].head != clause:
        clause = tree.tokens[clause].head
    token = tree.tokens[clause]
    obliged = subject(tree, verb, 1)
    if token.dep != "ccomp" or token.head == clause or obliged is None:
        return [], []
    speaker = subject(tree, token.head, STEPS)
    return ([] if speaker is None else parties.named(speaker)), parties.named(obliged) or parties.owner(obliged, "of")


def _doers(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties of a verb's subject; where that is a pronoun of nobody known in what somebody says, the speaker."""
    doer = subject(tree, verb, STEPS)
    if doer is None:
        return []
    found = parties.named(doer)
    token = tree.tokens[verb]
    if not found and tree.word(doer) in _PRONOUNS and token.dep == "ccomp" and token.head != verb:
        speaker = subject(tree, token.head, 1)
        return [] if speaker is None else parties.named(speaker)
    return found


def _noun_sides(tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry) -> Sides:
    """The actors and the recipients of a noun that names an act."""
    actors = _between(tree, parties, noun)
    if actors:
        return actors, []
    actors = parties.owner(noun, *_WHOSE)
    token = tree.tokens[noun]
    governed = token.dep == "dobj"
    if not actors and governed and lexicon.operators.get(tree.lemma(token.head)) in _LENT:
        actors = _doers(tree, parties, token.head)
    if not actors and governed and tree.lemma(token.head) in _CAUSES:
        actors = [party for other in tree.objects(token.head, "from") for party in parties.named(other)]
    for recipients in _noun_recipients(tree, parties, noun, entry):
        if recipients:
            return actors, recipients
    return (actors, []) if len(refs_of(actors)) == 1 or entry.type in MUTUAL else ([], [])


def _noun_recipients(tree: Tree, parties: Parties, noun: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties behind the noun's prepositions, then to whom the verb gives it, or who draws it on himself."""
    for preposition in entry.recipient:
        nouns = [*tree.objects(noun, preposition)]
        nouns += [far for near in tree.objects(noun, "of") for far in tree.objects(near, preposition)]
        yield [p for other in nouns for p in parties.named(other) or parties.owner(other, *_BY_OWNER)]
    token = tree.tokens[noun]
    if token.dep != "dobj":
        return
    given = [kid for kid in tree.kids(token.head, "dative", "iobj") if tree.tokens[kid].pos != "ADP"]
    yield [party for other in (*given, *tree.objects(token.head, "to", "against")) for party in parties.named(other)]
    if tree.lemma(token.head) in _CAUSES:
        yield _doers(tree, parties, token.head)


def _between(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """The parties behind "between" or "among"."""
    nouns = tree.objects(noun, "between", "among", "involving")
    found = [party for other in nouns for party in parties.named(other)]
    return found if len(refs_of(found)) > 1 else []


def _recipients(tree: Tree, parties: Parties, verb: int, entry: Entry, actors: Sequence[Party]) -> list[Party]:
    """The first parties other than the actors where they may stand; rather of another state than of theirs."""
    own = refs_of(actors)
    known, home = {key(ref) for ref in own}, {_home(ref) for ref in own}
    places = [found for found in _places(tree, parties, verb, entry) if found]
    strange = [party for found in places for party in found if any(_home(ref) not in home for ref in party.refs)]
    for found in places:
        others = [party for party in found if any(key(ref) not in known for ref in party.refs)]
        if entry.type != "REQUEST" and strange:
            others = [party for party in others if party in strange]
        if others:
            return others
    return []


def _home(ref: ActorRef) -> str:
    return ref.state or key(ref)


def _places(tree: Tree, parties: Parties, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties in the places that the frame names, best first, then inside what it governs, then around it."""
    nouns = objects(tree, verb, entry.type)
    far: list[int] = []
    for place in (*entry.phrase[-1:], *entry.recipient):
        here = nouns if place == "obj" else [*behind(tree, verb, nouns, place)]
        far += [] if place == "obj" else here
        yield [party for noun in here for party in parties.named(noun)]
        if place == "obj":
            yield [party for noun in here for party in parties.owner(noun)]
    for noun in (*nouns, *far):
        for member in tree.members(noun):
            yield parties.owner(member, *_BY_OWNER)
    yield from _embedded(tree, parties, verb)
    yield from _around(tree, parties, verb, entry)


def _embedded(tree: Tree, parties: Parties, verb: int) -> Iterator[list[Party]]:
    """The parties in the clause or the gerund that a verb governs ("refused to meet", "agreed to send aid to")."""
    inner = [*tree.kids(verb, "xcomp", "ccomp")]
    inner += [clause for kid in tree.kids(verb, "prep") for clause in tree.kids(kid, "pcomp")]
    for clause in inner:
        nouns = [*tree.kids(clause, "dobj", "dative")]
        nouns += [noun for kid in tree.kids(clause, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
        for noun in (*nouns, *(noun for place in _ANY for noun in behind(tree, clause, nouns, place))):
            yield parties.named(noun) or parties.owner(noun, *_BY_OWNER)


def _around(tree: Tree, parties: Parties, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties that a clause beside the verb names: of a visit, the place where it is made; of harm, who acts in the
    condition for it, or on whom the verb before it is done."""
    token = tree.tokens[verb]
    if entry.type == "CONSULT" and token.dep == "relcl":
        yield parties.named(token.head)
    if entry.type not in HARM:
        return
    for clause in conditions(tree, verb):
        doer = subject(tree, clause, 0)
        yield [] if doer is None else parties.named(doer) or parties.owner(doer, "by")
    if token.dep == "conj" and tree.tokens[token.head].pos == "VERB":
        for noun in objects(tree, token.head, entry.type):
            yield parties.named(noun)
            yield parties.owner(noun, *_BY_OWNER)
            for inner in tree.objects(noun, "of", "on", "against"):
                yield parties.named(inner) or parties.owner(inner)
