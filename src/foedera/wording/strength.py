"""Whether a wording became stronger or weaker, by the scale; where the scale does not know, nothing is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from foedera.register.wording import content
from foedera.wording.clauses import OPENERS, Elsewhere, clauses, shared
from foedera.wording.edits import Edit
from foedera.wording.hits import Hit, hits
from foedera.wording.listed import listed
from foedera.wording.lone import Side, lone
from foedera.wording.objects import passed
from foedera.wording.passages import words
from foedera.wording.scale import Scale

Direction = Literal["strengthened", "weakened", "reversed"]
Verdict = Literal["strengthened", "weakened", "mixed", "changed"]

_SOLE = frozenset({"norm", "request", "disapproval", "stress"})
"""The ladders on which the one word in each of two sentences that correspond became the other, wherever it stands."""
_DENIED = frozenset({"undertaking", "norm"})
"""The ladders on which, where both are denied, the higher denies more: does not intend to, will not."""
_LEAST = 0.3  # the share of the shorter text's words that must have stayed for a verdict
_LONG = 8  # words of a text of which so much must have stayed
_SHORT = 14  # words
_BESIDE = 4  # words that may have become others beside a clause that was put in
_OPENING = 8  # words of a sentence before which its first verb stands
_NEAR, _SMALL = 40, 3  # characters and words in which what is governed must follow


class Shift(msgspec.Struct, frozen=True):
    """A wording that moved on a ladder. `before` and `after` are spans (start, end) in the two texts, of which one is
    None where a hedge or a word of emphasis was put in or left out; `reversed` where only one of them is denied."""

    ladder: str
    direction: Direction
    before: tuple[int, int] | None
    after: tuple[int, int] | None


def shifts(
    before: str, after: str, edits: Sequence[Edit], scale: Scale, elsewhere: Elsewhere | None = None
) -> tuple[Shift, ...]:
    """What moved on the scale from one text to the other, in the order of the second.

    `elsewhere` tells of a clause of the first (0) or second (1) text, and of its ladder, whether the other document has
    it in another place: what was only moved is no loss.
    """
    if min(len(words(before)), len(words(after))) >= _LONG and shared(before, after, edits) < _LEAST:
        return ()
    ours, theirs = Side(before, hits(before, scale)), Side(after, hits(after, scale))
    held = elsewhere or (lambda *_: False)
    moved = list(_climbs(before, after, ours.hits, theirs.hits, edits))
    for found in (
        lone(ours, theirs, edits, scale), passed(ours, theirs, edits), clauses(ours, theirs, edits, held),
        listed(ours, theirs, edits, held),
    ):  # fmt: skip
        moved += _besides(moved, [Shift(*each) for each in found])
    return tuple(sorted(moved, key=_place))


def _place(shift: Shift) -> tuple[tuple[int, int], tuple[int, int], str]:
    return shift.after or (0, 0), shift.before or (0, 0), shift.ladder


def _besides(told: Sequence[Shift], found: Sequence[Shift]) -> list[Shift]:
    """Those that say something of words of which nothing was told yet."""
    return [each for each in found if not any(_touch(each, other) for other in told)]


def _touch(one: Shift, two: Shift) -> bool:
    """Whether two shifts share words in either text."""
    pairs = (one.before, two.before), (one.after, two.after)
    return any(a is not None and b is not None and a[0] < b[1] and b[0] < a[1] for a, b in pairs)


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


def _pairs(
    left: list[Hit], right: list[Hit], before: str, after: str, edits: Sequence[Edit]
) -> Iterator[tuple[Hit, Hit]]:
    """The hits of one ladder that became each other, where something about them changed: by equal heads, then by a stem
    that no other has, then by what they govern, then by the same short edit; on some ladders also the only ones."""
    pairs = _matched(left, right, lambda a, b: any(_same(x, y, edits) for x in a.heads for y in b.heads))
    pairs += _matched(*_rest(left, right, pairs), lambda a, b: _swapped(a, b, before, after, edits))
    ours, theirs = (
        [hit for hit in some if not _added(hit, side, edits, (before, after))]
        for side, some in enumerate(_rest(left, right, pairs))
    )
    pairs += _matched(ours, theirs, _only(left, right))
    pairs += _matched(*_rest(left, right, pairs), lambda a, b: _govern_one(a, b, before, after))
    yield from (pair for pair in pairs if _changed(*pair, before, after))
    yield from _matched(*_rest(left, right, pairs), lambda a, b: _replaces(a, b, before, after, edits))
    if not pairs:
        yield from _sole(left, right, before, after)


def _sole(left: Sequence[Hit], right: Sequence[Hit], before: str, after: str) -> Iterator[tuple[Hit, Hit]]:
    """The one hit of each text, on the ladders on which that is enough."""
    if not len(left) == len(right) == 1 or left[0].ladder not in _SOLE:
        return
    if _counts(left[0], before) and _counts(right[0], after):
        yield left[0], right[0]


def _counts(hit: Hit, text: str) -> bool:
    """Whether a hit may be taken for one that stands elsewhere: not of too common a word (will), and of what is said
    only the first verb of a sentence."""
    if hit.ladder == "norm":
        return "will" not in hit.stems
    head = hit.heads[0]
    return hit.ladder != "stress" or (
        len(words(text[: head[0]])) < _OPENING and not text[slice(*head)].endswith("ing")
    )  # fmt: skip


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


def _swapped(a: Hit, b: Hit, before: str, after: str, edits: Sequence[Edit]) -> bool:
    """Whether both begin the same edit: may set up, shall set up."""
    number = _edit(a, 0, edits)
    if number != _edit(b, 1, edits):
        return False
    edit = edits[number]
    return not words(before[edit.before[0] : a.heads[0][0]]) and not words(after[edit.after[0] : b.heads[0][0]])


def _added(hit: Hit, side: int, edits: Sequence[Edit], texts: tuple[str, str]) -> bool:
    """Whether a hit stands in a clause that one text has more than the other: and commit to support."""
    number = _edit(hit, side, edits)
    if number < 0:
        return False
    begun = words(texts[side][edits[number].on(side)[0] : hit.heads[0][0]])
    across = words(texts[1 - side][slice(*edits[number].on(1 - side))])
    return len(across) <= _BESIDE and any(word.folded in OPENERS for word in begun)


def _only(left: Sequence[Hit], right: Sequence[Hit]) -> Callable[[Hit, Hit], bool]:
    """Whether two hits have one stem that no other hit on either side has."""
    counts = Counter(stem for side in (left, right) for hit in side for stem in set(hit.stems))
    return lambda a, b: any(counts[stem] == 2 for stem in set(a.stems) & set(b.stems))


def _govern_one(a: Hit, b: Hit, before: str, after: str) -> bool:
    """Whether two hits are of one thing: will deliver, intends to deliver."""
    governed = _governed(before, a)
    return governed is not None and governed == _governed(after, b)


def _governed(text: str, hit: Hit) -> str | None:
    """The stem of the word that tells what is undertaken, opposed and so on: the first after a hit that says something,
    if it is near (intends to deliver)."""
    near = words(text[hit.end : hit.end + _NEAR])
    return next((word.stem for word in near[:_SMALL] if content(word.folded)), None)


def _short(before: str, after: str, edit: Edit) -> bool:
    """Whether an edit is so short that what stood in it was replaced by what stands in it."""
    return max(len(words(before[slice(*edit.before)])), len(words(after[slice(*edit.after)]))) <= _SHORT


def _same(a: tuple[int, int], b: tuple[int, int], edits: Sequence[Edit]) -> bool:
    """Whether the words at `a` in the first text, or the first or last of them, are those at `b` in the second, by an
    equal stretch: agreed, agreed in principle; binding, not legally binding."""
    for edit in edits:
        if edit.change != "equal":
            continue
        gap = edit.after[0] - edit.before[0]
        if edit.before[0] <= a[0] < edit.before[1] and edit.after[0] <= b[0] < edit.after[1]:
            return abs(b[0] - a[0] - gap) <= 2
        if edit.before[0] < a[1] <= edit.before[1] and edit.after[0] < b[1] <= edit.after[1]:
            return abs(b[1] - a[1] - gap) <= 2
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
    if a.denied and a.ladder not in _DENIED:
        return None
    if abs(a.level - b.level) < 0.05:
        return None
    return Shift(a.ladder, "strengthened" if b.level > a.level else "weakened", *spans)
