"""Files of a published site for programs: the same answers as of the API, tables, appointments, claims and a feed."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from starlette.requests import Request

from foedera.exchange import answers
from foedera.exchange.atom import Item, atom
from foedera.exchange.deliverables import item
from foedera.model import Claim, Document
from foedera.record import Listed, Record
from foedera.register import Entry
from foedera.web.api import networks, routes, wording
from foedera.web.api.actors import actor_of
from foedera.web.api.shapes import dated_of
from foedera.web.pages.actors import NOBODY, Named, every_actor
from foedera.web.pages.deliverables import chosen, with_claims
from foedera.web.pages.wording import proposed
from foedera.web.publishing.accepted import Accepted
from foedera.web.publishing.links import file_of
from foedera.web.publishing.withheld import original_of, shown
from foedera.web.room import Ask
from foedera.wording.answers import proposal_of

_FEED = 200
_AT_ONCE = 500
_ALL = 1_000_000_000

Put = Callable[[str, bytes], None]


class Listing(NamedTuple):
    """A file for programs: its name, and what is in it."""

    file: str
    says: str


class Saved:
    """Writes the files with `put`, and keeps what lists of them need until the end."""

    def __init__(self, put: Put, copy: Accepted, title: str, address: str | None) -> None:
        self._put, self._copy, self._title, self._address = put, copy, title, address
        self.documents = tuple(_documents(copy.record))
        self.actors: dict[str, str] = {}
        self.entries = 0
        self._rows: list[bytes] = []
        self._newest: list[tuple[Any, str, Item]] = []
        claims = bytearray()
        for row in self.documents:
            for each in copy.record.claims(row.id):
                claims += each.claim.to_json() + b"\n"
                self.actors |= _named(each.claim)
        put("claims.jsonl", bytes(claims))

    def named(self, ask: Ask) -> list[Named]:
        """The actors that have a page, those last that no entry names."""
        found = [each for each in every_actor(ask) if each.id in self.actors]
        others = self.actors.keys() - {each.id for each in found}
        return found + [Named(id, self.actors[id], NOBODY, 0) for id in sorted(others)]

    def document(self, ask: Ask) -> None:
        """The files of a document: what is known about it, its claims, and what it was made from, if it may be."""
        id, record = ask.path["id"], ask.record
        found, claims = record.document(id), [each.claim for each in record.claims(id)]
        free = id in self._copy.free
        values = {**_about(found, text=free), "claims": [claim.to_dict() for claim in claims]}
        self._json(f"/api/v1/documents/{id}", ask, values)
        self._put(file_of(f"/documents/{id}/claims.jsonl"), b"".join(claim.to_json() + b"\n" for claim in claims))
        data = record.original(id) if free else None
        if data is not None:
            self._put(original_of(id, found.media_type), data)

    def actor(self, ask: Ask, values: Mapping[str, Any]) -> None:
        """The file of an actor."""
        self.actors.setdefault(ask.path["id"], values["name"])
        self._json(f"/api/v1/actors/{ask.path['id']}", ask, actor_of(values))

    def entry(self, ask: Ask, entry: Entry) -> None:
        """The file of an entry; it also comes into the list of them, and into the feed if it is among the newest."""
        self._json(f"/api/v1/entries/{entry.id}", ask, answers.entry_of(entry))
        found = item(entry)
        heapq.heappush(self._newest, (found.updated, entry.id, found))
        if len(self._newest) > _FEED:
            heapq.heappop(self._newest)
        first = entry.members[0]
        self._rows.append(msgspec.json.encode({
            "entry": entry.id, "kind": entry.kind, "label": entry.label,
            "when": None if first.claim.when is None else first.claim.when.text,
            "documents": len({member.claim.document for member in entry.members}),
            "file": file_of(f"/api/v1/entries/{entry.id}"),
        }))  # fmt: skip
        self.entries += 1

    def lists(self, ask: Ask) -> None:
        """The lists, whole, and the feed."""
        self._rows_of("/api/v1/entries", ask, self._rows)
        self._rows_of("/api/v1/documents", ask, map(msgspec.json.encode, map(_listed, self.documents)))
        self._rows_of("/api/v1/actors", ask, (msgspec.json.encode(each._asdict()) for each in self.named(ask)))
        self._rows_of("/api/v1/deliverables", ask, _deliverables(ask))
        self._rows_of("/api/v1/timeline", ask, map(msgspec.json.encode, map(dated_of, ask.cards.dated(ask.moment.on))))
        request = Request({"type": "http", "method": "GET", "headers": []})
        for path, answer in (
            ("/api/v1/instruments", routes.instruments(request, ask, limit=_ALL)),
            ("/api/v1/stale", routes.stale(request, ask, limit=_ALL)),
            ("/api/v1/outlook", routes.outlook(request, ask, limit=_ALL)),
            ("/api/v1/ties", networks.ties(request, ask, limit=_ALL)),
            ("/api/v1/wording/series", wording.series(request, ask, limit=_ALL)),
        ):
            self._put(file_of(path), bytes(answer.body))
        foretold = (msgspec.json.encode(proposal_of(shown(each, self._copy))) for each in proposed(ask))
        self._rows_of("/api/v1/wording/predictions", ask, foretold)
        newest = [found for *_, found in sorted(self._newest, reverse=True)]
        self._put("feed.atom", atom(newest, name=self._title, query="", at=self._address))

    def listed(self) -> tuple[Listing, ...]:
        """What there is to be saved, for a page that says so."""
        return LISTED

    def _json(self, path: str, ask: Ask, values: Mapping[str, Any]) -> None:
        moment = {"on": ask.moment.on, "known": ask.moment.known}
        self._put(file_of(path), msgspec.json.encode({**values, **moment}))

    def _rows_of(self, path: str, ask: Ask, rows: Iterable[bytes]) -> None:
        every = list(rows)
        on, known = ask.moment
        rest = msgspec.json.encode({"total": len(every), "next": None, "on": on, "known": known})
        self._put(file_of(path), b'{"rows":[' + b",".join(every) + b"]," + rest[1:])


LISTED = (
    Listing("deliverables.csv", "what was promised, as a table"),
    Listing("deliverables.ics", "due dates, for calendars"),
    Listing("claims.jsonl", "all claims with their evidence, a line each"),
    Listing("feed.atom", "what is new, for feed readers"),
    Listing("network-ties.csv", "the ties, as a table"),
    Listing("network-ties.graphml", "the ties, for programs that draw networks"),
    Listing("network-ties.gexf", "the ties, for Gephi"),
    Listing("command.yaml", "the structure of command, to be completed"),
    Listing("api/v1/documents.json", "the documents; each has a file in api/v1/documents"),
    Listing("api/v1/entries.json", "the entries; each has a file in api/v1/entries"),
    Listing("api/v1/actors.json", "the actors; each has a file in api/v1/actors"),
    Listing("api/v1/deliverables.json", "what was promised, with all stages and their evidence"),
    Listing("api/v1/instruments.json", "the instruments, and whether each was in force"),
    Listing("api/v1/stale.json", "what is out of date, and why"),
    Listing("api/v1/timeline.json", "what happened and falls due"),
    Listing("api/v1/outlook.json", "predictions, and what became of them"),
    Listing("api/v1/ties.json", "the ties with their sentences"),
    Listing("api/v1/wording-series.json", "the series of documents"),
    Listing("api/v1/wording-predictions.json", "predictions about wording"),
)


def _documents(record: Record) -> Iterator[Listed]:
    cursor: str | None = None
    while True:
        page = record.documents(limit=_AT_ONCE, after=cursor)
        yield from page.rows
        if page.cursor is None:
            return
        cursor = page.cursor


def _named(claim: Claim) -> dict[str, str]:
    return {ref.id: ref.name for _, ref in claim.actors() if ref.id}


def _about(found: Document, *, text: bool) -> dict[str, Any]:
    about = {
        "id": found.id, "title": found.title, "authors": found.authors, "publisher": found.publisher,
        "published": None if found.published is None else found.published.text, "language": found.language,
        "media_type": found.media_type, "source": found.source, "url": found.url,
    }  # fmt: skip
    return about | ({"text": found.text, "paragraphs": msgspec.to_builtins(found.paragraphs)} if text else {})


def _listed(row: Listed) -> dict[str, Any]:
    return {
        "id": row.id, "title": row.title, "authors": row.authors, "publisher": row.publisher,
        "published": row.published, "url": row.url, "claims": row.claims,
        "file": file_of(f"/api/v1/documents/{row.id}"),
    }  # fmt: skip


def _deliverables(ask: Ask) -> Iterator[bytes]:
    some: Sequence[Any] = chosen(ask)
    for start in range(0, len(some), _AT_ONCE):
        for each in with_claims(ask, some[start : start + _AT_ONCE]):
            yield msgspec.json.encode(answers.deliverable_of(each))
