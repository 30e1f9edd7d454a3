"""Candidate attributions from the syntax of a sentence: every word that may report somebody, with who and what."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.coding.statements.candidate import Candidate, bare, form_of, made_of
from foedera.coding.statements.cues import Cue, Lexicon
from foedera.coding.statements.frames import RELATIVE, contents
from foedera.coding.statements.marks import colons, dashes, phrases
from foedera.coding.statements.nominal import adjectives, nouns
from foedera.coding.statements.passives import is_passive, passives
from foedera.coding.statements.trees import VERBAL, Tree

_NAMING = ("PROPN", "PRON", "NOUN")
_FRAME = 30
_NONE = Cue("", "verb", "", {})


def candidates(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    """The candidates of one sentence, in the order of their heads; several for a head that may be read in several
    ways, the likelier first."""
    for index, token in enumerate(tree.tokens):
        if token.pos in VERBAL:
            yield from _verbs(tree, lexicon, index)
        elif token.pos in ("NOUN", "PROPN"):
            yield from nouns(tree, lexicon, index)
        elif token.pos == "ADJ":
            yield from adjectives(tree, lexicon, index)
        if token.text[:1] in "AaPpIiOo":
            yield from phrases(tree, lexicon, index)
    yield from colons(tree)
    yield from dashes(tree)


def _entry(tree: Tree, lexicon: Lexicon, verb: int) -> Cue:
    """The lexicon's entry of a verb with its particle, else of the verb alone; one without frames where it has none."""
    lemma = tree.lemma(verb)
    particle = tree.child(verb, "prt", "advmod")
    if particle is not None and particle > verb:
        found = lexicon.cue(f"{lemma} {tree.lemma(particle)}", "verb")
        if found is not None:
            return found
    return lexicon.cue(lemma, "verb") or msgspec.structs.replace(_NONE, lemma=lemma)


def _verbs(tree: Tree, lexicon: Lexicon, verb: int) -> Iterator[Candidate]:
    entry = _entry(tree, lexicon, verb)
    if tree.tokens[verb].pos == "AUX" and not entry.frames:
        return
    if is_passive(tree, verb):
        yield from passives(tree, verb, entry)
        return
    speaker = tree.subject(verb)
    if speaker is None or (tree.quoted[speaker] and not tree.quoted[verb]) or speaker in tree.times:
        speaker = _beside(tree, verb) if entry.frames.get("quote", 0) >= 0.5 else speaker
    form = form_of(tree, verb)
    if entry.kind == "seeming":
        speaker = None
    found = False
    for frame, content, extra in contents(tree, verb, entry):
        made = made_of(tree, verb, entry, frame, form, speaker, content, extra)
        if made is not None:
            found = True
            yield made
    if not found and entry.frames.get("quote", 0) > 0:
        yield bare(tree, verb, entry, form, speaker)


def _beside(tree: Tree, verb: int) -> int | None:
    """Who stands right after a word of saying, or before it, outside the marks: for quotations that the parser takes
    for part of the sentence around them."""
    after = _name_after(tree, verb)
    if after is not None and tree.tokens[after].tag not in (*RELATIVE, "PRP$"):
        return after
    start = verb
    while start > 0 and verb - start < _FRAME and not tree.quoted[start - 1]:
        start -= 1
    first = next((i for i in range(start, verb) if _may_name(tree, i)), None)
    while first is not None and first + 1 < verb and _may_name(tree, first + 1):
        first += 1
    return first


def _may_name(tree: Tree, index: int) -> bool:
    return tree.tokens[index].pos in _NAMING and index not in tree.times


def _name_after(tree: Tree, verb: int) -> int | None:
    """The last of the nouns that follow a verb at once, or a pronoun."""
    last = None
    for at in range(verb + 1, min(verb + 6, len(tree.tokens))):
        pos = tree.tokens[at].pos
        if (
            tree.quoted[at]
            or at in tree.times
            or (pos not in _NAMING and (pos not in ("DET", "ADJ") or last is not None))
        ):
            break
        if pos in _NAMING:
            last = at
        if pos == "PRON":
            break
    return last
