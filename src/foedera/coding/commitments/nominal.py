"""Commitments that only a noun tells: "its pledge of 400 soldiers by 2030", "the signing of the agreement by both"."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.commitments.clauses import Clause, Group, Syntax
from foedera.coding.commitments.lexicon import Lexicon
from foedera.coding.commitments.parting import Draft, last_of
from foedera.model.vocabulary import CommitmentStatus

_PROMISES = frozenset(
    "pledge promise vow plan decision intention intent commitment announcement offer agreement undertaking signing "
    "signature approval ratification".split()
)
_OWNERS = ("poss", "amod", "compound", "nmod")
_TAKES = ("to", "of", "that", "for", "ing")


def nominals(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The nouns of a sentence that promise something to be done, with whose promise it is."""
    for noun in range(tree.floor, len(tree.tokens)):
        if tree.tokens[noun].pos == "NOUN" and tree.lemma(noun) in _PROMISES:
            owner, act = _owner(tree, noun), _act(tree, noun)
            if owner is not None and act is not None and owner < noun:
                yield _draft(tree, lexicon, noun, owner, act)


def _draft(tree: Syntax, lexicon: Lexicon, noun: int, owner: int, act: int) -> Draft:
    """The draft of a noun, from its owner on if that stands beside it."""
    own = tree.tokens[owner].head == noun
    clause = Clause(noun, owner, not own, Group("bare", False, False))
    first = min(tree.left(owner), noun) if own else min(tree.left(noun), noun)
    return Draft(clause, _status(tree, lexicon, noun, act), False, (noun, act), first, last_of(tree, noun), False)


def _act(tree: Syntax, noun: int) -> int | None:
    """What is promised: a complement of the noun, else a clause beside it ("its pledge that it will")."""
    taken = next((kid for takes, kid in tree.complement(noun) if takes in _TAKES), None)
    if taken is not None:
        return taken
    return next((kid for kid in tree.kids(noun, "acl", "ccomp", "relcl") if kid > noun), None)


def _owner(tree: Syntax, noun: int) -> int | None:
    """Whose promise it is: the possessor, also of the noun with which it is joined."""
    own = next((kid for kid in tree.kids(noun, *_OWNERS) if kid < noun and tree.tokens[kid].dep == "poss"), None)
    token = tree.tokens[noun]
    if own is not None or token.dep != "conj" or token.head == noun:
        return own
    return next(tree.kids(token.head, "poss"), None)


def _status(tree: Syntax, lexicon: Lexicon, noun: int, act: int) -> CommitmentStatus:
    found = lexicon.noun(tree.lemma(noun))
    operator = lexicon.operator(tree.verb(act), "object") if tree.is_verb(act) else None
    if operator is not None and operator.status in ("withdrawn", "suspended", "delayed"):
        return operator.status
    if tree.lemma(noun) == "announcement" and tree.is_verb(act):
        return "intended"
    return found.status if found is not None and found.status is not None else "committed"
