"""Which candidates are taken: the best first, parts never crossing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedera.coding.statements.finding import Proposal

_CONTENT, _SOURCE, _CUE = 1, 2, 4
_STRETCH = 512


def selected(
    proposals: Sequence[Proposal], scores: NDArray[np.float64], threshold: float, *, nested: bool
) -> list[int]:  # fmt: skip
    """The numbers of the proposals taken, in order.

    A proposal is taken where its score is at least the threshold and no part of it is part of one that scores better;
    only sources may be shared. With `nested`, an attribution may stand wholly within the content of another.
    """
    size = max((end for p in proposals for spans in (p.content, p.cue, p.source) for _, end in spans), default=0)
    taken = np.zeros(size + 1, dtype=np.uint8)
    heads: set[int] = set()
    near: dict[int, list[Proposal]] = {}
    kept: list[int] = []
    for index in np.argsort(-scores, kind="stable").tolist():
        proposal = proposals[index]
        if scores[index] < threshold:
            break
        head = proposal.tree.tokens[proposal.candidate.head].start
        if head in heads or (_meets(proposal, taken) and not (nested and _nests(proposal, near))):
            continue
        heads.add(head)
        for spans, mark in ((proposal.content, _CONTENT), (proposal.source, _SOURCE), (proposal.cue, _CUE)):
            for start, end in spans:
                taken[start:end] |= mark
        for place in _places(proposal):
            near.setdefault(place, []).append(proposal)
        kept.append(index)
    return sorted(kept)


def _meets(proposal: Proposal, taken: NDArray[np.uint8]) -> bool:
    """Whether a part lies where another attribution has a part of its own; sources may be shared."""
    return (
        any(taken[start:end].any() for start, end in proposal.content)
        or any((taken[start:end] & (_CONTENT | _CUE)).any() for start, end in proposal.cue)
        or any((taken[start:end] & _CONTENT).any() for start, end in proposal.source)
    )


def _nests(proposal: Proposal, near: dict[int, list[Proposal]]) -> bool:
    """Whether an attribution stands in the contents of all that it touches, or holds them in its own."""
    others = {id(other): other for place in _places(proposal) for other in near.get(place, ())}
    return all(
        _within(proposal, other) or _within(other, proposal) or _apart(proposal, other) for other in others.values()
    )


def _places(proposal: Proposal) -> set[int]:
    """The stretches of text that a proposal touches, by number."""
    return {
        place
        for start, end in (*proposal.content, *proposal.cue)
        for place in range(start // _STRETCH, end // _STRETCH + 1)
    }


def _within(inner: Proposal, outer: Proposal) -> bool:
    """Whether cue and content of one stand in the content of the other."""
    return all(
        any(low <= start and end <= high for low, high in outer.content) for start, end in (*inner.cue, *inner.content)
    )


def _apart(one: Proposal, other: Proposal) -> bool:
    """Whether no part of one but the source touches a part of the other."""
    mine, yours = (*one.content, *one.cue), (*other.content, *other.cue)
    return not any(start < high and low < end for start, end in mine for low, high in yours)
