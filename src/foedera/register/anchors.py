"""Anchors: how a decision names claims so that it holds when a better coder reads the document again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from foedera.model import Claim, Span
from foedera.record import Ledger, Stand


class Anchor(msgspec.Struct, frozen=True, order=True):
    """A claim by its document, kind, first evidence (offsets) and key: no word of the document is in it."""

    document: str
    kind: str
    start: int
    end: int
    key: str


def anchor(claim: Claim, key: str) -> Anchor:
    """The anchor of a claim; `key` is that of its lineage."""
    first = claim.evidence[0]
    return Anchor(claim.document, claim.kind, first.start, first.end, key)


def bound(ledger: Ledger, anchors: Iterable[Anchor]) -> dict[Anchor, Stand]:
    """The standing claims that anchors mean: those of their keys, or else those whose evidence overlaps most.

    An anchor whose document has no such claim any more is left out.
    """
    grouped: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for each in sorted(set(anchors)):
        grouped[each.document, each.kind].append(each)
    found: dict[Anchor, Stand] = {}
    for (document, kind), some in grouped.items():
        stated = ledger.stated(document, kind)
        by_key = {stand.key: stand for stand in stated}
        for each in some:
            meant = by_key.get(each.key) or nearest(Span(each.start, each.end, "."), stated)
            if meant is not None:
                found[each] = meant
    return found


def heir(ledger: Ledger, lineage: int) -> Stand | None:
    """The claim that says now what a lineage said: itself while it stands, or else the nearest in its document."""
    for stand in ledger.standing([lineage]):
        return stand
    document, kind, claim = ledger.claim(lineage)
    return None if claim is None else nearest(claim.evidence[0], ledger.stated(document, kind))


def nearest(span: Span, stated: Sequence[Stand]) -> Stand | None:
    """The claim whose evidence shares most with a span of its document, if one shares anything."""
    shared = {stand.lineage: max(_shared(span, each) for each in stand.claim.evidence) for stand in stated}
    best = [stand for stand in stated if shared[stand.lineage] > 0]
    return min(best, key=lambda stand: (-shared[stand.lineage], *_order(stand)), default=None)


def _shared(a: Span, b: Span) -> float:
    """The part of both spans together that they share, from 0 to 1."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(common, 0) / (max(a.end, b.end) - min(a.start, b.start))


def _order(stand: Stand) -> tuple[int, int, str]:
    first = stand.claim.evidence[0]
    return first.start, first.end, stand.key
