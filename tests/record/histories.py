"""A record in memory, written as plainly as can be, to hold the real one against."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from foedera.model import Claim, Document, Edtf
from foedera.record import STANDING

Moment = datetime.datetime


@dataclass(frozen=True)
class Step:
    """A version of a claim; `published` is what its document's date was then."""

    at: Moment
    status: str
    cause: str
    claim: Claim | None
    proposed: Claim | None
    published: Edtf | None
    who: str | None = None
    beside: Line | None = None

    @property
    def extraction(self) -> Claim | None:
        return self.proposed or self.claim


@dataclass(eq=False)
class Line:
    """A claim through time."""

    document: str
    key: str
    steps: list[Step] = field(default_factory=list)

    def at(self, moment: Moment) -> Step | None:
        known = [step for step in self.steps if step.at <= moment]
        return known[-1] if known else None

    def put(self, step: Step) -> None:
        self.steps.append(step)


@dataclass
class Kept:
    """A document: its editions, and the readings that were made of it."""

    editions: list[tuple[Moment, Document | None]]
    readings: set[tuple[object, ...]]
    erased: bool = False


class Model:
    """The record as it ought to be."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.documents: dict[str, Kept] = {}
        self.ids: dict[str, Line] = {}

    def is_known(self, doc: Document, claims: list[Claim], coders: tuple[str, ...], base: str) -> bool:
        """Whether this very reading was made before."""
        kept = self.documents.get(doc.id)
        return kept is not None and _reading(doc, claims, coders, base) in kept.readings

    def add(self, doc: Document, claims: list[Claim], coders: tuple[str, ...], base: str, at: Moment) -> None:
        """A reading that is new, or forced."""
        kept = self.documents.setdefault(doc.id, Kept([], set()))
        before = kept.editions[-1][1] if kept.editions else None
        kept.readings.add(_reading(doc, claims, coders, base))
        kept.erased = False
        if before is None or before != doc:
            kept.editions.append((at, doc))
        lines = [line for line in self.lines if line.document == doc.id]
        found: dict[int, Claim] = {}
        fresh: list[Claim] = []
        for claim in claims:
            line = _same(lines, claim)
            if line is None:
                if claim.key not in [other.key for other in fresh]:
                    fresh.append(claim)
            else:
                found.setdefault(id(line), claim)
        families = {coder.partition("/")[0] for coder in coders}
        missed = [line for line in lines if id(line) not in found and _family(line) in families]
        decided = [x for x in missed if x.steps[-1].status in ("accepted", "edited", "rejected", "retracted")]
        for line in lines:
            self._reread(line, found.get(id(line)), line in missed, decided, doc, at)
        for claim in fresh:
            line = Line(doc.id, claim.key)
            self.lines.append(line)
            self._put(line, _found(at, claim, decided, doc))

    def decide(self, line: Line, decision: str, at: Moment, edited: Claim | None = None) -> None:
        """A person's decision."""
        last = line.steps[-1]
        if decision == "undo":
            decisions = ("accept", "reject", "edit", "undo", "retract")
            place = max(n for n, step in enumerate(line.steps) if step.cause in decisions)
            before = line.steps[place - 1]
            edit = before.claim if before.proposed is not None else None
            claim, proposed = (last.extraction, None) if edit is None else (edit, last.extraction)
            published = self._published(line)
            self._put(line, Step(at, before.status, "undo", claim, proposed, published, "Ada", before.beside))
            return
        status = {"accept": "accepted", "reject": "rejected", "edit": "edited", "retract": "retracted"}[decision]
        claim, proposed = last.claim, last.proposed
        if edited is not None:
            claim, proposed = edited, last.extraction
        elif decision == "accept" and proposed is not None and last.status != "edited":
            status = "edited"
        self._put(line, Step(at, status, decision, claim, proposed, self._published(line), "Ada", last.beside))

    def erase(self, document: str, at: Moment) -> None:
        """A document goes, and every word of its claims."""
        kept = self.documents[document]
        kept.erased = True
        kept.editions = [(moment, None) for moment, _ in kept.editions]
        for line in self.lines:
            if line.document == document:
                line.steps = [replace(step, claim=None, proposed=None, published=None) for step in line.steps]
                line.put(Step(at, "erased", "erase", None, None, None))

    def standing(self, moment: Moment) -> list[tuple[Line, Step]]:
        """The claims that stood at a moment."""
        found = [(line, line.at(moment)) for line in self.lines]
        return [(a, b) for a, b in found if b is not None and b.status in STANDING and b.claim is not None]

    def edition(self, document: str, moment: Moment) -> Document | None:
        """A document as it was known at a moment; None where it was not there yet, or was erased since."""
        kept = self.documents.get(document)
        known = [doc for at, doc in kept.editions if at <= moment] if kept is not None else []
        return known[-1] if known else None

    def _reread(
        self, line: Line, claim: Claim | None, missed: bool, decided: list[Line], doc: Document, at: Moment
    ) -> None:
        last = line.steps[-1]
        if claim is not None and last.status in ("closed", "erased"):
            self._put(line, _found(at, claim, decided, doc))
        elif claim is not None and claim not in (last.claim, last.extraction):
            stands, proposed = (last.claim, claim) if last.status == "edited" else (claim, None)
            self._put(line, Step(at, last.status, "reread", stands, proposed, doc.published, None, last.beside))
        elif missed and last.status in ("unreviewed", "offered"):
            self._put(line, Step(at, "closed", "closed", last.claim, None, doc.published))
        elif last.status in STANDING and last.published != doc.published:
            step = Step(at, last.status, "redated", last.claim, last.proposed, doc.published, None, last.beside)
            self._put(line, step)

    def _published(self, line: Line) -> Edtf | None:
        doc = self.documents[line.document].editions[-1][1]
        assert doc is not None
        return doc.published

    def _put(self, line: Line, step: Step) -> None:
        line.put(step)
        for claim in (step.claim, step.proposed):
            if claim is not None:
                self.ids.setdefault(claim.id, line)


def _reading(doc: Document, claims: list[Claim], coders: tuple[str, ...], base: str) -> tuple[object, ...]:
    return (doc.title, doc.published, tuple(sorted(coders)), base, tuple(claim.id for claim in claims))


def _same(lines: list[Line], claim: Claim) -> Line | None:
    for line in lines:
        if line.key == claim.key:
            return line
    for line in lines:
        last = line.steps[-1]
        if last.proposed is not None and last.claim is not None and last.claim.key == claim.key:
            return line
    return None


def _family(line: Line) -> str | None:
    extraction = line.steps[-1].extraction
    return None if extraction is None else extraction.coder.partition("/")[0]


def _found(at: Moment, claim: Claim, decided: list[Line], doc: Document) -> Step:
    beside = _overlapped(claim, decided)
    status = "unreviewed" if beside is None else "offered"
    return Step(at, status, "read", claim, None, doc.published, None, beside)


def _overlapped(claim: Claim, decided: list[Line]) -> Line | None:
    for line in decided:
        for other in (line.steps[-1].claim, line.steps[-1].proposed):
            if other is not None and other.kind == claim.kind:
                pairs = [(a, b) for a in claim.evidence for b in other.evidence]
                if any(a.start < b.end and b.start < a.end for a, b in pairs):
                    return line
    return None
