"""Which candidates are acts: what happens or is meant to, with somebody to whom it is done where that is needed.

Relations, habits, states and duties of treaties are none, nor acts within one state but of force.
"""

from __future__ import annotations

from collections.abc import Callable

from foedera.coding.events.candidate import Candidate
from foedera.coding.events.grammar import agents
from foedera.coding.events.recipients import HARM
from foedera.coding.events.sides import CAUSES, MUTUAL, PREPARING, post
from foedera.coding.events.standing import standing
from foedera.language import Tree

_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "COERCE", "RETREAT"])
_VAGUE = frozenset(
    "cooperate collaborate coordinate work partner strengthen deepen enhance expand consult support back engage "
    "team uphold defend welcome".split()
)
_NOUNS_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "RETREAT"])
_GATHER = frozenset(["meet", "convene", "gather", "assemble", "reconvene", "hold"])
_SESSIONS = frozenset(["summit", "meeting", "session", "talk", "dialogue", "conference", "round"])
_RESOLVES = frozenset(["agree", "pledge", "commit", "adopt", "vow", "promise", "reaffirm"])
_LOOSE = frozenset("hit fight beat battle storm level eliminate flatten trap defeat assail bump target hammer".split())
_SIGNS = frozenset(["sign", "ink", "initial", "ratify", "signing", "ratification", "signature"])
_QUARRELS = frozenset("clash fight battle defeat beat spar attack hit feud".split())
_SELF = frozenset(["ready", "willing", "committed", "prepared", "open"])
_LEFT = frozenset(
    "treaty agreement accord pact council organisation organization union deal convention eu alliance press news talk "
    "membership race".split()
)
DECIDES = frozenset(["decide", "resolve"])
"""Verbs of which several as subject agree with each other."""

_LASTING = frozenset(["continue", "keep", "remain", "maintain"])
_RELATIONS = frozenset(
    "cooperate co-operate collaborate coordinate work partner strengthen deepen enhance expand improve align defend "
    "uphold occupy besiege".split()
)
_FORCE = frozenset(["ASSAULT", "PROTEST"])
_OWN = frozenset(["arrest", "resign", "deport", "martial-law", "censor"])
_OFTEN = frozenset("regularly routinely annually usually often frequently always yearly".split())
_PACTS = frozenset(["treaty", "tie", "relation", "document", "deal"])


def complete(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is an act, and there is somebody to whom it is done, or it needs nobody."""
    if candidate.mood.modality is None or _denied(candidate) or _bound(tree, candidate):
        return False
    if any(no_act(tree, candidate) for no_act in _NO_ACTS):
        return False
    entry = candidate.entries[0]
    if candidate.recipients:
        return entry.type in _FORCE or entry.mode in _OWN or not _within(candidate)
    return not (entry.must and entry.type == "AGREE") and _needs_nobody(tree, candidate)


def _needs_nobody(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is done without a recipient: together, among the members of an organisation, or by force alone."""
    entry = candidate.entries[0]
    if len(candidate.actors) > 1 and entry.type in MUTUAL and not _transitive(tree, candidate):
        return entry.type != "SUPPORT" or _signed(tree, candidate)
    if candidate.actors[0].sector == "IGO" and entry.type == "CONSULT":
        return tree.lemma(candidate.trigger) in _GATHER or _asserted(tree, candidate.trigger)
    if candidate.actors[0].sector == "IGO" and entry.type == "AGREE":
        return tree.lemma(candidate.trigger) in _RESOLVES and candidate.mood.modality == "actual"
    return entry.type in _ALONE and not entry.must and _sure(tree, candidate)


def _signed(tree: Tree, candidate: Candidate) -> bool:
    """Whether what several support without a recipient is what they sign or renew among themselves."""
    return not _PACTS.isdisjoint(candidate.entries[0].needs) or tree.lemma(candidate.trigger) in _SIGNS


def _denied(candidate: Candidate) -> bool:
    """Whether nothing is left of it as it is denied: harm that one will not do, or an act towards nobody."""
    if candidate.mood.modality != "denied":
        return False
    return candidate.entries[0].type in HARM if candidate.mood.refused else not candidate.recipients


def _shown(tree: Tree, candidate: Candidate) -> bool:
    """Whether something is demonstrated, or drawn from somebody, where people in the streets are meant."""
    trigger, entry = candidate.trigger, candidate.entries[0]
    if tree.lemma(trigger) == "demonstrate":
        return any(True for _ in tree.kids(trigger, "dobj"))
    return entry.type == "PROTEST" and entry.pos == "noun" and tree.lemma(tree.tokens[trigger].head) in CAUSES


def _decided(tree: Tree, candidate: Candidate) -> bool:
    """Whether one alone decides, who thereby agrees with nobody."""
    decides = candidate.entries[0].type == "AGREE" and tree.lemma(candidate.trigger) in DECIDES
    return decides and len(candidate.actors) < 2


def _bound(tree: Tree, candidate: Candidate) -> bool:
    """Whether a treaty speaks of its parties, whom it obliges."""
    start, end = candidate.actor_span
    inside = (token.text for token in candidate.sentence.tokens if start <= token.start < end)
    owners = (tree.word(owner) for noun in tree.kids(candidate.trigger, "dobj") for owner in tree.kids(noun, "poss"))
    bound = any(text in ("Parties", "Party") for text in inside) or any(word in ("parties", "party") for word in owners)
    return candidate.entries[0].type == "AGREE" and bound


def _transitive(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is done to somebody or something, not with each other ("welcomed the outcome")."""
    entry = candidate.entries[0]
    gathers = tree.lemma(candidate.trigger) in _GATHER  # "met for the third summit", which may be read as its object
    governs = any(not gathers or tree.lemma(kid) not in _SESSIONS for kid in tree.kids(candidate.trigger, "dobj"))
    return governs and not entry.weight and entry.type == "CONSULT" and entry.recipient[:1] == ("obj",)


def _asserted(tree: Tree, noun: int) -> bool:
    """Whether a noun that names a meeting of an organisation's members is said to be held, not only spoken of."""
    token = tree.tokens[noun]
    if token.pos != "NOUN":
        return False
    of = any(tree.word(kid) == "of" for kid in tree.kids(noun, "prep"))
    if token.dep == "dobj":
        return tree.lemma(token.head) not in PREPARING
    return of and token.dep == "pobj" and tree.word(token.head) in ("at", "during")


def _sure(tree: Tree, candidate: Candidate) -> bool:
    """Whether an act without a recipient is told plainly enough: by a frame that asks for something, or with what it is
    done to."""
    entry, token = candidate.entries[0], candidate.trigger
    if not _firm(candidate):
        return False
    if entry.mode == "resign":
        return any(ref.kind == "person" for ref in candidate.actors)
    if entry.pos == "noun":
        told = entry.type in _NOUNS_ALONE and _one_act(tree, token)
        return told and (entry.type != "RETREAT" or _given_up(tree, token))
    if not entry.weight and tree.lemma(token) in _LOOSE:
        return False
    return entry.weight > 1 or _done_to(tree, candidate)


def _done_to(tree: Tree, candidate: Candidate) -> bool:
    """Whether a verb tells what it is done to; who withdraws, and not from a treaty, withdraws himself."""
    token = candidate.trigger
    if candidate.entries[0].type == "RETREAT":
        alone = tree.lemma(token) == "withdraw"
        return alone and _LEFT.isdisjoint(tree.lemma(word) for word in tree.below(token, 3))
    return any(True for _ in tree.kids(token, "dobj", "nsubjpass"))


def _firm(candidate: Candidate) -> bool:
    """Whether it happened or is planned, or forces may go somewhere ("is likely to deploy to")."""
    entry, modality = candidate.entries[0], candidate.mood.modality
    if modality == "possible":
        return entry.type == "MOBILIZE" and entry.phrase == ("to",)
    return modality != "planned" or entry.type != "ASSAULT"


def _one_act(tree: Tree, noun: int) -> bool:
    """Whether a noun names one act, or several that somebody is said to do."""
    return tree.tokens[noun].tag not in ("NNS", "NNPS") or tree.tokens[post(tree, noun)].dep == "dobj"


def _given_up(tree: Tree, noun: int) -> bool:
    """Whether a retreat has what is withdrawn or left ("of troops", "from the city"), and that is no treaty."""
    left = [*tree.objects(noun, "of", "from"), *tree.kids(noun, "compound")]
    return bool(left) and all(tree.lemma(word) not in _LEFT for word in left)


def _vague(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is no more than a relation or an intention in general ("work together", "will continue to help")."""
    verb = _first_beside(tree, candidate.trigger)
    above, lemma = tree.tokens[verb], tree.lemma(verb)
    if lemma in _LASTING or (above.dep in ("xcomp", "dobj") and tree.lemma(above.head) in _LASTING):
        return True
    if lemma in _RELATIONS and above.tag not in ("VBD", "VBN"):
        return True
    return candidate.mood.modality in ("planned", "possible") and lemma in _VAGUE


def _first_beside(tree: Tree, verb: int) -> int:
    """The first of the verbs beside a verb; a vague one is taken by itself."""
    while tree.tokens[verb].dep == "conj" and tree.tokens[verb].head != verb and tree.lemma(verb) not in _VAGUE:
        verb = tree.tokens[verb].head
    return verb


def _habitual(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is said to be done again and again."""
    verb = candidate.trigger
    if tree.tokens[verb].pos == "NOUN":
        verb = tree.tokens[post(tree, verb)].head
    if tree.tokens[verb].tag in ("VBD", "VBN"):
        return False
    objects = [*tree.kids(verb, "dobj")]
    around = (verb, *objects, *(kid for noun in objects for kid in tree.kids(noun, "conj")))
    return any(_often(tree, kid) for word in around for kid in tree.kids(word, "advmod", "npadvmod"))


def _often(tree: Tree, word: int) -> bool:
    return tree.word(word) in _OFTEN or any(tree.word(kid) in ("every", "each") for kid in tree.kids(word, "det"))


def _lasting(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is a state rather than an act ("marines stationed aboard")."""
    token = tree.tokens[candidate.trigger]
    if candidate.entries[0].type != "MOBILIZE" or token.dep != "acl" or token.tag != "VBN":
        return False
    nothing = tree.tokens[token.head].pos in ("PRON", "DET")  # "a show of force such as that deployed by"
    return nothing or not any(True for _ in agents(tree, candidate.trigger))


def _quarrel(tree: Tree, candidate: Candidate) -> bool:
    """Whether politicians of one state fight with words."""
    known = tree.lemma(candidate.trigger) in _QUARRELS and _within(candidate)
    return known and any(ref.kind == "person" for ref in (*candidate.actors, *candidate.recipients))


def _inclined(tree: Tree, candidate: Candidate) -> bool:
    """Whether somebody is only said to be ready to deepen a relation or to work together."""
    if candidate.entries[0].type != "AGREE" or tree.lemma(candidate.trigger) not in _SELF:
        return False
    deeds = [*tree.kids(candidate.trigger, "xcomp")]
    deeds += [deed for kid in tree.kids(candidate.trigger, "prep") for deed in tree.kids(kid, "pcomp")]
    return any(tree.lemma(deed) in _VAGUE or tree.lemma(deed) in _RELATIONS for deed in deeds)


def _within(candidate: Candidate) -> bool:
    """Whether both sides are of one state only."""
    states = {ref.state or ref.id for ref in (*candidate.actors, *candidate.recipients)}
    return len(states) == 1 and None not in states


_NO_ACTS: tuple[Callable[[Tree, Candidate], bool], ...] = (
    standing, _vague, _shown, _habitual, _lasting, _decided, _quarrel, _inclined,
)  # fmt: skip
