"""The one path from sources into claims and into a record, used by the command line and the web alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from foedera.documents import Loaded, Options, Source, read
from foedera.model import Claim, Document, ErasedError, RecordError, SourceError
from foedera.reading.reader import Read, Reader

if TYPE_CHECKING:  # who only prints claims need not wait for the store to load
    from foedera.record import Added, Record


class Started(msgspec.Struct, frozen=True):
    """The next source is being opened; `number` counts from 1."""

    source: str
    number: int


class Taken(msgspec.Struct, frozen=True):
    """A document that was read. `added` says what it changed in the record; None where no record was given.

    `known` tells that the record has the document from the same versions, so that it was not read again.
    """

    document: Document
    claims: tuple[Claim, ...]
    added: Added | None = None
    known: bool = False


class Missed(msgspec.Struct, frozen=True):
    """A source, a part of one, or a document that could not be taken in, and why."""

    source: str
    error: SourceError | ErasedError


Step = Started | Taken | Missed


class Intake:
    """What is read by whom, and into which record, if any.

    With `again`, documents are read again that the record has from the same versions.
    """

    def __init__(self, reader: Reader, options: Options, record: Record | None = None, *, again: bool = False) -> None:
        self.reader = reader
        self.options = options
        self.record = record
        self.again = again

    def steps(self, sources: Iterable[Source]) -> Iterator[Step]:
        """Reads sources in order; each step is given as soon as it is done. What cannot be read is a step like others.

        A document is in the record, in one transaction, before its step is given. The same text with the same
        publication date is read once in a call.
        """
        return self.steps_of((source.name, read(source, self.options)) for source in sources)

    def steps_of(self, loaded: Iterable[tuple[str, Iterable[Loaded | SourceError]]]) -> Iterator[Step]:
        """As `steps`, for sources that are loaded elsewhere: each with its name and the documents in it."""
        waiting: deque[Step | Loaded] = deque()
        for parsed in self.reader.read(self._documents(loaded, waiting)):
            while not isinstance(step := waiting.popleft(), Loaded):
                yield step
            yield self._kept(parsed, step.original)
        yield from (step for step in waiting if not isinstance(step, Loaded))

    def _documents(
        self, sources: Iterable[tuple[str, Iterable[Loaded | SourceError]]], waiting: deque[Step | Loaded]
    ) -> Iterator[Document]:
        """The documents that have to be parsed, in order; what happens on the way to them is put in `waiting`."""
        seen: set[tuple[str, str | None]] = set()
        for number, (name, results) in enumerate(sources, 1):
            waiting.append(Started(name, number))
            for result in results:
                if isinstance(result, SourceError):
                    waiting.append(Missed(name, result))
                    continue
                document = result.document
                key = document.id, None if document.published is None else document.published.text
                if key in seen:
                    continue
                seen.add(key)
                if self._is_known(document):
                    waiting.append(Taken(document, (), known=True))
                    continue
                waiting.append(result)
                yield document

    def _is_known(self, document: Document) -> bool:
        """Whether the record has the document as it is now, read by the same versions."""
        if self.record is None or self.again:
            return False
        try:
            kept = self.record.document(document.id)
        except RecordError:
            return False
        if msgspec.structs.replace(kept, source=document.source) != document:
            return False
        versions = self.reader.coder_versions, self.reader.base_version
        return any((done.coders, done.base) == versions for done in self.record.readings(document.id))

    def _kept(self, parsed: Read, original: bytes) -> Taken | Missed:
        taken = Taken(parsed.document, parsed.claims)
        if self.record is None:
            return taken
        try:
            added = self.record.add(
                parsed.document, parsed.claims, original=original, coders=self.reader.coder_versions,
                base=self.reader.base_version,
            )  # fmt: skip
        except ErasedError as error:
            return Missed(parsed.document.source, error)
        return msgspec.structs.replace(taken, added=added)
