"""The tokens under a stretch of text, and how they stand in their sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from foedera.language import Parse, Sentence, Token


class Syntax:
    """Looks up tokens of a parse by offset."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.text = parse.document.text

    def sentence(self, offset: int) -> Sentence | None:
        """The parsed sentence around `offset`; None where there is none."""
        sentence = self.parse.at(offset)
        return sentence if sentence is not None and sentence.tokens else None

    def indexes(self, sentence: Sentence, start: int, end: int) -> range:
        """The indexes of the tokens of `sentence` that touch the text from `start` to `end`."""
        tokens = sentence.tokens
        low = bisect_left(tokens, start + 1, key=_end)
        high = low
        while high < len(tokens) and tokens[high].start < end:
            high += 1
        return range(low, high)

    def head(self, start: int, end: int) -> tuple[Sentence, int] | None:
        """The sentence and the index of the token that governs the text from `start` to `end`."""
        sentence = self.sentence(start)
        if sentence is None:
            return None
        inside = self.indexes(sentence, start, end)
        for index in inside:
            token = sentence.tokens[index]
            if token.head not in inside or token.head == index:
                return sentence, index
        return None

    def before(self, offset: int) -> str:
        """The word that ends before `offset`, in lower case; empty at the beginning of a line."""
        line = self.text[max(0, offset - 40) : offset].rpartition("\n")[2].rstrip(" \u00a0")
        return line.rpartition(" ")[2].lower()


def has(sentence: Sentence, token: int, deps: Collection[str]) -> bool:
    """Whether anything hangs on token number `token` by one of these dependencies."""
    return next(sentence.children(token, deps), None) is not None


def _end(token: Token) -> int:
    return token.end
