"""Mentions of several actors at once by a noun: "both countries", "the three leaders", "the Parties".

They are decided in the order of the text. What a document's own parties do not answer is looked for among the actors
that were named together shortly before, and stays open where nothing fits in number and kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from foedera.model import ActorRef
from foedera.resolution.collectives import Collectives, set_of
from foedera.resolution.groups import Group, alone, groups
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.officials import Officials
from foedera.resolution.parties import Parties
from foedera.resolution.spans import Taken
from foedera.resolution.syntax import Syntax, has
from foedera.resolution.units import Unit, Units

_NOMINAL = frozenset(["nsubj", "nsubjpass", "pobj", "dobj"])
_PARTIES = ("parties", "signatories")
_GROUPED = ("sides", "countries", "nations")
_BACK = 5
_RECENT = 2
_FEW = 8


class Sets:
    """Finds the mentions of sets, given the mentions by name; `sides` are the states of a transcript's speakers."""

    def __init__(
        self, syntax: Syntax, parties: Parties, officials: Officials, collectives: Collectives, sides: Sequence[str],
        named: Mentions,
    ) -> None:  # fmt: skip
        self.syntax, self.parties, self.officials, self.sides = syntax, parties, officials, sides
        self.named, self._fixed = named, list(collectives.mentions())
        self._refs = collectives.states
        self._units = Units(syntax, self.named)
        self._starts = [sentence.start for sentence in syntax.parse.sentences]
        self._made: dict[int, list[Mention]] = {}
        self._said: dict[int | None, Sequence[ActorRef]] = {}

    def mentions(self) -> list[Mention]:
        """All mentions of sets."""
        taken = Taken(len(self.syntax.text), ((mention.start, mention.end) for mention in self._fixed))
        for mention in self._fixed:
            self._made.setdefault(self._number(mention.start), []).append(mention)
        asked = [group for group in groups(self.syntax.text) if not taken.touches((group.start, group.end))]
        for group in asked:
            taken.add((group.start, group.end))
        lone = [g for g in alone(self.syntax.text) if not taken.touches((g.start, g.end)) and self._stands(g)]
        found = [self._decided(group) for group in sorted([*asked, *lone], key=lambda group: group.start)]
        return [*self._fixed, *(mention for mention in found if mention is not None)]

    def _stands(self, group: Group) -> bool:
        """Whether "both" or "the two" stands for a noun."""
        found = self.syntax.head(group.end - 2, group.end)
        if found is None or self.named.at(group.start - 2) is not None:  # "Manila and Beijing both said"
            return False
        sentence, index = found
        return sentence.tokens[index].dep in _NOMINAL and not has(sentence, index, ("prep",))

    def _decided(self, group: Group) -> Mention | None:
        """The mention that such words are, open where they ask for a number and nothing fits; None if none."""
        number = self._number(group.start)
        refs = self._persons(group, number) if group.persons else self._states(group, number)
        if refs:
            mention = set_of(self.syntax.text, group.start, group.end, refs)
            self._made.setdefault(number, []).append(mention)
            if group.noun and not group.persons:
                self._said[group.count] = refs
            return mention
        if group.count is None or not group.noun:
            return None
        return set_of(self.syntax.text, group.start, group.end, (), list(self._nearby(group.start, _FEW)))

    def _number(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _persons(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The persons meant by "leaders" or "ministers"."""
        if group.vague:
            return next(self._recent(group, number, _BACK, "person"), ()) if group.count is not None else ()
        own = self.officials.principals(group.noun, group.count, mine=group.owner in ("our", "their"))
        if own:
            return own
        near = self._recent(group, number, _BACK, "person")
        found = next((refs for refs in near if self.officials.in_office(refs, group.noun)), ())
        if found or group.noun.startswith("chiefs"):
            return found
        return self.officials.named(group.noun, group.start, group.count) or self._of_states(group, number)

    def _of_states(self, group: Group, number: int) -> Sequence[ActorRef]:
        """Who holds the office in as many states that were named together, where all are known."""
        states = next(self._recent(group, number, _RECENT, "state"), ()) if group.count is not None else ()
        refs = self.officials.holders(group.noun, [ref.id or "" for ref in states])
        return refs if all(ref.id is not None for ref in refs) else ()

    def _states(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The states meant by "countries" or "sides"."""
        if group.noun in _PARTIES and (self.parties.treaty or group.count is None):
            return self._refs(self.parties.treaty)
        own = self._own(group)
        if own:
            return own
        kind = "state" if group.noun else None
        near = next((refs for refs in self._recent(group, number, _RECENT, kind) if self._ours(group, refs)), ())
        if near or not group.noun:
            return near
        return () if group.owner == "our" and self.parties.voice else self._farther(group, number)

    def _own(self, group: Group) -> Sequence[ActorRef]:
        """The document's own parties, where they are as many as are asked for."""
        own = self.parties.joint or ((self.sides or self.parties.all) if group.owner == "our" else ())
        fits = 1 < len(own) <= _FEW and group.count in (None, len(own))
        return self._refs(own) if fits and group.noun else ()

    def _ours(self, group: Group, refs: Sequence[ActorRef]) -> bool:
        """Whether a set may be "ours": a government that speaks belongs to it."""
        own = self.parties.voice
        return group.owner != "our" or own is None or any(ref.id == own for ref in refs)

    def _farther(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The states of a set that is not named together nearby: as before, or all that are named nearby."""
        said = self._said.get(group.count, ())
        if group.count is None:
            return said or self._grouped(group)
        near = self._nearby(group.start, group.count)
        if said or len(near) == group.count:
            return said or tuple(near.values())
        far = next(self._recent(group, number, _BACK, "state"), ())
        own = next((states for states in (self.parties.all, self.sides) if len(states) == group.count), ())
        return far or self._refs(own)

    def _grouped(self, group: Group) -> Sequence[ActorRef]:
        """The states with which the document deals."""
        own = self.parties.all or self.sides
        return self._refs(own) if 1 < len(own) <= _FEW and group.noun in _GROUPED else ()

    def _recent(self, group: Group, number: int, back: int, kind: str | None) -> Iterator[Sequence[ActorRef]]:
        """Sets of the right size that were named shortly before, the nearest first."""
        for earlier in range(number, max(-1, number - back - 1), -1):
            units = [unit for unit in self._units.of(earlier, self._made.get(earlier, ())) if unit.start < group.start]
            for unit in reversed(units):
                refs = self._suited(unit, kind)
                if not 1 < len(refs) <= _FEW or group.count not in (None, len(refs)):
                    continue
                if kind == "state" and _opposed(unit, units):
                    return
                yield refs

    def _suited(self, unit: Unit, kind: str | None) -> Sequence[ActorRef]:
        """The actors of a unit that are of a kind; persons from as many states stand for these."""
        if kind is None or all(ref.kind == kind for ref in unit.refs):
            return unit.refs
        states = {ref.state: None for ref in unit.refs if ref.kind == "person" and ref.state is not None}
        return self._refs([*filter(None, states)]) if kind == "state" and len(states) == len(unit.refs) else ()

    def _nearby(self, start: int, count: int) -> dict[str, ActorRef]:
        """The distinct states of the nearest sentences, at least `count` if there are so many."""
        index = self._number(start)
        seen: dict[str, ActorRef] = {}
        for sentence in reversed(self.syntax.parse.sentences[max(0, index - _BACK + 1) : index + 1]):
            for ref in self.named.refs(sentence.start, min(sentence.end, start), "state"):
                seen.setdefault(key_of(ref), ref)
            if len(seen) >= count:
                break
        return seen


def _opposed(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether the sentence has another state as its subject, which may be one of those meant."""
    others = [other for other in units if other.role == "subject" and other.main and not other.key & unit.key]
    return unit.role in ("object", "oblique") and any(other.refs[0].kind == "state" for other in others)
