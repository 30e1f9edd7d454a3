"""Watching feeds: what is new in them is read into a record, time after time.

Time is given from outside: `clock` tells it, and `pause` waits so many seconds and says whether to stop. So a watch
runs from cron, as a service, or in a test that does not wait.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from foedera.documents import Loaded, Metadata, Options
from foedera.documents.feed import Entry, entries_of_feed
from foedera.documents.reader import document_of_entry
from foedera.documents.web import Fetcher, Page, RefusedError, UnchangedError, UnreachableError
from foedera.model import SourceError
from foedera.reading.feeds import Feed, Memory, Standing, remember, remembered
from foedera.reading.intake import Intake, Missed, Taken
from foedera.reading.reader import Reader
from foedera.record import Record

Clock = Callable[[], datetime.datetime]
Pause = Callable[[float], bool]

_AT_ONCE = (2.0, 10.0)
"""Seconds to wait before a feed that gave no answer is asked again in the same look."""

_FIRST_WAIT = datetime.timedelta(minutes=5)
_LONGEST_WAIT = datetime.timedelta(days=1)
_TRIES = 3
"""So many looks try to read an item; then it is left."""

_BUSY = (408, 425, 429)


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What one look at one feed brought.

    `taken` are the documents that were read or were there already, `left` counts those without the words that the feed
    keeps, `missed` says of items in one line each why they could not be read, `error` why the feed could not.
    """

    feed: Feed
    at: datetime.datetime
    next: datetime.datetime
    taken: tuple[Taken, ...] = ()
    left: int = 0
    missed: tuple[str, ...] = ()
    unchanged: bool = False
    error: str | None = None

    @property
    def new(self) -> tuple[Taken, ...]:
        """The documents that the record did not have."""
        return tuple(taken for taken in self.taken if taken.added is not None and taken.added.new)


class Watch:
    """Looks at feeds when they are due, and reads what is new in them into a record.

    What it has seen is kept in the file `memory`, written after each look. Where that is damaged or about another
    record, `warning` says so in one line, and all items count as new: the record does not read twice what it has.
    """

    def __init__(
        self, feeds: Sequence[Feed], reader: Reader, record: Record, memory: Path, *, clock: Clock, pause: Pause,
        allow_private: bool = False,
    ) -> None:  # fmt: skip
        self.feeds = tuple(feeds)
        self._reader = reader
        self._record = record
        self._path = memory
        self._clock = clock
        self._pause = pause
        self._allow_private = allow_private
        self._memory, self.warning = _memory(memory, record)

    @property
    def next(self) -> datetime.datetime:
        """When the next feed is due; one that was never looked at is due now."""
        return min(self._standing(feed).next or self._clock() for feed in self.feeds)

    def looks(self, *, all: bool = False) -> Iterator[Looked]:
        """Looks at every feed that is due, or at all of them, each once. A feed that fails is a look like others.

        Raises `FoederaError` where the file of what was seen cannot be written.
        """
        for feed in self.feeds:
            due = self._standing(feed).next
            if all or due is None or due <= self._clock():
                yield self._look(feed)
                if self._pause(0):
                    return

    def turns(self) -> Iterator[Iterator[Looked]]:
        """Looks and waits, until `pause` says to stop: the looks of one turn after those of another."""
        while True:
            yield self.looks()
            wait = (self.next - self._clock()).total_seconds()
            if self._pause(max(wait, 1.0)):
                return

    def _standing(self, feed: Feed) -> Standing:
        return self._memory.feeds.get(feed.url, Standing())

    def _look(self, feed: Feed) -> Looked:
        before = self._standing(feed)
        fetcher = Fetcher(allow_private=self._allow_private)
        try:
            page = self._fetched(feed, before, fetcher)
            entries = list(entries_of_feed(page.data, page.url))
        except UnchangedError:
            return self._done(feed, before, Looked(feed=feed, at=self._clock(), next=self._due(feed), unchanged=True))
        except SourceError as error:
            return self._failed(feed, before, error)
        return self._read(feed, before, page, entries, fetcher)

    def _fetched(self, feed: Feed, before: Standing, fetcher: Fetcher) -> Page:
        """The feed as it is now; one that gives no answer is asked again after some seconds."""
        for wait in _AT_ONCE:
            try:
                return _fetch(feed, before, fetcher)
            except (UnreachableError, RefusedError) as error:
                if not _may_pass(error) or self._pause(wait):
                    raise
        return _fetch(feed, before, fetcher)

    def _read(
        self, feed: Feed, before: Standing, page: Page, entries: Sequence[Entry | SourceError], fetcher: Fetcher
    ) -> Looked:
        options = Options(metadata=Metadata(publisher=feed.publisher), allow_private=self._allow_private)
        items = _Items(feed, entries, before, options, fetcher)
        taken, missed, next = [], list(items.unreadable), self._due(feed)
        for step in Intake(self._reader, options, self._record).steps_of([(feed.name, items)]):
            if isinstance(step, Taken):
                taken.append(step)
            elif isinstance(step, Missed):
                missed.append(str(step.error))
            if self._pause(0):
                items.only({one.document.source for one in taken})
                next = self._clock()
                break
        looked = Looked(
            feed=feed, at=self._clock(), next=next, taken=tuple(taken), left=items.left, missed=tuple(missed)
        )
        return self._done(feed, items.standing(page), looked)

    def _failed(self, feed: Feed, before: Standing, error: SourceError) -> Looked:
        wait = min(_FIRST_WAIT * 2 ** min(before.failures, 20), max(feed.every, _LONGEST_WAIT))
        asked = datetime.timedelta(seconds=error.wait if isinstance(error, RefusedError) else 0)
        now = self._clock()
        looked = Looked(feed=feed, at=now, next=now + max(wait, asked), error=str(error))
        return self._done(feed, msgspec.structs.replace(before, failures=before.failures + 1), looked)

    def _due(self, feed: Feed) -> datetime.datetime:
        return self._clock() + feed.every

    def _done(self, feed: Feed, standing: Standing, looked: Looked) -> Looked:
        """The look, once what it saw is written down."""
        listed = {one.url for one in self.feeds}
        kept = {url: known for url, known in self._memory.feeds.items() if url in listed}
        failures = standing.failures if looked.error else 0
        kept[feed.url] = msgspec.structs.replace(standing, next=looked.next, failures=failures)
        self._memory = Memory(record=self._memory.record, feeds=kept)
        remember(self._path, self._memory)
        return looked


class _Items:
    """The new items of a feed, loaded one after the other, and what became of each."""

    def __init__(
        self, feed: Feed, entries: Sequence[Entry | SourceError], before: Standing, options: Options, fetcher: Fetcher
    ) -> None:
        self._feed = feed
        self._before = before
        self._options = options
        self._fetcher = fetcher
        self._keys = {_key(entry): entry for entry in entries if isinstance(entry, Entry)}
        self._read: dict[str, str] = {}
        self._failed: list[str] = []
        self.unreadable = [str(entry) for entry in entries if isinstance(entry, SourceError)]
        self.left = 0

    def __iter__(self) -> Iterator[Loaded | SourceError]:
        seen = set(self._before.seen)
        for key, entry in self._keys.items():
            if key in seen:
                continue
            loaded = document_of_entry(entry, self._options, self._fetcher)
            if isinstance(loaded, SourceError):
                self._failed.append(key)
                yield loaded
                continue
            self._read[key] = loaded.document.source
            if self._feed.keeps(f"{loaded.document.title or ''}\n{loaded.document.text}"):
                yield loaded
            else:
                self.left += 1

    def only(self, sources: set[str]) -> None:
        """Forgets what was loaded, but for these sources: the look was stopped before the others were read."""
        self._read = {key: source for key, source in self._read.items() if source in sources}

    def standing(self, page: Page) -> Standing:
        """What to remember: the items of the feed that need not be read again, and those to be tried again."""
        tried = {key: self._before.tried.get(key, 0) + 1 for key in self._failed}
        again = {key: count for key, count in tried.items() if count < _TRIES}
        seen = set(self._before.seen) | set(self._read) | (set(tried) - set(again))
        whole = seen.issuperset(self._keys)  # else the server must send the feed again, for what is left to be read
        return Standing(
            etag=page.etag if whole else None, modified=page.modified if whole else None,
            seen=tuple(key for key in self._keys if key in seen), tried=again,
        )  # fmt: skip


def _memory(path: Path, record: Record) -> tuple[Memory, str | None]:
    memory, warning = remembered(path, record.where)
    if memory.feeds and record.summary().documents == 0:
        return Memory(record=record.where), None
    return memory, warning


def _fetch(feed: Feed, before: Standing, fetcher: Fetcher) -> Page:
    if not fetcher.allows(feed.url):
        raise SourceError(f"{feed.url}: the robots.txt of the host does not let feeds be read by programs")
    return fetcher.page(feed.url, etag=before.etag, modified=before.modified)


def _may_pass(error: SourceError) -> bool:
    """Whether an error may be gone after some seconds."""
    if isinstance(error, RefusedError):
        return error.wait == 0 and (error.status in _BUSY or error.status >= 500)
    return True


def _key(entry: Entry) -> str:
    """What tells an item from others, and from itself once it is corrected."""
    parts = (entry.name, entry.metadata.title or "", str(entry.metadata.published or ""), entry.content or "")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:20]
