"""Candidate attributions that a phrase, a colon or a dash makes."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.statements.candidate import Candidate, made_of
from foedera.coding.statements.cues import Cue, Lexicon
from foedera.coding.statements.trees import VERBAL, Tree

_CLOSING = frozenset('"”»') | {"''"}
_GENRES = frozenset(
    {"fact sheet", "joint statement", "press release", "statement", "readout", "remarks", "transcript", "memorandum",
     "video", "opinion", "analysis", "exclusive", "update", "explainer", "factbox", "timeline", "commentary",
     "editorial", "breaking"}
)  # fmt: skip
"""What a headline calls itself before a colon; it says nothing."""


def phrases(tree: Tree, lexicon: Lexicon, first: int) -> Iterator[Candidate]:
    """ "According to the ministry", "in the words of a diplomat"."""
    words = " ".join(token.text.lower() for token in tree.tokens[first : first + 6])
    for phrase in lexicon.phrases:
        if not words.startswith(phrase + " "):
            continue
        entry = lexicon.cue(phrase, "phrase")
        last = first + phrase.count(" ")
        name = tree.child(last, "pobj", "pcomp")
        if entry is None or name is None:
            continue
        head = tree.tokens[first].head
        while tree.tokens[head].pos not in VERBAL and tree.tokens[head].head != head:
            head = tree.tokens[head].head
        content = [i for i in tree.subtree(head, {first}) if i < first or i > last]
        source = tree.subtree(name)
        content = [i for i in content if i not in set(source)]
        extra = list(range(first, last + 1))
        made = made_of(tree, first, entry, "clause", "phrase", name, content, extra)
        if made is not None:
            yield made


def colons(tree: Tree) -> Iterator[Candidate]:
    """ "Norvane: the treaty holds": a name, a colon, and what is said."""
    colon = next((i for i, token in enumerate(tree.tokens[:12]) if token.text == ":"), None)
    if colon is None or not 0 < colon < len(tree.tokens) - 3:
        return
    before = tree.tokens[:colon]
    if " ".join(token.text.lower() for token in before) in _GENRES:
        return
    if not all(t.pos in ("PROPN", "ADP", "DET", "NOUN", "CCONJ", "PUNCT") for t in before) or colon > 7:
        return
    named = [i for i in range(colon) if tree.tokens[i].pos == "PROPN" or (colon == 1 and before[0].text[0].isupper())]
    if not named:
        return
    speaker = named[-1]
    entry = Cue(":", "phrase", "speech", {"clause": 0.7})
    content = tree.trimmed(range(colon + 1, len(tree.tokens)))
    if content:
        yield Candidate(
            colon, (colon,), entry, "clause", "colon", 0.7, tuple(range(colon)), tuple(content), speaker
        )  # fmt: skip


def dashes(tree: Tree) -> Iterator[Candidate]:
    """A dash and a name after a quotation, at the end: "… — Irma Dolen"."""
    dash = next(
        (i for i in range(len(tree.tokens) - 2, -1, -1) if tree.tokens[i].text in ("―", "—", "–", "-", "--")), None
    )
    if (
        dash is None
        or len(tree.tokens) - dash > 30
        or (dash > 0 and not tree.quoted[dash - 1] and tree.tokens[dash - 1].text not in _CLOSING)
    ):
        return
    name = next((i for i in range(dash + 1, len(tree.tokens)) if tree.tokens[i].pos == "PROPN"), None)
    if (
        name is None
        or name > dash + 3
        or tree.quoted[name]
        or any(t.pos in VERBAL for t in tree.tokens[dash + 1 : dash + 6])
    ):
        return
    entry = Cue("—", "phrase", "speech", {"quote": 0.8})
    source = tree.trimmed(range(dash + 1, len(tree.tokens)))
    yield Candidate(dash, (dash,), entry, "quote", "colon", 0.8, tuple(source), (), name)
