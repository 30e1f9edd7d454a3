"""The ties of all days, in order: a row for each with the days on which it holds; those of a day are a mask of them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from foedera.actors import Base
from foedera.model import Span
from foedera.networks.instruments import Undecided, doubts_about, ties_of_instrument
from foedera.networks.lasting import Lasting, lasting_of_group, lasting_of_instrument
from foedera.networks.network import Network
from foedera.networks.recorded import network_of_ties
from foedera.networks.tie import TIE_KINDS, By, Tie, TieKind, best
from foedera.register import Member
from foedera.register.courses import spans
from foedera.web.cards.card import Card
from foedera.web.cards.forces import Forces
from foedera.web.cards.making import BYS
from foedera.web.cards.members import Members
from foedera.web.cards.rows import Flags, Numbers, Rows, told

_SECTIONS: Mapping[TieKind, int] = {
    "treaty": 0, "arrangement": 0, "obligation": 0, "event": 1, "commitment": 2, "asset": 3, "membership": 4,
    "grouping": 5,
}  # fmt: skip


class Row(NamedTuple):
    """A tie, whose entry (or group) makes it, and the label of that; `place` among instruments, or entries."""

    tie: Lasting
    what: str
    entry: str
    place: int

    @property
    def order(self) -> tuple[int, int | datetime.date, str, str, int]:
        """Where it stands among others, as in `foedera.networks.recorded`."""
        tie, section = self.tie, _SECTIONS[self.tie.kind]
        if section == 1:
            return section, tie.begun or datetime.date.min, tie.sort, self.entry, tie.number
        if section == 2:
            return section, tie.due, self.entry, "", tie.number
        if section == 5:
            return section, 0, self.entry, f"{tie.one}\0{tie.other}", 0
        return section, self.place, "", "", tie.number


class Bound(Tie, frozen=True, kw_only=True, gc=False):
    """A tie on a day, with some of the claims that show it (`shown`), and how many do (`number`)."""

    number: int


class Bonds:
    """The ties of all days that a record knew of at `known`, counting states or everybody (`by`)."""

    def __init__(self, cards: Sequence[Card], forces: Forces, members: Members, base: Base, by: By) -> None:
        self.forces, self.by, self.base = forces, by, base
        self._members = members
        rows = sorted([*_of_instruments(forces, by), *_of_cards(cards, by)], key=lambda row: row.order)
        self.rows = rows
        self.since = np.array([row.tie.since for row in rows], np.int64)
        self.until = np.array([row.tie.until for row in rows], np.int64)
        self.kinds = np.array([TIE_KINDS.index(row.tie.kind) for row in rows], np.int64)
        ids = {id: rank for rank, id in enumerate(sorted({id for row in rows for id in (row.tie.one, row.tie.other)}))}
        self.ids, self._ranks = tuple(ids), ids
        ends = np.array([(ids[row.tie.one], ids[row.tie.other]) for row in rows], np.int64).reshape(-1, 2)
        ends = np.sort(ends, axis=1)
        codes, self.pairs = np.unique(ends[:, 0] * len(ids) + ends[:, 1], return_inverse=True)
        self.ends = np.stack(np.divmod(codes, max(1, len(ids))), axis=1)
        self._undecided = np.array(list(_of_doubts(forces)), np.int64).reshape(-1, 4)
        called: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, row in enumerate(rows):
            for id, name in row.tie.called:
                called[id].append((number, name))
        self._called = {id: _Called(some) for id, some in called.items()}

    def on(self, day: datetime.date) -> Tied:
        """The ties on a day, in order."""
        number = day.toordinal()
        return Tied(self, (self.since <= number) & (number < self.until), day)

    def undecided(self, day: datetime.date) -> Doubts:
        """The instruments of which it is not known whether they were in force on a day, for all or for a party."""
        return Doubts(self.forces, told(self._undecided, day), day)

    def meant(self, among: Collection[str]) -> Flags:
        """Which of the ids are among some."""
        found = np.zeros(len(self.ids), np.bool_)
        found[[self._ranks[id] for id in among if id in self._ranks]] = True
        return found

    def name(self, id: str, held: Flags) -> str:
        """What to call an actor: by the name that the claims behind some ties use, or the actor base; else its id."""
        called = self._called.get(id)
        found = None if called is None else called.name(held)
        return found or self.base.name_of(id) or id

    def made(self, numbers: Sequence[int], day: datetime.date, most: int | None) -> list[Bound]:
        """Some ties with the claims that show them, so many of each (None: all)."""
        rows = [self.rows[number] for number in numbers]
        lineages = {lineage for row in rows if _SECTIONS[row.tie.kind] for lineage in row.tie.shown[:most]}
        members = self._members.of(lineages)
        found = dict(zip(members, best(members.values()), strict=True))
        laid: dict[int, list[Tie]] = {}
        return [self._bound(row, found, laid, day, most) for row in rows]

    def _bound(
        self, row: Row, found: Mapping[int, tuple[Member, Span]], laid: dict[int, list[Tie]], day: datetime.date,
        most: int | None,
    ) -> Bound:  # fmt: skip
        tie = row.tie
        if _SECTIONS[tie.kind]:
            shown = tuple(found[lineage] for lineage in tie.shown[:most])
        else:
            if row.place not in laid:
                laid[row.place] = list(ties_of_instrument(self.forces.nodes[row.place], day, self.by))
            shown = laid[row.place][tie.number].shown[:most]
        return _with(row, shown)


class Tied(Rows[Bound]):
    """The ties on a day. `held` flags those of the rows of `table` that hold."""

    def __init__(
        self, table: Bonds, held: Flags, day: datetime.date, kind: TieKind | None = None, most: int | None = None
    ) -> None:  # fmt: skip
        super().__init__(np.flatnonzero(held if kind is None else held & (table.kinds == TIE_KINDS.index(kind))))
        self._table, self._held, self._day, self._most = table, held, day, most

    def made(self, rows: Numbers) -> list[Bound]:
        """The ties of some rows, with the claims that show them."""
        return self._table.made(rows.tolist(), self._day, self._most)

    def of(self, kind: TieKind | None, most: int | None = None) -> Tied:
        """Those of a kind (None: all), with so many claims of each at most (None: all)."""
        return Tied(self._table, self._held, self._day, kind, most)

    def counts(self) -> dict[TieKind, int]:
        """How many there are of each kind."""
        found = np.bincount(self._table.kinds[self.rows], minlength=len(TIE_KINDS)).tolist()
        return dict(zip(TIE_KINDS, found, strict=True))

    def weights(self, most: int) -> dict[str, int]:
        """The actors with most ties to others, so many of them, and how many each has."""
        ends, counts = self._table.ends, self._counts
        found = np.zeros(len(self._table.ids), np.int64)
        np.add.at(found, ends[:, 0], counts)
        np.add.at(found, ends[:, 1], counts)
        first = np.argsort(-found, kind="stable")[:most]
        return {self._table.ids[at]: int(found[at]) for at in first.tolist() if found[at]}

    def pairs(self, among: Collection[str]) -> list[tuple[str, str, int]]:
        """How many ties each two of some actors have, in whatever direction, by their ids in order."""
        ends, ids = self._table.ends, self._table.ids
        rows = np.flatnonzero((self._counts > 0) & self._table.meant(among)[ends].all(axis=1))
        counts = self._counts[rows].tolist()
        return [(ids[one], ids[other], n) for (one, other), n in zip(ends[rows].tolist(), counts, strict=True)]

    @cached_property
    def _counts(self) -> Numbers:
        """How many of the ties are between the two of each pair; none of somebody to itself."""
        table = self._table
        found = np.bincount(table.pairs[self.rows], minlength=len(table.ends))
        return np.where(table.ends[:, 0] == table.ends[:, 1], 0, found)

    def name(self, id: str) -> str:
        """What to call an actor, by the claims behind the ties of the day."""
        return self._table.name(id, self._held)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """What to call some actors, by the claims behind the ties of the day."""
        return {id: self.name(id) for id in dict.fromkeys(ids)}

    def network(self, kind: TieKind) -> Network:
        """The ties of one kind as a network of whom they tie, as `Recorded.network` has it."""
        ties = [_with(self._table.rows[row], ()) for row in self.of(kind).rows.tolist()]
        names = self.names(id for tie in ties for id in (tie.one, tie.other))
        return network_of_ties(ties, names, str(self._day), kind, "weight" if kind == "event" else "count")


class Doubts(Rows[Undecided]):
    """What was not known to be in force on a day."""

    def __init__(self, forces: Forces, rows: Numbers, day: datetime.date) -> None:
        super().__init__(rows)
        self._forces, self._day = forces, day

    def made(self, rows: Numbers) -> list[Undecided]:
        """What some rows say, and why."""
        return [self._made(place, number) for place, _, _, number in rows.tolist()]

    def _made(self, place: int, number: int) -> Undecided:
        found = self._forces.graph.standing(self._forces.nodes[place].id, self._day)
        return list(doubts_about(found))[number]


class _Called:
    """What an actor is called by the rows of a table, in their order."""

    def __init__(self, some: Collection[tuple[int, str]]) -> None:
        self._rows = np.array([row for row, _ in some], np.int64)
        self._names = [name for _, name in some]
        self._same = len(set(self._names)) == 1

    def name(self, held: Flags) -> str | None:
        """The name that the first of the rows that hold gives it."""
        holds = held[self._rows]
        at = int(holds.argmax())
        return self._names[at] if holds[at] else None


def _of_cards(cards: Sequence[Card], by: By) -> Iterator[Row]:
    groups: dict[str, list[Lasting]] = defaultdict(list)
    at = BYS.index(by)
    for place, card in enumerate(cards):
        for tie in card.ties[at]:
            yield Row(tie, card.label, card.id, place)
            if tie.kind == "membership":
                groups[tie.other].append(tie)
    for group, members in groups.items():
        yield from (Row(tie, tie.sort, group, 0) for tie in lasting_of_group(members))


def _of_instruments(forces: Forces, by: By) -> Iterator[Row]:
    """The ties by each instrument, on the days on which it was in force."""
    for place, node in enumerate(forces.nodes):
        ties = lasting_of_instrument(node, forces.applies(place), forces.graph.turns(node.id), by)
        yield from (Row(tie, node.name, node.id, place) for tie in ties)


def _of_doubts(forces: Forces) -> Iterator[tuple[int, int, int, int]]:
    """What is not known of each instrument: its place, the days, and its number among what is not known then."""
    for place, node in enumerate(forces.nodes):

        def number(on: datetime.date, id: str = node.id) -> int:
            return len(list(doubts_about(forces.graph.standing(id, on))))

        for since, until, count in spans(forces.graph.turns(node.id), number):
            yield from ((place, since, until, at) for at in range(count))


def _with(row: Row, shown: tuple[tuple[Member, Span], ...]) -> Bound:
    """A tie with some of the claims that show it."""
    tie = row.tie
    return Bound(
        kind=tie.kind, sort=tie.sort, one=tie.one, other=tie.other, mutual=tie.mutual, weight=tie.weight, what=row.what,
        entry=row.entry, since=tie.begun, shown=shown, number=len(tie.shown),
    )  # fmt: skip
