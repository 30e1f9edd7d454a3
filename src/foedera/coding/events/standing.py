"""Words of an act that tell of a state of affairs, an opinion, an opening or another verb's act.

"Are committed to", "insist that it is", "the launch of a network", "bring down": each looks like the act that its word
means elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from foedera.coding.events.candidate import Candidate
from foedera.language import Tree

_INDICATIVE = frozenset(["VBD", "VBZ"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_STATE = frozenset(["acomp", "oprd", "amod"])
_MISSILES = frozenset(
    "missile rocket satellite icbm weapon torpedo nuclear ballistic device projectile warhead spacecraft test".split()
)
_VENTURES = frozenset(
    "study programme program mission initiative project group dialogue network forum fund campaign platform "
    "partnership effort taskforce plan strategy framework centre center scheme pilot institute hub".split()
)
_BLAMES = frozenset(["accuse", "suspect", "convict", "blame", "charge"])
_ASIDE = frozenset(["down", "together", "about"])
_AHEAD = frozenset(["advance", "early"])
_ILLS = frozenset("drug narcotic poverty crime corruption hunger disease terror inflation".split())
_REACH = 4


def standing(tree: Tree, candidate: Candidate) -> bool:
    """Whether the word of a candidate names no act of its own."""
    return any(rule(tree, candidate) for rule in _RULES)


def _committed(tree: Tree, candidate: Candidate) -> bool:
    """Whether somebody is said to be committed, which is no promise ("remain committed to")."""
    word = candidate.trigger
    if candidate.entries[0].type != "AGREE" or tree.word(word) != "committed":
        return False
    return tree.tokens[word].dep in _STATE or any(True for _ in tree.kids(word, "auxpass"))


def _insisted(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is insisted that something is so, and not that somebody do it."""
    if candidate.entries[0].type != "REQUEST" or tree.lemma(candidate.trigger) != "insist":
        return False
    return any(_indicative(tree, clause) for clause in tree.kids(candidate.trigger, "ccomp"))


def _indicative(tree: Tree, clause: int) -> bool:
    words = (clause, *tree.kids(clause, "aux", "auxpass"))
    return any(tree.tokens[word].tag in _INDICATIVE for word in words)


def _opened(tree: Tree, candidate: Candidate) -> bool:
    """Whether something other than a missile is launched, so that no force is shown ("the launch of a network")."""
    word = candidate.trigger
    if candidate.entries[0].type != "MOBILIZE" or tree.lemma(word) != "launch":
        return False
    if candidate.entries[0].pos == "noun":
        return any(_MISSILES.isdisjoint(_lemmas(tree, thing)) for thing in tree.objects(word, "of"))
    return any(tree.lemma(thing) in _VENTURES for thing in tree.kids(word, "dobj"))


def _lemmas(tree: Tree, noun: int) -> set[str]:
    return {tree.lemma(word) for word in (noun, *tree.kids(noun, "compound", "amod"))}


def _displayed(tree: Tree, candidate: Candidate) -> bool:
    """Whether something is demonstrated, where people in the streets are meant ("the demonstration of a drone")."""
    shown = [word for word in _act(tree, candidate) if tree.lemma(word) == "demonstration"]
    return candidate.entries[0].type == "PROTEST" and any(True for noun in shown for _ in tree.objects(noun, "of"))


def _act(tree: Tree, candidate: Candidate) -> tuple[int, ...]:
    """The word of an act, and what a light verb governs."""
    return (candidate.trigger, *tree.kids(candidate.trigger, "dobj"))


def _misplaced(tree: Tree, candidate: Candidate) -> bool:
    """Whether a verb is an infinitive that the parser hangs up beside a finite verb, its "to" on an adverb ("call on
    A to fully and finally withdraw")."""
    token = tree.tokens[candidate.trigger]
    if token.dep != "conj" or token.tag != "VB" or tree.tokens[token.head].tag not in _FINITE:
        return False
    between = range(min(token.head, candidate.trigger), candidate.trigger)
    return any(tree.tokens[at].tag == "TO" and tree.head(at).pos not in ("VERB", "AUX") for at in between)


def _managed(tree: Tree, candidate: Candidate) -> bool:
    """Whether somebody directs a body of his own, and tells nobody to do anything."""
    clause = any(True for _ in tree.kids(candidate.trigger, "xcomp", "ccomp", "advcl"))
    return tree.lemma(candidate.trigger) == "direct" and candidate.entries[0].type == "REQUEST" and not clause


def _laid(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is the second of what somebody is accused of ("accusing it of claiming and occupying")."""
    token = tree.tokens[candidate.trigger]
    beside = token.dep == "conj" and token.tag == "VBG" and tree.lemma(token.head) in _BLAMES
    return beside and any(tree.word(kid) == "of" for kid in tree.kids(token.head, "prep"))


def _turned(tree: Tree, candidate: Candidate) -> bool:
    """Whether a particle makes another verb of it ("bring down", "bring together")."""
    word = candidate.trigger
    if tree.lemma(word) == "feed":  # "is fed up"
        return any(tree.word(kid) == "up" for kid in tree.kids(word, "prt", "advmod", "prep"))
    if tree.lemma(word) != "bring" or candidate.entries[0].phrase:
        return False
    return any(tree.word(kid) in _ASIDE for kid in tree.kids(word, "prt", "advmod"))


def _advance(tree: Tree, candidate: Candidate) -> bool:
    """Whether a warning is a notice beforehand, and no threat."""
    if candidate.entries[0].type != "THREATEN":
        return False
    warnings = [word for word in _act(tree, candidate) if tree.lemma(word) == "warning"]
    return any(tree.word(kid) in _AHEAD for noun in warnings for kid in tree.kids(noun, "amod", "compound"))


def _attributive(tree: Tree, candidate: Candidate) -> bool:
    """Whether an adjective only describes what it stands before ("a critical partner", "the parties concerned")."""
    word, entry = tree.tokens[candidate.trigger], candidate.entries[0]
    if entry.type == "ACCUSE" and tree.lemma(candidate.trigger) == "be":
        return any(True for _ in tree.kids(candidate.trigger, "attr"))
    return entry.pos == "adjective" and word.tag == "JJ" and word.dep == "amod"


def _crusade(tree: Tree, candidate: Candidate) -> bool:
    """Whether a war is one on an ill and on no enemy ("war against drugs"), wherever the parser hangs the ill up, or
    one within a state, which tells only where it is ("the Syrian Civil War")."""
    if candidate.entries[0].type != "ASSAULT":
        return False
    wars = [word for word in _act(tree, candidate) if tree.word(word) == "war"]
    return any(tree.word(word - 1) == "civil" or _ills_behind(tree, word + 1) for word in wars if word)


def _ills_behind(tree: Tree, at: int) -> bool:
    behind = [tree.lemma(word) for word in range(at, min(at + _REACH, len(tree.tokens)))]
    return behind[:1] in (["on"], ["against"]) and not _ILLS.isdisjoint(behind)


_RULES: tuple[Callable[[Tree, Candidate], bool], ...] = (
    _committed, _insisted, _opened, _displayed, _misplaced, _laid, _turned, _advance, _attributive,
    _crusade, _managed,
)  # fmt: skip
