"""Duty hours: when posts go on and off duty, in the week of UTC.

A post's local windows become intervals of the UTC week by the offset that its zone has on the day that is asked about;
a change to or from summer time within the simulated weeks is not followed.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.compiled import compiled
from foedera.command.simulation.network import WEEK
from foedera.command.simulation.tables import Row
from foedera.model.errors import DatasetError

__all__ = ["finish", "joined", "next_turn", "on_duty", "overlap", "weekly"]

Interval = tuple[float, float]


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...] | None:
    """The intervals in order, those that touch made one; None where they fill the week."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return None if found == [(0.0, WEEK)] else tuple(found)


def weekly(
    windows: Iterable[tuple[Iterable[int], float, float]], zone: str, day: datetime.date
) -> tuple[Interval, ...] | None:
    """The intervals of the UTC week in which local windows are open; None where that is always.

    Args:
        windows: days (0 is Monday) and the local hours from and to; "to" above 24 reaches into the next day.
        zone: the IANA name of the time zone.
        day: the day whose offset from UTC counts.

    Raises:
        DatasetError: no such time zone.
    """
    try:
        offset = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise DatasetError(f"no time zone {zone!r}: write its IANA name, such as Asia/Tokyo") from error
    ahead = 0.0 if offset is None else offset.total_seconds() / 3600
    found: list[Interval] = []
    for days, start, end in windows:
        for weekday in days:
            begin = (24 * weekday + start - ahead) % WEEK
            stop = begin + min(end - start, WEEK)
            found.append((begin, min(stop, WEEK)))
            if stop > WEEK:
                found.append((0.0, stop - WEEK))
    return joined(found)


def overlap(one: tuple[Interval, ...] | None, other: tuple[Interval, ...] | None) -> float:
    """Hours of the week in which both are on duty."""
    whole = ((0.0, WEEK),)
    return sum(
        max(0.0, min(end, stop) - max(start, begin)) for start, end in one or whole for begin, stop in other or whole
    )


@compiled
def on_duty(station: Row, duty: npt.NDArray[np.float64], time: float) -> bool:
    """Whether a station is on duty at a time.

    `duty` holds the hours of the week at which stations go on or off duty, in order, those of one after those of the
    other.
    """
    hour = time - math.floor(time / WEEK) * WEEK
    on = station["starts"]
    for place in range(station["duty_first"], station["duty_end"]):
        if duty[place] > hour:
            break
        on = not on
    return bool(on)


@compiled
def next_turn(station: Row, duty: npt.NDArray[np.float64], time: float) -> float:
    """The first time after `time` at which a station with duty hours goes on or off duty."""
    begin = station["duty_first"]
    week = math.floor(time / WEEK) * WEEK
    for place in range(begin, station["duty_end"]):
        if week + duty[place] > time:
            return float(week + duty[place])
    return float(week + WEEK + duty[begin])


@compiled
def finish(station: Row, duty: npt.NDArray[np.float64], time: float, work: float) -> float:
    """When work is done that begins at `time` and pauses while the station is off duty."""
    if station["duty_first"] == station["duty_end"]:
        return time + work
    while True:
        turn = next_turn(station, duty, time)
        if on_duty(station, duty, time):
            if time + work <= turn:
                return time + work
            work -= turn - time
        time = turn
