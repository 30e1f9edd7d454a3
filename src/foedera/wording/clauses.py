"""Clauses put in or left out that ask, oppose or undertake something by themselves.

"and called on both to withdraw", dropped at the end, makes a sentence weaker. A clause that stands elsewhere in the
other document was moved, not dropped.
"""

from __future__ import annotations

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

_NEVER = 99.0
_JOINS = frozenset("and but while as which who that whereas also".split())
_MARKS = ",;:–—"
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
    changed = [edit for edit in edits if edit.change != "equal"]
    for ladder, span in _clauses(before, after, 0, changed, elsewhere):
        yield ladder, "weakened", span, None
    for ladder, span in _clauses(after, before, 1, changed, elsewhere):
        yield ladder, "strengthened", None, span


def _clauses(
    here: Side, other: Side, side: int, changed: Sequence[Edit], elsewhere: Elsewhere
) -> Iterator[tuple[str, Span]]:
    """The clauses that one text has and the other has nowhere: the ladder of each, and where it stands."""
    for edit in changed:
        span = _alone(here.text, edit.on(side), words(other.text[slice(*edit.on(1 - side))]))
        ladder = _acts(here, span) if span else None
        if span and ladder and not elsewhere(side, ladder, here.text[slice(*span)]):
            yield ladder, span


def _alone(text: str, span: Span, across: Sequence[Word]) -> Span | None:
    """What an edit has on one side only, where `across` is what the other side has: all of it, or, where a few words
    became others too, from "and" on."""
    if not across:
        return span
    if len(across) > _FEW or any(word.folded in _JOINS for word in across):
        return None
    found = words(text[slice(*span)], span[0])
    start = next((word.start for word in found[: _FEW + 1] if word.folded in OPENERS), None)
    return None if start is None else (start, span[1])


def shared(before: str, after: str, edits: Sequence[Edit]) -> float:
    """The share of the words that say something of the shorter text, which both have."""
    least = min(telling(before), telling(after))
    same = sum(telling(before[slice(*edit.before)]) for edit in edits if edit.change == "equal")
    return same / least if least else 0.0


def telling(text: str) -> int:
    """How many words of a text say something."""
    return sum(1 for word in words(text) if content(word.folded))


def _acts(side: Side, span: Span) -> str | None:
    """The ladder of the verb that a stretch begins with, if it is a clause whose verb is strong enough to count."""
    found = words(side.text[slice(*span)], span[0])
    opening = _opening(found, _parted(side.text, span))
    if not opening:
        return None
    return next((hit.ladder for hit in _begun(side.hits, opening) if _verb(hit, opening, found)), None)


def _opening(found: Sequence[Word], parted: bool) -> Sequence[Word]:
    """The words of a stretch in which its verb must stand; none where it is too short or begins amid a clause."""
    begins = next((at for at, word in enumerate(found) if word.folded not in _JOINS), len(found))
    return found[begins : begins + _OPENS] if len(found) >= _LENGTH and (begins or parted) else ()


def _begun(hits: Sequence[Hit], opening: Sequence[Word]) -> Iterator[Hit]:
    """The hits that are strong enough and begin among those words."""
    for hit in hits:
        if strong(hit) and opening[0].start <= hit.heads[0][0] <= opening[-1].start:
            yield hit


def strong(hit: Hit) -> bool:
    """Whether a hit is strong enough for what it governs to count: a note or a hope says little."""
    return hit.level >= _LEAST.get(hit.ladder, _NEVER)


def _parted(text: str, span: Span) -> bool:
    """Whether a comma or the like stands before a stretch or begins it, or it begins the sentence."""
    before = text[: span[0]].rstrip()
    return not before or before[-1] in _MARKS or text[slice(*span)][:1] in tuple(_MARKS)


def _verb(hit: Hit, opening: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether a hit is an act, not a noun in a list (and support for refugees)."""
    before = [word.stem for word in opening if word.start < hit.heads[0][0]]
    if before[-1:] == ["to"] and hit.ladder != "undertaking":
        return False
    return bool(_SAYS & set(before)) or opening[0].folded in _WHOSE or not _noun(hit, before, found)


def _noun(hit: Hit, before: Sequence[str], found: Sequence[Word]) -> bool:
    """Whether what stands around a hit says that it is a noun."""
    after = next((word.folded for word in found if word.start >= hit.heads[-1][1]), "of")
    return after in _NOUNS or not {"a", "the"}.isdisjoint(before)
