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
    for noun, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or noun < tree.floor or tree.lemma(noun) not in _PROMISES:
            continue
        owner = _owner(tree, noun)
        act = next((kid for takes, kid in tree.complement(noun) if takes in _TAKES), None)
        act = act if act is not None else _content(tree, noun)
        if owner is None or act is None:
            continue
        head = token.head if token.dep == "conj" and not any(True for _ in tree.kids(noun, "poss")) else noun
        group = Group("bare", False, False)
        clause = Clause(noun, owner, head != noun, group)
        first = min(tree.left(owner), noun) if head == noun and owner < noun else tree.left(noun)
        if owner < noun and first <= noun:
            yield Draft(
                clause, _status(tree, lexicon, noun, act), False, (noun, act), first, last_of(tree, noun), False
            )


def _owner(tree: Syntax, noun: int) -> int | None:
    """Whose promise it is: the possessor, also of the noun with which it is joined."""
    own = next((kid for kid in tree.kids(noun, *_OWNERS) if kid < noun and tree.tokens[kid].dep == "poss"), None)
    token = tree.tokens[noun]
    if own is not None or token.dep != "conj" or token.head == noun:
        return own
    return next(tree.kids(token.head, "poss"), None)


def _content(tree: Syntax, noun: int) -> int | None:
    """What a promise is, as a clause: "its pledge that the withdrawal was near"."""
    return next((kid for kid in tree.kids(noun, "acl", "ccomp", "relcl") if kid > noun), None)


def _status(tree: Syntax, lexicon: Lexicon, noun: int, act: int) -> CommitmentStatus:
    found = lexicon.noun(tree.lemma(noun))
    operator = lexicon.operator(tree.verb(act), "object") if tree.is_verb(act) else None
    if operator is not None and operator.status in ("withdrawn", "suspended", "delayed"):
        return operator.status
    if tree.lemma(noun) == "announcement":
        return "intended"
    return found.status if found is not None and found.status is not None else "committed"
