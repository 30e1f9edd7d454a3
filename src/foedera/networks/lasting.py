"""Ties of all days: each with the days on which it holds, so that those of one day need no reading of claims."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from foedera.networks.dealings import (
    Seen,
    ties_by_assets,
    ties_by_events,
    ties_by_membership,
    ties_of_promise,
    turns_of_asset,
    turns_of_membership,
)
from foedera.networks.instruments import ties_of_instrument
from foedera.networks.tie import By, Tie, TieKind, pairs
from foedera.register import Entry, Item
from foedera.register.days import published_on
from foedera.register.nodes import Node

FOREVER = 2**31 - 1
"""A day after all others, as a number."""

DAYS = 365
"""How many days an event counts."""


class Lasting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A tie that holds from the day `since` on until before the day `until` (numbers, as `datetime.date.toordinal`).

    `begun` is the day from which it counts, None where that is not known. `number` is its place among the ties that its
    entry makes at once; `due` when a commitment falls due then. `shown` are the lineages of the claims that show it,
    and `called` the names that these give to states and organisations, by id, the first one that is used of each.
    """

    kind: TieKind
    sort: str
    one: str
    other: str
    mutual: bool
    weight: float
    begun: datetime.date | None
    number: int
    due: int
    shown: tuple[int, ...]
    called: tuple[tuple[str, str], ...]
    since: int
    until: int


class Stage(NamedTuple):
    """Where a commitment stands between two days: in words, None where it ties nobody; and when it falls due."""

    since: int
    until: int
    stage: str | None
    due: int


Moment = tuple[int, int, int, Iterable[Tie]]
"""From which day on until before which day, a due date, and the ties then."""


def lasting_of_events(items: Iterable[Item], by: By) -> tuple[Lasting, ...]:
    """The ties by the events of an entry, each for so many days (`DAYS`)."""
    found: list[Lasting] = []
    for item in items:
        if item.kind == "event":
            day = item.day.toordinal()
            found += lasting([(day, day + DAYS, 0, ties_by_events([item], by))])
    return tuple(found)


def lasting_of_promise(entry: Entry, stages: Iterable[Stage], since: datetime.date | None, by: By) -> list[Lasting]:
    """The ties by a commitment. `stages` are where it stands, one after the other; `since` is the day of its first
    step."""
    turns = {since, *(published_on(member) for member in entry.members)}
    seen: Seen = {}

    def made() -> Iterator[Moment]:
        for stage in stages:
            if stage.stage is not None:
                for day, until in _parts(stage.since, stage.until, turns):
                    on = datetime.date.fromordinal(day)
                    begun = since if since is not None and since <= on else None
                    yield day, until, stage.due, ties_of_promise(entry, stage.stage, begun, on, by, seen)

    return lasting(made())


def lasting_of_instrument(
    node: Node, held: Iterable[tuple[int, int]], turns: Collection[datetime.date], by: By
) -> list[Lasting]:  # fmt: skip
    """The ties by an instrument. `held` says from which day on until before which it was in force, each time; on
    `turns` it may change whom it ties."""
    parts = (part for since, until in held for part in _parts(since, until, turns))
    return lasting(
        (since, until, 0, ties_of_instrument(node, datetime.date.fromordinal(since), by)) for since, until in parts
    )


def lasting_of_asset(entry: Entry, by: By) -> list[Lasting]:
    """The ties by an asset."""
    seen: Seen = {}
    return lasting(_moments(turns_of_asset(entry), lambda on: ties_by_assets([entry], on, by, seen)))


def lasting_of_membership(entry: Entry, by: By) -> list[Lasting]:
    """The ties of a member to its group; `lasting_of_group` makes those of members to each other of these."""
    return lasting(_moments(turns_of_membership(entry), lambda on: ties_by_membership([entry], on, by)))


def lasting_of_group(members: Sequence[Lasting]) -> list[Lasting]:
    """The ties of the members of one group to each other, from the ties of all its members to it, in their order."""
    days = sorted({day for each in members for day in (each.since, each.until)})
    runs = _Runs()
    for since, until in pairwise(days):
        held: dict[str, list[Lasting]] = defaultdict(list)
        now = [each for each in members if each.since <= since < each.until]
        for each in now:
            held[each.one].append(each)
        for one, other in pairs(held):
            some = (*held[one], *held[other])
            called: dict[str, str] = {}
            for each in some:
                called = dict(each.called) | called
            runs.add(since, until, Lasting(
                kind="grouping", sort=now[-1].sort, one=one, other=other, mutual=True, weight=1.0, begun=None, number=0,
                due=0, shown=tuple(lineage for each in some for lineage in each.shown), called=tuple(called.items()),
                since=0, until=0,
            ))  # fmt: skip
    return runs.ended()


def lasting(moments: Iterable[Moment]) -> list[Lasting]:
    """The ties of moments that follow each other, one that goes on in the next moment as one."""
    runs, names = _Runs(), dict[int, tuple[tuple[str, str], ...]]()
    for since, until, due, ties in moments:
        for number, tie in enumerate(ties):
            runs.add(since, until, Lasting(
                kind=tie.kind, sort=tie.sort, one=tie.one, other=tie.other, mutual=tie.mutual, weight=tie.weight,
                begun=tie.since, number=number, due=due, shown=tuple([m.row.lineage for m, _ in tie.shown]),
                called=_called(tie, names), since=0, until=0,
            ))  # fmt: skip
    return runs.ended()


class _Runs:
    """Ties with the days on which each holds, as far as they are known yet."""

    def __init__(self) -> None:
        self._runs: dict[Lasting, list[tuple[int, int]]] = {}

    def add(self, since: int, until: int, tie: Lasting) -> None:
        days = self._runs.setdefault(tie, [])
        if days and days[-1][1] == since:
            days[-1] = days[-1][0], until
        else:
            days.append((since, until))

    def ended(self) -> list[Lasting]:
        return [
            msgspec.structs.replace(tie, since=since, until=until)
            for tie, days in self._runs.items()
            for since, until in days
        ]


def _moments(turns: Iterable[datetime.date | None], ties: Callable[[datetime.date], Iterable[Tie]]) -> Iterator[Moment]:
    for since, until in _parts(1, FOREVER, turns):
        yield since, until, 0, ties(datetime.date.fromordinal(since))


def _parts(since: int, until: int, turns: Iterable[datetime.date | None]) -> Iterator[tuple[int, int]]:
    """The days from one until before another, parted on some days."""
    since = max(since, 1)
    days = (day.toordinal() for day in turns if day is not None)
    return pairwise([since, *sorted({day for day in days if since < day < until}), until])


def _called(tie: Tie, names: dict[int, tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
    """What the claims of a tie call states and organisations, by id, or by name where they have none. `names` keeps
    what each claim does."""
    for member, _ in tie.shown:
        if member.row.lineage not in names:
            refs = (ref for _, ref in member.claim.actors() if ref.kind in ("state", "organisation"))
            names[member.row.lineage] = tuple((ref.id or ref.name, ref.name) for ref in refs)
    found: dict[str, str] = {}
    for some in dict.fromkeys([names[member.row.lineage] for member, _ in tie.shown]):
        for id, name in some:
            found.setdefault(id, name)
    return tuple(found.items())
