"""Stretches of text that are taken, to ask quickly whether another one touches them."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.resolution.mentions import Mention

Span = tuple[int, int]


class Taken:
    """The characters of a text that some spans cover."""

    def __init__(self, size: int, spans: Iterable[Span] = ()) -> None:
        self._covered = bytearray(size)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Cover one more span."""
        start, end = span
        self._covered[start:end] = b"\1" * (end - start)

    def touches(self, span: Span) -> bool:
        """Whether any character of `span` is covered."""
        start, end = span
        return 1 in self._covered[start:end]


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer or earlier one."""
    kept: list[Mention] = []
    past = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= past:
            kept.append(mention)
            past = mention.end
    return kept
