"""What changed between two days: in the alliance, and, apart from it, in what is known of earlier times."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import islice

import msgspec

from foedera.model import QuestionError
from foedera.record import Record
from foedera.record.time import Known
from foedera.register.actors import actor_of
from foedera.register.days import day, happened_by, published_on
from foedera.register.deliverables import notes_by_entry, speaks_of
from foedera.register.entries import entries
from foedera.register.entry import Entry, Member
from foedera.register.foremost import is_outlined, number
from foedera.register.heap import held
from foedera.register.items import Item, items_of, order
from foedera.register.timeline import Told, touching


class Learnt(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim that became known between two days, about something earlier or known before: its document was published
    then (`published`), or the record took it in then. `day` is that of the thing itself, None where it has none."""

    entry: Entry
    member: Member
    day: datetime.date | None
    published: bool


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What changed after the day `a` and until the day `b`.

    `alliance` is what happened: new commitments, steps, acts, events, posts, commands, and due dates that passed.
    `known` is what was learnt of things that were not new.
    """

    a: datetime.date
    b: datetime.date
    alliance: tuple[Item, ...]
    known: tuple[Learnt, ...]


@held()
def changes(
    record: Record, a: datetime.date | str, b: datetime.date | str, *, known: Known | None = None,
    actor: str | None = None, about: str | None = None, limit: int | None = None,
) -> Changes:  # fmt: skip
    """What changed after the day `a` and until the day `b`, as the record held it at `known` (None: now).

    `actor` (an id, a name or a state's code) and `about` (words) ask for the entries that name one or have all words.
    A due date passes with the day after it. With `limit`, the first so many of either sort, for which not all need be
    read. Raises `QuestionError` where `b` is before `a`.
    """
    first, last = day(a), day(b)
    if last < first:
        raise QuestionError(f"{last} is before {first}: give the earlier day first")
    noted = notes_by_entry(record, known=known)
    who = None if actor is None else actor_of(actor)
    if limit is not None:
        with record.ledger(known) as ledger:
            if is_outlined(ledger, known):
                told = Told(ledger, last, actor=who, about=about, noted=noted)
                happened = islice((item for item in told.items(first, last) if _new(item, first, last)), limit)
                return Changes(
                    a=first, b=last, alliance=tuple(happened), known=tuple(islice(_reported(told, first, last), limit))
                )
    ids = touching(record, first, last, known=known, learnt=True).union(noted)
    alliance: list[Item] = []
    learnt: list[Learnt] = []
    for entry in entries(record, actor=who, known=known, ids=ids):
        if speaks_of(entry, about):
            items = [item for item in items_of(entry, noted.get(entry.id, ()), as_of=last) if _new(item, first, last)]
            alliance.extend(items)
            learnt.extend(_learnt(entry, items, first, last))
    return Changes(
        a=first, b=last, alliance=tuple(sorted(alliance, key=order)[:limit]),
        known=tuple(sorted(learnt, key=_place)[:limit]),
    )  # fmt: skip


def _reported(told: Told, first: datetime.date, last: datetime.date) -> Iterator[Learnt]:
    """What was learnt, in order, read as far as one goes."""
    rows = told.ledger.reported(number(first), number(last))
    found: dict[str, dict[int, Learnt]] = {}
    for (_, id, lineage), entry in zip(rows, told.entries(id for _, id, _ in rows), strict=True):
        if entry is None:
            continue
        if id not in found:
            items = [item for item in told.of(entry) if _new(item, first, last)]
            found[id] = {each.member.row.lineage: each for each in _learnt(entry, items, first, last)}
        if lineage in found[id]:
            yield found[id][lineage]


def _new(item: Item, first: datetime.date, last: datetime.date) -> bool:
    if item.kind == "due":
        return first <= item.day < last
    return first < item.day <= last


def _learnt(entry: Entry, items: list[Item], first: datetime.date, last: datetime.date) -> Iterator[Learnt]:
    told = {member.row.lineage for item in items if item.kind != "due" for member in item.members}
    for member in entry.members:
        published = published_on(member)
        out = published is not None and first < published <= last
        if member.row.lineage not in told and (out or first < member.row.known_from.date() <= last):
            yield Learnt(entry=entry, member=member, day=happened_by(member.claim.when, published), published=out)


def _place(learnt: Learnt) -> tuple[datetime.date, str, int]:
    return learnt.day or datetime.date.min, learnt.entry.id, learnt.member.row.lineage
