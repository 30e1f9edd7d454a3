"""Who a noun phrase stands for: the actors that it names, or those for whom it acts ("Chinese officials")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.lexicon import Lexicon
from foedera.coding.events.tree import Tree
from foedera.model import ActorRef

_OWNERS = ("poss", "amod", "compound", "nmod")
_FROM = ("of", "from", "for", "in")


class Party(msgspec.Struct, frozen=True):
    """Actors, and the words that stand for them, from `start` to `end`."""

    refs: tuple[ActorRef, ...]
    start: int
    end: int


class Parties:
    """Finds the parties of one sentence."""

    def __init__(self, reading: Reading, tree: Tree, lexicon: Lexicon) -> None:
        self.reading, self.tree, self.lexicon = reading, tree, lexicon

    def named(self, noun: int) -> list[Party]:
        """The parties that a noun and those beside it stand for; none where nobody known does."""
        found = [party for member in self.tree.members(noun) for party in self._one(member)]
        return _distinct(found)

    def owner(self, noun: int, *prepositions: str) -> list[Party]:
        """The parties to whom belongs what a noun names ("Russia's invasion", "the attack by Hamas")."""
        for kid in sorted(self.tree.kids(noun, *_OWNERS), key=self._pronoun):
            found = self._at(kid) or (self._one(kid) if self.tree.tokens[kid].dep == "poss" else [])
            if found:
                return _distinct([*found, *(p for other in self.tree.kids(kid, "conj") for p in self._at(other))])
        for kid in self.tree.objects(noun, *prepositions):
            found = self.named(kid)
            if found:
                return found
        return []

    def _one(self, noun: int) -> Iterator[Party]:
        start, end = self.tree.phrase(noun)
        mentioned = self._refs(noun)
        if mentioned is not None:
            refs, low, high = mentioned
            yield Party(refs, min(start, low), max(end, high))
            return
        beside = [party for kid in self.tree.kids(noun, "appos") for party in self._at(kid)]
        if not beside and (self.tree.word(noun) in self.lexicon.agents or self.tree.lemma(noun) in self.lexicon.agents):
            owners = self.owner(noun, *_FROM)
            if owners:
                yield Party(tuple(ref for party in owners for ref in party.refs), start, end)
        yield from beside

    def _pronoun(self, token: int) -> bool:
        return self.tree.tokens[token].pos == "PRON"

    def _at(self, token: int) -> list[Party]:
        """The party that a token itself names."""
        found = self._refs(token)
        return [] if found is None else [Party(*found)]

    def _refs(self, token: int) -> tuple[tuple[ActorRef, ...], int, int] | None:
        place = self.tree.tokens[token]
        mention = self.reading.mentions.at(place.start)
        if mention is not None:
            return (mention.refs, mention.start, mention.end) if mention.refs else None
        if place.tag not in ("NNP", "NNPS"):
            return None
        name = next(
            (n for n in self.tree.sentence.names if n.label == "PERSON" and n.start <= place.start < n.end), None
        )
        if name is None or name.end != place.end:
            return None
        text = self.reading.document.text[name.start : name.end]
        ref = ActorRef(
            id=None, name=text, kind="person", state=None, sector=None, text=text, start=name.start, end=name.end
        )
        return (ref,), name.start, name.end


def refs_of(parties: Sequence[Party]) -> tuple[ActorRef, ...]:
    """The actors of all parties, each once."""
    found: dict[str, ActorRef] = {}
    for party in parties:
        for ref in party.refs:
            found.setdefault(ref.id or ref.name, ref)
    return tuple(found.values())


def _distinct(parties: Sequence[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in parties:
        if all((party.start, party.end) != (other.start, other.end) for other in kept):
            kept.append(party)
    return kept
