"""Where a page lies among plain files, and how one page links to another from there."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Self

from foedera.web.moment import Moment

_NAMED = re.compile(r"/(documents|entries|actors|wording/series)/(.+)", re.DOTALL)
_ANSWER = re.compile(r"/api/v1/(documents|entries|actors)/(.+)", re.DOTALL)
_CLAIMS = re.compile(r"/(documents)/(.+)/claims[.]jsonl", re.DOTALL)
_COMPARED = re.compile(r"/wording/compare/(.+)/(.+)([.](?:docx|html|json))", re.DOTALL)
_SAFE = re.compile(r"(?!(con|prn|aux|nul|com\d|lpt\d)([.]|$))[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_ODD = re.compile(r"[^a-z0-9_-]+", re.ASCII)
_ENDING = re.compile(r"[.][a-z]{2,7}", re.ASCII)
_PAGED = ("start", "after")
_KEPT = 1 << 15
"""How many names of files are kept: every page leads to the same ones."""


class Chosen(NamedTuple):
    """A page or file with what was chosen on it: its path, and the parameters in the order of their names."""

    path: str
    given: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, path: str, given: Mapping[str, str | None]) -> Chosen:
        """What is given, without what is empty. A list begins at its first row, whether that is said or not."""
        some = {name: value for name, value in given.items() if value and (name, value) != ("start", "0")}
        return cls(path, tuple(sorted(some.items())))


@lru_cache(maxsize=_KEPT)
def file_of(path: str, end: str = ".html") -> str:
    """The file of a page, relative to the root of the site: a name that every file system takes, whatever the id is.

    An id that is no such name keeps what can be kept, with a digest so that no two ids share a file.
    """
    if path == "/":
        return f"index{end}"
    if path.startswith("/drawings/"):
        return path.removeprefix("/")
    if found := _ANSWER.fullmatch(path):
        return f"api/v1/{found[1]}/{named(found[2].removeprefix('sha256:'))}.json"
    if path.startswith("/api/v1/"):
        return f"api/v1/{path.removeprefix('/api/v1/').replace('/', '-')}.json"
    if found := _CLAIMS.fullmatch(path):
        return f"{found[1]}/{named(found[2].removeprefix('sha256:'))}.claims.jsonl"
    if found := _COMPARED.fullmatch(path):
        both = "-".join(named(id.removeprefix("sha256:"))[:16] for id in (found[1], found[2]))
        return f"wording/changes/{both}-{_digest(path)}{found[3]}"
    found = _NAMED.fullmatch(path)
    if found is not None:
        return f"{found[1]}/{named(found[2].removeprefix('sha256:'))}{end}"
    name = path.strip("/").replace("/", "-")
    return name if _ENDING.fullmatch(posixpath.splitext(name)[1]) else f"{name}{end}"


def named(name: str) -> str:
    """A name for a file that every file system takes."""
    if _SAFE.fullmatch(name):
        return name
    kept = _ODD.sub("-", name.lower()).strip("-")[:60] or "id"
    return f"{kept}-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Site:
    """The files of a site: which choices (days, months, years, kinds) have a file of their own, and which are still to
    be written. `on` and `known` are the present of the site."""

    def __init__(self, on: str, known: str) -> None:
        self.on, self.known = on, known
        self._files: dict[Chosen, str] = {}
        self._names: set[str] = set()
        self._choosing: set[str] = set()
        self._short: set[Chosen] = set()
        self._waiting: list[Chosen] = []
        self._actors: set[str] = set()

    def expect(self, paths: Iterable[str]) -> None:
        """Says which actors have pages anyway."""
        self._actors |= set(paths)

    def actor(self, path: str, here: str) -> str:
        """The file of an actor, which comes into the site if a page speaks of it; of those that only pages of actors
        know from the base, empty, or else the whole base would come in."""
        if path not in self._actors:
            if here.startswith("actors/"):
                return ""
            self._actors.add(path)
            self._waiting.append(Chosen(path))
        return file_of(path)

    def offer(self, path: str, given: Mapping[str, str | None], *, short: bool = False) -> str:
        """Takes a choice into the site, and gives its file. Where it is `short`, the rows of a list that is too long
        for the file make no further ones: other pages have them."""
        chosen = Chosen.of(path, given)
        if short:
            self._short.add(chosen)
        if not chosen.given:
            return file_of(path)
        if chosen not in self._files:
            stem, end = posixpath.splitext(file_of(path))
            words = "-".join(f"{name}-{text}" if name in _PAGED else text for name, text in chosen.given)
            name = f"{stem}/{named(words)}{end}"
            if name in self._names:
                name = f"{stem}/{named(words)}-{_digest(repr(chosen.given))}{end}"
            self._names.add(name)
            self._choosing.add(path)
            self._files[chosen] = name
            self._waiting.append(chosen)
        return self._files[chosen]

    def same(self, path: str, given: Mapping[str, str | None]) -> None:
        """Says that a choice is what a page shows where nothing is chosen."""
        self._choosing.add(path)
        self._files[Chosen.of(path, given)] = file_of(path)

    def waiting(self) -> Iterator[Chosen]:
        """The choices whose files are to be written; pages that are written meanwhile may ask for more."""
        while self._waiting:
            yield self._waiting.pop(0)

    def file(self, path: str, given: Mapping[str, str | None]) -> str:
        """The file of a page with what was chosen on it; of a choice that the site does not have: empty, but of a page
        that has none at all its one file. The other rows of a list that is too long for a file make files too."""
        chosen = Chosen.of(path, given)
        if path.startswith("/drawings/") or not chosen.given:
            return file_of(path)
        if chosen in self._files:
            return self._files[chosen]
        words = dict(chosen.given)
        if not words.keys().isdisjoint(_PAGED):
            rest = Chosen.of(path, {name: text for name, text in words.items() if name not in _PAGED})
            if rest in self._short:
                return ""
            if not rest.given or rest in self._files:
                return self.offer(path, words)
        if path == "/map":
            return f"{file_of(path)}#{anchor(words.get('place', ''))}"
        return "" if path in self._choosing else file_of(path)


class Printed(Moment):
    """A moment on a site of plain files: links lead to files, as seen from the file `here`."""

    site: Site
    here: str

    @classmethod
    def at(cls, site: Site, here: str, on: str | None = None) -> Self:
        """The moment of a page of a site, on its present day or another."""
        made = cls(on or site.on, site.known)
        made.site, made.here = site, here
        return made

    def _replace(self, **values: Any) -> Self:
        made = super()._replace(**values)
        made.site, made.here = self.site, self.here
        return made

    def link(self, path: str, **more: str | None) -> str:
        """The relative address of the file of a page, on the day of this one if there is one; empty where what is
        chosen has no file."""
        if path.startswith("/actors/"):
            actor = self.site.actor(path, self.here)
            return self.file(actor) if actor else ""
        if self.on != self.site.on and "on" not in more:
            of_day = self.site.file(path, {**more, "on": self.on})
            if of_day and of_day != file_of(path) and "#" not in of_day:
                return self.file(of_day)
            if not more.keys().isdisjoint(_PAGED):
                return ""
        elif not more:
            return self.file(file_of(path))
        on = more.get("on")
        found = self.site.file(path, {**more, "on": None if on == self.site.on else on})
        return self.file(found) if found else ""

    def file(self, name: str) -> str:
        """The relative address of a file of the site."""
        return _seen(name, posixpath.dirname(self.here))


@lru_cache(maxsize=_KEPT)
def _seen(name: str, folder: str) -> str:
    """The relative address of a file, as seen from a folder (empty: the root)."""
    up = ""
    while folder and not name.startswith(f"{folder}/"):
        folder, up = posixpath.dirname(folder), f"../{up}"
    return up + (name[len(folder) + 1 :] if folder else name)


def anchor(place: str) -> str:
    """The place in the page of the map where the entries at a place begin."""
    return f"at-{named(' '.join(place.split()))}"
