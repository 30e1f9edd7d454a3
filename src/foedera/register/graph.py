"""The graph of instruments: what amends and replaces what, what is in force on a day, and what is out of date."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Literal, TypeVar

import msgspec

from foedera.record import Record
from foedera.record.time import Known
from foedera.register.actors import actor_of
from foedera.register.cycles import circles
from foedera.register.days import calendar_day, happened_by, published_on
from foedera.register.days import day as day_of
from foedera.register.entries import entries
from foedera.register.entry import Entry, Member
from foedera.register.force import Answer, Reason, Standing, fallen, standing
from foedera.register.heap import held
from foedera.register.judgements import Judgement, declared, judgements_of, outdated
from foedera.register.nodes import Edge, Node, known_parties, node_of, stated
from foedera.register.showing import span_of_edge
from foedera.register.titles import Titles, bare
from foedera.register.voices import names_of, voice_of

RESTS = ("implements", "amends", "extends")
"""By these relations one instrument rests on another."""

_REPLACES = ("supersedes", "terminates")
_SAYS = {
    "amends": "amends", "supersedes": "supersedes", "implements": "implements", "extends": "extends",
    "reaffirms": "reaffirms", "terminates": "terminates", "outdates": "makes out of date",
}  # fmt: skip

Cause = Literal["no longer in force", "declared out of date"]
T = TypeVar("T")


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that is not known to be over, but rests on one that is, or that somebody calls out of date.

    `chain` leads from the instrument to the one that has fallen (`on`; itself, where it is the one declared out of
    date), and says why; each reason has its claim.
    """

    node: Node
    on: Node
    cause: Cause
    chain: tuple[Reason, ...]


class Cycle(msgspec.Struct, frozen=True):
    """Instruments that replace each other in a circle, which cannot be: their names in its order, and the relations."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def text(self) -> str:
        """The circle in words."""
        names = [node.name for node in self.nodes]
        return " supersedes ".join([*names, names[0]])


class Graph:
    """The instruments of a record (`nodes`), what they do to each other (`edges`), and who calls which out of date
    (`judgements`). Relations in which a third party is the source stand among the edges and move nothing."""

    def __init__(
        self, nodes: Iterable[Node], edges: Iterable[Edge], judgements: Iterable[Judgement],
        listed: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        self.nodes = tuple(nodes)
        self.edges = tuple(edges)
        self.judgements = tuple(judgements)
        self._by_id = {node.id: node for node in self.nodes}
        self._listed = tuple(n for n in self.nodes if n.entry is not None and (listed is None or n.id in listed))
        self._to = _grouped(self.edges, lambda edge: edge.target)
        self._from = _grouped(self.edges, lambda edge: edge.source)
        self._judged = _grouped(self.judgements, lambda judgement: judgement.node)

    def node(self, id: str) -> Node:
        """The node of an entry's id. Raises `KeyError` where there is none."""
        return self._by_id[id]

    def named(self, name: str) -> tuple[Node, ...]:
        """The nodes whose name is `name`, apart from case, article and year, or begins with it."""
        wanted = bare(name)
        return tuple(n for n in self.nodes if any(f"{bare(other)} ".startswith(f"{wanted} ") for other in n.names))

    def onto(self, id: str) -> tuple[Edge, ...]:
        """What others do to an instrument."""
        return tuple(self._to.get(id, ()))

    def out_of(self, id: str) -> tuple[Edge, ...]:
        """What an instrument does to others."""
        return tuple(self._from.get(id, ()))

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The circles of supersession, each once."""
        found = circles([(e.source, e.target) for e in self.edges if e.relation in _REPLACES])
        return tuple(self._cycle(ids) for ids in found)

    def standing(self, id: str, day: datetime.date | str) -> Standing:
        """Whether an instrument was in force on a day, and why. In a circle of supersession that is unknown."""
        node, on = self._by_id[id], day_of(day)
        found = standing(node, self._replacements(id), on)
        for cycle in self.cycles:
            if node in cycle.nodes:
                told = tuple(Reason(f"a circle of supersession: {cycle.text}", edge.member) for edge in cycle.edges[:1])
                return msgspec.structs.replace(found, answer="unknown", reasons=(*found.reasons, *told))
        return msgspec.structs.replace(found, reasons=(*found.reasons, *self._beside(id, on)))

    def turns(self, id: str) -> tuple[datetime.date, ...]:
        """The days, in order, on which it may change whether an instrument was in force, who belonged to it, or what is
        unsure about that: between two of them nothing does."""
        node = self._by_id[id]
        found = _turns(node) | {edge.since for edge in self._to.get(id, ())}
        for edge, other in self._replacements(id):
            found |= _turns(other) | {published_on(edge.member)}
        return _ordered_days(found)

    def stale_turns(self, id: str) -> tuple[datetime.date, ...]:
        """The days, in order, on which it may change whether, and why, an instrument was out of date; none where it
        never was."""
        rests = [target.id for target, _ in self._rests(self._by_id[id], datetime.date.max)]
        found: set[datetime.date | None] = set()
        for each in (id, *rests):
            found.update(self.turns(each))
            found |= {edge.since for edge in self._from.get(each, ())}
            found |= {judgement.since for judgement in self._judged.get(each, ())}
        judged = any(each in self._judged for each in (id, *rests))
        return _ordered_days(found) if rests or judged else ()

    def stale_of(self, id: str, day: datetime.date) -> tuple[Stale, ...]:
        """Why an instrument was out of date on a day; empty where it was not."""
        return tuple(self._stale(self._by_id[id], day))

    @property
    def listed(self) -> tuple[Node, ...]:
        """The instruments that `in_force` and `stale` go through."""
        return self._listed

    def in_force(self, day: datetime.date | str, answer: Answer | None = None) -> tuple[Standing, ...]:
        """Every instrument with whether it was in force on a day; with `answer`, those with this one."""
        found = (self.standing(node.id, day) for node in self._listed)
        return tuple(one for one in found if answer is None or one.answer == answer)

    def stale(self, day: datetime.date | str) -> tuple[Stale, ...]:
        """The instruments that, on a day, were not known to be over but rested on one that was no longer in force, or
        were or rested on one declared out of date by then; each with the chain of reasons."""
        on = day_of(day)
        return tuple(one for node in self._listed for one in self._stale(node, on))

    def limited(self, ids: Collection[str]) -> Graph:
        """The same graph, of which `in_force` and `stale` list only these entries."""
        return Graph(self.nodes, self.edges, self.judgements, ids)

    def _stale(self, node: Node, day: datetime.date) -> Iterator[Stale]:
        if self.standing(node.id, day).answer == "not in force":
            return
        yield from (
            Stale(node=node, on=node, cause="declared out of date", chain=(_judged(judgement, node),))
            for judgement in self._declared(node.id, day)
        )
        for target, chain in self._rests(node, day):
            over = fallen(target, self._replacements(target.id), day)
            if over:
                yield Stale(node=node, on=target, cause="no longer in force", chain=(*chain, *_of(target, over)))
            for judgement in self._declared(target.id, day):
                told = (*chain, _judged(judgement, target))
                yield Stale(node=node, on=target, cause="declared out of date", chain=told)

    def _rests(self, node: Node, day: datetime.date) -> Iterator[tuple[Node, tuple[Reason, ...]]]:
        """What an instrument rests on, near things first, each once, with the way there."""
        seen, ways = {node.id}, [(node.id, ())]  # type: tuple[set[str], list[tuple[str, tuple[Reason, ...]]]]
        for id, chain in ways:
            for edge in self._from.get(id, ()):
                known = edge.counts and edge.relation in RESTS and (edge.since is None or edge.since <= day)
                if known and edge.target not in seen:
                    seen.add(edge.target)
                    way = (*chain, Reason(self._told(edge), edge.member, span_of_edge(edge, edge.relation)))
                    ways.append((edge.target, way))
                    yield self._by_id[edge.target], way

    def _replacements(self, id: str) -> list[tuple[Edge, Node]]:
        return [(e, self._by_id[e.source]) for e in self._to.get(id, ()) if e.relation in _REPLACES]

    def _declared(self, id: str, day: datetime.date) -> list[Judgement]:
        return [j for j in self._judged.get(id, ()) if j.since is None or j.since <= day]

    def _beside(self, id: str, day: datetime.date) -> Iterator[Reason]:
        node = self._by_id[id]
        for edge in self._to.get(id, ()):
            if edge.relation in ("amends", "extends") and edge.counts and (edge.since is None or edge.since <= day):
                yield Reason(self._told(edge), edge.member, span_of_edge(edge, edge.relation))
            elif edge.relation in _REPLACES and not edge.counts:
                yield Reason(f"{', '.join(edge.names) or 'somebody'}: {self._told(edge)}, {edge.modality}", edge.member)
        yield from (_judged(judgement, node) for judgement in self._declared(id, day))

    def _told(self, edge: Edge) -> str:
        return f"{self._by_id[edge.source].name} {_SAYS[edge.relation]} {self._by_id[edge.target].name}"

    def _cycle(self, ids: tuple[str, ...]) -> Cycle:
        pairs = set(zip(ids, (*ids[1:], ids[0]), strict=True))
        edges = tuple(e for e in self.edges if e.relation in _REPLACES and (e.source, e.target) in pairs)
        return Cycle(tuple(self._by_id[id] for id in ids), edges)


@held()
def instruments(record: Record, *, party: str | None = None, known: Known | None = None) -> Graph:
    """The graph of the instruments that a record knew at `known`; with `party` (an id, a name, or a state's code),
    `in_force` and `stale` list only those in which a claim names it."""
    found = list(entries(record, kind="instrument", known=known))
    sources = {member.claim.document: member.source for each in found for member in each.members if _judges(member)}
    beside = (
        Member(row=row, source=source) for id, source in sources.items() for row in record.claims(id, known=known)
    )
    made = graph(found, [member for member in beside if member.claim.kind in ("statement", "instrument")])
    if party is None:
        return made
    return made.limited({each.id for each in entries(record, kind="instrument", actor=actor_of(party), known=known)})


def graph(found: Iterable[Entry], beside: Iterable[Member] = ()) -> Graph:
    """The graph of entries of the kind instrument. `beside` are other claims of their documents: they say who calls an
    instrument out of date."""
    nodes = {node.id: node for node in map(node_of, found)}
    titles = Titles(nodes.values())
    edges = _merged(edge for node in list(nodes.values()) for edge in _edges(node, titles, nodes))
    others = defaultdict(list)
    for member in beside:
        others[member.claim.document].append(member)
    judged = [j for n in nodes.values() for j in judgements_of(n, (m for d in _documents(n) for m in others[d]))]
    judged += [declared(edge, edge.target) for edge in edges if edge.relation == "outdates"]
    return Graph(nodes.values(), edges, sorted(judged, key=lambda j: (j.since or datetime.date.min, j.node)))


def _edges(node: Node, titles: Titles, nodes: dict[str, Node]) -> Iterator[Edge]:
    """The relations of a node; a target that is nowhere found becomes a node with nothing but its name."""
    for relation, words, member in stated(node):
        meant = titles.find(words, node)
        target = meant.nodes[0] if len(meant.nodes) == 1 else f"name:{bare(words) or words}"
        if target not in nodes:
            nodes[target] = Node(id=target, name=words, names=(words,))
        claim = member.claim
        yield Edge(
            source=node.id, relation=relation, target=target, words=words,
            how=meant.how if len(meant.nodes) == 1 else None, since=happened_by(claim.when, published_on(member)),
            modality=claim.modality, voice=voice_of(claim, known_parties(node)), names=names_of(member), member=member,
            candidates=meant.nodes if len(meant.nodes) > 1 else (),
        )  # fmt: skip


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Each relation once, with every claim that has it; what is planned, or a third party's word, stands by itself."""
    grouped = _grouped(
        edges, lambda edge: "\0".join((edge.source, edge.relation, edge.target, edge.modality, edge.voice))
    )
    return [msgspec.structs.replace(some[0], more=tuple(edge.member for edge in some[1:])) for some in grouped.values()]


def _turns(node: Node) -> set[datetime.date | None]:
    """The days that the claims about an instrument name, and those of their documents."""
    found: set[datetime.date | None] = set()
    for act in node.acts:
        found |= {act.first, act.last, published_on(act.member)}
    for member in node.spells:
        when = member.claim.when
        found |= set() if when is None else {calendar_day(when.earliest), calendar_day(when.latest)}
    return found


def _ordered_days(days: Iterable[datetime.date | None]) -> tuple[datetime.date, ...]:
    """Days and those after them, in order: what is so until a day is so no longer on the next."""
    some = {day for day in days if day is not None}
    after = {day + datetime.timedelta(days=1) for day in some if day < datetime.date.max}
    return tuple(sorted(some | after))


def _judges(member: Member) -> bool:
    return any(outdated(span.text) is not None for span in member.claim.evidence)


def _documents(node: Node) -> list[str]:
    return [] if node.entry is None else list(dict.fromkeys(m.claim.document for m in node.entry.members))


def _judged(judgement: Judgement, node: Node) -> Reason:
    who = ", ".join(judgement.names) or "somebody"
    words = "out of date" if judgement.edge is not None else judgement.words
    return Reason(f"{who} calls {node.name} “{words}”", judgement.statement or judgement.member, judgement.span)


def _of(node: Node, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(Reason(f"{node.name}: {reason.text}", reason.member, reason.span) for reason in reasons)


def _grouped(some: Iterable[T], by: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for one in some:
        found[by(one)].append(one)
    return found
