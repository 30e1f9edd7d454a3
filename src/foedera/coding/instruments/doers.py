"""Who does an act in a sentence, as states and organisations; a person acts for his or her state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.language import Sentence
from foedera.model import AUTHOR, ActorRef, Attribution

_BEFORE = frozenset("compound amod poss det nmod".split())
_STEPS = 3
_COUNTED = frozenset("state country government nation member ally party power".split())


class Doers:
    """Finds them in one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def of(self, sentence: Sentence, verb: int) -> tuple[ActorRef, ...]:
        """Who acts: the subject, the agent of a passive, whose the noun is; with those "with" whom it is done."""
        refs = self._subjects(sentence, verb) or self._listed(sentence, verb)
        if refs:
            for noun in _objects(sentence, verb, "with"):
                refs += self._refs(sentence, noun)
        return tuple({ref.id or ref.name: ref for ref in refs}.values())

    def speaker(self, sentence: Sentence, verb: int) -> Attribution:
        """Who says what a verb of saying governs."""
        for subject in sentence.children(verb, {"nsubj"}):
            named = self._named(sentence, subject)
            chosen = [ref for ref in named if ref.kind == "person"][:1] or named[:1]
            return Attribution("named", tuple(chosen)) if chosen else Attribution("unnamed", ())
        return AUTHOR

    def _subjects(self, sentence: Sentence, verb: int) -> list[ActorRef]:
        current = verb
        for _ in range(_STEPS):
            refs = [ref for noun in _subject_nouns(sentence, current) for ref in self._refs(sentence, noun)]
            token = sentence.tokens[current]
            passive = any(True for _ in sentence.children(current, {"nsubjpass", "auxpass"}))
            if refs or passive or token.dep not in ("xcomp", "conj") or sentence.tokens[token.head].pos != "VERB":
                return refs
            current = token.head
        return []

    def _listed(self, sentence: Sentence, verb: int) -> list[ActorRef]:
        """ "Signed by five states: ...": those in the list after the colon."""
        agents = [sentence.tokens[noun] for noun in _subject_nouns(sentence, verb)]
        if not any(token.lemma.lower() in _COUNTED for token in agents):
            return []
        colon = next((t for t in sentence.tokens if t.text == ":" and t.start > sentence.tokens[verb].start), None)
        return [] if colon is None else list(self.reading.mentions.refs(colon.end, sentence.end, "state"))

    def _refs(self, sentence: Sentence, noun: int) -> list[ActorRef]:
        """The states and organisations that a noun with those beside it names."""
        return [state for ref in self._named(sentence, noun) if (state := self._party(ref)) is not None]

    def _named(self, sentence: Sentence, noun: int) -> list[ActorRef]:
        """Everybody whom a noun and those joined to it name."""
        found: list[ActorRef] = []
        nouns = [noun]
        for each in nouns:
            nouns += list(sentence.children(each, {"conj"}))
            first = min([each, *sentence.children(each, _BEFORE)])
            start, end = sentence.tokens[first].start, sentence.tokens[each].end
            found += self.reading.mentions.refs(start, end)
        return found

    def _party(self, ref: ActorRef) -> ActorRef | None:
        """A state or an organisation of states as it is; else the state for which a person or a body acts."""
        if ref.kind == "state" or (ref.kind == "organisation" and ref.sector in ("IGO", None)):
            return ref
        named = (other for mention in self.reading.mentions for other in mention.refs if other.id == ref.state)
        state = next(named, None) if ref.state is not None else None
        return None if state is None else msgspec.structs.replace(state, text=ref.text, start=ref.start, end=ref.end)


def _subject_nouns(sentence: Sentence, verb: int) -> Iterator[int]:
    """The nouns that stand for who acts."""
    yield from sentence.children(verb, {"nsubj", "poss"})
    for agent in sentence.children(verb, {"agent"}):
        yield from sentence.children(agent, {"pobj"})


def _objects(sentence: Sentence, verb: int, preposition: str) -> Sequence[int]:
    """The nouns behind a preposition of a verb."""
    found: list[int] = []
    for child in sentence.children(verb, {"prep"}):
        if sentence.tokens[child].text.lower() == preposition:
            found += sentence.children(child, {"pobj"})
    return found
