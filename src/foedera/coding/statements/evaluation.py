"""How well statements are found: predictions for annotated articles, and their scores.

Articles come as JSON objects with `id`, `text` and, where people annotated them, `attributions`: each with `source`,
`cue` and `content` as lists of offsets (code points, end exclusive). Predictions have the same form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from foedera.coding.statements.attributions import Finder, Said
from foedera.coding.statements.cues import Lexicon
from foedera.documents.text import content_of_string
from foedera.language import Language, Parse, english
from foedera.model import Document, Edtf, EdtfError, Paragraph, UsageError

Offsets = list[list[int]]
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*|[^\w\s]")
_FUNCTION = frozenset(
    "the a an of in on at to for and or by with from who whose which that 's ’s his her its their this these those one "
    "some as is was were are".split()
)
_HALF = 0.5
_DIRECT = 0.9


class Attribution(msgspec.Struct, frozen=True):
    """Who says what, as lists of offsets; an empty source or cue is an empty list."""

    source: Offsets
    cue: Offsets
    content: Offsets


class Article(msgspec.Struct, frozen=True):
    """A text with its attributions; `attributions` is None where nobody annotated it."""

    id: str
    text: str
    attributions: list[Attribution] | None = None
    date: str | None = None
    title: str | None = None

    def document(self) -> Document:
        """The article as a document of plain text. All of it is read: whoever annotated it chose the text."""
        content = content_of_string(self.text, self.id, title=self.title)
        try:
            published = None if self.date is None else Edtf.parse(self.date)
        except EdtfError:
            published = None
        paragraphs = tuple(
            p if p.role in ("heading", "list") else Paragraph(p.start, p.end, "body") for p in content.paragraphs
        )
        return Document(text=content.text, paragraphs=paragraphs, title=self.title, published=published, source=self.id)


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean, in percent, with the numbers predicted and annotated."""

    precision: float
    recall: float
    f1: float
    predicted: int
    annotated: int


def articles(lines: Iterable[str | bytes], name: str = "gold") -> Iterator[Article]:
    """The articles of a JSON Lines file. Raises `UsageError`, with the line, where one is malformed."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Article)
            except msgspec.MsgspecError as error:
                raise UsageError(f"{name}, line {number}: not an annotated article: {error}") from error


def predictions(
    articles: Iterable[Article], *, language: Language | None = None, finder: Finder | None = None,
    nested: bool = False, threshold: float | None = None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """For each article its id and the attributions that the coder finds, in the order of the text.

    Attributions within the content of others are left out unless `nested`, as annotated corpora of news leave them.
    """
    finder = finder or Finder.usual()
    parses = (language or english()).parse
    for article in articles:
        document = article.document()
        (parse,) = parses([document], wanted(finder.lexicon))
        yield {"id": article.id, "attributions": found(parse, finder, nested=nested, threshold=threshold)}


def wanted(lexicon: Lexicon) -> Callable[[Document, int, int], bool]:
    """Whether the coder wants a sentence parsed."""
    return lambda document, start, end: lexicon.wants(document.text[start:end])


def found(
    parse: Parse, finder: Finder, *, nested: bool = False, threshold: float | None = None
) -> list[dict[str, Offsets]]:
    """The attributions of a parsed document in the form of predictions, quotation marks with what they hold."""
    said, everything = finder.said(parse, nested=nested, threshold=threshold)
    return [_row(parse.document.text, each, everything.quoted) for each in said]


def _row(text: str, said: Said, quoted: Sequence[Any]) -> dict[str, Offsets]:
    starts = {quotation.start for quotation in quoted}
    ends = {quotation.end for quotation in quoted}
    content = []
    for start, end in said.content:
        low = start - 1 if start in starts else start
        high = end + 1 if end in ends and end < len(text) else end
        content.append([low, high])
    return {"source": [list(s) for s in said.source], "cue": [list(s) for s in said.cue], "content": content}


def scores(gold: Iterable[Article], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """The scores of predictions against the annotated articles; the others are passed over.

    `attribution`: one prediction for each annotation, the contents share at least half of their words, and the sources
    a content word (or both are empty). `direct`: the same where nine in ten words of the content stand in quotation
    marks. `content`: without a look at the source. `source tokens`, `cue tokens`, `content tokens`: word by word.
    """
    by_id = {row["id"]: [msgspec.convert(a, Attribution) for a in row["attributions"]] for row in predictions}
    tally = _Tally()
    for article in gold:
        if article.attributions is not None:
            tally.add(article.text, article.attributions, by_id.get(article.id, []))
    return tally.scores()


class _Text:
    """A text as numbered tokens, as scores count them."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.words = [m[0].lower() for m in matches]
        self.is_word = [re.match(r"\w", word) is not None for word in self.words]
        self._quoted = _double_quoted(text)

    def tokens(self, spans: Offsets) -> frozenset[int]:
        """The words that spans touch, marks left out."""
        found: set[int] = set()
        for start, end in spans:
            index = max(0, bisect_left(self.starts, start) - 1)
            while index < len(self.starts) and self.starts[index] < end:
                if self.ends[index] > start and self.is_word[index]:
                    found.add(index)
                index += 1
        return frozenset(found)

    def key(self, spans: Offsets) -> frozenset[int]:
        """The content words of a source; all its words where it has no other."""
        words = self.tokens(spans)
        return frozenset(i for i in words if self.words[i] not in _FUNCTION) or words

    def is_direct(self, spans: Offsets) -> bool:
        """Whether nearly all words stand in double quotation marks."""
        words = self.tokens(spans)
        return bool(words) and sum(self._quoted[self.starts[i]] for i in words) / len(words) >= _DIRECT


def _double_quoted(text: str) -> bytearray:
    """For each character whether it stands in double quotation marks; every line begins outside of them."""
    mask = bytearray(len(text))
    at = 0
    for line in text.splitlines(keepends=True):
        inside = False
        for character in line:
            closes = character in "”»" or (character == '"' and inside)
            opens = character in "“«„" or (character == '"' and not inside)
            mask[at] = inside or opens
            inside = opens or (inside and not closes)
            at += 1
    return mask


class _Side(msgspec.Struct, frozen=True):
    content: frozenset[int]
    source: frozenset[int]
    direct: bool


class _Tally:
    """Counts over all articles: hits among predictions and among annotations, and both numbers."""

    def __init__(self) -> None:
        self._counts = {name: [0, 0, 0, 0] for name in ("attribution", "direct", "content")}
        self._tokens = {role: [0, 0, 0] for role in ("source", "cue", "content")}

    def add(self, text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> None:
        """Count one article."""
        words = _Text(text)
        for role, counts in self._tokens.items():
            mine = frozenset(i for a in predicted for i in words.tokens(getattr(a, role)))
            yours = frozenset(i for a in gold for i in words.tokens(getattr(a, role)))
            for index, number in enumerate((len(mine & yours), len(mine), len(yours))):
                counts[index] += number
        left, right = _sides(words, predicted), _sides(words, gold)
        pairs = _matched(left, right)
        for i, j, overlap in pairs:
            half = overlap >= _HALF
            same = half and _same_source(left[i], right[j])
            for side, (each, place) in enumerate(((left[i], 0), (right[j], 1))):
                self._counts["content"][side] += half
                self._counts["attribution"][side] += same
                self._counts["direct"][place] += same and each.direct
        for place, several in ((2, left), (3, right)):
            for each in several:
                self._counts["content"][place] += 1
                self._counts["attribution"][place] += 1
                self._counts["direct"][place] += each.direct

    def scores(self) -> dict[str, Score]:
        """The scores by name."""
        made = {name: _score(*counts) for name, counts in self._counts.items()}
        made |= {f"{role} tokens": _score(c[0], c[0], c[1], c[2]) for role, c in self._tokens.items()}
        return made


def _sides(words: _Text, attributions: Sequence[Attribution]) -> list[_Side]:
    made = [
        _Side(words.tokens(a.content), words.key(a.source) if a.source else frozenset(), words.is_direct(a.content))
        for a in attributions
    ]
    return [side for side in made if side.content]


def _matched(left: Sequence[_Side], right: Sequence[_Side]) -> list[tuple[int, int, float]]:
    """Pairs of predictions and annotations by the Jaccard overlap of their contents, the greatest first, each once."""
    holders: dict[int, list[int]] = {}
    for j, side in enumerate(right):
        for token in side.content:
            holders.setdefault(token, []).append(j)
    overlaps = []
    for i, side in enumerate(left):
        for j in {j for token in side.content for j in holders.get(token, ())}:
            other = right[j].content
            overlaps.append((len(side.content & other) / len(side.content | other), i, j))
    overlaps.sort(key=lambda found: (-found[0], found[1], found[2]))
    pairs, taken_left, taken_right = [], set(), set()
    for overlap, i, j in overlaps:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j, overlap))
    return pairs


def _same_source(one: _Side, other: _Side) -> bool:
    return bool(one.source & other.source) if other.source else not one.source


def _score(right: int, reached: int, predicted: int, annotated: int) -> Score:
    precision = right / predicted if predicted else 0.0
    recall = reached / annotated if annotated else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(100 * precision, 100 * recall, 100 * f1, predicted, annotated)


def right(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[bool]:
    """For each prediction whether it is right: some annotation shares half of its content and has its source."""
    words = _Text(text)
    sides = _sides(words, gold)
    return [
        any(
            len(mine.content & side.content) >= _HALF * len(mine.content | side.content) and _same_source(mine, side)
            for side in sides
        )
        for mine in (
            _Side(words.tokens(a.content), words.key(a.source) if a.source else frozenset(), False) for a in predicted
        )
    ]
