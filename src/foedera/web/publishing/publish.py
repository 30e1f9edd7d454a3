"""Writing a site: every page once, what can be chosen on it, files to be saved, and an index for the search."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from starlette.responses import Response
from starlette.routing import compile_path

from foedera import register
from foedera.actors import Base
from foedera.model import UsageError
from foedera.record import Record
from foedera.web.identity import Identity
from foedera.web.language import Language
from foedera.web.pages import FILES, PAGES, Page
from foedera.web.pages.menu import menu
from foedera.web.pages.wording import every as every_series
from foedera.web.pages.wording import name_of
from foedera.web.publishing.accepted import Accepted, accepted
from foedera.web.publishing.choices import rows
from foedera.web.publishing.finding import Finding
from foedera.web.publishing.folder import replaced
from foedera.web.publishing.links import Chosen, Printed, Site, file_of
from foedera.web.publishing.plan import offer, offer_wording, planned
from foedera.web.publishing.saved import Saved
from foedera.web.publishing.withheld import withheld
from foedera.web.room import Ask, Room

_LEFT_OUT = ("/review", "/review/entries", "/api", "/search", "/command/simulate", "/forecast", "/spillover", "/routes")
_ONLY_CHOSEN = ("/wording/compare", "/wording/phrase")
"""Pages that are empty as long as nothing is chosen."""
_PUBLIC = Identity(name="", role="reader", form=None, scopes=frozenset({"read"}))
_AT_ONCE = 500
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
    """Writes what was accepted (with `everything`, also what nobody has reviewed) as a site into a folder.

    Of a document that is not marked as redistributable the evidence and the link are shown, not the text. `address` is
    where the feed will lie, beside the first page; `base` and `language` are those of the pages; `told` is called with
    the number of pages written. The site is written beside the folder and takes its place at the end, all or nothing.
    Raises `UsageError` where the folder has files and is no site that was published before, or nothing was accepted.
    """
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="foedera-publish-"))
        copy = accepted(record, Path(place) / "accepted.db", everything=everything)
        stack.enter_context(copy.record)
        if not copy.record.summary().documents:
            raise UsageError("nothing was accepted yet: review some claims first, or give --everything")
        part = stack.enter_context(replaced(folder))
        room = Room(copy.record, whole=True, base=base, language=language)
        return _Press(room, copy, part, title, address).run(told or (lambda _: None))


class _Press:
    def __init__(self, room: Room, copy: Accepted, folder: Path, title: str, address: str | None) -> None:
        self._room, self._copy, self._folder, self._title = room, copy, folder, title
        self._address = address
        now = room.now()
        self._site = Site(now.on, now.known)
        self._drawn: set[str] = set()
        self._written = 0
        summary = copy.record.summary()
        self._totals = {"documents": summary.documents, "claims": sum(summary.claims.values())}
        self._finding = Finding()
        self._saved = Saved(self._put, copy, title, address)

    def run(self, told: Told) -> Published:
        """Writes everything, and counts it."""
        shutil.copytree(Path(str(files("foedera.web") / "static")), self._folder / "static")
        ask = self._ask("/")
        self._plan = planned(ask)
        offer(self._site, self._plan)
        self._site.expect(f"/actors/{id}" for id in self._saved.actors)
        offer_wording(self._site, ask, self._copy.free.__contains__)
        for page, path, names in self._pages():
            self._write(page, Chosen(path), names)
            told(self._written)
        for chosen in self._site.waiting():
            self._choice(chosen)
            told(self._written)
        for file in FILES:
            if "{" not in file.path:
                self._file(file.path, Chosen(file.path))
        self._saved.lists(ask)
        self._last(ask)
        return Published(self._written, len(self._documents()), self._saved.entries)

    def _pages(self) -> Iterator[tuple[Page, str, dict[str, str]]]:
        """Every page with its path; those of entries some at a time, which are kept at hand meanwhile."""
        many = {"/documents/{id}": self._documents, "/actors/{id}": self._actors, "/wording/series/{id}": self._series}
        for page in PAGES:
            if page.path == "/entries/{id}":
                yield from self._of_entries(page)
            elif page.path in many:
                yield from ((page, page.path.replace("{id}", id), {"id": id}) for id in many[page.path]())
            elif page.path not in _LEFT_OUT and page.path not in _ONLY_CHOSEN:
                yield page, page.path, {}

    def _of_entries(self, page: Page) -> Iterator[tuple[Page, str, dict[str, str]]]:
        record, known = self._room.record, self._site.known
        every = [card.id for card in self._room.cards(known).every]
        for start in range(0, len(every), _AT_ONCE):
            ids = every[start : start + _AT_ONCE]
            found = {entry.id: entry for entry in register.entries(record, ids=set(ids), known=known)}
            self._room.hold(found.values())
            for id in ids:
                self._finding.entry(found[id])
                self._saved.entry(self._ask(f"/entries/{id}", names={"id": id}), found[id])
                yield page, f"/entries/{id}", {"id": id}
        self._room.hold(())

    def _documents(self) -> list[str]:
        return sorted(row.id for row in self._saved.documents)

    def _actors(self) -> list[str]:
        return sorted(self._saved.actors)

    def _series(self) -> list[str]:
        return [name_of(each) for each in every_series(self._ask("/"))]

    def _ask(self, path: str, given: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None) -> Ask:
        """What the page in a file is asked for, by anybody."""
        some = dict(given or {})
        here = self._site.offer(path, some)
        moment = Printed.at(self._site, here, some.pop("on", None))
        return Ask(self._room, moment, some, names or {}, _PUBLIC, path)

    def _choice(self, chosen: Chosen) -> None:
        """Writes what was chosen on a page, or a file of it."""
        for page in PAGES:
            found = compile_path(page.path)[0].match(chosen.path)
            if found is not None and page.path not in _LEFT_OUT:
                self._write(page, chosen, found.groupdict())
                return
        self._file(chosen.path, chosen)

    def _write(self, page: Page, chosen: Chosen, names: Mapping[str, str]) -> None:
        given = dict(chosen.given)
        ask = self._ask(chosen.path, given, names)
        if chosen == Chosen("/network") and self._plan.years:
            ask = ask._replace(query={"year": str(self._plan.years[-1])})
        assert isinstance(ask.moment, Printed)
        values = withheld(page.template, page.view(ask), self._copy)
        if page.path == "/actors":
            every = self._saved.named(ask)
            values["part"] = values["part"]._replace(rows=every, total=len(every))
        offered = tuple(rows(self._plan, chosen.path, given, ask.moment))
        self._page(page.template, chosen.path, ask.moment, {**values, "offered": offered})
        for key in sorted(self._room.pictures.keys() - self._drawn):
            drawing = self._ask(f"/drawings/{key}.svg")
            self._put(file_of(drawing.here), drawing.picture(key).encode())
            self._drawn.add(key)
        self._beside(page, ask, values)

    def _beside(self, page: Page, ask: Ask, values: Mapping[str, Any]) -> None:
        """The files that belong to a page."""
        if page.path == "/documents/{id}":
            self._saved.document(ask)
        elif page.path == "/actors/{id}":
            self._saved.actor(ask, values)
        elif page.path == "/wording/compare":
            both = {"before": ask.given("before"), "id": ask.given("after")}
            for file in FILES:
                if file.path.startswith("/wording/compare/"):
                    path = file.path.replace("{before}", both["before"]).replace("{id}", both["id"])
                    self._put(file_of(path), _body(file.make(self._ask(path, names=both))))

    def _file(self, path: str, chosen: Chosen) -> None:
        """A file to be saved, with what was chosen."""
        file = next(each for each in FILES if each.path == path)
        ask = self._ask(path, dict(chosen.given))
        assert isinstance(ask.moment, Printed)
        self._put(ask.moment.here, _body(file.make(ask)))

    def _last(self, ask: Ask) -> None:
        """The search with its index, and the list of what can be saved."""
        self._put("search.js", self._finding.script(self._saved.documents, self._saved.named(ask)))
        for path, template, more in (
            ("/search", "find.html", {"sorts": self._finding.sorts}),
            ("/api", "saved.html", {"files": self._saved.listed()}),
        ):
            moment = Printed.at(self._site, file_of(path))
            self._page(template, path, moment, {**more, "offered": ()})
        self._lost()
        self._put(".nojekyll", b"")

    def _lost(self) -> None:
        """The page that a web host shows at an address that leads nowhere. It is shown in any folder, so that it can
        only lead on where the address of the site is known."""
        moment = Printed.at(self._site, "404.html")
        root = "" if self._address is None else f"{self._address.removesuffix('feed.atom').rstrip('/')}/"
        self._page("lost.html", "/404", moment, {
            "home": f"{root}index.html" if root else "", "static": lambda file: f"{root}static/{file}",
        })  # fmt: skip

    def _page(self, template: str, path: str, moment: Printed, values: Mapping[str, Any]) -> None:
        now = Printed.at(self._site, moment.here)
        frame = {
            "query": "", "record_name": self._title, "totals": self._totals, "moment": moment, "now": now,
            "who": _PUBLIC, "form": "", "here": path, "carried": [], "team": False, "printed": True,
            "navigation": menu(PAGES, path, _LEFT_OUT), "static": lambda file: moment.file(f"static/{file}"),
        }  # fmt: skip
        self._put(moment.here, self._room.render(template, {**frame, **values}).encode())
        self._written += 1

    def _put(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _body(response: Response) -> bytes:
    return bytes(response.body)
