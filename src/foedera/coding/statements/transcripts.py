"""Transcripts by their form: a label at the head of a paragraph ("PRESIDENT BIDEN:", "MODERATOR:", "Q") says who
speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from foedera.model import Document

_LABEL = re.compile(
    r"[\"“”]?(?P<label>(?:[A-Z][A-Z.'’\-]+|[A-Z]\.)(?:,? (?:[A-Z][A-Z.'’\-]+|[A-Z]\.|of|de|van|bin|al)){0,7}"
    r"(?: \([^)\n]{1,40}\))?|Q|A|Question|Answer|Moderator|Reporter|Interviewer)"
    r"(?P<mark>\s*:\s+|(?<=^Q)[.]?\s+(?=[A-Z\[(\"“])|(?<=^A)[.]?\s+(?=[A-Z\[(\"“])| {2,}(?=[A-Z\[(\"“]))"
)
_LEAST = 3
_NO_LABEL = re.compile(r"(?:FOR|ARTICLE|ANNEX|SECTION|CHAPTER|PART|NOTE|DONE|WHEREAS)\b")
_COURTESY = frozenset(
    "thank you thanks good morning afternoon evening hello hi hey yes no yeah okay ok sure please welcome mr madam "
    "president sir ma'am very so much again everyone everybody all for that the question your go ahead end laughter "
    "applause crosstalk inaudible".split()
)
_TITLES = frozenset(
    "president minister secretary chancellor ambassador admiral general senator mr. ms. mrs. dr. king premier chairman "
    "chair director speaker".split()
)
_WORD = re.compile(r"[a-z'’]+")
_WORDS = 4
_HEAD = 160


class Turn(msgspec.Struct, frozen=True):
    """What one speaker says at a stretch: the label's offsets and words, and the offsets of the paragraphs."""

    label: tuple[int, int]
    name: str
    paragraphs: tuple[tuple[int, int], ...]
    end: int

    @property
    def is_nameless(self) -> bool:
        """Whether the label names nobody: a question, an answer, a moderator, an official on background."""
        words = self.name.split()
        return self.name in ("Q", "A") or all(word.strip(".").lower() in _NAMELESS for word in words)

    @property
    def description(self) -> str | None:
        """What a label says of whoever speaks: nothing where it only tells a question from an answer."""
        return None if self.name.lower() in _PARTS else self.name


_PARTS = frozenset(["q", "a", "question", "answer"])

_NAMELESS = frozenset(
    "senior administration official moderator question answer reporter interviewer participant speaker operator host "
    "official defense defence state department military staff audience member unidentified male female interpreter "
    "translator aide background briefer voice journalist press".split()
)


def turns(document: Document) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none where a document is no transcript.

    It is one where at least three paragraphs have a label, and one comes back, or there are six, or all have titles.
    """
    text, paragraphs = document.text, document.paragraphs
    labels = _labels(document)
    names = [label.name for label in labels]
    if len(labels) < _LEAST or (len(set(names)) == len(names) and len(names) < 2 * _LEAST and not _have_titles(names)):
        return ()
    made = []
    for index, label in enumerate(labels):
        after = labels[index + 1].paragraph if index + 1 < len(labels) else len(paragraphs)
        spoken = [(text.find(":", label.end, label.end + 3) + 1 or label.end, paragraphs[label.paragraph].end)]
        spoken += [(p.start, p.end) for p in paragraphs[label.paragraph + 1 : after] if p.role != "heading"]
        kept = tuple(_trimmed(text, low, high) for low, high in spoken if _says(text[low:high]))
        made.append(Turn((label.start, label.end), label.name, kept, paragraphs[after - 1].end))
    return tuple(made)


def _have_titles(names: Sequence[str]) -> bool:
    """Whether labels name people by their posts: "PRESIDENT BIDEN", "PRIME MINISTER JOHNSON"."""
    return all(not _TITLES.isdisjoint(name.lower().split()) for name in names)


class _Label(msgspec.Struct, frozen=True):
    paragraph: int
    start: int
    end: int
    name: str


def _labels(document: Document) -> list[_Label]:
    """The labels at the heads of paragraphs; "A" is one only where there is a "Q"."""
    found = []
    for number, paragraph in enumerate(document.paragraphs):
        match = _LABEL.match(document.text[paragraph.start : min(paragraph.end, paragraph.start + _HEAD)])
        if match is not None and _NO_LABEL.match(match["label"]) is None:
            start, end = match.span("label")
            found.append(_Label(number, paragraph.start + start, paragraph.start + end, match["label"]))
    if any(label.name in ("Q", "Question") for label in found):
        return found
    return [label for label in found if label.name not in ("A", "Answer")]


def _says(words: str) -> bool:
    """Whether a paragraph does more than greet, thank, or note a sound."""
    return len(words.split()) >= _WORDS and any(word not in _COURTESY for word in _WORD.findall(words.lower()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def turn_at(spoken: Sequence[Turn], offset: int) -> Turn | None:
    """The turn in which the character at `offset` stands."""
    index = bisect_right(spoken, offset, key=_begin) - 1
    return spoken[index] if index >= 0 and offset < spoken[index].end else None


def _begin(turn: Turn) -> int:
    return turn.label[0]
