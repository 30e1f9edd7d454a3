"""Items left out of a list of what is opposed, asked or supported, or put into it: oppose A, B and C; oppose A and C.

Who opposes three things and then two opposes less; so an item that went weakens, and one that came strengthens. An item
that the other sentence has in other words, or the other document elsewhere under the same verb, was only moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.register.wording import content
from foedera.wording.clauses import Elsewhere, strong
from foedera.wording.edits import Edit
from foedera.wording.hits import Hit
from foedera.wording.lone import Side, Span, Way
from foedera.wording.objects import giver
from foedera.wording.passages import words

_PARTS = frozenset(("and", "or"))
_MOST = 14  # words of an item
_NEAR = 12  # characters between a verb and the first item of its list
_STAYED = 1 / 3  # the share of an item's words that the other sentence may have all the same
_BEGINS = re.compile(r"\s*(?:[,;]|(?:and|or)\b)", re.I)
_ENDS = re.compile(r"(?:[,;]|\b(?:and|or))\s*$", re.I)
_LAST = re.compile(r"\s*[.!?;]")
_TRIM = re.compile(r"^(?:[\s,;]|(?:and|or)\b)+|(?:[\s,;.]|\b(?:and|or))+$", re.I)
_ADJUNCTS = frozenset(
    "of in on at as by with within including through during for from to after before under since until while when "
    "where which who whose that than if because not also especially particularly".split()
)
"""How what is no item begins: in Tokyo, as agreed, including the last."""
_FINITE = frozenset("which who that will shall is are was were be been has have had should must may".split())


def listed(
    before: Side, after: Side, edits: Sequence[Edit], elsewhere: Elsewhere
) -> Iterator[tuple[str, Way, Span | None, Span | None]]:
    """The items that were left out or put in: the ladder of the verb that governs the list, the direction, and the span
    in the one text that has them. `elsewhere` is as in `clauses`."""
    for edit in edits:
        for side, (here, other) in enumerate(((before, after), (after, before))):
            span = None if edit.change == "equal" else _items(here.text, edit.on(side))
            found = None if span is None else _governed(here, other, edit, side, span)
            if span is None or found is None or not _kept(found, edits, side):
                continue
            item = here.text[slice(*span)]
            if not _has(other.text, item) and not elsewhere(side, found.ladder, item):
                yield (found.ladder, "strengthened", None, span) if side else (found.ladder, "weakened", span, None)


def _items(text: str, span: Span) -> Span | None:
    """The span of a stretch without the marks and words that join its items; None where it is none of a list."""
    stretch = text[slice(*span)]
    trimmed = _TRIM.sub("", stretch)
    inside = [word.folded for word in words(trimmed)]
    if not 0 < len(inside) <= _MOST or not content(trimmed) or _FINITE & set(inside):
        return None
    if inside[0] in _ADJUNCTS or (inside[0].endswith(("ing", "ly")) and inside[1:2] != ["of"]):
        return None
    start = span[0] + stretch.index(trimmed)
    return start, start + len(trimmed)


def _governed(here: Side, other: Side, edit: Edit, side: int, span: Span) -> Hit | None:
    """The verb whose list the items stand in; None where no list is seen, or nothing strong enough governs it."""
    across = edit.on(1 - side)
    if any(span[0] <= hit.heads[0][0] < span[1] for hit in here.hits):
        return None
    if any(word.folded not in _PARTS for word in words(other.text[slice(*across)])):
        return None
    found = giver(here, span[0])
    if found is None or found.denied or not strong(found):
        return None
    first = span[0] - found.end <= _NEAR
    return found if _joined(here.text, edit.on(side), first) and (first or _joins(other.text, across[1])) else None


def _joined(text: str, stretch: Span, first: bool) -> bool:
    """Whether what stands in a stretch is joined to the rest as an item of a list is; the first by what follows."""
    inside, left, right = text[slice(*stretch)], text[: stretch[0]], text[stretch[1] :]
    opens = first or bool(_BEGINS.match(inside) or _ENDS.search(left))
    return opens and bool(_ENDS.search(inside) or _BEGINS.match(right) or (not first and _LAST.match(right)))


def _joins(text: str, place: int) -> bool:
    """Whether a list is joined at a place, or ends there. What stood between two commas and left nothing there was a
    remark: A, free of B, of C; A of C."""
    return bool(_ENDS.search(text[:place]) or _BEGINS.match(text[place:]) or _LAST.match(text[place:]))


def _kept(found: Hit, edits: Sequence[Edit], side: int) -> bool:
    """Whether the other text has the verb, too."""
    low, high = found.heads[-1]
    return any(edit.change == "equal" and edit.on(side)[0] <= low and high <= edit.on(side)[1] for edit in edits)


def _has(text: str, item: str) -> bool:
    """Whether a text has too many of an item's words for the item to be gone."""
    weights, there = content(item), content(text)
    return sum(stem in there for stem in weights) > _STAYED * len(weights)
