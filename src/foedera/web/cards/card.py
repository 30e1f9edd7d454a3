"""What is on a card: of an entry, what is dated of it, what was promised, and what each claim in it told when."""

from __future__ import annotations

import datetime

import msgspec

from foedera.model import Edtf, Kind
from foedera.networks.lasting import Lasting
from foedera.register.courses import Given, Span, Standing
from foedera.register.items import ItemKind

__all__ = ["Card", "Dated", "Given", "Note", "Promise", "Promised", "Span", "Standing", "Told"]


class Promise(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who undertakes a commitment (`parties` by name, `undertakers` by id and folded name), and the `spans` of days
    since it was known, one after the other; in those that follow each other it stands otherwise."""

    parties: tuple[str, ...]
    undertakers: tuple[str, ...]
    spans: tuple[Span, ...]


class Told(msgspec.Struct, frozen=True, gc=False):
    """A claim in an entry: its lineage, when its document was published, when the record learnt of it, and the day of
    the thing itself."""

    lineage: int
    published: datetime.date | None
    learnt: datetime.date
    happened: datetime.date | None


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something dated on a card, as `foedera.register.Item` without entry and claims; `lineages` are those of these."""

    day: datetime.date
    when: Edtf | None
    kind: ItemKind
    what: str
    names: tuple[str, ...]
    lineages: tuple[int, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The card of an entry.

    `place` is where a claim says that it is or happened; `order` its place among all cards; `actors` whom its claims
    name, by id and folded name; `said` its label, objects and evidence in small letters. `tied` are pairs of actors
    (ids, or names, which `names` gives), each tied since the year `began`, or in it alone where it is an event.
    `called` are the names of the others that have an id, as claims have them. `ties` are those of
    `foedera.networks`, counting states (first) or everybody; those by instruments are not among them.
    """

    id: str
    kind: Kind
    label: str
    order: tuple[int, datetime.date, str, int]
    sources: int
    actors: tuple[str, ...]
    said: str
    place: str | None
    told: tuple[Told, ...]
    notes: tuple[Note, ...]
    promise: Promise | None
    years: tuple[int, ...]
    began: int | None
    tied: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    called: tuple[tuple[str, str], ...]
    ties: tuple[tuple[Lasting, ...], tuple[Lasting, ...]]


class Promised(msgspec.Struct, frozen=True, gc=False):
    """A commitment and where it stands on a day; `late` says by how many days."""

    entry: Card
    progress: Standing
    late: int | None

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of whoever undertakes it."""
        return () if self.entry.promise is None else self.entry.promise.parties


class Dated(msgspec.Struct, frozen=True, gc=False):
    """Something dated of an entry, on a day of looking."""

    entry: Card
    note: Note

    @property
    def day(self) -> datetime.date:
        """The day from which it counts."""
        return self.note.day

    @property
    def when(self) -> Edtf | None:
        """Its own date as written."""
        return self.note.when

    @property
    def kind(self) -> ItemKind:
        """What sort of thing it is."""
        return self.note.kind

    @property
    def what(self) -> str:
        """What happened, in a word or two."""
        return self.note.what

    @property
    def names(self) -> tuple[str, ...]:
        """Whose word it is."""
        return self.note.names
