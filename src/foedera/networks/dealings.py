"""Ties by what actors do with each other: promises that stand, events, joint assets, and groups that they belong to."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

from foedera.model import Affiliation, Asset, Commitment, Event
from foedera.model.plover import plover_types
from foedera.networks.tie import By, Tie, best, crossed, pairs, parties, party
from foedera.register import Deliverable, Entry, Item, Member
from foedera.register.days import calendar_day, happened_by, published_on


def ties_by_commitments(found: Iterable[Deliverable], by: By) -> Iterator[Tie]:
    """The ties by promises that were agreed and are neither delivered nor ended; those who undertake one together are
    tied mutually, each of them to those it is for or with in one direction."""
    for each in found:
        state = each.progress
        if not state.is_agreed or state.is_delivered or state.is_ended:
            continue
        drawn: dict[tuple[str, str, bool], list[Member]] = defaultdict(list)
        for member in each.entry.members:
            body = cast(Commitment, member.claim.body)
            owing = parties(body.parties, by)
            for pair in pairs(owing):
                drawn[(*pair, True)].append(member)
            for pair in crossed(owing, parties((*body.beneficiaries, *body.counterparties), by)):
                drawn[(*pair, False)].append(member)
        steps = [step.since for step in state.steps if step.since is not None]
        for (one, other, mutual), members in drawn.items():
            yield Tie(
                kind="commitment", sort=state.stage or "agreed", one=one, other=other, mutual=mutual, weight=1.0,
                what=each.entry.label, entry=each.entry.id, since=min(steps, default=None), shown=best(members),
            )  # fmt: skip


def ties_by_events(items: Iterable[Item], by: By) -> Iterator[Tie]:
    """The ties by events: from those who act to those whom it reaches; among themselves where it reaches nobody.

    The weight is the score of the event's type, from -10 (conflict) to 10 (cooperation), in the PLOVER manual.
    """
    for item in items:
        type = plover_types()[item.what]  # type: ignore[index]
        drawn: dict[tuple[str, str, bool], list[Member]] = defaultdict(list)
        for member in item.members:
            body = cast(Event, member.claim.body)
            acting, reached = parties(body.actors, by), parties(body.recipients, by)
            for pair in crossed(acting, reached) if reached else pairs(acting):
                drawn[(*pair, not reached)].append(member)
        for (one, other, mutual), members in drawn.items():
            yield Tie(
                kind="event", sort=item.what, one=one, other=other, mutual=mutual, weight=type.score,
                what=item.entry.label, entry=item.entry.id, since=item.day, shown=best(members),
            )  # fmt: skip


def ties_by_assets(entries: Iterable[Entry], day: datetime.date, by: By) -> Iterator[Tie]:
    """The ties by things that were there on a day: owners of one thing mutually, each of them to hosts, sellers and
    partners in one direction. A thing that was closed by then gives none."""
    for entry in entries:
        told = [(member, since) for member in _actual(entry) if (since := _since(member)) is None or since <= day]
        bodies = [cast(Asset, member.claim.body) for member, _ in told]
        if not told or any(body.action == "close" for body in bodies):
            continue
        drawn: dict[tuple[str, str, bool], list[Member]] = defaultdict(list)
        for (member, _), body in zip(told, bodies, strict=True):
            owners = parties(body.owners, by)
            for pair in pairs(owners):
                drawn[(*pair, True)].append(member)
            for pair in crossed(owners, parties(body.counterparties, by)):
                drawn[(*pair, False)].append(member)
        days = [since for _, since in told if since is not None]
        for (one, other, mutual), members in drawn.items():
            yield Tie(
                kind="asset", sort=bodies[0].type, one=one, other=other, mutual=mutual, weight=1.0, what=entry.label,
                entry=entry.id, since=min(days, default=None), shown=best(members),
            )  # fmt: skip


def ties_by_membership(entries: Iterable[Entry], day: datetime.date, by: By) -> tuple[Tie, ...]:
    """The ties by groups: each member to its group, and members of a group to each other."""
    found: list[Tie] = []
    held: dict[str, dict[str, list[Member]]] = defaultdict(dict)
    names: dict[str, str] = {}
    for entry in entries:
        members = [member for member in _actual(entry) if _holds(member, day)]
        left = [member for member in _actual(entry) if _left(member, day)]
        if not members or _later(left, members):
            continue
        body = cast(Affiliation, members[0].claim.body)
        who, group = party(body.member, by), body.group.id or body.group.name
        if who is None or who == group:
            continue
        names[group] = body.group.name
        held[group].setdefault(who, []).extend(members)
        found.append(
            Tie(
                kind="membership", sort=body.group.name, one=who, other=group, mutual=False, weight=1.0,
                what=entry.label, entry=entry.id, since=_since(members[0]), shown=best(members),
            )
        )  # fmt: skip
    for group, inside in sorted(held.items()):
        for one, other in pairs(inside):
            found.append(
                Tie(
                    kind="grouping", sort=names[group], one=one, other=other, mutual=True, weight=1.0,
                    what=names[group], entry=group, since=None, shown=best((*inside[one], *inside[other])),
                )
            )  # fmt: skip
    return tuple(found)


def _actual(entry: Entry) -> Iterator[Member]:
    return (member for member in entry.members if member.claim.modality == "actual")


def _since(member: Member) -> datetime.date | None:
    return happened_by(member.claim.when, published_on(member))


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
    first = datetime.date.min
    return bool(left) and max(_since(m) or first for m in left) >= max(_since(m) or first for m in members)
