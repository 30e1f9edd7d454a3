"""A document's text cut where evidence starts and ends, so that a page can mark it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from foedera.model import Claim, Document, Kind, Role


class Piece(msgspec.Struct, frozen=True):
    """Words between two cuts, the numbers of the claims whose evidence they are, and the kinds of these claims.

    `opens` lists the claims whose first evidence starts here.
    """

    text: str
    claims: tuple[int, ...]
    kinds: tuple[Kind, ...]
    opens: tuple[int, ...]


class Marked(msgspec.Struct, frozen=True):
    """A paragraph in pieces, with its number in the document."""

    number: int
    role: Role
    pieces: tuple[Piece, ...]


def marked(document: Document, claims: Sequence[Claim]) -> tuple[Marked, ...]:
    """The paragraphs of a document in pieces; claims are numbered from 1 in the order given."""
    spans = sorted(
        (span.start, span.end, number, index == 0)
        for number, claim in enumerate(claims, 1)
        for index, span in enumerate(claim.evidence)
    )
    kinds = {number: claim.kind for number, claim in enumerate(claims, 1)}
    result = []
    first = 0
    for number, paragraph in enumerate(document.paragraphs):
        while first < len(spans) and spans[first][1] <= paragraph.start:
            first += 1
        inside = [s for s in spans[first : _until(spans, first, paragraph.end)] if s[1] > paragraph.start]
        cuts = {paragraph.start, paragraph.end}
        for start, end, _, _ in inside:
            cuts.update((max(start, paragraph.start), min(end, paragraph.end)))
        edges = sorted(cuts)
        pieces = tuple(_piece(document, a, b, inside, kinds) for a, b in pairwise(edges))
        result.append(Marked(number, paragraph.role, pieces))
    return tuple(result)


def _until(spans: Sequence[tuple[int, int, int, bool]], first: int, end: int) -> int:
    at = first
    while at < len(spans) and spans[at][0] < end:
        at += 1
    return at


def _piece(
    document: Document, start: int, end: int, spans: Sequence[tuple[int, int, int, bool]], kinds: dict[int, Kind]
) -> Piece:
    over = [s for s in spans if s[0] < end and s[1] > start]
    numbers = tuple(dict.fromkeys(number for _, _, number, _ in over))
    opens = tuple(number for span_start, _, number, is_first in over if is_first and span_start == start)
    return Piece(document.text[start:end], numbers, tuple(dict.fromkeys(kinds[n] for n in numbers)), opens)
