"""Finding many patterns in bytes.

An automaton for whole names takes longer to build than all else on loading. One for their beginnings, with the rest
looked up where one is met, is there at once; it scans somewhat slower.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

_WORD = 12  # bytes of a first word that the automaton knows
_STEP = 8
_START = itemgetter(1)
# The lengths of the patterns that begin with a head and end within the next `_STEP` bytes, whether others are longer
# still, and the number and length of the longest pattern with which the head begins (-1 where there is none).
_Steps = tuple[tuple[int, ...], int, int, int]


class Patterns:
    """An index of patterns (bytes); one that occurs twice is known by its first number.

    `heads` are the automaton's patterns: with `whole` the patterns themselves; without, the first word of a pattern and
    the byte after the space, or all of it where it is one word.
    """

    def __init__(self, patterns: Sequence[bytes], *, whole: bool) -> None:
        self._numbers = dict(zip(reversed(patterns), range(len(patterns) - 1, -1, -1), strict=True))
        self._lengths: dict[bytes, tuple[int, ...]] = {}
        # Nearly all names begin with a capital. An automaton with no other letter at its root is twice as fast.
        heads = list(self._numbers if whole else self._groups)
        capital = [head for head in heads if 0x41 <= head[0] <= 0x5A]
        other = [head for head in heads if not 0x41 <= head[0] <= 0x5A]
        self.heads = capital + other
        self._whole = whole
        self._steps: list[_Steps | None] = [None] * len(self.heads)
        self._capital = _automaton(capital, Implementation.ContiguousNFA)
        self._other, self._others = _automaton(other, Implementation.DFA), len(capital)

    def hits(self, data: bytes) -> list[tuple[int, int, int]]:
        """Where heads stand (number, start, end), from the left; of those that begin with a capital, and of the others,
        longest first and not overlapping."""
        found = [] if self._capital is None else self._capital.find_matches_as_indexes(data)
        other = [] if self._other is None else self._other.find_matches_as_indexes(data)
        if other:
            past = self._others
            found += [(number + past, start, end) for number, start, end in other]
            found.sort(key=_START)
        return found

    def alone(self, head: int) -> int:
        """The number of the pattern that the head is, where no other begins with it; else -1."""
        pattern = self.heads[head]
        return self._numbers.get(pattern, -1) if self._whole or len(self._groups[pattern]) == 1 else -1

    def known(self, data: bytes) -> bool:
        """Whether these bytes are a pattern."""
        return data in self._numbers

    def begins(self, data: bytes) -> bool:
        """Whether a pattern begins with these bytes, or these bytes with a pattern."""
        at = bisect_left(self._sorted, data)
        if at < len(self._sorted) and self._sorted[at].startswith(data):
            return True
        return any(data[:size] in self._numbers for size in range(1, len(data) + 1))

    def longest(self, data: bytes, head: int, start: int) -> tuple[int, int]:
        """The longest pattern (number and end) where a head stands; the number is -1 where there is none."""
        if self._whole:
            pattern = self.heads[head]
            return self._numbers[pattern], start + len(pattern)
        steps = self._steps[head]
        if steps is None:
            steps = self._steps[head] = self._prepared(self.heads[head])
        lengths, deep, number, size = steps
        numbers = self._numbers
        if deep:
            more = self._lengths.get(data[start : start + deep])
            if more is not None:
                found, length = self._deeper(data, start, deep + _STEP, more)
                if found >= 0:
                    return found, start + length
        for length in lengths:
            known = numbers.get(data[start : start + length])
            if known is not None:
                return known, start + length
        return number, start + size

    def _deeper(self, data: bytes, start: int, depth: int, lengths: tuple[int, ...]) -> tuple[int, int]:
        """The longest pattern (number and length) of these lengths, or longer than `depth`; else -1."""
        more = self._lengths.get(data[start : start + depth])
        if more is not None and start + depth <= len(data):
            found, length = self._deeper(data, start, depth + _STEP, more)
            if found >= 0:
                return found, length
        for length in lengths:
            known = self._numbers.get(data[start : start + length])
            if known is not None:
                return known, length
        return -1, 0

    def may(self, data: bytes, start: int) -> bool:
        """Whether a pattern may stand at `start`, by its first bytes."""
        openings = self._openings
        return (
            data[start : start + 4] in openings
            or data[start : start + 3] in openings
            or data[start : start + 2] in openings
        )

    def at(self, data: bytes, start: int) -> Iterator[tuple[int, int]]:
        """The patterns (number and end) that stand at `start`, longest first."""
        numbers, lengths = self._numbers, self._lengths
        head = _head(data[start : start + 2 * _WORD])
        if head in self._groups and head not in lengths:
            self._prepared(head)
        steps = []
        depth = len(head)
        while start + depth <= len(data) and (found := lengths.get(data[start : start + depth])) is not None:
            steps.append(found)
            depth += _STEP
        for length in (*(length for found in reversed(steps) for length in found), *range(len(head), 0, -1)):
            number = numbers.get(data[start : start + length])
            if number is not None:
                yield number, start + length

    def _prepared(self, head: bytes) -> _Steps:
        """Note how long the patterns of a head are, by their first bytes: as many as the head has, `_STEP` more, ..."""
        found: dict[bytes, set[int]] = {head: set()}
        for pattern in self._groups[head]:
            size = len(pattern)
            for depth in range(len(head), size, _STEP):
                ends = found.setdefault(pattern[:depth], set())
                if size <= depth + _STEP:
                    ends.add(size)
        for prefix, ends in found.items():
            self._lengths[prefix] = tuple(sorted(ends, reverse=True))
        size = next((size for size in range(len(head), 0, -1) if head[:size] in self._numbers), 0)
        deep = len(head) + _STEP if len(found) > 1 else 0
        return self._lengths[head], deep, self._numbers.get(head[:size], -1), size

    @cached_property
    def _groups(self) -> dict[bytes, list[bytes]]:
        """The patterns by their beginnings."""
        groups: dict[bytes, list[bytes]] = {}
        for pattern in self._numbers:
            head = _head(pattern)
            if head in groups:
                groups[head].append(pattern)
            else:
                groups[head] = [pattern]
        return groups

    @cached_property
    def _openings(self) -> set[bytes]:
        return {head[:4] for head in self.heads}

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self.heads)


def _automaton(patterns: Sequence[bytes], kind: Implementation) -> BytesAhoCorasick | None:
    return BytesAhoCorasick(patterns, MatchKind.LeftmostLongest, kind) if patterns else None


def _head(data: bytes) -> bytes:
    """The beginning of bytes by which a pattern that they begin with is found."""
    word, space, rest = data.partition(b" ")
    return word + space + rest[:1] if len(word) <= _WORD else word[:_WORD]
