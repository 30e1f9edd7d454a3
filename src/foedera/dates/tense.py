"""Whether the words before a date look back or ahead, and whether they name another year."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]

_REACH = 160  # characters before a date in which its tense is looked for
_PAST = (
    r"said|told|met|held|spoke|wrote|signed|announced|made|gave|took|began|came|went|was|were|had|left|saw|led|sent|"
    r"became|fell|rose|won|lost|agreed|[a-z]{2,}ed"
)
_FUTURE = (
    r"will|would|shall|may|might|could|should|plans?|planning|expected|scheduled|due|set\s+to|going\s+to|ahead\s+of|"
    r"upcoming|to\s+be|slated|deadline"
)
_CUE = re.compile(rf"\b(?:(?P<past>{_PAST})|(?P<future>{_FUTURE}))\b", re.ASCII)
_BY = re.compile(
    r"\b(?:by|n(?:o|ot)\s+later\s+than|as\s+early\s+as|as\s+soon\s+as)\s+(?:late\s+|early\s+|mid-)?$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\w,.$-])(?:19|20)\d\d(?![\w,]\d|\w)")
_DECADE = re.compile(r"(?<![\w,.$-])(?:1[89]|20)\d\d(?:s|['’]s)?\b")
_INFINITIVE = re.compile(r"\bto\s+[a-z]")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"])")


def tense(text: str, start: int) -> Tense | None:
    """Whether the sentence before the date at `start` speaks of the past or the future; None where neither is clear."""
    reach = max(0, start - _REACH)
    low = max([reach, *(end.end() for end in _SENTENCE_END.finditer(text, reach, start))])
    cues = list(_CUE.finditer(text, low, start))
    found = _told(text, start, cues)
    return "future" if found is None and _BY.search(text, reach, start) is not None else found


def _told(text: str, start: int, cues: list[re.Match[str]]) -> Tense | None:
    """What the last cue tells; nothing where one of the other kind stands before it, or an infinitive after it."""
    if not cues:
        return None
    if cues[-1]["past"] is None:
        return "future"
    sways = len(cues) > 1 and cues[-2]["past"] is None
    return None if sways or _INFINITIVE.search(text, cues[-1].end(), start) is not None else "past"


def fits(text: str, start: int, ahead: int) -> bool:
    """Whether a date `ahead` of the document's (behind it, where negative) fits the words before it.

    What lies ahead needs a word that says so; what lies behind must have none that denies it.
    """
    found = tense(text, start)
    return found == "future" if ahead > 0 else ahead == 0 or found != "future"


def other_year(text: str, start: int, year: int) -> bool:
    """Whether the text shortly before a date names another year, which may be meant."""
    return any(int(named.group()) != year for named in _YEAR.finditer(text, max(0, start - _REACH), start))


def other_decade(text: str, start: int, year: int) -> bool:
    """Whether the text shortly before a date names a year or decade outside the decade of `year`."""
    low = max(0, start - _REACH)
    return any(int(named.group()[:3]) != year // 10 for named in _DECADE.finditer(text, low, start))
