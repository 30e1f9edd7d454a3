"""Which state a text deals with where it says "the government" or "the prime minister" and names none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from foedera.model import ActorRef
from foedera.resolution.mentions import Mentions
from foedera.resolution.syntax import Syntax

_LEAST = 4
_OFTEN = 2
_NEAR = 500


class Focus:
    """The state that one document names far more often than any other, itself or by its persons and bodies."""

    def __init__(self, syntax: Syntax, named: Mentions) -> None:
        self.syntax, self.named = syntax, named
        self._counts = Counter(state for m in named for ref in m.refs if (state := _state(ref)) is not None)

    @cached_property
    def whole(self) -> str | None:
        """The state of the whole document; None where several are named about as often."""
        first, second = [*self._counts.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _LEAST and first[1] >= _OFTEN * second[1] else None

    def at(self, offset: int) -> str | None:
        """The state spoken of at `offset`: the document's, unless others are named nearer."""
        sentence = self.syntax.parse.at(offset)
        if sentence is None:
            return None
        before, here = self._named(offset - _NEAR, sentence.start), self._named(sentence.start, offset)
        if self.whole is None:
            return _only(before + here)
        return _only([self.whole, *(here or before[-1:])])

    def _named(self, start: int, end: int) -> list[str]:
        """The states named between two offsets, in the text's order."""
        return [state for ref in self.named.refs(max(0, start), end) if (state := _state(ref)) is not None]


def _only(states: Sequence[str]) -> str | None:
    return states[0] if len(set(states)) == 1 else None


def _state(ref: ActorRef) -> str | None:
    return ref.id if ref.kind == "state" else ref.state
