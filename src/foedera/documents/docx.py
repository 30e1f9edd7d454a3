"""DOCX files: paragraphs with roles from their styles, lists, tables row by row, footnotes at the end."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from foedera.documents.content import Block, Content, checked, laid_out
from foedera.documents.metadata import Metadata, names_in
from foedera.documents.roles import read_roles
from foedera.model import Paragraph, Role, SourceError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNPACKED = 400_000_000
MAX_RATIO = 200
MAX_PARTS = 20_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("footnotes", "endnotes")
_SKIPPED = frozenset(
    {_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr")} | {_FALLBACK}
)
_OTHERS = (
    ("xl/", "an Excel file"),
    ("ppt/", "a PowerPoint file"),
    ("META-INF/container.xml", "an e-book"),
    ("content.xml", "an OpenDocument file"),
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|titre)\b", re.I)
_LIST = re.compile(r"list(?!ing)", re.I)


def content_of_docx(data: bytes, name: str) -> Content:
    """The text of a DOCX file, tracked insertions in and deletions out, headers and footers of pages left aside.

    Raises `SourceError` where it is damaged, no Word document, empty, or unpacks to more than it may.
    """
    _check(data, name)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        file = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in file.styles}
        blocks = [block for block in _blocks(file.element.body, styles) if block.text.strip()]
        blocks += _notes(file.part)
    except (OpcError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile, AttributeError) as error:
        raise SourceError(f"{name}: is a damaged DOCX file; open it in a word processor and save it again") from error
    text, paragraphs = laid_out(blocks)
    checked(text, name)
    reading = read_roles([block.text for block in blocks], [block.role if block.settled else None for block in blocks])
    settled = tuple(Paragraph(p.start, p.end, role) for p, role in zip(paragraphs, reading.roles, strict=True))
    stated = _properties(file.core_properties, text)
    return Content(text=text, paragraphs=settled, media_type=MEDIA_TYPE, metadata=stated.over(reading.metadata))


def _check(data: bytes, name: str) -> None:
    """Raises `SourceError` for an archive that is no DOCX file or would unpack to more than it may."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or total > MAX_UNPACKED or total > MAX_RATIO * len(data):
                raise SourceError(f"{name}: unpacks to {total:,} bytes, as a bomb does; it is not read")
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                raise SourceError(f"{name}: is {_kind(names)}; give text, HTML, PDF or DOCX")
            for part in parts:
                if part.flag_bits & 1:
                    raise SourceError(f"{name}: is protected by a password; save it without one")
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _DECLARATION.search(file.read(4096).replace(b"\0", b"")):
                            raise SourceError(f"{name}: declares XML entities, as a bomb does; it is not read")
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{name}: is a damaged DOCX file; open it in a word processor and save it again") from error


def _kind(names: set[str]) -> str:
    for start, kind in _OTHERS:
        if any(name.startswith(start) for name in names):
            return kind
    return "a zip archive"


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for element in parent:
        if element.tag == _W + "p":
            yield Block(_text(element), *_role(element, styles))
            for box in element.iter(_W + "txbxContent"):
                if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif element.tag == _W + "tbl":
            yield from _rows(element, styles)
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
            yield from _blocks(element, styles)


def _role(paragraph: Any, styles: dict[str, str]) -> tuple[Role, bool]:
    """The role that style and numbering give a paragraph, and whether that settles it."""
    properties = paragraph.find(_W + "pPr")
    if properties is None:
        return "body", False
    style = properties.find(_W + "pStyle")
    named = "" if style is None else styles.get(style.get(_W + "val", ""), style.get(_W + "val", ""))
    if _HEADING.match(named) or properties.find(_W + "outlineLvl") is not None:
        return "heading", True
    if named.lower() == "caption":
        return "caption", True
    if _LIST.search(named) or properties.find(_W + "numPr") is not None:
        return "list", True
    return "body", False


def _rows(table: Any, styles: dict[str, str]) -> Iterator[Block]:
    """A paragraph for each row, cells parted by " | "; a table of one column is layout, and its paragraphs stay."""
    for row in table.iterchildren(_W + "tr"):
        cells = [cell for cell in row.iter(_W + "tc") if _row_of(cell) is row]
        if len(cells) == 1:
            yield from _blocks(cells[0], styles)
            continue
        texts = [" ".join(" ".join(_text(p) for p in cell.iter(_W + "p")).split()) for cell in cells]
        if any(texts):
            yield Block(" | ".join(texts), "list", True)


def _row_of(cell: Any) -> Any:
    return next(ancestor for ancestor in cell.iterancestors() if ancestor.tag == _W + "tr")


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without those of text boxes in it; deletions left out, line breaks kept."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == _W + "t":
            parts.append(element.text or "")
        elif tag in (_W + "br", _W + "cr"):
            parts.append("\n")
        elif tag == _W + "tab":
            parts.append(" ")
        elif tag == _W + "noBreakHyphen":
            parts.append("-")
        elif tag not in _SKIPPED and tag != _W + "txbxContent":
            stack.extend(reversed(element))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _notes(part: Any) -> list[Block]:
    """Footnotes and endnotes, each with its number, as the foot of the document."""
    from lxml import etree

    blocks: list[Block] = []
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith(tuple("/" + kind for kind in _NOTES)):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(relation.target_part.blob, parser)
        for note in root:
            number = note.get(_W + "id", "")
            text = "\n".join(filter(None, (_text(p) for p in note.iter(_W + "p"))))
            if text and number.isdigit() and note.get(_W + "type") is None:
                blocks.append(Block(f"[{number}] {text}", "footer", True))
    return blocks


def _properties(properties: Any, text: str) -> Metadata:
    """What the file says of itself, where the text bears it out. Its dates are the file's, and no publication's."""
    title = " ".join((properties.title or "").split())
    words = " ".join(text.split()).casefold()
    authors = tuple(name for name in names_in(properties.author or "") if name.casefold() in words)
    return Metadata(title=title if title and title.casefold() in words else None, authors=authors)
