"""Quoted passages of a paragraph, and which word of saying beside them they belong to.

A passage is a run of quotation marks with no word between them. It is speech where it is long enough or a sentence of
its own; else the marks only set off words ("so-called"). A passage belongs to the word of saying in the sentence that
it ends or begins, or goes on from the one before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from foedera.language import Quotations, Quoted
from foedera.model import Paragraph

SPEAKS = 0.3
"""The least strength of a word of saying; weaker ones own a passage only after a colon."""

_MARKS = "\"'“‘`«„ "
_WORDS = 4
_TITLE = 8
_SMALL = frozenset("the a an of in on at to for and or by with".split())
_BEFORE_TITLE = frozenset("on in of from the at with for to 's ’s book show film called titled named song by".split())
_REACH = 90


class Passage(msgspec.Struct, frozen=True):
    """Quoted words from `start` to `end`, without the outer marks, in paragraph number `paragraph`."""

    start: int
    end: int
    paragraph: int
    closed: bool


class Saying(msgspec.Struct, frozen=True):
    """A word outside the marks that may own a passage: the candidate number `index`, the word from `start` to `end`,
    with its speaker from `first` to `last`, in the sentence from `low` to `high`.

    `clausal`: what it reports besides is a clause, if anything."""

    index: int
    start: int
    end: int
    first: int
    last: int
    low: int
    high: int
    strength: float
    clausal: bool


def passages(text: str, paragraphs: Sequence[Paragraph], quoted: Quotations) -> list[Passage]:
    """The quoted passages of a document that are speech, in order."""
    found: list[Passage] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        run: list[Quoted] = []
        while at < len(quoted) and quoted[at].start < paragraph.end:
            quote = quoted[at]
            if run and any(c.isalnum() for c in text[run[-1].end : quote.start]):
                found += _passage(text, run, number)
                run = []
            run.append(quote)
            at += 1
        found += _passage(text, run, number)
    return found


def _passage(text: str, run: Sequence[Quoted], number: int) -> list[Passage]:
    if not run:
        return []
    start, end = run[0].start, run[-1].end
    words = text[start : min(end, start + 400)].split()
    ended = text[end - 1] in ".,!?…—" or text[end : end + 2].endswith(",")
    whole = text[start].isupper() and ended
    if (len(words) < _WORDS and not whole) or (len(words) <= _TITLE and _is_title(text, start, words)):
        return []
    return [Passage(start, end, number, run[-1].closed)]


def _is_title(text: str, start: int, words: Sequence[str]) -> bool:
    """Whether marks hold the title of a programme or book: capitals throughout, after a preposition."""
    before = text[max(0, start - 12) : start].rstrip("\"'“‘`«„ ").rpartition(" ")[2].lower()
    capital = all(word[0].isupper() or word.lower() in _SMALL for word in words)
    return capital and before in _BEFORE_TITLE and words[-1][-1] not in ".!?"


def owners(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[Passage], sayings: Sequence[Saying]
) -> list[int | None]:
    """For each passage the index of the candidate that owns it; None where nobody does."""
    owned: list[int | None] = []
    starts = [saying.start for saying in sayings]
    for number, passage in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        paragraph = paragraphs[passage.paragraph]
        low = max(paragraph.start, before.end if before is not None else 0)
        high = min(paragraph.end, after.start if after is not None else len(text))
        at = bisect_left(starts, low)
        near = sayings[at : bisect_left(starts, high)]
        left = [s for s in near if s.end <= passage.start]
        right = [s for s in near if s.start >= passage.end]
        if not left and at and not text[paragraph.start : passage.start].strip(_MARKS):
            left = _introducing(text, sayings[at - 1], passage, paragraphs)
        owned.append(_owner(text, passage, left, right, owned, before))
    return owned


def _introducing(text: str, saying: Saying, passage: Passage, paragraphs: Sequence[Paragraph]) -> list[Saying]:
    """A word of saying at the end of the paragraph before, with a colon after it."""
    if passage.paragraph == 0:
        return []
    above = paragraphs[passage.paragraph - 1]
    ends = text[above.start : above.end].rstrip()[-1:] == ":"
    return [saying] if ends and above.start <= saying.start < above.end and saying.high >= above.end - 1 else []


def _owner(
    text: str, passage: Passage, left: Sequence[Saying], right: Sequence[Saying], owned: Sequence[int | None],
    before: Passage | None,
) -> int | None:  # fmt: skip
    """Who owns a passage: by the mark that it ends with, by what stands before it, or who spoke before."""
    ahead = _following(text, passage, right)
    behind = _preceding(text, passage, left)
    outside = text[max(0, passage.start - 4) : passage.start].rstrip(_MARKS + "\n")[-1:]
    if ahead is not None and "," in (text[passage.end - 1], text[passage.end : passage.end + 2][-1:]):
        return ahead.index
    if outside == "," and _is_interrupted(text, passage, left, owned, before):
        return owned[-1]
    if behind is not None and (outside in ",:" or outside.isalnum()):
        return behind.index
    if outside == ":":
        return left[-1].index if left and left[-1].high > passage.start else None
    continued = _continued(text, passage, before, left, owned)
    if text[passage.end - 1] in ".…" and continued is not None:
        return continued
    beside = ahead or behind
    return continued if beside is None else beside.index


def _is_interrupted(
    text: str, passage: Passage, left: Sequence[Saying], owned: Sequence[int | None], before: Passage | None
) -> bool:
    """Whether a passage goes on with the sentence of the one before: "We have time," she said, "and we will use it"."""
    if before is None or before.paragraph != passage.paragraph or not text[passage.start].islower():
        return False
    return text[before.end - 1] == "," and any(saying.index == owned[-1] for saying in left)


def _following(text: str, passage: Passage, right: Sequence[Saying]) -> Saying | None:
    """The word of saying right after a passage."""
    for saying in right:
        if saying.strength < SPEAKS:
            continue
        first = min(saying.start, saying.first) if saying.first >= passage.end else saying.start
        between = text[passage.end : first]
        if len(between) > _REACH or ". " in between.lstrip("\"'”’»., "):
            return None
        if saying.low > passage.end + 4:
            return None
        return saying
    return None


def _preceding(text: str, passage: Passage, left: Sequence[Saying]) -> Saying | None:
    """The word of saying before a passage, in its sentence or in one that ends in a colon or comma."""
    for saying in reversed(left):
        if saying.strength < SPEAKS:
            continue
        if saying.high > passage.start or text[saying.end : passage.start].rstrip("\"'“‘`«„ \n")[-1:] in (":", ","):
            return saying
        return None
    return None


def _continued(
    text: str, passage: Passage, before: Passage | None, left: Sequence[Saying], owned: Sequence[int | None]
) -> int | None:
    """The owner of the passage before in the same paragraph; or a word of saying in the sentence right before."""
    same = before is not None and before.paragraph == passage.paragraph
    for saying in reversed([saying for saying in left if saying.strength >= SPEAKS and saying.clausal]):
        rest = text[saying.high : passage.start] if saying.high <= passage.start else "x"
        if not any(c.isalnum() for c in rest):
            if not same or before is None or owned[-1] == saying.index or saying.low > before.end + 4:
                return saying.index
            return owned[-1] if owned[-1] is not None else saying.index
        break
    return owned[-1] if same else None
