"""Where the words of a text stand on the ladders of the scale, with what strengthens or denies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.wording.passages import Word, words
from foedera.wording.scale import GAP, Degree, Rung, Scale

_CHAIN = {"undertaking": 2, "importance": 1}
"""How many words may stand between two words of one chain: will (also) seek to (further) explore."""
_REPORTED = 3  # as many where the last is "to": instructed their ministers to consider
_BESIDE = 2  # how far a strengthening word may stand from the word that it strengthens
_STEP, _MORE = 0.5, 0.1
_GAP = 4  # words that a gap in a hedge may stand for


class Hit(msgspec.Struct, frozen=True):
    """Words of a text on a ladder: from `start` to `end`, the places and stems of the `heads`, the level with all that
    modifies it, and whether it is denied."""

    ladder: str
    level: float
    start: int
    end: int
    heads: tuple[tuple[int, int], ...]
    stems: tuple[str, ...]
    denied: bool = False


def hits(text: str, scale: Scale) -> tuple[Hit, ...]:
    """The words of a text that stand on a ladder; those that govern each other (will consider) are one."""
    found = words(text)
    modifiers = list(degrees(found, scale))
    singles = [_modified(rung, at, found, modifiers) for at, rung in _widest(_rungs(text, found, scale))]
    chained: list[Hit] = []
    for hit in sorted(singles, key=lambda h: (h.ladder, h.start)):
        governed = bool(chained) and _chains(text, chained[-1], hit)
        chained.append(_both(chained.pop(), hit) if governed else hit)
    return tuple(sorted(chained, key=lambda h: (h.start, h.ladder)))


def _both(one: Hit, two: Hit) -> Hit:
    level = min(one.level, two.level) if two.ladder == "undertaking" else max(one.level, two.level)
    return Hit(
        two.ladder, level, min(one.start, two.start), max(one.end, two.end), one.heads + two.heads,
        one.stems + two.stems, denied=one.denied or two.denied,
    )  # fmt: skip


def _chains(text: str, one: Hit, two: Hit) -> bool:
    """Whether the second governs or qualifies what the first does: of a chain of undertakings the weakest counts, of
    words of importance (of vital importance) the strongest."""
    between = text[one.end : two.start]
    if one.ladder != two.ladder or one.ladder not in _CHAIN or set(",;:.") & set(between):
        return False
    found = words(between)
    return len(found) <= _CHAIN[one.ladder] or (len(found) == _REPORTED and found[-1].folded == "to")


def _rungs(text: str, found: Sequence[Word], scale: Scale) -> Iterator[tuple[int, Rung]]:
    """The rungs that a text's words stand on, by the place of their first word; of one ladder the longest."""
    for at, word in enumerate(found):
        best: dict[str, Rung] = {}
        for rung in (rung for key in {word.stem, word.folded} for rung in scale.rungs.get(key, ())):
            longest = best.get(rung.ladder)
            longer = longest is None or len(rung.words) > len(longest.words)
            if longer and _stands(rung, at, text, found):
                best[rung.ladder] = rung
        yield from ((at, rung) for rung in best.values())


def _widest(rungs: Iterable[tuple[int, Rung]]) -> Iterator[tuple[int, Rung]]:
    """The rungs whose words are not all part of a longer one of the same ladder (binding, not legally binding)."""
    ends: dict[str, int] = {}
    for at, rung in rungs:
        if at + len(rung.words) > ends.get(rung.ladder, 0):
            ends[rung.ladder] = at + len(rung.words)
            yield at, rung


def _stands(rung: Rung, at: int, text: str, found: Sequence[Word]) -> bool:
    here = found[at : at + len(rung.words)]
    read = [word.stem if rung.form == "stem" else word.folded for word in here]
    if read != list(rung.words) or (at and found[at - 1].folded in rung.not_after):
        return False
    return rung.form != "lower" or text[here[0].start].islower()


def _modified(rung: Rung, at: int, found: Sequence[Word], modifiers: Sequence[tuple[Degree, int, int]]) -> Hit:
    """The hit of a rung with the words beside it that strengthen or deny it."""
    first, last = at, at + len(rung.words) - 1
    beside = [(kind, a, b) for kind, a, b in modifiers if _beside(first, last, a, b, found)]
    stronger = [(a, b) for kind, a, b in beside if kind == "stronger"]
    denied = any(kind == "denial" for kind, _, _ in beside)
    most = sum(found[b].folded.endswith("est") for _, b in stronger)
    raised = _STEP + _MORE * (len(stronger) - 1 + most) if stronger else 0.0
    low, high = min([first, *(a for a, _ in stronger)]), max([last, *(b for _, b in stronger)])
    return Hit(
        rung.ladder, rung.level + min(raised, 0.9), found[low].start, found[high].end,
        ((found[first].start, found[last].end),), (" ".join(word.stem for word in found[first : last + 1]),), denied,
    )  # fmt: skip


def _beside(first: int, last: int, a: int, b: int, found: Sequence[Word]) -> bool:
    """Whether the words from `a` to `b` modify those from `first` to `last`: near before them (one further with an
    "and" between: serious and growing concern), or an adverb right after."""
    if b < first:
        joined = any(word.folded == "and" for word in found[b + 1 : first - 1])
        return first - b <= _BESIDE + joined and found[first - 1].folded != "and"
    return a == last + 1 and (a < b or found[a].folded.endswith("ly"))


def degrees(found: Sequence[Word], scale: Scale) -> Iterator[tuple[Degree, int, int]]:
    """Words that strengthen, hedge or deny: their kind, and the places of the first and last."""
    at = 0
    while at < len(found):
        fitting = [
            (length, kind) for kind, parts in scale.degrees.get(found[at].folded, ())
            if (length := _length(parts, at, found))
        ]  # fmt: skip
        if fitting:
            length, kind = max(fitting)
            yield kind, at, at + length - 1
            at += length
        else:
            at += 1


def _length(parts: Sequence[str], at: int, found: Sequence[Word]) -> int:
    """How many words the parts take up from a place on; 0 where they do not stand there."""
    if GAP not in parts:
        return len(parts) if tuple(word.folded for word in found[at : at + len(parts)]) == tuple(parts) else 0
    gap = parts.index(GAP)
    first, last = parts[:gap], parts[gap + 1 :]
    if not _length(first, at, found):
        return 0
    for between in range(1, _GAP + 1):
        if _length(last, at + gap + between, found):
            return gap + between + len(last)
    return 0
