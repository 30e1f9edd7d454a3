"""Whom a noun means, and on whose word an act is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foedera.coding.acts.clauses import passive
from foedera.coding.acts.mood import hearsay, teller
from foedera.coding.coder import Reading
from foedera.coding.events.tree import Tree
from foedera.language import Quotations, Sentence
from foedera.model import AUTHOR, ActorRef, Attribution

_FOR = frozenset(
    "force military army guard navy government ministry administration authority company official president minister team "
    "side nation country people marine troop leader defence defense department congress parliament".split()
)
_UNNAMED = Attribution("unnamed", ())
_TELLS = frozenset("say tell add announce declare write note explain argue".split())


def refs(reading: Reading, tree: Tree, nouns: Iterable[int]) -> tuple[ActorRef, ...]:
    """The actors whom nouns and those beside them mean, each once; none where nobody known is meant."""
    found: dict[str, ActorRef] = {}
    for noun in nouns:
        for member in tree.members(noun):
            for ref in _one(reading, tree, member):
                found.setdefault(ref.id or ref.name, ref)
    return tuple(found.values())


def _one(reading: Reading, tree: Tree, noun: int) -> Sequence[ActorRef]:
    mention = reading.mentions.at(tree.tokens[noun].start)
    if mention is not None:
        return mention.refs
    if tree.lemma(noun) in _FOR:
        for kid in tree.kids(noun, "poss", "amod", "compound", "nmod"):
            mention = reading.mentions.at(tree.tokens[kid].start)
            if mention is not None and mention.refs:
                return mention.refs
        return [ref for other in tree.objects(noun, "of") for ref in _one(reading, tree, other)]
    return ()


def states(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    """Only states and organisations: a person or a command stands for no owner of its own where a state is named."""
    every = tuple(refs)
    return tuple(ref for ref in every if ref.kind in ("state", "organisation")) or every


class Voices:
    """On whose word a sentence tells of an act; quotations and who speaks in each paragraph are read once."""

    def __init__(self, reading: Reading, quoted: Quotations) -> None:
        self.reading, self.quoted = reading, quoted
        self._speakers: dict[int, Attribution] = {}
        self._by_paragraph: dict[int, list[Sentence]] = {}
        for sentence in reading.parse.sentences:
            self._by_paragraph.setdefault(sentence.paragraph, []).append(sentence)

    def of(self, tree: Tree, word: int, sayer: int | None) -> Attribution:
        """Who vouches for the act that a word of the sentence names."""
        verb = teller(tree, word, sayer)
        if verb is not None:
            return self._told(tree, verb)
        by = _according(tree)
        if by:
            found = tuple(refs(self.reading, tree, by))
            return Attribution("named", found) if found else _UNNAMED
        if self.quoted.cover(tree.tokens[word].start):
            return self._speaker(tree.sentence.paragraph)
        sentence = tree.sentence
        return _UNNAMED if hearsay(self.reading.document.text, sentence.start, sentence.end) else AUTHOR

    def _told(self, tree: Tree, verb: int) -> Attribution:
        for subject in tree.kids(verb, "nsubj"):
            if tree.word(subject) in ("we", "i"):
                break
            found = tuple(refs(self.reading, tree, [subject]))
            return Attribution("named", found) if found else _UNNAMED
        return _UNNAMED if passive(tree, verb) else AUTHOR

    def _speaker(self, paragraph: int) -> Attribution:
        """Who speaks in a paragraph: the subject of a verb of saying outside the quotation marks."""
        known = self._speakers.get(paragraph)
        if known is None:
            known = next(self._speaking(paragraph), _UNNAMED)
            self._speakers[paragraph] = known
        return known

    def _speaking(self, paragraph: int) -> Iterator[Attribution]:
        for sentence in self._by_paragraph.get(paragraph, ()):
            for index, token in enumerate(sentence.tokens):
                if token.lemma.lower() in _TELLS and token.pos == "VERB" and not self.quoted.cover(token.start):
                    tree = Tree(sentence)
                    if any(True for _ in tree.kids(index, "nsubj")):
                        yield self._told(tree, index)


def _according(tree: Tree) -> list[int]:
    """The nouns behind "according to"."""
    for index in range(len(tree.tokens) - 1):
        if tree.lemma(index) == "accord" and tree.word(index + 1) == "to":
            return [*tree.kids(index + 1, "pobj"), *tree.kids(index, "pobj")]
    return []
