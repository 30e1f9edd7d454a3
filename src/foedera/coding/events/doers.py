"""Who does what a verb tells: its subject, the agent of a passive, the speaker behind a pronoun."""

from __future__ import annotations

from foedera.coding.events.grammar import STEPS, agents, finite, objects, subject
from foedera.coding.events.lexicon import Entry
from foedera.coding.events.parties import Parties, Party
from foedera.language import Tree

Sides = tuple[list[Party], list[Party]]
"""The parties that act, and those on whom they do."""

_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "i"])
_OPINION = frozenset("believe think feel hope know understand agree expect".split())


def doers(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties of a verb's subject; where that is a pronoun of nobody known in what somebody says, the speaker."""
    doer = subject(tree, verb, STEPS)
    if doer is None:
        return []
    found = parties.named(doer)
    beside = [kid for kid in tree.kids(verb, "nsubj") if kid != doer and not tree.relative(kid)]
    found = [*(party for kid in beside for party in parties.named(kid)), *found] or _above(tree, parties, verb)
    if not found and tree.word(doer) in _PRONOUNS:
        speaker = _speaker(tree, verb)
        if speaker is None and tree.word(doer) == "i":
            return parties.author(doer)
        return [] if speaker is None else parties.named(speaker)
    return found


def _above(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties that act in the main clause, where a finite verb stands beside that of a relative clause of which
    nobody is the subject ("reaffirmed the vision that was laid out and discussed the work")."""
    token = tree.tokens[verb]
    if token.dep != "conj" or not finite(tree, verb) or tree.head(verb).dep != "relcl":
        return []
    clause = tree.tokens[tree.tokens[token.head].head].head
    if any(True for _ in tree.kids(verb, "nsubj")) or not finite(tree, clause):
        return []
    doer = subject(tree, clause, STEPS)
    return [] if doer is None else parties.named(doer)


def doers_of_passive(tree: Tree, parties: Parties, verb: int, entry: Entry) -> list[Party]:
    """The parties behind "by"; where nobody stands there, those whom the act of such a type is owed to."""
    actors = parties.every(agents(tree, verb))
    if actors:
        return actors
    nouns = objects(tree, verb, entry.type)
    match entry.type:
        case "COERCE" if entry.mode == "arrest":  # where somebody "was arrested in"
            return parties.every(tree.objects(verb, "in"))
        case "SANCTION" if entry.mode not in ("expel", "withdraw"):  # whose aid "will be cut"
            return [party for noun in nouns for party in parties.owner(noun)]
        case "MOBILIZE" | "AID":  # whose forces "were deployed to" a place
            return parties.every(nouns)
    return []


def duty(tree: Tree, parties: Parties, verb: int) -> Sides:
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
