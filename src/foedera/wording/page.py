"""A comparison as a page of its own: both sentences side by side, what went struck out, what came underlined."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup, escape

from foedera.model import Document
from foedera.wording.comparison import KINDS, Comparison, Difference
from foedera.wording.strength import Shift

if TYPE_CHECKING:
    from jinja2 import Template


class Row(msgspec.Struct, frozen=True):
    """A difference to be shown: both sides as markup, and notes on what happened."""

    kind: str
    before: Markup
    after: Markup
    notes: tuple[str, ...]


def html(comparison: Comparison) -> str:
    """The page, in one file that loads nothing."""
    return _template().render(
        title=f"What is new in the wording: {comparison.after.title or 'untitled'}",
        before=f"Earlier: {named(comparison.before)}",
        after=f"Later: {named(comparison.after)}",
        remarks=comparison.remarks,
        summary=summary(comparison),
        first=[term.text for term in comparison.first],
        gone=[term.text for term in comparison.gone],
        rows=list(rows(comparison)),
    )


def rows(comparison: Comparison) -> Iterator[Row]:
    """What differs, in the order of the later document."""
    for each in comparison.differences:
        if each.kind != "same":
            yield Row(each.kind, _marked(each, 0), _marked(each, 1), tuple(_notes(each)))


def summary(comparison: Comparison) -> str:
    """How many sentences are new, dropped and so on, in one sentence."""
    counts = comparison.counted()
    said = [f"{counts[kind]} {kind}" for kind in KINDS if counts[kind] and kind != "same"]
    return f"Of the sentences, {', '.join(said) or 'none changed'}; {counts['same']} the same."


def named(document: Document) -> str:
    """A document by its title, publisher and date."""
    date = None if document.published is None else str(document.published)
    about = ", ".join(part for part in (document.publisher, date) if part)
    return f"{document.title or document.source or document.id[:14]}{f' ({about})' if about else ''}"


def _marked(difference: Difference, number: int) -> Markup:
    """One side's text with its own changes marked."""
    side = (difference.before, difference.after)[number]
    if side is None:
        return Markup("")
    tag = ("del", "ins")[number]
    if not difference.edits:
        alone = difference.kind in ("new", "dropped")
        return Markup("<{0}>{1}</{0}>").format(Markup(tag), side.text) if alone else escape(side.text)  # noqa: S704
    parts = []
    for edit in difference.edits:
        text = side.text[slice(*(edit.before, edit.after)[number])]
        if text:
            parts.append(
                escape(text) if edit.change == "equal" else Markup("<{0}>{1}</{0}>").format(Markup(tag), text)  # noqa: S704
            )
    return Markup("").join(parts)


def _notes(difference: Difference) -> Iterator[str]:
    if difference.moved and difference.kind != "moved":
        yield "moved"
    if difference.parts is not None:
        before, after = difference.parts
        yield f"{before} {'sentence' if before == 1 else 'sentences'} became {after}"
    for shift in difference.shifts:
        yield said(shift, difference)


def said(shift: Shift, difference: Difference) -> str:
    """What moved on the scale, in words."""
    before = _words(difference.before, shift.before)
    after = _words(difference.after, shift.after)
    if shift.before is None or shift.after is None:
        what, words = ("was put in", after) if shift.before is None else ("was left out", before)
        return f"{shift.direction}: “{words}” {what}"
    if shift.direction == "reversed":
        return f"one of both is denied: “{before}”, “{after}”"
    return f"{shift.direction}: “{before}” became “{after}”"


def _words(side: object, place: tuple[int, int] | None) -> str:
    text: str = getattr(side, "text", "")
    return "" if place is None else " ".join(text[slice(*place)].split())


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(loader=PackageLoader("foedera.wording"), autoescape=True, undefined=StrictUndefined)
    return made.get_template("comparison.html")
