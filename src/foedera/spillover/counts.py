"""Daily counts of events by stream, and events with times: what a fit is made on, and what is too thin for one."""

from __future__ import annotations

import datetime

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedera.model.errors import DatasetError
from foedera.spillover.solver import Floats

__all__ = ["FEWEST_DAYS", "FEWEST_EVENTS", "Counts", "Moments", "counts", "moments"]

FEWEST_EVENTS = 25
"""A stream with fewer events says nothing: a weight of 0.2 would have added five of them."""

FEWEST_DAYS = 90
"""Fewer days say nothing: a week's cycle and a trend take up what there is."""


class Counts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How many events of each stream there were on each day.

    Attributes:
        names: the streams.
        values: days x streams, whole numbers.
        origin: the date of the first day, or None where days are steps.
        first: the number of the first day in the source's own count.
        notes: what was left out, and why.
    """

    names: tuple[str, ...]
    values: Floats
    origin: datetime.date | None = None
    first: int = 0
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """The number of days."""
        return len(self.values)

    def between(self, low: int, high: int) -> Counts:
        """The days from row `low` to before row `high`."""
        origin = None if self.origin is None else self.origin + datetime.timedelta(days=low)
        return msgspec.structs.replace(self, values=self.values[low:high], origin=origin, first=self.first + low)

    def number(self, name: str) -> int:
        """The number of a stream. Raises `DatasetError` where there is none of that name."""
        if name not in self.names:
            raise DatasetError(f"there is no stream {name!r}: the streams are {', '.join(self.names[:12])}")
        return self.names.index(name)


class Moments(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Events with times: when each was (rising), in which stream, and until when they were watched (from 0 on)."""

    names: tuple[str, ...]
    times: Floats
    marks: NDArray[np.int32]
    horizon: float

    def until(self, end: float) -> Moments:
        """The events before `end`, watched until then."""
        kept = self.times < end
        return msgspec.structs.replace(self, times=self.times[kept], marks=self.marks[kept], horizon=end)


def counts(
    values: ArrayLike, names: tuple[str, ...] | None = None, *, origin: datetime.date | None = None, first: int = 0,
    notes: tuple[str, ...] = (),
) -> Counts:  # fmt: skip
    """Counts, days x streams, that a fit can be made on: streams too thin are left out, and `notes` says so.

    Raises:
        DatasetError: what is no table of whole numbers, too few days, all events on one day, or no stream with enough
            events; with how much would be needed.
    """
    table = np.asarray(values, np.float64)
    if table.ndim != 2:
        raise DatasetError(f"counts have two dimensions, days x streams; these have {table.ndim}")
    named = tuple(f"s{k + 1}" for k in range(table.shape[1])) if names is None else names
    if len(named) != table.shape[1] or len(set(named)) != len(named):
        raise DatasetError(f"{len(named)} names for {table.shape[1]} streams, or a name twice")
    bad = ~np.isfinite(table) | (table < 0) | (table != np.floor(table))
    if bad.any():
        day, stream = (int(each) for each in np.argwhere(bad)[0])
        raise DatasetError(
            f"day {first + day}, {named[stream]}: {table[day, stream]:g} is no count of events: rates, weights and "
            "counts cannot be mixed"
        )
    _sufficient(table)
    events = table.sum(axis=0)
    kept = events >= FEWEST_EVENTS
    left_out = [f"{name} ({int(n)} events)" for name, n, keep in zip(named, events, kept, strict=True) if not keep]
    if left_out:
        more = f" and {len(left_out) - 8} more" if len(left_out) > 8 else ""
        notes = (*notes, f"left out, with fewer than {FEWEST_EVENTS} events: {', '.join(left_out[:8])}{more}")
    chosen = tuple(name for name, keep in zip(named, kept, strict=True) if keep)
    return Counts(names=chosen, values=table[:, kept], origin=origin, first=first, notes=notes)


def _sufficient(table: Floats) -> None:
    days, most = table.shape[0], table.sum(axis=0).max(initial=0.0)
    if table.sum() == 0:
        raise DatasetError("there are no events: nothing can be fitted")
    if int((table.sum(axis=1) > 0).sum()) == 1:
        raise DatasetError(f"all {int(table.sum())} events lie on one day: what follows what cannot be told from that")
    if days < FEWEST_DAYS:
        raise DatasetError(
            f"{days} days are too few to tell excitation from a week and a trend: {FEWEST_DAYS} are needed, "
            f"{FEWEST_DAYS - days} more"
        )
    if most < FEWEST_EVENTS:
        needed = int(np.ceil(FEWEST_EVENTS / most * days))
        raise DatasetError(
            f"too sparse: the busiest stream has {int(most)} events in {days} days, and {FEWEST_EVENTS} are needed; at "
            f"this pace that takes {needed} days, or join streams"
        )


def moments(
    times: ArrayLike, marks: ArrayLike, horizon: float | None = None, names: tuple[str, ...] | None = None
) -> Moments:
    """Events with times that a fit can be made on.

    Args:
        times: when, in one unit, 0 or later, rising.
        marks: the number of each event's stream, from 0.
        horizon: until when they were watched; the last event where left out.
        names: the streams' names.

    Raises:
        DatasetError: times that are none, or fall, or are days (whole numbers, several alike): those are counts.
    """
    when, stream = np.asarray(times, np.float64), np.asarray(marks)
    fewest = 2 * FEWEST_EVENTS
    if when.ndim != 1 or stream.shape != when.shape or when.size < fewest:
        raise DatasetError(
            f"{when.size} times and {stream.size} marks: as many of each are needed, and at least {fewest}"
        )
    if stream.dtype.kind not in "iu" or stream.min() < 0:
        raise DatasetError("marks are numbers of streams: whole, from 0 on")
    end = float(when[-1]) if horizon is None else float(horizon)
    _rising(when, end)
    streams = int(stream.max()) + 1
    named = tuple(f"s{k + 1}" for k in range(streams)) if names is None else names
    if len(named) < streams:
        raise DatasetError(f"{len(named)} names for {streams} streams")
    return Moments(names=named, times=when, marks=stream.astype(np.int32), horizon=end)


def _rising(when: Floats, end: float) -> None:
    """Raises `DatasetError` for times that are no moments."""
    if not np.isfinite(when).all() or when[0] < 0 or (np.diff(when) < 0).any() or end < when[-1]:
        raise DatasetError("times must be finite, rise from 0 on, and end before the horizon")
    if when[0] == when[-1]:
        raise DatasetError("all events are at one time: what follows what cannot be told from that")
    alike = int((np.diff(when) == 0).sum())
    if alike and (when == np.floor(when)).all():
        raise DatasetError(f"these are days, not moments ({alike} of {when.size} times are alike): give them as counts")
    if alike > 0.02 * when.size:
        raise DatasetError(
            f"{alike} of {when.size} times are alike, as where days and moments are mixed: give daily counts instead"
        )
