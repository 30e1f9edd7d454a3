"""Data sets from their publishers, where these offer a stable address; who asks has agreed to their terms."""

from __future__ import annotations

import fnmatch
import hashlib
import io
import zipfile
from pathlib import Path

import msgspec

from foedera.datasets.tables.catalogue import Dataset, Version
from foedera.model.errors import DatasetError, SourceError

_MOST = 500_000_000
"""Bytes: no file of these data sets is nearly as large."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was fetched: where from, where to, its hash, and whether that is one that is known."""

    address: str
    file: Path
    sha256: str
    checked: bool


def offered(data: Dataset, version: str | None = None) -> Version:
    """The version that the publisher offers at an address: the one of that name, else the newest of those offered.

    Raises:
        DatasetError: it is not offered, or not known.
    """
    chosen = reversed(data.versions) if version is None else (data.version(version),)
    for found in chosen:
        if found.address is not None:
            return found
    raise DatasetError(f"{data.title}: {_refused(data, version)}")


def fetch(data: Dataset, version: Version, folder: str | Path, *, timeout: float = 60.0) -> Fetched:
    """Fetches a version into a folder, takes the file out of its ZIP, and checks its hash where one is known.

    An existing file of that name is not overwritten.

    Raises:
        SourceError: the address does not answer, or not with the file.
        DatasetError: the hash is none of the known ones, or the file is there already.
    """
    if version.address is None:
        raise DatasetError(f"{data.title}: {_refused(data, version.version)}")
    name, content = _file(data, version.address, version.member, timeout)
    digest = hashlib.sha256(content).hexdigest()
    if version.sha256 and digest not in version.sha256:
        raise DatasetError(f"{version.address}: the hash is {digest[:16]}..., none of the known ones: not kept")
    target = Path(folder) / name
    _keep(target, content)
    return Fetched(address=version.address, file=target, sha256=digest, checked=bool(version.sha256))


def _refused(data: Dataset, version: str | None) -> str:
    which = "" if version is None else f"version {version} is "
    return f"{which}not fetched: {data.terms} See {data.homepage}"


def _file(data: Dataset, address: str, member: str | None, timeout: float) -> tuple[str, bytes]:
    content = _content(address, timeout)
    return (_named(address, data), content) if member is None else _member(address, content, member)


def _keep(target: Path, content: bytes) -> None:
    if target.exists():
        raise DatasetError(f"{target}: is there already; move it away to fetch it again")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise SourceError(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _content(address: str, timeout: float) -> bytes:
    import httpx

    held = io.BytesIO()
    try:
        with httpx.stream("GET", address, follow_redirects=True, timeout=timeout) as answer:
            if answer.status_code != 200:
                raise SourceError(f"{address}: answered {answer.status_code}; the publisher may have moved the file")
            for part in answer.iter_bytes():
                held.write(part)
                if held.tell() > _MOST:
                    raise SourceError(f"{address}: sends more than {_MOST:,} bytes: not kept")
    except httpx.HTTPError as error:
        raise SourceError(f"{address}: does not answer: {error or type(error).__name__}") from error
    return held.getvalue()


def _named(address: str, data: Dataset) -> str:
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2]
    return name if "." in name else f"{data.id}.csv"


def _member(address: str, content: bytes, pattern: str) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found = [one for one in packed.infolist() if fnmatch.fnmatchcase(one.filename, pattern)]
            if len(found) != 1:
                raise SourceError(f"{address}: {len(found)} files of the ZIP are named {pattern}; one was expected")
            if found[0].file_size > _MOST:
                raise SourceError(f"{address}: {found[0].filename} has more than {_MOST:,} bytes: not kept")
            return Path(found[0].filename).name, packed.read(found[0])
    except zipfile.BadZipFile as error:
        raise SourceError(f"{address}: sent no ZIP; the publisher may have moved the file") from error
