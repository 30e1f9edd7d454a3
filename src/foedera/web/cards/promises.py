"""Where all commitments stand on a day: a row for each span of days in which one stands alike, reckoned once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from foedera.networks.lasting import FOREVER
from foedera.web.cards.card import Card, Promised, Standing
from foedera.web.cards.rows import Flags, Numbers, Rows


class Promises:
    """The commitments among cards, as rows in the order of due dates (the undated last) and of ids.

    `numbers` says which of all cards a row is about, `since` and `until` from which day on until before which day it
    holds, `due` when it falls due, `overdue`, `open` (neither delivered nor ended) and `marks` (the same for what is
    shown as the same) where it stands. Days are numbers.
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = cards
        self._ranks: dict[str, Numbers] = {}
        promises = ((number, card.promise) for number, card in enumerate(cards) if card.promise is not None)
        self._lay([(number, *span) for number, promise in promises for span in promise.spans])

    def on(self, day: datetime.date) -> Stood:
        """The commitments known by a day, with where they stood, by due date; the undated last."""
        number = day.toordinal()
        return Stood(self, np.flatnonzero((self.since <= number) & (number < self.until)), day)

    def ranks(self, name: str, key: Callable[[Card], Any]) -> Numbers:
        """The place of each of all cards in the order of what `key` gives of a commitment's; found once for a name."""
        if name not in self._ranks:
            keys = {number: key(self.cards[number]) for number in dict.fromkeys(self.numbers.tolist())}
            places = {value: place for place, value in enumerate(sorted(set(keys.values())))}
            made = np.zeros(len(self.cards), np.int64)
            made[list(keys)] = [places[value] for value in keys.values()]
            self._ranks[name] = made
        return self._ranks[name]

    def row(self, row: int, day: datetime.date) -> Promised:
        """A commitment and where it stands on a day for which a row holds."""
        state = self.states[row]
        late = state.late
        if state.is_overdue and state.due is not None:
            late = (day - state.due.latest).days
        return Promised(self.cards[self.numbers[row]], state, late)

    def _lay(self, rows: Sequence[tuple[int, int, int, Standing]]) -> None:
        ids = {id: rank for rank, id in enumerate(sorted(card.id for card in self.cards))}
        due = _numbers(FOREVER if each[3].due is None else each[3].due.latest.toordinal() for each in rows)
        ranks = _numbers(ids[self.cards[each[0]].id] for each in rows)
        order = np.lexsort((ranks, due))
        self.due = due[order]
        self.numbers = _numbers(each[0] for each in rows)[order]
        self.since = _numbers(each[1] for each in rows)[order]
        self.until = _numbers(each[2] for each in rows)[order]
        self.states = [rows[at][3] for at in order]
        self.overdue = np.array([state.is_overdue for state in self.states], np.bool_)
        self.open = np.array([not (state.is_delivered or state.is_ended) for state in self.states], np.bool_)
        seen: dict[Any, int] = {}
        self.marks = _numbers(seen.setdefault((each.stage, each.is_overdue), len(seen)) for each in self.states)


class Stood(Rows[Promised]):
    """Commitments on a day, in order; `rows` are those of `table`."""

    def __init__(self, table: Promises, rows: Numbers, day: datetime.date) -> None:
        super().__init__(rows)
        self.table, self.day = table, day

    def made(self, rows: Numbers) -> list[Promised]:
        """The commitments of some rows."""
        return [self.table.row(row, self.day) for row in rows.tolist()]

    def only(self, wanted: Flags) -> Stood:
        """Those for which a flag, one for each, is set."""
        return Stood(self.table, self.rows[wanted], self.day)

    def first(self, most: int) -> Stood:
        """So many of them, from the first on."""
        return Stood(self.table, self.rows[:most], self.day)

    def of(self, flags: Flags | None) -> Stood:
        """Those whose card is flagged: a flag for each of all cards (None: all)."""
        return self if flags is None else self.only(flags[self.numbers])

    def whose(self, wanted: Callable[[Standing], bool]) -> Stood:
        """Those that stand as wanted."""
        states = self.table.states
        return self.only(np.array([wanted(states[row]) for row in self.rows.tolist()], np.bool_))

    def by(self, name: str, key: Callable[[Card], Any], *, down: bool = False) -> Stood:
        """The same in the order of what `key`, known by its `name`, gives of a card; of equals, those that stood before
        stay before."""
        return self.ordered(self.table.ranks(name, key)[self.numbers], down=down)

    def standing(self, key: Callable[[Standing], Any], *, down: bool = False) -> Stood:
        """The same in the order of what `key` gives of where each stands; of equals, as `by`."""
        return self._sorted([key(self.table.states[row]) for row in self.rows.tolist()], down)

    def ordered(self, ranks: Numbers, *, down: bool = False) -> Stood:
        """The same in the order of a number for each; of equals, those that stood before stay before."""
        return Stood(self.table, self.rows[np.argsort(-ranks if down else ranks, kind="stable")], self.day)

    def _sorted(self, keys: list[Any], down: bool) -> Stood:
        ranks = {value: rank for rank, value in enumerate(sorted(set(keys)))}
        return self.ordered(_numbers(ranks[key] for key in keys), down=down)

    @property
    def numbers(self) -> Numbers:
        """Of each, the number of its card among all."""
        return self.table.numbers[self.rows]

    @property
    def due(self) -> Numbers:
        """Of each, the day on which it falls due; `FOREVER` where it has none."""
        return self.table.due[self.rows]

    @property
    def overdue(self) -> Flags:
        """Of each, whether it is overdue."""
        return self.table.overdue[self.rows]

    @property
    def open(self) -> Flags:
        """Of each, whether it was neither delivered nor ended."""
        return self.table.open[self.rows]

    @property
    def marks(self) -> Numbers:
        """Of each, a number that is the same for those that stand at the same stage and are overdue or not alike."""
        return self.table.marks[self.rows]


def _numbers(some: Iterable[int]) -> Numbers:
    return np.fromiter(some, np.int64)
