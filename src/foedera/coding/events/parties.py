"""Who a noun phrase stands for: the actors that it names, or those for whom it acts ("Chinese officials")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.lexicon import Lexicon
from foedera.coding.events.strangers import common, group, people, person
from foedera.language import Tree
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_OWNERS = ("poss", "amod", "compound", "nmod")
_FROM = ("of", "from", "for", "in")
_SUCH = ("as", "including", "like")
_RELATED = frozenset("ally neighbour neighbor partner counterpart friend rival enemy adversary foe successor".split())
_LED = frozenset(["lead", "led", "order", "impose", "run", "command", "make"])
_TITLES = frozenset("agreement treaty pact act alliance declaration charter convention dialogue accord".split())
_SEVERAL = frozenset(
    "they both leaders ministers sides countries nations presidents parties governments neighbors neighbours allies "
    "partners states militaries navies armies powers rivals men officials capitals foes chiefs delegations".split()
)
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4}
_KNOWN = frozenset(["the", "both", "two", "three", "four", "these", "all"])
_DATELINE = re.compile(r"\W*[A-Z][A-Z/ .’'-]{3,}(?:,[^()—–\n]{0,30}(?:\([\w/ ]+\))?|\s*\([\w/ ]+\))\s*(?:--|[—–-])\s")
"""Where a report was filed, when, and by which agency ("MANILA, Oct. 10 (Xinhua) --"): nobody acts there."""


_STATEMENT = re.compile(r"\W*(?:statement|message|letter|remarks|memorandum)s? (?:from|by|of) ", re.IGNORECASE)
_NEAR = 60
"""Characters between these words and the name of whose statement it is."""
_QUOTE = re.compile('["\u201c]')


class Party(msgspec.Struct, frozen=True):
    """Actors, and the words that stand for them, from `start` to `end`."""

    refs: tuple[ActorRef, ...]
    start: int
    end: int


class Parties:
    """Finds the parties of one sentence.

    `before` are the actors, several, of whom the sentence before speaks: "they" and "the two leaders" are these where
    nobody else is known by it. With `unnamed`, groups and names that the base does not know are parties too ("several
    governments"), without an id; with `places`, so are towns.
    """

    def __init__(
        self, reading: Reading, tree: Tree, lexicon: Lexicon, before: tuple[ActorRef, ...] = (), *,
        unnamed: bool = False, places: bool = False,
    ) -> None:  # fmt: skip
        self.reading, self.tree, self.lexicon, self.before = reading, tree, lexicon, before
        self.unnamed, self.places = unnamed, places
        dateline = _DATELINE.match(reading.document.text, tree.sentence.start, tree.sentence.end)
        self._begins = tree.sentence.start if dateline is None else dateline.end()

    def with_unnamed(self, *, places: bool = False) -> Parties:
        """The same with parties that have no id."""
        return Parties(self.reading, self.tree, self.lexicon, self.before, unnamed=True, places=places)

    def named(self, noun: int) -> list[Party]:
        """The parties that a noun and those beside it stand for; none where nobody known does."""
        found = [party for member in self.tree.members(noun) for party in self._one(member)]
        return _distinct(found)

    def every(self, nouns: Iterable[int]) -> list[Party]:
        """The parties that these nouns and those beside them stand for, in their order."""
        return [party for noun in nouns for party in self.named(noun)]

    def all(self) -> list[Party]:
        """The parties of all mentions in the sentence, behind its dateline."""
        found = self.reading.mentions.within(self._begins, self.tree.sentence.end)
        return [Party(one.refs, one.start, one.end) for one in found if one.refs]

    def author(self, pronoun: int) -> list[Party]:
        """The person whose statement the document is, by its first line ("Statement by"), for an "I"."""
        first = self.reading.document.paragraphs[0]
        title = _STATEMENT.match(self.reading.document.text, first.start, first.end)
        token = self.tree.tokens[pronoun]
        if title is None or self.reading.mentions.at(token.start) is not None:
            return []
        named = [one for one in self.reading.mentions.within(title.end(), first.end) if one.start - title.end() < _NEAR]
        persons = [ref for one in named[:1] for ref in one.refs if ref.kind == "person"]
        quoted = _QUOTE.search(self.reading.document.text, self.tree.sentence.start, token.start)
        return [Party(tuple(persons), token.start, token.end)] if len(persons) == 1 and quoted is None else []

    def owner(self, noun: int, *prepositions: str) -> list[Party]:
        """The parties to whom belongs what a noun names ("Russia's invasion", "the attack by Hamas")."""
        titled = self.tree.tokens[noun].tag == "NNP" and self.tree.lemma(noun) in _TITLES
        for kid in () if titled else sorted(self.tree.kids(noun, *_OWNERS), key=self._pronoun):
            owns = self.tree.tokens[kid].dep == "poss"
            found = (self.at(kid) or [*self._one(kid)]) if owns else self._beside(kid)
            if found:
                beside = [p for other in self._joined(kid) for p in self.at(other)]
                return sorted(_distinct([*found, *beside]), key=lambda party: party.start)
        for kid in self._behind(noun, prepositions):
            found = self.named(kid)
            if found:
                return found
        return []

    def _behind(self, noun: int, prepositions: tuple[str, ...]) -> Iterator[int]:
        """The nouns behind prepositions of a noun; behind "by" also those that the parser ties to what stands between
        ("violations of resolutions by")."""
        if "by" in prepositions:
            yield from self.tree.objects(noun, "by")
            yield from (far for near in self.tree.objects(noun, "of") for far in self.tree.objects(near, "by"))
        yield from self.tree.objects(noun, *prepositions)

    def _joined(self, kid: int) -> Iterator[int]:
        """The nouns beside an owner, with those that a hyphen joins to it ("the Japan-South Korea meeting")."""
        yield from self.tree.kids(kid, "conj")
        if any(self.tree.tokens[mark].tag == "HYPH" for mark in self.tree.kids(kid, "punct")):
            yield from self.tree.kids(kid, "compound", "nmod")

    def _one(self, noun: int) -> Iterator[Party]:
        start, end = self.tree.phrase(noun)
        mentioned = self._refs(noun)
        if mentioned is not None:
            refs, low, high = mentioned
            yield Party(refs, min(start, low), max(end, high))
            yield from self._listed(noun, refs)
            return
        found = [
            party
            for kid in self.tree.kids(noun, "appos")
            for member in self.tree.members(kid)
            for party in self.at(member)
        ]
        if not found and self._acts(noun):
            owners = self._possessors(noun) or [p for n in self.tree.objects(noun, *_SUCH) for p in self.named(n)]
            found = [Party(tuple(ref for party in owners for ref in party.refs), start, end)] if owners else []
        if not found:
            found = self._carried(noun, start, end)
        yield from found or self._denoted(noun, start, end)

    def _acts(self, noun: int) -> bool:
        return self.tree.word(noun) in self.lexicon.agents or self.tree.lemma(noun) in self.lexicon.agents

    def _beside(self, kid: int) -> list[Party]:
        """The party that an adjective or a noun before a noun names; of "US-led", who leads."""
        mention = self.reading.mentions.at(self.tree.tokens[kid].start)
        if mention is not None and mention.how == "capital" and not self._acts(self.tree.tokens[kid].head):
            return []  # where it was done ("the Moscow summit")
        if self.tree.lemma(kid) in _LED:
            return [party for inner in self.tree.kids(kid, "npadvmod", "amod", "compound") for party in self.at(inner)]
        known = self.tree.tokens[kid].dep == "amod"
        found = [party for party in self.at(kid) if known or any(ref.id for ref in party.refs)]
        return found or [party for inner in self.tree.kids(kid, "poss") for party in self.at(inner)]

    def _possessors(self, noun: int) -> list[Party]:
        """For whom acts whom a noun names; somebody's ally acts for himself."""
        if self.tree.lemma(noun) not in _RELATED:
            return self.owner(noun, *_FROM)
        return _distinct([p for kid in self.tree.kids(noun, "amod", "compound", "nmod") for p in self.at(kid)])

    def _listed(self, noun: int, refs: tuple[ActorRef, ...]) -> Iterator[Party]:
        """Other persons or states that a list puts beside one, as the parser takes them for the same ("Japan, South
        Korea and the United States held")."""
        kind = refs[0].kind if refs else None
        if kind not in ("person", "state") or any(ref.kind != kind for ref in refs):
            return
        known = {key_of(ref) for ref in refs}
        for kid in self.tree.kids(noun, "appos"):
            for party in self._one(kid):
                if all(ref.kind == kind and key_of(ref) not in known for ref in party.refs):
                    yield party
                    yield from (p for other in self.tree.kids(kid, "conj") for p in self._one(other))

    def _carried(self, noun: int, start: int, end: int) -> list[Party]:
        """The actors of the sentence before for a set or an "it" that the resolver leaves open; those before it in its
        own sentence where as many are named as it says."""
        if self.tree.word(noun) == "it" and len(self.before) == 1 and self.tree.tokens[noun].dep == "nsubj":
            return [Party(self.before, start, end)] if self.before[0].kind != "person" else []
        if self.tree.word(noun) in ("he", "she") and self.tree.tokens[noun].dep == "nsubj":
            persons = tuple(ref for ref in self.before if ref.kind == "person")
            return [Party(persons, start, end)] if len(persons) == 1 else []
        if self._several(noun):
            if len(self.before) > 1:
                return [Party(self.before, start, end)]
            near = self.reading.mentions.refs(self.tree.sentence.start, start, "state", "person")
            states = {ref.id: ref for ref in near if ref.id}
            if any(_NUMBERS.get(self.tree.word(kid)) == len(states) for kid in self.tree.kids(noun)):
                return [Party(tuple(states.values()), start, end)]
        listed = self._counted(noun)
        return [Party(listed, start, end)] if listed else []

    def _counted(self, noun: int) -> tuple[ActorRef, ...]:
        """The states that a sentence lists behind a colon, where they are as many as a noun says ("signed by 12 states:
        ...")."""
        colon = next((token.end for token in self.tree.tokens[noun:] if token.text == ":"), None)
        if colon is None or self.tree.word(noun) not in _SEVERAL:
            return ()
        behind = {ref.id: ref for ref in self.reading.mentions.refs(colon, self.tree.sentence.end, "state") if ref.id}
        numbers = [self.tree.word(kid) for kid in self.tree.kids(noun, "nummod")]
        meant = any(_NUMBERS.get(word) == len(behind) or word == str(len(behind)) for word in numbers)
        return tuple(behind.values()) if meant else ()

    def _several(self, noun: int) -> bool:
        """Whether a noun or pronoun may mean actors named before."""
        if self.tree.word(noun) not in _SEVERAL:
            return False
        before = {self.tree.word(kid) for kid in self.tree.kids(noun)}
        plain = all(self.tree.tokens[kid].dep in ("det", "nummod", "case", "predet") for kid in self.tree.kids(noun))
        return self.tree.tokens[noun].pos == "PRON" or (plain and not before.isdisjoint(_KNOWN))

    def _denoted(self, noun: int, start: int, end: int) -> Iterator[Party]:
        """A group, or a name of which the base knows nothing."""
        if self.unnamed and self.reading.mentions.at(self.tree.tokens[noun].start) is None:
            ref = group(self.reading, self.tree, noun, places=self.places)
            if ref is not None:
                yield Party((ref,), start, end)

    def _pronoun(self, token: int) -> bool:
        return self.tree.tokens[token].pos == "PRON"

    def at(self, token: int) -> list[Party]:
        """The party that a token itself names."""
        found = self._refs(token)
        return [] if found is None else [Party(*found)]

    def _thing(self, ref: ActorRef) -> bool:
        """Whether the name of an unknown person is rather that of an exercise or a programme."""
        return ref.text == ref.name and common(self.reading, ref.name)

    def _refs(self, token: int) -> tuple[tuple[ActorRef, ...], int, int] | None:
        place = self.tree.tokens[token]
        if place.start < self._begins:
            return None
        mention = self.reading.mentions.at(place.start)
        if mention is not None:
            inside = self.reading.mentions.within(place.start, place.end)
            if len(inside) > 1:  # "the U.S.-China talks"
                return tuple(ref for one in inside for ref in one.refs), place.start, place.end
            refs = tuple(ref for ref in mention.refs if ref.id or ref.kind != "person" or not self._thing(ref))
            return (refs, mention.start, mention.end) if refs else None
        if place.tag not in ("NNP", "NNPS"):
            return None
        ref = person(self.reading, self.tree, token)
        if ref is None and self.unnamed:
            ref = people(self.reading, self.tree, token)
        return None if ref is None else ((ref,), ref.start, ref.end)


def refs_of(parties: Sequence[Party]) -> tuple[ActorRef, ...]:
    """The actors of all parties, each once."""
    found: dict[str, ActorRef] = {}
    for party in parties:
        for ref in party.refs:
            found.setdefault(key_of(ref), ref)
    return tuple(found.values())


def _distinct(parties: Sequence[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in parties:
        if all((party.start, party.end) != (other.start, other.end) for other in kept):
            kept.append(party)
    return kept
