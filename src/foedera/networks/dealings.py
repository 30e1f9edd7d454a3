"""Ties by what actors do with each other: promises that stand, events, joint assets, and groups that they belong to."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from foedera.model import Affiliation, Asset, Commitment, Event, EventType
from foedera.model.plover import plover_types
from foedera.networks.tie import By, Tie, TieKind, best, crossed, pairs, parties, party
from foedera.register import Deliverable, Entry, Item, Member
from foedera.register.days import calendar_day, happened_by, published_on

Pairs = Iterable[tuple[str, str]]
Ends = tuple[Pairs, Pairs]
"""Whom a claim ties mutually, and whom in one direction."""
Seen = dict[int, Ends]
"""Whom claims tie, by their lineages."""


_WORLD = 100
"""An act towards so many states at once is one towards the world."""


def ties_by_commitments(found: Iterable[Deliverable], day: datetime.date, by: By) -> Iterator[Tie]:
    """The ties by promises that were agreed and are neither delivered nor ended; those who undertake one together are
    tied mutually, each of them to those it is for or with in one direction. What a document says that was published
    after the day ties nobody on it."""

    for each in found:
        state = each.progress
        if state.is_agreed and not state.is_delivered and not state.is_ended:
            steps = (step.since for step in state.steps if step.since is not None)
            yield from ties_of_promise(each.entry, state.stage or "agreed", min(steps, default=None), day, by)


def ties_of_promise(
    entry: Entry, stage: str, since: datetime.date | None, day: datetime.date, by: By, seen: Seen | None = None
) -> Iterator[Tie]:  # fmt: skip
    """The ties by one commitment that stands at a stage, as `ties_by_commitments` has them.

    `seen` keeps whom each claim ties, for whoever asks for several days.
    """

    def ends(member: Member) -> Ends:
        body = cast(Commitment, member.claim.body)
        owing = parties(body.parties, by)
        return pairs(owing), crossed(owing, parties((*body.beneficiaries, *body.counterparties), by))

    told = [member for member in entry.members if (published_on(member) or day) <= day]
    yield from _ties("commitment", stage, _drawn(told, _once(ends, seen)), entry, since)


def ties_by_events(items: Iterable[Item], by: By) -> Iterator[Tie]:
    """The ties by events: from those who act to those whom it reaches; among themselves where it reaches nobody.

    A hostile act of several that reaches nobody named, such as an exercise or a condemnation, ties nobody: who does it
    together is not hostile to each other.

    The weight is the score of the event's type, from -10 (conflict) to 10 (cooperation), in the PLOVER manual. An act
    towards the world (`is_to_the_world`), such as a call on all members of the United Nations, ties nobody.
    """

    def friendly(member: Member) -> Ends:
        body = cast(Event, member.claim.body)
        acting, reached = parties(body.actors, by), parties(body.recipients, by)
        return ((), crossed(acting, reached)) if reached else (pairs(acting), ())

    def hostile(member: Member) -> Ends:
        return (), friendly(member)[1]

    for item in items:
        if is_to_the_world(item):
            continue
        score = plover_types()[cast(EventType, item.what)].score
        drawn = _drawn(item.members, hostile if score < 0 else friendly)
        yield from _ties("event", item.what, drawn, item.entry, item.day, score)


def is_to_the_world(item: Item) -> bool:
    """Whether an event reaches a hundred states or more at once."""
    return any(len(cast(Event, member.claim.body).recipients) >= _WORLD for member in item.members)


def ties_by_assets(
    entries: Iterable[Entry], day: datetime.date, by: By, seen: Seen | None = None
) -> Iterator[Tie]:  # fmt: skip
    """The ties by things that were there on a day: owners of one thing mutually, each of them to hosts, sellers and
    partners in one direction. A thing that was closed by then gives none."""

    def ends(member: Member) -> Ends:
        body = cast(Asset, member.claim.body)
        owners = parties(body.owners, by)
        return pairs(owners), crossed(owners, parties(body.counterparties, by))

    for entry in entries:
        told = [member for member in _actual(entry) if (_since(member) or day) <= day]
        bodies = [cast(Asset, member.claim.body) for member in told]
        if told and all(body.action != "close" for body in bodies):
            days = (since for member in told if (since := _since(member)) is not None)
            yield from _ties("asset", bodies[0].type, _drawn(told, _once(ends, seen)), entry, min(days, default=None))


def ties_by_membership(entries: Iterable[Entry], day: datetime.date, by: By) -> tuple[Tie, ...]:
    """The ties by groups: each member to its group, and members of a group to each other."""
    found: list[Tie] = []
    held: dict[str, dict[str, list[Member]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for entry in entries:
        members = _standing(entry, day)
        body = cast(Affiliation, entry.members[0].claim.body)
        who, group = party(body.member, by), body.group.id or body.group.name
        if members and who is not None and who != group:
            names[group] = body.group.name
            held[group][who] += members
            drawn = {(who, group, False): members}
            found += _ties("membership", body.group.name, drawn, entry, _since(members[0]))
    for group, inside in sorted(held.items()):
        found += _together(group, names[group], inside)
    return tuple(found)


def _together(group: str, name: str, inside: Mapping[str, list[Member]]) -> Iterator[Tie]:
    for one, other in pairs(inside):
        yield Tie(
            kind="grouping", sort=name, one=one, other=other, mutual=True, weight=1.0, what=name, entry=group,
            since=None, shown=best((*inside[one], *inside[other])),
        )  # fmt: skip


def _once(ends: Callable[[Member], Ends], seen: Seen | None) -> Callable[[Member], Ends]:
    """The same, found once for each claim where there is something to keep it in."""
    if seen is None:
        return ends

    def found(member: Member) -> Ends:
        lineage = member.row.lineage
        if lineage not in seen:
            mutual, directed = ends(member)
            seen[lineage] = tuple(mutual), tuple(directed)
        return seen[lineage]

    return found


def _drawn(members: Iterable[Member], ends: Callable[[Member], Ends]) -> dict[tuple[str, str, bool], list[Member]]:
    """Who is tied to whom by some claims, mutually or not, with the claims that say so."""
    found: dict[tuple[str, str, bool], list[Member]] = defaultdict(list)
    for member in members:
        for mutual, some in zip((True, False), ends(member), strict=True):
            for one, other in some:
                found[one, other, mutual].append(member)
    return found


def _ties(
    kind: TieKind, sort: str, drawn: Mapping[tuple[str, str, bool], list[Member]], entry: Entry,
    since: datetime.date | None, weight: float = 1.0,
) -> Iterator[Tie]:  # fmt: skip
    for (one, other, mutual), members in drawn.items():
        yield Tie(
            kind=kind, sort=sort, one=one, other=other, mutual=mutual, weight=weight, what=entry.label,
            entry=entry.id, since=since, shown=best(members),
        )  # fmt: skip


def _standing(entry: Entry, day: datetime.date) -> list[Member]:
    """The claims by which somebody is a member on a day; none where the last word is that it left."""
    members = [member for member in _actual(entry) if _holds(member, day)]
    left = [member for member in _actual(entry) if _left(member, day)]
    return [] if _later(left, members) else members


def _actual(entry: Entry) -> Iterator[Member]:
    return (member for member in entry.members if member.claim.modality == "actual")


def _since(member: Member) -> datetime.date | None:
    return happened_by(member.claim.when, published_on(member))


def turns_of_membership(entry: Entry) -> set[datetime.date | None]:
    """The days on which it may change who belongs to a group by an entry, each with the day after the last."""
    found = {_since(member) for member in entry.members}
    for member in entry.members:
        when = member.claim.when
        last = calendar_day(when.latest) if when is not None and when.is_interval else None
        found.add(None if last in (None, datetime.date.max) else last + datetime.timedelta(days=1))
    return found


def turns_of_asset(entry: Entry) -> set[datetime.date | None]:
    """The days on which it may change what an entry of an asset ties."""
    return {_since(member) for member in entry.members}


def _holds(member: Member, day: datetime.date) -> bool:
    """Whether a claim says that somebody was a member on a day; without a date of its own, from publication on."""
    body, when = cast(Affiliation, member.claim.body), member.claim.when
    if body.standing != "member" or body.member.kind == "person":
        return False
    begins = _since(member)
    ends = calendar_day(when.latest) if when is not None and when.is_interval else None
    return (begins is None or begins <= day) and (ends is None or day <= ends)


def _left(member: Member, day: datetime.date) -> bool:
    since = _since(member)
    former = cast(Affiliation, member.claim.body).standing == "former"
    return former and (since is None or since <= day)


def _later(left: list[Member], members: list[Member]) -> bool:
    """Whether the last word is that it left."""
    return bool(left) and _last(left) >= _last(members)


def _last(members: list[Member]) -> datetime.date:
    return max((_since(member) or datetime.date.min for member in members), default=datetime.date.min)
