"""A comparison as a Word document with tracked changes (WordprocessingML, ECMA-376 part 1, 17.13.5).

Whoever accepts all changes has the later document's sentences, whoever rejects them the earlier's.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from foedera.model import Document
from foedera.wording.comparison import Comparison
from foedera.wording.edits import pieces
from foedera.wording.order import Item, items

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_AUTHOR = "Foedera"
_EARLIEST = "1970-01-01"


def docx(comparison: Comparison) -> bytes:
    """The Word document: a heading, what was compared, and the text with insertions, deletions and moves.

    It is the same bytes for the same comparison: changes are dated with the later document's day.
    """
    import docx as library
    from docx.shared import Pt

    made = library.Document()
    made.styles["Normal"].font.size = Pt(11)
    made.add_heading(comparison.after.title or "Changes in wording", level=1)
    made.add_paragraph(f"Compared: {_named(comparison.before)} with {_named(comparison.after)}.")
    for remark in comparison.remarks:
        made.add_paragraph(f"Note: {remark}.")
    writer = _Writer(_day(comparison.after))
    for block in _blocks(items(comparison)):
        writer.write(made.add_paragraph(), block)
    return _saved(made, _day(comparison.after))


class _Writer:
    """Writes paragraphs; every change has a number of its own."""

    def __init__(self, day: str) -> None:
        self._numbers = itertools.count(1)
        self._date = f"{day}T00:00:00Z"

    def write(self, paragraph: Any, block: Sequence[Item]) -> None:
        """Writes the items of one paragraph; its mark was inserted or deleted where all in it was."""
        parts = {item.part for item in block}
        if parts in ({"gone"}, {"come"}):
            mark = _element("w:rPr")
            mark.append(self._change("w:del" if parts == {"gone"} else "w:ins"))
            paragraph._p.get_or_add_pPr().append(mark)
        for place, item in enumerate(block):
            if place:
                paragraph._p.append(self._space(item))
            for element in self._of(item):
                paragraph._p.append(element)

    def _space(self, item: Item) -> Any:
        """The space before a passage, which went or came with it."""
        return _run(" ") if item.part == "both" else self._changed("w:del" if item.part == "gone" else "w:ins", " ")

    def _of(self, item: Item) -> Iterator[Any]:
        if item.part == "both":
            yield from self._edited(item)
        elif item.part == "gone":
            yield from self._whole(item, ("w:moveFrom", "w:del"))
        else:
            yield from self._whole(item, ("w:moveTo", "w:ins"))

    def _whole(self, item: Item, tags: tuple[str, str]) -> Iterator[Any]:
        """A passage that went or came; as a move, with its range marked, where it was only moved."""
        if item.move is None or item.difference.kind != "moved":
            yield self._changed(tags[1], item.text)
            return
        number = str(next(self._numbers))
        start = self._change(f"{tags[0]}RangeStart", number)
        start.set(f"{{{_W}}}name", f"move{item.move + 1}")
        end = _element(f"{tags[0]}RangeEnd")
        end.set(f"{{{_W}}}id", number)
        yield from (start, self._changed(tags[0], item.text), end)

    def _edited(self, item: Item) -> Iterator[Any]:
        before, after = item.difference.before, item.difference.after
        assert before is not None
        assert after is not None
        if not item.difference.edits:
            yield from self._pairs(zip(_split(before.text), _split(after.text), strict=True))
        for edit in item.difference.edits:
            went, came = before.text[slice(*edit.before)], after.text[slice(*edit.after)]
            pairs = zip(_split(went), _split(came), strict=True) if edit.change == "equal" else [(went, came)]
            yield from self._pairs(pairs)

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Any]:
        """Runs for what is the same on both sides, to the letter; what is not is deleted and inserted."""
        for same, some in itertools.groupby(pairs, key=lambda pair: pair[0] == pair[1]):
            went, came = ("".join(parts) for parts in zip(*some, strict=True))
            if same:
                yield _run(came)
                continue
            for tag, text in (("w:del", went), ("w:ins", came)):
                if text:
                    yield self._changed(tag, text)

    def _changed(self, tag: str, text: str) -> Any:
        change = self._change(tag)
        change.append(_run(text, deleted=tag in ("w:del", "w:moveFrom")))
        return change

    def _change(self, tag: str, number: str | None = None) -> Any:
        change = _element(tag)
        change.set(f"{{{_W}}}id", number or str(next(self._numbers)))
        change.set(f"{{{_W}}}author", _AUTHOR)
        change.set(f"{{{_W}}}date", self._date)
        return change


def _blocks(found: Sequence[Item]) -> Iterator[list[Item]]:
    """The items by paragraphs: those of the later document, and of the earlier where all of one was dropped."""
    block: list[Item] = []
    for item in found:
        if block and not _together(block[-1], item):
            yield block
            block = []
        block.append(item)
    if block:
        yield block


def _together(one: Item, two: Item) -> bool:
    if one.difference.heading or two.difference.heading:
        return False
    if "gone" in (one.part, two.part):
        a, b = _earlier(one), _earlier(two)
    else:
        a, b = _later(one), _later(two)
    return bool(a and b) and a[-1] == b[0]


def _earlier(item: Item) -> tuple[int, ...]:
    """The paragraphs of the earlier document in which an item stands."""
    if item.part == "both" and item.difference.before is not None:
        return item.difference.before.paragraphs
    return (item.paragraph,) if item.part == "gone" else ()


def _later(item: Item) -> tuple[int, ...]:
    """The paragraphs of the later document in which an item stands."""
    if item.part == "both" and item.difference.after is not None:
        return item.difference.after.paragraphs
    return (item.paragraph,) if item.part == "come" else ()


def _split(text: str) -> Iterator[str]:
    """The words and marks of a text, and the space after each, which may be empty."""
    found = pieces(text)
    yield text[: found[0].start] if found else text
    for place, piece in enumerate(found):
        yield text[piece.start : piece.end]
        yield text[piece.end : found[place + 1].start if place + 1 < len(found) else len(text)]


def _run(text: str, *, deleted: bool = False) -> Any:
    run = _element("w:r")
    inner = _element("w:delText" if deleted else "w:t")
    inner.text = _CONTROLS.sub("", " ".join(text.split("\n"))) if text.strip() else " "
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(inner)
    return run


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(tag)


def _named(document: Document) -> str:
    about = ", ".join(part for part in (document.publisher, _date(document)) if part)
    return f"{document.title or document.source or document.id[:14]}{f' ({about})' if about else ''}"


def _date(document: Document) -> str | None:
    return None if document.published is None else str(document.published)


def _day(document: Document) -> str:
    """The day of a document, for the date of its changes."""
    found = _date(document) or _EARLIEST
    return found if len(found) == len(_EARLIEST) and found.replace("-", "").isdigit() else _EARLIEST


def _saved(made: Any, day: str) -> bytes:
    """The bytes, with the day in place of the clock, in the file's properties and in its archive."""
    import datetime
    import zipfile

    when = datetime.datetime.fromisoformat(day)
    made.core_properties.author = made.core_properties.last_modified_by = _AUTHOR
    made.core_properties.created = made.core_properties.modified = when
    first, out = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), read.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
