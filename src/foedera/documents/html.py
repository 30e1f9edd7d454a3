"""HTML pages: their main text by trafilatura, with roles from the tags and, where these say nothing, from the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from foedera.documents.content import Block, Content, checked, laid_out
from foedera.documents.encoding import markup_of
from foedera.documents.page import metadata_of_page
from foedera.documents.roles import read_roles
from foedera.model import Paragraph, SourceError

MEDIA_TYPE = "text/html"

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_CAPTIONS = "//figcaption | //*[contains(@class, 'caption')] | //*[@itemprop='caption']"


def content_of_html(data: bytes, name: str, *, charset: str | None = None, url: str | None = None) -> Content:
    """The main text of a page and its metadata.

    `charset` is what the server said of the encoding, `url` where the page lay. Raises `SourceError` where the page
    has no main text.
    """
    tree = parsed(markup_of(data, name, charset), name)
    metadata = metadata_of_page(tree, url)
    captions = {_one_line(" ".join(element.itertext())) for element in tree.xpath(_CAPTIONS)}
    blocks = [_with_caption(block, captions) for block in _main_text(tree, name)]
    text, paragraphs = laid_out(blocks)
    checked(text, name)
    given = [block.role if block.settled else None for block in blocks]
    reading = read_roles([block.text for block in blocks], given, main=True)
    settled = tuple(Paragraph(p.start, p.end, role) for p, role in zip(paragraphs, reading.roles, strict=True))
    return Content(
        text=text, paragraphs=settled, media_type=MEDIA_TYPE, metadata=metadata.over(reading.metadata)
    )  # fmt: skip


def parsed(markup: str, name: str) -> Any:
    """The tree of a page. Markup nested more than some 250 deep is cut there by the parser."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(f"{name}: has no text in it") from error
    return tree


def _main_text(tree: Any, name: str) -> list[Block]:
    import trafilatura

    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    blocks = [] if body is None else [b for block in _blocks(body) for b in _tidied(block)]
    if not blocks:
        raise SourceError(f"{name}: no main text was found in the page; save its text as .txt")
    return blocks


def _blocks(parent: Any) -> Iterator[Block]:
    """The paragraphs below an element of trafilatura's tree, which is at most a few levels deep."""
    if parent.text:
        yield Block(parent.text)
    for element in parent:
        tag = element.tag
        if tag == "head":
            yield Block(_text(element), "heading", True)
        elif tag == "list":
            yield from _items(element)
        elif tag == "table":
            yield from _rows(element)
        elif tag in ("div", "body", "quote") and len(element):
            yield from _blocks(element)
        elif tag != "graphic":
            yield Block(_text(element))
        if element.tail:
            yield Block(element.tail)


def _items(parent: Any) -> Iterator[Block]:
    for element in parent:
        if element.tag == "list":
            yield from _items(element)
            continue
        inner = element.findall(".//list")
        if not inner:
            yield Block(_text(element), "list", True)
            continue
        yield Block(_text(element, without="list"), "list", True)
        for nested in element.iterchildren("list"):
            yield from _items(nested)


def _rows(table: Any) -> Iterator[Block]:
    for row in table.iter("row"):
        cells = [_one_line(_text(cell)) for cell in row.iterchildren("cell")]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield Block(_text(row))
        elif filled:
            yield Block(" | ".join(cells), "list", True)


def _text(element: Any, without: str | None = None) -> str:
    """The words of an element, line breaks kept; those of its descendants called `without` left out."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != without:
            if child.tag in ("p", "item", "row", "cell", "list"):
                parts.append("\n")
            parts.append(_text(child, without))
        parts.append(child.tail or "")
    return "".join(parts)


def _tidied(block: Block) -> Iterator[Block]:
    """The block with single spaces; in two where it has an empty line."""
    text = _INVISIBLE.sub("", block.text)
    for part in re.split(r"\n[ \t\r\f\v\u00a0]*\n\s*", text) if "\n" in text else (text,):
        lines = [line for line in (_one_line(line) for line in part.split("\n")) if line]
        if lines:
            yield Block("\n".join(lines), block.role, block.settled)


def _with_caption(block: Block, captions: set[str]) -> Block:
    return Block(block.text, "caption", True) if _one_line(block.text) in captions else block


def _one_line(text: str) -> str:
    return " ".join(text.split())
