"""Which words stand in quotation marks.

Marks are read paragraph by paragraph, so that one missing mark spoils no more than its paragraph. A quotation that a
paragraph leaves open goes on where the next paragraph opens with a mark again, as newspapers do it; else it is given
up. Quotations within quotations belong to the outer one. Apostrophes are told from marks by their neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from foedera.model import Document

_OPENERS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}
_STRAIGHT = {'"', "'"}


class Quoted(msgspec.Struct, frozen=True):
    """Words between quotation marks, from `start` to `end` without the marks.

    `closed` is False where the paragraph ends first and the quotation goes on in the next.
    """

    start: int
    end: int
    closed: bool


class Quotations(tuple[Quoted, ...]):
    """The quotations of a document, in order, not overlapping."""

    __slots__ = ()

    def cover(self, offset: int) -> bool:
        """Whether the character at `offset` is quoted."""
        index = bisect_right(self, offset, key=_start) - 1
        return index >= 0 and offset < self[index].end

    def touch(self, start: int, end: int) -> bool:
        """Whether any character from `start` to `end` is quoted."""
        index = bisect_left(self, end, key=_start) - 1
        return index >= 0 and self[index].end > start


def quotations(document: Document) -> Quotations:
    """All quotations of a document; linear in the length of the text."""
    text, paragraphs = document.text, document.paragraphs
    found: list[Quoted] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1].start if index + 1 < len(paragraphs) else len(text)
        goes_on = text[following : following + 1] in ('"', "“", "‘", "'")
        found += [q for q in _scan(text, paragraph.start, paragraph.end) if q.closed or goes_on]
    return Quotations(found)


def _scan(text: str, start: int, end: int) -> Iterator[Quoted]:
    """The quotations of one paragraph; the last one is not closed where no mark ends it."""
    at = start
    hopeless: set[str] = set()
    while at < end:
        closers = _opens(text, at, start, end)
        if not closers or closers in hopeless:
            at += 1
            continue
        close = _closing(text, at + 1, end, closers)
        if close is None and text[at] in "'‘":
            hopeless.add(closers)
            at += 1
            continue
        stop = end if close is None else close
        if stop > at + 1:
            yield Quoted(at + 1, stop, close is not None)
        at = stop + 1


def _opens(text: str, at: int, start: int, end: int) -> str:
    """The marks that may close what opens at `at`; empty where nothing opens there."""
    mark = text[at]
    if mark not in _OPENERS and mark not in _STRAIGHT:
        return ""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace() or before.isalnum():
        return ""
    if mark in "'‘" and not (after.isalpha() or after in '“"…['):
        return ""
    return _OPENERS.get(mark, mark)


def _closing(text: str, at: int, end: int, closers: str) -> int | None:
    """Where the quotation ends that is open at `at`, or None."""
    straight = closers in _STRAIGHT
    while at < end:
        if text[at] in closers and _closes(text, at, end, straight=straight):
            return at
        at += 1
    return None


def _closes(text: str, at: int, end: int, *, straight: bool) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "'’":
        return not after.isalnum() and not _is_plural_possessive(text, at, end)
    return not straight or not after.isalnum()


def _is_plural_possessive(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` is the apostrophe of "the allies' plan": after an s, before a word in lower case."""
    return (
        text[at - 1] == "s"
        and at + 2 < end
        and text[at + 1] == " "
        and text[at + 2].islower()
        and any(mark in text[at + 1 : min(end, at + 400)] for mark in "'’")
    )


def _start(quoted: Quoted) -> int:
    return quoted.start
