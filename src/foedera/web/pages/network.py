"""Who is tied to whom: by promises, events, instruments and memberships, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple, cast

import networkx as nx

from foedera import register
from foedera.model import ActorRef, Affiliation, Commitment, Event, Kind, QuestionError
from foedera.register import Entry, Member
from foedera.register.days import happened_by, published_on
from foedera.web import charts
from foedera.web.pages.entries import graph
from foedera.web.pages.page import Page
from foedera.web.room import Ask

TIES = ("events", "promises", "instruments", "memberships")
_DRAWN = 40
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
    names: dict[str, str] = {}
    pairs = Counter(pair for pair in _pairs(ask, kind, year, names) if pair[0] != pair[1])
    ties = [Tie(*pair, count) for pair, count in sorted(pairs.items(), key=lambda each: (-each[1], each[0]))]
    years = ask.room.cached(("years", ask.moment), lambda: _years(ask))
    return {
        "kind": kind, "kinds": TIES, "year": year, "ties": ties[: ask.room.most(_LISTED)], "names": names,
        "count": len(ties),
        "first": min(years, default=year), "last": max(years, default=year),
        "before": ask.moment.link("/network", ties=kind, year=str(year - 1)) if year > 1 else None,
        "after": ask.moment.link("/network", ties=kind, year=str(year + 1)) if year < 9999 else None,
        "drawing": ask.room.cached(("network", ask.moment, kind, year), lambda: _drawing(ask, ties, names)),
    }  # fmt: skip


def found(ask: Ask, kind: Kind) -> Sequence[Entry]:
    """The entries of a kind, as they were known then."""
    return ask.room.cached(
        ("entries", kind, ask.moment.known),
        lambda: tuple(register.entries(ask.record, kind=kind, known=ask.moment.known)),
    )


def _pairs(ask: Ask, kind: str, year: int, names: dict[str, str]) -> Iterator[Pair]:
    if kind == "instruments":
        on = min(f"{year:04}-12-31", ask.moment.on)
        for one in graph(ask).in_force(on, "in force"):
            yield from _both(one.node.parties, names)
    elif kind == "events":
        for entry in found(ask, "event"):
            act = cast(Event, entry.members[0].claim.body)
            if entry.members[0].claim.modality == "actual" and year in _in(entry.members[:1]):
                yield from _across(act.actors, act.recipients, names)
    elif kind == "promises":
        for entry in found(ask, "commitment"):
            if min(_in(entry.members), default=9999) <= year:
                refs = [ref for member in entry.members for ref in cast(Commitment, member.claim.body).parties]
                yield from _both(refs, names)
    else:
        for entry in found(ask, "affiliation"):
            body = cast(Affiliation, entry.members[0].claim.body)
            if body.standing != "former" and min(_in(entry.members), default=9999) <= year:
                yield from _across([body.member], [body.group], names)


def _in(members: Iterable[Member]) -> set[int]:
    """The years in which claims say that something happened."""
    days = (happened_by(member.claim.when, published_on(member)) for member in members)
    return {day.year for day in days if day is not None}


def _both(refs: Iterable[ActorRef], names: dict[str, str]) -> Iterator[Pair]:
    keys = sorted({_key(ref, names) for ref in refs})
    return combinations(keys, 2)


def _across(some: Iterable[ActorRef], others: Sequence[ActorRef], names: dict[str, str]) -> Iterator[Pair]:
    """Each of one side with each of the other; those who act together, where there is no other side."""
    if not others:
        yield from _both(some, names)
        return
    for first in some:
        for second in others:
            a, b = sorted((_key(first, names), _key(second, names)))
            yield a, b


def _key(ref: ActorRef, names: dict[str, str]) -> str:
    """An actor, or the state for which a person or a body acts."""
    key = ref.state if ref.state and ref.kind != "state" else ref.id or ref.name
    if key == ref.id or key not in names:
        names[key] = ref.name if key in (ref.id, ref.name) else key
    return key


def _year(ask: Ask) -> int:
    text = ask.given("year") or ask.moment.on[:4]
    if not (text.isdigit() and 0 < int(text) < 10_000):
        raise QuestionError(f"not a year: {text[:20]!r}: write it as 2024")
    return int(text)


def _years(ask: Ask) -> set[int]:
    return {year for kind in ("event", "commitment") for entry in found(ask, kind) for year in _in(entry.members)}


def _drawing(ask: Ask, ties: Sequence[Tie], names: dict[str, str]) -> Any:
    weights: Counter[str] = Counter()
    for tie in ties:
        weights.update({tie.first: tie.number, tie.second: tie.number})
    shown = {key for key, _ in sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:_DRAWN]}
    net: Any = nx.Graph()
    net.add_nodes_from(sorted(shown))
    net.add_weighted_edges_from(tie for tie in ties if tie.first in shown and tie.second in shown)
    if not net:
        return None
    places = nx.spring_layout(net, seed=7, k=1.6 / max(1, len(net)) ** 0.5)
    nodes = [
        {
            "x": float(places[key][0]), "y": float(places[key][1]), "name": names.get(key, key),
            "size": weights[key], "href": ask.moment.link(f"/actors/{key}"),
        }
        for key in sorted(shown)
    ]  # fmt: skip
    lines = [
        {
            "x": float(places[a][0]), "y": float(places[a][1]), "x2": float(places[b][0]), "y2": float(places[b][1]),
            "weight": count,
        }
        for a, b, count in net.edges(data="weight")
    ]  # fmt: skip
    return charts.network(nodes, lines)


PAGES = (Page("/network", "network.html", network, "Network"),)
