"""Whether a report of something decided or confirmed says that the thing is done."""

from __future__ import annotations

import re

from foedera.model import Claim, Commitment
from foedera.register.tables import track_of
from foedera.register.wording import folded, stem_of

_HAVING = re.compile(
    r"\b(?:has|have|had|having)(?: (?:also|already|now|since|recently|just|all|both|been|(?!only|nearly)\w+ly))* (\w+)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|once|when|until|till|unless|after|before|will|would|shall|should|may|might|could|must|not|never)\b",
    re.IGNORECASE,
)
_BEFORE = 60
_SAID = re.compile(
    r"\b(?:(?:announce|confirm|declare|report|state|acknowledge|note|disclose|reveal)(?:s|d|ed)?|says?|said|announcing)\b"
)
_ACTED = re.compile(
    r"(?:the |its |their |his |her )?(?:successful |timely |full |final |first |second |third )*"
    r"(completion|arrival|commissioning|handover|hand-over|delivery|transfer|opening)\b"
)
_SURE = ("completion", "arrival", "commissioning")
_TELLS = ("note", "report", "acknowledge", "mark", "celebrate", "hail", "commend", "praise", "welcome", "applaud")
_SAYS = ("announce", "confirm", "affirm", "state", "declare", *_TELLS)


def is_fulfilled(claim: Claim, body: Commitment) -> bool:
    """Whether a claim that reads as decided or reaffirmed tells of what is done: it is said that somebody has done it
    ("announced that it has delivered"), or its object is the act itself, done ("confirmed the completion of").

    "Has ordered" alone is what was decided. What is due, conditional, to come or denied in the sentence is not done.
    """
    if body.status not in ("decided", "reaffirmed") or claim.modality != "actual" or body.due is not None:
        return False
    return is_told(body) or (track_of(body.action) is None and _has_done(body.action, claim.evidence[0].text))


def is_told(body: Commitment) -> bool:
    """Whether the verb only tells of an act that the object names as done ("noted the handover of the radars")."""
    verb = body.action.casefold()
    acted = _ACTED.match(body.object.casefold())
    return acted is not None and verb in (_SAYS if acted[1] in _SURE else _TELLS)


def _has_done(action: str, sentence: str) -> bool:
    act = stem_of(folded(action.split(maxsplit=1)[0])) if action else ""
    plain = " ".join(sentence.split())
    for found in _HAVING.finditer(plain):
        before = plain[max(found.start() - _BEFORE, 0) : found.start()]
        if (
            stem_of(folded(found[1])) == act
            and _SAID.search(plain[: found.start()])
            and not _OPEN.search(before.rpartition(",")[2])
        ):
            return True
    return False
