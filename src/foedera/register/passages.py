"""The whole sentence in which some words of a document stand, for a reader; what is coded never depends on it."""

from __future__ import annotations

import re

_LONGEST = 700
_SEEN = 40
_POINTS = re.compile(r"[\u201c\"]?(?:It|They|This|These|That|Those|He|She|Its|Their|His|Her)\b")
_END = re.compile(r"[.!?][\u201d\u2019\"')\]]*\s+(?=[\u201c\u2018\"'(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Sr|Jr|St|No|Nos|Art|Arts|para|cf|vs|Inc|Ltd"
    r"|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|^\s*\d+(?:\.\d+)*)\.\s*$"
)
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:, [^()\n]{3,24})? \([^()\n]{2,40}\) [-\u2013\u2014] ")


def passage(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, of `text` in which the slice from `start` to `end` stands, on one line.

    With the sentence before it where it begins by pointing there (It, They). Only the slice where that would be very
    long. An agency's dateline before it is left out.
    """
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    first, last, before = low, high, None
    for match in _END.finditer(text, low, high):
        if _SHORT.search(text[max(low, match.start() - _SEEN) : match.start() + 1]):
            continue
        if match.end() <= start:
            before, first = first, match.end()
        elif match.start() >= end - 1:
            last = match.start() + 1 + len(match[0].rstrip()) - 1
            break
    if _POINTS.match(text, first) and before is not None:
        first = before
    whole = " ".join(text[first:last].split())
    if len(whole) > _LONGEST:
        whole = " ".join(text[start:end].split())
    return undated(whole)


def undated(line: str) -> str:
    """The line without the dateline of an agency before it."""
    found = _DATELINE.match(line)
    return line if found is None else line[found.end() :]
