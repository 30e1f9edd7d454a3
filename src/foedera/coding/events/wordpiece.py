"""Text to the numbers of word pieces, as uncased BERT models count them.

A word is split greedily into the longest pieces that the vocabulary has (Schuster & Nakajima 2012). Text is folded to
lower case without accents; every mark of punctuation and every Chinese character is a word of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

_UNKNOWN = "[UNK]"
_LONGEST = 100  # a longer word is unknown, as in the original


class WordPieces:
    """The vocabulary of a model, one piece a line, and how it splits words."""

    def __init__(self, vocabulary: Path) -> None:
        """The pieces in the file `vocabulary`, which is read when the first word is split."""
        self._path = vocabulary
        self._known: dict[str, tuple[int, ...]] = {}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each piece: its line in the file, from 0."""
        return {piece: at for at, piece in enumerate(self._path.read_text("utf-8").split("\n"))}

    def ids(self, words: Iterable[str]) -> list[int]:
        """The numbers of the pieces of all words, one after the other. A word that is a piece of the vocabulary in
        brackets (`[CLS]`) is that piece."""
        found: list[int] = []
        for word in words:
            found += self._word(word)
        return found

    def _word(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if word[:1] == "[" and word[-1:] == "]" and word in self.numbers:
                known = (self.numbers[word],)
            else:
                known = tuple(number for part in _parts(word) for number in self._pieces(part))
            if len(self._known) < 50_000:
                self._known[word] = known
        return known

    def _pieces(self, part: str) -> list[int]:
        numbers, unknown = self.numbers, [self.numbers[_UNKNOWN]]
        if len(part) > _LONGEST:
            return unknown
        found, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start and ("##" if start else "") + part[start:end] not in numbers:
                end -= 1
            if end == start:
                return unknown
            found.append(numbers[("##" if start else "") + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """A word in small letters without accents, split at white space and around punctuation."""
    parts, open_part = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(char)
        if kind == "Mn" or kind.startswith("C"):
            continue
        alone = kind.startswith("P") or char in "$+<=>^`|~" or "\u4e00" <= char <= "\u9fff"
        if (alone or char.isspace()) and open_part:
            parts.append(open_part)
            open_part = ""
        if alone:
            parts.append(char)
        elif not char.isspace():
            open_part += char
    return [*parts, open_part] if open_part else parts
