"""HTML pages: their main text by trafilatura, with roles from the tags and, where these say nothing, from the words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from foedera.documents.content import Block, Content, content_of_blocks, stated
from foedera.documents.encoding import markup_of
from foedera.documents.page import metadata_of_page
from foedera.model import SourceError

MEDIA_TYPE = "text/html"

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_CAPTIONS = "//figcaption | //*[contains(@class, 'caption')] | //*[@itemprop='caption']"
_ON_LINES = frozenset({"p", "item", "row", "cell", "list"})
_EMPTY_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")


def content_of_html(data: bytes, name: str, *, charset: str | None = None, url: str | None = None) -> Content:
    """The main text of a page and its metadata.

    `charset` is what the server said of the encoding, `url` where the page lay. Raises `SourceError` where the page
    has no main text.
    """
    tree = parsed(markup_of(data, name, charset), name)
    metadata = metadata_of_page(tree, url)
    captions = {_one_line(" ".join(element.itertext())) for element in tree.xpath(_CAPTIONS)}
    blocks = [_with_caption(block, captions) for block in _main_text(tree, name)]
    return stated(content_of_blocks(blocks, name, MEDIA_TYPE, main=True), metadata)


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
    blocks = [] if body is None else list(itertools.chain.from_iterable(map(_tidied, _blocks(body))))
    if not blocks:
        raise SourceError(f"{name}: no main text was found in the page; save its text as .txt")
    return blocks


def _blocks(parent: Any) -> Iterator[Block]:
    """The paragraphs below an element of trafilatura's tree, which is at most a few levels deep."""
    yield Block(parent.text or "")
    for element in parent:
        yield from _blocks_of(element)
        yield Block(element.tail or "")


def _blocks_of(element: Any) -> Iterable[Block]:
    """The paragraphs of one element of trafilatura's tree; a picture has none."""
    kinds = {"list": _items, "table": _rows, "head": _heading, "graphic": _nothing}
    inner = _blocks if element.tag in ("div", "body", "quote") and len(element) else _paragraph
    return kinds.get(element.tag, inner)(element)


def _heading(element: Any) -> tuple[Block, ...]:
    return (Block(_text(element), "heading", True),)


def _paragraph(element: Any) -> tuple[Block, ...]:
    return (Block(_text(element)),)


def _nothing(_: Any) -> tuple[Block, ...]:
    return ()


def _items(parent: Any) -> Iterator[Block]:
    for element in parent:
        if element.tag == "list":
            yield from _items(element)
        else:
            yield from _item(element)


def _item(element: Any) -> Iterator[Block]:
    """An item of a list, and the items of the lists in it."""
    yield Block(_text(element, without="list"), "list", True)
    for nested in element.iterchildren("list"):
        yield from _items(nested)


def _rows(table: Any) -> Iterator[Block]:
    for row in table.iter("row"):
        cells = [_one_line(_text(cell)) for cell in row.iterchildren("cell")]
        filled = sum(map(bool, cells))
        if filled:
            yield Block(_text(row)) if filled == 1 else Block(" | ".join(cells), "list", True)


def _text(element: Any, without: str | None = None) -> str:
    """The words of an element, line breaks kept; those of its descendants called `without` left out."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag != without:
            parts.append(_inner(child, without))
        parts.append(child.tail or "")
    return "".join(parts)


def _inner(child: Any, without: str | None) -> str:
    if child.tag == "lb":
        return "\n"
    return ("\n" if child.tag in _ON_LINES else "") + _text(child, without)


def _tidied(block: Block) -> Iterator[Block]:
    """The block with single spaces; in two where it has an empty line."""
    for part in _EMPTY_LINE.split(_INVISIBLE.sub("", block.text)):
        text = "\n".join(filter(None, map(_one_line, part.split("\n"))))
        if text:
            yield Block(text, block.role, block.settled)


def _with_caption(block: Block, captions: set[str]) -> Block:
    return Block(block.text, "caption", True) if _one_line(block.text) in captions else block


def _one_line(text: str) -> str:
    return " ".join(text.split())
