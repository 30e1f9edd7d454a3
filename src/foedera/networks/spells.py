"""The base form: who pledged what to whom in which pact, from which day to which. Everything else is a view of it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Source, System
from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import polars as pl

Code = int | str
"""A member: a state's number in a system, or an actor's id of a record."""

Precision = Literal["day", "month", "year"]

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
"""The five pledges, as ATOP names them: bit `i` of a set of pledges is `PLEDGES[i]`."""

_PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")
_ALL_OTHERS = -1


class Pledge(enum.IntFlag):
    """What a member owes another: to defend it, to join its attack, to stay neutral, not to attack it, to consult."""

    NONE = 0
    DEFENSE = 1
    OFFENSE = 2
    NEUTRAL = 4
    NONAGG = 8
    CONSUL = 16


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """A member's time in a pact with unchanged obligations.

    Attributes:
        pact: the pact's id in its source; empty where the source gives only the sum over all pacts.
        member: who owes.
        towards: to whom; null for all other members of the pact.
        start, end: first and last day; null for an end that the source does not know of.
        pledges: what is owed; `Pledge.NONE` for a pact without any of the five.
        precision: how exactly the days are known: of a year, they are its first and last day.
    """

    pact: str
    member: Code
    start: date
    end: date | None = None
    towards: Code | None = None
    pledges: Pledge = Pledge.NONE
    precision: Precision = "day"


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """What one member owes another over a time, in one pact or (`pact` empty) in all together."""

    member: Code
    partner: Code
    start: date
    end: date | None
    pledges: Pledge
    pact: str = ""
    precision: Precision = "day"


class Kad(msgspec.Struct, frozen=True, kw_only=True):
    """A pact's members over a time in which neither they nor their pledges changed; `pledges` in members' order."""

    pact: str
    members: tuple[Code, ...]
    pledges: tuple[Pledge, ...]
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Many spells as columns of one length n; `spells[i]` and iteration give them as `Spell`.

    Attributes:
        codes: all members, ascending; the columns hold positions in it.
        pacts: all pacts' ids.
        pact: (n,) int32, position in `pacts`.
        member: (n,) int32, position in `codes`.
        towards: (n,) int32, position in `codes`, or -1 for all other members of the pact.
        start, end: (n,) datetime64[D]; `end` is NaT where it is not known.
        pledges: (n,) uint8, bits as in `PLEDGES`.
        precision: (n,) uint8: 0 day, 1 month, 2 year.
        system: whose codes these are; null for actors of a record.
        sources: where they come from.
        notes: what a reader of them should know.
    """

    codes: tuple[Code, ...]
    pacts: tuple[str, ...]
    pact: NDArray[np.int32]
    member: NDArray[np.int32]
    towards: NDArray[np.int32]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    pledges: NDArray[np.uint8]
    precision: NDArray[np.uint8]
    system: System | None = None
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, rows: Iterable[Spell], *, system: System | None = None, sources: Sequence[Source] = (),
        notes: Sequence[str] = (),
    ) -> Spells:  # fmt: skip
        """Spells from rows, in a stable order: pact, member, towards, start.

        Raises:
            DatasetError: a spell that ends before it starts, a member who owes itself, or two spells of one member in
                one pact towards the same that surely share a day (where only
                months or years are known, they may touch).
        """
        given = list(rows)
        codes = _sorted({row.member for row in given} | {row.towards for row in given if row.towards is not None})
        pacts = tuple(sorted({row.pact for row in given}))
        place = {code: position for position, code in enumerate(codes)}
        pact = {name: position for position, name in enumerate(pacts)}
        made = cls(
            codes=codes,
            pacts=pacts,
            pact=np.array([pact[row.pact] for row in given], np.int32),
            member=np.array([place[row.member] for row in given], np.int32),
            towards=np.array([_ALL_OTHERS if row.towards is None else place[row.towards] for row in given], np.int32),
            start=np.array([row.start for row in given], "datetime64[D]"),
            end=np.array([row.end for row in given], "datetime64[D]"),
            pledges=np.array([int(row.pledges) for row in given], np.uint8),
            precision=np.array([_PRECISIONS.index(row.precision) for row in given], np.uint8),
            system=system,
            sources=tuple(sources),
            notes=tuple(notes),
        )
        return made._checked()

    @classmethod
    def of_dyad_years(
        cls, frame: pl.DataFrame, *, system: System | None = None, sources: Sequence[Source] = ()
    ) -> Spells:
        """Spells of whole years from directed dyad-years: one for each run of years with the same pledges.

        Args:
            frame: columns `ccode1`, `ccode2` (or `gwcode1`, `gwcode2`), `year`, and the five `atop_` pledges (0, 1).

        Raises:
            DatasetError: a directed dyad twice in a year.
        """
        from foedera.networks.runs import dyad_year_runs

        return dyad_year_runs(frame, system, tuple(sources))

    def __len__(self) -> int:
        """The number of spells."""
        return len(self.member)

    def __getitem__(self, row: int) -> Spell:
        """The spell at a position."""
        towards, end = int(self.towards[row]), self.end[row]
        return Spell(
            pact=self.pacts[self.pact[row]],
            member=self.codes[self.member[row]],
            towards=None if towards == _ALL_OTHERS else self.codes[towards],
            start=self.start[row].astype(date),
            end=None if np.isnat(end) else end.astype(date),
            pledges=Pledge(int(self.pledges[row])),
            precision=_PRECISIONS[self.precision[row]],
        )

    def __iter__(self) -> Iterator[Spell]:
        """The spells in order."""
        return (self[row] for row in range(len(self)))

    def selected(self, rows: NDArray[Any]) -> Spells:
        """The spells at positions, or where a mask is true; members and pacts stay as they are."""
        return Spells(
            self.codes, self.pacts, self.pact[rows], self.member[rows], self.towards[rows], self.start[rows],
            self.end[rows], self.pledges[rows], self.precision[rows], self.system, self.sources,
            self.notes,
        )  # fmt: skip

    def on(self, day: date) -> Spells:
        """The spells in force on a day; one whose end is not known is in force from its start on."""
        at = np.datetime64(day, "D")
        return self.selected((self.start <= at) & (np.isnat(self.end) | (self.end >= at)))

    def directed(self) -> Spells:
        """The spells by pair: one towards all others becomes one towards each, for the days that both were members."""
        from foedera.networks.pairs import directed

        return directed(self)

    def dyads(self) -> list[Dyad]:
        """What each member owes each other one, pact by pact."""
        return [
            Dyad(
                member=row.member, partner=row.towards, start=row.start, end=row.end, pledges=row.pledges,
                pact=row.pact, precision=row.precision,
            )
            for row in self.directed()
            if row.towards is not None
        ]  # fmt: skip

    def kads(self) -> list[Kad]:
        """Each pact's sets of members, a new one whenever a member or a pledge changed; those of two and more."""
        from foedera.networks.pairs import kads

        return kads(self)

    def _surely(self, far: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """The last days as they are surely known: of one known to the month or year, the day before it begins."""
        unit = np.where(self.precision == 2, far.astype("datetime64[Y]").astype("datetime64[D]"), far)
        unit = np.where(self.precision == 1, far.astype("datetime64[M]").astype("datetime64[D]"), unit)
        return np.where((self.precision > 0) & ~np.isnat(self.end), unit + np.timedelta64(-1, "D"), far)

    def _checked(self) -> Spells:
        """The spells in order. Raises `DatasetError` as `of` says."""
        far = np.where(np.isnat(self.end), np.datetime64("9999-12-31", "D"), self.end)
        backwards = np.flatnonzero(far < self.start)
        if backwards.size:
            row = self[int(backwards[0])]
            raise DatasetError(
                f"spell of {row.member} in pact {row.pact or '(all)'} ends before it starts: {row.start}"
            )
        if (own := np.flatnonzero(self.member == self.towards)).size:
            row = self[int(own[0])]
            raise DatasetError(f"spell of {row.member} in pact {row.pact or '(all)'} is towards itself: {row.start}")
        order = np.lexsort((self.start, self.towards, self.member, self.pact))
        same = np.ones(max(len(order) - 1, 0), bool)
        for column in (self.pact, self.member, self.towards):
            same &= column[order][1:] == column[order][:-1]
        over = np.flatnonzero(same & (self.start[order][1:] <= self._surely(far)[order][:-1]))
        if over.size:
            first, second = self[int(order[over[0]])], self[int(order[over[0] + 1])]
            raise DatasetError(
                f"overlapping spells of {first.member} in pact {first.pact or '(all)'}: "
                f"{first.start} to {first.end or 'unknown'}, and from {second.start}"
            )
        return self.selected(order)


def _sorted(codes: set[Code]) -> tuple[Code, ...]:
    if len({type(code) for code in codes}) > 1:
        numbers = sorted(str(code) for code in codes if isinstance(code, int))
        raise DatasetError(f"members are numbers and names at once: {numbers[0]} is a number, others are names")
    return tuple(sorted(codes, key=lambda code: (str(type(code)), code)))
