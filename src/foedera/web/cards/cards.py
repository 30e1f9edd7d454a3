"""All cards of one moment of record time, and what they answer for a day in the world."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from foedera.model import Kind
from foedera.record import Record
from foedera.record.words import folded_name
from foedera.register.actors import actor_of
from foedera.register.deliverables import notes_by_entry
from foedera.register.heap import held
from foedera.web.cards.card import Card, Dated
from foedera.web.cards.claims import Claims, Learnt
from foedera.web.cards.dates import Dates, Items
from foedera.web.cards.making import made
from foedera.web.cards.promises import Promises, Stood
from foedera.web.cards.rows import Flags

_KEPT = 16


class Changed(NamedTuple):
    """What changed after the day `a` and until the day `b`, as `foedera.register.changes` tells it."""

    a: datetime.date
    b: datetime.date
    alliance: Sequence[Dated]
    known: Sequence[Learnt]


class Cards:
    """The cards of a record at one moment of record time (`known`, ISO 8601), in the order of `foedera.register`."""

    def __init__(self, known: str, every: Iterable[Card], noted: Mapping[str, Any]) -> None:
        self.known = known
        self.every = tuple(sorted(every, key=lambda card: (*card.order, card.id)))
        self._noted = frozenset(noted)
        self._promises = Promises(self.every)
        self._dates = Dates(self.every, self._promises)
        self._claims = Claims(self.every)
        self._flags: dict[tuple[str, str], Flags] = {}

    @classmethod
    def of(cls, record: Record, known: str, near: Cards | None = None) -> Cards:
        """The cards of a record; from those of another moment (`near`), if given, what did not change since."""
        noted = notes_by_entry(record, known=known)
        shared: dict[Any, Any] = {}
        with record.ledger(known) as ledger:
            ids = ledger.entry_ids() if near is None else ledger.entries_changed(near.known)
        kept: Iterable[Card] = ()
        if near is not None:
            ids |= near._noted | set(noted)
            kept = (card for card in near.every if card.id not in ids)
        with held():
            return cls(known, [*kept, *made(record, ids, known, noted, shared)], noted)

    def promised(self, on: str) -> Stood:
        """The commitments known by a day, with where they stood, by due date; the undated last."""
        return self._promises.on(datetime.date.fromisoformat(on))

    def undertaken(self, party: str) -> Flags:
        """Of each card, whether it is of a commitment that an actor (an id, a name, a state's code) undertakes."""
        who = actor_of(party)
        flags = np.zeros(len(self.every), np.bool_)
        for name in {who, folded_name(who)}:
            flags[self._undertakers.get(name, [])] = True
        return flags

    def flags(self, actor: str, about: str) -> Flags | None:
        """Of each card, whether it names an actor (an id, a name, a state's code) and has all words; None where neither
        is asked. Kept for a few questions."""
        is_wanted, key = _wanted(actor, about), (actor, about)
        if is_wanted is None:
            return None
        found = self._flags.get(key)
        if found is None:
            found = self._flags[key] = np.fromiter(map(is_wanted, self.every), np.bool_, len(self.every))
            while len(self._flags) > _KEPT:
                self._flags.pop(next(iter(self._flags)), None)
        return found

    def dated(self, on: str) -> Items:
        """What happened and falls due, as known of progress on a day, in order."""
        return self._dates.on(datetime.date.fromisoformat(on))

    def happened(self, a: datetime.date, b: datetime.date) -> Items:
        """What happened after the day `a` and until the day `b`; a due date passes with the day after it."""
        return self._dates.on(b).happened(a, b)

    def changes(self, a: datetime.date, b: datetime.date, flags: Flags | None = None) -> Changed:
        """What changed after the day `a` and until the day `b`, of the cards that are flagged (None: all)."""
        found = self.happened(a, b).of(flags)
        return Changed(a, b, found, self._claims.learnt(a, b, found.steps().lineages, flags))

    def of_kind(self, kind: Kind) -> Sequence[Card]:
        """The cards of one kind."""
        return self._kinds.get(kind, ())

    @cached_property
    def named(self) -> Mapping[str, tuple[str | None, int]]:
        """The actors with an id that entries name: what the record calls each, if it says, and in how many."""
        counts, names, others = Counter[str](), dict[str, str](), dict[str, str]()
        for card in self.every:
            counts.update(key for key in card.actors if ":" in key)
            for id, name in card.called:
                others.setdefault(id, name)
            names.update((key, name) for key, name in card.names if key != name)
        return {id: (names.get(id, others.get(id)), number) for id, number in counts.items()}

    def holder(self, lineage: int) -> Card | None:
        """The card of the entry to which a claim belongs; None where it belongs to none."""
        return self._claims.holder(lineage)

    @cached_property
    def _kinds(self) -> dict[Kind, list[Card]]:
        found: dict[Kind, list[Card]] = defaultdict(list)
        for card in self.every:
            found[card.kind].append(card)
        return dict(found)

    @cached_property
    def _undertakers(self) -> dict[str, list[int]]:
        """The numbers of the cards of commitments by whoever undertakes them."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, card in enumerate(self.every):
            for name in () if card.promise is None else card.promise.undertakers:
                found[name].append(number)
        return dict(found)


def _wanted(actor: str, about: str) -> Callable[[Card], bool] | None:
    """Whether a card is flagged, as `Cards.flags` says."""
    who, words = actor_of(actor), about.casefold().split()
    names = {who, folded_name(who)}
    if not who and not words:
        return None

    def is_wanted(card: Card) -> bool:
        return (not who or not names.isdisjoint(card.actors)) and all(word in card.said for word in words)

    return is_wanted
