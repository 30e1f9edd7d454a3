"""Clauses put in or left out that ask, oppose or undertake something by themselves, and what one verb gave to another.

"and called on both to withdraw", dropped at the end, makes a sentence weaker; "oppose A and B" that became "oppose A,
and express concern about B" too. A clause that stands elsewhere in the other document was moved, not dropped.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from foedera.register.wording import content
from foedera.wording.edits import Edit
from foedera.wording.hits import Hit
from foedera.wording.lone import Side, Span, Way
from foedera.wording.passages import Word, words

Elsewhere = Callable[[int, str, str], bool]

_LEAST = {
    "request": 1.5, "disapproval": 2.0, "regret": 2.0, "support": 2.0, "undertaking": 4.0, "norm": 2.0,
    "reaffirmation": 2.0, "decision": 4.0,
}  # fmt: skip
"""How strong at least, by ladder, is what makes a clause count: a note or a hope that went says little."""

_GOVERN = frozenset(("request", "disapproval", "regret", "support"))
"""The ladders of verbs that have what they are about for an object."""
_NEVER = 99.0
_JOINS = frozenset("and but while as which who that whereas also".split())
_WHOSE = frozenset("our their its his her".split())
OPENERS = frozenset("and but while which".split())
_SAYS = frozenset(
    "express reaffirm reiter restat announc declar share voic convey underscor underlin emphas emphasiz stress confirm "
    "renew affirm repeat".split()
)
"""Stems of verbs that make an act of the noun after them: expressed concern, reaffirmed their commitment."""
_NOUNS = frozenset("for of from about over at among".split())
"""What follows a noun (support for, demand for), where a verb has its object."""
_OPENS = 4  # how many words of a clause its verb stands in
_LENGTH = 3  # words of a clause
_FEW = 3  # words that may become others beside a clause
_OBJECT = 2  # words that must stay of what one verb gave to another
_EVEN = 0.05
_MOST_NEW = 0.5  # the share of the shorter text that must stand in the other, lest all be other words


def clauses(
    before: Side, after: Side, edits: Sequence[Edit], elsewhere: Elsewhere
) -> Iterator[tuple[str, Way, Span | None, Span | None]]:
    """The clauses that were put in or left out: the ladder, the direction, and the span in the one text that has it.

    `elsewhere` tells of a clause of the first (0) or second (1) text, and of its ladder, whether the other document
    says it in another place.
    """
    if shared(before.text, after.text, edits) <= _MOST_NEW:
        return
    for edit in edits:
        if edit.change == "equal":
            continue
        for side, here, other in ((0, before, after), (1, after, before)):
            span = _alone(here, other, (edit.before, edit.after)[side], (edit.before, edit.after)[1 - side])
            ladder = _acts(here, span) if span else None
            if span and ladder and not elsewhere(side, ladder, here.text[slice(*span)]):
                yield (ladder, "weakened", span, None) if side == 0 else (ladder, "strengthened", None, span)


def _alone(here: Side, other: Side, span: Span, beside: Span) -> Span | None:
    """What an edit has on one side only: all of it, or, where a few words became others too, from "and" on."""
    across = words(other.text[slice(*beside)])
    if not across:
        return span
    if len(across) > _FEW or any(word.folded in _JOINS for word in across):
        return None
    found = words(here.text[slice(*span)], span[0])
    start = next((word.start for word in found[: _FEW + 1] if word.folded in OPENERS), None)
    return None if start is None else (start, span[1])


def shared(before: str, after: str, edits: Sequence[Edit]) -> float:
    """The share of the words that say something of the shorter text, which both have."""
    least = min(_telling(before), _telling(after))
    same = sum(_telling(before[slice(*edit.before)]) for edit in edits if edit.change == "equal")
    return same / least if least else 0.0


def _telling(text: str) -> int:
    return sum(1 for word in words(text) if content(word.folded))


def _acts(side: Side, span: Span) -> str | None:
    """The ladder of the verb that a stretch begins with, if it is a clause whose verb is strong enough to count."""
    found = words(side.text[slice(*span)], span[0])
    begins = next((at for at, word in enumerate(found) if word.folded not in _JOINS), len(found))
    opening = found[begins : begins + _OPENS]
    if len(found) < _LENGTH or not opening or (begins == 0 and not _parted(side.text, span)):
        return None
    for hit in side.hits:
        counts = hit.level >= _LEAST.get(hit.ladder, _NEVER)
        if counts and opening[0].start <= hit.heads[0][0] <= opening[-1].start and _verb(hit, opening, found):
            return hit.ladder
    return None


def _parted(text: str, span: Span) -> bool:
    """Whether a comma or the like stands before a stretch, or it begins the sentence."""
    return not text[: span[0]].strip() or text[: span[0]].rstrip()[-1] in ",;:–—" or text[span[0]] in ",;:–—"


def _verb(hit: Hit, opening: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether a hit is an act, not a noun in a list (and support for refugees)."""
    before = [word.stem for word in opening if word.start < hit.heads[0][0]]
    if before[-1:] == ["to"] and hit.ladder != "undertaking":
        return False
    if _SAYS & set(before) or opening[0].folded in _WHOSE:
        return True
    after = next((word for word in found if word.start >= hit.heads[-1][1]), None)
    return after is not None and after.folded not in _NOUNS and not any(stem in ("a", "the") for stem in before)


def passed(
    before: Side, after: Side, edits: Sequence[Edit]
) -> Iterator[tuple[str, Way, Span | None, Span | None]]:  # fmt: skip
    """What one verb gave to another of its ladder that was put in before it: the ladder, the direction, both places."""
    for edit, following in itertools.pairwise(edits):
        if edit.change == "equal" or following.change != "equal":
            continue
        if _telling(before.text[slice(*following.before)]) < _OBJECT:
            continue
        for new, old in ((1, 0), (0, 1)):
            yield from _given(new, (before, after), edit, following, old)


def _given(
    new: int, sides: tuple[Side, Side], edit: Edit, following: Edit, old: int
) -> Iterator[tuple[str, Way, Span | None, Span | None]]:
    """What is governed by a verb within the edit on the side `new`, and by one before the edit on the other side."""
    here, there = (edit.before, edit.after)[new], (following.before, following.after)[old]
    inside = [hit for hit in sides[new].hits if here[0] <= hit.heads[0][0] < here[1]]
    gone = (edit.before, edit.after)[old]
    for hit in inside:
        if hit.ladder not in _GOVERN or hit.denied or _stands_between(hit, inside):
            continue
        governs = [h for h in sides[old].hits if h.ladder == hit.ladder and h.heads[-1][1] <= there[0]]
        if not governs or governs[-1].denied or governs[-1].heads[0][0] >= gone[0]:
            continue
        one, two = (governs[-1], hit) if new == 1 else (hit, governs[-1])
        if abs(one.level - two.level) >= _EVEN:
            way: Way = "strengthened" if two.level > one.level else "weakened"
            yield hit.ladder, way, (one.start, one.end), (two.start, two.end)


def _stands_between(hit: Hit, inside: Sequence[Hit]) -> bool:
    """Whether another word of the same ladder stands after a hit within the same edit."""
    return any(other.ladder == hit.ladder and other.start > hit.start for other in inside)
