"""Where a page lies among plain files, and how one page links to another from there."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import NamedTuple

_NAMED = re.compile(r"/(documents|entries|actors|wording/series)/(.+)", re.DOTALL)
_SAFE = re.compile(r"(?!(con|prn|aux|nul|com\d|lpt\d)([.]|$))[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_ODD = re.compile(r"[^a-z0-9_-]+", re.ASCII)
SINGLE = {"/": "index.html", "/deliverables.csv": "deliverables.csv", "/deliverables.ics": "deliverables.ics",
          "/command.yaml": "command.yaml",
          **{f"/network/ties{end}": f"network-ties{end}" for end in (".csv", ".gexf", ".graphml")}}  # fmt: skip


def file_of(path: str) -> str:
    """The file of a page, relative to the root of the site: a name that every file system takes, whatever the id is.

    An id that is no such name keeps what can be kept, with a digest so that no two ids share a file.
    """
    if path in SINGLE:
        return SINGLE[path]
    if path.startswith("/drawings/"):
        return path.removeprefix("/")
    found = _NAMED.fullmatch(path)
    if found is None:
        return path.strip("/").replace("/", "-") + ".html"
    folder, name = found[1], found[2].removeprefix("sha256:")
    if not _SAFE.fullmatch(name):
        kept = _ODD.sub("-", name.lower()).strip("-")[:60] or "id"
        name = f"{kept}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"{folder}/{name}.html"


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
