"""Pronouns where syntax makes them safe: the subject of what somebody says, and the only person in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.syntax import Syntax

_PERSON = ("he", "she")
_SUBJECTS = ("nsubj", "nsubjpass")
_GROUPS = ("state", "organisation", "command")


class Pronouns:
    """Finds who "he", "she", "it" and "they" are, given the mentions by name."""

    def __init__(self, syntax: Syntax, named: Sequence[Mention]) -> None:
        self.syntax, self.named = syntax, Mentions(named)

    def mentions(self) -> list[Mention]:
        """The pronouns that surely refer to somebody; the others are no mentions."""
        made: list[Mention] = []
        last: ActorRef | None = None
        said: dict[tuple[str | None, str], str] = {}  # the pronoun by which a person was meant first
        for sentence in self.syntax.parse.sentences:
            if not sentence.tokens:
                last = None
                continue
            here = [
                mention
                for mention in self._sentence(sentence, last)
                if mention.text.lower() not in _PERSON
                or said.setdefault((mention.refs[0].id, mention.refs[0].name), mention.text.lower())
                == mention.text.lower()
            ]
            made += here
            last = self._subject(sentence, here)
        return made

    def _sentence(self, sentence: Sentence, last: ActorRef | None) -> Iterator[Mention]:
        persons: set[tuple[str | None, str]] = set()
        for mention in self.named.within(sentence.start, sentence.end):
            persons.update((ref.id, ref.name) for ref in mention.refs if ref.kind == "person")
        for index, token in enumerate(sentence.tokens):
            word = token.text.lower()
            if token.pos != "PRON" or token.dep not in _SUBJECTS or word not in (*_PERSON, "it", "they"):
                continue
            refs = self._said(sentence, index)
            if word in _PERSON:
                refs = [ref for ref in refs if ref.kind == "person"]
                if not refs and not persons and last is not None:
                    refs = [last]
            else:
                refs = [ref for ref in refs if ref.kind in _GROUPS]
            if refs and (len(refs) > 1) == (word == "they"):
                made = tuple(
                    msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end) for ref in refs
                )
                yield Mention(token.start, token.end, token.text, made, "pronoun")

    def _said(self, sentence: Sentence, index: int) -> list[ActorRef]:
        """Who says, in "Japan said it would": the subject of the verb that governs the pronoun's clause."""
        tokens = sentence.tokens
        verb = tokens[index].head
        if tokens[verb].dep != "ccomp" or tokens[index].start < tokens[tokens[verb].head].start:
            return []
        governor = tokens[verb].head
        for number, token in enumerate(tokens):
            if token.head == governor and token.dep == "nsubj" and number < index:
                return self._actors(sentence, number)
        return []

    def _actors(self, sentence: Sentence, index: int) -> list[ActorRef]:
        """The actors that a token and those joined to it by "and" mention."""
        tokens = sentence.tokens
        found: list[ActorRef] = []
        mention = self.named.at(tokens[index].start)
        if mention is None or not mention.refs:
            return []
        found.extend(mention.refs)
        for number, token in enumerate(tokens):
            if token.dep == "conj" and token.head == index and number != index:
                joined = self._actors(sentence, number)
                if not joined:
                    return []
                found.extend(joined)
        return found

    def _subject(self, sentence: Sentence, pronouns: Sequence[Mention]) -> ActorRef | None:
        """The person who is the subject of the sentence's main verb, where no other person is in it."""
        everyone = {
            (ref.id, ref.name): ref
            for mention in (*self.named.within(sentence.start, sentence.end), *pronouns)
            for ref in mention.refs
            if ref.kind == "person"
        }
        if len(everyone) != 1:
            return None
        person = next(iter(everyone.values()))
        for mention in (*self.named.within(sentence.start, sentence.end), *pronouns):
            if any(ref.kind == "person" for ref in mention.refs):
                head = self.syntax.head(mention.start, mention.end)
                if head is not None and head[0].tokens[head[1]].dep in _SUBJECTS:
                    return person
        return None
