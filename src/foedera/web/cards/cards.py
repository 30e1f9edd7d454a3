"""All cards of one moment of record time, and what they answer for a day in the world."""

from __future__ import annotations

import datetime
import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, overload

from foedera.model import Kind
from foedera.record import Record
from foedera.record.words import folded_name
from foedera.register.actors import actor_of
from foedera.register.deliverables import notes_by_entry
from foedera.register.heap import held
from foedera.web.cards.card import Card, Dated, Promised, Told
from foedera.web.cards.making import made
from foedera.web.cards.promises import Place, Promises

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


class Learnts(Sequence[Learnt]):
    """What became known, in order; each is made when it is asked for."""

    def __init__(self, rows: Sequence[tuple[datetime.date, str, int, Card, Told]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Learnt: ...

    @overload
    def __getitem__(self, at: slice) -> list[Learnt]: ...

    def __getitem__(self, at: int | slice) -> Learnt | list[Learnt]:
        if isinstance(at, slice):
            return [Learnt(card, told) for *_, card, told in self._rows[at]]
        return Learnt(*self._rows[at][3:])


class Changed(NamedTuple):
    """What changed after the day `a` and until the day `b`, as `foedera.register.changes` tells it."""

    a: datetime.date
    b: datetime.date
    alliance: Sequence[Dated]
    known: Sequence[Learnt]


class Cards:
    """The cards of a record at one moment of record time (`known`, ISO 8601), in the order of `foedera.register`."""

    def __init__(
        self, known: str, every: Iterable[Card], noted: Mapping[str, Any], near: Cards | None = None
    ) -> None:  # fmt: skip
        self.known = known
        self.every = tuple(sorted(every, key=lambda card: (*card.order, card.id)))
        self.by_id = {card.id: card for card in self.every}
        self._noted = frozenset(noted)
        self._promises: Promises = Promises(self.every, None if near is None else near._promises)
        dated = (Dated(card, note) for card in self.every for note in card.notes)
        self._dated: list[Place] = sorted((*_order(item), number, item) for number, item in enumerate(dated))
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
            return cls(known, [*kept, *made(record, ids, known, noted, shared)], noted, near)

    def promised(self, on: str) -> Sequence[Promised]:
        """The commitments known by a day, with where they stood, by due date; the undated last."""
        return self._stood(datetime.date.fromisoformat(on))[0]

    def dated(self, on: str) -> Sequence[Dated]:
        """What happened and falls due, as known of progress on a day, in order."""
        day = datetime.date.fromisoformat(on)
        return self._on("dated", day, lambda: self._items(day))

    def happened(self, a: datetime.date, b: datetime.date, wanted: Callable[[Card], bool]) -> list[Dated]:
        """What happened after the day `a` and until the day `b`; a due date passes with the day after it."""
        items = within(self.dated(b.isoformat()), a, b)
        return [item for item in items if _new(item, a, b) and wanted(item.entry)]

    def changes(self, a: datetime.date, b: datetime.date, wanted: Callable[[Card], bool]) -> Changed:
        """What changed after the day `a` and until the day `b`, of the entries that are wanted."""
        found = self.happened(a, b, wanted)
        told = {lineage for item in found if item.kind != "due" for lineage in item.note.lineages}
        learnt = [
            row
            for row in self._told
            if (a < row[4].learnt <= b or ((out := row[4].published) is not None and a < out <= b))
            and row[2] not in told
            and wanted(row[3])
        ]
        return Changed(a, b, found, Learnts(learnt))

    @cached_property
    def _told(self) -> list[tuple[datetime.date, str, int, Card, Told]]:
        """Every claim in an entry, by the day of the thing itself; those without one first."""
        rows = [
            (told.happened or datetime.date.min, card.id, told.lineage, card, told)
            for card in self.every
            for told in card.told
        ]
        rows.sort(key=lambda row: row[:3])
        return rows

    def warm(self, on: str) -> None:
        """Makes what a day, and what was learnt, are asked for."""
        self.dated(on)
        len(self._told)

    def of_kind(self, kind: Kind) -> Iterator[Card]:
        """The cards of one kind."""
        return (card for card in self.every if card.kind == kind)

    def holder(self, lineage: int) -> Card | None:
        """The card of the entry to which a claim belongs; None where it belongs to none."""
        at = bisect_left(self._lineages, lineage)
        if at == len(self._lineages) or self._lineages[at] != lineage:
            return None
        return self.every[self._holders[at]]

    def _items(self, on: datetime.date) -> list[Dated]:
        """A step counts from its day on; other things are told whatever the day."""
        passed = bisect_right(self._dated, on, key=lambda place: place[0])
        rows = self._dated[:passed]
        rows += [place for place in self._dated[passed:] if place[1] not in ("new", "step")]
        # These are in order, and so are the due dates, so that sorting goes through them once.
        rows += self._stood(on)[1]
        rows.sort()
        return [item for *_, item in rows]

    def _stood(self, on: datetime.date) -> tuple[list[Promised], list[Place]]:
        return self._on("stood", on, lambda: self._promises.on(on))

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


def within(items: Sequence[Dated], a: datetime.date, b: datetime.date) -> Sequence[Dated]:
    """Those of dated things in order that lie between two days, both included."""
    first = bisect_left(items, a, key=lambda item: item.note.day)
    return items[first : bisect_right(items, b, lo=first, key=lambda item: item.note.day)]


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


def _new(item: Dated, a: datetime.date, b: datetime.date) -> bool:
    if item.kind == "due":
        return a <= item.day < b
    return a < item.day <= b
