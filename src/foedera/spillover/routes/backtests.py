"""What the model says against what was published: Suez in March 2021, the Red Sea in late 2023 and 2024, Malacca."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from foedera.spillover.routes.detours import MODEL_ERROR, Range
from foedera.spillover.routes.facts import Facts, taken
from foedera.spillover.routes.flows import capacities
from foedera.spillover.routes.network import sea, way
from foedera.spillover.routes.waiting import arriving, waiting

__all__ = ["LENGTH_ERROR", "Test", "backtests"]

LENGTH_ERROR = 0.03
"""By how much of itself the length of a whole way may be wrong, so that it still counts as a hit."""

_CLOSED = 6.5
"""Days for which Suez was closed in March 2021: from the morning of the 23rd to the evening of the 29th, local time."""

_DEEP = 16.0
"""Metres: ships too deep for the Panama Canal, which the published ways leave out."""

_BEFORE = (4.7, 4.0)
"""Million tonnes a day through Suez and around the Cape in the first week of 2023 (IMF; source imf-week)."""


class Test(msgspec.Struct, frozen=True):
    """One figure: what was published, what the model says, and whether the two ranges meet.

    `kind` is "prediction" where nothing of the event was used, "given the loss" where the published loss of traffic
    was, and "not modelled" where the model has no answer.
    """

    id: str
    event: str
    what: str
    unit: str
    published: Range
    model: Range | None
    kind: Literal["prediction", "given the loss", "not modelled"]
    hit: bool | None
    sources: tuple[str, ...]
    note: str


def backtests(found: Facts | None = None) -> list[Test]:
    """All figures that were published, each with the model's answer; misses too."""
    known = taken(found)
    answers = _answers(known)
    return [
        Test(
            id=id, event=row.event, what=row.what, unit=row.unit, published=Range(row.low, row.high),
            model=answers.get(id),
            kind="not modelled" if id not in answers else "given the loss" if id == "cape-gain-2024" else "prediction",
            hit=None if id not in answers else answers[id].low <= row.high and row.low <= answers[id].high,
            sources=row.sources, note=row.note,
        )
        for id, row in known.published.items()
    ]  # fmt: skip


def _answers(known: Facts) -> Mapping[str, Range]:
    near, around = sea(draught=_DEEP, found=known), sea(("SUEZ",), draught=_DEEP, found=known)

    def miles(origin: str, destination: str, *, cape: bool = False) -> float:
        found = way(around if cape else near, origin, destination)
        return float("nan") if found is None else found.miles

    def extra(origin: str, destination: str) -> float:
        return miles(origin, destination, cape=True) - miles(origin, destination)

    europe, east, gulf = "NORTH_WEST_EUROPE", "SOUTH_EAST_ASIA", "PERSIAN_GULF"
    asia = [extra(port, europe) for port in (east, "CHINA", "JAPAN", "TAIWAN", "KOREA")]
    routes = [(gulf, europe), (east, europe), ("CHINA", europe), ("SOUTH_ASIA_WEST", europe), ("JAPAN", europe)]
    ratios = [100 * extra(a, b) / miles(a, b) for a, b in routes]
    lengths: dict[str, tuple[str, str, bool]] = {
        f"{name}-{by}": (a, b, by == "cape")
        for name, a, b in (
            ("gulf-rotterdam", gulf, europe), ("shanghai-rotterdam", "CHINA", europe),
            ("paradip-houston", "SOUTH_ASIA_EAST", "US_GULF"), ("mumbai-houston", "SOUTH_ASIA_WEST", "US_GULF"),
            ("jeddah-constanta", "RED_SEA", "BLACK_SEA"),
        )
        for by in ("suez", "cape")
    }  # fmt: skip
    found = {id: _around(miles(a, b, cape=cape), LENGTH_ERROR) for id, (a, b, cape) in lengths.items()}
    for id, a, b, knots in (
        ("taiwan-netherlands", "TAIWAN", europe, 16.43), ("japan-rotterdam", "JAPAN", europe, 11.0)
    ):  # fmt: skip
        found |= {
            f"{id}-{by}": _around(miles(a, b, cape=by == "cape") / 24 / knots, LENGTH_ERROR) for by in ("suez", "cape")
        }
    found |= {
        "gulf-rotterdam-extra": _around(100 * extra(gulf, europe) / miles(gulf, europe), MODEL_ERROR),
        "singapore-rotterdam-extra": _around(100 * extra(east, europe) / miles(east, europe), MODEL_ERROR),
        "shanghai-rotterdam-extra": _around(extra("CHINA", europe), MODEL_ERROR),
        "paradip-houston-extra": _around(extra("SOUTH_ASIA_EAST", "US_GULF"), MODEL_ERROR),
        "mumbai-houston-extra": _around(extra("SOUTH_ASIA_WEST", "US_GULF"), MODEL_ERROR),
        "jeddah-constanta-extra": _around(extra("RED_SEA", "BLACK_SEA"), MODEL_ERROR),
        "singapore-rotterdam-miles": _around(extra(east, europe), MODEL_ERROR),
        "shanghai-rotterdam-days": _around(extra("CHINA", europe) / 24 / 16, MODEL_ERROR),
        "gulf-europe-days": _span([extra(gulf, europe)], _days(known, "vlcc")),
        "red-sea-distance": _span(ratios, lambda value: (value, value)),
        "cape-days-2021": _span(asia, _days(known, "container")),
        "cape-gain-2024": _around(known.published["suez-loss-volume"].low * _BEFORE[0] / _BEFORE[1], 0.0),
        "malacca-lombok-extra": _lombok(known),
    }
    return found | _queue(known)


def _days(known: Facts, ship: str) -> Callable[[float], tuple[float, float]]:
    kind = known.ships[ship]
    return lambda extra: (extra / 24 / kind.speed_high, extra / 24 / kind.speed_low)


def _span(values: list[float], spread: Callable[[float], tuple[float, float]]) -> Range:
    ends = [end for value in values for end in spread(value)]
    return Range(min(ends) * (1 - MODEL_ERROR), max(ends) * (1 + MODEL_ERROR))


def _around(value: float, error: float) -> Range:
    return Range(value * (1 - error), value * (1 + error))


def _lombok(known: Facts) -> Range:
    deep = known.ships["vlcc"].draught
    ways = [way(sea(cut, draught=deep, found=known), "PERSIAN_GULF", "JAPAN") for cut in ((), ("MALACCA",))]
    first, then = (float("nan") if each is None else each.miles for each in ways)
    return _around(then - first, MODEL_ERROR)


def _queue(known: Facts) -> dict[str, Range]:
    comes = arriving("SUEZ", "2021-03", known)
    limits = capacities("transits a day", "2021-03", found=known)
    if comes is None or "SUEZ" not in limits:
        return {}
    queue = waiting("SUEZ", _CLOSED, comes, limits["SUEZ"])
    return {"queue-2021": queue.ships} | ({} if queue.passed is None else {"cleared-2021": queue.passed})
