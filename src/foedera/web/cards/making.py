"""Making cards: from entries, a few hundred at a time, so that never all claims are in memory at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations
from typing import Any, cast, get_args

import msgspec

from foedera.model import KINDS, ActorRef, Affiliation, Commitment, Event
from foedera.networks.lasting import (
    FOREVER,
    Lasting,
    Stage,
    lasting_of_asset,
    lasting_of_events,
    lasting_of_membership,
    lasting_of_promise,
)
from foedera.networks.tie import By
from foedera.record import Note as Written
from foedera.record import Record
from foedera.record.words import folded_name
from foedera.register import Entry, Member, Progress, entries, progress
from foedera.register.courses import history_of
from foedera.register.days import happened_by, published_on
from foedera.register.items import Item, items_of
from foedera.web.cards.card import Card, Note, Promise, Told

AT_ONCE = 900
BYS: tuple[By, ...] = get_args(By)


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
    refs = [ref for member in entry.members for _, ref in member.claim.actors()]
    names: dict[str, str] = {}
    tied = tuple(one(pair) for pair in dict.fromkeys(_pairs(entry, names)) if pair[0] != pair[1])
    years = sorted(_years(entry.members[:1] if entry.kind == "event" else entry.members))
    whole = progress(entry, notes) if entry.kind == "commitment" else None
    promise = None if whole is None else _promise(entry, whole, one)
    items = items_of(entry, notes, found=whole)
    return Card(
        id=entry.id, kind=entry.kind, label=entry.label,
        order=(
            KINDS.index(entry.kind), published_on(first) or datetime.date.max, first.claim.document,
            first.claim.evidence[0].start,
        ),
        sources=len({member.source.id for member in entry.members}),
        actors=tuple(one(name) for name in dict.fromkeys(name for ref in refs for name in _called(ref))),
        said=_said(entry),
        place=_place(entry),
        told=tuple(_told(member) for member in entry.members),
        notes=_notes(items, one),
        promise=promise,
        years=one(tuple(dict.fromkeys(years[:1] + years[-1:]))),
        began=years[0] if years else None, tied=tied, names=one(tuple(names.items())) if tied else (),
        called=one(tuple(dict.fromkeys(_lacking(refs, names)))),
        ties=_ties(entry, refs, promise, whole, items, one),
    )  # fmt: skip


def _lacking(refs: Iterable[ActorRef], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ids of actors that are not among `names`, and what claims call them."""
    return ((ref.id, ref.name) for ref in refs if ref.id is not None and names.get(ref.id, ref.id) == ref.id)


def _called(ref: ActorRef) -> Iterator[str]:
    if ref.id is not None:
        yield ref.id
    yield _folded(ref.name)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return folded_name(name)


def _place(entry: Entry) -> str | None:
    return next((place for m in entry.members if (place := getattr(m.claim.body, "place", None))), None)


def _notes(items: Iterable[Item], one: Any) -> tuple[Note, ...]:
    return tuple(_note(item, one) for item in items if item.kind != "due")


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
    return Promise(
        parties=one(tuple(dict.fromkeys(ref.name for ref in refs))),
        undertakers=one(tuple(dict.fromkeys(name for ref in refs for name in _called(ref)))),
        spans=tuple((since, until, one(standing)) for since, until, standing in history_of(entry, whole, one).spans()),
    )


def _ties(
    entry: Entry, refs: Iterable[ActorRef], promise: Promise | None, whole: Progress | None, items: Sequence[Item],
    one: Any,
) -> tuple[tuple[Lasting, ...], tuple[Lasting, ...]]:  # fmt: skip
    """The ties that an entry makes, counting states, and counting everybody."""
    states = tuple(_ties_by(entry, promise, whole, items, "state", one))
    # States count as themselves either way.
    if all(ref.kind == "state" for ref in refs):
        return states, states
    return states, tuple(_ties_by(entry, promise, whole, items, "actor", one))


def _ties_by(
    entry: Entry, promise: Promise | None, whole: Progress | None, items: Sequence[Item], by: By, one: Any
) -> Iterator[Lasting]:  # fmt: skip
    """The ties that an entry makes."""
    found: Iterable[Lasting] = ()
    if promise is not None and whole is not None:
        steps = (step.since for step in whole.steps if step.since is not None)
        found = lasting_of_promise(entry, _stages(promise), min(steps, default=None), by)
    elif entry.kind == "event":
        found = lasting_of_events(items, by)
    elif entry.kind == "asset":
        found = lasting_of_asset(entry, by)
    elif entry.kind == "affiliation":
        found = lasting_of_membership(entry, by)
    for tie in found:
        yield msgspec.structs.replace(tie, called=one(tie.called))


def _stages(promise: Promise) -> Iterator[Stage]:
    for since, until, state in promise.spans:
        ties = state.is_agreed and not state.is_delivered and not state.is_ended
        due = FOREVER if state.due is None else state.due.latest.toordinal()
        yield Stage(since, until, (state.stage or "agreed") if ties else None, due)


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
