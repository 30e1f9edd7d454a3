"""What is known about a document besides its text, and the file `NAME.json` beside `NAME.txt` that may say it."""

from __future__ import annotations

import codecs
import itertools
import re
from pathlib import Path
from typing import Any

import msgspec

from foedera.model import Edtf, EdtfError, SourceError

DESCRIBED = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx")
"""Endings of the files that a sidecar may describe."""

_LIMIT = 1_000_000
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}.*")
_LIST = re.compile(r"\s*;\s*|\s+(?:and|&)\s+")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a document that are not its text; None (of authors: empty) where nothing is known."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Edtf | None = None
    language: str | None = None
    url: str | None = None
    licence: str | None = None
    redistributable: bool | None = None

    def over(self, other: Metadata) -> Metadata:
        """These fields, and those of `other` where these say nothing."""
        values = {}
        for name in self.__struct_fields__:
            mine = getattr(self, name)
            values[name] = getattr(other, name) if mine is None or mine == () else mine
        return Metadata(**values)


def sidecar_path(path: Path) -> Path | None:
    """Where the sidecar of `path` would be; None for formats that have none."""
    if path.suffix.lower() not in DESCRIBED:
        return None
    return path.with_suffix(".json")


def sidecar(path: Path) -> Metadata:
    """The metadata in the file beside `path`; empty where there is none.

    Raises `SourceError`, naming the sidecar, where it is not a JSON object or a field does not fit.
    """
    beside = sidecar_path(path)
    if beside is None or not beside.is_file():
        return Metadata()
    try:
        fields = msgspec.json.decode(_start_of(beside).removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{beside}: is not JSON: {error}; mend it or take it away") from error
    if not isinstance(fields, dict):
        raise SourceError(f"{beside}: must hold one JSON object with title, publisher, authors, url and date")
    return metadata_of(fields, str(beside))


def _start_of(beside: Path) -> bytes:
    """The bytes of a sidecar. Raises `SourceError` where it cannot be read or is too large to be one."""
    try:
        with beside.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except OSError as error:
        raise SourceError(f"{beside}: cannot be read: {error.strerror}") from error
    if len(data) > _LIMIT:
        raise SourceError(f"{beside}: is larger than a megabyte; metadata beside a file is short")
    return data


def metadata_of(fields: dict[str, Any], where: str) -> Metadata:
    """The metadata in a mapping with the names of the contract.

    `author` is taken for `authors`, `date` and `published_time` for `published`, `license` for `licence`. An address
    that is not http or https is left out. Raises `SourceError` with `where` for a value of the wrong type.
    """
    return Metadata(
        title=_string(fields, "title", where),
        authors=_authors(fields, where),
        publisher=_string(fields, "publisher", where),
        published=_published(fields, where),
        language=_string(fields, "language", where),
        url=_web_address(fields, where),
        licence=_string(fields, "licence", where) or _string(fields, "license", where),
        redistributable=_redistributable(fields, where),
    )


def _web_address(fields: dict[str, Any], where: str) -> str | None:
    url = _string(fields, "url", where) or ""
    return url if url.lower().startswith(("http://", "https://")) else None


def _redistributable(fields: dict[str, Any], where: str) -> bool | None:
    value = fields.get("redistributable")
    if not isinstance(value, bool | None):
        raise SourceError(f"{where}: redistributable must be true, false or null, not {value!r:.40}")
    return value


def names_in(text: str) -> tuple[str, ...]:
    """The names in one string: `A; B`, `A and B`, `A, B and C`. A comma parts only what has two words on each side."""
    pieces = itertools.chain.from_iterable(map(_parted, _LIST.split(text)))
    return tuple(filter(None, (piece.strip(" ,.\u00a0") for piece in pieces)))


def _parted(names: str) -> list[str]:
    """Names between commas, where each is of more than one word."""
    pieces = [piece.strip() for piece in names.split(",")]
    return pieces if all(len(piece.split()) > 1 for piece in filter(None, pieces)) else [names]


def _string(fields: dict[str, Any], name: str, where: str) -> str | None:
    value = fields.get(name)
    if not isinstance(value, str | None):
        raise SourceError(f"{where}: {name} must be a string or null, not {value!r:.40}")
    return " ".join((value or "").split()) or None


def _authors(fields: dict[str, Any], where: str) -> tuple[str, ...]:
    value = fields.get("author") if fields.get("authors") is None else fields["authors"]
    if isinstance(value, str):
        return names_in(value)
    if _are_names(value):
        return tuple(filter(None, (" ".join(name.split()) for name in value or ())))
    raise SourceError(f"{where}: authors must be a list of names, not {value!r:.40}")


def _are_names(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(name, str) for name in value))


def _published(fields: dict[str, Any], where: str) -> Edtf | None:
    for name in ("published", "date", "published_time"):
        value = _string(fields, name, where)
        if value is not None:
            return _date(value, f"{where}: {name}")
    return None


def _date(value: str, where: str) -> Edtf:
    day = _DAY.fullmatch(value)
    try:
        return Edtf.parse(day[1] if day else value)
    except EdtfError as error:
        raise SourceError(f"{where}: {error}") from error


def borne_out(title: str, author: str, text: str) -> Metadata:
    """Of the title and author that a file states in its properties, what its text says too."""
    words = " ".join(text.split()).casefold()
    line = " ".join(title.split())
    authors = tuple(name for name in names_in(author) if name.casefold() in words)
    return Metadata(title=line if line and line.casefold() in words else None, authors=authors)
