"""The list of feeds that are watched, and what is remembered of each from one look to the next."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from foedera.model import FoederaError, UsageError

_FIELDS = ("name", "url", "every", "publisher", "keep")
_EVERY = re.compile(r"([1-9]\d{0,3}) ?(m|h|d|w)", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed to be watched: looked at once `every` so long.

    Documents get `publisher` where it is given. With `keep`, only those are kept in whose title or text one of these
    words or phrases stands; `deliver*` finds what begins so.
    """

    name: str
    url: str
    every: datetime.timedelta = datetime.timedelta(hours=6)
    publisher: str | None = None
    keep: tuple[str, ...] = ()

    def keeps(self, text: str) -> bool:
        """Whether a document with this title and text is one to keep."""
        return not self.keep or any(_words(phrase).search(text) for phrase in self.keep)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one feed: when to look `next`, how often it failed since it last did not, what to tell the
    server, which items were `seen`, and how often each of some others could not be read (`tried`)."""

    next: Annotated[datetime.datetime, msgspec.Meta(tz=True)] | None = None
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    tried: dict[str, int] = {}


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of all feeds, by address, for one record."""

    record: str
    feeds: dict[str, Standing] = {}


def feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds in a TOML file, each a table `[[feed]]`. Raises `UsageError` where it is no such list."""
    try:
        listed = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file; write a list of feeds, each a table [[feed]]") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {' '.join(str(error).split())}") from error
    rows = listed.pop("feed", None)
    if listed:
        raise UsageError(f"{path}: {next(iter(listed))} is not known here; a list of feeds has tables [[feed]]")
    if not isinstance(rows, list) or not rows:
        raise UsageError(f"{path}: lists no feeds; write a table [[feed]] with a url for each")
    found = tuple(_feed(row, f"{path}, feed {number}") for number, row in enumerate(rows, 1))
    for number, feed in enumerate(found, 1):
        if any(feed.url == other.url for other in found[: number - 1]):
            raise UsageError(f"{path}, feed {number}: {feed.url} stands in the list twice")
    return found


def remembered(path: Path, record: str) -> tuple[Memory, str | None]:
    """What a file remembers for a record, and, where it cannot be used, one line that says why; then all is new."""
    fresh = Memory(record=record)
    try:
        memory = msgspec.json.decode(path.read_bytes(), type=Memory)
    except FileNotFoundError:
        return fresh, None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:120]
        return fresh, f"{path}: is damaged ({reason}) and written anew; what the record has is not read twice"
    if memory.record != record:
        return fresh, f"{path}: is about the record {memory.record}; all items of the feeds count as new for {record}"
    return memory, None


def remember(path: Path, memory: Memory) -> None:
    """Writes what is remembered, whole or not at all. Raises `FoederaError` where it cannot be written."""
    kept = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            kept = Path(file.name)
            file.write(msgspec.json.format(msgspec.json.encode(memory)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        kept.replace(path)
    except OSError as error:
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.unlink()
        raise FoederaError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _feed(row: object, where: str) -> Feed:
    if not isinstance(row, dict):
        raise UsageError(f"{where}: is no table; write [[feed]] and below it a url")
    for field in row:
        if field not in _FIELDS:
            raise UsageError(f"{where}: {field} is not known; a feed has {', '.join(_FIELDS)}")
    url = row.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise UsageError(f"{where}: needs a url that starts with http:// or https://")
    for field in ("name", "publisher"):
        if not isinstance(row.get(field, ""), str):
            raise UsageError(f"{where}: {field} must be text")
    return Feed(
        name=row.get("name") or url, url=url, every=_every(row.get("every", "6h"), where),
        publisher=row.get("publisher") or None, keep=_keep(row.get("keep", []), where),
    )  # fmt: skip


def _every(given: object, where: str) -> datetime.timedelta:
    match = _EVERY.fullmatch(given) if isinstance(given, str) else None
    if match is None:
        raise UsageError(f'{where}: every = {given!r} is no length of time; write "30m", "6h", "1d" or "1w"')
    return datetime.timedelta(**{_UNITS[match[2]]: int(match[1])})


def _keep(given: object, where: str) -> tuple[str, ...]:
    words = [given] if isinstance(given, str) else given
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip(" *") for word in words):
        raise UsageError(f'{where}: keep must be words, as in keep = ["guidelines", "deliver*"]')
    return tuple(words)


def _words(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word.rstrip("*")) + (r"\w*" if word[-1] == "*" else "") for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
