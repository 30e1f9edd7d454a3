"""What stands above a pronoun in its sentence: the owners and subjects of the phrases and clauses that hold it."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.language import Sentence
from foedera.resolution.units import SUBJECTS

_OWNERS = frozenset(["poss", "amod", "compound", "nmod"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])


def governors(sentence: Sentence, index: int) -> Iterator[int]:
    """The tokens before number `index` that own or do what holds it, the nearest first.

    A relative pronoun stands for the noun that its clause describes.
    """
    tokens = sentence.tokens
    child = index
    while tokens[child].head != child:
        current = tokens[child].head
        if current < index and tokens[current].pos in ("NOUN", "PROPN"):
            yield current
        wanted = SUBJECTS | _OWNERS if tokens[current].pos in ("NOUN", "PROPN", "ADJ") else SUBJECTS
        for number in sentence.children(current, wanted):
            if number < index and number != child:
                yield _described(sentence, number)
        child = current


def _described(sentence: Sentence, number: int) -> int:
    """The noun that a relative pronoun stands for; any other token is itself."""
    tokens = sentence.tokens
    if tokens[number].text.lower() not in _RELATIVE:
        return number
    clause = tokens[number].head
    while tokens[clause].dep not in ("relcl", "acl") and tokens[clause].head != clause:
        clause = tokens[clause].head
    return tokens[clause].head if tokens[clause].dep in ("relcl", "acl") else number
