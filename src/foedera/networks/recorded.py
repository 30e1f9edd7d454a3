"""Networks out of a record: all ties of a day, each with its sentences, in the form of any other network."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from foedera.actors import bundled
from foedera.model import ActorRef
from foedera.model.errors import QuestionError
from foedera.networks.bootstrap import Estimate, check_draws, recentred
from foedera.networks.dealings import (
    is_to_the_world,
    ties_by_assets,
    ties_by_commitments,
    ties_by_events,
    ties_by_membership,
)
from foedera.networks.instruments import Undecided, ties_by_instruments, undecided
from foedera.networks.network import Network
from foedera.networks.shape import SHAPES
from foedera.networks.spells import PLEDGES
from foedera.networks.tie import TIE_KINDS, By, Tie, TieKind
from foedera.networks.ties import YearOfTies
from foedera.register import deliverables, entries, instruments, timeline
from foedera.register.days import day as day_of

if TYPE_CHECKING:
    from foedera.record import Record
    from foedera.record.time import Known
    from foedera.register import Item

Sum = Literal["count", "weight", "mean"]
"""What ties of one pair and direction make together: their number, the sum of their weights, or the mean."""

_PLEDGE = {
    "defense": "defense", "offense": "offense", "neutrality": "neutral", "nonaggression": "nonagg",
    "consultation": "consul",
}  # fmt: skip
_INSTRUMENTS = ("treaty", "arrangement", "obligation")
_GROUPS = ("membership", "grouping")


@dataclass(frozen=True, eq=False)
class Recorded:
    """The ties of a day, out of a record.

    `ties` are all ties of the kinds asked for, `names` what to call whom they tie, by id. `undecided` are instruments
    of which it is not known whether they were in force: they give no tie, and their absence says nothing. `since` is
    the first day of the events; `kinds` are those asked for. `world` counts acts towards so many states that they tie
    nobody.
    """

    day: datetime.date
    ties: tuple[Tie, ...]
    names: Mapping[str, str]
    undecided: tuple[Undecided, ...]
    since: datetime.date
    kinds: tuple[TieKind, ...]
    world: int = 0

    def of(self, kind: TieKind, sort: str | None = None) -> tuple[Tie, ...]:
        """The ties of a kind, and of a sort if one is named. Raises `QuestionError` for a kind not asked for."""
        if kind not in self.kinds:
            raise QuestionError(f"{kind}: not among the kinds of ties asked for: {', '.join(self.kinds)}")
        return tuple(tie for tie in self.ties if tie.kind == kind and sort in (None, tie.sort))

    def only(self, kind: TieKind, sort: str | None = None) -> Recorded:
        """The same with the ties of one kind, and of one sort of it.

        Raises `QuestionError` as `of` does, and where ties of the kind are there, and none of them of that sort.
        """
        found = self.of(kind, sort)
        there = sorted({tie.sort for tie in self.of(kind)})
        if there and not found:
            raise QuestionError(f"{sort}: no sort of {kind} on {self.day}; there are {', '.join(there)}")
        return replace(self, ties=found, kinds=(kind,))

    def between(self, one: str, other: str) -> tuple[Tie, ...]:
        """All ties between two actors, in either direction."""
        return tuple(tie for tie in self.ties if {tie.one, tie.other} == {one, other})

    def network(self, kind: TieKind, sort: str | None = None, *, summed: Sum | None = None) -> Network:
        """The ties of one kind as a network of whom they tie. Events sum their scores, so that ties may be hostile;
        of other kinds ties are counted; `summed` says otherwise."""
        found = self.of(kind, sort)
        how = summed or ("weight" if kind == "event" else "count")
        return network_of_ties(found, self.names, str(self.day), kind if sort is None else f"{kind}:{sort}", how)

    def pledges(self) -> YearOfTies:
        """The obligations in the form of a data set's year, so that similarity can be made of it."""
        found = self.of("obligation")
        codes = tuple(sorted({id for tie in found for id in (tie.one, tie.other)}))
        at = {code: place for place, code in enumerate(codes)}
        bits = np.zeros((len(codes), len(codes)), np.uint8)
        for tie in found:
            bits[at[tie.one], at[tie.other]] |= 1 << PLEDGES.index(_PLEDGE[tie.sort])
        return YearOfTies(self.day.year, codes, tuple(self.names.get(code, code) for code in codes), bits)


def ties_on(
    record: Record, day: datetime.date | str, *, kinds: Collection[TieKind] = TIE_KINDS, known: Known | None = None,
    days: int = 365, by: By = "state", signed: bool = False,
) -> Recorded:  # fmt: skip
    """The ties that a record knew of on a day.

    Args:
        record: with an up-to-date register (`foedera.register.current`).
        day: of valid time: what was in force, stood, or was held on it.
        kinds: of ties (see `TieKind`).
        known: the moment of record time (None: now).
        days: events count that happened so many days until the day, itself included.
        by: `state` counts governments and forces as their states and leaves others out; `actor` takes all as they are.
        signed: also what was signed or adopted by the day and is not known to be in force, marked (`Tie.signed`).

    Raises:
        QuestionError: a day that is none, an unknown kind, or no days.
    """
    for kind in kinds:
        if kind not in TIE_KINDS:
            raise QuestionError(f"{kind}: no such kind of tie; there are {', '.join(TIE_KINDS)}")
    if days < 1:
        raise QuestionError(f"events of {days} days: at least 1 is needed")
    on = day_of(day)
    wanted = tuple(kind for kind in TIE_KINDS if kind in kinds)
    since = datetime.date.fromordinal(max(on.toordinal() - days + 1, 1))
    standings = instruments(record, known=known).in_force(on) if set(wanted) & set(_INSTRUMENTS) else ()
    items: tuple[Item, ...] = ()
    if "event" in wanted:
        items = tuple(timeline(record, since=since, until=on, kinds=["event"], known=known, as_of=on))
    told = [tie for tie in _made(record, wanted, on, known, by) if tie.kind in wanted]
    found = ties_by_instruments(standings, by, signed=signed)
    made = [*(tie for tie in found if tie.kind in wanted), *ties_by_events(items, by), *told]
    shown = {tie.entry for tie in made if tie.signed}
    return Recorded(
        day=on, ties=tuple(made), names=_names(made), since=since, kinds=wanted,
        undecided=tuple(one for one in undecided(standings) if one.entry not in shown),
        world=sum(is_to_the_world(item) for item in items),
    )  # fmt: skip


def network_of_ties(
    ties: Iterable[Tie], names: Mapping[str, str], when: str, kind: str = "tie", summed: Sum = "count"
) -> Network:
    """The network of some ties: of each pair and direction their number, the sum of their weights, or the mean."""
    found = tuple(ties)
    nodes = tuple(sorted({id for tie in found for id in (tie.one, tie.other)}))
    at = {node: place for place, node in enumerate(nodes)}
    total, count = np.zeros((2, len(nodes), len(nodes)))
    for tie in found:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one))[: 2 if tie.mutual else 1]:
            total[at[one], at[other]] += tie.weight
            count[at[one], at[other]] += 1
    mean = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
    matrix = {"count": count, "weight": total, "mean": mean}[summed]
    return Network.of(nodes, matrix, when, kind=kind, names=tuple(names.get(node, node) for node in nodes))


def bootstrap_documents(
    found: Recorded, kind: TieKind, figures: Mapping[str, Callable[[NDArray[np.bool_]], float]] = SHAPES, *,
    draws: int = 500, seed: int = 0, level: float = 0.95,
) -> dict[str, Estimate]:  # fmt: skip
    """Figures of a network from a record with intervals over its documents.

    Each draw takes as many documents as show ties of this kind, with replacement, and keeps the ties that at least one
    of them shows, among all actors of the whole network. So the interval says how much a figure rests on which
    documents were read. Since a draw can only lose ties, the draws are moved by the difference between the figure and
    their mean before the interval is taken, and kept within what is possible (`BOUNDS`): its width is what was drawn,
    its place is the figure's.

    Raises:
        QuestionError: fewer than 2 draws, a level out of bounds, or no tie of this kind.
    """
    check_draws(draws, level)
    ties = found.of(kind)
    if not ties:
        raise QuestionError(f"{kind}: no tie of this kind on {found.day}, so nothing to draw from")
    network = network_of_ties(ties, {}, str(found.day))
    documents = sorted({document for tie in ties for document in tie.documents})
    place = {document: at for at, document in enumerate(documents)}
    ends = [
        (network.index(tie.one), network.index(tie.other), [place[shown] for shown in sorted(tie.documents)])
        for tie in ties
    ]
    random = np.random.default_rng(seed)
    made: dict[str, list[float]] = {name: [] for name in figures}
    for _ in range(draws):
        drawn = np.zeros(len(documents), dtype=np.bool_)
        drawn[random.integers(0, len(documents), len(documents))] = True
        links = _links(ends, drawn, len(network))
        for name, figure in figures.items():
            made[name].append(figure(links))
    whole = _links(ends, np.ones(len(documents), dtype=np.bool_), len(network))
    return {name: recentred(name, figure(whole), np.array(made[name]), level) for name, figure in figures.items()}


def _links(ends: Iterable[tuple[int, int, list[int]]], drawn: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    links = np.zeros((size, size), dtype=np.bool_)
    for one, other, shown in ends:
        if drawn[shown].any():
            links[one, other] = links[other, one] = True
    return links


def _made(record: Record, kinds: tuple[TieKind, ...], on: datetime.date, known: Known | None, by: By) -> Iterator[Tie]:
    if "commitment" in kinds:
        yield from ties_by_commitments(deliverables(record, as_of=on, known=known), on, by)
    if "asset" in kinds:
        yield from ties_by_assets(entries(record, kind="asset", known=known), on, by)
    if set(kinds) & set(_GROUPS):
        yield from ties_by_membership(entries(record, kind="affiliation", known=known), on, by)


def _names(ties: Iterable[Tie]) -> dict[str, str]:
    """What to call each actor: by the name that claims use, or the actor base; else by its id."""
    base, found, ids = bundled(), dict[str, str](), set[str]()
    for tie in ties:
        ids |= {tie.one, tie.other}
        for ref in _refs(tie):
            found.setdefault(ref.id or ref.name, ref.name)
    return {id: found.get(id) or base.name_of(id) or id for id in sorted(ids)}


def _refs(tie: Tie) -> Iterator[ActorRef]:
    """The states and organisations that the claims of a tie name."""
    for member, _ in tie.shown:
        yield from (ref for _, ref in member.claim.actors() if ref.kind in ("state", "organisation"))
