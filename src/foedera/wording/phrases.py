"""A phrase through time: who used it first, who since, how often, in what form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from foedera.language import sentence_bounds
from foedera.model import Document, Span, Statement, UsageError
from foedera.record import Hit, Record
from foedera.record.time import Known, Valid
from foedera.register.wording import content
from foedera.wording.passages import Word, words

Form = Literal["as given", "inflected", "variant"]

_PAGE = 5_000
_SHORTEST = 4  # letters of a beginning that is searched for


class Use(msgspec.Struct, frozen=True):
    """A phrase as a document has it: from `start` to `end` in the canonical text, and the sentence around it.

    `form` is "as given" (but for capitals and typography), "inflected" where words have other endings or other small
    words stand between, "variant" where all of its words stand close together in another order. `by` names who said it
    where a statement that the record holds has it, else the publisher.
    """

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    start: int
    end: int
    text: str
    sentence: Span
    form: Form
    by: tuple[str, ...]


class Counted(msgspec.Struct, frozen=True):
    """How often a document has the phrase; `per_thousand` words."""

    document: str
    title: str | None
    published: str | None
    uses: int
    per_thousand: float


class Uses(msgspec.Struct, frozen=True):
    """The uses of a phrase, the earliest first, as many as were asked for, how many there are in all, and a count for
    each document that was asked for or has it.

    `truncated` is True where more passages have its words than were read.
    """

    phrase: str
    uses: tuple[Use, ...]
    total: int
    counts: tuple[Counted, ...]
    truncated: bool = False


class _Found(NamedTuple):
    """A use before its sentence is looked for."""

    published: str
    document: str
    start: int
    end: int
    form: Form
    hit: Hit


class Pattern(msgspec.Struct, frozen=True):
    """A phrase as it is looked for: its words folded, its stems in order, those that say something."""

    folded: tuple[str, ...]
    stems: tuple[str, ...]
    telling: tuple[str, ...]


def pattern(phrase: str) -> Pattern:
    """How a phrase is looked for.

    Raises:
        UsageError: a phrase without a word.
    """
    found = words(phrase)
    if not found:
        raise UsageError(f"{phrase!r} is no phrase: give at least one word")
    telling = tuple(word.stem for word in found if content(word.folded)) or tuple(word.stem for word in found)
    return Pattern(tuple(word.folded for word in found), tuple(word.stem for word in found), telling)


def matches(found: Sequence[Word], wanted: Pattern) -> Iterator[tuple[int, int, Form]]:
    """Where a phrase stands among the words of a sentence: the places of its first and last word, and its form.

    Uses do not overlap; of several that begin at one place the shortest counts.
    """
    telling = [place for place, word in enumerate(found) if word.stem in wanted.telling]
    taken = -1
    for at, first in enumerate(telling):
        if first <= taken:
            continue
        match = _match(found, telling[at:], wanted)
        if match is not None:
            low, high = match
            yield low, high, _form(found, low, high, wanted)
            taken = high


def _match(found: Sequence[Word], telling: Sequence[int], wanted: Pattern) -> tuple[int, int] | None:
    """The stretch from the first place on that holds all telling words, no further apart than the phrase allows."""
    missing = list(wanted.telling)
    reach = telling[0] + len(wanted.stems) + len(wanted.telling)
    for place in telling:
        if place > reach:
            return None
        if found[place].stem in missing:
            missing.remove(found[place].stem)
        if not missing:
            return _widened(found, telling[0], place, wanted)
    return None


def _widened(found: Sequence[Word], low: int, high: int, wanted: Pattern) -> tuple[int, int]:
    """The stretch with the small words with which the phrase begins or ends, where they stand there."""
    length = len(wanted.folded)
    for start in range(max(0, high - length + 1), low + 1):
        if tuple(word.folded for word in found[start : start + length]) == wanted.folded:
            return start, start + length - 1
    return low, high


def _form(found: Sequence[Word], low: int, high: int, wanted: Pattern) -> Form:
    here = found[low : high + 1]
    if tuple(word.folded for word in here) == wanted.folded:
        return "as given"
    order = tuple(word.stem for word in here if word.stem in wanted.telling)
    return "inflected" if order == wanted.telling else "variant"


def uses(
    record: Record, phrase: str, *, within: Collection[str] | None = None, since: Valid | None = None,
    until: Valid | None = None, known: Known | None = None, limit: int = 100,
) -> Uses:  # fmt: skip
    """Every use of a phrase in the documents of a record, or in those of `within` (ids); the first
    `limit` with their sentences and who says them."""
    wanted = pattern(phrase)
    page = record.search(_query(wanted, phrase), since=since, until=until, known=known, limit=_PAGE)
    hits = [hit for hit in page.rows if hit.start is not None and (within is None or hit.document in within)]
    read = {hit.document: hit.whole for hit in hits if hit.whole is not None}
    found = sorted(use for hit in hits for use in _found(hit, read[hit.document], wanted))
    if within is None:
        using = {use.document for use in found}
        read = {id: whole for id, whole in read.items() if id in using}
    else:
        read |= {id: record.document(id, known=known) for id in sorted(within) if id not in read}
    shown = tuple(_use(record, each, read[each.document], known) for each in found[:limit])
    return Uses(phrase, shown, len(found), _counts(read, found), page.cursor is not None)


def _counts(read: Mapping[str, Document], found: Sequence[_Found]) -> tuple[Counted, ...]:
    numbers = Counter(use.document for use in found)
    counted = (_counted(id, whole, numbers[id]) for id, whole in read.items())
    return tuple(sorted(counted, key=lambda count: (count.published or "9999", count.document)))


def _query(wanted: Pattern, phrase: str) -> str:
    """The words to search for: beginnings that all forms of a word share."""
    asked = []
    for word in words(phrase):
        if word.stem in wanted.telling:
            common = _common(word.folded, word.stem)
            asked.append(f"{common}*" if len(common) >= _SHORTEST else word.folded)
    return " ".join(dict.fromkeys(asked))


def _common(one: str, two: str) -> str:
    for place, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return one[:place]
    return one[: min(len(one), len(two))]


_LINE = re.compile(r"\s+")
_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[^\W\d_a-z])")


def _found(hit: Hit, document: Document, wanted: Pattern) -> Iterator[_Found]:
    """The uses in a passage; none reaches over the end of a sentence."""
    found = words(hit.text, hit.start or 0)
    published = "9999" if document.published is None else str(document.published)
    for first, last, form in matches(found, wanted):
        start, end = found[first].start, found[last].end
        if _END.search(document.text, start, end) is None:
            yield _Found(published, hit.document, start, end, form, hit)


def _use(record: Record, found: _Found, document: Document, known: Known | None) -> Use:
    """A use with its sentence and who says it: the speakers of the shortest statement that holds it, else the
    publisher."""
    by = _speakers(record, found, known) or ((document.publisher,) if document.publisher else ())
    return Use(
        document=found.document, title=document.title, publisher=document.publisher,
        published=None if document.published is None else str(document.published), start=found.start, end=found.end,
        text=_LINE.sub(" ", document.text[found.start : found.end]), sentence=_sentence(found, document),
        form=found.form, by=by,
    )  # fmt: skip


def _sentence(found: _Found, document: Document) -> Span:
    """The sentence around a use."""
    low, high = found.hit.start or 0, found.hit.end or len(document.text)
    for start, end, _ in sentence_bounds(_part(document, low, high)):
        if low + start <= found.start and found.end <= low + end:
            return document.span(low + start, low + end)
    return document.span(found.start, found.end)


def _part(document: Document, start: int, end: int) -> Document:
    """A stretch of a document as a document of its own, to find its sentences."""
    role = next((p.role for p in document.paragraphs if p.start <= start < p.end), "body")
    paragraph = msgspec.structs.replace(document.paragraphs[0], start=0, end=end - start, role=role)
    return Document(text=document.text[start:end], paragraphs=(paragraph,))


def _speakers(record: Record, found: _Found, known: Known | None) -> tuple[str, ...]:
    holding = []
    for row in record.claims(found.document, known=known):
        if isinstance(row.claim.body, Statement):
            names = tuple(speaker.name for speaker in row.claim.body.speakers)
            spans = (span for span in row.claim.body.content if span.start <= found.start and found.end <= span.end)
            holding += [(span.end - span.start, names) for span in spans if names]
    return min(holding)[1] if holding else ()


def _counted(id: str, document: Document, number: int) -> Counted:
    size = len(document.text.split())
    published = None if document.published is None else str(document.published)
    return Counted(id, document.title, published, number, round(1000 * number / size, 3) if size else 0.0)
