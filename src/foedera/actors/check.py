"""What contradicts itself in the actor base. A malformed row is refused on loading; these are rows that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from foedera.actors.base import Base
from foedera.actors.rows import Actor, Holder, Period
from foedera.model import Edge


class Contradiction(msgspec.Struct, frozen=True):
    """Rows that cannot all be true: the table, the ids concerned, and the reason in one line."""

    table: str
    ids: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{self.table}.csv: {self.reason}"


def check(base: Base) -> list[Contradiction]:
    """Every contradiction in the base, table by table; empty where there is none."""
    lives = _lives(base)
    found: list[Contradiction] = []
    found.extend(_actors(lives))
    for part in (_names, _codes, _successions, _memberships, _posts, _holders, _commands, _places):
        found.extend(part(base, lives))
    return found


_Row = TypeVar("_Row")
_Lives = dict[str, list[Actor]]


def _lives(base: Base) -> _Lives:
    lives: _Lives = {}
    for row in base.rows("actors"):
        lives.setdefault(row.id, []).append(row)
    return lives


def _within(when: Period, rows: Iterable[Actor]) -> bool:
    """Whether `when` lies in the life of an actor; a year or month in which it began or ended is near enough."""
    first, last = min(row.when.first for row in rows), max(row.when.last for row in rows)
    if first <= when.first and when.last <= last:
        return True
    start, end = when.edtf.start, when.edtf.end
    begins = when.first if isinstance(start, Edge) else start.latest.number
    ends = when.last if isinstance(end, Edge) else end.earliest.number
    return first <= begins and ends <= last


def _clash(first: Period, second: Period) -> bool:
    """Whether two periods share more than the one day of a handover."""
    return max(first.first, second.first) < min(first.last, second.last)


def _actors(lives: _Lives) -> Iterator[Contradiction]:
    for id, rows in lives.items():
        if any(not id.startswith(row.kind + ":") for row in rows):
            yield Contradiction("actors", (id,), f"{id} has the kind {rows[0].kind}")
        for first, second in _pairs(rows):
            if _clash(first.when, second.when):
                yield Contradiction(
                    "actors",
                    (id,),
                    f"two actors with one id {id} at one time: {first.when.text} and {second.when.text}",
                )
        for row in rows:
            if row.state is not None and row.state not in lives:
                yield Contradiction("actors", (id, row.state), f"{id} belongs to {row.state}, which does not exist")


def _names(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    for row in base.rows("names"):
        if row.actor not in lives:
            yield Contradiction("names", (row.actor,), f"{row.name!r} names {row.actor}, which does not exist")
        elif not _within(row.when, lives[row.actor]):
            yield Contradiction(
                "names", (row.actor,), f"{row.name!r} names {row.actor} in {row.when.text}, outside its life"
            )
    named = {row.actor for row in base.rows("names")}
    for id in lives:
        if id not in named:
            yield Contradiction("names", (id,), f"{id} has no name")


def _codes(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    by_code: dict[tuple[str, str], list[tuple[str, Period]]] = {}
    for row in base.rows("codes"):
        if row.actor not in lives:
            yield Contradiction("codes", (row.actor,), f"{row.scheme} {row.code}: {row.actor} does not exist")
        others = by_code.setdefault((row.scheme, row.code), [])
        for other, when in others:
            if other != row.actor and _clash(when, row.when):
                yield Contradiction(
                    "codes", (other, row.actor), f"{row.scheme} {row.code} is of {other} and {row.actor} at one time"
                )
        others.append((row.actor, row.when))


def _successions(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    for row in base.rows("successions"):
        ids = (row.predecessor, row.successor)
        missing = [id for id in ids if id not in lives]
        for id in missing:
            yield Contradiction("successions", ids, f"{id} does not exist")
        if missing:
            continue
        old, new = lives[row.predecessor], lives[row.successor]
        if row.kind in ("continues", "merged", "absorbed", "renamed") and _overlap(old, new, row.when, row.kind):
            yield Contradiction(
                "successions", ids, f"{row.predecessor} still exists after {row.successor} followed it ({row.kind})"
            )


def _overlap(old: list[Actor], new: list[Actor], when: Period, kind: str) -> bool:
    if kind in ("merged", "absorbed"):
        return any(row.when.first <= when.first < when.last < row.when.last for row in old)
    begun = min(row.when.first for row in new)
    return any(row.when.first <= begun < row.when.last for row in old)


def _memberships(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    by_pair: dict[tuple[str, str], list[Period]] = {}
    for row in base.rows("memberships"):
        ids = (row.member, row.group)
        for id in ids:
            if id not in lives:
                yield Contradiction("memberships", ids, f"{id} does not exist")
        if row.group in lives and not _within(row.when, lives[row.group]):
            early = row.when.first < min(actor.when.first for actor in lives[row.group])
            reason = "before it existed" if early else "after its end"
            yield Contradiction("memberships", ids, f"{row.member} belongs to {row.group} in {row.when.text}, {reason}")
        if row.member in lives and not _within(row.when, lives[row.member]):
            yield Contradiction(
                "memberships", ids, f"{row.member} belongs to {row.group} in {row.when.text}, outside its own life"
            )
        for when in by_pair.setdefault(ids, []):
            if _clash(when, row.when):
                yield Contradiction("memberships", ids, f"{row.member} belongs to {row.group} twice at one time")
        by_pair[ids].append(row.when)


def _posts(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    seen = set()
    for row in base.rows("posts"):
        if row.body not in lives:
            yield Contradiction("posts", (row.post, row.body), f"{row.post} is in {row.body}, which does not exist")
        if row.post in seen:
            yield Contradiction("posts", (row.post,), f"two posts with one id {row.post}")
        seen.add(row.post)


def _holders(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    by_post: dict[str, list[Holder]] = {}
    for row in base.rows("holders"):
        if base.post(row.post) is None:
            yield Contradiction("holders", (row.person, row.post), f"{row.person} holds {row.post}: no such post")
        if row.person not in lives:
            yield Contradiction("holders", (row.person, row.post), f"{row.person} holds {row.post} but does not exist")
        by_post.setdefault(row.post, []).append(row)
    for post, rows in by_post.items():
        for first, second in _pairs(rows):
            if _clash(first.when, second.when):
                holders = f"{first.person} ({first.when.text}) and {second.person} ({second.when.text})"
                yield Contradiction("holders", (first.person, second.person, post), f"{holders} both hold {post}")


def _commands(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    for row in base.rows("commands"):
        ids = (row.command, row.parent)
        for id in ids:
            if id not in lives:
                yield Contradiction("commands", ids, f"{id} does not exist")
        if row.command in lives and not _within(row.when, lives[row.command]):
            yield Contradiction(
                "commands", ids, f"{row.command} is under {row.parent} in {row.when.text}, outside its life"
            )
        if row.command == row.parent:
            yield Contradiction("commands", ids, f"{row.command} is its own parent")


def _places(base: Base, lives: _Lives) -> Iterator[Contradiction]:
    seen = set()
    for row in base.rows("places"):
        if row.place in seen:
            yield Contradiction("places", (row.place,), f"two places with one id {row.place}")
        seen.add(row.place)
        if row.state is not None and row.state not in lives:
            yield Contradiction("places", (row.place, row.state), f"{row.place} lies in {row.state}: no such state")
    for row in base.rows("place_names"):
        if row.place not in seen:
            yield Contradiction("place_names", (row.place,), f"{row.name!r} names {row.place}, which does not exist")


def _pairs(rows: list[_Row]) -> Iterator[tuple[_Row, _Row]]:
    for index, first in enumerate(rows):
        for second in rows[index + 1 :]:
            yield first, second
