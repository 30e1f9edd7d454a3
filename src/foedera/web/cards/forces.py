"""Which instruments were in force on a day, and which out of date: reckoned once for each span of days."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

import numpy as np

from foedera.networks.lasting import FOREVER
from foedera.register import Graph
from foedera.register.courses import spans
from foedera.register.force import Answer, Standing
from foedera.register.graph import Stale
from foedera.register.nodes import Node
from foedera.web.cards.rows import Flags, Numbers, Rows, told

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
        return Standings(self, told(self._rows, day), day)

    def stale(self, day: datetime.date) -> Stales:
        """The instruments that were out of date on a day, with why."""
        return Stales(self, told(self._stale, day), day)

    def applies(self, place: int) -> list[tuple[int, int]]:
        """From which day on until before which day an instrument was in force, for each such span."""
        rows = self._rows[np.searchsorted(self._rows[:, 0], place) : np.searchsorted(self._rows[:, 0], place + 1)]
        return [(since, until) for _, since, until, answer in rows.tolist() if ANSWERS[answer] == "in force"]

    def _answer(self, id: str, on: datetime.date) -> Answer:
        return self.graph.standing(id, on).answer

    def _number(self, id: str, on: datetime.date) -> int:
        return len(self.graph.stale_of(id, on))


class Standings(Rows[Standing]):
    """Whether instruments were in force on a day; why is reckoned when one is asked for."""

    def __init__(self, table: Forces, rows: Numbers, day: datetime.date) -> None:
        super().__init__(rows)
        self.table, self._day = table, day

    def made(self, rows: Numbers) -> list[Standing]:
        """Whether the instruments of some rows were in force, and why."""
        nodes, graph = self.table.nodes, self.table.graph
        return [graph.standing(nodes[place].id, self._day) for place in rows[:, 0].tolist()]

    @property
    def places(self) -> Numbers:
        """The place of each among the nodes of `table`."""
        return self.rows[:, 0]

    @property
    def answers(self) -> Numbers:
        """Which of `ANSWERS` each has."""
        return self.rows[:, 3]

    def answered(self, answer: str) -> Standings:
        """Those with an answer."""
        at = ANSWERS.index(answer) if answer in ANSWERS else -1
        return self.only(self.answers == at)

    def of(self, wanted: Callable[[Node], bool]) -> Standings:
        """Those of the nodes that are wanted."""
        return self.only(np.array([wanted(self.table.nodes[place]) for place in self.places.tolist()], np.bool_))

    def only(self, wanted: Flags) -> Standings:
        """Those for which a flag, one for each, is set."""
        return Standings(self.table, self.rows[wanted], self._day)

    def by(self, ranks: Numbers) -> Standings:
        """The same in the order of a number for each node of the table."""
        return Standings(self.table, self.rows[np.argsort(ranks[self.places], kind="stable")], self._day)


class Stales(Rows[Stale]):
    """What was out of date on a day; why is reckoned when it is asked for."""

    def __init__(self, table: Forces, rows: Numbers, day: datetime.date) -> None:
        super().__init__(rows)
        self._table, self._day = table, day

    def made(self, rows: Numbers) -> list[Stale]:
        """What some rows say, and why."""
        nodes, graph = self._table.nodes, self._table.graph
        return [graph.stale_of(nodes[place].id, self._day)[number] for place, _, _, number in rows.tolist()]

    def of(self, id: str) -> tuple[Stale, ...]:
        """What was out of date of one instrument."""
        place = self._table.places.get(id, -1)
        return self._table.graph.stale_of(id, self._day) if (self.rows[:, 0] == place).any() else ()


def begins(node: Node) -> datetime.date | None:
    """The first day on which something that counts was done with an instrument; None where none is known."""
    return min((act.first for act in node.acts if act.first is not None and act.counts), default=None)


def _table(rows: list[tuple[int, int, int, int]]) -> Numbers:
    return np.array(rows, np.int64).reshape(-1, 4)
