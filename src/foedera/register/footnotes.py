"""The footnotes of a briefing, and the remarks that bear them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

import msgspec

from foedera.model import Span
from foedera.register.entry import Member
from foedera.register.force import Reason
from foedera.register.passages import passage
from foedera.register.stages import Step


class Footnote(msgspec.Struct, frozen=True, kw_only=True):
    """Where something is said: the quoted words, their place, and the document. `publisher`, `published` (EDTF), `url`
    are None where they are not known; of a person's note, `quote` is the source that the note names."""

    number: int
    quote: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    document: str | None = None
    claim: str | None = None
    start: int | None = None
    end: int | None = None


class Part(msgspec.Struct, frozen=True):
    """A sentence, and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one thing, on its day where it has one; `entry` is the id of what it is about, if it is one."""

    parts: tuple[Part, ...]
    day: datetime.date | None = None
    entry: str | None = None

    @property
    def text(self) -> str:
        """All its sentences, without footnotes."""
        return " ".join(part.text for part in self.parts)


class Footnotes:
    """The footnotes of a briefing, numbered in the order in which they are asked for; the same place is one.

    `text` gives the text of a document by its id, so that whole sentences are quoted.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        self._found: dict[object, Footnote] = {}
        self._text = text

    @property
    def all(self) -> tuple[Footnote, ...]:
        """Every footnote, in the order of their numbers."""
        return tuple(self._found.values())

    def of(self, members: Iterable[Member]) -> tuple[int, ...]:
        """The numbers of the footnotes for what these claims say."""
        return tuple(dict.fromkeys(self._of(member) for member in members))

    def of_step(self, step: Step) -> tuple[int, ...]:
        """The numbers for what shows a step: a claim, or a person's note."""
        if step.member is not None:
            return self.of([step.member])
        if step.note is None:
            return ()
        source = f"{step.note.payload.get('source', '')} (noted by {step.note.who})"
        key = ("note", step.note.number)
        self._found.setdefault(key, Footnote(number=len(self._found) + 1, quote=source))
        return (self._found[key].number,)

    def of_reason(self, reason: Reason) -> tuple[int, ...]:
        """The numbers for what shows a step of an explanation."""
        return () if reason.member is None else (self._of(reason.member, reason.span),)

    def words(self, member: Member, shown: Span | None = None) -> str:
        """The whole sentence on which a claim rests: around its first evidence, or that which is `shown`."""
        span = shown or member.claim.evidence[0]
        return passage(self._text(member.claim.document), span.start, span.end)

    def _of(self, member: Member, shown: Span | None = None) -> int:
        claim, source = member.claim, member.source
        span = shown or claim.evidence[0]
        words = self.words(member, shown)
        key = (claim.document, words)
        if key not in self._found:
            self._found[key] = Footnote(
                number=len(self._found) + 1, quote=words, title=source.title,
                publisher=source.publisher, published=source.published, url=source.url, document=claim.document,
                claim=claim.id, start=span.start, end=span.end,
            )  # fmt: skip
        return self._found[key].number


def renumbered(
    remarks: Sequence[Sequence[Remark]], footnotes: Sequence[Footnote]
) -> tuple[list[tuple[Remark, ...]], tuple[Footnote, ...]]:
    """The remarks of all sections with footnotes numbered in the order in which they are first read, and those
    footnotes."""
    parts = (part for some in remarks for remark in some for part in remark.parts)
    order = dict.fromkeys(number for part in parts for number in part.notes)
    new = {old: number for number, old in enumerate(order, 1)}
    by_number = {footnote.number: footnote for footnote in footnotes}

    def told(remark: Remark) -> Remark:
        parts = tuple(Part(part.text, tuple(sorted(new[old] for old in part.notes))) for part in remark.parts)
        return msgspec.structs.replace(remark, parts=parts)

    again = [tuple(map(told, some)) for some in remarks]
    return again, tuple(msgspec.structs.replace(by_number[old], number=number) for old, number in new.items())
