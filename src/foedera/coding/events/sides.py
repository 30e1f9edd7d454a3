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
_TELLING = frozenset(["confirm", "appear", "seem", "remain"])
PREPARING = frozenset("plan schedule arrange seek prepare propose consider weigh mull threaten intend".split())
_JOINT = frozenset(["CONSULT", "COOPERATE", "AGREE", "SUPPORT"])
_WHILE = frozenset("during at in through throughout after following amid".split())
_PART = frozenset("participate take engage join be embark".split())
_MANY = frozenset("series round number set wave spate range variety dozen string pair couple lot kind type".split())
_TOWARDS = frozenset("to against with on for towards toward from".split())
_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "i"])
_WHOSE = ("by", "from")
_LEAVING = frozenset(["RETREAT", "SANCTION", "MOBILIZE"])
_ANY = ("with", "to", "against", "on", "from", "for", "in", "of", "over", "at")
_DIRECTED = frozenset("AGREE SUPPORT REQUEST ACCUSE REJECT THREATEN CONCEDE SANCTION".split())
_GOVERNED = ("dobj", "prep", "xcomp", "ccomp", "dative", "agent", "oprd", "acomp", "attr")
_ASIDE = frozenset(["nsubj", "nsubjpass", "relcl", "advcl", "parataxis", "punct", "mark", "npadvmod"])
_CIRCUMSTANCES = frozenset(
    "in through as within during under since at by near amid after before despite because than like until without "
    "following among alongside around unlike".split()
)
_NOUNS = frozenset(["NOUN", "PROPN", "PRON"])
_DEPTH = 7
_SUFFERED = frozenset(
    "killing murder assassination poisoning arrest detention imprisonment abduction kidnapping execution deportation "
    "expulsion jailing beating torture release trial prosecution impeachment conviction extradition capture ouster "
    "removal dismissal ban overthrow disappearance slaying beheading".split()
)
_OPINION = frozenset("believe think feel hope know understand agree expect".split())
_TARGETS = frozenset(["subject", "target", "object", "victim"])
_STOPS = frozenset("destination stop stopover leg host".split())
CAUSES = frozenset("spark draw face provoke prompt trigger attract earn meet incur receive".split())


def sides(tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entry: Entry) -> Sides:
    """The actors and the recipients of the act that a token names in the frame of `entry`."""
    if entry.pos == "noun":
        return _noun_sides(tree, parties, lexicon, token, entry)
    if tree.tokens[token].dep == "aux":
        return _duty(tree, parties, tree.tokens[token].head)
    passively = entry.pos == "verb" and passive(tree, token)
    actors = _doers_of_passive(tree, parties, token, entry) if passively else _doers(tree, parties, token)
    if entry.pos == "adjective" and not actors:
        actors = [party for noun in tree.kids(token, "nsubjpass") for party in parties.named(noun)]
    recipients = _recipients(tree, parties, lexicon, token, entry, actors)
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
        case "SANCTION" if entry.mode not in ("expel", "withdraw"):  # whose aid "will be cut"
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
    if token.dep != "ccomp" or token.head == clause or obliged is None or tree.lemma(token.head) in _OPINION:
        return [], []
    speaker = subject(tree, token.head, STEPS)
    known = [party for party in parties.named(obliged) if any(ref.id for ref in party.refs)]
    return ([] if speaker is None else parties.named(speaker)), known


def _doers(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties of a verb's subject; where that is a pronoun of nobody known in what somebody says, the speaker."""
    doer = subject(tree, verb, STEPS)
    if doer is None:
        return []
    found = parties.named(doer)
    beside = [kid for kid in tree.kids(verb, "nsubj") if kid != doer and not tree.relative(kid)]
    found = [*(party for kid in beside for party in parties.named(kid)), *found]
    if not found and tree.word(doer) in _PRONOUNS:
        speaker = _speaker(tree, verb)
        return [] if speaker is None else parties.named(speaker)
    return found


def _speaker(tree: Tree, verb: int) -> int | None:
    """Who says it, where a clause is what somebody says."""
    for _ in range(STEPS):
        token = tree.tokens[verb]
        if token.head == verb or token.dep not in ("ccomp", "xcomp", "conj"):
            return None
        verb = token.head
        if token.dep == "ccomp":
            return subject(tree, verb, 1)
    return None


def _noun_sides(tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry) -> Sides:
    """The actors and the recipients of a noun that names an act."""
    actors = _between(tree, parties, noun)
    if actors:
        return actors, []
    actors = _holders(tree, parties, noun, entry)
    if tree.lemma(noun) in _SUFFERED and any(ref.kind == "person" for ref in refs_of(actors)):
        return [p for other in tree.objects(noun, "by") for p in parties.named(other)], actors
    actors = actors or _moved(tree, parties, noun, entry) or _lent(tree, parties, lexicon, noun, entry)
    for recipients in _noun_recipients(tree, parties, noun, entry):
        if recipients:
            return actors, recipients
    return (actors, []) if len(refs_of(actors)) == 1 or entry.type in MUTUAL else ([], [])


def _holders(tree: Tree, parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """Whose act a noun names: its owner's, or that of the noun before which it stands ("his resignation letter")."""
    if entry.mode == "resign" and tree.tokens[noun].dep == "compound":
        return parties.owner(tree.tokens[noun].head)
    whose = ("by",) if entry.type in _LEAVING else _WHOSE
    return parties.owner(noun, *whose) or _together(parties, noun, entry)


def _moved(tree: Tree, parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """Whose forces are moved ("the withdrawal of US soldiers")."""
    if entry.type != "MOBILIZE" and entry.mode != "withdraw":
        return []
    return [party for other in tree.objects(noun, "of") for party in parties.named(other)]


def _together(parties: Parties, noun: int, entry: Entry) -> list[Party]:
    """The several parties, or the organisation, behind the "of" of what is done together ("a meeting of ministers")."""
    found = parties.owner(noun, "of") if entry.type in _JOINT else []
    refs = refs_of(found)
    return found if len(refs) > 1 or any(ref.sector == "IGO" for ref in refs) else []


def _lent(tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry) -> list[Party]:
    """The parties that a noun has from the verb that governs it: who held talks, or by whom an attack was made."""
    for verb in tree.kids(noun, "acl", "relcl"):
        if lexicon.operators.get(tree.lemma(verb)) == "light" or tree.lemma(verb) in _PART:
            return [party for other in _told(tree, verb) for party in parties.named(other)]
    token = tree.tokens[post(tree, noun)]
    match token.dep:
        case "nsubjpass":
            return [party for other in agents(tree, token.head) for party in parties.named(other)]
        case "pobj":
            return _around_preposition(tree, parties, token.head, entry)
        case "dobj":
            return _of_light_verb(tree, parties, lexicon, token.head, entry)
    return []


def _told(tree: Tree, verb: int) -> list[int]:
    """Who does what a clause beside a noun tells: its subject, or its agent ("the attack claimed by")."""
    doers = [kid for kid in tree.kids(verb, "nsubj") if not tree.relative(kid)]
    return doers or ([*agents(tree, verb)] if tree.tokens[verb].tag == "VBN" else [])


def _around_preposition(tree: Tree, parties: Parties, preposition: int, entry: Entry) -> list[Party]:
    """Who does something "during a visit", or takes part in what a noun names."""
    verb = tree.tokens[preposition].head
    if entry.type == "ASSAULT" and tree.lemma(verb) == "responsibility":  # "claimed responsibility for the attack"
        claimed = tree.tokens[verb].head
        return _doers(tree, parties, claimed) if tree.lemma(claimed) == "claim" else []
    if tree.tokens[verb].pos not in ("VERB", "AUX"):
        return []
    meant = entry.type == "CONSULT" and tree.word(preposition) in _WHILE
    return _doers(tree, parties, verb) if meant or tree.lemma(verb) in _PART else []


def _of_light_verb(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> list[Party]:
    """Who holds, plans or makes what a noun names, or from whom it is drawn."""
    lemma = tree.lemma(verb)
    if lemma == "claim":
        return _doers(tree, parties, verb) if entry.type == "ASSAULT" else []
    if (lexicon.operators.get(lemma) in _LENT and lemma not in _TELLING) or lemma in PREPARING:
        return _doers(tree, parties, verb)
    if lemma not in CAUSES or entry.type == "PROTEST":
        return []
    return [party for other in tree.objects(verb, "from") for party in parties.named(other)]


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
        nouns = [far for near in (noun, *tree.kids(noun, "conj")) for far in tree.objects(near, preposition)]
        nouns += [far for near in tree.objects(noun, "of") for far in tree.objects(near, preposition)]
        yield [p for other in nouns for p in parties.named(other) or parties.owner(other, *_BY_OWNER)]
    token = tree.tokens[post(tree, noun)]
    if token.dep == "pobj":
        yield _borne(tree, parties, tree.tokens[token.head].head)
    if token.dep not in ("dobj", "nsubjpass"):
        return
    given = [kid for kid in tree.kids(token.head, "dative", "iobj") if tree.tokens[kid].pos != "ADP"]
    far = tree.objects(token.head, *_TOWARDS.intersection((*entry.recipient, "to", "against")))
    yield [party for other in (*given, *far) for party in parties.named(other)]
    if tree.lemma(token.head) in CAUSES:
        yield _doers(tree, parties, token.head)


def _borne(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """Who is "the subject of sanctions" or "the target of attacks"."""
    borne = tree.lemma(noun) in _TARGETS and tree.tokens[noun].dep == "attr"
    return _doers(tree, parties, tree.tokens[noun].head) if borne else []


def _between(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """The parties behind "between" or "among"."""
    held = (noun, *tree.kids(noun, "acl"))  # "the exercises held between"
    nouns = [other for word in held for other in tree.objects(word, "between", "among", "involving")]
    found = [party for other in nouns for party in parties.named(other)]
    return found if len(refs_of(found)) > 1 else []


def _recipients(
    tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry, actors: Sequence[Party]
) -> list[Party]:
    """The first parties other than the actors where they may stand; rather of another state than of theirs."""
    own = refs_of(actors)
    known, home = {key(ref) for ref in own}, {_home(ref) for ref in own}
    places = [found for found in _places(tree, parties, lexicon, verb, entry) if found]
    strange = [party for found in places for party in found if any(_home(ref) not in home for ref in party.refs)]
    foreign = bool(strange) and not _at_home(entry, own)
    for found in places:
        others = [party for party in found if any(key(ref) not in known for ref in party.refs)]
        others = [party for party in others if not foreign or party in strange]
        if others:
            return others
    return []


def _at_home(entry: Entry, own: Sequence[ActorRef]) -> bool:
    """Whether one's own state is as likely to be meant: one asks it, and one person may well accuse it."""
    return entry.type == "REQUEST" or (entry.type == "ACCUSE" and len(own) == 1 and own[0].kind == "person")


def _home(ref: ActorRef) -> str:
    return ref.state or key(ref)


def _places(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties in the places that the frame names, best first, then inside what it governs, then around it."""
    nouns = objects(tree, verb, entry.type)
    blamed = _blamed(tree, lexicon, nouns, entry)
    direct = entry.type == "CONSULT" and not entry.weight and entry.recipient[:1] == ("obj",) and not entry.mode
    far: list[int] = []
    for place in (*(word for word in entry.phrase[-1:] if word != "as"), *entry.recipient):
        if place != "obj":
            here = [*behind(tree, verb, blamed, place)]
            far += here
            yield _all(parties, here)
        else:
            yield _all(parties, nouns)
            yield [] if direct else [party for noun in nouns for party in parties.owner(noun)]
    if not direct and not entry.must and (entry.type != "AID" or entry.weight):
        yield from _elsewhere(tree, parties, lexicon, verb, (*nouns, *far), entry)


def _blamed(tree: Tree, lexicon: Lexicon, nouns: list[int], entry: Entry) -> list[int]:
    """What is done, without harm that somebody is accused of: who stands behind that has suffered it."""
    return nouns if entry.type != "ACCUSE" else [noun for noun in nouns if not _harms(lexicon, tree, noun)]


def _all(parties: Parties, nouns: Sequence[int]) -> list[Party]:
    return [party for noun in nouns for party in parties.named(noun)]


def _elsewhere(
    tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, nouns: Sequence[int], entry: Entry
) -> Iterator[list[Party]]:
    """The parties outside the places that the frame names, the likeliest first."""
    yield from _owners(tree, parties, lexicon, nouns, entry)
    yield from _embedded(tree, parties, verb)
    yield from _around(tree, parties, verb, entry)
    if entry.type in _DIRECTED:
        yield from _deep(tree, parties, lexicon, verb, entry)


def _owners(
    tree: Tree, parties: Parties, lexicon: Lexicon, nouns: Sequence[int], entry: Entry
) -> Iterator[list[Party]]:
    """To whom belongs what stands there; of harm that is condemned, who did it."""
    for member in (member for noun in nouns for member in tree.members(noun)):
        harm = entry.type == "ACCUSE" and _harms(lexicon, tree, member)
        yield parties.owner(member, "by") if harm else parties.owner(member, *_BY_OWNER)


def _harms(lexicon: Lexicon, tree: Tree, noun: int) -> bool:
    """Whether a noun names harm: who stands behind it suffered it, and is not accused of it."""
    return any(entry.type in HARM for entry in lexicon.entries("noun", tree.lemma(noun)))


def _deep(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties anywhere in what a verb governs, the nearest first."""
    level = [kid for kid in tree.kids(verb, *_GOVERNED) if _within(tree, kid)]
    for _ in range(_DEPTH):
        yield [p for token in level if tree.tokens[token].pos in _NOUNS for p in parties.named(token)]
        closed = {token for token in level if entry.type == "ACCUSE" and _harms(lexicon, tree, token)}
        level = [kid for token in level if token not in closed for kid in tree.kids(token) if _within(tree, kid)]


def _within(tree: Tree, token: int) -> bool:
    """Whether what hangs there is no circumstance: neither another clause, nor a place, a means or a time."""
    dep, above = tree.tokens[token].dep, tree.head(token)
    told = dep in ("acl", "ccomp") and above.pos == "NOUN" and any(True for _ in tree.kids(token, "nsubj", "nsubjpass"))
    return not told and dep not in _ASIDE and tree.word(token) not in _CIRCUMSTANCES


def _embedded(tree: Tree, parties: Parties, verb: int) -> Iterator[list[Party]]:
    """The parties in the clause or the gerund that a verb governs ("refused to meet", "agreed to send aid to")."""
    inner = [*tree.kids(verb, "xcomp", "ccomp")]
    inner += [clause for kid in tree.kids(verb, "prep") for clause in tree.kids(kid, "pcomp")]
    for clause in inner:
        nouns = [*tree.kids(clause, "dobj", "dative")]
        nouns += [noun for kid in tree.kids(clause, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
        for noun in (*nouns, *(noun for place in _ANY for noun in behind(tree, clause, nouns, place))):
            yield parties.named(noun) or parties.owner(noun, *_BY_OWNER)


def _host(tree: Tree, parties: Parties, guest: int) -> list[Party]:
    """Whose land was the destination of a guest of whom a clause says that he visited."""
    for _ in range(STEPS):
        if tree.lemma(guest) in _STOPS and tree.tokens[guest].dep == "attr":
            return _doers(tree, parties, tree.tokens[guest].head)
        guest = tree.tokens[guest].head
    return []


def _around(tree: Tree, parties: Parties, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties that a clause beside the verb names: of a visit, the place where it is made; of harm, who acts in the
    condition for it, or on whom the verb before it is done."""
    token = tree.tokens[verb]
    if entry.type == "CONSULT" and token.dep == "relcl":
        yield parties.named(token.head)
        yield _host(tree, parties, token.head)
    if entry.type not in HARM:
        return
    for clause in conditions(tree, verb):
        doer = subject(tree, clause, 0)
        yield [] if doer is None else parties.named(doer) or parties.owner(doer, "by")
    if token.dep == "conj" and tree.tokens[token.head].pos == "VERB" and entry.type != "THREATEN":
        for noun in objects(tree, token.head, entry.type):
            yield parties.named(noun)
            yield parties.owner(noun, *_BY_OWNER)
            for inner in tree.objects(noun, "of", "on", "against"):
                yield parties.named(inner) or parties.owner(inner)
