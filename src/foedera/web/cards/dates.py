"""What is dated on cards, in order: a row for each note and each due date, with the days on which it is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from foedera.model import KINDS, Kind
from foedera.networks.lasting import FOREVER
from foedera.web.cards.card import Card, Dated, Note
from foedera.web.cards.promises import Promises
from foedera.web.cards.rows import Flags, Numbers, Rows

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_STEPS = ("new", "step")
"""These count from their day on; other things are told whatever the day."""


class Dates:
    """Everything dated on cards, by day, kind, what, and entry.

    `numbers` says which of all cards a row is about, `days` its day, `since` and `until` from which day of looking on
    until before which it is told, `due` whether it is a due date, `kinds` the place of its card's kind among all kinds.
    Days are numbers.
    """

    def __init__(self, cards: Sequence[Card], promises: Promises) -> None:
        self._cards = cards
        rows = [(card_number, note, at) for at, (card_number, note) in enumerate(_notes(cards))]
        steps = [note.day.toordinal() if note.kind in _STEPS else 0 for _, note, _ in rows]
        told = np.flatnonzero(promises.due < FOREVER)
        # What is due has a lineage of its own, which is never 0: it tells it from notes, which are numbered from 0.
        for row in told.tolist():
            due = _due(promises, row)
            rows.append((int(promises.numbers[row]), due, -due.lineages[0]))
        since = np.array([*steps, *promises.since[told].tolist()], np.int64)
        until = np.array([*(FOREVER for _ in steps), *promises.until[told].tolist()], np.int64)
        ids = [cards[number].id for number, _, _ in rows]
        order = sorted(
            range(len(rows)),
            key=lambda at: (rows[at][1].day, rows[at][1].kind, rows[at][1].what, ids[at], rows[at][2]),
        )
        self._rows = [rows[at][1] for at in order]
        self.since, self.until = since[order], until[order]
        self.numbers = np.array([rows[at][0] for at in order], np.int64)
        self.days = np.array([note.day.toordinal() for note in self._rows], np.int64)
        self.due = np.array([note.kind == "due" for note in self._rows], np.bool_)
        self.kinds = np.array([KINDS.index(cards[number].kind) for number in self.numbers.tolist()], np.int64)
        self._ends = np.cumsum([0, *(len(note.lineages) for note in self._rows)])
        self._lineages = np.array([lineage for note in self._rows for lineage in note.lineages], np.int64)

    def on(self, day: datetime.date) -> Items:
        """What is told on a day, in order."""
        number = day.toordinal()
        return Items(self, np.flatnonzero((self.since <= number) & (number < self.until)))

    def lineages(self, rows: Numbers) -> Numbers:
        """The claims by which some rows are told, row by row."""
        first, numbers = self._ends[rows], self._ends[rows + 1] - self._ends[rows]
        before = np.cumsum(numbers) - numbers
        at: Numbers = np.repeat(first - before, numbers) + np.arange(numbers.sum())
        return self._lineages[at]

    def row(self, row: int) -> Dated:
        """What a row tells."""
        return Dated(self._cards[self.numbers[row]], self._rows[row])


class Items(Rows[Dated]):
    """Dated things in order. `rows` are those of `table`."""

    def __init__(self, table: Dates, rows: Numbers) -> None:
        super().__init__(rows)
        self.table = table

    def made(self, rows: Numbers) -> list[Dated]:
        """The things of some rows."""
        return [self.table.row(row) for row in rows.tolist()]

    def within(self, a: datetime.date, b: datetime.date) -> Items:
        """Those that lie between two days, both included."""
        days = self.days
        first, last = np.searchsorted(days, a.toordinal(), "left"), np.searchsorted(days, b.toordinal(), "right")
        return Items(self.table, self.rows[first:last])

    def happened(self, a: datetime.date, b: datetime.date) -> Items:
        """What happened after the day `a` and until the day `b`; a due date passes with the day after it."""
        some = self.within(a, b)
        days, due = some.days, some.table.due[some.rows]
        return some.only(np.where(due, days < b.toordinal(), days > a.toordinal()))

    def only(self, wanted: Flags) -> Items:
        """Those for which a flag, one for each, is set."""
        return Items(self.table, self.rows[wanted])

    def of(self, flags: Flags | None) -> Items:
        """Those whose card is flagged: a flag for each of all cards (None: all)."""
        return self if flags is None else self.only(flags[self.numbers])

    def latest(self, most: int) -> list[Dated]:
        """So many of them, the latest day first; of one day in order."""
        return self.made(self.rows[np.argsort(-self.days, kind="stable")[:most]])

    def counted(self, span: Literal["Y", "M"]) -> list[tuple[datetime.date, Kind, int]]:
        """How many there are in each year or month (its first day) of entries of each kind, in their order."""
        days = (self.days - _EPOCH).astype("datetime64[D]").astype(f"datetime64[{span}]")
        firsts = days.astype("datetime64[D]").astype(np.int64) * len(KINDS) + self.kinds
        keys, at, counts = np.unique(firsts, return_index=True, return_counts=True)
        found = []
        for one in np.argsort(at).tolist():
            day, kind = divmod(int(keys[one]), len(KINDS))
            found.append((datetime.date.fromordinal(day + _EPOCH), KINDS[kind], int(counts[one])))
        return found

    def steps(self) -> Items:
        """Those that are no due dates."""
        return self.only(~self.table.due[self.rows])

    @property
    def lineages(self) -> Numbers:
        """The claims by which they are told, by lineage."""
        return self.table.lineages(self.rows)

    @property
    def days(self) -> Numbers:
        """The day of each, as a number."""
        return self.table.days[self.rows]

    @property
    def numbers(self) -> Numbers:
        """Of each, the number of its card among all."""
        return self.table.numbers[self.rows]

    @property
    def kinds(self) -> Numbers:
        """Of each, the place of its card's kind among all kinds."""
        return self.table.kinds[self.rows]


def _notes(cards: Sequence[Card]) -> Iterator[tuple[int, Note]]:
    return ((number, note) for number, card in enumerate(cards) for note in card.notes)


def _due(promises: Promises, row: int) -> Note:
    """The due date of a row that has one."""
    state = promises.states[row]
    due = state.due
    assert due is not None
    return Note(due.latest, None, "due", "overdue" if state.is_overdue else "due", due.names, (due.lineage,))
