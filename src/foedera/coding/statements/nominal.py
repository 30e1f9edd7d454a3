"""Candidate attributions of nouns and adjectives: "the promise of Norvane to go", "she is sure that"."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.statements.candidate import Candidate, made_of
from foedera.coding.statements.cues import Lexicon
from foedera.coding.statements.frames import prepositional
from foedera.coding.statements.trees import VERBAL, Tree

_LIGHT = frozenset("be have make give take get do express voice issue offer deliver raise show".split())


def nouns(tree: Tree, lexicon: Lexicon, noun: int) -> Iterator[Candidate]:
    """What a noun of the lexicon reports, with whose it is."""
    entry = lexicon.cue(tree.lemma(noun), "noun")
    if entry is None:
        return
    head = tree.tokens[noun].head
    light = tree.tokens[noun].dep in ("dobj", "attr", "oprd") and tree.tokens[head].pos in VERBAL
    extra = [i for i in tree.children(noun, ("amod", "det", "neg")) if i < noun]
    extra += [head] if light and head < noun else []
    form = "light" if light and tree.lemma(head) in _LIGHT else "nominal"
    speaker = tree.possessor(noun)
    if speaker is None:
        speaker = _giver(tree, noun)
    for frame, content, joined in (*_noun_clauses(tree, noun), *prepositional(tree, noun, entry)):
        if not joined or speaker not in content:
            made = made_of(tree, noun, entry, frame, form, speaker, content, [*extra, *joined])
            if made is not None:
                yield made


def _noun_clauses(tree: Tree, noun: int) -> Iterator[tuple[str, list[int], list[int]]]:
    """The clauses of a noun with "that" or "to"."""
    for clause in tree.children(noun, ("acl", "ccomp", "relcl", "appos")):
        mark = tree.child(clause, "mark")
        if (mark is not None and tree.lemma(mark) == "that") or tree.tokens[clause].dep == "ccomp":
            yield "clause", tree.subtree(clause), []
        elif any(tree.tokens[c].tag == "TO" for c in tree.children(clause, ("aux",))):
            yield "infinitive", tree.subtree(clause), []


def _giver(tree: Tree, noun: int) -> int | None:
    """Whose a noun is by "from", "by" or "of"."""
    for word in ("by", "from", "of", "among"):
        for preposition in tree.children(noun, ("prep",)):
            if tree.lemma(preposition) == word:
                name = tree.child(preposition, "pobj")
                if name is not None and (word != "of" or tree.tokens[name].pos in ("PROPN", "PRON")):
                    return name
    before = tree.child(noun, "compound", "amod")
    return before if before is not None and tree.tokens[before].pos == "PROPN" else None


def adjectives(tree: Tree, lexicon: Lexicon, adjective: int) -> Iterator[Candidate]:
    """What an adjective of the lexicon reports of whom it describes."""
    entry = lexicon.cue(tree.lemma(adjective), "adjective")
    if entry is None:
        return
    token = tree.tokens[adjective]
    verb = token.head
    if token.dep in ("acomp", "attr", "oprd", "xcomp", "ROOT") and tree.tokens[verb].pos in VERBAL:
        speaker = tree.subject(verb)
    elif token.dep in ("conj", "amod", "relcl", "acl", "appos"):
        speaker = tree.subject(tree.tokens[verb].head) if token.dep == "conj" else verb
    else:
        speaker = tree.child(adjective, "nsubj")
    extra = [i for i in range(verb, adjective) if tree.is_below(i, verb)] if verb < adjective else []
    for clause in tree.children(adjective, ("ccomp", "xcomp", "advcl")):
        frame = "infinitive" if tree.tokens[clause].dep == "xcomp" else "clause"
        made = made_of(tree, adjective, entry, frame, "adjective", speaker, tree.subtree(clause), extra)
        if made is not None:
            yield made
    for frame, content, joined in prepositional(tree, adjective, entry):
        made = made_of(tree, adjective, entry, frame, "adjective", speaker, content, [*extra, *joined])
        if made is not None:
            yield made
