"""On whom a verb acts: the parties where its frame says, then inside what it governs, then around it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from foedera.coding.events.doers import doers
from foedera.coding.events.grammar import STEPS, behind, conditions, objects, subject
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.language import Tree
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

HARM = frozenset(["ASSAULT", "COERCE", "SANCTION", "THREATEN", "REJECT"])
"""Types of an act that answers what somebody else does."""

BY_OWNER = ("by", "between", "of")
_AWAY = frozenset(["against", "over"])
_UNMADE = frozenset("denuclearization denuclearisation disarmament dismantlement nonproliferation sanction".split())
_TEXTS = frozenset("resolution treaty convention charter protocol law award".split())
_ANY = ("with", "to", "against", "on", "from", "for", "in", "of", "over", "at")
_DIRECTED = frozenset("AGREE SUPPORT REQUEST ACCUSE REJECT THREATEN CONCEDE SANCTION".split())
_GOVERNED = ("dobj", "prep", "xcomp", "ccomp", "dative", "agent", "oprd", "acomp", "attr")
_ASIDE = frozenset(["nsubj", "nsubjpass", "relcl", "advcl", "parataxis", "punct", "mark", "npadvmod"])
_CIRCUMSTANCES = frozenset(
    "in through as within during under since at by near amid after before despite because than like until without "
    "via following among alongside around unlike".split()
)
_NOUNS = frozenset(["NOUN", "PROPN", "PRON"])
_DEPTH = 7
_LEFT_OVER = frozenset(["ACCUSE", "REJECT", "THREATEN", "AID"])
"""Types of which the only other actor in a sentence is the recipient where syntax finds none."""
_MEANS = frozenset(["via", "through"])
_CONSENT = frozenset(["ratification", "adoption", "passage", "approval", "vote"])
_BREACHES = frozenset(["violation", "breach", "infringement", "abuse"])
_STOPS = frozenset("destination stop stopover leg host".split())


def recipients_of(
    tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry, actors: Sequence[Party]
) -> list[Party]:
    """The first parties other than the actors where they may stand; rather of another state than of theirs."""
    own = refs_of(actors)
    home = {_home(ref) for ref in own}
    places = [_apart_from(own, found) for found in _places(tree, parties, lexicon, verb, entry)]
    strange = [_abroad(home, found) for found in places]
    chosen = strange if any(strange) and not _at_home(entry, own) else places
    first = next((found for found in chosen if found), [])
    left = entry.type in _LEFT_OVER or (entry.type == "CONSULT" and _goes(tree, verb))
    return first or (_only(tree, parties, lexicon, verb, own) if left and not entry.must and len(home) == 1 else [])


def _apart_from(own: Sequence[ActorRef], found: Sequence[Party]) -> list[Party]:
    """The parties of whom one at least does not act himself."""
    known = {key_of(ref) for ref in own}
    return [party for party in found if any(key_of(ref) not in known for ref in party.refs)]


def _abroad(home: Container[str], found: Sequence[Party]) -> list[Party]:
    """The parties of whom one at least is of another state than these."""
    return [party for party in found if any(_home(ref) not in home for ref in party.refs)]


def _goes(tree: Tree, verb: int) -> bool:
    """Whether a verb says that somebody visits a place, of which the land is not told."""
    if tree.lemma(verb) != "visit":
        noun = next((kid for kid in tree.kids(verb, "dobj") if tree.lemma(kid) == "visit"), None)
        return noun is not None and any(tree.word(kid) == "where" for kid in tree.kids(verb, "advmod"))
    places = [name for name in tree.sentence.names if name.label in ("GPE", "LOC")]
    visited = [tree.tokens[kid].start for kid in tree.kids(verb, "dobj")]
    return any(name.start <= start < name.end for name in places for start in visited)


def _only(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, own: Sequence[ActorRef]) -> list[Party]:
    """The only other state or body that a sentence names, where it stands nearest: no means, nobody harmed."""
    home = {_home(ref) for ref in own}
    found = [party for party in parties.all() if not any(_home(ref) in home for ref in party.refs)]
    several = {_home(ref) for party in found for ref in party.refs}
    at = tree.tokens[verb].start
    best = min(found, key=lambda party: abs(party.start - at), default=None)
    if best is None or len(several) != 1 or any(ref.id is None or ref.kind == "person" for ref in best.refs):
        return []
    return [] if _not_meant(tree, lexicon, best) else [best]


def _not_meant(tree: Tree, lexicon: Lexicon, party: Party) -> bool:
    """Whether a party stands behind a noun that names harm ("the attack on China"), or is only a means ("via")."""
    word = next((index for index, token in enumerate(tree.tokens) if token.end == party.end), None)
    if word is None or tree.tokens[word].dep != "pobj":
        return False
    behind = tree.tokens[word].head
    return tree.word(behind) in _MEANS or _harms(lexicon, tree, tree.tokens[behind].head)


def _at_home(entry: Entry, own: Sequence[ActorRef]) -> bool:
    """Whether one's own state is as likely to be meant: one asks it, and one person may well accuse it."""
    return entry.type == "REQUEST" or (entry.type == "ACCUSE" and len(own) == 1 and own[0].kind == "person")


def _home(ref: ActorRef) -> str:
    return ref.state or key_of(ref)


def _places(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties in the places that the frame names, best first, then inside what it governs, then around it."""
    nouns = objects(tree, verb, entry.type)
    yield _remarked(tree, parties, verb, entry)
    blamed = _blamed(tree, lexicon, nouns, entry)
    direct = entry.type == "CONSULT" and not entry.weight and entry.recipient[:1] == ("obj",) and not entry.mode
    far: list[int] = []
    for place in (*_last(entry.phrase), *entry.recipient):
        if place == "obj":
            yield parties.every(nouns)
            yield [] if direct else [party for noun in nouns for party in parties.owner(noun)]
        else:
            here = [*behind(tree, verb, blamed, place)]
            far += here
            yield parties.every(here)
    if entry.must and entry.type == "ACCUSE":  # "called his claims baseless"
        yield from _owners(tree, parties, lexicon, nouns, entry)
    if not direct and not entry.must and (entry.type != "AID" or entry.weight):
        yield from map(_told_apart, _elsewhere(tree, parties, lexicon, verb, (*nouns, *far), entry))


def _last(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """The last word of a phrase, behind which the recipient may stand."""
    return phrase[-1:] if phrase[-1:] != ("as",) else ()


def _remarked(tree: Tree, parties: Parties, verb: int, entry: Entry) -> list[Party]:
    """Who did what somebody remarks on beside it ("sailed past the island, in what they called a provocation")."""
    token = tree.tokens[verb]
    if entry.type != "ACCUSE" or token.dep != "pcomp" or not any(tree.word(kid) == "what" for kid in tree.kids(verb)):
        return []
    doer = subject(tree, tree.tokens[token.head].head, STEPS)
    return [] if doer is None else parties.named(doer)


def _told_apart(found: Sequence[Party]) -> list[Party]:
    """Those of whom more is known than that they are a group."""
    return [party for party in found if any(ref.id or ref.kind == "person" for ref in party.refs)]


def _blamed(tree: Tree, lexicon: Lexicon, nouns: list[int], entry: Entry) -> list[int]:
    """What is done, without harm that somebody is accused of: who stands behind that has suffered it."""
    return [noun for noun in nouns if entry.type != "ACCUSE" or not _closed(tree, lexicon, noun, entry)]


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
        closed = _closed(tree, lexicon, member, entry)
        consent = ("in",) if tree.lemma(member) in _CONSENT else ()
        yield parties.owner(member, "by") if closed else parties.owner(member, *BY_OWNER, *consent)


def _harms(lexicon: Lexicon, tree: Tree, noun: int) -> bool:
    """Whether a noun names harm: who stands behind it suffered it, and is not accused of it."""
    return any(entry.type in HARM for entry in lexicon.entries("noun", tree.lemma(noun)))


def _closed(tree: Tree, lexicon: Lexicon, noun: int, entry: Entry) -> bool:
    """Whether who stands inside is not who is meant: of harm that is condemned, who suffered it; of what is promised,
    whose arms are to go."""
    if entry.type == "AGREE":
        return tree.lemma(noun) in _UNMADE
    return entry.type == "ACCUSE" and (tree.lemma(noun) in _BREACHES or _harms(lexicon, tree, noun))


def _deep(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[list[Party]]:
    """The parties anywhere in what a verb governs, the nearest first."""
    level = [kid for kid in tree.kids(verb, *_GOVERNED) if _within(tree, kid, entry)]
    for _ in range(_DEPTH):
        yield [p for token in level if tree.tokens[token].pos in _NOUNS for p in parties.named(token)]
        closed = {token for token in level if _closed(tree, lexicon, token, entry)}
        level = [kid for token in level if token not in closed for kid in tree.kids(token) if _within(tree, kid, entry)]


def _within(tree: Tree, token: int, entry: Entry) -> bool:
    """Whether what hangs there is no circumstance: neither another clause, nor a place, a means or a time, nor, of a
    promise, against whom it is made or whose text it names."""
    dep, above = tree.tokens[token].dep, tree.head(token)
    told = dep in ("acl", "ccomp") and above.pos == "NOUN" and any(True for _ in tree.kids(token, "nsubj", "nsubjpass"))
    if entry.type == "AGREE" and (tree.word(token) in _AWAY or (dep == "compound" and above.lemma in _TEXTS)):
        return False
    return not told and dep not in _ASIDE and tree.word(token) not in _CIRCUMSTANCES


def _embedded(tree: Tree, parties: Parties, verb: int) -> Iterator[list[Party]]:
    """The parties in the clause or the gerund that a verb governs ("refused to meet", "agreed to send aid to")."""
    inner = [*tree.kids(verb, "xcomp", "ccomp")]
    inner += [clause for kid in tree.kids(verb, "prep") for clause in tree.kids(kid, "pcomp")]
    for clause in inner:
        nouns = [*tree.kids(clause, "dobj", "dative")]
        nouns += [noun for kid in tree.kids(clause, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
        for noun in (*nouns, *(noun for place in _ANY for noun in behind(tree, clause, nouns, place))):
            yield parties.named(noun) or parties.owner(noun, *BY_OWNER)


def _host(tree: Tree, parties: Parties, guest: int) -> list[Party]:
    """Whose land was the destination of a guest of whom a clause says that he visited."""
    for _ in range(STEPS):
        if tree.lemma(guest) in _STOPS and tree.tokens[guest].dep == "attr":
            return doers(tree, parties, tree.tokens[guest].head)
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
    for clause in conditions(tree, verb, threat=entry.type == "THREATEN"):
        doer = subject(tree, clause, 0)
        yield [] if doer is None else parties.named(doer) or parties.owner(doer, "by")
    if token.dep == "conj" and tree.tokens[token.head].pos == "VERB" and entry.type != "THREATEN":
        for noun in objects(tree, token.head, entry.type):
            yield parties.named(noun)
            yield parties.owner(noun, *BY_OWNER)
            for inner in tree.objects(noun, "of", "on", "against"):
                yield parties.named(inner) or parties.owner(inner)
