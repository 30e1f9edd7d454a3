"""PDF files: their lines by PDFium, and from those paragraphs in reading order.

Running heads, running feet and page numbers are left out; words that were broken at the end of a line are joined;
columns are read one after the other; headings are known by their type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from foedera.documents.content import MAX_CHARACTERS, Block, Content, content_of_blocks, stated
from foedera.documents.metadata import Metadata, borne_out
from foedera.documents.pdflines import Line, lines_of_page
from foedera.documents.pdfparagraphs import blocks_of
from foedera.model import SourceError

MEDIA_TYPE = "application/pdf"

_EDGE = 0.12
_NUMBER = re.compile(r"[-–—|\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.I)
_DIGITS = re.compile(r"\d+")
_DAMAGED = "is a damaged or cut-off PDF file; get it again"


def content_of_pdf(data: bytes, name: str) -> Content:
    """The text of a PDF file. Raises `SourceError` where it is damaged, protected by a password, or has no text."""
    pages = _pages(data, name)
    if not any(pages):
        raise SourceError(f"{name}: has no text in its {len(pages)} pages, only pictures; run OCR on it first")
    kept = _without_running_lines(pages)
    blocks = blocks_of(kept)
    content = content_of_blocks(blocks, name, MEDIA_TYPE)
    return stated(content, _properties(data, content.text).over(Metadata(title=_largest(kept, blocks))))


def _pages(data: bytes, name: str) -> list[list[Line]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as file:
            pages = list(_within_bounds(map(lines_of_page, file, range(len(file)))))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        fault = "is protected by a password; save it without one" if locked else _DAMAGED
        raise SourceError(f"{name}: {fault}") from error
    if sum(map(_size, pages)) > MAX_CHARACTERS:
        raise SourceError(f"{name}: has more than {MAX_CHARACTERS:,} characters; split the file")
    return pages


def _within_bounds(pages: Iterator[list[Line]]) -> Iterator[list[Line]]:
    """The pages up to the one with which there are more characters than a document may have."""
    size = 0
    for page in pages:
        yield page
        size += _size(page)
        if size > MAX_CHARACTERS:
            return


def _size(page: Sequence[Line]) -> int:
    return sum(len(line.text) for line in page)


def _without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come back on many pages, and without page numbers."""
    counts = Counter(key for page in pages for key in set(map(_key, filter(_at_edge, page))))
    often = max(2, round(len(pages) * 0.4))

    def stays(line: Line) -> bool:
        return not _at_edge(line) or (counts[_key(line)] < often and _NUMBER.fullmatch(line.text) is None)

    return [list(filter(stays, page)) for page in pages]


def _at_edge(line: Line) -> bool:
    return line.bottom > line.height * (1 - _EDGE) or line.top < line.height * _EDGE


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _largest(pages: Sequence[list[Line]], blocks: Sequence[Block]) -> str | None:
    """The heading in the largest type on the first page that has text, if that type is its title's alone."""
    first = next(filter(None, pages), [])
    sizes = {round(line.size, 1) for line in first}
    if len(sizes) < 2:
        return None
    large = next(line.text for line in first if round(line.size, 1) == max(sizes))
    title = next((block.text for block in blocks if _is_title(block, large)), "")
    return " ".join(title.split()) if 0 < len(title) <= 250 else None


def _is_title(block: Block, start: str) -> bool:
    return block.role == "heading" and block.text.startswith(start) and len(block.text.split()) >= 2


def _properties(data: bytes, text: str) -> Metadata:
    """What the file says of itself, where the text bears it out. Its dates are the file's, and no publication's."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as file:
        fields = file.get_metadata_dict()
    return borne_out(fields.get("Title", ""), fields.get("Author", ""), text)
