"""The sentences of a document as the comparison of wordings reads them: words with their stems, weights and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import msgspec

from foedera.language import sentence_bounds
from foedera.model import Document
from foedera.register.wording import folded_words, stems

_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_ASIDE = ("navigation", "teaser", "footer", "caption")
_FURNITURE = re.compile(
    r"(?:#{2,}|\*{2,}|-{3,}|[-–—•\s]*(?:end|ends|begin text|end text|fact sheet|for immediate release|the white house"
    r"|washington, d\.?c\.?|office of the (?:spokesperson|press secretary)|media note|share(?: this)?|print|text"
    r"|(?:begin|end) (?:text|transcript)|unclassified)[-–—•:.\s]*"
    r"|(?:the text of )?(?:the )?following (?:is the text of|statement (?:was|is)|is a).{0,200}"
    r"|.{0,40}\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? \w+ \d{1,2},? \d{4}"
    r"|(?:[^\W\d][\w .'’-]{1,30},? )?(?:\w+ \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd|th)? \w+,? \d{4})"
    r"|page \d+(?: of \d+)?|\[?\d+\]?)",
    re.IGNORECASE | re.DOTALL,
)

_ISE = re.compile(r"is(e|es|ed|ing|ation|ations)$")
_OUR = re.compile(r"our(|s|ed|ing|al|able|hood|ly|ite)$")
_BRITISH = {
    "defence": "defense", "defences": "defenses", "offence": "offense", "licence": "license", "programme": "program",
    "programmes": "programs", "centre": "center", "centres": "centers", "theatre": "theater", "theatres": "theaters",
    "fulfil": "fulfill", "catalyse": "catalyze", "modelling": "modeling", "travelled": "traveled",
    "counter-terrorism": "counterterrorism", "coastguard": "coastguard",
}  # fmt: skip


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of the canonical text from `start` to `end` (code points), folded to lower case, and its stem."""

    start: int
    end: int
    folded: str
    stem: str


class Passage(msgspec.Struct, frozen=True):
    """A sentence of a document: its `number` and that of its `paragraph`, its place in the canonical text, its words.

    `weights` are the stems that say something, in hundredths. `aside` tells what is no part of the statement: a
    dateline, a mark of the end, what a site puts around its pages.
    """

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    weights: dict[str, int]
    heading: bool
    aside: bool


def passages(document: Document) -> tuple[Passage, ...]:
    """The sentences of a document in the order of its text."""
    return tuple(_passages(document))


def _passages(document: Document) -> Iterator[Passage]:
    for number, (start, end, paragraph) in enumerate(sentence_bounds(document)):
        text = document.text[start:end]
        role = document.paragraphs[paragraph].role
        yield Passage(
            number=number,
            paragraph=paragraph,
            start=start,
            end=end,
            text=text,
            words=words(text, start),
            weights=dict(stems(folded_words(text))),
            heading=role == "heading",
            aside=role in _ASIDE or not _WORD.search(text) or _FURNITURE.fullmatch(text.strip()) is not None,
        )


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text that begins at `offset`: numbers and abbreviations too, marks of punctuation not."""
    return tuple(_word(found.group(), found.start() + offset) for found in _WORD.finditer(text))


def _word(word: str, start: int) -> Word:
    folded, stem = _folded(word)
    return Word(start, start + len(word), folded, stem)


@lru_cache(maxsize=200_000)
def spelled(folded: str) -> str:
    """A word in one spelling for British and American English (defence, programme, recognise, behaviour).

    Words that only look like these are changed alike wherever they stand, so that comparing them stays right.
    """
    if len(folded) < 6:
        return folded
    found = _BRITISH.get(folded) or _ISE.sub(r"iz\1", folded)
    return _OUR.sub(r"or\1", found)


@lru_cache(maxsize=200_000)
def _folded(word: str) -> tuple[str, str]:
    """A word in lower case without possessive, points and typographic apostrophes, and its stem."""
    folded = re.sub(r"(?:['’]s|['’])$", "", word).replace(".", "").replace("’", "'").casefold() or word.casefold()
    stem: str = _stemmer().stemWord(spelled(folded))
    return folded, stem


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")
