"""Every claim on cards in order, and what became known between two days."""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from foedera.web.cards.card import Card, Told
from foedera.web.cards.rows import Flags, Numbers, Rows


class Learnt(NamedTuple):
    """A claim that became known between two days, of something earlier or known before; `day` is that of the thing."""

    entry: Card
    told: Told

    @property
    def day(self) -> datetime.date | None:
        """The day of the thing itself."""
        return self.told.happened


class Claims:
    """The claims on cards by the day of the thing itself (those without one first), by entry and by lineage."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        rows = [(number, at, told) for number, card in enumerate(cards) for at, told in enumerate(card.told)]
        ids = {id: rank for rank, id in enumerate(sorted(card.id for card in cards))}
        ranks = np.array([ids[cards[number].id] for number, _, _ in rows], np.int64)
        happened = np.array([_number(told.happened) for *_, told in rows], np.int64)
        lineages = np.array([told.lineage for *_, told in rows], np.int64)
        order = np.lexsort((lineages, ranks, happened))
        self._lineages = lineages[order]
        self._learnt = np.array([told.learnt.toordinal() for *_, told in rows], np.int64)[order]
        self._published = np.array([_number(told.published) for *_, told in rows], np.int64)[order]
        self._numbers = np.array([number for number, _, _ in rows], np.int64)[order]
        self._places = np.array([at for _, at, _ in rows], np.int64)[order]
        held = np.argsort(lineages)
        self._by_lineage = array("q", lineages[held].tolist())
        self._holders = array("l", [rows[at][0] for at in held.tolist()])

    def row(self, row: int) -> Learnt:
        """The claim of a row, with the card of its entry."""
        card = self._cards[self._numbers[row]]
        return Learnt(card, card.told[self._places[row]])

    def holder(self, lineage: int) -> Card | None:
        """The card of the entry to which a claim belongs; None where it belongs to none."""
        at = bisect_left(self._by_lineage, lineage)
        if at == len(self._by_lineage) or self._by_lineage[at] != lineage:
            return None
        return self._cards[self._holders[at]]

    def learnt(self, a: datetime.date, b: datetime.date, besides: Numbers, flags: Flags | None) -> Learnts:
        """What was published or learnt after the day `a` and until the day `b`, of the cards that are flagged (None:
        all), `besides` the claims of these lineages."""
        first, last = a.toordinal(), b.toordinal()
        known = (first < self._learnt) & (self._learnt <= last)
        known |= (first < self._published) & (self._published <= last)
        rows = np.flatnonzero(known)
        rows = rows[~np.isin(self._lineages[rows], besides)]
        return Learnts(self, rows if flags is None else rows[flags[self._numbers[rows]]])


class Learnts(Rows[Learnt]):
    """What became known, in order."""

    def __init__(self, table: Claims, rows: Numbers) -> None:
        super().__init__(rows)
        self._table = table

    def made(self, rows: Numbers) -> list[Learnt]:
        """The claims of some rows."""
        return [self._table.row(row) for row in rows.tolist()]


def _number(day: datetime.date | None) -> int:
    """A day as a number; 1, that of the first day of all, where there is none."""
    return 1 if day is None else day.toordinal()
