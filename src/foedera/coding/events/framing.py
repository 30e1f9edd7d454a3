"""What the encoder reads: a sentence in which the names of actor and recipient give way to marks.

A name says nothing about what is done, and a classifier that sees names learns who is said to do what. Common nouns
of the two ("police", "a court", "protesters") are kept beside the marks, because they do say something. Of a long
sentence only the words around the two are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ACTOR = "[unused0]"
RECIPIENT = "[unused1]"
TRIGGER = "[unused2]"

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*|[^\w\s]")
_BEFORE = 10
_AFTER = 18
_MOST = 44
_KEPT = 6
_PLAIN = frozenset("a an the of and or its his her their our this that these those s".split())
_SECTORS = frozenset(
    "president minister ministers ministry prime foreign defence defense secretary spokesman spokeswoman spokesperson "
    "government cabinet parliament congress senate house assembly court courts judge prosecutor prosecutors police "
    "army navy military forces force troops soldiers marines guard general rebels militants protesters workers "
    "students union opposition party commission council committee agency embassy ambassador envoy officials official "
    "lawmakers authorities tribunal leader leaders chief king queen senator governor mayor movement refugees "
    "peacekeepers people citizens delegation airlines company bank united nations".split()
)

Range = tuple[int, int]


def framed(
    text: str, actor: Range, recipient: Range | None, trigger: int | None = None, hints: Sequence[str] = ()
) -> list[str]:
    """The words of a sentence with marks for actor and recipient, whose offsets in `text` are given (end exclusive).

    A third mark stands before the word at offset `trigger`, which names the act; `hints` are the types that the lexicon
    has for it, and follow the sentence. Spans that overlap are cut: the longer one gives way. At most 72 words of the
    sentence are kept, those around the two spans.
    """
    spans = _apart(actor, recipient)
    if trigger is not None and not any(start <= trigger < end for start, end, _ in spans):
        spans.append((trigger, trigger, TRIGGER))
    words: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, mark in sorted(spans):
        words += _WORD.findall(text[at:start])
        if mark != TRIGGER:
            places.append(len(words))
        words += [mark, *_nouns(text[start:end])]
        at = max(at, end)
    words += _WORD.findall(text[at:])
    return [*_window(words, places), "[SEP]", *(hint.lower() for hint in hints[:3])]


def _apart(actor: Range, recipient: Range | None) -> list[tuple[int, int, str]]:
    """The two spans with their marks, cut where one holds part of the other."""
    a = (*actor, ACTOR)
    if recipient is None:
        return [a]
    r = (*recipient, RECIPIENT)
    if a[1] <= r[0] or r[1] <= a[0]:
        return [a, r]
    long, short = (a, r) if a[1] - a[0] >= r[1] - r[0] else (r, a)
    before, after = short[0] - long[0], long[1] - short[1]
    if max(before, after) <= 0:
        return [long, (long[1], long[1], short[2])]
    cut = (long[0], short[0], long[2]) if before >= after else (short[1], long[1], long[2])
    return [cut, short]


def _nouns(name: str) -> list[str]:
    """The words of a name that are no name: in small letters, or of an office or a body."""
    kept = [
        word.lower() for word in _WORD.findall(name)
        if word.isalpha() and word.lower() not in _PLAIN and (word.islower() or word.lower() in _SECTORS)
    ]  # fmt: skip
    return kept[:_KEPT]


def _window(words: Sequence[str], places: Sequence[int]) -> list[str]:
    """The words around the marks: some before the first, more after the last, and of a long middle its two ends."""
    first, last = places[0], places[-1]
    low, high = max(0, first - _BEFORE), min(len(words), last + _AFTER)
    if high - low <= _MOST:
        return list(words[low:high])
    if last - first < _MOST // 2:
        return list(words[low : low + _MOST])
    near = _MOST // 2 - _BEFORE
    return [*words[low : first + near], *words[last - _BEFORE : last + near]]
