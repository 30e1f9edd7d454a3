"""Answers about wording as JSON objects: plain dictionaries with the same names as the values."""

from __future__ import annotations

from typing import Any

from foedera.model import Document
from foedera.wording.comparison import Comparison, Difference, Side
from foedera.wording.expected import Proposal
from foedera.wording.novelty import Novelty
from foedera.wording.phrases import Uses
from foedera.wording.series import Series
from foedera.wording.terms import Term


def comparison_of(comparison: Comparison, *, same: bool = False) -> dict[str, Any]:
    """A comparison; what is the same in both is counted, and listed only with `same`."""
    return {
        "before": _document(comparison.before),
        "after": _document(comparison.after),
        "remarks": list(comparison.remarks),
        "common": comparison.common,
        "counts": comparison.counted(),
        "differences": [difference_of(each) for each in comparison.differences if same or each.kind != "same"],
        "first": [_term(term) for term in comparison.first],
        "gone": [_term(term) for term in comparison.gone],
        "aside": {"before": [_side(s) for s in comparison.aside[0]], "after": [_side(s) for s in comparison.aside[1]]},
    }


def difference_of(difference: Difference) -> dict[str, Any]:
    """One difference; offsets of edits and shifts count code points in the texts of its sides."""
    return {
        "kind": difference.kind,
        "before": None if difference.before is None else _side(difference.before),
        "after": None if difference.after is None else _side(difference.after),
        "moved": difference.moved,
        "parts": None if difference.parts is None else list(difference.parts),
        "heading": difference.heading,
        "edits": [
            {"change": edit.change, "before": list(edit.before), "after": list(edit.after)}
            for edit in difference.edits if edit.change != "equal"
        ],
        "shifts": [
            {
                "ladder": shift.ladder, "direction": shift.direction,
                "before": _words(difference.before, shift.before), "after": _words(difference.after, shift.after),
            }
            for shift in difference.shifts
        ],
    }  # fmt: skip


def uses_of(uses: Uses) -> dict[str, Any]:
    """The uses of a phrase, the first one first, and its counts."""
    return {
        "phrase": uses.phrase,
        "total": uses.total,
        "uses": [
            {
                "document": use.document, "title": use.title, "publisher": use.publisher, "published": use.published,
                "start": use.start, "end": use.end, "text": use.text, "form": use.form, "by": list(use.by),
                "sentence": {"start": use.sentence.start, "end": use.sentence.end, "text": use.sentence.text},
            }
            for use in uses.uses
        ],
        "counts": [
            {
                "document": count.document, "title": count.title, "published": count.published, "uses": count.uses,
                "per_thousand": count.per_thousand,
            }
            for count in uses.counts
        ],
        "truncated": uses.truncated,
    }  # fmt: skip


def series_of(series: Series) -> dict[str, Any]:
    """A series and its documents."""
    return {
        "name": series.name, "form": series.form, "parties": list(series.parties), "named": series.named,
        "documents": [{"id": each.id, "title": each.title, "published": each.published} for each in series.documents],
    }  # fmt: skip


def novelty_of(novelty: Novelty, series: Series) -> dict[str, Any]:
    """What appeared in the newest document of a series, and what vanished from it."""
    newest = series.documents[-1]
    return {
        "series": series.name,
        "newest": {"id": newest.id, "title": newest.title, "published": newest.published},
        **{
            what: [
                {
                    "text": each.text, "document": series.documents[each.document].id, "start": each.start,
                    "end": each.end, "documents": each.documents, "name": each.name,
                }
                for each in some
            ]
            for what, some in (("appeared", novelty.appeared), ("vanished", novelty.vanished))
        },
    }  # fmt: skip


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "publisher": document.publisher, "source": document.source,
        "published": None if document.published is None else str(document.published),
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {"start": side.start, "end": side.end, "text": side.text, "paragraphs": list(side.paragraphs)}


def _words(side: Side | None, place: tuple[int, int] | None) -> dict[str, Any] | None:
    if side is None or place is None:
        return None
    return {"start": place[0], "end": place[1], "text": side.text[slice(*place)]}


def _term(term: Term) -> dict[str, Any]:
    return {"text": term.text, "count": term.count, "start": term.start, "end": term.end}


def proposal_of(proposal: Proposal) -> dict[str, Any]:
    """A prediction about wording, and the outcome that is proposed for it."""
    use = proposal.use
    return {
        "prediction": proposal.prediction.id, "text": proposal.prediction.text, "phrase": proposal.phrase,
        "expected": proposal.wanted, "documents": proposal.documents, "outcome": proposal.outcome,
        "use": None if use is None else {
            "document": use.document, "title": use.title, "published": use.published, "sentence": use.sentence.text,
        },
    }  # fmt: skip
