"""The words by which a noun names what is measured."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from foedera.coding.figures.lexicon import Lexicon, Measure
from foedera.language import Tree

NOMINAL = ("NOUN", "PROPN")
_BEFORE = frozenset(["amod", "compound", "nmod"])
_LINKS = frozenset(["in", "of", "on", "for", "to", "toward", "towards", "from"])
_TIMES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"])
_PLACES = frozenset(["GPE", "LOC"])
_MISREAD = frozenset(["moves", "passes", "flows", "transits"])  # "trade passes through": verbs taken for nouns


class Phrases:
    """The nouns of one sentence in words; the tokens in `amount` are those of the amount itself, and are left out."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree, self.lexicon = tree, lexicon

    def kind(self, noun: int) -> Measure | None:
        """How a noun measures; None where the lexicon does not know it."""
        return self.lexicon.measures.get(self.tree.lemma(noun))

    def is_noun(self, token: int) -> bool:
        """Whether a token is a noun with letters, and no number word."""
        found = self.tree.tokens[token]
        return found.pos in NOMINAL and found.tag != "CD" and any(character.isalpha() for character in found.text)

    def is_name(self, noun: int) -> bool:
        """Whether a noun is a proper one, which measures nothing."""
        return self.tree.tokens[noun].tag in ("NNP", "NNPS")

    def righted(self, noun: int) -> int:
        """The noun itself, or the one before it where the parser took a verb for a noun."""
        tokens = self.tree.tokens
        return noun - 1 if noun and tokens[noun].text in _MISREAD and tokens[noun - 1].head == noun else noun

    def whole(self, noun: int, amount: Collection[int]) -> str:
        """A noun with what stands before it, and of an open measure the phrase that follows it."""
        core = self.core(noun, amount)
        if self.kind(noun) != "open":
            return core
        following = next(self._following(noun, amount), None)
        return core if following is None else f"{core} {following}"

    def _following(self, noun: int, amount: Collection[int]) -> Iterator[str]:
        for kid in self.tree.kids(noun, "prep"):
            if self.tree.word(kid) in _LINKS and kid > noun and kid not in amount:
                for other in self.tree.kids(kid, "pobj"):
                    if other not in amount and self.is_thing(other):
                        yield f"{self.tree.word(kid)} {self.core(other, amount)}"

    def core(self, noun: int, amount: Collection[int]) -> str:
        """A noun with the adjectives and nouns that stand directly before it."""
        tokens = self.tree.tokens
        first = noun
        while first > 0 and first - 1 not in amount and self._is_part(first - 1, noun):
            first -= 1
        words = (
            token.text + ("" if i == noun or token.end == tokens[i + 1].start else " ")
            for i, token in enumerate(tokens[first : noun + 1], first)
        )
        return "".join(words).strip("-–— ")

    def is_thing(self, noun: int) -> bool:
        """Whether a noun is no time and no number."""
        start = self.tree.tokens[noun].start
        names = (name.label for name in self.tree.sentence.names if name.start <= start < name.end)
        return self.is_noun(noun) and _TIMES.isdisjoint(names)

    def is_place(self, noun: int) -> bool:
        """Whether a noun in capitals names a country, town or region."""
        start = self.tree.tokens[noun].start
        named = any(name.label in _PLACES and name.start <= start < name.end for name in self.tree.sentence.names)
        return named and self.is_name(noun) and self.tree.tokens[noun].dep == "pobj"

    def _is_part(self, at: int, noun: int) -> bool:
        token = self.tree.tokens[at]
        below = at < token.head <= noun + 1
        return below and token.tag != "CD" and (token.dep in _BEFORE or token.text == "-")
