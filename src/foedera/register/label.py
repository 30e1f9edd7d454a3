"""What an entry is called: a few words from the claims in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from foedera.model import ActorRef, Affiliation, Asset, Body, Claim, Command, Commitment, Event, Figure, Instrument

_LONGEST = 120


def label(claims: Iterable[Claim]) -> str:
    """The words that say best what some claims of one thing speak of: those of most claims, then of the fullest."""
    every = [_said(claim.body) for claim in claims]
    # Most entries have one claim, and counting costs more than all else here.
    said = Counter(every) if len(every) > 1 else {every[0]: 1}
    best = min(said, key=lambda words: (-said[words], -len(words), words))
    return best if len(best) <= _LONGEST else best[: _LONGEST - 1].rstrip() + "…"


def _said(body: Body) -> str:
    match body:
        case Commitment():
            return f"{_names(body.parties)}: {body.action} {body.object}"
        case Instrument():
            return body.name
        case Event():
            return " ".join((_names(body.actors), body.type, _names(body.recipients))).strip()
        case Affiliation():
            return f"{body.member.name}, {body.role or body.standing}, {body.group.name}"
        case Command():
            unit = body.unit.name if body.unit is not None else body.post or body.authority or "a command"
            return f"{unit}: {body.change}" + ("" if body.parent is None else f", {body.parent.name}")
        case Asset():
            return f"{body.name} ({body.type})"
        case Figure():
            of = "" if body.actor is None else f"{body.actor.name}: "
            return f"{of}{body.quantity} in {body.unit}"
    return body.kind


def _names(refs: Iterable[ActorRef]) -> str:
    names = [ref.name for ref in refs]
    return names[0] if len(names) == 1 else ", ".join(dict.fromkeys(names))
