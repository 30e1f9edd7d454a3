"""What a claim reports of a commitment: which stages on which tracks, by its status, its modality and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from foedera.model import Claim, Commitment, Number
from foedera.register.fulfilled import is_fulfilled, is_told
from foedera.register.stages import Stage, Track
from foedera.register.tables import parts, track_of

Shown = tuple[Track, Stage]

_PLAIN: dict[str, Shown] = {
    "intended": ("agreement", "intended"),
    "committed": ("agreement", "agreed"),
    "reaffirmed": ("agreement", "reaffirmed"),
    "ongoing": ("execution", "under way"),
    "delayed": ("disruption", "delayed"),
    "suspended": ("disruption", "suspended"),
    "withdrawn": ("disruption", "withdrawn"),
}
PROMISES = ("intended", "committed", "decided", "ongoing", "reaffirmed")
"""The statuses of a claim that promises."""

_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SOME = re.compile(
    rf"\b(?:{_NUMBER}|some|most|many) of (?:the |its |their |his |her )?"
    rf"(?:first |planned |promised |last |remaining )?{_NUMBER}\b"
)

_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth)\b(?!-ever| time| quarter)")
_MANY = re.compile(rf"\b(?!one\b|1\b){_NUMBER} [a-z]")


def body_of(claim: Claim) -> Commitment:
    """The body of a claim of the kind commitment."""
    return cast(Commitment, claim.body)


def promise_of(claims: Sequence[Claim]) -> Claim | None:
    """The claim that says first what is promised, or the first of all where none promises anything."""
    return next((claim for claim in claims if body_of(claim).status in PROMISES), claims[0] if claims else None)


def shown(claim: Claim, promise: Claim | None) -> tuple[Shown, ...]:
    """The stages that a claim shows, of the thing that `promise` promises; nothing where it denies the act.

    A status is a stage of its own, but for what is `decided` or `completed`: there the verb tells the track. Approving
    authorises, paying funds, signing agrees; where that is the very thing that was promised, it is delivered as well.
    What may happen, or is only considered, is explored; what will be agreed is intended. What reads as decided or
    reaffirmed, and is told as done, counts as completed.
    """
    body = body_of(claim)
    if claim.modality == "denied":
        return ()
    if claim.modality == "possible" or _only_considered(body):
        return (("agreement", "explored"),)
    if claim.modality == "planned" and body.status not in ("delayed", "suspended", "withdrawn"):
        return (("agreement", "intended"),)
    done = is_fulfilled(claim, body)
    plain = None if done else _PLAIN.get(body.status)
    return (plain,) if plain is not None else tuple(dict.fromkeys(_done(claim, promise, done=done)))


def _only_considered(body: Commitment) -> bool:
    return body.exploratory and body.status not in ("completed", "delayed", "suspended", "withdrawn")


def _done(claim: Claim, promise: Claim | None, *, done: bool) -> Iterator[Shown]:
    body = body_of(claim)
    verb = None if done and is_told(body) else track_of(body.action)
    own = None if promise is None else track_of(body_of(promise).action)
    if verb is not None:
        yield verb
    if verb is None or verb == own:
        yield _delivered(claim, promise) if done or body.status == "completed" else ("agreement", "agreed")


def _delivered(claim: Claim, promise: Claim | None) -> Shown:
    alone = promise is None or promise is claim
    partly = is_part(claim, None if alone else promise)
    return ("execution", "partly delivered" if partly else "delivered")


def is_part(report: Claim, promise: Claim | None) -> bool:
    """Whether what is reported is only a part of what was promised, by its words or its figures.

    Without a promise to compare with, only by counting some of a number of things.
    """
    said = _words(report)
    some = _SOME.search(said)
    if promise is None:
        return some is not None
    meant = _words(promise)
    if any(words in said and words not in meant for words in (*parts(), *([] if some is None else [some[0]]))):
        return True
    one = _ORDINAL.search(said)
    if one is not None and one[0] not in meant and not _MANY.search(said) and _MANY.search(meant):
        return True
    done, wanted = _amounts(body_of(report)), _amounts(body_of(promise))
    return any(done[unit] < wanted[unit] for unit in done.keys() & wanted.keys())


def _words(claim: Claim) -> str:
    body = body_of(claim)
    return f"{body.action} {body.object}".casefold()


def _amounts(body: Commitment) -> dict[str, Number]:
    """The largest amount in each unit; shares and years are no amounts of a thing."""
    found: dict[str, Number] = {}
    for figure in body.figures:
        value = figure.value if figure.value is not None else figure.high
        if value is not None and figure.unit != "percent":
            found[figure.unit] = max(value, found.get(figure.unit, value))
    return found
