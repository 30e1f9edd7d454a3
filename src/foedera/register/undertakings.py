"""What a commitment is about, as words that fit into a sentence."""

from __future__ import annotations

import re

from foedera.model import Claim, Commitment
from foedera.register import english
from foedera.register.english import is_many, named
from foedera.register.quoting import has

_OWN_WORDS = re.compile(r"\b(?:we|our|ours|us|i|my|me|you|your)\b|^(?:it|they|them|this|these|that|those)\b", re.I)
_DENIES = re.compile(r"\b(?:no|not|n[’']t|never|neither|nor|none|cannot|without|refus\w+|declin\w+|fail\w+)\b", re.I)
_DANGLES = re.compile(
    r"by\b.*|(?:as|so|within the)\b.*|.*\b(?:and|or|of|to|the|a|if|that|which|whenever|when|with|for)"
    r"|(?:in|on|at|from|until|since|before|after|during|within)(?: the| early| late| mid| end| of)*[ -]"
    r"(?:spring|summer|autumn|fall|winter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d).*",
    re.I | re.S,
)
"""Objects that begin as no object does, or end in the middle."""

_TOWARD = re.compile(r"(?:to|from|with|for) (?:the )?[A-Z]")
"""An object that begins with whom it is done to has lost what is done."""

_HAPPENS = ("enter", "apply", "remain", "tranche", "take effect", "be")
"""Verbs of which the parties are not the subject, and what is no verb at all."""

_WORDS = ("agree", "commit", "pledge", "promise", "undertake", "vow")
"""Verbs by which something is committed: who promised has promised, and is not to promise."""


def undertaking(claim: Claim) -> str | None:
    """What a commitment is about, as an infinitive without `to`: `deliver 200 missiles to Ilmara by June 2032`.

    None where its fields make none: of passives, of what a text says in the first person, and where it denies.
    """
    body = claim.body
    if not isinstance(body, Commitment) or not english.is_verb(body.action) or body.action in _HAPPENS:
        return None
    words = " ".join(body.object.split()).rstrip(".,;:")
    if not _is_object(words) or _is_astray(body.action, " ".join(claim.evidence[0].text.split())):
        return None
    date = "" if body.due is None or has(words, body.due.text) else english.due(body.due)
    return f"{body.action} {words}{f', {date}' if date else ''}"


def _is_object(words: str) -> bool:
    """Whether words can stand after the verb, and say something there."""
    if not words or words.count("(") != words.count(")") or words.count("\u201c") != words.count("\u201d"):
        return False
    return not (_DANGLES.fullmatch(words) or _TOWARD.match(words) or _OWN_WORDS.search(words))


def _is_astray(verb: str, text: str) -> bool:
    """Whether the words of the document deny what is coded, or have it in the passive, so that its object is lost."""
    passive = rf"\b(?:was|were|is|are|be|been|being) (?:\w+ly )?{english.participle(verb)}\b"
    return _DENIES.search(text) is not None or re.search(passive, text) is not None


def is_clear(claim: Claim) -> bool:
    """Whether what a commitment is about can be said, and understood without the sentence before."""
    what = undertaking(claim)
    return what is not None and _POINTS.search(what) is None


_POINTS = re.compile(r"\b(?:it|its|they|them|their|this|these|those|latter|former)\b", re.I)


def commitment(claim: Claim, body: Commitment) -> str | None:
    """What a commitment says; None where its fields make no sentence."""
    what = undertaking(claim)
    if what is None:
        return None
    who, many = named(body.parties), is_many(body.parties)
    if claim.modality == "possible":
        return f"{who} may {what}"
    if claim.modality == "denied":
        return f"it is denied that {who} will {what}"
    if body.exploratory and body.action not in _EXPLORES:
        return f"{who} {'are' if many else 'is'} exploring whether to {what}"
    return (
        f"{who} {_told(body, what, many, claim.evidence[0].text)}"
        if _has_words(body, claim)
        else (f"the undertaking of {who} to {what} is {body.status}")
    )


def _has_words(body: Commitment, claim: Claim) -> bool:
    """Whether there is a verb for how far a commitment is."""
    return body.status in (*_STATES, "completed", "ongoing") or _is_its_own_act(body, claim.evidence[0].text)


def _told(body: Commitment, what: str, many: bool, text: str) -> str:
    """How far a commitment is, as what is said of its parties."""
    rest = what.removeprefix(body.action)
    if body.status == "decided" and re.search(rf"\b(?:we|I) (?:\w+ly )?{body.action}\b", text, re.I):
        return what if many else english.third(what)
    if body.status == "completed" or _is_its_own_act(body, text):
        return f"{'have' if many else 'has'} {english.participle(body.action)}{rest}"
    if body.status == "ongoing":
        return f"{'are' if many else 'is'} {english.gerund(body.action)}{rest}"
    return f"{_STATES[body.status].split('|')[many]} {what}"


_STATES = {
    "intended": "intends to|intend to",
    "committed": "is to|are to",
    "decided": "has decided to|have decided to",
    "reaffirmed": "has reaffirmed the undertaking to|have reaffirmed the undertaking to",
}
_EXPLORES = ("consider", "explore", "discuss", "study", "examine")


_AGAIN = (
    "confirm", "emphasise", "emphasize", "reaffirm", "recall", "reiterate", "renew", "restate", "stress", "underline",
    "underscore",
)  # fmt: skip


def _is_its_own_act(body: Commitment, text: str) -> bool:
    """Whether the verb itself is what was done: who approved a thing has approved it, and not decided to approve."""
    if body.status == "reaffirmed":
        return body.action in _AGAIN
    if body.status == "committed":
        return body.action in _WORDS
    done = (english.past(body.action), english.participle(body.action))
    return body.status == "decided" and any(re.search(rf"\b{form}\b", text) for form in done)
