"""All cards of one moment of record time, and what they answer for a day in the world."""

from __future__ import annotations

import datetime
import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from foedera.model import Kind
from foedera.record import Record
from foedera.record.words import folded_name
from foedera.register.actors import actor_of
from foedera.register.deliverables import notes_by_entry
from foedera.register.heap import held
from foedera.web.cards.card import Card, Dated, Note, Promised, Standing, Told
from foedera.web.cards.making import made

T = TypeVar("T")

_DAYS = 8


class Learnt(NamedTuple):
    """A claim that became known between two days, of something earlier or known before; `day` is that of the thing."""

    entry: Card
    told: Told

    @property
    def day(self) -> datetime.date | None:
        """The day of the thing itself."""
        return self.told.happened


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
        self.by_id = {card.id: card for card in self.every}
        self._noted = frozenset(noted)
        self._commitments = [(number, card) for number, card in enumerate(self.every) if card.promise is not None]
        self._dated = sorted((Dated(card, note) for card in self.every for note in card.notes), key=_order)
        self._standings: dict[tuple[int, int], Standing] = {}
        self._alike: dict[Standing, Standing] = {}
        self._days: OrderedDict[tuple[str, datetime.date], Any] = OrderedDict()
        self._lock = threading.Lock()
        pairs = sorted((told.lineage, number) for number, card in enumerate(self.every) for told in card.told)
        self._lineages, self._holders = array("q", (a for a, _ in pairs)), array("l", (b for _, b in pairs))

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

    def promised(self, on: str) -> Sequence[Promised]:
        """The commitments known by a day, with where they stood, by due date; the undated last."""
        day = datetime.date.fromisoformat(on)
        return self._on("promised", day, lambda: sorted(self._promised(day), key=_due))

    def dated(self, on: str) -> Sequence[Dated]:
        """What happened and falls due, as known of progress on a day, in order."""
        day = datetime.date.fromisoformat(on)
        return self._on("dated", day, lambda: sorted(self._items(day), key=_order))

    def happened(self, a: datetime.date, b: datetime.date, wanted: Callable[[Card], bool]) -> list[Dated]:
        """What happened after the day `a` and until the day `b`; a due date passes with the day after it."""
        return [item for item in self.dated(b.isoformat()) if _new(item, a, b) and wanted(item.entry)]

    def changes(self, a: datetime.date, b: datetime.date, wanted: Callable[[Card], bool]) -> Changed:
        """What changed after the day `a` and until the day `b`, of the entries that are wanted."""
        found = self.happened(a, b, wanted)
        told = {lineage for item in found if item.kind != "due" for lineage in item.note.lineages}
        learnt = [
            Learnt(card, each)
            for card in self.every
            for each in card.told
            if (a < each.learnt <= b or (each.published is not None and a < each.published <= b))
            and each.lineage not in told
            and wanted(card)
        ]
        return Changed(a, b, found, sorted(learnt, key=_place))

    def of_kind(self, kind: Kind) -> Iterator[Card]:
        """The cards of one kind."""
        return (card for card in self.every if card.kind == kind)

    def holder(self, lineage: int) -> Card | None:
        """The card of the entry to which a claim belongs; None where it belongs to none."""
        at = bisect_left(self._lineages, lineage)
        if at == len(self._lineages) or self._lineages[at] != lineage:
            return None
        return self.every[self._holders[at]]

    def _promised(self, on: datetime.date) -> Iterator[Promised]:
        for number, card in self._commitments:
            promise = card.promise
            if promise is None or (promise.known is not None and promise.known > on):
                continue
            key = number, promise.turn(on)
            state = self._standings.get(key)
            if state is None:
                state = promise.standing(on)
                state = self._standings[key] = self._alike.setdefault(state, state)
            late = (on - state.due.latest).days if state.is_overdue and state.due is not None else state.late
            yield Promised(card, state, late)

    def _items(self, on: datetime.date) -> Iterator[Dated]:
        """A step counts from its day on; other things are told whatever the day."""
        yield from (item for item in self._dated if item.kind not in ("new", "step") or item.day <= on)
        for card, state in self._stood(on):
            if state.due is not None:
                what = "overdue" if state.is_overdue else "due"
                due = state.due
                yield Dated(card, Note(due.latest, None, "due", what, due.names, (due.lineage,)))

    def _stood(self, on: datetime.date) -> Iterator[tuple[Card, Standing]]:
        return ((each.entry, each.progress) for each in self.promised(on.isoformat()))

    def _on(self, what: str, day: datetime.date, make: Callable[[], T]) -> T:
        key = what, day
        with self._lock:
            if key in self._days:
                self._days.move_to_end(key)
                found: T = self._days[key]
                return found
        result = make()
        with self._lock:
            self._days[key] = result
            while len(self._days) > _DAYS:
                self._days.popitem(last=False)
        return result


def wanted(actor: str, about: str) -> Callable[[Card], bool]:
    """Whether a card names an actor (an id, a name, a state's code) and has all words; empty: whichever."""
    who, words = actor_of(actor), about.casefold().split()
    names = {who, folded_name(who)}

    def is_wanted(card: Card) -> bool:
        return (not who or not names.isdisjoint(card.actors)) and all(word in card.said for word in words)

    return is_wanted


def undertaken(party: str) -> Callable[[Promised], bool]:
    """Whether an actor (an id, a name, a state's code) undertakes a commitment; empty: whoever does."""
    who = actor_of(party)
    names = {who, folded_name(who)}
    return lambda each: (
        not who or (each.entry.promise is not None and not names.isdisjoint(each.entry.promise.undertakers))
    )


def _order(item: Dated) -> tuple[datetime.date, str, str, str]:
    return item.note.day, item.note.kind, item.note.what, item.entry.id


def _due(found: Promised) -> tuple[datetime.date, str]:
    due = found.progress.due
    return (datetime.date.max if due is None else due.latest), found.entry.id


def _place(learnt: Learnt) -> tuple[datetime.date, str, int]:
    return learnt.day or datetime.date.min, learnt.entry.id, learnt.told.lineage


def _new(item: Dated, a: datetime.date, b: datetime.date) -> bool:
    if item.kind == "due":
        return a <= item.day < b
    return a < item.day <= b
