"""The one path from sources into claims and into a record, used by the command line and the web alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from foedera.documents import Loaded, Options, Source, read
from foedera.model import Claim, Document, RecordError, SourceError
from foedera.reading.reader import Reader
from foedera.record import Added, Record


class Taken(msgspec.Struct, frozen=True):
    """A document that was read. `added` says what it changed in the record; None where no record was given.

    `known` tells that the record had the document, read by the same versions, so that it was not read again.
    """

    document: Document
    claims: tuple[Claim, ...]
    added: Added | None = None
    known: bool = False


class Missed(msgspec.Struct, frozen=True):
    """A source, or a part of one, that was not read, and why."""

    source: str
    error: SourceError


class Started(msgspec.Struct, frozen=True):
    """The next source has been opened; `number` counts from 1."""

    source: str
    number: int


Step = Started | Taken | Missed


def take(
    sources: Iterable[Source],
    reader: Reader,
    options: Options,
    record: Record | None = None,
    *,
    again: bool = False,
) -> Iterator[Step]:
    """Reads sources in order; each step is given as soon as it is done. What cannot be read is a step like any other.

    With a `record`, every document is added to it in one transaction before its step is given, so that whatever was
    given is kept; a document that the record has from the same versions is not read again unless `again` is set. The
    same text with the same publication date is read once in a call.
    """
    waiting: deque[Step | Loaded] = deque()
    for parsed in reader.read(_documents(sources, options, waiting, reader, record, again=again)):
        while not isinstance(step := waiting.popleft(), Loaded):
            yield step
        yield _kept(Taken(parsed.document, parsed.claims), step.original, reader, record)
    while waiting:
        step = waiting.popleft()
        if not isinstance(step, Loaded):
            yield step


def _documents(
    sources: Iterable[Source],
    options: Options,
    waiting: deque[Step | Loaded],
    reader: Reader,
    record: Record | None,
    *,
    again: bool,
) -> Iterator[Document]:
    """The documents that have to be parsed, in order; everything that happens on the way is put in `waiting`."""
    seen: set[tuple[str, str | None]] = set()
    for number, source in enumerate(sources, 1):
        waiting.append(Started(source.name, number))
        for result in read(source, options):
            if isinstance(result, SourceError):
                waiting.append(Missed(source.name, result))
                continue
            document = result.document
            key = document.id, None if document.published is None else document.published.text
            if key in seen:
                continue
            seen.add(key)
            if record is not None and not again and record.has_reading(document, reader.version):
                waiting.append(Taken(document, (), None, known=True))
                continue
            waiting.append(result)
            yield document


def _kept(taken: Taken, original: bytes, reader: Reader, record: Record | None) -> Taken | Missed:
    if record is None:
        return taken
    try:
        added = record.add(taken.document, taken.claims, original=original, reader=reader.version)
    except RecordError as error:
        raise error
    return msgspec.structs.replace(taken, added=added)
