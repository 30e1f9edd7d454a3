"""What the items of a list inherit: the subject and the operator of the sentence that leads in to them, or the actor
that their heading names."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.commitments.clauses import QUALIFIERS, Clause, Group, Syntax
from foedera.coding.commitments.endings import last_of, whole
from foedera.coding.commitments.lexicon import Lexicon
from foedera.coding.commitments.operating import Undertaking, inwards, looks_into
from foedera.coding.commitments.parting import Draft, parts
from foedera.model import ActorRef
from foedera.model.vocabulary import CommitmentStatus

_OPEN = re.compile(r"[:–—]\s*(?:\(?(?:1|a|i)[.)])?\s*$")
_FOLLOWING = re.compile(r"\b(?:following|these|below|include[sd]?|namely|as follows)\b", re.IGNORECASE)
_LISTING = frozenset("include comprise be cover involve entail encompass".split())
_NO_DEEDS = frozenset("do take follow agree commit decide announce have be".split())
"""Verbs of sentences that lead in to a list but do not say what is done to its items."""

_THINGS = ("operator", "institution", "instrument", "deliverable", "measure")
_DEEDS = ("ation", "ition", "sion", "ction", "ment", "ing")
"""How nouns of what is done end."""

_SKIPPED = ("RB", "TO", ":", "``", "LS", "-LRB-", "-RRB-", "HYPH")


class Lead(msgspec.Struct, frozen=True):
    """A sentence that leads in to a list: who undertakes, with which status, by which verb."""

    parties: tuple[ActorRef, ...]
    status: CommitmentStatus
    act: str


def is_open(words: str) -> bool:
    """Whether a sentence leads in to what follows: it ends with a colon."""
    return _OPEN.search(words) is not None


def announces(words: str) -> bool:
    """Whether a sentence announces a list without a colon: "the following steps"."""
    return _FOLLOWING.search(words) is not None


def led(tree: Syntax, lexicon: Lexicon, lead: Lead) -> list[Draft]:
    """The commitments of a list item that has no subject of its own, under the sentence that leads in to it."""
    first = next((i for i in range(tree.floor, len(tree.tokens)) if tree.tokens[i].tag not in _SKIPPED), None)
    if first is None:
        return []
    token = tree.tokens[first]
    acts = _acts(tree, lexicon, first)
    if any(_is_main(tree, clause, first) for clause in tree.clauses()):
        return []
    if not acts:
        return [_noun(tree, lead, first)] if _is_noun(tree, lexicon, first) else []
    if token.dep in ("amod", "compound", "nmod") and token.head > first:
        head = _head(tree, first)
        clause = Clause(head, None, False, Group("bare", False, False))
        return [Draft(clause, lead.status, False, (head,), first, last_of(tree, head), False)]
    group = Group("bare", False, False)
    path, operators = inwards(tree, lexicon, first)
    explores = any(one.exploratory for one in operators) or looks_into(tree, lexicon, path[-1])
    listed = lead.act in _LISTING and lead.status == "committed" and token.tag == "VBG"
    status: CommitmentStatus = "ongoing" if listed else lead.status
    return list(parts(tree, Undertaking(Clause(first, None, False, group), status, explores, path)))


def _is_main(tree: Syntax, clause: Clause, first: int) -> bool:
    """Whether a clause with a subject of its own is what the item says; one within what its first word does is not."""
    verb = clause.verb
    if clause.subject is None or clause.subject == first:
        return False
    if tree.tokens[verb].dep == "acl" and clause.subject == tree.tokens[verb].head:
        return tree.tokens[clause.subject].dep == "ROOT"
    while tree.tokens[verb].head != verb:
        if verb == first or tree.tokens[verb].dep in ("relcl", "acl", "advcl", "pcomp"):
            return False
        verb = tree.tokens[verb].head
    return verb != first


def _acts(tree: Syntax, lexicon: Lexicon, first: int) -> bool:
    """Whether an item begins with a verb, which at its place the parser may take for a noun."""
    token = tree.tokens[first]
    if token.tag in ("VB", "VBP", "VBG"):
        return True
    following = tree.tokens[first + 1] if first + 1 < len(tree.tokens) else None
    verb = (
        token.tag in ("NN", "NNP")
        and lexicon.knows(token.text.lower())
        and lexicon.act(token.text.lower()) != "stative"
    )
    return verb and following is not None and following.pos in ("DET", "ADJ", "NOUN", "NUM", "PROPN", "PRON")


def _is_noun(tree: Syntax, lexicon: Lexicon, first: int) -> bool:
    """Whether an item is a noun phrase that says what is done: it counts something, or names an act or a thing and
    tells of what, where or for whom."""
    token = tree.tokens[first]
    if token.pos in ("NOUN", "DET", "ADJ", "NUM") and any(one.tag == "CD" for one in tree.tokens[first:]):
        return True
    head = _head(tree, first)
    found = lexicon.noun(tree.lemma(head))
    told = tree.has(head, "prep", "acl")
    before = head == first or token.dep in ("det", "amod", "compound", "nmod", "poss")
    thing = found is not None and found.sort in _THINGS
    return before and told and (thing or _is_deed(tree, head))


def _is_deed(tree: Syntax, head: int) -> bool:
    """Whether a noun names what is done to something: "the strengthening of ties"."""
    return tree.lemma(head).endswith(_DEEDS) and any(True for _ in tree.objects(head, "of"))


def _head(tree: Syntax, first: int) -> int:
    """The noun of the phrase that begins with a token."""
    head = first
    while tree.tokens[head].head > head and (
        tree.tokens[head].pos not in ("NOUN", "PROPN") or tree.tokens[head].dep in QUALIFIERS
    ):
        head = tree.tokens[head].head
    return head


def _noun(tree: Syntax, lead: Lead, first: int) -> Draft:
    """An item that is a noun phrase: what the verb that leads in to it is done to."""
    head = _head(tree, first)
    last = whole(tree, head)
    clause = Clause(head, None, False, Group("bare", False, False))
    done = "" if _is_deed(tree, head) or lead.act in (*_LISTING, *_NO_DEEDS) else lead.act
    return Draft(clause, lead.status, False, (head,), first, last, False, done)
