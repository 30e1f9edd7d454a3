"""A candidate attribution, and how one is made of its parts so that none is in another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.coding.statements.cues import Cue
from foedera.coding.statements.trees import Tree

_SILENT = frozenset({"comment", "answer", "respond", "elaborate", "speak", "reply"})


class Candidate(msgspec.Struct, frozen=True):
    """An attribution that a sentence may hold; tokens by number, in order.

    `head` is the word that reports, `cue` it and what belongs to it, `frame` how the content hangs on it, `form` the
    construction around it. `strength` is the lexicon's for this cue in this frame, 0 where it knows none.
    """

    head: int
    cue: tuple[int, ...]
    entry: Cue
    frame: str
    form: str
    strength: float
    source: tuple[int, ...]
    content: tuple[int, ...]
    speaker: int | None


def made_of(
    tree: Tree, head: int, entry: Cue, frame: str, form: str, speaker: int | None, content: Sequence[int],
    extra: Sequence[int],
) -> Candidate | None:  # fmt: skip
    """The candidate with its parts kept apart; None where nothing is left of its content."""
    cue = _cue_tokens(tree, head, extra)
    taken = set(cue)
    source: list[int] = []
    if speaker is not None and speaker not in taken:
        source = [i for i in tree.subtree(speaker, taken - {speaker}) if i not in taken]
        if not tree.quoted[speaker] and any(tree.quoted[i] for i in source):
            source = [i for i in source if not tree.quoted[i]]
        source = _named(tree, source, speaker)
    if frame == "infinitive" and len(content) <= 2 and any(tree.lemma(i) in _SILENT for i in content):
        return None
    inside = _kept(tree, [i for i in set(content) if i not in taken and i not in set(source)], head)
    if not inside:
        return None
    return Candidate(
        head, tuple(cue), entry, frame, form, entry.frames.get(frame, 0.0), tuple(source), tuple(inside), speaker
    )


def _cue_tokens(tree: Tree, head: int, extra: Sequence[int]) -> list[int]:
    """The word that reports with its auxiliaries and particles beside it."""
    beside = {head, *extra, *tree.children(head, ("aux", "auxpass", "neg", "prt"))}
    block = [head]
    for step in (-1, 1):
        at = head + step
        while at in beside:
            block.append(at)
            at += step
    return sorted({*block, *extra})


def _kept(tree: Tree, content: Sequence[int], head: int) -> list[int]:
    """The tokens of a content without marks at the ends, and without the day at its end that is when it was said."""
    found = tree.trimmed(content)
    while len(found) > 1 and tree.tokens[found[-1]].pos == "CCONJ":
        found = tree.trimmed(found[:-1])
    last = len(found)
    while last > 1 and found[last - 1] in tree.times and found[last - 1] > head:
        last -= 1
    day = found[last:]
    if day and all(tree.tokens[i].dep in ("npadvmod", "compound", "nummod", "det", "amod") for i in day):
        return tree.trimmed(found[:last])
    return found


def _named(tree: Tree, source: Sequence[int], speaker: int) -> list[int]:
    """The tokens that name a speaker: without the possessive mark at the end, and no longer than a name may be."""
    found = tree.trimmed(source)
    if found and tree.tokens[found[-1]].tag == "POS":
        found = found[:-1]
    if len(found) > 40:
        found = [i for i in found if abs(i - speaker) < 20]
    return found


def bare(tree: Tree, verb: int, entry: Cue, form: str, speaker: int | None) -> Candidate:
    """A verb of saying whose words stand elsewhere."""
    cue = _cue_tokens(tree, verb, [])
    source = [] if speaker is None else _named(tree, tree.subtree(speaker, cue), speaker)
    if speaker is not None and not tree.quoted[speaker]:
        source = tree.trimmed(i for i in source if not tree.quoted[i])
    return Candidate(verb, tuple(cue), entry, "quote", form, entry.frames["quote"], tuple(source), (), speaker)


def form_of(tree: Tree, verb: int) -> str:
    """How a verb stands in its sentence."""
    token = tree.tokens[verb]
    if token.dep in ("conj", "relcl", "acl", "advcl", "pcomp", "xcomp", "ccomp", "parataxis"):
        return token.dep
    return "main"
