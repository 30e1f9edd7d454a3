"""Which instruments were in force on a day, and which out of date: reckoned once for each span of days."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar, overload

import numpy as np

from foedera.register import Graph
from foedera.register.force import Answer, Standing
from foedera.register.graph import Stale
from foedera.register.nodes import Node
from foedera.web.cards.card import FOREVER
from foedera.web.cards.promises import Flags, Numbers

T = TypeVar("T")
ANSWERS: tuple[Answer, ...] = ("in force", "not in force", "unknown")


class Forces:
    """The instruments of a graph with a row for each span of days in which the answer is the same, in their order."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes = graph.listed
        self.places = {node.id: place for place, node in enumerate(self.nodes)}
        begun = (begins(node) for node in self.nodes)
        self.begun = np.array([FOREVER if day is None else day.toordinal() for day in begun], np.int64)
        rows, stale = [], []
        for place, node in enumerate(self.nodes):
            for since, until, answer in spans(graph.turns(node.id), partial(self._answer, node.id)):
                rows.append((place, since, until, ANSWERS.index(answer)))
            for since, until, number in spans(graph.stale_turns(node.id), partial(self._number, node.id)):
                stale += [(place, since, until, at) for at in range(number)]
        self._rows, self._stale = _table(rows), _table(stale)

    def on(self, day: datetime.date) -> Standings:
        """Every instrument with whether it was in force on a day."""
        rows = _told(self._rows, day)
        return Standings(self, rows[:, 0], rows[:, 3], day)

    def stale(self, day: datetime.date) -> Stales:
        """The instruments that were out of date on a day, with why."""
        return Stales(self, _told(self._stale, day), day)

    def applies(self, place: int) -> list[tuple[int, int]]:
        """From which day on until before which day an instrument was in force, for each such span."""
        rows = self._rows[np.searchsorted(self._rows[:, 0], place) : np.searchsorted(self._rows[:, 0], place + 1)]
        return [(since, until) for _, since, until, answer in rows.tolist() if ANSWERS[answer] == "in force"]

    def _answer(self, id: str, on: datetime.date) -> Answer:
        return self.graph.standing(id, on).answer

    def _number(self, id: str, on: datetime.date) -> int:
        return len(self.graph.stale_of(id, on))


class Standings(Sequence[Standing]):
    """Whether instruments were in force on a day; why is reckoned when one is asked for. `places` are theirs among the
    nodes of `table`, `answers` say which of `ANSWERS` each has."""

    def __init__(self, table: Forces, places: Numbers, answers: Numbers, day: datetime.date) -> None:
        self.table, self.places, self.answers, self._day = table, places, answers, day

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Standing: ...

    @overload
    def __getitem__(self, at: slice) -> list[Standing]: ...

    def __getitem__(self, at: int | slice) -> Standing | list[Standing]:
        if isinstance(at, slice):
            return [self._made(place) for place in self.places[at].tolist()]
        return self._made(int(self.places[at]))

    def __iter__(self) -> Iterator[Standing]:
        return (self._made(place) for place in self.places.tolist())

    def answered(self, answer: str) -> Standings:
        """Those with an answer."""
        at = ANSWERS.index(answer) if answer in ANSWERS else -1
        return self.only(self.answers == at)

    def of(self, wanted: Callable[[Node], bool]) -> Standings:
        """Those of the nodes that are wanted."""
        return self.only(np.array([wanted(self.table.nodes[place]) for place in self.places.tolist()], np.bool_))

    def only(self, wanted: Flags) -> Standings:
        """Those for which a flag, one for each, is set."""
        return Standings(self.table, self.places[wanted], self.answers[wanted], self._day)

    def by(self, ranks: Numbers) -> Standings:
        """The same in the order of a number for each node of the table."""
        order = np.argsort(ranks[self.places], kind="stable")
        return Standings(self.table, self.places[order], self.answers[order], self._day)

    def _made(self, place: int) -> Standing:
        return self.table.graph.standing(self.table.nodes[place].id, self._day)


class Stales(Sequence[Stale]):
    """What was out of date on a day; why is reckoned when it is asked for."""

    def __init__(self, table: Forces, rows: Numbers, day: datetime.date) -> None:
        self._table, self._rows, self._day = table, rows, day

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Stale: ...

    @overload
    def __getitem__(self, at: slice) -> list[Stale]: ...

    def __getitem__(self, at: int | slice) -> Stale | list[Stale]:
        if isinstance(at, slice):
            return [self._made(int(place), int(number)) for place, _, _, number in self._rows[at]]
        return self._made(int(self._rows[at][0]), int(self._rows[at][3]))

    def of(self, id: str) -> tuple[Stale, ...]:
        """What was out of date of one instrument."""
        place = self._table.places.get(id, -1)
        return self._table.graph.stale_of(id, self._day) if (self._rows[:, 0] == place).any() else ()

    def _made(self, place: int, number: int) -> Stale:
        return self._table.graph.stale_of(self._table.nodes[place].id, self._day)[number]


def begins(node: Node) -> datetime.date | None:
    """The first day on which something that counts was done with an instrument; None where none is known."""
    return min((act.first for act in node.acts if act.first is not None and act.counts), default=None)


def spans(turns: Sequence[datetime.date], found: Callable[[datetime.date], T]) -> Iterator[tuple[int, int, T]]:
    """From which day on until before which day (as numbers) what is found of a day stays the same: it may change only
    on one of `turns`, which are in order."""
    days = (datetime.date.min, *turns)
    since, last = 0, found(days[0])
    for day in days[1:]:
        now = found(day)
        if now != last:
            yield since, day.toordinal(), last
            since, last = day.toordinal(), now
    yield since, FOREVER, last


def _table(rows: list[tuple[int, int, int, int]]) -> Numbers:
    return np.array(rows, np.int64).reshape(-1, 4)


def _told(table: Numbers, day: datetime.date) -> Numbers:
    number = day.toordinal()
    told: Numbers = table[(table[:, 1] <= number) & (number < table[:, 2])]
    return told
