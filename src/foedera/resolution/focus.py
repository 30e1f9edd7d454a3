"""Which state a text deals with where it says "the government" or "the prime minister" and names none."""

from __future__ import annotations

from collections import Counter

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

    @property
    def whole(self) -> str | None:
        """The state of the whole document; None where several are named about as often."""
        first, second = [*self._counts.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _LEAST and first[1] >= _OFTEN * second[1] else None

    def at(self, offset: int) -> str | None:
        """The state spoken of at `offset`: the document's, unless others are named nearer."""
        state = self.whole
        sentence = self.syntax.parse.at(offset)
        if sentence is None:
            return None
        if state is None:
            near = {_state(ref) for ref in self.named.refs(max(0, offset - _NEAR), offset)} - {None}
            return near.pop() if len(near) == 1 else None
        here = {_state(ref) for ref in self.named.refs(sentence.start, offset)} - {None}
        if here:
            return state if here == {state} else None
        before = [_state(ref) for ref in self.named.refs(max(0, offset - _NEAR), sentence.start)]
        last = next((found for found in reversed(before) if found is not None), state)
        return state if last == state else None


def _state(ref: ActorRef) -> str | None:
    return ref.id if ref.kind == "state" else ref.state
