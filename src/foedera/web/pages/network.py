"""Who is tied to whom: by promises, events, instruments and memberships, year by year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from foedera.model import Kind, QuestionError
from foedera.web import charts, digits
from foedera.web.cards import both
from foedera.web.pages.page import Page
from foedera.web.room import Ask

TIES = ("events", "promises", "instruments", "memberships")
_TOLD: Mapping[str, Kind] = {"events": "event", "promises": "commitment", "memberships": "affiliation"}
_YEARS: tuple[Kind, ...] = ("event", "commitment")
DRAWN = 40
"""How many actors are drawn."""
_LISTED = 200

Pair = tuple[str, str]


class Tie(NamedTuple):
    """Two actors (ids, or names), and how many entries of the kind asked for tie them."""

    first: str
    second: str
    number: int


def network(ask: Ask) -> dict[str, Any]:
    """The ties of one kind in one year, drawn and listed."""
    kind = ask.given("ties") or TIES[0]
    if kind not in TIES:
        raise QuestionError(f"no such ties: {kind[:40]!r}: choose from {', '.join(TIES)}")
    year = _year(ask)
    ties, names = tied(ask, kind, year)
    years = ask.room.lasting("years", ask.moment.known, lambda: years_of(ask))
    return {
        "kind": kind, "kinds": TIES, "year": year, "ties": ties[: ask.room.most(_LISTED)], "names": names,
        "count": len(ties),
        "first": min(years, default=year), "last": max(years, default=year),
        "before": ask.moment.link("/network", ties=kind, year=str(year - 1)) if year > 1 else None,
        "after": ask.moment.link("/network", ties=kind, year=str(year + 1)) if year < 9999 else None,
        "drawing": drawn(ask, ties, lambda key: names.get(key, key), _weighed(ask, kind, year, ties)),
    }  # fmt: skip


def tied(ask: Ask, kind: str, year: int) -> tuple[list[Tie], dict[str, str]]:
    """The ties of one kind in one year, those with most entries first, and the names of who is tied."""
    if kind == "instruments":
        return _tied(ask, kind, year)
    # What happened in a year, and was promised by it, is the same on each of its days.
    return ask.room.large(("tied", ask.moment.known, kind, year), lambda: _tied(ask, kind, year))


def _weighed(ask: Ask, kind: str, year: int, ties: Iterable[Tie]) -> Mapping[str, int]:
    if kind == "instruments":
        return _weights(ties)
    return ask.room.cached(("weights", ask.moment.known, kind, year), lambda: _weights(ties))


def _tied(ask: Ask, kind: str, year: int) -> tuple[list[Tie], dict[str, str]]:
    names: dict[str, str] = {}
    pairs = Counter(pair for pair in _pairs(ask, kind, year, names) if pair[0] != pair[1])
    ties = [Tie(*pair, count) for pair, count in sorted(pairs.items(), key=lambda each: (-each[1], each[0]))]
    return ties, names


def _pairs(ask: Ask, kind: str, year: int, names: dict[str, str]) -> Iterator[Pair]:
    if kind == "instruments":
        on = min(f"{year:04}-12-31", ask.moment.on)
        forces = ask.room.forces(ask.moment.known)
        for place in forces.on(datetime.date.fromisoformat(on)).answered("in force").places.tolist():
            yield from both(forces.nodes[place].parties, names)
        return
    for card in ask.cards.of_kind(_TOLD[kind]):
        if card.began is not None and (year == card.began if kind == "events" else card.began <= year):
            for key, name in card.names:
                if name != key or key not in names:
                    names[key] = name
            yield from card.tied


def _year(ask: Ask) -> int:
    text = ask.given("year") or ask.moment.on[:4]
    year = digits.number(text)
    if year is None or not 0 < year < 10_000:
        raise QuestionError(f"not a year: {text[:20]!r}: write it as 2024")
    return year


def years_of(ask: Ask) -> set[int]:
    """The years in which something is dated that ties actors."""
    return {year for kind in _YEARS for card in ask.cards.of_kind(kind) for year in card.years}


def drawn(
    ask: Ask, ties: Sequence[tuple[str, str, int]], called: Callable[[str], str],
    weights: Mapping[str, int] | None = None,
) -> Any:  # fmt: skip
    """The actors with most ties, and the ties between them (two ids or names, and how many); None where none are.

    `weights` says how many ties each actor has, where `ties` are only those between the actors that are drawn.
    """
    weights = _weights(ties) if weights is None else weights
    shown = {key for key, _ in sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:DRAWN]}
    if not shown:
        return None
    nodes = [{"key": key, "name": called(key), "size": weights[key], "href": f"/actors/{key}"} for key in sorted(shown)]
    return ask.drawing(charts.network, nodes, [tuple(tie) for tie in ties if tie[0] in shown and tie[1] in shown])


def _weights(ties: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """How many ties each actor has."""
    found: Counter[str] = Counter()
    for one, other, number in ties:
        found[one] += number
        found[other] += number
    return found


PAGES = (Page("/network", "network.html", network, "Network"),)
