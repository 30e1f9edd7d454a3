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
    that does not exist is a source like any other, and reading it says what is wrong. A sidecar is left out too where
    it stands among the places beside its document, as a shell writes out `folder/*`.
    """
    listed = [os.fspath(place) for place in places]
    names = set(listed)
    for place in listed:
        if _is_address(place):
            yield Source(place)
        elif not _is_sidecar(place, names):
            yield from _at(Path(place), set())


def _at(path: Path, seen: set[tuple[int, int]]) -> Iterator[Source]:
    """The sources at a path; `seen` has the folders that were entered already."""
    if not path.is_dir():
        yield Source(_printable(path), path)
        return
    try:
        entries = _entries(path, seen)
    except OSError:
        yield Source(_printable(path), path)
        return
    for name in entries:
        yield from _at(path / name, seen)


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[str]:
    """The names of what is to be read in a folder, sorted; none where it was seen already."""
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    names = set(os.listdir(folder))  # noqa: PTH208
    return [name for name in sorted(names) if not name.startswith(".") and not _is_sidecar(name, names)]


def _is_address(place: str) -> bool:
    scheme = _SCHEME.match(place)
    return scheme is not None and place[scheme.end() : scheme.end() + 2] == "//"


def _is_sidecar(name: str, names: set[str]) -> bool:
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    return ending == ".json" and any(stem + other in names for other in (*DESCRIBED, *map(str.upper, DESCRIBED)))


def _printable(path: Path) -> str:
    """The path as text that can be written as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")
