"""The parties of a document: for whom its actors undertake something, and who speaks in it as "we".

A person in office, a ministry, an army or its headquarters undertakes for its state.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property

import msgspec

from foedera.actors import Base, bundled
from foedera.coding.coder import Reading
from foedera.model import ActorRef
from foedera.resolution import Mention

_STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_OFFICES = frozenset({"GOV", "MIL", "SPY", "COP"})
_OFFICIAL = re.compile(
    r"^(?i:fact ?sheet|readout|remarks|memorandum|background press|joint|declaration)\b|"
    r"\b(?:Joint|FACT SHEET|Fact Sheet|Statement|Declaration|Communiqu|Treaty|Agreement|Charter|Pact|Protocol|Readout|"
    r"Memorandum|Principles|Guidelines|Remarks|Compact|Commitment|Notes)"
)
_PAPER = re.compile(r"^(?:\S+ ){0,4}(?:Strategy|White Paper|Order)(?: (?:of|for|on|no)\b.{0,40}| \d{4})?$")
"""What the paper of one government is called."""
_SPOKEN = re.compile(r"remarks|background press|press (?:call|briefing|conference)|interview", re.IGNORECASE)
"""What is a transcript: in it, "we" is whoever speaks."""
_ALONE = re.compile(r"fact ?sheet", re.IGNORECASE)
_ORDER = re.compile(r"memorandum|executive order|proclamation|presidential", re.IGNORECASE)
_MANY = 40
FEW = 4
"""How many states may be meant by "we" in a joint text, rather than an alliance."""


class Undertakers:
    """Who may undertake something in one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.mentions = reading, reading.mentions
        self._names = {ref.id: ref.name for mention in reading.mentions for ref in mention.refs if ref.kind == "state"}

    @cached_property
    def official(self) -> bool:
        """Whether the document calls itself an official one."""
        title = self.reading.document.title or self.reading.document.text[:200]
        called = _OFFICIAL.search(title) is not None or _PAPER.match(title) is not None
        return called and _SPOKEN.match(title) is None

    @cached_property
    def opening(self) -> int:
        """The last of the first two paragraphs of the body."""
        paragraphs = self.reading.document.paragraphs
        body = [number for number, paragraph in enumerate(paragraphs) if paragraph.role == "body"]
        return body[1] if len(body) > 2 else -1

    @cached_property
    def own(self) -> tuple[ActorRef, ...]:
        """The states that speak in the document as "we", "the two leaders", "the Parties": the set named most often."""
        if not self.official and "Joint" not in (self.reading.document.title or ""):
            return ()
        title = self.reading.document.title or ""
        if _ORDER.match(title) or _PAPER.match(title):
            return self._issuer
        alone = [ref for ref in self.titled if ref.kind == "state"]
        if len(alone) == 1 and _ALONE.match(title):
            return tuple(alone)
        spoken = self._spoken
        return self.completed(spoken) if spoken else tuple(ref for ref in self.titled if ref.kind == "state")

    @cached_property
    def _spoken(self) -> tuple[ActorRef, ...]:
        """The set that "we" and its like mean most often, at least twice."""
        counts: Counter[tuple[str, ...]] = Counter()
        first: dict[tuple[str, ...], tuple[ActorRef, ...]] = {}
        for mention in self.mentions:
            if mention.how not in ("set", "pronoun"):
                continue
            refs = self.undertakers([mention])
            key = tuple(ref.id or ref.name for ref in refs)
            if 1 < len(key) <= _MANY:
                counts[key] += 1
                first.setdefault(key, refs)
        best = max(counts, key=lambda key: counts[key], default=None)
        return () if best is None or counts[best] < 2 else first[best]

    @cached_property
    def _issuer(self) -> tuple[ActorRef, ...]:
        """The state whose office published an order, a strategy or a memorandum, wherever the text names it; else
        none."""
        publisher = self.reading.document.publisher or ""
        found = _base().find(publisher.removeprefix("The "))
        states = {actor.id if actor.kind == "state" else actor.state for actor in found}
        refs = self.undertakers(self.mentions)
        named = (ref for ref in refs if ref.id in states or (ref.kind == "state" and ref.name in publisher))
        return tuple(named)[:1]

    @cached_property
    def titled(self) -> tuple[ActorRef, ...]:
        """The parties that the title names."""
        document = self.reading.document
        title = document.title or ""
        start = document.text.find(title, 0, 1000) if title else -1
        return () if start < 0 else self.undertakers(self.mentions.within(start, start + len(title)))

    def undertakers(self, mentions: Iterable[Mention]) -> tuple[ActorRef, ...]:
        """The states and organisations that mentions stand for, each once."""
        found: dict[str, ActorRef] = {}
        for mention in mentions:
            for ref in mention.refs:
                party = self._party(ref)
                if party is not None:
                    found.setdefault(party.id or party.name, party)
        return tuple(found.values())

    def _party(self, ref: ActorRef) -> ActorRef | None:
        """The state or organisation for which an actor undertakes something."""
        if ref.kind == "state":
            return ref
        if ref.kind == "person" and ref.sector not in _OFFICES:
            return None  # whoever holds no office speaks for himself
        of_state = ref.kind in ("person", "command") or ref.sector in _STATE_SECTORS
        if of_state and ref.state is not None:
            return msgspec.structs.replace(
                ref, id=ref.state, name=self._name(ref.state), kind="state", state=ref.state, sector=None
            )
        return ref if ref.kind == "organisation" else None

    def _name(self, state: str) -> str:
        return self._names.get(state) or _base().name_of(state) or state.partition(":")[2]

    def completed(self, refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """All allies, where one alone is missing."""
        missing = set(self._allies) - {ref.id for ref in refs}
        if len(refs) <= FEW or len(missing) != 1:
            return refs
        (id,) = missing
        return (*refs, msgspec.structs.replace(refs[0], id=id, name=self._name(id), state=id))

    @cached_property
    def _allies(self) -> tuple[str, ...]:
        members = _base().members("organisation:nato", self.reading.document.published)
        return tuple(row.member for row in members if row.member.startswith("state:"))


@cache
def _base() -> Base:
    return bundled()
