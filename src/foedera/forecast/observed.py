"""Which days were observed, and how well: the exposure of a stream.

A day without events is a quiet day only if somebody looked. Of a stream that a coder made from all it got, a day counts
fully, but for gaps: silences that are too long for the stream to be merely quiet. Of a stream from one's own choice of
articles a day counts as many documents as were read on it: without their number nothing can be forecast, because twice
the reading shows twice the events.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.streams import EventStream
from foedera.model.errors import DatasetError

Floats = NDArray[np.float64]

LEAST_EVENTS: Final = 500
"""With fewer events nothing can be fitted and calibrated."""

LEAST_DAYS: Final = 90
"""Nor with fewer days between the first and the last."""

LEAST_DOCUMENTS: Final = 500
"""Nor, in a stream from one's own choice of articles, with fewer documents."""

RECENT: Final = 30
"""Days over which the present rate of reading is taken."""

_SILENCE: Final = 20.0
"""A silence in which so many events were to be expected is a gap: with Poisson's law its chance is 2 in a billion."""

_SHORTEST: Final = 7


class Gap(msgspec.Struct, frozen=True):
    """Days without events, from `first` up to and without `end`, that are too many for the stream to be quiet."""

    first: int
    end: int


class Observed(msgspec.Struct, frozen=True, eq=False):
    """How well each day from `start` on was observed: 1 is an ordinary day, 0 one that nobody looked at.

    `weights` has a number for each day from `start` until the day of the forecast, and `ahead` is what is to be
    expected of the days to come: that of the last thirty.
    """

    start: int
    weights: Floats
    gaps: tuple[Gap, ...]
    ahead: float

    @property
    def end(self) -> int:
        """The day after the last one that was observed: that of the forecast."""
        return self.start + len(self.weights)

    def decayed(self, day: int, rates: Floats) -> Floats:
        """The exposure before `day` at each rate of decay: the sum of weights times exp(-rate * age), age from 1."""
        past = self.weights[: max(day - self.start, 0)]
        ages = np.arange(len(past), 0, -1, dtype=float)
        return np.array([max(float(past @ np.exp(-rate * (ages - 1))), 1e-9) for rate in rates])

    def window(self, day: int, length: int) -> float:
        """The exposure of the `length` days from `day` on, those after the end being as `ahead`."""
        a = day - self.start
        known = self.weights[a : a + length]
        return float(known.sum()) + self.ahead * (length - len(known))

    def is_whole(self, day: int, length: int) -> bool:
        """Whether none of these days lies in a gap or after the end."""
        return day + length <= self.end and all(day + length <= gap.first or day >= gap.end for gap in self.gaps)


def observed(stream: EventStream, day: int | None = None) -> Observed:
    """How the stream was observed before `day` (None: the day after its last event, or after the last one read).

    Raises `DatasetError`, saying how many are missing, where events, days or documents are too few, where the stream is
    of one's own choice of articles and does not say how many were read, or where it was in a gap before `day`.
    """
    last = stream.last + 1
    if stream.read is not None:
        last = max(last, int(np.flatnonzero(stream.read)[-1]) + 1 if stream.read.any() else 0)
    end = last if day is None else day
    past = stream.until(end)
    refuse_thin(past, end)
    if stream.chosen:
        return _by_reading(past, end)
    start = past.first
    counts = np.bincount(past.day - start, minlength=end - start)[: end - start]
    gaps = tuple(Gap(start + a, start + b) for a, b in _silences(counts))
    if gaps and gaps[-1].end == end:
        raise DatasetError(
            f"{stream.name}: nothing since {_day(stream, gaps[-1].first - 1)}, which is no quiet but a gap: forecast "
            f"from the day after, or bring the stream up to {_day(stream, end - 1)}"
        )
    weights = np.ones(end - start)
    for gap in gaps:
        weights[gap.first - start : gap.end - start] = 0
    return Observed(start=start, weights=weights, gaps=gaps, ahead=1.0)


def refuse_thin(stream: EventStream, end: int) -> None:
    """Raises `DatasetError` where there are too few events or days before `end`, with the number that is missing."""
    if (told := stream.acts) < LEAST_EVENTS:
        raise DatasetError(
            f"{stream.name}: {told} event{'s' * (told != 1)} before the forecast, {LEAST_EVENTS} needed "
            f"to calibrate a probability: {LEAST_EVENTS - told} are missing"
        )
    if end - stream.first < LEAST_DAYS:
        days = end - stream.first
        raise DatasetError(
            f"{stream.name}: {days} days of events, {LEAST_DAYS} are needed: {LEAST_DAYS - days} are missing"
        )


def refuse_unread(stream: EventStream) -> None:
    """Raises `DatasetError` where a stream from one's own choice of articles does not say enough of what was read."""
    if not stream.chosen:
        return
    if stream.read is None:
        raise DatasetError(
            f"{stream.name}: made from somebody's own choice of articles, it measures what was read: the number of "
            "documents read on each day is missing (--documents: a table of day and documents; or --systematic: it is "
            "all that a source coded)"
        )
    total = int(stream.read.sum())
    if total < LEAST_DOCUMENTS:
        raise DatasetError(
            f"{stream.name}: {total} documents were read, {LEAST_DOCUMENTS} are needed to tell what happened from what "
            f"was read: {LEAST_DOCUMENTS - total} are missing"
        )


def _by_reading(stream: EventStream, end: int) -> Observed:
    refuse_unread(stream)
    read = np.zeros(end)
    known = stream.read[:end] if stream.read is not None else np.zeros(0, np.int32)
    read[: len(known)] = known
    start = int(np.flatnonzero(read)[0])
    weights = read[start:] / read[start:].mean()
    ahead = float(weights[-RECENT:].mean())
    if ahead == 0:
        raise DatasetError(
            f"{stream.name}: no document was read in the {RECENT} days before {_day(stream, end)}: read some of them"
        )
    return Observed(start=start, weights=weights, gaps=(), ahead=ahead)


def _silences(counts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Runs of days without events in which, at the rate of the days with some, many were to be expected."""
    silent = np.concatenate([[False], counts == 0, [False]])
    edges = np.flatnonzero(silent[1:] != silent[:-1]).reshape(-1, 2)
    long = edges[:, 1] - edges[:, 0]
    rate = counts.sum() / max(len(counts) - long[long >= _SHORTEST].sum(), 1)
    return [(int(a), int(b)) for a, b in edges if b - a >= _SHORTEST and (b - a) * rate >= _SILENCE]


def _day(stream: EventStream, day: int) -> str:
    date = stream.date(day)
    return f"day {day}" if date is None else date.isoformat()
