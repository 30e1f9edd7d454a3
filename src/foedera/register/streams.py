"""The event stream of a record: who did what to whom on which day, and how many documents were read on each."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from itertools import permutations, product
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from foedera.model import ActorRef, Edtf, Event
from foedera.record import Record
from foedera.record.time import Known
from foedera.register.entries import entries
from foedera.register.entry import Entry, Member
from foedera.register.heap import held

if TYPE_CHECKING:
    from foedera.datasets.streams import EventStream

Who = Literal["actor", "state"]
_PAGE = 1000


@held()
def stream(record: Record, *, known: Known | None = None, who: Who = "actor") -> EventStream:
    """The events of a record as it held them at `known` (None: now): one for each entry, and of several actors or
    recipients one for each pair of them.

    An entry counts by the first of its claims that says it happened (`actual`), on the day that this claim gives, or
    else on that of its document; `source` is the claim's lineage. Parties that act together make one event each way.
    Actors are ids, or names where the record has none; with `who="state"` the ids of their states where it knows them.
    `read` counts the documents of each day of publication: a record is its keeper's choice of articles (`chosen`), and
    measures what was read. `notes` says what was left out, and how many documents have no day.
    """
    # Streams bring numpy, which every other question of the register can do without: it takes as long as SQLAlchemy.
    from foedera.datasets.streams import made

    rows: list[tuple[str, str, str, datetime.date]] = []
    source: list[int] = []
    left: Counter[str] = Counter()
    for entry in entries(record, kind="event", known=known):
        member = _actual(entry)
        day = None if member is None else _day(member)
        if member is None or day is None:
            left["that did not happen, or may not have," if member is None else "without a day"] += 1
            continue
        body = cast(Event, member.claim.body)
        pairs = [(_named(a, who), _named(b, who)) for a, b in _pairs(body)]
        pairs = list(dict.fromkeys((a, b) for a, b in pairs if a != b))
        if not pairs:
            left["without a recipient"] += 1
        rows += [(a, body.type, b, day) for a, b in pairs]
        source += [member.row.lineage] * len(pairs)
    read, undated = _read(record, known)
    found = made(record.where, rows, chosen=True, read=read, source=source)
    notes = [f"{count} events {reason} were left out" for reason, count in sorted(left.items())]
    notes += [f"{undated} documents without a day count as not read"] * bool(undated)
    return msgspec.structs.replace(found, notes=tuple(notes))


def _actual(entry: Entry) -> Member | None:
    return next((member for member in entry.members if member.claim.modality == "actual"), None)


def _day(member: Member) -> datetime.date | None:
    """The day of the event, or else that on which the document was published."""
    return _one_day(member.claim.when) or _published(member.source.published)


def _one_day(date: Edtf | None) -> datetime.date | None:
    if date is None or date.earliest is None or date.earliest != date.latest:
        return None
    return datetime.date(*date.earliest) if 0 < date.earliest.year <= datetime.MAXYEAR else None


def _published(text: str | None) -> datetime.date | None:
    return None if text is None else _one_day(Edtf.parse(text))


def _pairs(event: Event) -> Iterator[tuple[ActorRef, ActorRef]]:
    if event.recipients:
        return iter(product(event.actors, event.recipients))
    return iter(permutations(event.actors, 2))


def _named(actor: ActorRef, who: Who) -> str:
    return (actor.state if who == "state" else None) or actor.id or actor.name


def _read(record: Record, known: Known | None) -> tuple[dict[datetime.date, int], int]:
    """How many documents were published on each day, and how many have none."""
    days: Counter[datetime.date] = Counter()
    undated, cursor = 0, None
    while True:
        page = record.documents(known=known, limit=_PAGE, after=cursor)
        for each in page.rows:
            day = _published(each.published)
            if day is None:
                undated += 1
            else:
                days[day] += 1
        cursor = page.cursor
        if cursor is None:
            return dict(days), undated
