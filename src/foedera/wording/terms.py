"""Names and terms of a document, and which of them another document does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from foedera.model import Document
from foedera.wording.passages import Passage, Word

_INSIDE = frozenset("of for the on".split())
_LEADS = frozenset(
    "the a an and but as in on at for with to of by from this that these our we both today under through each "
    "january february march april may june july august september october november december".split()
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
    for run in _named(document.text, found):
        stems = tuple(word.stem for word in run)
        counts[stems] += 1
        first.setdefault(stems, (run[0].start, run[-1].end))
    kept = [stems for stems in first if stems[:_MOST] not in held]
    return tuple(_term(document.text, counts[stems], *first[stems]) for stems in kept)


def _named(text: str, found: Sequence[Passage]) -> Iterator[list[Word]]:
    """The names in all sentences; a word that stands anywhere with a small letter is plain at the head of one."""
    small = (word.folded for passage in found for word in passage.words if text[word.start].islower())
    plain = _LEADS.union(small)
    for passage in found:
        if not (passage.aside or passage.heading):
            yield from _names(text, passage.words, plain)


def _term(text: str, count: int, start: int, end: int) -> Term:
    """A term without the possessive at its end."""
    for mark in ("'s", "’s"):
        if text[start:end].endswith(mark):
            end -= len(mark)
    if "." in text[start:end] and text[end : end + 1] == ".":
        end += 1  # an abbreviation
    return Term(text[start:end], count, start, end)


def _held(passages: Sequence[Passage]) -> frozenset[tuple[str, ...]]:
    """All rows of up to `_MOST` stems."""
    rows: set[tuple[str, ...]] = set()
    for passage in passages:
        stems = [word.stem for word in passage.words]
        for length in range(1, _MOST + 1):
            rows.update(tuple(stems[at : at + length]) for at in range(len(stems) - length + 1))
    return frozenset(rows)


def _names(text: str, words: Sequence[Word], plain: frozenset[str]) -> Iterator[list[Word]]:
    """Runs of words with capitals, small words within them; not the first word of a sentence alone, nor a lead."""
    run: list[Word] = []
    for place, word in enumerate(words):
        goes_on = bool(run) and _joined(text, run[-1], word)
        taken = text[word.start].isupper() or (goes_on and word.folded in _INSIDE)
        if run and not (goes_on and taken):
            yield from _trimmed(text, run, place, plain)
            run = []
        if taken:
            run.append(word)
    if run:
        yield from _trimmed(text, run, len(words), plain)


def _joined(text: str, one: Word, two: Word) -> bool:
    between = text[one.end : two.start]
    return between in (" ", "-", "'s ", "’s ", "’ ", "\u00a0", "–", " & ") or (
        between == ". " and (len(one.folded) < 3 or "." in text[one.start : one.end])
    )


def _trimmed(text: str, run: list[Word], after: int, plain: frozenset[str]) -> Iterator[list[Word]]:
    """The name in a run: without small words at its ends, and without a first word that only begins the sentence."""
    opens = after == len(run)
    led = _led(run, plain) if opens else 0
    end = next((at for at in range(len(run), led, -1) if _ends(text, run[at - 1])), led)
    while led < end and run[led].folded in _LEADS:
        led += 1
    name = run[led:end]
    if len(name) > 1 or (name and (led or not opens) and _tells(text[name[0].start : name[0].end])):
        yield name


def _led(run: Sequence[Word], plain: frozenset[str]) -> int:
    """The number of words that only begin the sentence, before a name: one or none."""
    first = run[0].folded
    return int(len(run) > 1 and (first in plain or first.endswith("ing")))


def _ends(text: str, word: Word) -> bool:
    """Whether a name may end with a word."""
    return word.folded not in _INSIDE and text[word.start].isupper()


def _tells(word: str) -> bool:
    """Whether a word with a capital is a name by itself."""
    return len(word) > 2 or (len(word) == 2 and word.isupper())
