"""Why a forecast says what it says: the past events and rules that carried it, in words.

The share of a reason is found by taking it away: the forecast is made again as if on this account all were as in the
usual case (the mean over triples that happened before, or over those that never did), all else being the same. By what
the odds change is what the reason gave. Shares do not add up where reasons overlap, and are not meant to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.features import REASONS, without
from foedera.forecast.odds import SEEN, Odds
from foedera.forecast.state import State

_LAST: Final = 3
_LEAST: Final = 1.05
"""A reason that changes the odds by less is not told."""


class Past(msgspec.Struct, frozen=True):
    """An event that stands behind a reason; `source` is the claim's lineage in the record, where it comes from one."""

    day: int
    date: str
    actor: str
    type: str
    recipient: str
    source: int | None


class Reason(msgspec.Struct, frozen=True):
    """A reason: its `kind` (one of `REASONS`), what it says in `words`, by how much it multiplies the odds (below 1: it
    speaks against the event), and the latest `events` behind it."""

    kind: str
    words: str
    factor: float
    events: tuple[Past, ...]


def reasons(
    odds: Odds, stream: EventStream, state: State, triple: tuple[int, int, int], stratum: int, found: Floats,
    between: Callable[[int, int], Keys],
) -> tuple[Reason, ...]:  # fmt: skip
    """The reasons of one forecast, the strongest first; `found` are its features (a row), `between` gives the rows of
    the stream with the events from one actor to another."""
    model = odds.seen if stratum < SEEN else odds.unseen
    if model is None:
        return ()
    usual = model.middle
    rows = np.vstack([found, *(without(found, reason, usual) for reason in REASONS)])
    said = np.clip(odds.probability(rows, np.full(len(rows), stratum)), 1e-6, 1 - 1e-6)
    logit = np.log(said / (1 - said))
    made = []
    for kind, gain in zip(REASONS, logit[0] - logit[1:], strict=True):
        factor = float(np.exp(gain))
        if max(factor, 1 / factor) >= _LEAST:
            words, places = _told(kind, stream, state, triple, odds, between)
            if words:
                events = tuple(_past(stream, int(place)) for place in places[-_LAST:][::-1])
                made.append(Reason(kind, words, round(factor, 3), events))
    return tuple(sorted(made, key=lambda reason: (-abs(np.log(reason.factor)), reason.kind)))


def _told(
    kind: str, stream: EventStream, state: State, triple: tuple[int, int, int], odds: Odds,
    between: Callable[[int, int], Keys],
) -> tuple[str, Keys]:  # fmt: skip
    a, t, r = triple
    actor, type_, recipient = stream.actors[a], stream.types[t], stream.actors[r]
    none = np.zeros(0, np.int64)
    if kind in ("triple", "pair"):
        places = between(a, r)
        mine = stream.type[places] == t
        places = places[mine] if kind == "triple" else places[~mine]
        what = type_ if kind == "triple" else "other events"
        return _often(stream, state, places, f"{what} from {actor} to {recipient}"), places
    if kind == "reverse":
        places = between(r, a)
        return _often(stream, state, places, f"events from {recipient} to {actor}"), places
    if kind == "related":
        return _announced(stream, state, triple, odds, between)
    number, since = _number(state, kind, a, t, r)
    words = {
        "actor": f"{actor} did {type_} {number:.0f} times, towards anybody",
        "recipient": f"{recipient} met with {type_} {number:.0f} times, by anybody",
        "type": f"{type_} happened {number:.0f} times in all, the last time {_ago(since)}",
        "bloc": f"{type_} happened {number:.0f} times between actors of the same two countries or groups",
    }
    return words.get(kind, ""), none


def _number(state: State, kind: str, a: int, t: int, r: int) -> tuple[float, int]:
    name = {"actor": "actor_type", "recipient": "type_recipient"}.get(kind, kind)
    keys = state.keys((np.array([a]), np.array([t]), np.array([r])))[name]
    counts, ages = state.tables[name].read(keys, state.day)
    return float(counts[0, -1]), int(ages[0])


def _often(stream: EventStream, state: State, places: Keys, what: str) -> str:
    if not len(places):
        return f"no {what} before"
    ago = state.day - int(stream.day[places[-1]])
    return f"{what}: {len(places)}, the last {_ago(ago)} ({_date(stream, int(stream.day[places[-1]]))})"


def _announced(
    stream: EventStream, state: State, triple: tuple[int, int, int], odds: Odds, between: Callable[[int, int], Keys]
) -> tuple[str, Keys]:
    """The type whose happening lately speaks most for this one, with how often that came true."""
    a, t, r = triple
    best: tuple[float, float, int, bool, Keys] | None = None
    for back, places, table in (
        (False, between(a, r), odds.lens.rules.same),
        (True, between(r, a), odds.lens.rules.back),
    ):
        lately = _latest_of_types(stream, places)
        for kind, place in lately.items():
            if kind != t and max(kind, t) < len(table):
                share = float(table[kind, t])
                weight = share * 0.5 ** ((state.day - 1 - int(stream.day[place])) / 10)
                if best is None or weight > best[0]:
                    best = weight, share, kind, back, places[stream.type[places] == kind]
    if best is None or best[1] <= 0:
        return "", np.zeros(0, np.int64)
    _, share, kind, back, places = best
    x, y = (stream.actors[r], stream.actors[a]) if back else (stream.actors[a], stream.actors[r])
    days = f"{odds.horizon} day{'s' if odds.horizon > 1 else ''}"
    words = (
        f"{stream.types[kind]} from {x} to {y} {_ago(state.day - int(stream.day[places[-1]]))}: between any two actors "
        f"{stream.types[t]} {'in return ' if back else ''}followed it within {days} in {share:.1%} of the cases"
    )
    return words, places


def _latest_of_types(stream: EventStream, places: Keys) -> dict[int, int]:
    return {int(stream.type[place]): int(place) for place in places}


def _past(stream: EventStream, place: int) -> Past:
    return Past(
        day=int(stream.day[place]), date=_date(stream, int(stream.day[place])),
        actor=stream.actors[int(stream.actor[place])], type=stream.types[int(stream.type[place])],
        recipient=stream.actors[int(stream.recipient[place])],
        source=None if stream.source is None else int(stream.source[place]),
    )  # fmt: skip


def _date(stream: EventStream, day: int) -> str:
    date = stream.date(day)
    return f"day {day}" if date is None else date.isoformat()


def _ago(days: int) -> str:
    return "yesterday" if days <= 1 else f"{days} days ago"
