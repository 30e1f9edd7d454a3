"""Words put in or left out that tell of strength by themselves: emphasis, haste, weight, and hedges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from foedera.wording.edits import Edit
from foedera.wording.hits import Hit, degrees, hits
from foedera.wording.passages import words
from foedera.wording.scale import Scale

Span = tuple[int, int]
Way = Literal["strengthened", "weakened"]

_HEDGED = frozenset({"undertaking", "decision", "request"})
_PACE = {False: 1.0, True: 3.0}  # at most, at least
_WEIGHT = 2.0
_FEW = 6  # words, which may be put in at once
_MANY = 14  # words, of which some give weight (as an indispensable element of the security of all)
_BEFORE = 3  # words before, of which none may deny


class Side(NamedTuple):
    """A text, and where its words stand on ladders."""

    text: str
    hits: Sequence[Hit]


class Found(NamedTuple):
    """Words that tell of strength: what they are, whether they add to it, and where they stand."""

    ladder: str
    adds: bool
    place: Span


def lone(
    before: Side, after: Side, edits: Sequence[Edit], scale: Scale
) -> Iterator[tuple[str, Way, Span | None, Span | None]]:
    """What was put in or left out: the ladder, the direction, and where it stands in the first or second text."""
    for found in _found(after, before, [(e.after, e.before) for e in edits if e.change != "equal"], scale):
        yield found.ladder, "strengthened" if found.adds else "weakened", None, found.place
    for found in _found(before, after, [(e.before, e.after) for e in edits if e.change != "equal"], scale):
        yield found.ladder, "weakened" if found.adds else "strengthened", found.place, None


def _found(side: Side, other: Side, changed: Sequence[tuple[Span, Span]], scale: Scale) -> Iterator[Found]:
    """What stands in the changed stretches of one text and is not in the other text at all."""
    if _undertakes(side.hits) and _undertakes(other.hits):
        yield from _hedges(side, other, changed, scale)
    heavy = tuple(_heavy(side, scale))
    for here, there in changed:
        if not words(other.text[slice(*there)]) and not _denied(side.text[: here[0]], scale):
            yield from (each for each in _within(side, here, heavy) if _new(each, side, other))


def _within(side: Side, here: Span, heavy: Sequence[Found]) -> Iterator[Found]:
    """What tells of strength in a stretch; of a long one, which begins with `as`, only what gives weight."""
    low, high = here
    stretch = [word.folded for word in words(side.text[low:high])]
    if len(stretch) <= _FEW:
        yield from (each for each in heavy if low <= each.place[0] < high)
    elif len(stretch) <= _MANY and stretch[0] == "as":
        yield from (each for each in heavy if low <= each.place[0] < high and each.ladder == "importance")


def _new(found: Found, side: Side, other: Side) -> bool:
    """Whether the other text has these words in no inflection (immediately, immediate)."""
    stems = [word.stem for word in words(side.text[slice(*found.place)])]
    held = [word.stem for word in words(other.text)]
    return all(held[at : at + len(stems)] != stems for at in range(len(held)))


def _heavy(side: Side, scale: Scale) -> Iterator[Found]:
    """Words of emphasis that belong to nothing on a ladder, of haste, and of weight (an indispensable element)."""
    yield from _emphasis(side, scale)
    for hit in side.hits:
        place = hit.start, hit.end
        if hit.ladder == "pace" and (hit.level >= _PACE[True] or hit.level <= _PACE[False]):
            yield Found("pace", hit.level >= _PACE[True], place)
        elif hit.ladder == "importance" and hit.level >= _WEIGHT and len(hit.heads) == 1:
            yield Found("importance", adds=True, place=place)


def _emphasis(side: Side, scale: Scale) -> Iterator[Found]:
    found = words(side.text)
    for kind, first, last in degrees(found, scale):
        place = found[first].start, found[last].end
        adverb = first < last or found[first].folded.endswith("ly")
        if kind == "stronger" and adverb and not _part(place, side.hits):
            yield Found("emphasis", adds=True, place=place)


def _part(place: Span, found: Sequence[Hit]) -> bool:
    return any(hit.start <= place[0] < hit.end for hit in found)


def _denied(text: str, scale: Scale) -> bool:
    """Whether one of the last words denies what follows."""
    near = words(text)[-_BEFORE:]
    return any(kind == "denial" for kind, _, _ in degrees(near, scale))


def _undertakes(found: Sequence[Hit]) -> bool:
    return any(hit.ladder in _HEDGED for hit in found)


def _hedges(side: Side, other: Side, changed: Sequence[tuple[Span, Span]], scale: Scale) -> Iterator[Found]:
    found, stand = words(side.text), hits(side.text, scale)
    for kind, first, last in degrees(found, scale):
        hedge = Found("hedge", adds=False, place=(found[first].start, found[last].end))
        touched = any(low <= hedge.place[0] < high for (low, high), _ in changed)
        if kind == "hedge" and touched and not _part(hedge.place, stand) and _new(hedge, side, other):
            yield hedge
