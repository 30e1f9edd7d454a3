"""What a statement says: who, when, and the words."""

from __future__ import annotations

import re

from foedera.model import Claim, Statement
from foedera.register import english
from foedera.register.english import is_many, named
from foedera.register.passages import undated
from foedera.register.quoting import has, quote


def statement(claim: Claim, body: Statement) -> str | None:
    """What somebody said; None where its fields make no sentence."""
    who = _speaker(body)
    if not who:
        return None
    said = who if claim.when is None else f"{who}, {english.on(claim.when)},"
    words = undated(" … ".join(" ".join(span.text.split()).rstrip(",") for span in body.content))
    cue = body.cue if body.cue is not None and _is_finite(body.cue, many=is_many(body.speakers)) else None
    if body.quotation != "indirect" or words.startswith("that ") or cue in _SAYS:
        return f"{said} {'said' if cue in (None, 'told') else cue}: {quote(words.removeprefix('that '))}"
    scrap = len(words.split()) < _SCRAP or _VERB.match(words) is not None
    return None if cue is None or scrap else f"{said} {cue} {quote(words)}"


def _speaker(body: Statement) -> str | None:
    who = named(body.speakers)
    if not who or not body.affiliation or has(body.affiliation, body.speakers[0].name):
        return who or body.affiliation
    return _described(who, body.affiliation)


_SCRAP = 3
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would|may|might|can|could|should|not)\b", re.I)


def _described(who: str, affiliation: str) -> str:
    """A name with the words that the document has for who it is."""
    words = re.split(r", (?:who|which|whose|that)\b", " ".join(affiliation.split()))[0]
    if re.search(r"\b(?:at|of|for|in|from)$", words):
        return f"{words[:1].lower()}{words[1:]} {who}"
    if re.match(r"(?:its|his|her|their|our|whose|who|which)\b", words, re.I):
        return who
    return f"{who} ({re.sub('^(The|A|An) ', lambda word: word[0].lower(), words)})"


_SAYS = (
    "said", "says", "say", "told", "tells", "tell", "added", "adds", "believes", "believe", "argued", "argues", "argue",
    "insisted", "replied",
)  # fmt: skip
"""Verbs after which a whole sentence stands, with or without `that`."""

_MODALS = ("will", "would", "may", "might", "can", "could")
_NOT_FINITE = ("to", "is", "are", "was", "were", "be", "been", "being", "in", "of", "by", "according")


def _is_finite(cue: str, *, many: bool) -> bool:
    """Whether the cue is a verb that agrees with its subject, as far as its ending tells."""
    first, _, rest = cue.partition(" ")
    auxiliary = first in ("has", "have", "had", "does", "do", "did", *_MODALS)
    if not english.is_verb(cue) or first in _NOT_FINITE or first.endswith(("ing", "tion", "ment", "ness", "ance")):
        return False
    if first.endswith("ed") or english.is_past(first) or first in _MODALS:
        return True
    if rest and not auxiliary and rest not in ("on", "that", "to", "against"):
        return False
    return first.endswith("s") != many
