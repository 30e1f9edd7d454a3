"""The first of an answer: entries put in order by their outlines, so that only those that are shown are read whole.

An outline may be too kind to an entry, never too strict: whoever reads by it looks again at what was read.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from foedera.record import Ledger
from foedera.record.time import Known
from foedera.register.deciding import decided
from foedera.register.entries import grouped
from foedera.register.entry import Entry
from foedera.register.matching import model

MAKE: Final = "1"
"""Of which make outlines are: another one, whenever the same claims would make others."""

_FIRST = 64
_MOST = 1024


def is_current(ledger: Ledger) -> bool:
    """Whether the register has taken in all that the record has, and made the outlines of all entries."""
    last = ledger.consolidated()
    return (
        last is not None
        and last.outlines == MAKE
        and (last.model, last.version, last.note) == (model(), *ledger.last())
    )


def is_outlined(ledger: Ledger, known: Known | None) -> bool:
    """Whether outlines answer for a moment of record time: they are of the present only, and may be out of date."""
    return known is None and is_current(ledger)


class Reader:
    """Reads entries whole, a few at first and the more at once the further one goes.

    With `actor` (an id or a name), only those of a `kind` (None: of any) in which a claim names it.
    """

    def __init__(self, ledger: Ledger, *, actor: str | None = None, kind: str | None = None) -> None:
        self.ledger = ledger
        self._among = None if actor is None else ledger.entries_naming(actor, kind=kind)
        self._hands = decided(ledger)
        self._read: dict[str, Entry] = {}
        self._count = _FIRST

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """The entries of these ids that are there, in their order."""
        return (entry for entry in self.each(ids) if entry is not None)

    def each(self, ids: Iterable[str]) -> Iterator[Entry | None]:
        """For each of these ids the entry; None where it is not there, or is none of those asked for."""
        wanted = list(ids)
        start = 0
        while start < len(wanted):
            some = wanted[start : start + self._count]
            start += self._count
            self._fetch({id for id in some if self._among is None or id in self._among} - self._read.keys())
            yield from map(self._read.get, some)
            self._count = min(2 * self._count, _MOST)

    def _fetch(self, ids: Collection[str]) -> None:
        if ids:
            found = self.ledger.belonging(entries=ids)
            self._read.update((entry.id, entry) for entry in grouped(found, self._hands))


def number(day: datetime.date) -> int:
    """A day as yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day
