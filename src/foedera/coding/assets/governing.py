"""The words that say what is done with a thing: those that govern it, and what the parser hangs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.acts.clauses import Government, governments, whole
from foedera.language import Tree

_VISITS = frozenset(["visit", "call", "deployment", "rotation"])
_MAKING = frozenset(
    "establish launch create form found inaugurate build construct manufacture produce make supply donate provide "
    "deliver develop deploy station unveil commission acquire purchase procure decommission".split()
)
_HANDED = frozenset("assistance aid package drawdown tranche shipment sale donation purchase procurement".split())
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "attr")


def governing(tree: Tree, noun: int) -> Iterator[Government]:
    """The words that may say what is done with what a noun names, the nearest first."""
    yield from governments(tree, noun)
    yield from _visits(tree, noun)
    yield from _before(tree, noun)
    yield from _displaced(tree, noun)
    yield from _included(tree, noun)
    yield from _further(tree, noun)
    yield from _agreed(tree, noun)


def _visits(tree: Tree, noun: int) -> Iterator[Government]:
    """The visit that a ship makes ("has completed a port visit to Australia")."""
    top = whole(tree, noun)
    if tree.tokens[top].dep == "nsubj":
        made = tree.kids(tree.tokens[top].head, "dobj")
        yield from (Government(visit, "by") for visit in made if tree.lemma(visit) in _VISITS)


def _before(tree: Tree, noun: int) -> Iterator[Government]:
    """A participle before a noun that says what was done ("the newly established forum")."""
    for kid in tree.kids(noun, "amod"):
        told = tree.tokens[kid].tag == "VBN" and tree.lemma(kid) in _MAKING
        if told and any(tree.tokens[other].dep in ("advmod", "npadvmod") for other in tree.kids(kid)):
            yield Government(kid, "obj")


def _displaced(tree: Tree, noun: int) -> Iterator[Government]:
    """The infinitive that a noun belongs to which the parser gives to the verb above ("intends to give to Norway two
    frigates")."""
    top = whole(tree, noun)
    if tree.tokens[top].dep not in _OBJECTS:
        return
    for kid in tree.kids(tree.tokens[top].head, "xcomp"):
        if kid < noun and not any(True for _ in tree.kids(kid, "dobj", "attr", "ccomp", "xcomp")):
            yield Government(kid, "obj")


def _included(tree: Tree, noun: int) -> Iterator[Government]:
    """What is handed over with what a noun names, which the parser hangs elsewhere ("$40 million in aid for Norway,
    including frigates")."""
    above = tree.tokens[whole(tree, noun)].head
    if tree.word(above) != "including":
        return
    before = (at for at in range(above - 1, -1, -1) if tree.lemma(at) in _HANDED and tree.tokens[at].pos == "NOUN")
    yield from (Government(at, "of") for at in [*before][:1])


def _further(tree: Tree, noun: int) -> Iterator[Government]:
    """What else is said of a subject: by a second verb ("arrived and docked"), or by an infinitive below its own
    ("is due to be deployed", "that is to open")."""
    for verb in _told(tree, noun):
        for kid in (*tree.kids(verb, "conj"), *_infinitives(tree, verb)):
            if tree.tokens[kid].pos == "VERB" and not list(tree.kids(kid, *_SUBJECTS)):
                yield Government(kid, "obj" if list(tree.kids(kid, "auxpass")) else "subj")


def _told(tree: Tree, noun: int) -> Iterator[int]:
    """The verbs of which a noun, or the relative pronoun behind it, is the subject."""
    top = whole(tree, noun)
    if tree.tokens[top].dep in _SUBJECTS:
        yield tree.tokens[top].head
    yield from (kid for kid in tree.kids(noun, "relcl") if any(map(tree.relative, tree.kids(kid, *_SUBJECTS))))


def _infinitives(tree: Tree, verb: int) -> Iterator[int]:
    """The infinitives below a verb, or below what it says of its subject ("is due to")."""
    for word in (verb, *tree.kids(verb, "acomp", "attr")):
        yield from tree.kids(word, "xcomp")


def _agreed(tree: Tree, noun: int) -> Iterator[Government]:
    """What somebody agreed or plans to do with a thing ("ten ships that Norway has agreed to give")."""
    for clause in tree.kids(noun, "relcl"):
        if list(tree.kids(clause, "nsubj")) and clause not in _told(tree, noun):
            yield from (Government(kid, "obj") for kid in tree.kids(clause, "xcomp") if _lacks(tree, kid))


def _lacks(tree: Tree, verb: int) -> bool:
    """Whether an infinitive has no object but a relative pronoun."""
    objects = list(tree.kids(verb, "dobj", "ccomp", "xcomp"))
    return tree.tokens[verb].tag == "VB" and all(map(tree.relative, objects))
