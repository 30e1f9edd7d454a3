"""When an act was or will be, and where: the date and the place that the syntax ties to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.coding.coder import Reading
from foedera.coding.events.grammar import passive
from foedera.dates import dates
from foedera.language import Tree
from foedera.model import Edtf, Modality

_DECADE = re.compile(r"(\d{3})X")
_VAGUE = re.compile(r"[XY]|(?<!\d-\d\d)-(?:2[1-9]|3\d|4[01])(?!\d|-\d)")  # also seasons, which are months from 21
_LOOSE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2}(?!\d))?)\b"
)
_TEXTS = frozenset(
    "treaty protocol agreement pact convention declaration charter memorandum guidelines communique accord act "
    "statement concept strategy law arrangement".split()
)
_MADE = frozenset("sign conclude ratify adopt agree initial signing signature conclusion adoption ratification".split())
_PLACES = frozenset(["GPE", "LOC", "FAC"])
_BEFORE = ("compound", "nmod", "nummod", "amod")
_LENDING = ("conj", "advcl", "xcomp", "pcomp", "prep")
_STEPS = 8

Found = tuple[int, Edtf]
"""Where in a sentence a date stands, and the date."""


def occasion(reading: Reading, tree: Tree, trigger: int, modality: Modality) -> Edtf | None:
    """The date of an act: the nearest of those that hang on its word, or on the verb that it shares a subject with."""
    sentence = tree.sentence
    at = sentence.tokens[trigger].start - sentence.start
    verbs = {*_verbs(tree, trigger)}
    hanging = [
        date for date in _dates(reading, tree, modality)
        if not verbs.isdisjoint(_above(tree, sentence.start + date[0])) and not _of_a_text(tree, trigger, date[0])
    ]  # fmt: skip
    best = min(hanging, key=lambda date: abs(date[0] - at) * (1 if date[0] > at else 2), default=None)
    return None if best is None else best[1]


def _of_a_text(tree: Tree, trigger: int, at: int) -> bool:
    """Whether a date is that of a text which somebody upholds ("the Treaty of 12 May 1974", "the 2025 agreement"), or
    that since when something has not been ("the largest since 1993")."""
    first = next((i for i, token in enumerate(tree.tokens) if token.end > tree.sentence.start + at), 0)
    before = tree.word(first - 1) if first else ""
    if before == "since":
        return True
    if tree.lemma(trigger) in _MADE:
        return False
    noun = first
    while tree.tokens[noun].dep in _BEFORE and tree.tokens[noun].head != noun:
        noun = tree.tokens[noun].head
    return (noun > first and tree.lemma(noun) in _TEXTS) or (before == "of" and tree.word(first - 2) in _TEXTS)


def place(tree: Tree, trigger: int) -> str | None:
    """The place behind "in" or "at" of the act."""
    for noun in tree.objects(trigger, "in", "at", "near", "off"):
        start = tree.tokens[noun].start
        for name in tree.sentence.names:
            if name.label in _PLACES and name.start <= start < name.end:
                return " ".join(token.text for token in tree.tokens if name.start <= token.start < name.end)
    return None


def _dates(reading: Reading, tree: Tree, modality: Modality) -> Iterator[Found]:
    """The dates of a sentence. A weekday or a month of which the words before it do not say whether it is past or to
    come is read by the modality of the act."""
    sentence, published = tree.sentence, reading.document.published
    text = reading.document.text[sentence.start : sentence.end]
    sure = dates(text, published)
    for date in sure:
        when = _claimable(date.when)
        if when is not None:
            yield date.start, when
    tense = "will be on" if modality == "planned" else "was on"
    for match in _LOOSE.finditer(text):
        if all(match.end() <= date.start or date.end <= match.start() for date in sure):
            for date in dates(f"It {tense} {match[0]}", published):
                yield match.start(), date.when


def _claimable(date: Edtf) -> Edtf | None:
    """A date as a claim may have it: a decade is an interval of years, and what is vaguer is none."""
    decade = _DECADE.fullmatch(date.text)
    if decade:
        return Edtf.parse(f"{decade[1]}0/{decade[1]}9")
    return None if _VAGUE.search(date.text) else date


def _verbs(tree: Tree, trigger: int) -> Iterator[int]:
    """The word of an act, of a noun the verb that governs it, and those whose subject it shares."""
    current = trigger
    for _ in range(_STEPS):
        yield current
        token = tree.tokens[current]
        noun = token.pos in ("NOUN", "PROPN", "ADP", "ADJ")
        apart = token.dep == "conj" and tree.head(current).dep == "relcl" and passive(tree, token.head)
        shared = token.dep in _LENDING and not apart and not any(True for _ in tree.kids(current, "nsubj", "nsubjpass"))
        if token.head == current or not (noun or shared):
            return
        current = token.head


def _above(tree: Tree, offset: int) -> Iterator[int]:
    """The token at an offset, and those above it up to the first verb."""
    current = next((i for i, token in enumerate(tree.tokens) if token.start <= offset < token.end), None)
    for _ in range(_STEPS):
        if current is None:
            return
        yield current
        token = tree.tokens[current]
        current = None if token.pos == "VERB" or token.head == current else token.head
