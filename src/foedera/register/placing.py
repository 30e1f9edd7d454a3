"""Putting claims into entries: the clusters of each component that was touched, and the ids of the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from foedera.model import Kind
from foedera.record import Keeper, Placed, entry_id
from foedera.register.clustering import Pair, clusters
from foedera.register.deciding import Rules
from foedera.register.entries import Place, place_of
from foedera.register.matching import model, weights


class _Region(NamedTuple):
    """Everything that touched forms reach: links by pair of forms, and by the first of the two; the claims of each
    form, and their places."""

    links: Mapping[Pair, int]
    beside: Mapping[int, Sequence[Pair]]
    members: Mapping[int, Sequence[int]]
    places: Mapping[int, Place]
    least: int


def placed(keeper: Keeper, kind: Kind, decided: Rules, touched: set[int], changed: Iterable[int]) -> Placed:
    """Makes the entries of a kind anew that touched forms reach, and takes claims out that stand no longer."""
    least = weights()[kind].merged
    bonds = _Bonds(keeper, decided)
    links = _reached(keeper, bonds, touched, least)
    forms = touched | {form for form, _ in links}
    members = keeper.of_forms(sorted(forms))
    lineages = [lineage for some in members.values() for lineage in some]
    places = {stand.lineage: place_of(stand) for stand in keeper.standing(sorted(lineages))}
    beside: dict[int, list[Pair]] = defaultdict(list)
    for (a, b), score in links.items():
        if a != b:
            beside[a].append((b, score))
    region = _Region(links, beside, members, places, least)
    entries: dict[int, str | None] = dict.fromkeys(changed)
    for component in _components(region, bonds):
        for group in _groups(region, component, bonds.rules):
            first = min(places[lineage] for lineage in group)
            entries.update(dict.fromkeys(group, entry_id(first[-1])))
    return keeper.place(entries, model())


class _Bonds:
    """The decisions of persons as they bind forms: which forms a decided group reaches."""

    def __init__(self, keeper: Keeper, decided: Rules) -> None:
        self.rules = decided
        forms = keeper.forms(sorted(decided.lineages))
        self._forms: dict[int, set[int]] = defaultdict(set)
        self._groups: dict[int, set[int]] = defaultdict(set)
        for lineage, form in forms.items():
            group = decided.group(lineage)
            self._forms[group].add(form)
            self._groups[form].add(group)

    def beside(self, form: int) -> set[int]:
        """The forms that a decision puts into one component with this one, itself included."""
        return {form}.union(*(self._forms[group] for group in self._groups.get(form, ())))


def _reached(keeper: Keeper, bonds: _Bonds, touched: set[int], least: int) -> dict[Pair, int]:
    """The links of all forms in the components of touched ones; every such form is linked with itself."""
    links: dict[Pair, int] = {}
    seen: set[int] = set()
    front = set(touched)
    while front:
        found = keeper.links(sorted(front))
        links.update(found)
        seen |= front
        linked = {form for pair, score in found.items() if score >= least for form in pair}
        front = {other for form in front | linked for other in bonds.beside(form)} - seen
    return {pair: score for pair, score in links.items() if pair[0] in seen and pair[1] in seen}


def _components(region: _Region, bonds: _Bonds) -> list[list[int]]:
    """The forms that links or decisions tie together."""
    parent = {form: form for form in region.members}

    def root(form: int) -> int:
        while parent[form] != form:
            parent[form] = parent[parent[form]]
            form = parent[form]
        return form

    for (a, b), score in region.links.items():
        if score >= region.least:
            parent[root(b)] = root(a)
    for form in region.members:
        for other in bonds.beside(form):
            parent[root(other)] = root(form)
    found: dict[int, list[int]] = defaultdict(list)
    for form in region.members:
        found[root(form)].append(form)
    return list(found.values())


def _groups(region: _Region, component: list[int], decided: Rules) -> Iterator[list[int]]:
    """The claims of each entry of a component."""
    if len(component) == 1 and not any(lineage in decided.lineages for lineage in region.members[component[0]]):
        mine = list(region.members[component[0]])
        yield from [mine] if _is_telling(region, component[0]) else ([lineage] for lineage in mine)
        return
    nodes = _Nodes(region, component, decided)
    for group in clusters(nodes.count, nodes.scores(region), region.least, nodes.apart(decided)):
        yield [lineage for node in group for lineage in nodes.claims[node]]


def _is_telling(region: _Region, form: int) -> bool:
    """Whether claims of a form surely speak of one thing: it does not say too little for that."""
    return region.links.get((form, form), 0) >= region.least


class _Nodes:
    """What is clustered, in the order of first claims: a form with all its claims, or each of them by itself where the
    form says too little; and what a person put together, in one, or decided on at all."""

    def __init__(self, region: _Region, component: list[int], decided: Rules) -> None:
        self._groups: dict[int, list[int]] = defaultdict(list)
        parts: list[list[int]] = []
        for form in component:
            free: list[int] = []
            for lineage in region.members[form]:
                mine = self._groups[decided.group(lineage)] if lineage in decided.lineages else free
                mine.append(lineage)
            parts += [free] if free and _is_telling(region, form) else [[lineage] for lineage in free]
        parts += self._groups.values()
        self.claims = sorted(parts, key=lambda part: min(region.places[lineage] for lineage in part))
        self.count = len(parts)
        self._of = {lineage: node for node, part in enumerate(self.claims) for lineage in part}
        self._of_form = {form: sorted({self._of[lineage] for lineage in region.members[form]}) for form in component}

    def scores(self, region: _Region) -> dict[Pair, int]:
        """The scores of pairs of nodes: the highest of any two forms in them."""
        found: dict[Pair, int] = {}
        for form, mine in self._of_form.items():
            own = region.links.get((form, form), 0)
            linked = [*region.beside.get(form, ()), *([(form, own)] if own >= region.least else ())]
            for other, score in linked:
                for a in mine:
                    for b in self._of_form.get(other, ()):
                        pair = (min(a, b), max(a, b))
                        found[pair] = max(score, found.get(pair, 0))
        return found

    def apart(self, decided: Rules) -> dict[int, set[int]]:
        """The nodes from which each is kept apart."""
        found = {}
        for some in self._groups.values():
            others = {self._of[lineage] for group in decided.apart(some[0]) for lineage in self._groups.get(group, ())}
            if others:
                found[self._of[some[0]]] = others
        return found
