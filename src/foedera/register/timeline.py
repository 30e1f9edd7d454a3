"""What happened when: dated items of all entries in their order."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from foedera.record import Ledger, Note, Record
from foedera.record.time import Known
from foedera.register.actors import actor_of
from foedera.register.days import day
from foedera.register.deliverables import notes_by_entry, speaks_of
from foedera.register.entries import entries
from foedera.register.entry import Entry
from foedera.register.foremost import Reader, is_outlined, number
from foedera.register.heap import held
from foedera.register.items import Item, ItemKind, items_of, order

_FEW = 3


@held()
def timeline(
    record: Record, *, since: datetime.date | str | None = None, until: datetime.date | str | None = None,
    about: str | None = None, actor: str | None = None, kinds: Collection[ItemKind] | None = None,
    known: Known | None = None, as_of: datetime.date | str | None = None, limit: int | None = None,
) -> tuple[Item, ...]:  # fmt: skip
    """The dated items from `since` until `until`, both included, in their order, with due dates to come among them.

    `about` are words that must all stand in an entry, `actor` (an id, a name or a state's code) one whom a claim in it
    names. `as_of` (None: the day of the newest document) is the day for which progress is told, as in `deliverables`.
    With `limit`, the first so many, for which not all need be read.
    """
    first = None if since is None else day(since)
    last = None if until is None else day(until)
    on = record.newest(known=known) if as_of is None else day(as_of)
    who = None if actor is None else actor_of(actor)
    noted = notes_by_entry(record, known=known)
    if limit is not None and on is not None:
        with record.ledger(known) as ledger:
            if is_outlined(ledger, known):
                told = Told(ledger, on, actor=who, about=about, noted=noted)
                return tuple(islice(told.items(first, last, kinds), limit))
    found = [
        item
        for entry in _some(record, first, last, who, known, noted)
        if speaks_of(entry, about)
        for item in items_of(entry, noted.get(entry.id, ()), as_of=on)
        if _within(item, first, last) and (kinds is None or item.kind in kinds)
    ]
    return tuple(sorted(found, key=order)[:limit])


class Told:
    """What is told of entries on a day of looking, found by their outlines and read as far as one goes."""

    def __init__(
        self, ledger: Ledger, on: datetime.date, *, actor: str | None, about: str | None,
        noted: Mapping[str, Sequence[Note]],
    ) -> None:  # fmt: skip
        self.ledger, self._on, self._about, self._noted = ledger, on, about, noted
        self._reader = Reader(ledger, actor=actor)
        self._items: dict[str, tuple[Item, ...]] = {}

    def items(
        self, first: datetime.date | None, last: datetime.date | None, kinds: Collection[ItemKind] | None = None
    ) -> Iterator[Item]:
        """The items from one day until another, both included, in their order."""
        begins, ends = (None if each is None else number(each) for each in (first, last))
        for some in self.ledger.dated(number(self._on), begins, ends, kinds):
            for each, entry in zip(some, self.entries(row[-1] for row in some), strict=True):
                if entry is not None:
                    yield from (item for item in self.of(entry) if _place(item) == each[:-1])

    def entries(self, ids: Iterable[str]) -> Iterator[Entry | None]:
        """For each of these ids the entry; None where it is none of those asked for."""
        return (
            None if found is None or not speaks_of(found, self._about) else found for found in self._reader.each(ids)
        )

    def of(self, entry: Entry) -> tuple[Item, ...]:
        """The items of an entry."""
        if entry.id not in self._items:
            self._items[entry.id] = items_of(entry, self._noted.get(entry.id, ()), as_of=self._on)
        return self._items[entry.id]


def _place(item: Item) -> tuple[int, str, str]:
    return number(item.day), item.kind, item.what


def touching(
    record: Record, first: datetime.date, last: datetime.date, *, known: Known | None = None, learnt: bool = False
) -> set[str]:
    """The ids of the entries that have something to do with some days: by the date of a claim or an act, a due date, a
    publication or, with `learnt`, by what the record learnt then."""
    years = range(first.year, last.year + 1)
    few = len(years) <= _FEW
    due = [f'"latest":"{year:04d}' for year in years] if few else ['"due":{']
    acts = [f'"when":"{year:04d}' for year in years] if few else ['"acts":[{']
    with record.ledger(known) as ledger:
        found = ledger.entries_within(number(first), number(last), learnt=learnt)
        for words in due:
            found |= ledger.entries_with(words, kind="commitment")
        for words in acts:
            found |= ledger.entries_with(words, kind="instrument")
    return found


def _some(
    record: Record, first: datetime.date | None, last: datetime.date | None, actor: str | None, known: Known | None,
    noted: Collection[str],
) -> Iterator[Entry]:  # fmt: skip
    ids = None
    if first is not None or last is not None:
        ids = touching(record, first or datetime.date.min, last or datetime.date.max, known=known).union(noted)
    return entries(record, actor=actor, known=known, ids=ids)


def _within(item: Item, first: datetime.date | None, last: datetime.date | None) -> bool:
    return (first is None or item.day >= first) and (last is None or item.day <= last)
