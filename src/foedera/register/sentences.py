"""What a claim says, as one plain sentence made by a template from its fields.

Where the fields make no good sentence, the sentence names who is meant and quotes the document. Nothing is added that
is not in the claim.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foedera.model import (
    ActorRef,
    Affiliation,
    Claim,
    Commitment,
    Figure,
    Kind,
    Statement,
)
from foedera.register import english
from foedera.register.deeds import asset, command, event, instrument
from foedera.register.english import capital, named, number, the, with_a
from foedera.register.quoting import quote
from foedera.register.sayings import statement
from foedera.register.undertakings import commitment

_SCRAP = 4
"""Fewer words say nothing by themselves."""

_BOUNDS = {"exact": "", "about": "about ", "at-least": "at least ", "at-most": "at most "}


def sentence(claim: Claim, words: str | None = None) -> str:
    """What a claim says, in one sentence that ends with a full stop; `words` are quoted where it must be quoted (None:
    its first evidence)."""
    said = _SENTENCES[claim.kind](claim, claim.body)
    whole = said if said is not None else quoted(claim, words)
    return f"{capital(' '.join(whole.split()))}{_according(claim)}."


def is_telling(claim: Claim) -> bool:
    """Whether a claim says something that a reader understands by itself: not a list of sources, a scrap, or words of
    somebody whom nobody knows."""
    text = claim.evidence[0].text
    if text.startswith("Sources:") or "://" in text or len(text.split()) < _SCRAP:
        return False
    body = claim.body
    if isinstance(body, Statement):
        known = [ref for ref in body.speakers if ref.id is not None or not ref.name.isupper()]
        if not known or sum(len(span.text.split()) for span in body.content) < _SCRAP:
            return False
    return isinstance(body, Commitment) or _SENTENCES[claim.kind](claim, body) is not None


def quoted(claim: Claim, words: str | None = None) -> str:
    """What a claim says in its document's own words, with who is meant."""
    refs = [
        ref for field, ref in claim.actors() if field in ("parties", "actors", "owners", "speakers", "member", "unit")
    ]
    whom = named(refs)
    return f"{f'of {whom} ' if whom else ''}the source says: {quote(words or claim.evidence[0].text)}"


def _figure(claim: Claim, body: Figure) -> str | None:
    whose = "" if body.actor is None else f" of {the(body.actor.name)}"
    what = f"on {body.quantity}{whose}, a" if body.unit not in body.quantity.split() else "a"
    when = "" if body.due is None else f", {english.due(body.due)}"
    return f"{what} figure of {amount(body)} is given{when}: {quote(claim.evidence[0].text)}"


def _affiliation(_: Claim, body: Affiliation) -> str | None:
    who, group = the(body.member.name), the(body.group.name)
    if body.standing == "holder":
        return f"{who} is {body.role or 'in office'} of {group}" if body.role else f"{who} is of {group}"
    if body.standing == "former":
        return f"{who} was {body.role or 'a member'} of {group} before"
    return f"{who} is {with_a(body.role or body.standing)} of {group}"


def amount(body: Figure) -> str:
    """The value of a figure in words: `at least 30,000 shells`, `2.4 percent of GDP`."""
    of = f" of {body.of}" if body.of else ""
    ends = [body.low, body.high] if body.value is None else [body.value]
    value = " to ".join(number(end) for end in ends if end is not None)
    money = len(body.unit) == 3 and body.unit.isupper()
    return f"{_BOUNDS[body.bound]}{f'{body.unit} {value}' if money else f'{value} {body.unit}'}{of}"


def _according(claim: Claim) -> str:
    voice, sources = claim.attribution.voice, claim.attribution.sources
    if voice == "author" or claim.kind == "statement":
        return ""
    if not sources:
        return ", according to a source that is not named"
    return "" if _are_among(sources, claim) else f", according to {named(sources)}"


def _are_among(sources: tuple[ActorRef, ...], claim: Claim) -> bool:
    """Whether the sources speak of themselves, so that naming them again says nothing."""
    own = {ref.id or ref.name for field, ref in claim.actors() if field in ("parties", "actors", "owners")}
    return {ref.id or ref.name for ref in sources} <= own


_SENTENCES: dict[Kind, Callable[[Claim, Any], str | None]] = {
    "statement": statement, "event": event, "commitment": commitment, "instrument": instrument,
    "affiliation": _affiliation, "command": command, "asset": asset, "figure": _figure,
}  # fmt: skip
