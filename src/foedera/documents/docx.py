"""DOCX files: paragraphs with roles from their styles, lists, tables row by row, footnotes at the end."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from foedera.documents.content import Block, Content, content_of_blocks, stated
from foedera.documents.metadata import Metadata, borne_out
from foedera.model import Role, SourceError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNPACKED = 400_000_000
MAX_RATIO = 200
MAX_PARTS = 20_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("/footnotes", "/endnotes")
_SKIPPED = frozenset(
    {_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "txbxContent")}
    | {_FALLBACK}
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
_DAMAGED = "is a damaged DOCX file; open it in a word processor and save it again"
_NESTING = frozenset(_W + tag for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_SIGNS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": " ", _W + "noBreakHyphen": "-"}


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
        blocks = [*_blocks(file.element.body, styles), *_notes(file.part)]
    except (OpcError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile, AttributeError) as error:
        raise SourceError(f"{name}: {_DAMAGED}") from error
    content = content_of_blocks(blocks, name, MEDIA_TYPE)
    return stated(content, _properties(file.core_properties, content.text))


def _check(data: bytes, name: str) -> None:
    """Raises `SourceError` for an archive that is no DOCX file or would unpack to more than it may."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            fault = _bulk(parts, len(data)) or _other_kind(parts) or next(_locked_or_declaring(archive, parts), None)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{name}: {_DAMAGED}") from error
    if fault is not None:
        raise SourceError(f"{name}: {fault}")


def _bulk(parts: Sequence[zipfile.ZipInfo], size: int) -> str | None:
    """What is wrong where an archive of `size` bytes unpacks to more than a document does."""
    total = sum(part.file_size for part in parts)
    fits = len(parts) <= MAX_PARTS and total <= min(MAX_UNPACKED, MAX_RATIO * size)
    return None if fits else f"unpacks to {total:,} bytes, as a bomb does; it is not read"


def _other_kind(parts: Sequence[zipfile.ZipInfo]) -> str | None:
    names = {part.filename for part in parts}
    return None if "word/document.xml" in names else f"is {_kind(names)}; give text, HTML, PDF or DOCX"


def _locked_or_declaring(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """What is wrong with the parts, one after the other: passwords, and XML that declares entities."""
    for part in parts:
        if part.flag_bits & 1:
            yield "is protected by a password; save it without one"
        if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
            yield "declares XML entities, as a bomb does; it is not read"


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        return _DECLARATION.search(file.read(4096).replace(b"\0", b"")) is not None


def _kind(names: set[str]) -> str:
    kinds = (kind for start, kind in _OTHERS if any(name.startswith(start) for name in names))
    return next(kinds, "a zip archive")


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for element in parent:
        if element.tag == _W + "p":
            yield Block(_text(element), *_role(element, styles))
            for box in _text_boxes(element):
                yield from _blocks(box, styles)
        elif element.tag == _W + "tbl":
            yield from _rows(element, styles)
        elif element.tag in _NESTING:
            yield from _blocks(element, styles)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes in a paragraph, without the copies that a file has for older programs."""
    for box in paragraph.iter(_W + "txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield box


def _role(paragraph: Any, styles: dict[str, str]) -> tuple[Role, bool]:
    """The role that style and numbering give a paragraph, and whether that settles it."""
    properties = paragraph.find(_W + "pPr")
    if properties is None:
        return "body", False
    named = _style(properties, styles)
    for role, shows in _SHOWS:
        if shows(named, properties):
            return role, True
    return "body", False


def _style(properties: Any, styles: dict[str, str]) -> str:
    """The name of a paragraph's style."""
    style = properties.find(_W + "pStyle")
    key = "" if style is None else style.get(_W + "val", "")
    return styles.get(key, key)


def _is_heading(style: str, properties: Any) -> bool:
    return _HEADING.match(style) is not None or properties.find(_W + "outlineLvl") is not None


def _is_caption(style: str, _: Any) -> bool:
    return style.lower() == "caption"


def _is_item(style: str, properties: Any) -> bool:
    return _LIST.search(style) is not None or properties.find(_W + "numPr") is not None


def _rows(table: Any, styles: dict[str, str]) -> Iterator[Block]:
    """A paragraph for each row, cells parted by " | "; a table of one column is layout, and its paragraphs stay."""
    for row in table.iterchildren(_W + "tr"):
        cells = [cell for cell in row.iter(_W + "tc") if _row_of(cell) is row]
        if len(cells) == 1:
            yield from _blocks(cells[0], styles)
        else:
            texts = list(map(_cell_text, cells))
            yield Block(" | ".join(texts) if any(texts) else "", "list", True)


def _cell_text(cell: Any) -> str:
    return " ".join(" ".join(map(_text, cell.iter(_W + "p"))).split())


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(_W + "tr"))


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without those of text boxes in it; deletions left out, line breaks kept."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(paragraph)).split("\n"))
    return "\n".join(filter(None, lines))


def _pieces(paragraph: Any) -> Iterator[str]:
    """The runs of a paragraph in their order, breaks and tabs as the signs for them."""
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == _W + "t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag not in _SKIPPED:
            stack.extend(reversed(element))


def _notes(part: Any) -> Iterator[Block]:
    """Footnotes and endnotes, each with its number, as the foot of the document."""
    from lxml import etree

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            yield from map(_note, etree.fromstring(relation.target_part.blob, parser))


def _note(note: Any) -> Block:
    number = note.get(_W + "id", "")
    text = "\n".join(filter(None, map(_text, note.iter(_W + "p"))))
    counted = number.isdigit() and note.get(_W + "type") is None
    return Block(f"[{number}] {text}" if text and counted else "", "footer", True)


def _properties(properties: Any, text: str) -> Metadata:
    """What the file says of itself, where the text bears it out. Its dates are the file's, and no publication's."""
    return borne_out(properties.title or "", properties.author or "", text)


_SHOWS: tuple[tuple[Role, Callable[[str, Any], bool]], ...] = (
    ("heading", _is_heading),
    ("caption", _is_caption),
    ("list", _is_item),
)
