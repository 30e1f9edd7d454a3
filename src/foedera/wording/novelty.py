"""Which phrases appeared in the newest document of a series, and which vanished from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.model import Document
from foedera.wording.passages import Passage, Word, passages
from foedera.wording.terms import terms

_LONGEST = 8
_SINCE = 2  # a phrase vanished if that many documents before the newest all had it

Gram = tuple[str, ...]


class Phrase(msgspec.Struct, frozen=True):
    """A phrase as first written in `document` (by number in the series), at `start` to `end` in its canonical text, and
    how many of the documents have it."""

    text: str
    document: int
    start: int
    end: int
    documents: int
    name: bool = False


class Novelty(msgspec.Struct, frozen=True):
    """What the newest document of a series has that none before had (`appeared`: names, and phrases that it repeats),
    and what it lacks that those before it all had (`vanished`). The most telling come first."""

    appeared: tuple[Phrase, ...]
    vanished: tuple[Phrase, ...]


def novelty(documents: Sequence[Document]) -> Novelty:
    """Compares the last of a series of documents, in the order of their dates, with all before it."""
    read = [passages(document) for document in documents]
    grams = [_grams(found) for found in read]
    names = _names(documents[-1], read)
    phrases = [_phrase(gram, len(read) - 1, documents, read, 1) for gram in _repeated(read, grams, names)]
    return Novelty((*names, *phrases), tuple(_vanished(documents, read, grams)))


def _names(newest: Document, read: Sequence[Sequence[Passage]]) -> list[Phrase]:
    """The names that only the newest document has."""
    before = [passage for found in read[:-1] for passage in found]
    named = terms(newest, read[-1], without=before)
    return [Phrase(term.text, len(read) - 1, term.start, term.end, 1, name=True) for term in named]


def _repeated(
    read: Sequence[Sequence[Passage]], grams: Sequence[frozenset[Gram]], names: Sequence[Phrase]
) -> Iterator[Gram]:
    """The longest phrases that the newest document repeats and none before has, but for names."""
    taken = [tuple(word.stem for word in _words(read[-1], name.start, name.end)) for name in names]
    counts = Counter(gram for passage in _told(read[-1]) for gram in set(_of(passage)))
    new = grams[-1].difference(*grams[:-1])
    for gram in _longest(gram for gram in new if counts[gram] > 1):
        if not any(_within(gram, held) or _within(held, gram) for held in taken):
            yield gram


def _vanished(
    documents: Sequence[Document], read: Sequence[Sequence[Passage]], grams: Sequence[frozenset[Gram]]
) -> Iterator[Phrase]:
    """The longest phrases of the last documents before the newest that the newest has not."""
    if len(grams) < 1 + _SINCE:
        return
    steady = frozenset.intersection(*grams[-1 - _SINCE : -1]) - grams[-1]
    counts = {gram: sum(gram in some for some in grams[:-1]) for gram in steady}
    for gram in sorted(_longest(steady), key=lambda g: (-counts[g], -len(g), g)):
        yield _phrase(gram, len(grams) - 2, documents, read, counts[gram])


def _grams(found: Sequence[Passage]) -> frozenset[Gram]:
    return frozenset(gram for passage in _told(found) for gram in _of(passage))


def _told(found: Iterable[Passage]) -> Iterator[Passage]:
    return (passage for passage in found if not passage.aside and not passage.heading)


def _of(passage: Passage) -> Iterator[Gram]:
    """The rows of two to eight stems of a sentence that begin and end with one that says something."""
    stems = [word.stem for word in passage.words]
    telling = [passage.weights.get(stem, 0) >= 25 for stem in stems]
    for start, first in enumerate(telling):
        if first:
            for end in range(start + 1, min(len(stems), start + _LONGEST)):
                if telling[end]:
                    yield tuple(stems[start : end + 1])


def _longest(grams: Iterable[Gram]) -> list[Gram]:
    """The phrases that are no part of another."""
    kept: list[Gram] = []
    parts: set[Gram] = set()
    for gram in sorted(grams, key=lambda g: (-len(g), g)):
        if gram not in parts:
            kept.append(gram)
        for low in range(len(gram)):
            parts.update(gram[low:high] for high in range(low + 2, len(gram) + 1))
    return kept


def _within(part: Gram, whole: Gram) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _words(found: Sequence[Passage], start: int, end: int) -> list[Word]:
    return [word for passage in found for word in passage.words if start <= word.start and word.end <= end]


def _phrase(
    gram: Gram, number: int, documents: Sequence[Document], read: Sequence[Sequence[Passage]], count: int
) -> Phrase:
    """The phrase as the document of that number has it first."""
    for passage in _told(read[number]):
        stems = [word.stem for word in passage.words]
        for at in range(len(stems) - len(gram) + 1):
            if tuple(stems[at : at + len(gram)]) == gram:
                start, end = passage.words[at].start, passage.words[at + len(gram) - 1].end
                text = " ".join(documents[number].text[start:end].split())
                return Phrase(text, number, start, end, count)
    raise AssertionError(gram)  # every phrase was read from the document of its number
