"""The states of a system and the days on which each belonged to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedera.datasets.tables.table import Source, System, Table
from foedera.model.errors import DatasetError, QuestionError


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """A system's list of states.

    Attributes:
        system: whose list it is.
        codes: (n,) int32, the states' numbers, ascending, each once.
        labels: their abbreviations; names: their names, in the same order.
        state: (m,) int32, position in `codes` of each time of membership.
        start, end: (m,) datetime64[D], its first and last day.
        source: the list's source; `first` and `last` are the years that it covers.
        micro: (n,) bool, whether Gleditsch and Ward count the state as a microstate; all false for COW.
    """

    system: System
    codes: NDArray[np.int32]
    labels: tuple[str, ...]
    names: tuple[str, ...]
    state: NDArray[np.int32]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    source: Source
    micro: NDArray[np.bool_]

    @property
    def first(self) -> int:
        """The first year that the list covers."""
        return int(self.start.min().astype("datetime64[Y]").astype(int)) + 1970

    @property
    def last(self) -> int:
        """The last year that the list covers: nothing is said of later ones."""
        return int(self.end.max().astype("datetime64[Y]").astype(int)) + 1970

    def asked(self, start: int, end: int, *, extend: bool = False) -> range:
        """The years from start to end.

        Args:
            start, end: first and last year.
            extend: whether years after the list's last are allowed; states of its last day are then taken to go on.

        Raises:
            QuestionError: an end before the start, or years that the list does not cover.
        """
        if end < start:
            raise QuestionError(f"years {start} to {end}: the end is before the start")
        if start < self.first or (end > self.last and not extend):
            raise QuestionError(
                f"years {start} to {end}: {self.source.title} covers {self.first} to {self.last}"
                + ("" if start < self.first else "; to carry its last states on, ask for extension")
            )
        return range(start, end + 1)

    def ends(self, years: range) -> NDArray[np.datetime64]:
        """(m,) datetime64[D]: last days, those of the list's own last day carried on to the end of `years`."""
        open_end = np.datetime64(f"{years[-1]}-12-31", "D")
        return np.where((self.end == self.end.max()) & (self.end < open_end), open_end, self.end)

    def present(self, years: range) -> NDArray[np.bool_]:
        """(years, n) bool: who belongs to the system on any day of each year."""
        there = np.zeros((len(years), len(self.codes)), bool)
        low = self.start.astype("datetime64[Y]").astype(int) + 1970
        high = self.ends(years).astype("datetime64[Y]").astype(int) + 1970
        for at, year in enumerate(years):
            there[at, self.state[(low <= year) & (high >= year)]] = True
        return there

    def apart(self, years: range) -> list[tuple[int, int, int]]:
        """Pairs that share a year and no day of it: (position in `years`, state, state), in both directions.

        One left before the other came, as South Vietnam before Suriname in 1975.
        """
        ends, there = self.ends(years), self.present(years)
        found = []
        for at, year in enumerate(years):
            first, last = np.datetime64(f"{year}-01-01", "D"), np.datetime64(f"{year}-12-31", "D")
            now = (self.start <= last) & (ends >= first)
            part = now & ((self.start > first) | (ends < last))
            if part.sum() < 2:
                continue
            rows = np.flatnonzero(part)
            low, high = np.maximum(self.start[rows], first), np.minimum(ends[rows], last)
            for one in np.unique(self.state[rows]):
                mine = self.state[rows] == one
                for other in np.unique(self.state[rows]):
                    theirs = self.state[rows] == other
                    whole = (self.state == one) & now & ~part, (self.state == other) & now & ~part
                    if one == other or whole[0].any() or whole[1].any() or not (there[at, one] and there[at, other]):
                        continue
                    meet = np.maximum.outer(low[mine], low[theirs]) <= np.minimum.outer(high[mine], high[theirs])
                    if not meet.any():
                        found.append((at, int(one), int(other)))
        return found

    def on(self, day: date) -> NDArray[np.int32]:
        """The numbers of the states that belong to the system on a day."""
        at = np.datetime64(day, "D")
        return self.codes[np.unique(self.state[(self.start <= at) & (self.end >= at)])]

    def places(self, codes: NDArray[np.integer]) -> NDArray[np.int64]:
        """Positions in `codes`, -1 for a number that is no state of the list; same shape as given."""
        wanted = codes.astype(np.int64)
        at = np.clip(np.searchsorted(self.codes, wanted), 0, len(self.codes) - 1)
        return np.where(self.codes[at] == wanted, at, -1).astype(np.int64)


def roster_of(states: Table) -> Roster:
    """The roster from a table of states (`cow-states` or `gw-states` as `foedera.datasets.tables.read` gives them).

    Raises:
        DatasetError: a table of something else, a state that leaves before it enters, or overlapping times of one.
    """
    frame = states.frame
    system: System = "gw" if "gwcode" in frame.columns else "cow"
    missing = {f"{system}code".replace("cowcode", "ccode"), "stateabb", "statenme", "start", "end"} - set(frame.columns)
    if missing:
        raise DatasetError(f"{states.title}: no table of states: column {min(missing)} is missing")
    code = "gwcode" if system == "gw" else "ccode"
    rows = frame.sort(code, "start")
    codes, first = np.unique(rows[code].to_numpy(), return_index=True)
    micro = rows["microstate"].to_numpy()[first] > 0 if "microstate" in rows.columns else np.zeros(len(codes), bool)
    made = Roster(
        system=system,
        codes=codes.astype(np.int32),
        labels=tuple(str(label) for label in rows["stateabb"].gather(first)),
        names=tuple(str(name) for name in rows["statenme"].gather(first)),
        state=np.searchsorted(codes, rows[code].to_numpy()).astype(np.int32),
        start=rows["start"].cast(pl.Date).to_numpy().astype("datetime64[D]"),
        end=rows["end"].cast(pl.Date).to_numpy().astype("datetime64[D]"),
        source=states.sources[0] if states.sources else Source(id=f"{system}-states", title=states.title),
        micro=micro,
    )
    _check(made)
    return made


def _check(made: Roster) -> None:
    backwards = np.flatnonzero(made.end < made.start)
    if backwards.size:
        row = int(backwards[0])
        raise DatasetError(
            f"{_name(made)}: state {made.codes[made.state[row]]} leaves before it enters, on {made.end[row]}"
        )
    over = np.flatnonzero((made.state[1:] == made.state[:-1]) & (made.start[1:] <= made.end[:-1]))
    if over.size:
        row = int(over[0])
        raise DatasetError(
            f"{_name(made)}: overlapping times of state {made.codes[made.state[row]]}: "
            f"{made.start[row]} to {made.end[row]} and from {made.start[row + 1]}"
        )


def _name(made: Roster) -> str:
    return f"{made.source.file}: {made.source.title}" if made.source.file else made.source.title
