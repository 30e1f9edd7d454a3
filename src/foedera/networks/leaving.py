"""What becomes of pacts when a member leaves: they go on among the others, or they end with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from foedera.networks.bridges import Departure, departure
from foedera.networks.network import Network
from foedera.networks.spells import PLEDGES, Code, Spells

if TYPE_CHECKING:
    from foedera.networks.tie import Tie

Pairs = frozenset[tuple[Code, Code]]
"""Who is tied to whom by a pact; each pair in any order."""

Pacts = Mapping[str, Pairs]
"""The pairs that each pact ties, by its id."""


class Fall(msgspec.Struct, frozen=True, kw_only=True):
    """What a network loses where a member leaves and its pacts end with it.

    `pacts` are those that tie it to anybody, `pacts_of_two` those among them that tie nobody else and end in any case;
    `among_others` counts the ties among the others that only those pacts held. `left` is what is left then: the
    departure from the network without those ties.
    """

    pacts: int
    pacts_of_two: int
    among_others: int
    left: Departure


def fall(network: Network, member: Code, pacts: Pacts) -> Fall:
    """What falls apart if a member leaves and all its pacts end, those of several among the others too.

    A tie among the others stays where a pact without the member holds it, or no pact that is known of does.

    Raises:
        DatasetError: the network does not have the member.
    """
    network.index(member)
    own = {name for name, pairs in pacts.items() if any(member in pair for pair in pairs)}
    wide = {name for name in own if any(member not in pair for pair in pacts[name])}
    held = {frozenset(pair) for name, pairs in pacts.items() if name not in own for pair in pairs}
    lost = {frozenset(pair) for name in wide for pair in pacts[name] if member not in pair} - held
    place = {node: at for at, node in enumerate(network.nodes)}
    ends = np.array([[place[node] for node in pair] for pair in lost if pair <= place.keys()], np.int64).reshape(-1, 2)
    ties = network.ties.copy()
    ties[ends[:, 0], ends[:, 1]] = ties[ends[:, 1], ends[:, 0]] = 0
    among = int(network.linked[ends[:, 0], ends[:, 1]].sum())
    rest = Network.of(network.nodes, ties, network.when, kind=network.kind, names=network.names)
    left = departure(network, member, rest=rest)
    return Fall(pacts=len(own), pacts_of_two=len(own) - len(wide), among_others=among, left=left)


def pacts_of_spells(spells: Spells, pledges: Sequence[str] = PLEDGES) -> Callable[[str], Pacts]:
    """Which pairs each pact tied by any of those pledges in a year; phases of one pact (`3205/2`) are one.

    A pact counts in every year in which it was in force on any day; an end that is not known is after every year.
    """
    pairs = spells.directed()
    wanted = sum(1 << PLEDGES.index(name) for name in pledges)
    first = pairs.start.astype("datetime64[Y]").astype(np.int64) + 1970
    ends = pairs.end.astype("datetime64[Y]").astype(np.int64) + 1970
    last = np.where(np.isnat(pairs.end), 9999, ends)

    def of(year: str) -> Pacts:
        rows = np.flatnonzero((pairs.pledges & wanted > 0) & (first <= int(year)) & (last >= int(year)))
        found: dict[str, set[tuple[Code, Code]]] = {}
        for row in rows:
            name = pairs.pacts[pairs.pact[row]].partition("/")[0]
            found.setdefault(name, set()).add((pairs.codes[pairs.member[row]], pairs.codes[pairs.towards[row]]))
        return {name: frozenset(ties) for name, ties in found.items()}

    return of


def pacts_of_ties(ties: Iterable[Tie]) -> Callable[[str], Pacts]:
    """Which pairs each entry of a record ties: a treaty, a programme, a promise is a pact of its own."""
    found: dict[str, set[tuple[Code, Code]]] = {}
    for tie in ties:
        found.setdefault(tie.entry, set()).add((tie.one, tie.other))
    made = {name: frozenset(pairs) for name, pairs in found.items()}
    return lambda _: made
