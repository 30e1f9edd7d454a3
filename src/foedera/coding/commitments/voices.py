"""Who vouches for a commitment: the document itself, or somebody whom it reports."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.coding.commitments.clauses import Syntax
from foedera.language import Quotations
from foedera.model import AUTHOR, ActorRef, Attribution

_SAYING = frozenset(
    "say tell report claim state add confirm declare note reveal allege assert explain disclose write insist argue "
    "maintain acknowledge admit suggest indicate stress testify believe think understand announce warn predict expect "
    "quote".split()
)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|(?:is|are) (?:said|understood|believed) to|rumou?red)\b", re.I
)
_PRONOUNS = frozenset("we our us the parties".split())
_STEPS = 8


def attribution(reading: Reading, tree: Syntax, verb: int, quoted: Quotations) -> Attribution:
    """Who says it: the subject of a verb of saying above, "according to", or whoever is quoted."""
    above = saying(tree, verb)
    if above is not None:
        return _subject(reading, tree, above)
    for index in range(tree.floor, len(tree.tokens) - 1):
        if tree.lemma(index) == "accord" and tree.word(index + 1) == "to":
            nouns = [*tree.kids(index + 1, "pobj"), *tree.kids(index, "pobj")]
            refs = _refs(reading, tree, nouns)
            return Attribution("named", refs) if refs else Attribution("unnamed", ())
    sentence = tree.sentence
    if _HEARSAY.search(reading.document.text, sentence.start, sentence.end):
        return Attribution("unnamed", ())
    if quoted.cover(tree.tokens[verb].start):
        return Attribution("unnamed", ())
    return AUTHOR


def saying(tree: Syntax, verb: int) -> int | None:
    """The verb of saying above a verb, or beside it ("X will, Y said")."""
    current = verb
    for _ in range(_STEPS):
        token = tree.tokens[current]
        beside = next(
            (kid for kid in tree.kids(current, "parataxis", "ccomp") if kid > current and _says(tree, kid)), None
        )
        if beside is not None and tree.tokens[beside].dep == "parataxis":
            return beside
        if token.head == current or token.dep not in ("ccomp", "conj", "parataxis", "advcl", "xcomp", "relcl"):
            return None
        if token.dep in ("ccomp", "parataxis") and _says(tree, token.head):
            return token.head
        current = token.head
    return None


def _says(tree: Syntax, verb: int) -> bool:
    return tree.lemma(verb) in _SAYING and tree.has(verb, "nsubj", "nsubjpass")


def _subject(reading: Reading, tree: Syntax, verb: int) -> Attribution:
    nouns = list(tree.kids(verb, "nsubj"))
    refs = _refs(reading, tree, nouns)
    if refs:
        return Attribution("named", refs)
    return AUTHOR if any(tree.word(noun) in _PRONOUNS for noun in nouns) else Attribution("unnamed", ())


def _refs(reading: Reading, tree: Syntax, nouns: list[int]) -> tuple[ActorRef, ...]:
    found: dict[str, ActorRef] = {}
    for noun in nouns:
        for at in (noun, *tree.kids(noun, "appos")):
            mention = reading.mentions.at(tree.tokens[at].start)
            for ref in () if mention is None else mention.refs:
                found.setdefault(ref.id or ref.name, ref)
    persons = tuple(ref for ref in found.values() if ref.kind == "person")
    return persons or tuple(found.values())
