"""Which words stand in quotation marks.

Marks are read paragraph by paragraph, so that one missing mark spoils no more than its paragraph. A quotation that a
paragraph leaves open goes on where the next paragraph opens with a mark again, as newspapers do it; else it is given
up. Quotations within quotations belong to the outer one. Apostrophes are told from marks by their neighbours. A line
that opens with a mark counts as the beginning of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from foedera.model import Document

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"”', "'": "'", "``": "''", "''": "''"}
_INNER = {"“": "“", "«": "«", '"': "“"}  # what opens a quotation within one that the key opened
_LOOSE = {"“": '"“', '"': "“"}  # what closes one all the same, where nothing else does: marks are mistyped
_STRAIGHT = frozenset({'"', "'", "''", "``"})
_OPENED_LINE = re.compile(r"\n\s*(?=[“\"][^\W_])")
_SINGLE = frozenset("'‘’")
_BEFORE_WORDS = frozenset('“"…[')

_MARK = re.compile("[" + "".join(re.escape(mark[0]) for mark in _CLOSERS) + "]")


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

    def at(self, offset: int) -> Quoted | None:
        """The quotation that includes the character at `offset`."""
        index = bisect_right(self, offset, key=_start) - 1
        return self[index] if index >= 0 and offset < self[index].end else None

    def cover(self, offset: int) -> bool:
        """Whether the character at `offset` is quoted."""
        return self.at(offset) is not None

    def touch(self, start: int, end: int) -> bool:
        """Whether any character from `start` to `end` is quoted."""
        index = bisect_left(self, end, key=_start) - 1
        return index >= 0 and self[index].end > start

    def within(self, start: int, end: int) -> Quotations:
        """The quotations that touch the text from `start` to `end`."""
        low = bisect_right(self, start, key=_end)
        return Quotations(self[low : bisect_left(self, end, lo=low, key=_start)])


def quotations(document: Document) -> Quotations:
    """All quotations of a document; linear in the length of the text."""
    text = document.text
    pieces = [piece for paragraph in document.paragraphs for piece in _pieces(text, paragraph.start, paragraph.end)]
    found: list[Quoted] = []
    for index, (start, end) in enumerate(pieces):
        following = pieces[index + 1][0] if index + 1 < len(pieces) else len(text)
        goes_on = text[following : following + 1] in ('"', "“", "‘", "'", "`")
        found += [q for q in _Paragraph(text, start, end).quoted() if q.closed or goes_on]
    return Quotations(found)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, parted where a line opens with a mark."""
    for line in _OPENED_LINE.finditer(text, start, end):
        if line.start() > start:
            yield start, line.start()
        start = line.end()
    if start < end:
        yield start, end


class _Paragraph:
    """A paragraph's marks. What is once found to be never closed is not looked for again, hence linear time."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self._hopeless: set[str] = set()
        self._loose: set[str] = set()
        self._nests = True

    def quoted(self) -> Iterator[Quoted]:
        """The quotations in order; the last one is not closed where no mark ends it."""
        at = self.start
        while (next_mark := _MARK.search(self.text, at, self.end)) is not None:
            at = next_mark.start()
            mark = self._opens(at)
            if not mark or mark in self._hopeless:
                at += max(1, len(mark))
                continue
            first = at + len(mark)
            close = self._closing(first, mark)
            if close is None and mark in _SINGLE:
                self._hopeless.add(mark)
                at = first
                continue
            stop = self.end if close is None else close
            if stop > first:
                yield Quoted(first, stop, close is not None)
            at = stop + len(_CLOSERS[mark]) if mark in ("``", "''") else stop + 1

    def _opens(self, at: int) -> str:
        """The mark that opens a quotation at `at`; empty where none does."""
        mark = self.text[at : at + 2]
        if mark not in _CLOSERS:
            mark = mark[0]
        if mark not in _CLOSERS:
            return ""
        before = self.text[at - 1] if at > self.start else " "
        past = at + len(mark)
        after = self.text[past] if past < self.end else " "
        if after.isspace() or before.isalnum():
            return ""
        if mark in _SINGLE and not (after.isalpha() or after in _BEFORE_WORDS):
            return ""
        return mark

    def _closing(self, first: int, mark: str) -> int | None:
        """Where the quotation ends whose words begin at `first`; one mark for each that opens, where that comes out."""
        if self._nests and mark in _INNER:
            close = self._scan(first, mark, _CLOSERS[mark], nested=True)
            if close is not None:
                return close
            self._nests = False
        if mark not in self._loose:
            close = self._scan(first, mark, _CLOSERS[mark], nested=False)
            if close is not None or mark not in _LOOSE:
                return close
            self._loose.add(mark)
        return self._scan(first, mark, _LOOSE[mark], nested=False, tight=True)

    def _scan(self, at: int, mark: str, closers: str, *, nested: bool, tight: bool = False) -> int | None:
        """Where one of `closers` closes; `tight`: only right after a word or mark, and before none."""
        straight, depth = mark in _STRAIGHT, 0
        double = mark in ("``", "''")
        while at < self.end:
            here = self.text[at : at + 2] if double else self.text[at]
            if (here == closers if double else here in closers) and self._closes(at, len(here), straight=straight):
                if depth == 0 and not (tight and self._stands_free(at)):
                    return at
                depth -= here in "”»"
            elif nested and here == _INNER[mark] and self._opens(at):
                depth += 1
            at += 1
        return None

    def _stands_free(self, at: int) -> bool:
        """Whether a mark has a space before it or a letter after it."""
        return self.text[at - 1].isspace() or self.text[at + 1 : at + 2].isalnum()

    def _closes(self, at: int, width: int, *, straight: bool) -> bool:
        past = at + width
        after = self.text[past] if past < self.end else " "
        if self.text[at] in "'’":
            return not after.isalnum() and not self._is_plural_possessive(at)
        return not straight or not after.isalnum()

    def _is_plural_possessive(self, at: int) -> bool:
        """Whether the mark at `at` is the apostrophe of "the allies' plan": after an s, before a word in lower case."""
        text = self.text
        return (
            text[at - 1] == "s"
            and at + 2 < self.end
            and text[at + 1] == " "
            and text[at + 2].islower()
            and any(mark in text[at + 1 : min(self.end, at + 400)] for mark in "'’")
        )


def _start(quoted: Quoted) -> int:
    return quoted.start


def _end(quoted: Quoted) -> int:
    return quoted.end
