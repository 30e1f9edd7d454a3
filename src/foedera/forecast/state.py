"""What is known on the morning of a day: the counts of everything that happened before it, brought forward day by day.

An event of the day itself is never in it. The state of day 100 is the same whether it is counted from the events at
once, or brought forward from the state of day 99 with the events of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import Keys, Table, table

Query = tuple[Keys, Keys, Keys]
"""Actors, types and recipients, an array each, by their numbers."""

TABLES: Final = ("triple", "pair", "actor_type", "type_recipient", "actor", "recipient", "type", "bloc")

ACTORS: Final = 1 << 24
"""More actors than these cannot be told apart: keys of triples are 24 bits of actor, 24 of recipient, 15 of type."""

TYPES: Final = 1 << 15

_BLOC = re.compile(r"\(([^()]*)\)\s*$")


class State(msgspec.Struct, eq=False, gc=False):
    """The tables of counts before the morning of `day`, by what is counted; `blocs` gives for each actor the number of
    its bloc (see `blocs_of`)."""

    day: int
    blocs: Keys
    tables: dict[str, Table]

    def keys(self, query: Query) -> dict[str, Keys]:
        """The keys of triples in each table. Triples of one pair stand beside each other."""
        a, t, r = (part.astype(np.int64) for part in query)
        return {
            "triple": (a * ACTORS + r) * TYPES + t, "pair": a * ACTORS + r, "actor_type": a * TYPES + t,
            "type_recipient": t * ACTORS + r, "actor": a, "recipient": r, "type": t,
            "bloc": (self.blocs[a] * ACTORS + self.blocs[r]) * TYPES + t,
        }  # fmt: skip

    def parts(self, triples: Keys) -> Query:
        """The actors, types and recipients of keys of triples."""
        pair, t = np.divmod(triples, TYPES)
        a, r = np.divmod(pair, ACTORS)
        return a, t, r

    def advance(self, events: EventStream, day: int) -> State:
        """The state on the morning of `day`, the events since its own day being given; others are passed over.

        It is changed in place, for the sake of speed: however many days, the cost is one pass over the tables.
        """
        fresh = events.between(self.day, day)
        keys = self.keys((fresh.actor, fresh.type, fresh.recipient))  # type: ignore[arg-type]
        for name in TABLES:
            self.tables[name].advance(keys[name], fresh.day, self.day, day)
        self.day = day
        return self


def state_of(stream: EventStream, day: int, blocs: Keys | None = None) -> State:
    """The state on the morning of `day`: from the events before it, whatever else the stream holds."""
    past = stream.until(day)
    made = State(day=day, blocs=blocs_of(stream.actors) if blocs is None else blocs, tables={})
    keys = made.keys((past.actor, past.type, past.recipient))  # type: ignore[arg-type]
    made.tables = {name: table(keys[name], past.day, day) for name in TABLES}
    return made


def states(stream: EventStream, days: Iterable[int], blocs: Keys) -> Iterator[State]:
    """The state on the morning of each of these days, which must rise: the first is counted, the others are it brought
    forward, so that each is gone once the next is asked for."""
    state: State | None = None
    for day in days:
        state = state_of(stream, day, blocs) if state is None else state.advance(stream, day)
        yield state


def blocs_of(names: tuple[str, ...], known: tuple[str, ...] = (), blocs: Keys | None = None) -> Keys:
    """The bloc of each actor: what stands in brackets at the end of its name ("Citizen (Norvia)"), the name itself
    where others have it in brackets, and else one bloc, 0, for all that have none.

    The first names may be `known` with their `blocs`, which they keep.
    """
    bracketed = [match.group(1).strip() if (match := _BLOC.search(name)) else "" for name in names]
    inside = set(bracketed) - {""}
    found = [
        bloc or (name.strip() if name.strip() in inside else "") for bloc, name in zip(bracketed, names, strict=True)
    ]
    numbers = {"": 0}
    if blocs is not None:
        numbers.update({bloc: int(number) for bloc, number in zip(found, blocs, strict=False) if number})
    for bloc in sorted(set(found)):
        numbers.setdefault(bloc, max(numbers.values()) + 1)
    made = np.array([numbers[bloc] for bloc in found], np.int64)
    if blocs is not None:
        made[: len(known)] = blocs
    return made


def query_of(stream: EventStream) -> Query:
    """The events of a stream as a query."""
    return stream.actor.astype(np.int64), stream.type.astype(np.int64), stream.recipient.astype(np.int64)
