"""Writing a site: every page once, with files to be saved and an index for searching in the browser."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from starlette.responses import Response

from foedera import register
from foedera.actors import Base
from foedera.exchange.atom import atom
from foedera.exchange.deliverables import item
from foedera.model import KINDS, UsageError
from foedera.record import Record
from foedera.register import Entry
from foedera.web.identity import Identity
from foedera.web.language import Language
from foedera.web.moment import Moment
from foedera.web.pages import FILES, PAGES, Page
from foedera.web.pages.menu import menu
from foedera.web.pages.wording import every, name_of
from foedera.web.publishing.accepted import accepted
from foedera.web.publishing.links import Printed, file_of
from foedera.web.room import Ask, Room

_LEFT_OUT = ("/review", "/review/entries", "/api", "/search", "/compare", "/deliverables/calendar",
              "/wording/compare", "/wording/phrase", "/command/compare", "/command/simulate",
              "/forecast", "/spillover", "/routes")  # fmt: skip
_PUBLIC = Identity(name="", role="reader", form=None, scopes=frozenset({"read"}))
_FEED = 200
Told = Callable[[int], None]


class Published(NamedTuple):
    """What was written: how many pages, of how many documents and entries."""

    pages: int
    documents: int
    entries: int


def publish(
    record: Record, folder: Path, *, title: str, everything: bool = False, address: str | None = None,
    told: Told | None = None, base: Base | None = None, language: Language | None = None,
) -> Published:  # fmt: skip
    """Writes what was accepted (with `everything`, also what nobody has reviewed) as a site into a new folder.

    Of a document that is not marked as redistributable the evidence and the link are shown, not the text. `address` is
    where the site will lie; `base` and `language` are those of the pages;
    `told` is called with the number of pages written. Raises `UsageError` where the folder
    has something in it, or nothing was accepted.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty: give a new folder")
    with (
        tempfile.TemporaryDirectory(prefix="foedera-publish-") as place,
        accepted(record, Path(place) / "accepted.db", everything=everything) as copy,
    ):
        if not copy.summary().documents:
            raise UsageError("nothing was accepted yet: review some claims first, or give --everything")
        room = Room(copy, whole=True, base=base, language=language)
        return _Press(room, folder, title, address).run(told or (lambda _: None))


class _Press:
    def __init__(self, room: Room, folder: Path, title: str, address: str | None) -> None:
        self._room, self._folder, self._title, self._address = room, folder, title, address
        record = room.record
        self._now = self._room.now()
        self._drawn: set[str] = set()
        self._entries = tuple(register.entries(record))
        room.hold(self._entries)
        summary = record.summary()
        self._totals = {"documents": summary.documents, "claims": sum(summary.claims.values())}

    def run(self, told: Told) -> Published:
        """Writes everything, and counts it."""
        shutil.copytree(Path(str(files("foedera.web") / "static")), self._folder / "static")
        written = documents = 0
        for page, path, values in self._all():
            self._write(page, path, values)
            documents += path.startswith("/documents/")
            written += 1
            told(written)
        self._files()
        self._search()
        return Published(written, documents, len(self._entries))

    def _all(self) -> Iterator[tuple[Page, str, dict[str, str]]]:
        """Every page with its path."""
        ids: dict[str, list[str]] = {
            "/documents/{id}": sorted({m.claim.document for m in self._members()}),
            "/entries/{id}": [entry.id for entry in self._entries],
            "/actors/{id}": sorted({ref.id for m in self._members() for _, ref in m.claim.actors() if ref.id}),
            "/wording/series/{id}": [name_of(each) for each in every(self._asked("/"))],
        }
        for page in PAGES:
            if "{" in page.path:
                yield from ((page, page.path.replace("{id}", id), {"id": id}) for id in ids[page.path])
            elif page.path not in _LEFT_OUT:
                yield page, page.path, {}

    def _asked(self, here: str, names: dict[str, str] | None = None) -> Ask:
        """What the page in a file is asked for: the present, by anybody."""
        return Ask(self._room, _moment(Printed(self._now.on, self._now.known, here)), {}, names or {}, _PUBLIC)

    def _members(self) -> Iterator[Any]:
        return (member for entry in self._entries for member in entry.members)

    def _write(self, page: Page, path: str, names: dict[str, str]) -> None:
        name = file_of(path)
        ask = self._asked(name, names)
        printed = Printed(self._now.on, self._now.known, name)
        values = page.view(ask)
        if page.template == "document.html" and not values["document"].redistributable:
            values = {**values, "paragraphs": None}
        frame = {
            "query": "", "record_name": self._title, "totals": self._totals, "moment": printed, "now": printed,
            "who": _PUBLIC, "form": "", "here": path, "carried": [], "team": False,
            "navigation": menu(PAGES, path, _LEFT_OUT),
            "printed": True, "static": lambda file: printed.file(f"static/{file}"),
        }  # fmt: skip
        self._put(name, self._room.render(page.template, {**frame, **values}).encode())
        for key in self._room.pictures.keys() - self._drawn:
            file = f"drawings/{key}.svg"
            self._put(file, self._asked(file).picture(key).encode())
            self._drawn.add(key)

    def _files(self) -> None:
        """Downloads and feeds."""
        for file in FILES:
            if "{" not in file.path:
                answer = file.make(Ask(self._room, self._now, {}, {}, _PUBLIC))
                self._put(file_of(file.path), bytes(answer.body) if isinstance(answer, Response) else b"")
        lines = b"".join(member.claim.to_json() + b"\n" for member in self._members())
        self._put("claims.jsonl", lines)
        newest = sorted((item(entry) for entry in self._entries), key=lambda one: one.updated, reverse=True)
        self._put("feed.atom", atom(newest[:_FEED], name=self._title, query="", at=self._address))

    def _search(self) -> None:
        """The index for the search, and its page."""
        rows = [[KINDS.index(entry.kind), entry.label, file_of(f"/entries/{entry.id}"), _day(entry)]
                for entry in self._entries]  # fmt: skip
        index = {"kinds": KINDS, "entries": rows}
        self._put("search.json", msgspec.json.encode(index))
        printed = Printed(self._now.on, self._now.known, "search.html")
        frame = {
            "query": "", "record_name": self._title, "totals": self._totals, "moment": printed, "now": printed,
            "who": _PUBLIC, "form": "", "here": "/search", "carried": [], "team": False,
            "navigation": menu(PAGES, "/search", _LEFT_OUT),
            "printed": True, "static": lambda file: printed.file(f"static/{file}"),
        }  # fmt: skip
        self._put("search.html", self._room.render("find.html", frame).encode())

    def _put(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _moment(printed: Printed) -> Moment:
    """A moment that links as the printed one does, for the views."""

    class Linked(Moment):
        def link(self, path: str, **more: str | None) -> str:
            return printed.link(path, **more)

    return Linked(printed.on, printed.known)


def _day(entry: Entry) -> str:
    first = entry.members[0]
    return str(first.claim.when or first.source.published or "")
