"""Making cards: from entries, a few hundred at a time, so that never all claims are in memory at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations
from typing import Any, cast

import msgspec

from foedera.model import KINDS, ActorRef, Affiliation, Commitment, Event
from foedera.record import Note as Written
from foedera.record import Record
from foedera.record.words import folded_name
from foedera.register import Entry, Member, Progress, entries, progress
from foedera.register.days import happened_by, published_on
from foedera.register.dues import Due
from foedera.register.items import Item, items_of
from foedera.register.voices import moves
from foedera.web.cards.card import Card, Given, Note, Promise, Told

AT_ONCE = 900


def made(
    record: Record, ids: Collection[str], known: str, noted: dict[str, list[Written]], shared: dict[Any, Any]
) -> Iterator[Card]:
    """The cards of those of these entries that the record held at `known`. `noted` are the notes on progress by entry;
    `shared` keeps values that many cards have in common."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_ONCE):
        for entry in entries(record, ids=ordered[start : start + AT_ONCE], known=known):
            yield card_of(entry, noted.get(entry.id, ()), shared)


def card_of(entry: Entry, notes: Sequence[Written], shared: dict[Any, Any]) -> Card:
    """The card of one entry."""

    def one(value: Any) -> Any:
        return shared.setdefault(value, value)

    first = entry.members[0]
    names: dict[str, str] = {}
    tied = tuple(one(pair) for pair in dict.fromkeys(_pairs(entry, names)) if pair[0] != pair[1])
    years = sorted(_years(entry.members[:1] if entry.kind == "event" else entry.members))
    whole = progress(entry, notes) if entry.kind == "commitment" else None
    return Card(
        id=entry.id, kind=entry.kind, label=entry.label,
        order=(
            KINDS.index(entry.kind), published_on(first) or datetime.date.max, first.claim.document,
            first.claim.evidence[0].start,
        ),
        sources=len({member.source.id for member in entry.members}),
        actors=tuple(one(name) for name in _actors(entry)), said=_said(entry),
        place=next((place for m in entry.members if (place := getattr(m.claim.body, "place", None))), None),
        told=tuple(_told(member) for member in entry.members),
        notes=tuple(_note(item, one) for item in items_of(entry, notes, found=whole) if item.kind != "due"),
        promise=None if whole is None else _promise(entry, whole, one),
        years=one(tuple(dict.fromkeys(years[:1] + years[-1:]))),
        began=years[0] if years else None, tied=tied, names=one(tuple(names.items())) if tied else (),
    )  # fmt: skip


def _actors(entry: Entry) -> dict[str, None]:
    refs = (ref for member in entry.members for _, ref in member.claim.actors())
    return dict.fromkeys(name for ref in refs for name in _called(ref))


def _called(ref: ActorRef) -> Iterator[str]:
    if ref.id is not None:
        yield ref.id
    yield _folded(ref.name)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return folded_name(name)


def _said(entry: Entry) -> str:
    """The words in which one may ask for an entry, as `foedera.register` has them, each wording once."""
    claims = [member.claim for member in entry.members]
    objects = (str(getattr(claim.body, "object", "")) for claim in claims)
    return " ".join(dict.fromkeys(chain([entry.label], objects, (c.evidence[0].text for c in claims)))).casefold()


def _told(member: Member) -> Told:
    published = published_on(member)
    return Told(member.row.lineage, published, member.row.known_from.date(), happened_by(member.claim.when, published))


def _note(item: Item, one: Any) -> Note:
    lineages = tuple(member.row.lineage for member in item.members)
    return Note(item.day, item.when, item.kind, one(item.what), one(item.names), lineages)


def _promise(entry: Entry, whole: Progress, one: Any) -> Promise:
    refs = [ref for member in entry.members for ref in cast(Commitment, member.claim.body).parties]
    dues = tuple(_given(due, one) for due in whole.dues if moves(due.voice))
    published = [published_on(member) for member in entry.members]
    days = {step.since for step in whole.steps} | set(published) | {due.said for due in dues}
    days |= {_next(due.latest) for due in dues}
    dated = [day for day in published if day is not None]
    return Promise(
        parties=one(tuple(dict.fromkeys(ref.name for ref in refs))),
        undertakers=one(tuple(dict.fromkeys(name for ref in refs for name in _called(ref)))),
        steps=tuple(
            msgspec.structs.replace(step, member=None, note=None, when=None, names=()) for step in whole.steps
        ),
        dues=dues, days=tuple(sorted(day for day in days if day is not None)),
        known=min(dated) if len(dated) == len(published) else None,
    )  # fmt: skip


def _given(due: Due, one: Any) -> Given:
    return Given(due.latest, due.earliest, due.text, due.said, due.voice, one(due.names), due.member.row.lineage)


def _next(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def _years(members: Iterable[Member]) -> set[int]:
    """The years in which claims say that something happened."""
    days = (happened_by(member.claim.when, published_on(member)) for member in members)
    return {day.year for day in days if day is not None}


def _pairs(entry: Entry, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of actors that an entry ties to each other."""
    first = entry.members[0].claim
    if entry.kind == "event" and first.modality == "actual":
        act = cast(Event, first.body)
        yield from _across(act.actors, act.recipients, names)
    elif entry.kind == "commitment":
        bodies = (cast(Commitment, member.claim.body) for member in entry.members)
        yield from both((ref for body in bodies for ref in body.parties), names)
    elif entry.kind == "affiliation":
        body = cast(Affiliation, first.body)
        if body.standing != "former":
            yield from _across([body.member], [body.group], names)


def both(refs: Iterable[ActorRef], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each of some actors with each other; `names` takes up how they are called."""
    return combinations(sorted({_key(ref, names) for ref in refs}), 2)


def _across(
    some: Iterable[ActorRef], others: Sequence[ActorRef], names: dict[str, str]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Each of one side with each of the other; those who act together, where there is no other side."""
    if not others:
        yield from both(some, names)
        return
    for first in some:
        for second in others:
            a, b = sorted((_key(first, names), _key(second, names)))
            yield a, b


def _key(ref: ActorRef, names: dict[str, str]) -> str:
    """An actor, or the state for which a person or a body acts."""
    key = ref.state if ref.state and ref.kind != "state" else ref.id or ref.name
    if key == ref.id or key not in names:
        names[key] = ref.name if key in (ref.id, ref.name) else key
    return key
