"""What persons decide about entries: which belong together, and what does not belong to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from foedera.record import Ledger, Note
from foedera.register.anchors import Anchor, bound

MERGE = "merge"
SPLIT = "split"
UNDO = "undo"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A merge (`claims` are one thing, `others` is empty) or a split (`claims` are another thing than `others`)."""

    note: Note
    claims: tuple[Anchor, ...]
    others: tuple[Anchor, ...] = ()


class Rules:
    """What the decisions in force mean for the claims that stand: groups that are one, and groups that are not.

    Where decisions contradict each other, the later one holds.
    """

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)

    @property
    def lineages(self) -> Collection[int]:
        """Every claim that a decision is about."""
        return self._parent.keys()

    def group(self, lineage: int) -> int:
        """The number of the group of a claim that a decision is about."""
        root = lineage
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[lineage] != root:
            self._parent[lineage], lineage = root, self._parent[lineage]
        return root

    def groups(self) -> dict[int, list[int]]:
        """The claims of each group."""
        found: dict[int, list[int]] = defaultdict(list)
        for lineage in self._parent:
            found[self.group(lineage)].append(lineage)
        return found

    def apart(self, lineage: int) -> set[int]:
        """The groups from which that of a claim is kept apart."""
        return {self.group(other) for other in self._apart.get(self.group(lineage), ())}

    def join(self, some: Iterable[int]) -> None:
        """These claims are one thing, but for what was parted later."""
        roots: list[int] = []
        for lineage in some:
            self._parent.setdefault(lineage, lineage)
            mine = next((root for root in roots if not self._parted(root, lineage)), None)
            if mine is None:
                roots.append(lineage)
            else:
                self._unite(mine, lineage)

    def part(self, some: Iterable[int], others: Iterable[int]) -> None:
        """The first claims are another thing than the second, but for what was joined later."""
        left, right = ({self._known(lineage) for lineage in each} for each in (some, others))
        for a in left:
            for b in right:
                if a != b:
                    self._apart[a].add(b)
                    self._apart[b].add(a)

    def _known(self, lineage: int) -> int:
        self._parent.setdefault(lineage, lineage)
        return self.group(lineage)

    def _parted(self, a: int, b: int) -> bool:
        return self.group(b) in self.apart(a)

    def _unite(self, a: int, b: int) -> None:
        a, b = self.group(a), self.group(b)
        if a != b:
            self._parent[b] = a
            for other in self._apart.pop(b, set()):
                self._apart[a].add(other)
                self._apart[other].add(a)


def decisions(ledger: Ledger, *, undone: bool = False) -> list[Decision]:
    """The merges and splits that are in force, the oldest first; with `undone`, those taken back too."""
    found = [note for kind in (MERGE, SPLIT) for note in ledger.notes(kind, undone=undone)]
    return [_decision(note) for note in sorted(found, key=lambda note: note.number)]


def rules(some: Iterable[Decision], meant: Mapping[Anchor, int]) -> Rules:
    """What decisions (the oldest first) mean, where `meant` gives the claims that stand for anchors."""
    made = Rules()
    for decision in reversed(list(some)):
        claims = [meant[each] for each in decision.claims if each in meant]
        if decision.others:
            made.part(claims, [meant[each] for each in decision.others if each in meant])
        else:
            made.join(claims)
    return made


def decided(ledger: Ledger) -> frozenset[int]:
    """The lineages of the claims that a decision in force is about."""
    return frozenset(stand.lineage for stand in bound(ledger, anchors_of(decisions(ledger))).values())


def anchors_of(some: Iterable[Decision]) -> list[Anchor]:
    """The anchors of all claims that decisions are about."""
    return [each for decision in some for each in (*decision.claims, *decision.others)]


def payload(claims: Iterable[Anchor], others: Iterable[Anchor] = ()) -> dict[str, Any]:
    """The payload of the note of a decision."""
    return {"claims": sorted(claims), "others": sorted(others)}


def _decision(note: Note) -> Decision:
    claims, others = (msgspec.convert(note.payload[name], tuple[Anchor, ...]) for name in ("claims", "others"))
    return Decision(note=note, claims=claims, others=others)
