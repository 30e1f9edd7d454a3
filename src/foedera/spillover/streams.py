"""Event streams as daily counts: by dyad, region, type or quad category."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from foedera.actors import bundled
from foedera.datasets.streams import EventStream
from foedera.model.errors import DatasetError, UsageError
from foedera.model.plover import from_cameo, plover_types
from foedera.spillover.counts import Counts, Moments, counts, moments
from foedera.spillover.regions import region

__all__ = ["By", "joined", "read_moments", "streamed"]

By = Literal["dyad", "region", "type", "quad"]

_MOST = 60


def streamed(
    stream: EventStream, by: By, *, only: Collection[str] = (), most: int = _MOST, states: bool = False
) -> Counts:
    """The counts of a stream's events, a day or step at a time.

    Args:
        stream: the events. Their weights must be 1: an event of weight 3 would be three events at once.
        by: what makes a stream: a dyad (actor > recipient), the actor's region, the type, or its quad category.
        only: types or quad categories that count (`V-CONF`, `FIGHT`); all where empty.
        most: at most so many streams, those with most events.
        states: with `dyad`, one region to another instead of one actor to another.

    Raises:
        UsageError: a `by` or an `only` that there is not.
        DatasetError: weights, or what `counts` raises for data too thin.
    """
    stream = _usable(stream, by, only)
    codes, labels = _labels(stream, by, states)
    notes = list(stream.notes)
    found, first_at, numbers = np.unique(codes, return_index=True, return_counts=True)
    tally, without = Counter[str](), 0
    # Of streams with as many events the one that came first stands first.
    for at in np.argsort(first_at).tolist():
        label, times = labels[int(found[at])], int(numbers[at])
        if label is None:
            without += times
        else:
            tally[label] += times
    if without:
        notes.append(f"{without} of {len(stream)} events have no {by} that is known; they were left out")
    names = tuple(sorted(name for name, _ in tally.most_common(most)))
    if len(tally) > most:
        rest = sum(tally.values()) - sum(tally[name] for name in names)
        notes.append(f"the {most} busiest of {len(tally)} streams; the rest has {rest} events")
    number = {name: k for k, name in enumerate(names)}
    first, last = stream.first, stream.last
    table = np.zeros((last - first + 1, len(names)))
    places = np.array([number.get(label or "", -1) for label in labels], np.int64)[codes]
    np.add.at(table, (stream.day[places >= 0] - first, places[places >= 0]), 1)
    if not names:
        raise DatasetError(f"{stream.name}: no event has a {by} that is known")
    return counts(table, names, origin=stream.date(first), first=first, notes=tuple(notes))


def _usable(stream: EventStream, by: By, only: Collection[str]) -> EventStream:
    """The events that count. Raises as `streamed` does."""
    if by not in get_args(By):
        raise UsageError(f"streams are made by {', '.join(get_args(By))}, not by {by}")
    if stream.weight is not None and (stream.weight != 1).any():
        raise DatasetError(
            f"{stream.name}: events have weights: what counts events cannot be mixed with what weighs them"
        )
    if only:
        stream = stream.selected(_wanted(stream, only))
    if not len(stream):
        raise DatasetError(f"{stream.name}: there are no events{' of ' + ', '.join(only) if only else ''}")
    return stream


def joined(parts: Sequence[Counts]) -> Counts:
    """Counts of the same days side by side. Raises `DatasetError` where one counts dates and another steps."""
    if len({part.origin is None for part in parts}) > 1:
        raise DatasetError("some streams have dates and others count steps: they cannot be put side by side")
    starts = [part.first if part.origin is None else part.origin.toordinal() for part in parts]
    low = max(starts)
    high = min(start + part.days for start, part in zip(starts, parts, strict=True))
    if high <= low:
        raise DatasetError("the streams have no day in common")
    values = np.column_stack([p.values[low - s : high - s] for p, s in zip(parts, starts, strict=True)])
    names = tuple(name for part in parts for name in part.names)
    dated = parts[0].origin is not None
    origin = datetime.date.fromordinal(low) if dated else None
    return counts(values, names, origin=origin, first=0 if dated else low)


def read_moments(path: Path, *, horizon: float | None = None) -> Moments:
    """Events with times from a CSV file with the columns `time` (a number, from 0 on) and `stream` (a name), any order.

    Args:
        horizon: until when the streams were watched; the last event where left out.

    Raises:
        DatasetError: no such file or column, a time that is no number, or what `moments` raises.
    """
    times, names = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [name for name in ("time", "stream") if name not in (rows.fieldnames or ())]:
                raise DatasetError(f"{path}: no column {' and no column '.join(missing)}: time and stream are needed")
            for row in rows:
                name = (row["stream"] or "").strip()
                if not name:
                    raise DatasetError(f"{path}, line {rows.line_num}, column stream: no stream is named")
                times.append(_time(row["time"], f"{path}, line {rows.line_num}, column time"))
                names.append(name)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: no text in UTF-8 (byte {error.start})") from None
    known = tuple(sorted(set(names)))
    number = {name: k for k, name in enumerate(known)}
    order = np.argsort(times, kind="stable")
    marks = np.array([number[name] for name in names], np.int32)[order]
    return moments(np.array(times)[order], marks, horizon, known)


def _time(given: str | None, where: str) -> float:
    try:
        return float(given or "")
    except ValueError:
        raise DatasetError(f"{where}: {given!r} is no number") from None


def _labels(stream: EventStream, by: By, states: bool) -> tuple[NDArray[np.integer], list[str | None]]:
    """A number for the stream of each event, and the names of streams by their numbers: None where it is not known."""
    if by == "type":
        return stream.type, [name.replace("_", " ") for name in stream.types]
    if by == "quad":
        return stream.type, [_quad(name) for name in stream.types]
    if by == "region" or states:
        base = bundled()
        places = _numbered(stream, lambda actor: region(actor, base))
    else:
        places = _numbered(stream, lambda actor: actor.replace("_", " "))
    if by == "region":
        return stream.actor, [places.get(k) for k in range(len(stream.actors))]
    size = len(stream.actors)
    pairs, codes = np.unique(stream.actor.astype(np.int64) * size + stream.recipient, return_inverse=True)
    ends = [(places[pair // size], places[pair % size]) for pair in pairs.tolist()]
    return codes, [None if one is None or other is None else f"{one} > {other}" for one, other in ends]


def _numbered(stream: EventStream, named: Callable[[str], str | None]) -> dict[int, str | None]:
    return {int(k): named(stream.actors[k]) for k in np.union1d(stream.actor, stream.recipient)}


def _quad(name: str) -> str | None:
    """The quad category of one of PLOVER's types or of a code of CAMEO; None for what is neither."""
    types = plover_types()
    found = next((each for each in types.values() if each.type == name.upper()), None)
    if found is None and name[:2].isdigit() and (cameo := from_cameo(name)) is not None:
        found = types[cameo.type]
    return None if found is None else found.quad


def _wanted(stream: EventStream, only: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    given = {each.upper().replace(" ", "_") for each in only}
    kept = [name.upper() in given or _quad(name) in given for name in stream.types]
    known = {name.upper() for name in stream.types} | {str(_quad(name)) for name in stream.types}
    if unknown := sorted(given - known):
        raise UsageError(f"{stream.name} has no type or quad category {', '.join(unknown)}")
    return np.asarray(kept, np.bool_)[stream.type]
