"""Whether a claim quotes its document exactly."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.model import ActorRef, Claim, Span


def quotations(claim: Claim) -> Iterator[Span | ActorRef]:
    """Every piece of text that a claim takes from its document, with offsets: evidence, actors, contents, conditions."""
    yield from claim.evidence
    yield from claim.attribution.sources
    yield from _quotations(claim.body)


def misquotation(claim: Claim, text: str) -> str | None:
    """What a claim quotes wrongly, in words; None where every quotation is the slice that its offsets name."""
    for quoted in quotations(claim):
        if text[quoted.start : quoted.end] != quoted.text:
            words = text[quoted.start : quoted.end]
            return f"{quoted.start}-{quoted.end} is {words[:40]!r} in the text, not {quoted.text[:40]!r}"
    return None


def _quotations(value: object) -> Iterator[Span | ActorRef]:
    if isinstance(value, (Span, ActorRef)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _quotations(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _quotations(getattr(value, name))
