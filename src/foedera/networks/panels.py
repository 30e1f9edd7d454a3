"""Panels: the rows of states or dyads by year, to which sources are joined one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Join, Report, Source, Table
from foedera.networks.coverage import KNOWN, NO, NOT_COVERED, NOT_IN_SYSTEM, UNKNOWN, counted, status_series
from foedera.networks.roster import Roster

if TYPE_CHECKING:
    import polars as pl

Unit = Literal["state-years", "dyad-years", "directed dyad-years"]

Mode = Literal["corrected", "parity"]
"""`corrected`: values with their status. `parity`: the values that peacesciencer gives, without status."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Rows of N state-years or dyad-years in the order of their states and years, and what was joined to them.

    Attributes:
        states: the system's states; years: from the start asked for to the end.
        unit: what a row is.
        first, second: (N,) int32, positions in `states.codes`; `second` is empty for states.
        year: (N,) int32, positions in `years`.
        inside: (N,) bool, whether the states belong to the system and share a day of that year; null where all do.
        mode: see `Mode`.
        joined: the columns joined so far; columns: their notes.
        sources, report: where values come from, and what the joins dropped.
    """

    states: Roster
    years: range
    unit: Unit
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    year: NDArray[np.int32]
    inside: NDArray[np.bool_] | None = None
    mode: Mode = "corrected"
    joined: tuple[pl.Series, ...] = ()
    columns: tuple[Column, ...] = ()
    sources: tuple[Source, ...] = ()
    report: Report = field(default_factory=Report)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.year)

    @property
    def sides(self) -> tuple[tuple[str, NDArray[np.int32]], ...]:
        """What a column's name gets, and the states' positions: once for states, `1` and `2` for dyads."""
        if self.unit == "state-years":
            return (("", self.first),)
        return ("1", self.first), ("2", self.second)

    @property
    def dyadic(self) -> bool:
        """Whether the rows are of dyads."""
        return self.unit != "state-years"

    def cells(self) -> NDArray[np.int32]:
        """(N,) int32: each row's place in a flat cube of (states, states, years)."""
        return (self.first * np.int32(len(self.states.codes)) + self.second) * np.int32(len(self.years)) + self.year

    def state_cells(self, side: NDArray[np.int32]) -> NDArray[np.int32]:
        """(N,) int32: the place of one side's state in a flat grid of (states, years)."""
        return side * np.int32(len(self.years)) + self.year

    def statuses(self, found: NDArray[np.bool_], source: Source, absence: str) -> NDArray[np.uint8]:
        """(N,) uint8: the status of each row for a source, positions in `coverage.STATUSES`.

        Args:
            found: whether the source has a row.
            source: its years of coverage are what it covers.
            absence: what it means that a covered case has no row: `no` or `unknown`.
        """
        codes = np.where(found, np.uint8(KNOWN), np.uint8(NO if absence == "no" else UNKNOWN))
        outside = np.array([not source.covers(year) for year in self.years])
        if outside.any():
            codes[outside[self.year] & ~found] = NOT_COVERED
        if self.inside is not None:
            codes[~self.inside] = NOT_IN_SYSTEM
        return codes

    def with_columns(
        self, values: list[pl.Series], notes: list[Column], table: Table, join: Join, status: NDArray[np.uint8],
        suffix: str = "",
    ) -> Panel:  # fmt: skip
        """The panel with columns of a source; in corrected mode their column of status stands after them."""
        source = table.sources[0]
        steps = (*self.report.steps, _with_statuses(join, status, suffix))
        held, said = list(values), list(notes)
        if self.mode == "corrected":
            name = f"{source.id.replace('-', '_')}_status{suffix}"
            held.append(status_series(name, status))
            said = [replace_status(note, name) for note in said]
            said.append(Column(name=name, label=f"Status of {source.title}", source=source.id))
        sources = self.sources if source in self.sources else (*self.sources, source)
        notes_so_far = tuple(dict.fromkeys((*self.report.notes, *table.report.notes)))
        return replace(
            self, joined=(*self.joined, *held), columns=(*self.columns, *said), sources=sources,
            report=Report(steps=steps, notes=notes_so_far),
        )  # fmt: skip

    def join(self, table: Table) -> Panel:
        """The panel with a data set joined, as its kind is joined (see `foedera.networks.joins`).

        Raises:
            DatasetError: numbers of the other system, a state or dyad twice in a year, or a kind that has no place
                in such a panel.
        """
        from foedera.networks.joins import joined

        return joined(self, table)

    def keys(self) -> list[pl.Series]:
        """The columns of the key: `ccode` or `gwcode` (with 1 and 2 for dyads) and `year`."""
        import polars as pl

        code = "gwcode" if self.states.system == "gw" else "ccode"
        small = int(self.states.codes.max()) <= np.iinfo(np.int16).max
        numbers = self.states.codes.astype(np.int16 if small else np.int32)
        held = [pl.Series(f"{code}{suffix}", numbers[side]) for suffix, side in self.sides]
        return [*held, pl.Series("year", self.year.astype(np.int16) + np.int16(self.years[0]))]

    def table(self) -> Table:
        """The panel as a table."""
        import polars as pl

        keys = self.keys()
        notes = tuple(Column(name=key.name, label=_KEY_LABELS[key.name.rstrip("12")]) for key in keys)
        return Table(
            frame=pl.DataFrame([*keys, *self.joined]),
            title=f"{self.unit} of {self.states.source.title}, {self.years[0]} to {self.years[-1]}",
            sources=(self.states.source, *self.sources),
            columns=notes + self.columns,
            report=self.report,
            system=self.states.system,
        )


_KEY_LABELS = {"ccode": "State (COW number)", "gwcode": "State (Gleditsch-Ward number)", "year": "Year"}


def state_years(
    states: Roster, start: int, end: int, *, extend: bool = False, balanced: bool = False, mode: Mode = "corrected"
) -> Panel:
    """A row for each state in each year from start to end in which it belonged to the system for a day.

    Args:
        states: the system's states.
        start, end: first and last year.
        extend: allow years after the list's last; states of its last day go on, and the report says so.
        balanced: every state in every year; where it did not belong, all statuses are `not_in_system`.
        mode: see `Mode`.

    Raises:
        QuestionError: years that the list of states does not cover.
    """
    years = states.asked(start, end, extend=extend)
    there = states.present(years).T
    wanted = np.ones_like(there) if balanced else there
    first, year = (at.astype(np.int32) for at in np.nonzero(wanted))
    inside = there[first, year] if balanced else None
    none = np.empty(0, np.int32)
    return Panel(states, years, "state-years", first, none, year, inside, mode, report=_begun(states, years))


def dyad_years(
    states: Roster, start: int, end: int, *, directed: bool = True, extend: bool = False, balanced: bool = False,
    mode: Mode = "corrected",
) -> Panel:  # fmt: skip
    """A row for each pair of states in each year from start to end in which both belonged to the system on one day.

    Pairs that share a year and no day of it (one left before the other came) are no rows. Without direction, the
    lower number comes first.

    Args and raises as `state_years`.
    """
    years = states.asked(start, end, extend=extend)
    there = states.present(years).T
    both = there[:, None, :] & there[None, :, :]
    for year, one, other in states.apart(years):
        both[one, other, year] = False
    count = len(states.codes)
    wanted = np.ones_like(both) if balanced else both
    off = ~np.eye(count, dtype=bool) if directed else np.triu(np.ones((count, count), bool), 1)
    flat = np.flatnonzero((wanted & off[:, :, None]).ravel()).astype(np.int32)
    pair, year_at = np.divmod(flat, np.int32(len(years)))
    first, second = np.divmod(pair, np.int32(count))
    inside = both.ravel()[flat] if balanced else None
    unit: Unit = "directed dyad-years" if directed else "dyad-years"
    return Panel(states, years, unit, first, second, year_at, inside, mode, report=_begun(states, years))


def _begun(states: Roster, years: range) -> Report:
    if years[-1] <= states.last:
        return Report()
    note = f"{states.source.title} ends in {states.last}; its last states are carried on to {years[-1]}"
    return Report(notes=(note,))


def replace_status(note: Column, status: str) -> Column:
    """The note with the name of the column of status."""
    import msgspec

    return msgspec.structs.replace(note, status=status)


def _with_statuses(join: Join, status: NDArray[np.uint8], suffix: str) -> Join:
    import msgspec

    side = f" (side {suffix})" if suffix else ""
    return msgspec.structs.replace(join, source=f"{join.source}{side}", statuses=counted(status))
