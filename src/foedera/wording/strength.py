"""Whether a wording became stronger or weaker, by the scale; where the scale does not know, nothing is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from foedera.wording.edits import Edit
from foedera.wording.passages import Word, words
from foedera.wording.scale import Rung, Scale

Direction = Literal["strengthened", "weakened", "reversed"]
Verdict = Literal["strengthened", "weakened", "mixed", "changed"]

_HEDGED = frozenset({"undertaking", "decision", "request"})
_CHAIN = 2  # words that may stand between two words of one chain: will (also) seek to (further) explore
_BESIDE = 2  # how far a strengthening word may stand from the word that it strengthens
_SHORT = 14  # words
_STEP, _MORE = 0.5, 0.1


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


class Shift(msgspec.Struct, frozen=True):
    """A wording that moved on a ladder. `before` and `after` are spans (start, end) in the two texts, of which one is
    None where a hedge was put in or left out; `reversed` where only one of them is denied."""

    ladder: str
    direction: Direction
    before: tuple[int, int] | None
    after: tuple[int, int] | None


def shifts(before: str, after: str, edits: Sequence[Edit], scale: Scale) -> tuple[Shift, ...]:
    """What moved on the scale from one text to the other, in the order of the second."""
    left, right = hits(before, scale), hits(after, scale)
    moved = list(_climbs(before, after, left, right, edits))
    if _undertakes(left) and _undertakes(right):
        moved += _hedges(before, after, edits, scale)
    return tuple(sorted(moved, key=lambda s: (s.after or (0, 0), s.before or (0, 0), s.ladder)))


def _undertakes(found: Sequence[Hit]) -> bool:
    return any(hit.ladder in _HEDGED for hit in found)


def _climbs(
    before: str, after: str, left: Sequence[Hit], right: Sequence[Hit], edits: Sequence[Edit]
) -> Iterator[Shift]:
    """What moved up or down a ladder; where ladders disagree about the same words, nothing."""
    said: dict[tuple[tuple[int, int], tuple[int, int]], list[Shift]] = {}
    for ladder in sorted({hit.ladder for hit in left} & {hit.ladder for hit in right}):
        ours, theirs = ([hit for hit in side if hit.ladder == ladder] for side in (left, right))
        for a, b in _pairs(ours, theirs, before, after, edits):
            if (shift := _shift(a, b)) is not None:
                said.setdefault((a.heads[-1], b.heads[-1]), []).append(shift)
    yield from (every[0] for every in said.values() if len({shift.direction for shift in every}) == 1)


def verdict(shifts: Sequence[Shift]) -> Verdict:
    """What the shifts say together; `changed` where they say nothing."""
    ways = {shift.direction for shift in shifts}
    if ways == {"strengthened"}:
        return "strengthened"
    if ways == {"weakened"}:
        return "weakened"
    return "mixed" if {"strengthened", "weakened"} <= ways else "changed"


def hits(text: str, scale: Scale) -> tuple[Hit, ...]:
    """The words of a text that stand on a ladder; those that govern each other (will consider) are one."""
    found = words(text)
    degrees = list(_degrees(found, scale))
    singles = [_modified(rung, at, found, degrees) for at, rung in _rungs(text, found, scale)]
    chained: list[Hit] = []
    for hit in sorted(singles, key=lambda h: (h.ladder, h.start)):
        last = chained[-1] if chained else None
        if last is not None and last.ladder == hit.ladder == "undertaking" and _between(text, last, hit) <= _CHAIN:
            chained[-1] = Hit(
                hit.ladder, min(last.level, hit.level), last.start, hit.end, last.heads + hit.heads,
                last.stems + hit.stems, denied=last.denied or hit.denied,
            )  # fmt: skip
        else:
            chained.append(hit)
    return tuple(sorted(chained, key=lambda h: (h.start, h.ladder)))


def _between(text: str, one: Hit, two: Hit) -> int:
    return len(words(text[one.end : two.start])) if not set(",;:.") & set(text[one.end : two.start]) else 99


def _rungs(text: str, found: Sequence[Word], scale: Scale) -> Iterator[tuple[int, Rung]]:
    """The rungs that a text's words stand on, by the place of their first word; of one ladder the longest."""
    for at, word in enumerate(found):
        best: dict[str, Rung] = {}
        for rung in (rung for key in {word.stem, word.folded} for rung in scale.rungs.get(key, ())):
            longest = best.get(rung.ladder)
            if _stands(rung, at, text, found) and (longest is None or len(rung.words) > len(longest.words)):
                best[rung.ladder] = rung
        for rung in best.values():
            yield at, rung


def _stands(rung: Rung, at: int, text: str, found: Sequence[Word]) -> bool:
    here = found[at : at + len(rung.words)]
    read = [word.stem if rung.form == "stem" else word.folded for word in here]
    if read != list(rung.words) or (at and found[at - 1].folded in rung.not_after):
        return False
    return rung.form != "lower" or text[here[0].start].islower()


def _modified(rung: Rung, at: int, found: Sequence[Word], degrees: Sequence[tuple[str, int, int]]) -> Hit:
    """The hit of a rung with the words beside it that strengthen or deny it."""
    first, last = at, at + len(rung.words) - 1
    beside = [(kind, a, b) for kind, a, b in degrees if _beside(first, last, a, b, found)]
    stronger = [(a, b) for kind, a, b in beside if kind == "stronger"]
    denied = any(kind == "denial" for kind, _, _ in beside)
    raised = _STEP + _MORE * (len(stronger) - 1) if stronger else 0.0
    low, high = min([first, *(a for a, _ in stronger)]), max([last, *(b for _, b in stronger)])
    return Hit(
        rung.ladder, rung.level + min(raised, 0.9), found[low].start, found[high].end,
        ((found[first].start, found[last].end),), (" ".join(word.stem for word in found[first : last + 1]),), denied,
    )  # fmt: skip


def _beside(first: int, last: int, a: int, b: int, found: Sequence[Word]) -> bool:
    """Whether the words from `a` to `b` modify those from `first` to `last`: near before them (one further with an
    "and" between: serious and growing concern), or an adverb right after."""
    if b < first:
        return first - b <= _BESIDE + any(word.folded == "and" for word in found[b + 1 : first])
    return a == last + 1 and (a < b or found[a].folded.endswith("ly"))


def _degrees(found: Sequence[Word], scale: Scale) -> Iterator[tuple[str, int, int]]:
    """Words that strengthen, hedge or deny: their kind, and the places of the first and last."""
    at = 0
    while at < len(found):
        fitting = [
            (len(parts), kind) for kind, parts in scale.degrees.get(found[at].folded, ())
            if tuple(word.folded for word in found[at : at + len(parts)]) == parts
        ]  # fmt: skip
        if fitting:
            length, kind = max(fitting)
            yield kind, at, at + length - 1
            at += length
        else:
            at += 1


def _pairs(
    left: list[Hit], right: list[Hit], before: str, after: str, edits: Sequence[Edit]
) -> Iterator[tuple[Hit, Hit]]:
    """The hits of one ladder that became each other, where something about them changed: by equal heads, then by a stem
    that no other has, then by the same short edit."""
    pairs = _matched(left, right, lambda a, b: any(_same(x, y, edits) for x in a.heads for y in b.heads))
    pairs += _matched(*_rest(left, right, pairs), _only(left, right))
    yield from (pair for pair in pairs if _changed(*pair, before, after))
    yield from _matched(*_rest(left, right, pairs), lambda a, b: _replaces(a, b, before, after, edits))


def _matched(left: Sequence[Hit], right: Sequence[Hit], fits: Callable[[Hit, Hit], bool]) -> list[tuple[Hit, Hit]]:
    """Pairs one to one, in order: each hit with the first that fits and is not taken."""
    free, pairs = list(right), []
    for a in left:
        match = next((b for b in free if fits(a, b)), None)
        if match is not None:
            free.remove(match)
            pairs.append((a, match))
    return pairs


def _rest(left: Sequence[Hit], right: Sequence[Hit], pairs: Sequence[tuple[Hit, Hit]]) -> tuple[list[Hit], list[Hit]]:
    """The hits that are in no pair."""
    ours, theirs = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    return [a for a in left if id(a) not in ours], [b for b in right if id(b) not in theirs]


def _changed(a: Hit, b: Hit, before: str, after: str) -> bool:
    return before[a.start : a.end].casefold() != after[b.start : b.end].casefold() or a.denied != b.denied


def _replaces(a: Hit, b: Hit, before: str, after: str, edits: Sequence[Edit]) -> bool:
    """Whether one short edit put the second in the place of the first."""
    number = _edit(a, 0, edits)
    return number == _edit(b, 1, edits) and _short(before, after, edits[number])


def _only(left: Sequence[Hit], right: Sequence[Hit]) -> Callable[[Hit, Hit], bool]:
    """Whether two hits have one stem that no other hit on either side has."""
    counts = Counter(stem for side in (left, right) for hit in side for stem in set(hit.stems))
    return lambda a, b: any(counts[stem] == 2 for stem in set(a.stems) & set(b.stems))


def _short(before: str, after: str, edit: Edit) -> bool:
    """Whether an edit is so short that what stood in it was replaced by what stands in it."""
    return max(len(words(before[slice(*edit.before)])), len(words(after[slice(*edit.after)]))) <= _SHORT


def _same(a: tuple[int, int], b: tuple[int, int], edits: Sequence[Edit]) -> bool:
    """Whether the words at `a` in the first text are those at `b` in the second, by an equal stretch."""
    for edit in edits:
        if edit.change == "equal" and edit.before[0] <= a[0] and a[1] <= edit.before[1]:
            return edit.after[0] <= b[0] < edit.after[1] and abs((a[0] - edit.before[0]) - (b[0] - edit.after[0])) <= 2
    return False


def _edit(hit: Hit, side: int, edits: Sequence[Edit]) -> int:
    """The number of the first edit, not equal, that touches a hit's heads; -1 or -2 (by side) where none does."""
    for number, edit in enumerate(edits):
        place = edit.before if side == 0 else edit.after
        if edit.change != "equal" and any(place[0] < end and start < place[1] for start, end in hit.heads):
            return number
    return -1 - side


def _shift(a: Hit, b: Hit) -> Shift | None:
    spans = (a.start, a.end), (b.start, b.end)
    if a.denied != b.denied:
        return Shift(a.ladder, "reversed", *spans)
    if abs(a.level - b.level) < 0.05:
        return None
    return Shift(a.ladder, "strengthened" if b.level > a.level else "weakened", *spans)


def _hedges(before: str, after: str, edits: Sequence[Edit], scale: Scale) -> Iterator[Shift]:
    """Hedges put in or left out."""
    gone = [edit.before for edit in edits if edit.change != "equal"]
    come = [edit.after for edit in edits if edit.change != "equal"]
    yield from (Shift("hedge", "strengthened", place, None) for place in _hedged(before, after, gone, scale))
    yield from (Shift("hedge", "weakened", None, place) for place in _hedged(after, before, come, scale))


def _hedged(text: str, other: str, changed: Sequence[tuple[int, int]], scale: Scale) -> Iterator[tuple[int, int]]:
    """The hedges of a text that lie in what was changed, and that the other text does not have."""
    found, stand = words(text), hits(text, scale)
    for kind, first, last in _degrees(found, scale):
        start, end = found[first].start, found[last].end
        touched = any(low <= start < high for low, high in changed)
        part = any(hit.start <= start < hit.end for hit in stand)  # agree in principle
        if kind == "hedge" and touched and not part and text[start:end].casefold() not in other.casefold():
            yield start, end
