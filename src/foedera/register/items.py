"""Dated items of an entry: steps, acts, events, posts, commands, assets and due dates, each with its claims."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, cast

import msgspec

from foedera.model import Affiliation, Asset, Command, Edtf, Event, Kind
from foedera.record import Note
from foedera.register.days import calendar_day, happened_by, published_on
from foedera.register.entry import Entry, Member
from foedera.register.nodes import node_of
from foedera.register.progress import Progress, progress
from foedera.register.stages import Step
from foedera.register.voices import names_of

ItemKind = Literal["new", "step", "due", "act", "event", "post", "membership", "command", "asset"]


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something dated: `kind` says what sort, `what` in a word or two what happened (a stage, an act, an event's type).

    A due date that was not kept is `overdue`. `day` is the day from which it counts, `when` its own date as written,
    None where it is dated by its document.
    `names` says whose word it is. `members` show it, or `step.note` does; of a commitment, `step` or `progress` (a due
    date) say more.
    """

    day: datetime.date
    when: Edtf | None
    kind: ItemKind
    what: str
    entry: Entry
    names: tuple[str, ...]
    members: tuple[Member, ...]
    step: Step | None = None
    progress: Progress | None = None


def items_of(
    entry: Entry, notes: Iterable[Note] = (), *, as_of: datetime.date | None = None, found: Progress | None = None
) -> tuple[Item, ...]:
    """The dated items of an entry, in their order; for a due date, whether it was kept is that of the day `as_of`.

    `found` is the progress of a commitment, where whoever asks has it already.
    What is only planned, possible or denied has not happened and is none, and neither is what a claim repeats. A
    commitment that is new has the kind `new`; what holds without a date of its own (a post, a unit) is no item.
    """
    if entry.kind == "commitment":
        items = _of_commitment(entry, found or progress(entry, notes, as_of=as_of))
    else:
        items = _ITEMS.get(entry.kind, _nothing)(entry)
    return tuple(sorted(items, key=order))


def order(item: Item) -> tuple[datetime.date, str, str, str]:
    """Where an item stands among others."""
    return item.day, item.kind, item.what, item.entry.id


def _of_commitment(entry: Entry, found: Progress) -> Iterator[Item]:
    for number, step in enumerate(_news(found.steps)):
        if step.since is not None:
            yield Item(
                day=step.since, when=step.when, kind="step" if number else "new", what=step.stage, entry=entry,
                names=step.names, members=() if step.member is None else (step.member,), step=step,
            )  # fmt: skip
    if found.due is not None:
        yield Item(
            day=found.due.latest, when=None, kind="due", what="overdue" if found.is_overdue else "due", entry=entry,
            names=found.due.names, members=(found.due.member,), progress=found,
        )  # fmt: skip


def _news(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps that say something new: not those that repeat a stage without another date, unless they reaffirm."""
    seen: set[tuple[str, datetime.date | None]] = set()
    stages: set[str] = set()
    for step in steps:
        repeats = (step.stage, step.since) in seen or (step.stage in stages and not step.dated)
        if not repeats or (step.stage == "reaffirmed" and (step.stage, step.since) not in seen):
            yield step
        seen.add((step.stage, step.since))
        stages.add(step.stage)


def _of_instrument(entry: Entry) -> Iterator[Item]:
    done: dict[tuple[str, str], list[Member]] = {}
    whens: dict[tuple[str, str], Edtf] = {}
    for act in node_of(entry).acts:
        if act.counts and act.when is not None:
            who = "" if act.actor is None else f" by {act.actor.name}"
            key = act.act.replace("-", " ") + who, act.when.text
            whens[key] = act.when
            done.setdefault(key, []).append(act.member)
    for key, members in done.items():
        yield from _item(entry, "act", key[0], whens[key], members)


def _of_event(entry: Entry) -> Iterator[Item]:
    yield from _once(entry, "event", lambda member: cast(Event, member.claim.body).type)


def _of_asset(entry: Entry) -> Iterator[Item]:
    yield from _once(entry, "asset", lambda member: cast(Asset, member.claim.body).action)


def _of_command(entry: Entry) -> Iterator[Item]:
    yield from _once(entry, "command", lambda member: cast(Command, member.claim.body).change)


def _of_affiliation(entry: Entry) -> Iterator[Item]:
    ends: dict[str, list[Member]] = {}
    for member in _actual(entry):
        if member.claim.when is not None:
            ends.setdefault(member.claim.when.text, []).append(member)
    for members in ends.values():
        body, when = cast(Affiliation, members[0].claim.body), members[0].claim.when
        kind: ItemKind = "post" if body.member.kind == "person" else "membership"
        if when is not None and not when.is_interval:
            yield from _item(entry, kind, "ends" if body.standing == "former" else "begins", when, members)
        elif when is not None:
            for what, at in (("begins", when.earliest), ("ends", when.latest)):
                if at is not None:
                    yield from _item(entry, kind, what, Edtf.parse(at.isoformat()), members)


def _once(entry: Entry, kind: ItemKind, what: Callable[[Member], str]) -> Iterator[Item]:
    """One item for each thing that happened; what merely holds counts only where it has a date of its own."""
    happened: dict[str, list[Member]] = {}
    for member in _actual(entry):
        if what(member) != "hold" or member.claim.when is not None:
            happened.setdefault(what(member), []).append(member)
    for name, members in happened.items():
        dated = [member for member in members if member.claim.when is not None]
        first = min(dated or members, key=lambda member: (_day(member) or datetime.date.max, member.claim.id))
        yield from _item(entry, kind, name, first.claim.when, [first, *(m for m in members if m is not first)])


def _item(entry: Entry, kind: ItemKind, what: str, when: Edtf | None, members: list[Member]) -> Iterator[Item]:
    day = happened_by(when, published_on(members[0]))
    if day is not None:
        names = tuple(dict.fromkeys(name for member in members for name in names_of(member)))
        yield Item(day=day, when=when, kind=kind, what=what, entry=entry, names=names, members=tuple(members))


def _actual(entry: Entry) -> Iterator[Member]:
    return (member for member in entry.members if member.claim.modality == "actual")


def _day(member: Member) -> datetime.date | None:
    when = member.claim.when
    return happened_by(when, published_on(member)) or (None if when is None else calendar_day(when.latest))


def _nothing(_: Entry) -> Iterator[Item]:
    return iter(())


_ITEMS: Mapping[Kind, Callable[[Entry], Iterator[Item]]] = MappingProxyType(
    {
        "instrument": _of_instrument, "event": _of_event, "asset": _of_asset, "command": _of_command,
        "affiliation": _of_affiliation,
    }
)  # fmt: skip
