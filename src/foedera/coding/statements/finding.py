"""Candidate attributions of a whole document: those of its sentences, with the quoted passages that belong to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.coding.statements.candidate import Candidate
from foedera.coding.statements.candidates import candidates
from foedera.coding.statements.cues import Lexicon
from foedera.coding.statements.features import NAMES, row
from foedera.coding.statements.passages import SPEAKS, Passage, Saying, owners, passages
from foedera.coding.statements.trees import Tree
from foedera.language import Parse, Quotations, quotations
from foedera.model import Document

Spans = tuple[tuple[int, int], ...]
Rates = Callable[[Candidate], tuple[float, float]]

_LONG = 1_500


class Proposal(msgspec.Struct, frozen=True):
    """A candidate with its place in the document: spans of the text for source, cue and content, and the quoted
    passages that it owns."""

    tree: Tree
    candidate: Candidate
    source: Spans
    cue: Spans
    content: Spans
    passages: tuple[Passage, ...]
    share: float


class Found(msgspec.Struct, frozen=True):
    """The proposals of a document, in order, their features (one row each, columns as `NAMES`), its quotations and
    quoted passages, and which passages belong to nobody."""

    proposals: tuple[Proposal, ...]
    features: NDArray[np.float64]
    quoted: Quotations
    passages: tuple[Passage, ...]
    orphans: tuple[Passage, ...]


def unseen(candidate: Candidate) -> tuple[float, float]:
    """The rate of a cue of which training knows nothing: the lexicon's strength, seen never."""
    return candidate.strength, 0.0


def found(parse: Parse, lexicon: Lexicon, roles: Iterable[str], rates: Rates = unseen) -> Found:
    """All proposals of a document's parsed sentences in paragraphs with one of these roles."""
    document = parse.document
    wanted = frozenset(roles)
    quoted = quotations(document)
    spoken = passages(document.text, document.paragraphs, quoted)
    made: list[tuple[Tree, Candidate]] = []
    for sentence in parse.sentences:
        if sentence.tokens and document.paragraphs[sentence.paragraph].role in wanted:
            tree = Tree(sentence, quoted, lexicon.says)
            made += [(tree, candidate) for candidate in candidates(tree, lexicon)]
    sayings = _sayings(made, spoken)
    owned = owners(document.text, document.paragraphs, spoken, sayings)
    mine: dict[int, list[Passage]] = {}
    for passage, owner in zip(spoken, owned, strict=True):
        if owner is not None:
            mine.setdefault(owner, []).append(passage)
    proposals = []
    for index, (tree, candidate) in enumerate(made):
        proposal = _proposal(document, quoted, tree, candidate, mine.get(index, []))
        if proposal is not None:
            proposals.append(proposal)
    orphans = tuple(p for p, owner in zip(spoken, owned, strict=True) if owner is None)
    return Found(tuple(proposals), _features(document, proposals, rates), quoted, tuple(spoken), orphans)


def _sayings(made: Sequence[tuple[Tree, Candidate]], spoken: Sequence[Passage]) -> list[Saying]:
    """The words of saying outside the passages, one candidate for each, in order: one with a clause, if any."""
    starts = [passage.start for passage in spoken]
    best: dict[int, Saying] = {}
    for index, (tree, candidate) in enumerate(made):
        strength = _saying_strength(tree, candidate)
        start = tree.tokens[candidate.head].start
        if strength is None or _inside(start, spoken, starts):
            continue
        clausal = candidate.frame in ("clause", "quote")
        if start not in best or (clausal and not best[start].clausal):
            best[start] = _saying(index, tree, candidate, strength, spoken, starts)
    return sorted(best.values(), key=lambda saying: saying.start)


def _saying_strength(tree: Tree, candidate: Candidate) -> float | None:
    """How surely a candidate introduces a quotation: 0 where only a colon lets it, None where nothing does."""
    if candidate.form == "passive":
        return None
    strength = 0.8 if candidate.form == "colon" else candidate.entry.frames.get("quote", 0.0)
    if strength >= SPEAKS:
        return strength
    token = tree.tokens[candidate.head]
    return 0.0 if token.dep == "ROOT" and token.pos == "VERB" else None


def _saying(
    index: int, tree: Tree, candidate: Candidate, strength: float, spoken: Sequence[Passage], starts: Sequence[int]
) -> Saying:
    token = tree.tokens[candidate.head]
    who = [tree.tokens[i] for i in candidate.source if not _inside(tree.tokens[i].start, spoken, starts)] or [token]
    return Saying(
        index, token.start, token.end, who[0].start, who[-1].end, tree.sentence.start, tree.sentence.end, strength,
        candidate.frame in ("clause", "quote"),
    )  # fmt: skip


def _inside(offset: int, spoken: Sequence[Passage], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < spoken[at].end


def _proposal(
    document: Document, quoted: Quotations, tree: Tree, candidate: Candidate, mine: Sequence[Passage]
) -> Proposal | None:
    below = [] if candidate.content or mine else _introduced(document, tree)
    if not candidate.content and not mine and not below:
        return None
    content = [*tree.spans(candidate.content), *below]
    source = tree.spans(candidate.source)
    cue = tree.spans(candidate.cue) or [(tree.tokens[i].start, tree.tokens[i].end) for i in candidate.cue[:1]]
    if mine:
        content = _with_passages(content, mine, source, cue)
    content = [(start, end) for start, end in content if end > start]
    if not content or is_too_much(document, content):
        return None
    return Proposal(tree, candidate, tuple(source), tuple(cue), tuple(content), tuple(mine), _share(quoted, content))


def _introduced(document: Document, tree: Tree) -> list[tuple[int, int]]:
    """The paragraph that a sentence introduces with a colon at its end."""
    paragraphs, number = document.paragraphs, tree.sentence.paragraph
    ends = tree.tokens[-1].text == ":" and paragraphs[number].end <= tree.sentence.end + 1
    if not ends or number + 1 >= len(paragraphs) or paragraphs[number + 1].role == "heading":
        return []
    return [(paragraphs[number + 1].start, paragraphs[number + 1].end)]


def _with_passages(
    content: Sequence[tuple[int, int]], mine: Sequence[Passage], source: Sequence[tuple[int, int]],
    cue: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:  # fmt: skip
    """The content with its passages, overlaps joined, source and cue left out."""
    own = [(p.start, p.end) for p in mine]
    if own[0][0] < cue[0][0]:
        content = [c for c in content if any(c[0] <= end + 3 and c[1] >= start - 3 for start, end in own)]
    spans = sorted([*content, *own])
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + 2:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [piece for span in joined for piece in _less(span, [*source, *cue])]


def _less(span: tuple[int, int], cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a span without others."""
    pieces = [span]
    for low, high in sorted(cuts):
        start, end = pieces[-1]
        if low < end and high > start:
            pieces[-1:] = [piece for piece in ((start, low), (high, end)) if piece[1] > piece[0]] or [(end, end)]
    return pieces


def is_too_much(document: Document, content: Sequence[tuple[int, int]]) -> bool:
    """Whether a content is half the document and more than a few sentences: then the marks are not those of a
    quotation, or nobody is quoted in it."""
    size = sum(end - start for start, end in content)
    return size > _LONG and 2 * size > len(document.text)


def _share(quoted: Quotations, content: Sequence[tuple[int, int]]) -> float:
    size = inside = 0
    for start, end in content:
        size += end - start
        inside += sum(min(q.end, end) - max(q.start, start) for q in quoted.within(start, end))
    return inside / size if size else 0.0


def _features(document: Document, proposals: Sequence[Proposal], rates: Rates) -> NDArray[np.float64]:
    if not proposals:
        return np.zeros((0, len(NAMES)))
    starts = [p.tree.tokens[p.candidate.head].start for p in proposals]
    enclosed = [0.0] * len(proposals)
    order = sorted(range(len(proposals)), key=starts.__getitem__)
    places = [starts[i] for i in order]
    for proposal in proposals:
        for low, high in proposal.content:
            for at in order[bisect_left(places, low) : bisect_left(places, high)]:
                enclosed[at] = max(enclosed[at], proposal.candidate.strength)
    rows = []
    for proposal, outer in zip(proposals, enclosed, strict=True):
        words = sum(len(document.text[p.start : p.end].split()) for p in proposal.passages)
        heading = document.paragraphs[proposal.tree.sentence.paragraph].role == "heading"
        quoted = (proposal.share, len(proposal.passages), words)
        rows.append(row(proposal.tree, proposal.candidate, quoted, heading, outer, rates(proposal.candidate)))
    return np.asarray(rows, dtype=np.float64)
