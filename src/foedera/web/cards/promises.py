"""Where all commitments stand on a day: each is reckoned anew only when a day comes on which it may have changed."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable

from foedera.web.cards.card import Card, Dated, Note, Promised, Standing

Place = tuple[datetime.date, str, str, str, int, Dated]
"""Something dated with its place in order: day, kind, what, entry, and a number that no other of these has."""

_Row = tuple[datetime.date, str, Promised, Place | None]


class Promises:
    """The commitments among cards. Those that `near` holds of the same cards are not reckoned again."""

    def __init__(self, cards: Iterable[Card], near: Promises | None = None) -> None:
        self._cards = [card for card in cards if card.promise is not None]
        self._since = [datetime.date.max] * len(self._cards)
        self._until = [datetime.date.min] * len(self._cards)
        self._rows: list[_Row | None] = [None] * len(self._cards)
        self._alike: dict[Standing, Standing] = {} if near is None else near._alike
        self._lock = threading.Lock()
        if near is not None:
            self._take_over(near)

    def on(self, day: datetime.date) -> tuple[list[Promised], list[Place]]:
        """The commitments known by a day, with where they stood, by due date (the undated last), and these dates."""
        with self._lock:
            for number, (since, until) in enumerate(zip(self._since, self._until, strict=True)):
                if not since <= day < until:
                    self._reckon(number, day)
            rows = [row for row in self._rows if row is not None]
        rows.sort(key=lambda row: row[:2])
        found = [promised if promised.late is None else _late(promised, day) for _, _, promised, _ in rows]
        return found, [due for *_, due in rows if due is not None]

    def _reckon(self, number: int, day: datetime.date) -> None:
        card = self._cards[number]
        promise = card.promise
        assert promise is not None
        turn = promise.turn(day)
        self._since[number] = promise.days[turn - 1] if turn else datetime.date.min
        self._until[number] = promise.days[turn] if turn < len(promise.days) else datetime.date.max
        if promise.known is not None and promise.known > day:
            self._rows[number] = None
            return
        state = promise.standing(day)
        state = self._alike.setdefault(state, state)
        late = 0 if state.is_overdue else state.late
        if state.due is None:
            self._rows[number] = datetime.date.max, card.id, Promised(card, state, late), None
            return
        due, what = state.due, "overdue" if state.is_overdue else "due"
        dated = Dated(card, Note(due.latest, None, "due", what, due.names, (due.lineage,)))
        # A commitment has one due date, so that its lineage tells it from others; notes have numbers from 0 on.
        place = due.latest, "due", what, card.id, -due.lineage, dated
        self._rows[number] = due.latest, card.id, Promised(card, state, late), place

    def _take_over(self, near: Promises) -> None:
        before = {id(card): number for number, card in enumerate(near._cards)}
        with near._lock:
            for number, card in enumerate(self._cards):
                old = before.get(id(card))
                if old is not None:
                    self._since[number], self._until[number] = near._since[old], near._until[old]
                    self._rows[number] = near._rows[old]


def _late(found: Promised, day: datetime.date) -> Promised:
    """The same with the days by which it is late: of what is overdue, more every day."""
    due = found.progress.due
    if not found.progress.is_overdue or due is None:
        return found
    return Promised(found.entry, found.progress, (day - due.latest).days)
