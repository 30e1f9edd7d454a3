"""What was changed from one wording to another, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from foedera.register.wording import content
from foedera.wording.passages import spelled

Change = Literal["equal", "replace", "delete", "insert"]
_Stretch = tuple[Change, int, int, int, int]

_PIECE = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*|[^\s]")
_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\([a-z]\))\s+")
_COUNTS = frozenset("$€£¥%+=<>")  # marks that are read as words
_LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})


class Edit(NamedTuple):
    """One stretch of the change: what stood in the first text from `start` to `end`, and what stands in the second."""

    change: Change
    before: tuple[int, int]
    after: tuple[int, int]

    def on(self, side: int) -> tuple[int, int]:
        """Where the stretch stands in the first (0) or second (1) text."""
        return self.after if side else self.before


class Piece(NamedTuple):
    """A word or mark, folded, and its place in its text."""

    folded: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The words and marks of a text; typographic marks count as their plain forms, and
    British spellings as American ones."""
    return [
        Piece(spelled(m.group().translate(_LIKE).casefold()), m.start(), m.end()) for m in _PIECE.finditer(text)
    ]  # fmt: skip


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """What changed from one text to the other, as stretches that cover both in order (character offsets).

    Small words that happen to be equal between two changes are part of the change, so that it reads as one.
    """
    left, right = pieces(before), pieces(after)
    found = SequenceMatcher(None, [p.folded for p in left], [p.folded for p in right], autojunk=False).get_opcodes()
    joined: list[_Stretch] = []
    for place, (change, a, b, c, d) in enumerate(found):
        within = 0 < place < len(found) - 1 and b - a <= 2
        if change == "equal" and within and not content(before[left[a].start : left[b - 1].end]):
            change = "replace"  # noqa: PLW2901 - what is equal by chance is read as changed
        _join(joined, (change, a, b, c, d))
    return tuple(Edit(change, _place(left, a, b, before), _place(right, c, d, after)) for change, a, b, c, d in joined)


def _join(joined: list[_Stretch], stretch: _Stretch) -> None:
    """Puts a stretch behind the others; one that was changed behind one that was makes one with it."""
    if joined and "equal" not in (stretch[0], joined[-1][0]):
        _, _, b, _, d = stretch
        _, first, _, second, _ = joined.pop()
        stretch = (_kind(first, b, second, d), first, b, second, d)
    joined.append(stretch)


def unchanged(before: str, after: str) -> bool:
    """Whether two texts have the same words, whatever their commas and points and the numbers of their paragraphs."""
    return _words(before) == _words(after)


def _words(text: str) -> list[str]:
    return [
        piece.folded
        for piece in pieces(text[_numbered(text) :])
        if piece.folded[0].isalnum() or piece.folded[0] in _COUNTS
    ]


def _numbered(text: str) -> int:
    """Where a text begins after its paragraph's number."""
    found = _NUMBER.match(text)
    return found.end() if found else 0


def _kind(a: int, b: int, c: int, d: int) -> Change:
    return "replace" if a < b and c < d else "delete" if a < b else "insert"


def _place(pieces: Sequence[Piece], first: int, last: int, text: str) -> tuple[int, int]:
    """Where the pieces lie, with the space after them, so that the stretches of a text join without gaps."""
    start = 0 if first == 0 else pieces[first].start if first < len(pieces) else len(text)
    end = pieces[last].start if last < len(pieces) else len(text)
    return start, max(start, end)
