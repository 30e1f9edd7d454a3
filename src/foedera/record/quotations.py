"""What a claim takes from its document, and whether it quotes it exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from foedera.model import ActorRef, Claim, Edtf, Span

# Fields of these types quote nothing; leaving them out at once makes the walk through a body three times faster.
_SIMPLE = frozenset((str, int, float, bool, type(None), Edtf))


class Draft(NamedTuple):
    """A claim with what writing it down needs: its JSON, its key, and the actors in it."""

    claim: Claim
    json: str
    key: str
    actors: tuple[ActorRef, ...]


def draft(claim: Claim) -> Draft:
    """The draft of a claim."""
    return _draft(claim, quotations(claim))


def quotations(claim: Claim) -> list[Span | ActorRef]:
    """Every piece of text that a claim takes from its document, with offsets: evidence, actors, contents and so on."""
    found: list[Span | ActorRef] = [*claim.evidence, *claim.attribution.sources]
    _gather(claim.body, found)
    return found


def misquotation(claim: Claim, text: str) -> str | None:
    """What a claim quotes wrongly, in words; None where every quotation is the slice that its offsets name."""
    return misquoted(quotations(claim), text)


def checked(claim: Claim, text: str) -> Draft | str:
    """The draft of a claim, or what it quotes wrongly."""
    quoted = quotations(claim)
    return misquoted(quoted, text) or _draft(claim, quoted)


def misquoted(quoted: Iterable[Span | ActorRef], text: str) -> str | None:
    """The first of these quotations that is not the slice that its offsets name, in words; None where all are."""
    for q in quoted:
        words = text[q.start : q.end]
        if words != q.text:
            return f"{q.start}-{q.end} is {words[:40]!r} in the text, not {q.text[:40]!r}"
    return None


def refs_among(quoted: Iterable[Span | ActorRef]) -> tuple[ActorRef, ...]:
    """The actors among quotations."""
    return tuple(q for q in quoted if type(q) is ActorRef)


def _draft(claim: Claim, quoted: Iterable[Span | ActorRef]) -> Draft:
    return Draft(claim, claim.to_json().decode(), claim.key, refs_among(quoted))


def _gather(value: object, found: list[Span | ActorRef]) -> None:
    if isinstance(value, (Span, ActorRef)):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if type(field) not in _SIMPLE:
                _gather(field, found)
