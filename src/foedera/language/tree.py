"""A sentence's syntax with the children of each token at hand, and the phrases that hang on a noun."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.language.parse import Sentence, Token

_BEFORE = frozenset("det amod compound poss nmod nummod quantmod advmod predet".split())
_RELATIVE = frozenset(["WDT", "WP", "WP$"])


class Tree:
    """The tokens of a sentence as a tree. Numbers are indexes of tokens."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._kids: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self._kids[token.head].append(index)
        self._lemmas = [token.lemma.lower() for token in self.tokens]
        self._words = [token.text.lower() for token in self.tokens]

    def kids(self, token: int, *deps: str) -> Iterator[int]:
        """The tokens right below, in order; only those with one of `deps`, if given."""
        kids = self._kids[token]
        if not kids or not deps:
            return iter(kids)
        tokens = self.tokens
        return iter([kid for kid in kids if tokens[kid].dep in deps])

    def lemma(self, token: int) -> str:
        """The lemma in small letters."""
        return self._lemmas[token]

    def word(self, token: int) -> str:
        """The word in small letters."""
        return self._words[token]

    def head(self, token: int) -> Token:
        """The token right above; of a root, itself."""
        return self.tokens[self.tokens[token].head]

    def below(self, token: int, depth: int) -> Iterator[int]:
        """The token and what hangs on it, down to `depth` steps."""
        yield token
        if depth:
            for kid in self._kids[token]:
                yield from self.below(kid, depth - 1)

    def objects(self, token: int, *prepositions: str) -> Iterator[int]:
        """The nouns behind these prepositions right below a token."""
        for kid in self.kids(token, "prep", "agent", "dative"):
            if self.word(kid) in prepositions:
                yield from self.kids(kid, "pobj")

    def members(self, noun: int) -> Iterator[int]:
        """A noun and those that stand beside it by "and" or a comma."""
        yield noun
        for kid in self.kids(noun, "conj"):
            if self.tokens[kid].pos in ("NOUN", "PROPN", "PRON", "ADJ"):
                yield from self.members(kid)

    def phrase(self, noun: int) -> tuple[int, int]:
        """Start and end of a noun with what stands before it, as offsets."""
        first = noun
        while True:
            earlier = [kid for kid in self.kids(first, *_BEFORE) if kid < first]
            if not earlier:
                return self.tokens[first].start, self.tokens[noun].end
            first = earlier[0]

    def relative(self, token: int) -> bool:
        """Whether a token is a relative pronoun."""
        return self.tokens[token].tag in _RELATIVE or (self.word(token) == "that" and self.tokens[token].pos == "PRON")
