"""Items of a list, and the line above them that says what is done with all of them ("Delivered to Norway:")."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.coding.acts.actors import Voices
from foedera.coding.acts.clauses import whole
from foedera.coding.acts.mood import mood, worse
from foedera.coding.assets.lexicon import Frame, Lexicon
from foedera.coding.assets.parties import counterparties, owning
from foedera.coding.assets.report import Report, key
from foedera.coding.assets.things import Thing, count
from foedera.coding.coder import Reading
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Modality, Paragraph

_Actors = tuple[ActorRef, ...]
_NOMINAL = ("NOUN", "PROPN")
_AID = frozenset("support assistance aid package drawdown tranche donation shipment delivery contribution".split())
_GENERAL = _AID | frozenset(
    "equipment item system capability weapon arms following material materiel hardware weaponry armament asset "
    "platform vehicle article good list thing one".split()
)
_GIVEN = Frame("", "noun", "of", "sell", frozenset(["platform", "weapon"]), ("to", "for"))
_PARTS = frozenset("tranche batch phase part stage instalment".split())
_VAGUE = frozenset("include comprise feature announce".split())
_TO_COME = frozenset("planning planned preparation process pipeline committed pledged upcoming".split())
_MARKS = ("- ", "• ", "* ", "– ", "· ", "o ")
_BESIDE = ("conj", "appos", "compound", "nmod", "nummod", "dep")
_NOUNS, _VERBS = (("noun", "of"), ("noun", "for")), (("verb", "obj"),)
_ENDS = (".", "!", "?", "”", '"')
_SHORT = 90
_TITLE = 40
_SCORE = 0.85


class Lead(msgspec.Struct, frozen=True):
    """The line above a list: its tree, and the words that say what is done with the items."""

    tree: Tree
    acts: tuple[tuple[int, Frame], ...]


class Leads:
    """The lines above the lists of one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        last = {sentence.paragraph: sentence for sentence in reading.sentences()}
        self._above: dict[int, Lead] = {}
        lead: Lead | None = None
        for index, paragraph in enumerate(reading.document.paragraphs):
            words = reading.document.text[paragraph.start : paragraph.end].strip()
            if _is_item(paragraph, words):
                if lead is not None:
                    self._above[index] = lead
                if words.endswith(":"):
                    lead = _lead(reading, lexicon, last.get(index), words) or lead
            elif words:
                # What names a part of the list ("Air defence") leaves the line above it in force.
                lead = _lead(reading, lexicon, last.get(index), words) or (lead if len(words) < _TITLE else None)

    def over(self, sentence: Sentence) -> Lead | None:
        """The line above the list in which a sentence is an item, if it says what is done."""
        return self._above.get(sentence.paragraph)


def items(reading: Reading, voices: Voices, lead: Lead, tree: Tree, listed: Iterator[Thing]) -> Iterator[Report]:
    """The reports of the things that an item names and tells nothing of itself; none where it is a sentence."""
    if any(True for verb in range(len(tree.tokens)) if _is_finite(tree, verb)):
        return
    for thing in listed:
        act = next((act for act in lead.acts if thing.type in act[1].types), None)
        if act is not None and (_is_first(tree, thing.noun) or tree.lemma(whole(tree, thing.noun)) in _PARTS):
            yield _report(reading, voices, lead, tree, thing, *act)


def _report(
    reading: Reading, voices: Voices, lead: Lead, tree: Tree, thing: Thing, word: int, frame: Frame
) -> Report:  # fmt: skip
    """The report of an item, with the line above it as its second evidence."""
    whose, others = _parties(reading, lead.tree, word, frame)
    return Report(
        tree.sentence, thing.name, key(reading, tree, thing), thing.type, frame.action, whose, others,
        count(reading, tree, thing, thing.noun), None, None, None, _modality(lead.tree, word),
        voices.of(lead.tree, word, None), _SCORE, above=lead.tree.sentence,
    )  # fmt: skip


def _parties(reading: Reading, tree: Tree, word: int, frame: Frame) -> tuple[_Actors, _Actors]:
    """Whose the items are, and to or from whom they go."""
    noun = next(iter(_objects(tree, word)), word)
    token = tree.tokens[noun]
    thing = Thing(noun, "platform", token.start, token.end, token.text, None)
    whose = owning(reading, tree, thing, word, frame)
    return whose, counterparties(reading, tree, thing, word, frame, whose)


def _modality(tree: Tree, word: int) -> Modality:
    """How what is done with the items is meant."""
    meant = mood(tree, word).modality or "planned"
    ahead = any(tree.lemma(n) in _TO_COME or tree.word(n) in _TO_COME for n in range(len(tree.tokens)))
    return worse(meant, "planned") if ahead else meant


def _is_item(paragraph: Paragraph, words: str) -> bool:
    return paragraph.role == "list" or words.startswith(_MARKS)


def _lead(reading: Reading, lexicon: Lexicon, sentence: Sentence | None, words: str) -> Lead | None:
    """What a paragraph before a list says of its items."""
    if sentence is None or not is_lead(words):
        return None
    tree = reading.tree(sentence)
    acts = tuple(act for word in range(len(tree.tokens)) for act in _acts(tree, lexicon, word))
    return Lead(tree, acts) if acts else None


def is_lead(words: str) -> bool:
    """Whether a line may stand above a list: it ends with a colon, or is short and no sentence."""
    line = words.rstrip()
    return line.endswith(":") or (len(line) < _SHORT and not line.endswith(_ENDS))


def _acts(tree: Tree, lexicon: Lexicon, word: int) -> Iterator[tuple[int, Frame]]:
    """What a word of the line says is done with the items."""
    objects = set(map(tree.lemma, _objects(tree, word)))
    if tree.lemma(word) in _VAGUE or not (objects <= _GENERAL or _is_parted(tree)):
        return
    nominal = tree.tokens[word].pos in _NOMINAL
    if nominal and tree.lemma(word) in _AID and tree.tokens[word].dep != "compound":
        yield word, _GIVEN
    for frame in lexicon.frames.get(tree.lemma(word), ()):
        if (frame.pos, frame.slot) in (_NOUNS if nominal else _VERBS) and not frame.particle and frame.action != "hold":
            yield word, frame


def _is_parted(tree: Tree) -> bool:
    """Whether a line says that what it names comes in parts ("40 missiles in two tranches:")."""
    return any(tree.lemma(at) in _PARTS for at in range(len(tree.tokens)))


def _objects(tree: Tree, word: int) -> list[int]:
    """To what is done what a word says, by the line itself."""
    return [*tree.kids(word, "dobj", "nsubjpass"), *tree.objects(word, "of")]


def _is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb makes its line a sentence."""
    token = tree.tokens[verb]
    finite = token.pos in ("VERB", "AUX") and token.tag in ("VBZ", "VBP", "VBD", "VBN", "MD", "VB")
    return finite and any(tree.tokens[kid].pos != "NUM" for kid in tree.kids(verb, "nsubj", "nsubjpass", "aux"))


def _is_first(tree: Tree, noun: int) -> bool:
    """Whether a noun is what an item names, or stands beside it by "and" or a comma."""
    for _ in range(len(tree.tokens)):
        token = tree.tokens[noun]
        if token.head == noun:
            return True
        if token.dep not in _BESIDE:
            return False
        noun = token.head
    return False
