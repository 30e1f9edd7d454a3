"""Where a page lies among plain files, and how one page links to another from there."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

_NAMED = re.compile(r"/(documents|entries|actors)/([^/]+)(/.*)?")
_ODD = re.compile(r"[^A-Za-z0-9._-]")
SINGLE = {"/": "index.html", "/deliverables.csv": "deliverables.csv", "/deliverables.ics": "deliverables.ics"}


def file_of(path: str) -> str:
    """The file of a page, relative to the root of the site: a safe name, whatever the id is."""
    if path in SINGLE:
        return SINGLE[path]
    found = _NAMED.fullmatch(path)
    if found is None:
        return path.strip("/").replace("/", "-") + ".html"
    folder, id, rest = found.groups()
    name = _ODD.sub("-", id.removeprefix("sha256:"))
    return f"{folder}/{name}{rest.replace('/', '-') if rest else '.html'}"


class Printed(NamedTuple):
    """A moment on a site of plain files: links lead to files, as seen from the page at `here`."""

    on: str
    known: str
    here: str

    @property
    def known_day(self) -> str:
        """The day of record time."""
        return self.known[:10]

    @property
    def query(self) -> dict[str, str]:
        """Both dates, as parameters of an address."""
        return {"on": self.on, "known": self.known}

    def link(self, path: str, **more: str | None) -> str:
        """The relative address of the file of a page. What was chosen on a page has no file of its own."""
        del more
        return self.file(file_of(path))

    def file(self, name: str) -> str:
        """The relative address of a file of the site."""
        return posixpath.relpath(name, posixpath.dirname(self.here) or ".")
