"""Files of the user: flows from PortWatch, UNCTAD or customs, capacities, transits; what is wrong in them is named.

None of these data come with the package: their terms are the user's to keep.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from foedera.model.errors import DatasetError, QuestionError
from foedera.spillover.routes.facts import Capacity, Facts, Flow, near, taken

__all__ = ["Change", "Passage", "capacity_file", "change", "flow_file", "passage_file"]

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "origin": ("origin", "from", "partnerISO", "partnerIso", "partner_iso3", "exporter", "Origin"),
    "destination": ("destination", "to", "reporterISO", "reporterIso", "reporter_iso3", "importer", "Destination"),
    "commodity": ("commodity", "cmdCode", "cmdDesc", "product", "hs", "Product"),
    "amount": ("amount", "value", "primaryValue", "netWgt", "Value"),
    "unit": ("unit", "Unit", "qtyUnitAbbr"),
    "since": ("since", "period", "year", "refYear", "Year"),
}
_UNITS: Mapping[str, str] = {"primaryValue": "US dollars", "netWgt": "kilograms"}
"""Columns of UN Comtrade whose unit is fixed."""

_FLOW_DIRECTION = ("flowCode", "flowDesc")
_KNOWN_UNITS = (
    "tonnes", "kilograms", "US dollars", "thousand US dollars", "million US dollars", "million barrels a day",
    "barrels a day", "TEU", "transits a day",
)  # fmt: skip


class Passage(msgspec.Struct, frozen=True):
    """Transits of a chokepoint on a day, and what they carried in tonnes (None: the file does not say)."""

    date: str
    name: str
    ships: float
    tonnes: float | None


class Change(msgspec.Struct, frozen=True):
    """Ships a day at a chokepoint in two periods, and the change in percent; None where a period has no rows."""

    name: str
    before: float | None
    after: float | None
    percent: float | None


def flow_file(path: Path, found: Facts | None = None) -> tuple[Flow, ...]:
    """Reads flows: columns origin, destination, commodity, amount (or low and high) and unit; since where it is known.

    The names of UN Comtrade's columns are understood too (reporterISO, partnerISO, cmdCode, flowCode, primaryValue,
    netWgt, refYear). Of its rows imports make a flow from partner to reporter, exports one from reporter to partner.

    Raises:
        DatasetError: with the line: columns missing, an end that is no region or state of the network, an amount that
            is none, a unit that is not known, or several units for one commodity.
    """
    known = taken(found)
    head, rows = _table(path)
    columns = _columns(path, head)
    out = [_flow(path, line, row, columns, known) for line, row in rows]
    flows = tuple(flow for flow in out if flow is not None)
    if not flows:
        raise DatasetError(f"{path}: no flow in it")
    _check_units(path, [(line, flow) for (line, _), flow in zip(rows, out, strict=True) if flow is not None])
    return flows


def _check_units(path: Path, flows: Sequence[tuple[int, Flow]]) -> None:
    units: dict[str, str] = {}
    for line, flow in flows:
        first = units.setdefault(flow.commodity, flow.unit)
        if first != flow.unit:
            raise DatasetError(f"{path}:{line}: {flow.commodity} in {flow.unit}, but in {first} above: units are mixed")


def _columns(path: Path, head: Sequence[str]) -> dict[str, str]:
    found = {want: next((name for name in names if name in head), "") for want, names in _ALIASES.items()}
    if {"low", "high"} <= set(head):
        found["amount"] = "low"
    needed = ("origin", "destination", "commodity", "amount", *(() if found["amount"] in _UNITS else ("unit",)))
    missing = [want for want in needed if not found[want]]
    if missing:
        raise DatasetError(
            f"{path}: no column {', '.join(missing)} (there are: {', '.join(head)}); "
            "flows need origin, destination, commodity, amount, unit"
        )
    return found


def _flow(path: Path, line: int, row: Mapping[str, str], columns: Mapping[str, str], known: Facts) -> Flow | None:
    ends = _ends(path, line, row, columns, known)
    if ends[0] == ends[1]:
        return None
    low, high = _amounts(path, line, row, columns["amount"])
    unit = _UNITS.get(columns["amount"]) or row[columns["unit"]].strip()
    if unit not in _KNOWN_UNITS:
        raise DatasetError(
            f"{path}:{line}: unit {unit!r} is not known{near(unit, _KNOWN_UNITS)}: write {', '.join(_KNOWN_UNITS)}"
        )
    since = row[columns["since"]].strip() if columns["since"] else ""
    return Flow(
        origin=ends[0], destination=ends[1], commodity=row[columns["commodity"]].strip(), unit=unit, low=low, high=high,
        since=since, until=None, sources=(), note=path.name,
    )  # fmt: skip


def _ends(path: Path, line: int, row: Mapping[str, str], columns: Mapping[str, str], known: Facts) -> list[str]:
    ends = [row[columns[end]].strip().upper() for end in ("origin", "destination")]
    for end in ends:
        try:
            known.regions_of(end)
        except QuestionError as error:
            raise DatasetError(f"{path}:{line}: {error}") from error
    direction = next((row[name].strip().upper()[:1] for name in _FLOW_DIRECTION if name in row), "M")
    return ends[::-1] if direction == "X" else ends


def _amounts(path: Path, line: int, row: Mapping[str, str], column: str) -> tuple[float, float]:
    low = _number(path, line, column, row[column])
    high = _number(path, line, "high", row["high"]) if column == "low" else low
    if low > high:
        raise DatasetError(f"{path}:{line}: low {low:g} is above high {high:g}")
    return low, high


def capacity_file(path: Path, found: Facts | None = None) -> tuple[Capacity, ...]:
    """Reads capacities: columns node, unit, low, high. They go before those of the facts.

    Raises:
        DatasetError: with the line: a place that is not in the network, or a range that is none.
    """
    known = taken(found)
    head, rows = _table(path)
    if missing := [name for name in ("node", "unit", "low", "high") if name not in head]:
        raise DatasetError(f"{path}: no column {', '.join(missing)}; capacities need node, unit, low, high")
    out = []
    for line, row in rows:
        node = row["node"].strip().upper()
        if node not in known.places:
            raise DatasetError(f"{path}:{line}: no place {node!r} in the network{near(node, [*known.places])}")
        low, high = _amounts(path, line, row, "low")
        unit = row["unit"].strip()
        out.append(Capacity(node=node, unit=unit, low=low, high=high, since="", until=None, sources=(), note=path.name))
    return tuple(out)


def passage_file(path: Path) -> tuple[Passage, ...]:
    """Reads PortWatch's daily chokepoint data: columns date, portname, n_total and, where there is one, capacity.

    Raises:
        DatasetError: columns missing, or a number that is none, with the line.
    """
    head, rows = _table(path)
    if missing := [name for name in ("date", "portname", "n_total") if name not in head]:
        raise DatasetError(
            f"{path}: no column {', '.join(missing)}; PortWatch's daily chokepoint data have date, portname and n_total"
        )
    return tuple(
        Passage(
            row["date"].strip().replace("/", "-")[:10], row["portname"].strip(),
            _number(path, line, "n_total", row["n_total"]),
            _number(path, line, "capacity", row["capacity"]) if row.get("capacity", "").strip() else None,
        )
        for line, row in rows
    )  # fmt: skip


def change(
    rows: Sequence[Passage], before: tuple[str, ...] = ("2023-01", "2023-02"),
    after: tuple[str, ...] = ("2024-01", "2024-02"),
) -> list[Change]:  # fmt: skip
    """How the mean number of ships a day changed at each chokepoint between two sets of months (YYYY-MM)."""
    out = []
    for name in sorted({row.name for row in rows}):
        first, then = _mean(rows, name, before), _mean(rows, name, after)
        out.append(Change(name, first, then, 100 * (then - first) / first if first and then is not None else None))
    return out


def _mean(rows: Sequence[Passage], name: str, months: tuple[str, ...]) -> float | None:
    found = [row.ships for row in rows if row.name == name and row.date[:7] in months]
    return sum(found) / len(found) if found else None


def _table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey="", restval="")
            head = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = head
            rows = [(reader.line_num, {key: value or "" for key, value in row.items() if key}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{path}: cannot be read as CSV: {error}") from error
    if not rows:
        raise DatasetError(f"{path}: no rows")
    return head, rows


def _number(path: Path, line: int, column: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        raise DatasetError(f"{path}:{line}: {column} is {text!r}, which is no amount (a number from zero on)")
    return value
