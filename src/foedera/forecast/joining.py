"""Bringing a stream forward: the events of the next days after those that are there, names numbered alike."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.streams import EventStream
from foedera.model.errors import DatasetError


def joined(stream: EventStream, events: EventStream, first: int, end: int) -> tuple[EventStream, EventStream]:
    """The stream with the events from day `first` on and before `end`, and these events by themselves.

    Days are those of `stream`; names that it does not have get the next numbers. Raises `DatasetError` where one counts
    steps and the other has dates.
    """
    if (stream.origin is None) != (events.origin is None):
        raise DatasetError(f"{events.name} and {stream.name}: one has dates and the other counts steps")
    shift = 0 if stream.origin is None or events.origin is None else (events.origin - stream.origin).days
    some = events.between(first - shift, end - shift)
    actors, actor = _numbered(stream.actors, events.actors)
    types, type_ = _numbered(stream.types, events.types)
    fresh = msgspec.structs.replace(
        some, actors=actors, types=types, origin=stream.origin, day=(some.day + shift).astype(np.int32),
        actor=actor[some.actor].astype(np.int32), recipient=actor[some.recipient].astype(np.int32),
        type=type_[some.type].astype(np.int16), read=None, weight=None,
        source=some.source if stream.source is not None and some.source is not None else None,
    )  # fmt: skip
    both = {
        name: np.concatenate([getattr(stream, name), getattr(fresh, name)])
        for name in ("actor", "type", "recipient", "day")
    }
    source = None
    if stream.source is not None:
        missing = np.full(len(fresh), -1, np.int64) if fresh.source is None else fresh.source
        source = np.concatenate([stream.source, missing])
    read = _read(stream, events, shift, end)
    return msgspec.structs.replace(
        stream, actors=actors, types=types, weight=None, source=source, read=read, **both
    ), fresh


def _numbered(known: tuple[str, ...], given: tuple[str, ...]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    if given == known:
        return known, np.arange(len(known))
    numbers = {name: i for i, name in enumerate(known)}
    fresh = [name for name in given if name not in numbers]
    numbers.update({name: len(known) + i for i, name in enumerate(fresh)})
    return (*known, *fresh), np.array([numbers[name] for name in given], np.int64)


def _read(stream: EventStream, events: EventStream, shift: int, end: int) -> NDArray[np.int32] | None:
    """What was read: of the stream as far as it knows, then of the events."""
    if stream.read is None:
        return None
    read = np.zeros(end, np.int32)
    known = min(len(stream.read), end)
    read[:known] = stream.read[:known]
    if events.read is not None:
        later = events.read[max(known - shift, 0) : max(end - shift, 0)]
        start = max(known, shift)
        read[start : start + len(later)] = later[: max(end - start, 0)]
    return read
