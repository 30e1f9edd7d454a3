"""Whose an instrument is that is called by common words: many pairs of states have a "Trade Agreement"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from foedera.actors import Base, Match, bundled
from foedera.model import Claim, Instrument
from foedera.register.wording import WHOLE, wording

_TELLING = WHOLE // 2
_PROPER = WHOLE * 7 // 10
_ANYBODYS = frozenset({"anybody"})
_STATE = "state:"
_UNKNOWN = 0.75
_ONE = ("strategy", "law")
"""What one state makes for itself, so that one state tells whose it is."""


def sides(claim: Claim) -> frozenset[str]:
    """The states whose instrument a claim means, where its name is of common words only: the states in the name, or
    else its parties and those named in the sentences, until there are two.

    Where fewer than two are found, its document is among them: who is meant is clear there, and nowhere else. Empty
    where the name says by itself what is meant, by a year, a place or a word that is not common.
    """
    body = claim.body
    if not isinstance(body, Instrument):
        return frozenset()
    matches = _base().scan(body.name)
    named = frozenset(_states(matches))
    bare = _without(body.name, matches if len(named) > 1 else ())
    if not _is_common(bare):
        return _fairly(bare, named, bool(matches))
    if matches:
        return named if len(named) > 1 else frozenset()
    found = {ref.state or ref.id or ref.name for ref in body.parties}
    for span in claim.evidence:
        if len(found) > 1:
            break
        found |= set(_states(_base().scan(span.text)))
    if len(found) < 2 and not (found and body.type in _ONE):
        found.add(claim.document)
    return frozenset(found)


def _fairly(bare: str, named: frozenset[str], matched: bool) -> frozenset[str]:
    """Whose a name is that has a rarer word and yet none of its own ("Guidelines for Defence Cooperation"): of the
    states in it, or anybody's, so that only those without states in their names are taken for one."""
    said = wording(bare)
    if max(said.stems.values(), default=WHOLE) >= _PROPER:
        return frozenset()
    if len(named) > 1:
        return named
    return frozenset() if matched or said.years else _ANYBODYS


def whose_apart(a: frozenset[str], b: frozenset[str]) -> float:
    """Whether two instruments that are called by common words are those of other states (1), or may be (0.75).

    They are of the same states where two are common to both, or where all that is known is the same; within one
    document where there is no more to go by.
    """
    if not (a and b):
        return 0.0
    common = a & b
    if len(common) > 1 or (common and (a == b or not any(each.startswith(_STATE) for each in common))):
        return 0.0
    known = [len([each for each in some if each.startswith(_STATE)]) for some in (a, b)]
    return 1.0 if min(known) > 1 or (min(known) and not common) else _UNKNOWN


@cache
def _base() -> Base:
    """The bundled base, loaded once: that and its first scan take a good part of a second."""
    return bundled()


def _states(matches: Iterable[Match]) -> Iterator[str]:
    for match in matches:
        if len(match.actors) == 1 and match.actors[0].startswith(_STATE):
            yield match.actors[0]


def _without(name: str, matches: Iterable[Match]) -> str:
    for match in reversed(tuple(matches)):
        name = f"{name[: match.start]} {name[match.end :]}"
    return name


def _is_common(name: str) -> bool:
    """Whether a name is of frequent words only, few of them, and has no year."""
    said = wording(name)
    return not said.years and said.total < WHOLE and max(said.stems.values(), default=0) < _TELLING
