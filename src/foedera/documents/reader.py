"""The one way in: a source becomes documents, each with its original bytes, or errors of one clear line."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedera.documents.content import Content
from foedera.documents.folders import Source, sources
from foedera.documents.formats import HEAD, Format, format_of
from foedera.documents.language import language_of
from foedera.documents.metadata import Metadata, sidecar
from foedera.model import Document, SourceError

_MAX_BYTES: dict[Format, int] = {
    "text": 80_000_000,
    "html": 10_000_000,
    "pdf": 300_000_000,
    "docx": 100_000_000,
    "feed": 10_000_000,
}

if TYPE_CHECKING:
    from foedera.documents.feed import Entry
    from foedera.documents.web import Fetcher, Page


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to read: `metadata` overrides what a sidecar or the content says, for every document of the call;
    `allow_private` lets addresses of this machine and its network be fetched."""

    metadata: Metadata = Metadata()
    allow_private: bool = False


class Loaded(msgspec.Struct, frozen=True):
    """A document, and the bytes that it was made from: a file's or a page's own, or a row as JSON."""

    document: Document
    original: bytes


DEFAULT = Options()


def read(source: Source, options: Options = DEFAULT) -> Iterator[Loaded | SourceError]:
    """The documents of one source, in its order.

    What cannot be read is yielded as a `SourceError`, not raised, so that the rest is still read: the whole source, or
    one row of a corpus or entry of a feed.
    """
    try:
        if source.path is not None:
            yield from _file(source.path, source.name, options)
        elif source.data is not None:
            yield from _bytes(source.data, source.name, options)
        else:
            yield from _address(source.name, options)
    except SourceError as error:
        yield error


def documents(*places: str | os.PathLike[str], options: Options = DEFAULT) -> Iterator[Document]:
    """The documents at some files, folders and addresses. Raises the first `SourceError`."""
    for source in sources(places):
        for result in read(source, options):
            if isinstance(result, SourceError):
                raise result
            yield result.document


def document(place: str | os.PathLike[str], options: Options = DEFAULT) -> Document:
    """The one document at a file or address. Raises `SourceError` where it cannot be read, or holds none or many."""
    found = list(documents(place, options=options))
    if len(found) != 1:
        raise SourceError(f"{os.fspath(place)}: holds {len(found)} documents, not one; use documents()")
    return found[0]


def _file(path: Path, name: str, options: Options) -> Iterator[Loaded | SourceError]:
    size = _size(path, name)
    try:
        with path.open("rb") as file:
            form = format_of(file.read(HEAD), name)
            if form in ("jsonl", "parquet"):
                data = b""
            else:
                _check_size(form, size, name)
                file.seek(0)
                data = file.read()
    except OSError as error:
        raise _unreadable(name, error) from error
    if form in ("jsonl", "parquet"):
        yield from _corpus(form, path, name, options)
    else:
        described = options.metadata.over(sidecar(path))
        yield from _documents(form, data, name, msgspec.structs.replace(options, metadata=described))


def _bytes(data: bytes, name: str, options: Options) -> Iterator[Loaded | SourceError]:
    if not data:
        raise SourceError(f"{name}: is empty")
    form = format_of(data[:HEAD], name)
    if form in ("jsonl", "parquet"):
        yield from _corpus(form, data, name, options)
    else:
        _check_size(form, len(data), name)
        yield from _documents(form, data, name, options)


def _documents(
    form: Format, data: bytes, name: str, options: Options, *, page: Page | None = None, fetcher: Fetcher | None = None
) -> Iterator[Loaded | SourceError]:
    """The documents in the bytes of a file or of a fetched page."""
    if form == "feed":
        from foedera.documents.feed import entries_of_feed

        for entry in entries_of_feed(data, name if page is None else page.url):
            yield entry if isinstance(entry, SourceError) else document_of_entry(entry, options, fetcher)
        return
    if page is None:
        content = _content(form, data, name, options.metadata)
        yield loaded(content, name, data, options.metadata)
    else:
        metadata = options.metadata.over(Metadata(url=page.url))
        yield loaded(_content(form, data, name, metadata, page), name, data, metadata)


def _address(url: str, options: Options) -> Iterator[Loaded | SourceError]:
    from foedera.documents.web import Fetcher

    fetcher = Fetcher(allow_private=options.allow_private)
    page = fetcher.page(url)
    form = _form_of_page(page, url)
    if form in ("jsonl", "parquet"):
        yield from _corpus(form, page.data, url, options)
        return
    _check_size(form, len(page.data), url)
    if form == "feed" and not fetcher.allows(url):
        raise SourceError(f"{url}: the robots.txt of the host does not let feeds be read by programs")
    yield from _documents(form, page.data, url, options, page=page, fetcher=fetcher)


def document_of_entry(entry: Entry, options: Options, fetcher: Fetcher | None = None) -> Loaded | SourceError:
    """The document of one entry of a feed: its own content where that is full, and else the page that it links to."""
    from foedera.documents.feed import content_of_entry

    metadata = options.metadata.over(entry.metadata)
    try:
        if entry.content is not None:
            return loaded(content_of_entry(entry), entry.name, entry.content.encode("utf-8", "replace"), metadata)
        from foedera.documents.web import Fetcher

        fetcher = fetcher or Fetcher(allow_private=options.allow_private)
        url = entry.url or entry.name
        if not fetcher.allows(url):
            raise SourceError(f"{url}: the robots.txt of the host does not let programs read it")
        page = fetcher.page(url)
        form = _form_of_page(page, url)
        if form in ("jsonl", "parquet", "feed"):
            raise SourceError(f"{url}: an entry of a feed must lead to one document, not to a {form} file")
        _check_size(form, len(page.data), url)
        return loaded(_content(form, page.data, url, metadata, page), url, page.data, metadata)
    except SourceError as error:
        return error


def _form_of_page(page: Page, url: str) -> Format:
    if not page.data.strip():
        raise SourceError(f"{url}: is empty")
    return format_of(page.data[:HEAD], url.partition("?")[0], page.media_type)


def _corpus(form: Format, data: Path | bytes, name: str, options: Options) -> Iterator[Loaded | SourceError]:
    from foedera.documents.corpus import rows_of_jsonl, rows_of_parquet

    for row in (rows_of_jsonl if form == "jsonl" else rows_of_parquet)(data, name):
        if isinstance(row, SourceError):
            yield row
        else:
            yield loaded(row.content, row.name, row.original, options.metadata.over(row.metadata))


def _content(form: Format, data: bytes, name: str, known: Metadata, page: Page | None = None) -> Content:
    """The content of one document; `known` is what was said of it beside its text."""
    if form == "html":
        from foedera.documents.html import content_of_html

        charset, url = (None, None) if page is None else (page.charset, page.url)
        return content_of_html(data, name, charset=charset, url=url)
    if form == "pdf":
        from foedera.documents.pdf import content_of_pdf

        return content_of_pdf(data, name)
    if form == "docx":
        from foedera.documents.docx import content_of_docx

        return content_of_docx(data, name)
    from foedera.documents.text import content_of_text

    return content_of_text(data, name, title=known.title)


def loaded(content: Content, name: str, original: bytes, metadata: Metadata) -> Loaded:
    """A document of `content`, called `name`; `metadata` goes before what the content says of itself."""
    known = metadata.over(content.metadata)
    return Loaded(
        Document(
            text=content.text,
            paragraphs=content.paragraphs,
            title=known.title,
            authors=known.authors,
            publisher=known.publisher,
            published=known.published,
            language=known.language or language_of(content.text, content.paragraphs),
            media_type=content.media_type,
            source=name,
            url=known.url,
            licence=known.licence,
            redistributable=known.redistributable,
        ),
        original,
    )


def _size(path: Path, name: str) -> int:
    try:
        status = path.stat()
    except OSError as error:
        raise _unreadable(name, error) from error
    fault = _fault(status)
    if fault is not None:
        raise SourceError(f"{name}: {fault}")
    return status.st_size


def _fault(status: os.stat_result) -> str | None:
    """What keeps a path from being read, by its status."""
    if stat.S_ISDIR(status.st_mode):
        return "the folder cannot be opened; check its permissions"
    if not stat.S_ISREG(status.st_mode):
        return "is no ordinary file"
    return None if status.st_size else "is empty"


def _check_size(form: Format, size: int, name: str) -> None:
    limit = _MAX_BYTES[form]
    if size > limit:
        raise SourceError(f"{name}: {size:,} bytes are more than the {limit:,} that a {form} file may have; split it")


def _unreadable(name: str, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceError(f"{name}: there is no such file or folder")
    return SourceError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}")
