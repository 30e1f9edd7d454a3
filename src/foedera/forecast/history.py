"""The events of a pair, found at once among millions."""

from __future__ import annotations

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import Keys
from foedera.forecast.state import ACTORS


class History(msgspec.Struct, frozen=True, eq=False):
    """Where the events of each pair stand in the first `length` events of a stream: `order` sorts them by pair and day.
    Later ones are few and are looked through."""

    length: int
    pairs: Keys
    order: Keys

    def places(self, stream: EventStream, actor: int, recipient: int) -> Keys:
        """The rows of the stream with events from `actor` to `recipient`, in the order of their days."""
        pair = actor * ACTORS + recipient
        a, b = np.searchsorted(self.pairs, [pair, pair + 1])
        late = (stream.actor[self.length :] == actor) & (stream.recipient[self.length :] == recipient)
        return np.concatenate([self.order[a:b], np.flatnonzero(late) + self.length])


def history_of(stream: EventStream) -> History:
    """The index of a stream by pair."""
    pairs = stream.actor.astype(np.int64) * ACTORS + stream.recipient
    order = np.argsort(pairs, kind="stable")
    return History(length=len(stream), pairs=pairs[order], order=order)
