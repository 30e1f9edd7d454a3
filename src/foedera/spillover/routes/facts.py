"""The facts of the sea: places, legs, capacities, traffic, dependence and the ships assumed, each with its source.

They lie in `data/` as CSV, one fact a row. A fact has a period (months, both ends included), a unit, and a range where
sources differ. What is not known has no row, and answers say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

import msgspec

from foedera.model.edtf import Edtf
from foedera.model.errors import DatasetError, EdtfError, QuestionError

__all__ = [
    "CARRIED", "Capacity", "Dependence", "Facts", "Flow", "Place", "Published", "Ship", "Source", "Traffic", "facts",
    "month", "named", "near",
]  # fmt: skip

CARRIED = 3
"""Years for which a figure is carried forward past its period; older figures are left out."""

_DATA = Path(__file__).parent / "data"
_D = TypeVar("_D", bound="_Dated")
_S = TypeVar("_S", bound=msgspec.Struct)


class Source(msgspec.Struct, frozen=True):
    """Where a fact stands: title, publisher, date (EDTF, empty where undated) and address."""

    id: str
    title: str
    publisher: str
    date: str
    address: str


class Place(msgspec.Struct, frozen=True):
    """A node of the network; a region is measured from its `port`.

    `draught` is the deepest draught that passes, in metres; None where there is no limit.
    """

    id: str
    kind: Literal["region", "chokepoint", "waypoint", "pipeline"]
    name: str
    port: str
    latitude: float
    longitude: float
    draught: float | None
    sources: tuple[str, ...]
    note: str


class _Dated(msgspec.Struct, frozen=True, kw_only=True):
    """What all dated facts have; `since` and `until` are months (YYYY-MM), `until` None where it still holds."""

    unit: str
    low: float
    high: float
    since: str
    until: str | None
    sources: tuple[str, ...]
    note: str


class Capacity(_Dated, frozen=True, kw_only=True):
    """How much a chokepoint or a pipeline lets through."""

    node: str


class Traffic(_Dated, frozen=True, kw_only=True):
    """How much passes a chokepoint."""

    chokepoint: str
    what: str


class Dependence(_Dated, frozen=True, kw_only=True):
    """Which share of a state's trade passes a chokepoint; `approximate` where the source or the sum is rough."""

    state: str
    chokepoint: str
    what: str
    approximate: bool


class Flow(_Dated, frozen=True, kw_only=True):
    """What one region or state sends to another; the ends are regions or ISO codes of states."""

    origin: str
    destination: str
    commodity: str


class Ship(msgspec.Struct, frozen=True):
    """A kind of ship, with our assumptions: draught (m), speed (knots), charter (USD a day), fuel (tonnes a day)."""

    ship: str
    name: str
    draught: float
    speed_low: float
    speed_high: float
    charter_low: float
    charter_high: float
    fuel_low: float
    fuel_high: float


class Published(msgspec.Struct, frozen=True):
    """A figure that was published about a real closure, for the back-tests."""

    id: str
    event: str
    what: str
    unit: str
    low: float
    high: float
    sources: tuple[str, ...]
    note: str


class Facts(msgspec.Struct, frozen=True):
    """All tables."""

    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    legs: tuple[tuple[str, str], ...]
    capacities: tuple[Capacity, ...]
    traffic: tuple[Traffic, ...]
    dependence: tuple[Dependence, ...]
    flows: tuple[Flow, ...]
    ships: Mapping[str, Ship]
    states: Mapping[str, tuple[str, ...]]
    published: Mapping[str, Published]

    @property
    def chokepoints(self) -> Mapping[str, Place]:
        """The chokepoints by their ids."""
        return self._of("chokepoint")

    @property
    def regions(self) -> Mapping[str, Place]:
        """The regions by their ids."""
        return self._of("region")

    def _of(self, kind: str) -> Mapping[str, Place]:
        return {id: place for id, place in self.places.items() if place.kind == kind}

    @property
    def covered(self) -> tuple[str, str]:
        """The first month of the facts on traffic, and the last month to which a figure may be carried."""
        last = max(each.until for each in (*self.traffic, *self.flows) if each.until is not None)
        return min(each.since for each in self.traffic), f"{int(last[:4]) + CARRIED}{last[4:]}"

    def at(self, rows: Sequence[_D], on: str) -> tuple[_D, ...]:
        """The facts that hold in a month, or were the last before it and are at most `CARRIED` years old.

        Of several periods of one fact only the latest is given.
        """
        found: dict[object, _D] = {}
        for row in sorted((row for row in rows if _holds(row, on)), key=lambda row: row.since):
            found[_about(row)] = row
        return tuple(found.values())

    def regions_of(self, state: str) -> tuple[str, ...]:
        """The regions at whose coasts a state's ports lie. A region's own id stands for itself.

        Raises:
            QuestionError: neither; names that are near are told.
        """
        code = state.upper().removeprefix("STATE:")
        if code in self.regions:
            return (code,)
        if code in self.states:
            return self.states[code]
        raise QuestionError(
            f"no ports are known of {state!r}: states are given as ISO 3166 codes{near(code, [*self.states])}; "
            f"{len(self.states)} are known (`foedera routes list`)"
        )


def _holds(row: _Dated, on: str) -> bool:
    return row.since <= on and (row.until is None or on <= _aged(row.until, CARRIED))


def _about(row: _Dated) -> object:
    """What a fact is about: of facts about the same, the latest holds. Shares of a state are one in whatever unit."""
    left_out = _PERIOD | ({"unit"} if isinstance(row, Dependence) else set())
    return tuple(value for name, value in msgspec.structs.asdict(row).items() if name not in left_out)


_PERIOD = {"since", "until", "low", "high", "sources", "note", "approximate"}


@cache
def facts() -> Facts:
    """The facts that come with the package.

    Raises:
        DatasetError: a row that is malformed, or names a place or a source that does not exist.
    """
    found = Facts(
        sources=_keyed("sources", "id", Source),
        places=MappingProxyType({row["id"]: _place(row) for row in _rows("nodes")}),
        legs=tuple((row["from"], row["to"]) for row in _rows("legs")),
        capacities=_all("capacities", Capacity),
        traffic=_all("traffic", Traffic),
        dependence=_all("dependence", Dependence),
        flows=_all("flows", Flow),
        ships=_keyed("ships", "ship", Ship),
        states=MappingProxyType({row["state"]: tuple(row["regions"].split()) for row in _rows("states")}),
        published=_keyed("published", "id", Published),
    )
    _check(found)
    return found


def taken(found: Facts | None) -> Facts:
    """The facts that are given, or those of the package."""
    return facts() if found is None else found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _keyed(name: str, key: str, type: type[_S]) -> Mapping[str, _S]:
    return MappingProxyType({row[key]: msgspec.convert(_sourced(row), type, strict=False) for row in _rows(name)})


def _all(name: str, type: type[_D]) -> tuple[_D, ...]:
    return tuple(_dated(row, type) for row in _rows(name))


def _sourced(row: Mapping[str, str]) -> dict[str, object]:
    return {**row, "sources": tuple(row.get("source", "").split())}


def _place(row: Mapping[str, str]) -> Place:
    return msgspec.convert({**_sourced(row), "draught": row["draught"] or None}, Place, strict=False)


def _dated(row: Mapping[str, str], type: type[_D]) -> _D:
    filled = {**_sourced(row), "until": row["until"] or None}
    if "approximate" in row:
        filled["approximate"] = row["approximate"] == "yes"
    return msgspec.convert(filled, type, strict=False)


def _check(found: Facts) -> None:
    missing = sorted(_mentioned(found) - set(found.places)) + sorted(_cited(found) - set(found.sources))
    if missing:
        raise DatasetError(f"{_DATA.name}: named in the tables of routes, but described nowhere: {', '.join(missing)}")
    wrong = next((row for row in _all_dated(found) if row.low > row.high or not row.sources), None)
    if wrong is not None:
        raise DatasetError(f"{_DATA.name}: a fact without source, or with its range upside down: {wrong}")


def _all_dated(found: Facts) -> tuple[_Dated, ...]:
    return (*found.capacities, *found.traffic, *found.dependence, *found.flows)


def _mentioned(found: Facts) -> set[str]:
    ends = {place for leg in found.legs for place in leg}
    coasts = {region for regions in found.states.values() for region in regions}
    of_facts = {row.chokepoint for row in found.traffic} | {row.chokepoint for row in found.dependence}
    return ends | coasts | of_facts | {row.node for row in found.capacities}


def _cited(found: Facts) -> set[str]:
    rows: tuple[_Dated | Published | Place, ...] = (
        *_all_dated(found), *found.published.values(), *found.places.values()
    )  # fmt: skip
    return {id for row in rows for id in row.sources}


def month(text: str, found: Facts | None = None) -> str:
    """A day, month or year (EDTF) as the month YYYY-MM for which the facts are asked; of a year, its first.

    Raises:
        QuestionError: no such date, an interval, or one that the facts do not reach.
    """
    try:
        date = Edtf.parse(text)
    except EdtfError as error:
        raise QuestionError(f"{text}: write a year, a month or a day, such as 2024-04") from error
    first = date.earliest
    if first is None or date.is_interval:
        raise QuestionError(f"{text}: write one year, month or day, such as 2024-04")
    asked = f"{first.year:04d}-{first.month:02d}"
    since, until = taken(found).covered
    if not since <= asked <= until:
        raise QuestionError(f"{text}: the facts on routes reach from {since} to {until}")
    return asked


def named(text: str, found: Facts | None = None) -> str:
    """The id of a chokepoint by its id or its name, in any case ("Malacca", "Suez Canal", "bab-el-mandeb").

    Raises:
        QuestionError: there is none; names that are near are told.
    """
    known = taken(found).chokepoints
    wanted = "_".join(text.upper().replace("-", " ").split())
    forms = {form: id for id, place in known.items() for form in (id, "_".join(place.name.upper().split()))}
    forms |= {id.replace("_", ""): id for id in known} | _ALSO
    plain = wanted.removeprefix("STRAITS_OF_").removeprefix("STRAIT_OF_").removesuffix("_STRAIT")
    for form in (wanted, plain, plain.removesuffix("_CANAL"), plain + "_STRAIT"):
        if form in forms:
            return forms[form]
    raise QuestionError(f"no chokepoint {text!r} is known{near(wanted, [*forms])}: `foedera routes list` shows all")


_ALSO = {
    "SINGAPORE_STRAIT": "MALACCA", "BOSPORUS": "TURKISH", "DARDANELLES": "TURKISH", "TSUSHIMA": "KOREA_STRAIT",
    "ENGLISH_CHANNEL": "DOVER", "CAPE": "GOOD_HOPE", "MAGELLAN": "HORN", "CAPE_HORN": "HORN", "SOYA": "LA_PEROUSE",
    "GREAT_BELT": "DANISH", "WETAR": "OMBAI", "MANDEB": "BAB_EL_MANDEB", "TAIWAN": "TAIWAN_STRAIT",
}  # fmt: skip


def near(text: str, known: Sequence[str]) -> str:
    """The names that are like the text, as a remark in brackets to append; else nothing."""
    found = get_close_matches(text, known, 3, 0.6)
    return f" (near: {', '.join(found)})" if found else ""


def _aged(date: str, years: int) -> str:
    return f"{int(date[:4]) + years}{date[4:]}"
