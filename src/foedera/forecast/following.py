"""Which type of event follows which between the same two actors, and in the other direction.

The confidence of the rule "after an event of type x from A to B, one of type y from A to B within h days" is the share
of the times it held among the times x had happened lately, drawn towards 0 by ten cases in which nothing followed. What
happened lately counts with a half-life of ten days, at most once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.state import ACTORS, TYPES, State, query_of, states

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NOTHING = 10.0
_RECENT = 1


class Rules(msgspec.Struct, frozen=True, eq=False):
    """Confidences (type that happened, type that follows): `same` from the same actor to the same recipient, `back`
    from the recipient to the actor."""

    same: Floats
    back: Floats


def rules_of(stream: EventStream, days: Sequence[int], horizon: int, blocs: Keys) -> Rules:
    """The rules as they held on these days, each looking `horizon` days ahead."""
    types = len(stream.types)
    same, back, cases = np.zeros((types, types)), np.zeros((types, types)), np.zeros(types)
    for state in states(stream, days, blocs):
        lately, returned, following = _matrices(stream, state, horizon)
        same += (lately.T @ following).toarray()
        back += (returned.T @ following).toarray()
        cases += np.asarray(lately.sum(axis=0)).ravel()
    shrunk = (cases + _NOTHING)[:, None]
    return Rules(same=same / shrunk, back=back / shrunk)


def related(state: State, rules: Rules, query: tuple[Keys, Keys, Keys]) -> Floats:
    """How strongly what other types happened lately speaks for each triple: sums of confidences over the other types
    that happened, from actor to recipient and from recipient to actor (triples, 2)."""
    a, t, r = query
    found = np.zeros((len(t), 2))
    for column, (x, y, confidence) in enumerate(((a, r, rules.same), (r, a, rules.back))):
        owner, at = _between(state, x, y)
        table = state.tables["triple"]
        type_ = table.keys[at] % TYPES
        lately = np.minimum(table.counts[at, _RECENT], 1.0)
        known = len(confidence) - 1
        weight = confidence[np.minimum(type_, known), np.minimum(t[owner], known)] * lately
        weight[(type_ == t[owner]) | (type_ > known) | (t[owner] > known)] = 0
        found[:, column] = np.bincount(owner, weight, minlength=len(t))
    return found


def _between(state: State, a: Keys, r: Keys) -> tuple[Keys, Keys]:
    """The rows of the table of triples between each actor and recipient: whose they are, and where they stand."""
    keys, pair = state.tables["triple"].keys, a.astype(np.int64) * ACTORS + r
    first, end = np.searchsorted(keys, pair * TYPES), np.searchsorted(keys, (pair + 1) * TYPES)
    number = end - first
    owner = np.repeat(np.arange(len(pair)), number)
    offset = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    return owner, np.repeat(first, number) + offset


def _matrices(stream: EventStream, state: State, horizon: int) -> list[csr_matrix]:
    """What happened lately from actor to recipient, and from recipient to actor, and what followed: pairs x types."""
    from scipy.sparse import csr_matrix

    happened = state.tables["triple"]
    a, t, r = state.parts(happened.keys)
    lately = np.minimum(happened.counts[:, _RECENT], 1.0)
    b, u, s = state.parts(np.unique(state.keys(query_of(stream.between(state.day, state.day + horizon)))["triple"]))
    parts = [(a * ACTORS + r, t, lately), (r * ACTORS + a, t, lately)]
    parts.append((b * ACTORS + s, u, np.ones(len(u))))
    pairs = np.unique(np.concatenate([pair for pair, _, _ in parts]))
    shape = len(pairs), len(stream.types)
    return [csr_matrix((value, (np.searchsorted(pairs, pair), of)), shape=shape) for pair, of, value in parts]
