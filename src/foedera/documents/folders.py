"""Where documents come from: files, folders and addresses, listed before any is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from foedera.documents.metadata import DESCRIBED

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Source(msgspec.Struct, frozen=True):
    """A file, an address or some bytes that hold one document or many.

    `name` is the path or address as given, or what to call the bytes; of `path` and `data` at most one is set, and of
    an address neither.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None

    @property
    def is_address(self) -> bool:
        """Whether it lies on the web."""
        return self.path is None and self.data is None


def sources(places: Iterable[str | os.PathLike[str]]) -> Iterator[Source]:
    """The sources at some places in their order: a file or address is one, a folder all its files, recursively, sorted
    by name.

    Of a folder, hidden files and the sidecars of its documents are left out, and a folder that was seen already (a
    loop of symbolic links) is not entered again. A file of an unknown kind, a folder that may not be opened or a place
    that does not exist is a source like any other, and reading it says what is wrong.
    """
    for place in places:
        if isinstance(place, str) and _is_address(place):
            yield Source(place)
            continue
        path = Path(place)
        if path.is_dir():
            yield from _folder(path, set())
        else:
            yield Source(_printable(path), path)


def _is_address(place: str) -> bool:
    scheme = _SCHEME.match(place)
    return scheme is not None and place[scheme.end() : scheme.end() + 2] == "//"


def _folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Source]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield Source(_printable(folder), folder)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or _is_sidecar(entry.name, names):
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from _folder(path, seen)
        else:
            yield Source(_printable(path), path)


def _is_sidecar(name: str, names: set[str]) -> bool:
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    return ending == ".json" and any(stem + other in names for other in (*DESCRIBED, *map(str.upper, DESCRIBED)))


def _printable(path: Path) -> str:
    """The path as text that can be written as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")
