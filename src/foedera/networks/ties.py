"""Ties by year: who owes whom what, as arrays; what similarity and structure work from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Dropped, Join, Report, Source, System
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.placing import EXAMPLES
from foedera.networks.runs import pledge_bits
from foedera.networks.spells import PLEDGES, Code

if TYPE_CHECKING:
    from foedera.datasets.tables.table import Table
    from foedera.networks.roster import Roster
    from foedera.networks.spells import Spells

VALUES = {"defense": 3, "offense": 3, "neutral": 2, "consul": 2, "nonagg": 1}
"""The scale of alliance commitments: the strongest pledge counts (Signorino and Ritter 1999, on ATOP's pledges)."""

SELF = 3
"""What a state's tie with itself counts."""


def _by_bits(values: Mapping[str, int]) -> NDArray[np.int8]:
    """(32,) int8: the value of each set of pledges, that of its strongest pledge."""
    sets = range(1 << len(PLEDGES))
    return np.array(
        [max((values[name] for bit, name in enumerate(PLEDGES) if held >> bit & 1), default=0) for held in sets],
        np.int8,
    )


@dataclass(frozen=True, slots=True, eq=False)
class YearOfTies:
    """The ties of one year among the k states of the system in that year.

    Attributes:
        year: the year.
        codes: (k,) the states, ascending: numbers in the system, or actors' ids.
        labels: their short names, in the same order.
        bits: (k, k) uint8: what the row's state owes the column's, bits as in `PLEDGES`; zero on the diagonal.
        covered: whether the source covers the year; where not, zeros mean nothing.
    """

    year: int
    codes: tuple[Code, ...]
    labels: tuple[str, ...]
    bits: NDArray[np.uint8]
    covered: bool = True

    def pledge(self, name: str) -> NDArray[np.bool_]:
        """(k, k) bool: where the row's state owes the column's that pledge.

        Raises:
            QuestionError: a name that is none of `PLEDGES`.
        """
        if name not in PLEDGES:
            raise QuestionError(f"{name}: no pledge; the five are {', '.join(PLEDGES)}")
        return (self.bits >> PLEDGES.index(name) & 1).astype(bool)

    def pledges(self) -> NDArray[np.bool_]:
        """(5, k, k) bool: the five pledges in the order of `PLEDGES`."""
        return np.stack([self.pledge(name) for name in PLEDGES])

    def valued(self, values: Mapping[str, int] = VALUES, own: int = SELF) -> NDArray[np.int8]:
        """(k, k) int8: the strongest pledge by `values` (0 to 3), directed; `own` on the diagonal."""
        made = _by_bits(values)[self.bits]
        np.fill_diagonal(made, own)
        return made

    def binary(self, own: int = 1) -> NDArray[np.int8]:
        """(k, k) int8: 1 where any of the five is owed, directed; `own` on the diagonal."""
        made = (self.bits > 0).astype(np.int8)
        np.fill_diagonal(made, own)
        return made

    def mutual(self) -> YearOfTies:
        """The same without direction: what either owes the other."""
        return YearOfTies(self.year, self.codes, self.labels, self.bits | self.bits.T, self.covered)


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """The ties of all years as one cube.

    Attributes:
        years: the years, consecutive.
        codes: all n states, ascending.
        labels: their short names.
        bits: (years, n, n) uint8, `bits[y, i, j]` what i owes j.
        present: (years, n) bool, whether the state is in the system for any day of that year.
        covered: (years,) bool, whether the source covers the year.
        system: whose codes these are; null for actors of a record.
        sources: where ties and states come from.
        report: what was dropped on the way.
    """

    years: range
    codes: tuple[Code, ...]
    labels: tuple[str, ...]
    bits: NDArray[np.uint8]
    present: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    system: System | None = None
    sources: tuple[Source, ...] = ()
    report: Report = field(default_factory=Report)

    def year(self, year: int) -> YearOfTies:
        """One year's ties among the states present in it.

        Raises:
            QuestionError: a year that is not among `years`.
        """
        if year not in self.years:
            raise QuestionError(f"{year}: no ties of this year; there are {self.years[0]} to {self.years[-1]}")
        at = self.years.index(year)
        there = np.flatnonzero(self.present[at])
        return YearOfTies(
            year,
            tuple(self.codes[i] for i in there),
            tuple(self.labels[i] for i in there),
            self.bits[at][np.ix_(there, there)],
            bool(self.covered[at]),
        )

    def __iter__(self) -> Iterator[YearOfTies]:
        """Year after year."""
        return (self.year(year) for year in self.years)


def ties_of(spells: Spells, years: range, present: NDArray[np.bool_] | None = None) -> Ties:
    """The ties of spells by year: a pledge counts in every year in which it was owed on any day.

    Args:
        spells: of one system; an end that is not known counts up to the last of `years`.
        years: consecutive years.
        present: (years, codes) bool; where it is not given, everyone is present from first to last spell.
    """
    pairs = spells.directed()
    count = len(spells.codes)
    first = pairs.start.astype("datetime64[Y]").astype(np.int32) + 1970
    last = np.where(np.isnat(pairs.end), years[-1], pairs.end.astype("datetime64[Y]").astype(np.int64) + 1970)
    bits = np.zeros((len(years), count, count), np.uint8)
    for at, year in enumerate(years):
        rows = (first <= year) & (last >= year)
        np.bitwise_or.at(bits[at], (pairs.member[rows], pairs.towards[rows]), pairs.pledges[rows])
    if present is None:
        present = np.zeros((len(years), count), bool)
        for member in range(count):
            mine = (pairs.member == member) | (pairs.towards == member)
            if mine.any():
                low, high = int(first[mine].min()), int(last[mine].max())
                present[:, member] = [low <= year <= high for year in years]
    return Ties(
        years, spells.codes, tuple(str(code) for code in spells.codes), bits, present,
        np.ones(len(years), bool), spells.system, spells.sources,
    )  # fmt: skip


def ties_of_spells(spells: Spells, states: Roster, years: range) -> Ties:
    """The ties of spells among the states of a system, year by year.

    A pledge counts in every year in which it was owed on any day and both states belonged to the system. A spell whose
    end the source does not know lasts as long as the source covers. Spells of members that are no states of the list,
    or of other years, are dropped, and the report says how many and why.

    Args:
        spells: of members of pacts, as `spells_of` gives them.
        states: the system's states.
        years: consecutive years.

    Raises:
        DatasetError: members that are no numbers of states, or numbers of the other system.
    """
    if spells.system != states.system:
        raise DatasetError(f"spells have {spells.system or 'no'} numbers of states, the list {states.system} numbers")
    pairs = spells.directed()
    place = states.places(np.array(spells.codes, np.int64))
    one, other = place[pairs.member], place[pairs.towards]
    first = pairs.start.astype("datetime64[Y]").astype(np.int64) + 1970
    known = pairs.end.astype("datetime64[Y]").astype(np.int64) + 1970
    last = np.where(np.isnat(pairs.end), years[-1], known)
    fits, timely = (one >= 0) & (other >= 0), (first <= years[-1]) & (last >= years[0])
    there = states.present(years)
    bits = np.zeros((len(years), len(states.codes), len(states.codes)), np.uint8)
    seen = np.zeros(len(pairs), bool)
    for at, year in enumerate(years):
        rows = fits & (first <= year) & (last >= year)
        rows[rows] = there[at, one[rows]] & there[at, other[rows]]
        np.bitwise_or.at(bits[at], (one[rows], other[rows]), pairs.pledges[rows])
        seen |= rows
    reasons = {
        f"outside {years[0]} to {years[-1]}": ~timely,
        f"no state of {states.source.title}": timely & ~fits,
        "states not in the system together in any of those years": timely & fits & ~seen,
    }
    return Ties(
        years, tuple(int(code) for code in states.codes), states.labels, bits, there,
        np.array([_covers(spells.sources, year) for year in years]), states.system,
        (*spells.sources, states.source), Report(steps=(_left_out(pairs, reasons),), notes=spells.notes),
    )  # fmt: skip


def _left_out(pairs: Spells, reasons: Mapping[str, NDArray[np.bool_]]) -> Join:
    """What became of what each member owes each other one."""
    dropped = []
    for reason, rows in reasons.items():
        first = tuple(
            f"{pairs.codes[pairs.member[at]]}-{pairs.codes[pairs.towards[at]]} from {pairs.start[at]}"
            for at in np.flatnonzero(rows)[:EXAMPLES]
        )
        if first:
            dropped.append(Dropped(reason=reason, rows=int(rows.sum()), examples=first))
    used = len(pairs) - sum(drop.rows for drop in dropped)
    name = pairs.sources[0].title if pairs.sources else "spells"
    return Join(source=f"{name}, by pair", rows=len(pairs), used=used, dropped=tuple(dropped))


def ties_of_dyad_years(pledges: Table, states: Roster, years: range) -> Ties:
    """The ties of a table of directed dyad-years (`atop-ddyr`) among the states of a system, year by year.

    Args:
        pledges: columns `ccode1`, `ccode2`, `year` and the five `atop_` pledges.
        states: the system's states.
        years: consecutive years that the system covers.

    Rows of states outside the system or of other years are dropped, and the report says how many and why.

    Raises:
        DatasetError: codes of the other system, or a directed dyad twice in a year.
    """
    from foedera.networks.placing import placed

    rows = placed(pledges, states, years)
    there = states.present(years)
    bits = np.zeros((len(years), len(states.codes), len(states.codes)), np.uint8)
    bits[rows.year, rows.first, rows.second] = pledge_bits(pledges.frame)[rows.kept]
    covered = np.array([_covers(pledges.sources, year) for year in years])
    return Ties(
        years, tuple(int(code) for code in states.codes), states.labels, bits, there, covered, states.system,
        (*pledges.sources, states.source), Report(steps=(rows.join,)),
    )  # fmt: skip


def _covers(sources: tuple[Source, ...], year: int) -> bool:
    """Whether the years of the source contain this one; a source that does not say is taken to cover all."""
    return all(source.covers(year) for source in sources)
