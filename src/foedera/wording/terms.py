"""Names and terms of a document, and which of them another document does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from foedera.model import Document
from foedera.register.wording import content
from foedera.wording.passages import Passage, Word

_INSIDE = frozenset("of and for the on in to with".split())
_LEADS = frozenset(
    "the a an and but as in on at for with to of by from this that these those our we both today".split()
)
_MOST = 6


class Term(msgspec.Struct, frozen=True):
    """A name or term as first written, how often it stands in the document, and where first (code points)."""

    text: str
    count: int
    start: int
    end: int


def terms(document: Document, found: Sequence[Passage], *, without: Sequence[Passage] = ()) -> tuple[Term, ...]:
    """The names of a document, written with capitals within its sentences, in the order of their first mention: those
    that no sentence of `without` has in any case or inflection."""
    held = _held(without)
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], tuple[int, int]] = {}
    for passage in found:
        if passage.aside or passage.heading:
            continue
        for run in _names(document.text, passage.words):
            stems = tuple(word.stem for word in run)
            counts[stems] += 1
            first.setdefault(stems, (run[0].start, run[-1].end))
    kept = [stems for stems in first if not _has(held, stems)]
    return tuple(Term(document.text[slice(*first[s])], counts[s], *first[s]) for s in kept)


def _held(passages: Sequence[Passage]) -> frozenset[tuple[str, ...]]:
    """All rows of up to `_MOST` stems."""
    rows: set[tuple[str, ...]] = set()
    for passage in passages:
        stems = [word.stem for word in passage.words]
        for length in range(1, _MOST + 1):
            rows.update(tuple(stems[at : at + length]) for at in range(len(stems) - length + 1))
    return frozenset(rows)


def _has(held: frozenset[tuple[str, ...]], stems: tuple[str, ...]) -> bool:
    return stems[:_MOST] in held


def _names(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Runs of words with capitals, small words within them; not the first word of a sentence alone, nor a lead."""
    run: list[Word] = []
    for place, word in enumerate((*words, None)):
        if word is not None and run and not _joined(text, run[-1], word):
            yield from _trimmed(text, run, place)
            run = []
        if word is not None and (text[word.start].isupper() or (run and word.folded in _INSIDE)):
            run.append(word)
        elif run:
            yield from _trimmed(text, run, place)
            run = []


def _joined(text: str, one: Word, two: Word) -> bool:
    return text[one.end : two.start] in (" ", "-", "'s ", "’s ", "’ ", "\u00a0", "–", " & ", ". ")


def _trimmed(text: str, run: list[Word], after: int) -> Iterator[list[Word]]:
    """The name in a run: without small words at its ends, and without a first word that only begins the sentence."""
    first_of_sentence = after == len(run)
    while run and (run[-1].folded in _INSIDE or not text[run[-1].start].isupper()):
        run = run[:-1]
    while run and run[0].folded in _LEADS:
        run = run[1:]
        first_of_sentence = False
    if not run or (len(run) == 1 and (first_of_sentence or len(run[0].folded) < 2)):
        return
    if content(" ".join(word.folded for word in run)) or run[0].folded.isalpha():
        yield run
