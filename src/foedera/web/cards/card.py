"""What is on a card: of an entry, what is dated of it, what was promised, and what each claim in it told when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from foedera.model import Edtf, Kind
from foedera.networks.lasting import Lasting
from foedera.register import Progress, Step
from foedera.register.dues import binding
from foedera.register.items import ItemKind
from foedera.register.stages import Stage
from foedera.web.cards.rows import spans


class Given(msgspec.Struct, frozen=True, gc=False):
    """A due date that counts, as `foedera.register.Due` without its claim; `lineage` is that of the claim."""

    latest: datetime.date
    earliest: datetime.date | None
    text: str
    said: datetime.date | None
    voice: str
    names: tuple[str, ...]
    lineage: int

    @property
    def ahead(self) -> bool:
        """Whether the date still lay ahead when it was given."""
        return self.said is None or self.said <= self.latest


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a commitment stands, as `foedera.register.Progress` says it."""

    stage: Stage | None
    due: Given | None
    is_delivered: bool
    is_ended: bool
    is_overdue: bool
    is_only_reaffirmed: bool
    is_agreed: bool
    late: int | None


Span = tuple[int, int, Standing]
"""From which day on until before which day (numbers, `datetime.date.toordinal`) a commitment stands so."""


class Promise(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who undertakes a commitment (`parties` by name, `undertakers` by id and folded name), and the `spans` of days
    since it was known, one after the other; in those that follow each other it stands otherwise."""

    parties: tuple[str, ...]
    undertakers: tuple[str, ...]
    spans: tuple[Span, ...]


class History(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What makes up the progress of a commitment: its `steps` without their claims, the due dates that count, and the
    days on which any of it may change.

    `known` is the day of the first document that speaks of it; None where one has no date, and it is known always.
    """

    steps: tuple[Step, ...]
    dues: tuple[Given, ...]
    days: tuple[datetime.date, ...]
    known: datetime.date | None

    def spans(self) -> Iterator[Span]:
        """The spans of days since it was known, each with where it stands."""
        return spans(self.days, self.standing, self.known)

    def standing(self, on: datetime.date) -> Standing:
        """Where it stands on a day."""
        dues = binding(cast(Any, [due for due in self.dues if due.said is None or due.said <= on]))
        found = Progress(
            as_of=on, steps=tuple(step for step in self.steps if step.since is None or step.since <= on),
            judgements=(), denials=(), dues=dues, due=dues[-1] if dues else None, slips=(), conditions=(), conflicts=(),
        )  # fmt: skip
        overdue = found.is_overdue
        return Standing(
            stage=found.stage, due=cast(Any, found.due), is_delivered=found.is_delivered, is_ended=found.is_ended,
            is_overdue=overdue, is_only_reaffirmed=found.is_only_reaffirmed, is_agreed=found.is_agreed,
            late=None if overdue else found.late,
        )  # fmt: skip


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
    (ids, or names, which `names` gives), each tied since the year `began`, or in it alone where it is an event. `ties`
    are those of `foedera.networks`, counting states (first) or everybody; those by instruments are not among them.
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
