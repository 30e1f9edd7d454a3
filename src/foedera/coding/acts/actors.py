"""Whom a noun means, and on whose word an act is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foedera.coding.acts.clauses import doers, passive
from foedera.coding.acts.mood import hearsay, teller
from foedera.coding.coder import Reading
from foedera.language import Quotations, Sentence, Tree
from foedera.model import AUTHOR, ActorRef, Attribution

_FOR = frozenset(
    "force military army guard navy government ministry administration authority company official president minister "
    "team side nation country people marine troop leader defence defense department congress parliament strategy plan "
    "policy budget cabinet armed-forces coalition soldier sailor airman personnel crew serviceman".split()
)
_SCARE = 40
_UNNAMED = Attribution("unnamed", ())
_TELLS = frozenset("say tell add announce declare write note explain argue".split())


def refs(reading: Reading, tree: Tree, nouns: Iterable[int]) -> tuple[ActorRef, ...]:
    """The actors whom nouns and those beside them mean, each once; none where nobody known is meant."""
    found: dict[str, ActorRef] = {}
    for noun in nouns:
        for member in (*tree.members(noun), *_listed(reading, tree, noun)):
            for ref in _one(reading, tree, member):
                found.setdefault(ref.id or ref.name, ref)
    return tuple(found.values())


def _listed(reading: Reading, tree: Tree, noun: int) -> Iterator[int]:
    """The states of a list whose first comma is read as an apposition ("Australia, the United Kingdom and ...")."""
    if not _is_state(reading, tree, noun):
        return
    for kid in tree.kids(noun, "appos"):
        if _is_state(reading, tree, kid):
            yield from tree.members(kid)
            yield from _listed(reading, tree, kid)


def _is_state(reading: Reading, tree: Tree, noun: int) -> bool:
    mention = reading.mentions.at(tree.tokens[noun].start)
    return mention is not None and [ref.kind for ref in mention.refs] == ["state"]


def _one(reading: Reading, tree: Tree, noun: int) -> Sequence[ActorRef]:
    mention = reading.mentions.at(tree.tokens[noun].start)
    if mention is not None:
        return mention.refs
    if tree.lemma(noun) in _FOR or (tree.lemma(noun) == "member" and tree.word(noun - 1) == "service"):
        for kid in tree.kids(noun, "poss", "amod", "compound", "nmod"):
            mention = reading.mentions.at(tree.tokens[kid].start)
            if mention is not None and mention.refs:
                return mention.refs
        return [ref for other in tree.objects(noun, "of") for ref in _one(reading, tree, other)]
    beside = [ref for kid in tree.kids(noun, "appos") if kid > noun for ref in _named(reading, tree, kid)]
    return beside or _company(reading, tree, noun)


def _named(reading: Reading, tree: Tree, noun: int) -> Sequence[ActorRef]:
    """Who is named by an apposition ("a neighbour, North Korea")."""
    mention = reading.mentions.at(tree.tokens[noun].start)
    return () if mention is None else mention.refs


def _company(reading: Reading, tree: Tree, noun: int) -> Sequence[ActorRef]:
    """An organisation that the actor base does not know, by its name in capitals."""
    token = tree.tokens[noun]
    name = next((n for n in tree.sentence.names if n.label == "ORG" and n.start <= token.start < n.end), None)
    if name is None or token.pos != "PROPN" or name.end != token.end:
        return ()
    text = reading.document.text[name.start : name.end].removeprefix("the ").removeprefix("The ")
    start = name.end - len(text)
    return (
        ActorRef(
            id=None, name=text, kind="organisation", state=None, sector=None, text=text, start=start, end=name.end
        ),
    )


def states(reading: Reading, found: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    """Only states and organisations: who speaks or acts for a state that the document names stands for that state."""
    every = tuple(found)
    kept = tuple(ref for ref in every if ref.kind in ("state", "organisation"))
    if kept:
        return kept
    own = dict.fromkeys(ref.state for ref in every if ref.state is not None)
    if not own:
        return every
    named = {ref.id: ref for mention in reading.mentions for ref in mention.refs if ref.id in own}
    return tuple(named[state] for state in own if state in named) or every


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
        by = _according(tree)
        if by:
            found = tuple(refs(self.reading, tree, by))
            return Attribution("named", found) if found else _UNNAMED
        verb = teller(tree, word, sayer)
        if verb is not None:
            return self._told(tree, verb)
        quotation = self.quoted.at(tree.tokens[word].start)
        if quotation is not None and quotation.end - quotation.start > _SCARE:
            return self._speaker(tree.sentence.paragraph)
        sentence = tree.sentence
        return _UNNAMED if hearsay(self.reading.document.text, sentence.start, sentence.end) else AUTHOR

    def _told(self, tree: Tree, verb: int) -> Attribution:
        for subject in doers(tree, verb):
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
                    tree = self.reading.tree(sentence)
                    if any(True for _ in tree.kids(index, "nsubj")):
                        yield self._told(tree, index)


def _according(tree: Tree) -> list[int]:
    """The nouns behind "according to"."""
    for index in range(len(tree.tokens) - 1):
        if tree.lemma(index) == "accord" and tree.word(index + 1) == "to":
            return [*tree.kids(index + 1, "pobj"), *tree.kids(index, "pobj")]
    return []
