"""Footnotes in a Word document (WordprocessingML, ECMA-376 part 1, 17.11), which python-docx does not write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SMALL = '<w:rPr><w:sz w:val="18"/></w:rPr>'


class Notes:
    """The footnotes of a document, given as texts by number; each is anchored where it is first referred to."""

    def __init__(self, document: Any, texts: Mapping[int, str]) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        self._anchored: set[int] = set()
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, _xml(texts), document.part.package)
        document.part.relate_to(part, _RELATION)

    def refer(self, paragraph: Any, numbers: Sequence[int]) -> None:
        """Adds references to footnotes at the end of a paragraph."""
        for place, number in enumerate(numbers):
            if place:
                _append(paragraph, f"<w:r>{_RAISED}<w:t>,</w:t></w:r>")
            if number in self._anchored:
                self._again(paragraph, number)
            else:
                self._anchored.add(number)
                _append(paragraph, f'<w:bookmarkStart w:id="{number}" w:name="_Note{number}"/>')
                _append(paragraph, f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>')
                _append(paragraph, f'<w:bookmarkEnd w:id="{number}"/>')

    def _again(self, paragraph: Any, number: int) -> None:
        """A cross-reference to a footnote that is anchored elsewhere."""
        shown = f"<w:r>{_RAISED}<w:t>{number}</w:t></w:r>"
        _append(paragraph, f'<w:fldSimple w:instr=" NOTEREF _Note{number} \\h ">{shown}</w:fldSimple>')


def _append(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    head, mark, rest = xml.partition(" ") if xml.startswith(("<w:bookmark", "<w:fldSimple")) else (xml[:4], "", xml[4:])
    paragraph._p.append(parse_xml(f'{head} xmlns:w="{_W}"{mark}{rest}'))


def _xml(texts: Mapping[int, str]) -> bytes:
    """The part that holds the footnotes: first the two lines that separate them from the text."""
    lines = (
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for id, kind, mark in ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))
    )
    notes = (
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r>{_SMALL}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in sorted(texts.items())
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}\n<w:footnotes xmlns:w="{_W}">{"".join((*lines, *notes))}</w:footnotes>'.encode()
