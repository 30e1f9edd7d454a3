"""Two documents side by side: what is new, dropped, moved, strengthened, weakened, or put in other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from foedera.model import Document, UsageError
from foedera.register.wording import content
from foedera.wording.alignment import Group, aligned
from foedera.wording.edits import Edit, edits, unchanged
from foedera.wording.hits import hits
from foedera.wording.passages import Passage, passages
from foedera.wording.scale import NOTHING, Scale, bundled
from foedera.wording.strength import Shift, shifts, verdict
from foedera.wording.terms import Term, terms

Kind = Literal["same", "moved", "new", "dropped", "strengthened", "weakened", "mixed", "changed"]

KINDS: tuple[Kind, ...] = ("new", "dropped", "strengthened", "weakened", "mixed", "changed", "moved", "same")

MOST = 40_000_000
"""The most pairs of sentences that are looked at."""

_COMMON = 0.05
_LONGER = 8
_SAID = 0.5


class Side(msgspec.Struct, frozen=True):
    """What one document says in a difference: the numbers of its `paragraphs`, its place in the canonical text and its
    words. Where sentences that do not follow each other are meant, `text` joins them by an ellipsis, and `apart` are
    the paragraph, start and end of each; else it is empty."""

    paragraphs: tuple[int, ...]
    start: int
    end: int
    text: str
    apart: tuple[tuple[int, int, int], ...] = ()


class Difference(msgspec.Struct, frozen=True):
    """One thing that is the same, or not, in both documents.

    `edits` and `shifts` are offsets in the two sides' texts. `parts` is how many sentences there were and are, where
    that changed; `moved` tells that it stands elsewhere.
    """

    kind: Kind
    before: Side | None
    after: Side | None
    edits: tuple[Edit, ...] = ()
    shifts: tuple[Shift, ...] = ()
    moved: bool = False
    parts: tuple[int, int] | None = None
    heading: bool = False


class Comparison(msgspec.Struct, frozen=True):
    """How a document's wording differs from an earlier one's, in the order of the later.

    `first` are names and terms that the earlier one does not have, `gone` those that the later one does not have.
    `aside` is what was set aside in both (datelines, marks of the end). `remarks` say what a reader must know first:
    that both are the same, or have nothing in common. `common` is the share of the later one's words that stand in
    sentences which the earlier one has too.
    """

    before: Document
    after: Document
    differences: tuple[Difference, ...]
    first: tuple[Term, ...]
    gone: tuple[Term, ...]
    aside: tuple[tuple[Side, ...], tuple[Side, ...]]
    common: float
    remarks: tuple[str, ...]

    def counted(self) -> dict[Kind, int]:
        """How many differences there are of each kind; those that are the same too."""
        return {kind: sum(each.kind == kind for each in self.differences) for kind in KINDS}


def compared(before: Document, after: Document, scale: Scale | None = None) -> Comparison:
    """Compares two documents of one series, sentence by sentence.

    Raises:
        UsageError: a document without words, documents in different languages, or so long that they cannot be compared.
    """
    left, right = passages(before), passages(after)
    _check(before, after, left, right)
    if before.text == after.text:
        return _whole(before, after, left, right)
    used = (scale or bundled()) if _english(before, after) else NOTHING
    found = tuple(_difference(before, after, left, right, group, used) for group in aligned(left, right))
    common = _common(found, right)
    return Comparison(
        before, after, found, terms(after, right, without=left), terms(before, left, without=right),
        (_aside(before, left), _aside(after, right)), common, _remarks(found, common, left, right, used),
    )  # fmt: skip


def _check(before: Document, after: Document, left: Sequence[Passage], right: Sequence[Passage]) -> None:
    for document, found in ((before, left), (after, right)):
        if not any(passage.words for passage in found):
            raise UsageError(f"{_called(document)}: there are no words to compare")
    if before.language != after.language and None not in (before.language, after.language):
        raise UsageError(
            f"the documents are in different languages ({_called(before)}: {before.language}; "
            f"{_called(after)}: {after.language}): give both in one"
        )
    if len(left) * len(right) > MOST:
        raise UsageError(
            f"{len(left)} and {len(right)} sentences are too many to be compared sentence by sentence "
            f"(at most {MOST:,} pairs): give the chapters that you mean"
        )


def _called(document: Document) -> str | None:
    return document.source or document.title


def _english(before: Document, after: Document) -> bool:
    return all(document.language in (None, "en") for document in (before, after))


def _whole(before: Document, after: Document, left: Sequence[Passage], right: Sequence[Passage]) -> Comparison:
    same = tuple(
        Difference("same", _side(before, [p]), _side(after, [q]), heading=p.heading)
        for p, q in zip(left, right, strict=True) if not p.aside
    )  # fmt: skip
    return Comparison(
        before, after, same, (), (), (_aside(before, left), _aside(after, right)), 1.0,
        ("both are the same document, word for word",),
    )  # fmt: skip


def _difference(
    before: Document, after: Document, left: Sequence[Passage], right: Sequence[Passage], group: Group, scale: Scale
) -> Difference:
    ours, theirs = [left[i] for i in group.before], [right[j] for j in group.after]
    if not theirs:
        return Difference("dropped", _side(before, ours), None, heading=ours[0].heading)
    if not ours:
        return Difference("new", None, _side(after, theirs), heading=theirs[0].heading)
    one, two = _side(before, ours), _side(after, theirs)
    parts = (len(ours), len(theirs)) if len(ours) != len(theirs) else None
    heading = ours[0].heading and theirs[0].heading
    if parts is None and unchanged(one.text, two.text):
        kind: Kind = "moved" if group.moved else "same"
        return Difference(kind, one, two, _marks(one.text, two.text), moved=group.moved, heading=heading)
    changes = edits(one.text, two.text)
    moved = shifts(
        one.text, two.text, changes, scale,
        lambda side, ladder, text: _said(text, ladder, (left, right)[1 - side], scale),
    )  # fmt: skip
    return Difference(verdict(moved), one, two, changes, moved, group.moved, parts, heading)


def _said(text: str, ladder: str, found: Sequence[Passage], scale: Scale) -> bool:
    """Whether one of some sentences holds much of what a text says, with a word of the same ladder."""
    weights = content(text)
    least = _SAID * sum(weights.values())
    return any(
        sum(weight for stem, weight in weights.items() if stem in passage.weights) >= least
        and any(hit.ladder == ladder for hit in hits(passage.text, scale))
        for passage in found
    )


def _marks(before: str, after: str) -> tuple[Edit, ...]:
    """The edits of two texts of the same words: none, but where their marks differ."""
    found = edits(before, after)
    return found if any(edit.change != "equal" for edit in found) else ()


def _side(document: Document, found: Sequence[Passage]) -> Side:
    """What sentences say together: the text between them too where they follow each other."""
    numbers = [passage.number for passage in found]
    follows = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    start, end = found[0].start, found[-1].end
    text = document.text[start:end] if follows else " … ".join(passage.text for passage in found)
    apart = () if follows else tuple((passage.paragraph, passage.start, passage.end) for passage in found)
    return Side(tuple(dict.fromkeys(passage.paragraph for passage in found)), start, end, text, apart)


def _aside(document: Document, found: Sequence[Passage]) -> tuple[Side, ...]:
    return tuple(_side(document, [passage]) for passage in found if passage.aside)


def _common(found: Sequence[Difference], right: Sequence[Passage]) -> float:
    total = sum(len(passage.words) for passage in right if not passage.aside)
    both = sum(len(each.after.text.split()) for each in found if each.before is not None and each.after is not None)
    return round(min(1.0, both / total), 3) if total else 0.0


def _remarks(
    found: Sequence[Difference], common: float, left: Sequence[Passage], right: Sequence[Passage], scale: Scale
) -> tuple[str, ...]:
    said = []
    if scale is NOTHING:
        said.append("the scale of strength is in English, the documents are not: nothing is called stronger or weaker")
    if all(each.kind == "same" for each in found):
        said.append("nothing but what was set aside differs: every sentence is the same")
    elif common < _COMMON:
        said.append(
            "the documents have next to nothing in common: what is listed as new and dropped is all that they say"
        )
    ours, theirs = (sum(len(p.words) for p in side if not p.aside) for side in (left, right))
    if max(ours, theirs) > _LONGER * max(1, min(ours, theirs)):
        said.append(f"the documents differ much in length: {ours:,} and {theirs:,} words")
    return tuple(said)
