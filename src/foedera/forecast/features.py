"""What speaks for an event: features of a triple of actor, type and recipient on the morning of a day.

Rates are counts over exposure (`foedera.forecast.observed`), in events per ordinary day, at half-lives of 2, 10 and 50
days and without decay. Every feature belongs to a reason, in whose words it is explained.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from foedera.forecast.counting import RATES, Floats
from foedera.forecast.following import Rules, related
from foedera.forecast.observed import Observed
from foedera.forecast.state import Query, State

REASONS: Final = ("triple", "pair", "reverse", "related", "actor", "recipient", "type", "bloc")
"""What a forecast may rest on: the same event before; other dealings of the pair; the recipient's towards the actor;
types that announce this one; the actor's, the recipient's and the type's activity; events between the same blocs."""

_PARTS: Final = (
    *(("triple", f"triple rate {i}") for i in range(4)), ("triple", "triple age"), ("triple", "triple count"),
    *(("pair", f"pair rate {i}") for i in range(4)), ("pair", "pair age"),
    *(("reverse", f"reverse rate {i}") for i in (1, 3)), ("reverse", "reverse pair rate 1"),
    ("reverse", "reverse pair rate 3"), ("reverse", "reverse age"),
    ("related", "announced"), ("related", "announced back"),
    ("actor", "actor of type 2"), ("actor", "actor of type 3"), ("actor", "actor 1"),
    ("recipient", "recipient of type 2"), ("recipient", "recipient of type 3"), ("recipient", "recipient 1"),
    ("type", "type 1"), ("type", "type 3"), ("type", "expected"),
    ("bloc", "bloc 2"), ("bloc", "same bloc"), ("window", "window"),
)  # fmt: skip

NAMES: Final = tuple(name for _, name in _PARTS)
REASON_OF: Final = tuple(reason for reason, _ in _PARTS)

_NEVER: Final = -16.0


class Lens(msgspec.Struct, frozen=True, eq=False):
    """What features are made with: the rules between types, how days were observed, and the days ahead."""

    rules: Rules
    observed: Observed
    horizon: int


def features(state: State, query: Query, lens: Lens) -> Floats:
    """The features of each triple (triples, `NAMES`), from nothing but the state and the lens."""
    exposure = lens.observed.decayed(state.day, RATES)
    counts, ages = {}, {}
    for name, keys in state.keys(query).items():
        counts[name], ages[name] = state.tables[name].read(keys, state.day)
    a, t, r = query
    turned = state.keys((r, t, a))
    for name in ("triple", "pair"):
        counts[f"re-{name}"], ages[f"re-{name}"] = state.tables[name].read(turned[name], state.day)
    rate = {name: _log(count / exposure) for name, count in counts.items()}
    window = lens.observed.window(state.day, lens.horizon)
    expected = rate["actor_type"][:, 3] + rate["type_recipient"][:, 3] - rate["type"][:, 3]
    told = related(state, lens.rules, query)
    columns = [
        *rate["triple"].T, np.log(ages["triple"]), counts["triple"][:, 3], *rate["pair"].T, np.log(ages["pair"]),
        rate["re-triple"][:, 1], rate["re-triple"][:, 3], rate["re-pair"][:, 1], rate["re-pair"][:, 3],
        np.log(np.minimum(ages["re-triple"], ages["re-pair"])), told[:, 0], told[:, 1],
        rate["actor_type"][:, 2], rate["actor_type"][:, 3], rate["actor"][:, 1],
        rate["type_recipient"][:, 2], rate["type_recipient"][:, 3], rate["recipient"][:, 1],
        rate["type"][:, 1], rate["type"][:, 3], np.maximum(expected, _NEVER),
        rate["bloc"][:, 2], (state.blocs[a] == state.blocs[r]).astype(float), np.full(len(a), window),
    ]  # fmt: skip
    return np.column_stack(columns)


def without(found: Floats, reason: str, usual: Floats) -> Floats:
    """The features as they would be if on this account all were as `usual` (a number for each feature)."""
    mine = np.array([of == reason for of in REASON_OF])
    return np.where(mine, usual, found)


def _log(rate: Floats) -> Floats:
    return np.maximum(np.log(np.maximum(rate, 1e-12)), _NEVER)
