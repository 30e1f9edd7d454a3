"""The reading room of one record: its templates, the moment that is now, and answers that need not be made twice."""

from __future__ import annotations

import datetime
import gc
import hashlib
import html
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from jinja2 import PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from foedera import register
from foedera.actors import Base, bundled
from foedera.networks.tie import By
from foedera.record import Note, Record
from foedera.register import Entry
from foedera.register.days import is_dated_before
from foedera.register.deliverables import notes_by_entry
from foedera.web import digits
from foedera.web.cards import Bonds, Cards, Forces, Members
from foedera.web.escaping import Templates
from foedera.web.identity import Identity
from foedera.web.kept import Kept
from foedera.web.language import Language
from foedera.web.moment import Moment, written
from foedera.web.pictures import Chart, Pictures
from foedera.web.runs import Runs

T = TypeVar("T")

_KEPT = 64
_FINISHED = 64
_LARGE = 12
_MOMENTS = 2
_ENTRIES = 4
_LINK = re.compile(r'<a href="([^"]*)"')
_FEWEST = 50
"""A list among plain files has no second page: a short first one makes it no shorter."""
WHOLE = 20
"""How many times as many rows a list has among plain files."""


class Part(NamedTuple, Generic[T]):
    """Some rows of a long list: these, how many there are in all, where these begin, and where others are."""

    rows: Sequence[T]
    total: int
    start: int
    before: str | None
    after: str | None


class Ask(NamedTuple):
    """What a page is asked for: of which record, at which moment, with which parameters, by whom, at which path."""

    room: Room
    moment: Moment
    query: Mapping[str, str]
    path: Mapping[str, str]
    who: Identity
    here: str = ""

    @property
    def record(self) -> Record:
        """The record that is asked."""
        return self.room.record

    @property
    def cards(self) -> Cards:
        """The cards of all entries, as the record held them then."""
        return self.room.cards(self.moment.known)

    def drawing(self, chart: Chart, *rows: Any) -> Markup:
        """A drawing of rows, as a picture at an address of its own: who opens it finds links in it, to pages of this
        moment."""
        key = self.room.pictures.hold(chart, rows)
        width, height = chart.size(*rows)
        asked = {name: value for name, value in self.query.items() if name not in ("on", "known", "of")}
        address = self.moment.link(f"/drawings/{key}.svg", **asked, of=self.here)
        label = self.room.language.word(chart.label)
        picture = f'<img src="{escape(address)}" alt="{escape(label)}" width="{width}" height="{height}">'
        return Markup(f'<a class="picture" href="{escape(address)}">{picture}</a>')  # noqa: S704 - values are escaped

    def picture(self, key: str) -> str:
        """A drawing that a page holds, as an SVG file whose links (paths of pages) lead to this moment. Raises
        `KeyError` where none holds it."""
        drawn = self.room.language.drawn(self.room.pictures.drawn(key))
        return _LINK.sub(lambda found: f'<a href="{escape(self._led(found[1]))}"', drawn)

    def _led(self, written: str) -> str:
        path, _, query = html.unescape(written).partition("?")
        return self.moment.link(path, **dict(parse_qsl(query)))

    @property
    def start(self) -> int:
        """The row at which a long list begins."""
        return digits.number(self.given("start")) or 0

    def part(self, path: str, rows: Sequence[T], most: int, **given: str) -> Part[T]:
        """The rows of a long list that a page shows, with the addresses of the page before and after; `given` is what
        else these must carry."""
        most = self.room.most(most)
        start, end = self.start, self.start + most
        earlier = max(0, min(start - most, (len(rows) - 1) // most * most))
        before = self.moment.link(path, **given, start=str(earlier)) if start else None
        after = self.moment.link(path, **given, start=str(end)) if end < len(rows) else None
        return Part(rows[start:end], len(rows), start, before, after)

    def given(self, name: str) -> str:
        """A parameter of the address, without blanks around it; empty where there is none."""
        return self.query.get(name, "").strip()[:200]


class Room:
    """One record as a web application sees it. `today` gives the day, for tests; `whole` is for plain files, where a
    list has no second page; `base` is the base of actors (None: the bundled one), `language` that of
    the pages (None: English)."""

    def __init__(
        self, record: Record, today: Callable[[], datetime.date] = datetime.date.today, *, whole: bool = False,
        base: Base | None = None, language: Language | None = None,
    ) -> None:  # fmt: skip
        self.record, self._today, self._whole, self._base = record, today, whole, base
        self.runs = Runs()
        self.openapi: Callable[[], dict[str, Any]] = dict
        self._kept = Kept()
        self._erased = 0
        self._held: dict[str, Entry] = {}
        self.pictures = Pictures()
        self._templates = Templates(
            loader=PackageLoader("foedera.web"), autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
            auto_reload=False,
        )  # fmt: skip
        self._templates.tests["dated_before"] = is_dated_before
        self._templates.filters["flat"] = lambda text: " ".join(text.split())
        self.language = language or Language()
        self.language.install(self._templates)
        self._templates.globals["printed"] = False
        self._templates.globals["static"] = lambda name: f"/static/{name}"

    def now(self) -> Moment:
        """The moment of whoever names none: what is known now, on the later of today and the newest document's day."""
        known = written(self.record.last() or datetime.datetime.fromtimestamp(0, datetime.UTC))
        # The newest document is another only where the record was written to.
        newest = self.lasting("newest", known, self._newest)
        today = self._today().isoformat()
        return Moment(on=today if newest is None else max(today, newest.isoformat()), known=known)

    def _newest(self) -> datetime.date | None:
        """The day of the newest document. What was made before a document was erased still has its words: it goes."""
        erased = self.record.erasures()
        if erased != self._erased:
            self._erased = erased
            self._kept.forget()
            self.pictures.forget()
            self.runs.forget()
        return self.record.newest()

    @property
    def base(self) -> Base:
        """The base of actors."""
        return self._base or self.lasting("base", "", bundled)

    @property
    def whole(self) -> bool:
        """Whether it is for plain files."""
        return self._whole

    def most(self, rows: int) -> int:
        """How many rows a page shows that shows `rows` of them where more can be asked for."""
        return WHOLE * max(rows, _FEWEST) if self._whole else rows

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept under a key. The key must name a moment: what was known then does not change."""
        return self._kept.of("answers", _KEPT, key, make)

    def entry(self, id: str, known: str) -> Entry:
        """An entry as the record held it at `known`. Raises `RecordError` where there is none of this id, and never
        was."""
        found = self._held.get(id)
        if found is not None:
            return found
        return self._kept.of("entries", _ENTRIES, (id, known), lambda: register.entry(self.record, id, known=known))

    def hold(self, entries: Iterable[Entry]) -> None:
        """Keeps all entries at hand, for whoever asks for every one of them, of one moment only."""
        self._held = {entry.id: entry for entry in entries}

    def totals(self, known: str) -> dict[str, int]:
        """How many documents the record knew at a moment, and how many claims stood."""

        def counted() -> dict[str, int]:
            with self.record.ledger(known) as ledger:
                documents, claims = ledger.totals()
            return {"documents": documents, "claims": claims}

        return self.cached(("totals", known), counted)

    def lasting(self, name: str, known: str, make: Callable[[], T]) -> T:
        """What `make` gives for all days, as it was known at a moment of record time: of a few such moments only."""
        return self._kept.of(("lasting", name), _MOMENTS, known, make)

    def large(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept like `cached` but only a few of them: for what holds many claims or rows."""
        return self._kept.of("large", _LARGE, key, make)

    def cards(self, known: str) -> Cards:
        """The cards of all entries as the record held them at `known`: made from those of another moment, if there are
        any, so that a decision does not cost a new index."""
        return self._kept.of(
            "cards", _MOMENTS, known, lambda: Cards.of(self.record, known, self._kept.last("cards"))
        )  # fmt: skip

    def doubtfuls(self) -> register.Doubtfuls:
        """The pairs that may be one entry, as the record holds them now: mended where something changed since."""
        now = self.now().known
        return self._kept.of(
            "doubtfuls", 1, now, lambda: register.doubtfuls(self.record, self._kept.last("doubtfuls"))
        )  # fmt: skip

    def outlook(self, on: str, known: str) -> register.Outlook:
        """The predictions at a moment, and the scores of who made them."""
        now = self.now().known
        among = self._kept.of("ahead", 1, now, lambda: register.ahead(self.record, self._kept.last("ahead")))
        return self._kept.of(
            "outlooks", _ENTRIES, (on, known),
            lambda: register.outlook(self.record, as_of=on, known=known, among=among),
        )  # fmt: skip

    def graph(self, known: str) -> register.Graph:
        """The graph of instruments at a moment of record time."""
        return self.lasting("instruments", known, lambda: register.instruments(self.record, known=known))

    def notes(self, known: str) -> dict[str, list[Note]]:
        """The notes on progress by the entry that each is about, at a moment of record time."""
        return self.lasting("notes", known, lambda: notes_by_entry(self.record, known=known))

    def forces(self, known: str) -> Forces:
        """Which instruments were in force when, as it was known at a moment of record time."""
        return self.lasting("forces", known, lambda: Forces(self.graph(known)))

    def members(self, known: str) -> Members:
        """The claims that pages cite, as they stood at a moment of record time."""
        return self.lasting("members", known, lambda: Members(self.record, known))

    def bonds(self, known: str, by: By) -> Bonds:
        """The ties of all days, as they were known at a moment of record time."""

        def made() -> Bonds:
            return Bonds(self.cards(known).every, self.forces(known), self.members(known), self.base, by)

        return self.lasting(f"bonds by {by}", known, made)

    def warm(self) -> None:
        """Makes what every page needs, before anybody asks: first what most do."""
        moment = self.now()
        len(self.cards(moment.known).named)
        self.base.find("")
        self.forces(moment.known)
        self.bonds(moment.known, "state")
        self.outlook(*moment)
        if not self.record.read_only:
            self.doubtfuls()
        # The garbage collector would go through all this again and again, while a page waits.
        gc.collect()
        gc.freeze()

    def finished(self, key: Hashable, make: Callable[[], str]) -> str:
        """A page as text, kept like `cached` but in smaller number. The key must name who reads it, too."""
        return self._kept.of("finished", _FINISHED, key, make)

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """A template with values. Whatever comes from the record is escaped."""
        return self._templates.get_template(template).render(values)

    def page(self, request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """A page from a template and values, or the short answer that the browser has it already."""
        return self.sent(request, self.render(template, values), status)

    def sent(self, request: Request, text: str, status: int = 200) -> Response:
        """A page, or the short answer that the browser has it already."""
        tag = '"' + hashlib.sha256(text.encode()).hexdigest()[:32] + '"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if status == 200 and request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return HTMLResponse(text, status, headers)
