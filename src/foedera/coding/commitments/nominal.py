"""Commitments that only a noun tells: "its pledge of 400 soldiers by 2030", "the signing of the agreement by both"."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.commitments.clauses import QUALIFIERS, Clause, Group, Syntax
from foedera.coding.commitments.endings import last_of
from foedera.coding.commitments.lexicon import Lexicon
from foedera.coding.commitments.operating import AHEAD, GREETING
from foedera.coding.commitments.parting import Draft
from foedera.model.vocabulary import CommitmentStatus

_PROMISES = frozenset(
    "pledge promise vow plan decision intention intent commitment announcement offer agreement undertaking signing "
    "signature approval ratification proposal progress".split()
)
"""Verbs that welcome what was done."""
_SHOWING = frozenset("evidence demonstrate show illustrate exemplify".split())
_AGAINST = frozenset("condemn oppose deplore denounce reject protest regret criticise criticize".split())
_TAKES = ("to", "of", "that", "for", "ing")


def nominals(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The nouns of a sentence that promise something to be done, with whose promise it is."""
    if any(token.dep == "ROOT" and tree.lemma(index) in _AGAINST for index, token in enumerate(tree.tokens)):
        return  # "we condemn their decision to"
    for noun in range(tree.floor, len(tree.tokens)):
        if tree.tokens[noun].pos == "NOUN" and tree.lemma(noun) in _PROMISES:
            owner, act = _owner(tree, noun), _act(tree, noun)
            if owner is not None and act is not None and act != owner:
                yield _draft(tree, lexicon, noun, owner, act)


def reduced(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """What is told of as promised or given by somebody: "a withdrawal promised by the president"."""
    for verb in range(tree.floor, len(tree.tokens)):
        status = _told(tree, lexicon, verb) if _is_reduced(tree, verb) else None
        if status is not None:
            thing, last = tree.tokens[verb].head, max(tree.under(verb))
            clause = Clause(verb, thing, False, Group("past", False, True))
            yield Draft(clause, status, False, (verb,), tree.left(thing), _trimmed_end(tree, verb, last), False)


def _is_reduced(tree: Syntax, verb: int) -> bool:
    """Whether a participle tells by whom a thing is done; ", sponsored by the ministry, is" only describes it."""
    token = tree.tokens[verb]
    if token.tag not in ("VBN", "VBD") or token.dep != "acl" or not tree.floor <= token.head <= verb:
        return False
    return tree.word(verb - 1) != "," and any(True for _ in tree.objects(verb, "by"))


def _told(tree: Syntax, lexicon: Lexicon, verb: int) -> CommitmentStatus | None:
    """The status of what is told of in passing; crimes are not promised ("violence committed by the army")."""
    lemma = tree.verb(verb)
    if lemma == "commit" and not any(tree.tokens[i].tag in ("CD", "$") for i in tree.under(tree.tokens[verb].head)):
        return None
    operators = (lexicon.operator(lemma, takes) for takes in ("object", "to"))
    return next((one.status for one in operators if one is not None), None) or lexicon.past(lemma)


def welcomed(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The acts that somebody welcomes in a row: "celebrate what was achieved, including the signing of the pact and the
    launch of the exercise". One alone belongs to its sentence."""
    for clause in tree.clauses():
        if tree.lemma(clause.verb) not in GREETING or clause.subject is None:
            continue
        words = range(clause.verb + 1, len(tree.tokens))
        start = next((i for i in words if tree.word(i) == "including"), len(tree.tokens))
        nouns = [i for i in range(start, len(tree.tokens)) if _is_named(tree, lexicon, i)]
        for noun in nouns if len(nouns) > 1 else ():
            found = lexicon.noun(tree.lemma(noun))
            status = "completed" if found is None or found.status is None else found.status
            made = Clause(noun, clause.subject, True, Group("bare", False, False))
            yield Draft(made, status, False, (clause.verb, noun), tree.left(noun), last_of(tree, noun), False)


def evidenced(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The act that shows something: "as evidenced by the signing of the pact", "by the upcoming visit of"."""
    subject = next((clause.subject for clause in tree.clauses() if clause.subject is not None), None)
    for verb in range(tree.floor, len(tree.tokens)):
        if tree.lemma(verb) not in _SHOWING or tree.tokens[verb].tag != "VBN" or subject is None:
            continue
        for noun in tree.objects(verb, "by"):
            found = lexicon.noun(tree.lemma(noun))
            ahead = tree.says(AHEAD, noun, "amod")
            status = "intended" if ahead else None if found is None else found.status
            if status in ("intended", "completed"):
                made = Clause(noun, subject, True, Group("bare", False, False))
                yield Draft(made, status, False, (noun,), tree.left(noun), last_of(tree, noun), False)


def _is_named(tree: Syntax, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun names an act that was done or goes on, as a member of a row: "the signing of the pact"."""
    found = lexicon.noun(tree.lemma(noun))
    does = tree.tokens[noun].pos == "NOUN" and found is not None and found.status in ("completed", "ongoing")
    first = tree.left(noun)
    row = first > 0 and tree.word(first - 1) in (",", "and", "including", ";")
    return does and row and any(kid > noun for kid in tree.kids(noun, "prep", "acl"))


def greeted(tree: Syntax, draft: Draft) -> int | None:
    """The verb that welcomes what somebody promised or gave, and does no more: "welcomes the pact signed by"."""
    subject = draft.clause.subject
    if subject is None or tree.tokens[subject].dep != "dobj":
        return None
    verb = tree.tokens[subject].head
    return verb if tree.lemma(verb) in GREETING else None


def _trimmed_end(tree: Syntax, verb: int, last: int) -> int:
    while last > verb and tree.tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    return last


def _draft(tree: Syntax, lexicon: Lexicon, noun: int, owner: int, act: int) -> Draft:
    """The draft of a noun, from its owner on if that stands beside it."""
    own = tree.tokens[owner].head == noun or owner > noun
    clause = Clause(noun, owner, not own, Group("bare", False, False))
    first = min(tree.left(owner), noun) if own and owner < noun else min(tree.left(noun), noun)
    return Draft(clause, _status(tree, lexicon, noun, act), False, (noun, act), first, last_of(tree, noun), False)


def _act(tree: Syntax, noun: int) -> int | None:
    """What is promised: a complement of the noun, else a clause beside it ("its pledge that it will")."""
    taken = next((kid for takes, kid in tree.complement(noun) if takes in _TAKES), None)
    if taken is not None:
        return taken
    beside = next((kid for kid in tree.kids(noun, "acl", "ccomp", "relcl") if kid > noun), None)
    told = beside is not None and tree.tokens[beside].dep != "acl" and tree.group(beside).tense in ("past", "present")
    return None if told else beside


def _owner(tree: Syntax, noun: int) -> int | None:
    """Whose promise it is: the possessor, also of the noun with which it is joined."""
    owners = [kid for kid in tree.kids(noun, *QUALIFIERS) if kid < noun]
    own = next((kid for kid in owners if tree.tokens[kid].dep == "poss"), None)
    if own is None:
        own = next((kid for kid in owners if tree.tokens[kid].text[0].isupper()), None)
    if own is None:
        own = next(tree.objects(noun, "by"), None)  # "the offer by the maker to"
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
