"""Who is mentioned where in a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import msgspec

from foedera.model import ActorKind, ActorRef


class Mention(msgspec.Struct, frozen=True):
    """Words that mention actors, from `start` to `end` (code points, end exclusive).

    `refs` has one reference for each actor meant: several for a set, none where it is not certain who is meant; then
    `candidates` may hold the ids of those who may be. `how` says by what they are named: "name", "adjective",
    "capital", "seat", "surname", "acronym", "role", "set" or "pronoun".
    """

    start: int
    end: int
    text: str
    refs: tuple[ActorRef, ...]
    how: str
    candidates: tuple[str, ...] = ()


def only(mention: Mention, *kinds: ActorKind) -> ActorRef | None:
    """The one actor that a mention means, if it is of one of these kinds; None where it means none or several."""
    if len(mention.refs) != 1 or (kinds and mention.refs[0].kind not in kinds):
        return None
    return mention.refs[0]


def key_of(ref: ActorRef) -> str:
    """By what an actor is the same within a document: its id, else its name."""
    return ref.id or ref.name


class Mentions(Sequence[Mention]):
    """The mentions of one document, sorted, not overlapping."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = tuple(sorted(mentions, key=_start))
        self._starts = [mention.start for mention in self._mentions]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly between `start` and `end`."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, lo=low)
        return tuple(mention for mention in self._mentions[low:high] if mention.end <= end)

    def refs(self, start: int, end: int, *kinds: ActorKind) -> Iterator[ActorRef]:
        """The references of the mentions between `start` and `end`, of these kinds or of all, in the text's order."""
        for mention in self.within(start, end):
            yield from (ref for ref in mention.refs if not kinds or ref.kind in kinds)

    def at(self, offset: int) -> Mention | None:
        """The mention that includes the character at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._mentions[index].end:
            return None
        return self._mentions[index]

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mention]: ...
    def __getitem__(self, index: int | slice) -> Mention | Sequence[Mention]:
        return self._mentions[index]

    def __len__(self) -> int:
        return len(self._mentions)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def __repr__(self) -> str:
        return f"Mentions({list(self._mentions)!r})"


def _start(mention: Mention) -> int:
    return mention.start
