"""What one verb gave to another of its ladder: oppose A and B; oppose A, and express concern about B."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set

from foedera.wording.clauses import telling
from foedera.wording.edits import Edit
from foedera.wording.hits import Hit
from foedera.wording.lone import Side, Span, Way

_GOVERN = frozenset(("request", "disapproval", "regret", "support"))
"""The ladders of verbs that have what they are about for an object."""
_ACTS = _GOVERN | {"decision"}
_OBJECT = 2  # words that must stay of what one verb gave to another
_EVEN = 0.05
_END = re.compile(r"[.!?;…]\s")


def passed(before: Side, after: Side, edits: Sequence[Edit]) -> Iterator[tuple[str, Way, Span, Span]]:
    """What became the object of another verb, which was put in before it: the ladder, the direction, both places."""
    for edit, kept in itertools.pairwise(edits):
        if edit.change != "equal" and kept.change == "equal" and telling(before.text[slice(*kept.before)]) >= _OBJECT:
            yield from (_told(old, new) for old, new in _givers(before, after, edit, 0) if _differ(old, new))
            yield from (_told(old, new) for new, old in _givers(after, before, edit, 1) if _differ(old, new))


def _givers(there: Side, here: Side, edit: Edit, side: int) -> Iterator[tuple[Hit, Hit]]:
    """The verb that governs on the one side what a verb within the edit governs on the other, and that verb."""
    low, high = edit.on(1 - side)
    inside = [hit for hit in here.hits if hit.ladder in _GOVERN and low <= hit.heads[0][0] < high]
    last = {hit.ladder: hit for hit in inside}  # of one ladder the last
    for ladder, hit in last.items():
        found = giver(there, edit.on(side)[0], frozenset((ladder,)))
        if found is not None and not (found.denied or hit.denied):
            yield found, hit


def giver(side: Side, place: int, ladders: Set[str] = _GOVERN) -> Hit | None:
    """The verb that has what stands at a place for its object: the hit of one of these ladders that begins before it in
    its sentence, with no other act between."""
    found = [hit for hit in side.hits if hit.ladder in _ACTS and hit.heads[0][0] < place]
    last = found[-1].heads[0] if found else (0, 0)
    if _END.search(side.text[last[1] : place]):
        return None
    return next((hit for hit in found if hit.heads[0] == last and hit.ladder in ladders), None)


def _differ(one: Hit, two: Hit) -> bool:
    return abs(one.level - two.level) >= _EVEN


def _told(old: Hit, new: Hit) -> tuple[str, Way, Span, Span]:
    way: Way = "strengthened" if new.level > old.level else "weakened"
    return old.ladder, way, (old.start, old.end), (new.start, new.end)
