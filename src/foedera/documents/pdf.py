"""PDF files: their lines by PDFium, and from those paragraphs in reading order.

Running heads, running feet and page numbers are left out; words that were broken at the end of a line are joined;
columns are read one after the other; headings are known by their type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedera.documents.content import MAX_CHARACTERS, Block, Content, checked, laid_out
from foedera.documents.metadata import Metadata, names_in
from foedera.documents.pdflines import Line, lines_of_page
from foedera.documents.pdfparagraphs import blocks_of
from foedera.documents.roles import read_roles
from foedera.model import Paragraph, SourceError

MEDIA_TYPE = "application/pdf"

_EDGE = 0.12
_NUMBER = re.compile(r"[-–—|\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.I)
_DIGITS = re.compile(r"\d+")


def content_of_pdf(data: bytes, name: str) -> Content:
    """The text of a PDF file. Raises `SourceError` where it is damaged, protected by a password, or has no text."""
    pages = _pages(data, name)
    if not any(page for page, _ in pages):
        raise SourceError(f"{name}: has no text in its {len(pages)} pages, only pictures; run OCR on it first")
    kept = _without_running_lines([page for page, _ in pages])
    blocks = blocks_of(kept)
    text, paragraphs = laid_out(blocks)
    checked(text, name)
    reading = read_roles([b.text.strip() for b in blocks], [b.role if b.settled else None for b in blocks])
    settled = tuple(Paragraph(p.start, p.end, role) for p, role in zip(paragraphs, reading.roles, strict=True))
    stated = _stated(data, text).over(Metadata(title=_largest(kept, blocks)))
    return Content(text=text, paragraphs=settled, media_type=MEDIA_TYPE, metadata=stated.over(reading.metadata))


def _pages(data: bytes, name: str) -> list[tuple[list[Line], int]]:
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(f"{name}: is protected by a password; save it without one") from error
        raise SourceError(f"{name}: is a damaged or cut-off PDF file; get it again") from error
    try:
        pages: list[tuple[list[Line], int]] = []
        size = 0
        for index in range(len(file)):
            lines = lines_of_page(file[index], index)
            size += sum(len(line.text) for line in lines)
            if size > MAX_CHARACTERS:
                raise SourceError(f"{name}: has more than {MAX_CHARACTERS:,} characters; split the file")
            pages.append((lines, index))
        return pages
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{name}: is a damaged or cut-off PDF file; get it again") from error
    finally:
        file.close()


def _without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come back on many pages, and without page numbers."""
    counts: dict[str, int] = {}
    for page in pages:
        for key in {_key(line) for line in page if _at_edge(line)}:
            counts[key] = counts.get(key, 0) + 1
    often = max(2, round(len(pages) * 0.4))
    return [
        [
            line
            for line in page
            if not (_at_edge(line) and (counts[_key(line)] >= often or _NUMBER.fullmatch(line.text)))
        ]
        for page in pages
    ]  # fmt: skip


def _at_edge(line: Line) -> bool:
    return line.bottom > line.height * (1 - _EDGE) or line.top < line.height * _EDGE


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _largest(pages: Sequence[list[Line]], blocks: Sequence[Block]) -> str | None:
    """The heading in the largest type on the first page that has text, if that type is its title's alone."""
    first = next((page for page in pages if page), [])
    sizes = sorted({round(line.size, 1) for line in first}, reverse=True)
    if len(sizes) < 2:
        return None
    large = [line.text for line in first if round(line.size, 1) == sizes[0]]
    for block in blocks:
        if block.role == "heading" and block.text.startswith(large[0]) and len(block.text.split()) >= 2:
            return " ".join(block.text.split()) if len(block.text) <= 250 else None
    return None


def _stated(data: bytes, text: str) -> Metadata:
    """What the file says of itself, where the text bears it out. Its dates are the file's, and no publication's."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as file:
        fields = file.get_metadata_dict()
    words = " ".join(text.split()).casefold()
    title = " ".join(fields.get("Title", "").split())
    authors = tuple(name for name in names_in(fields.get("Author", "")) if name.casefold() in words)
    return Metadata(title=title if title and title.casefold() in words else None, authors=authors)
