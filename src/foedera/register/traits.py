"""What the model of the register looks at in a claim. Claims with the same traits are of one form."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

import msgspec

from foedera.model import (
    ActorRef,
    Affiliation,
    Asset,
    Body,
    Claim,
    Command,
    Commitment,
    Deadline,
    Edtf,
    Event,
    Figure,
    Instrument,
    Kind,
)
from foedera.register.heads import NAMELESS, Heads, heads
from foedera.register.sides import sides
from foedera.register.wording import NOTHING, NOWHERE, WHOLE, Meant, Wording, content, meant, wording

Days = tuple[int, int]

_FAR = 4_000_000
_NAMING = WHOLE // 2
_CLOSE = 60
_WAR = re.compile(r"\b(?:war|warfare|invasion|aggression|occupation)\b(?! (?:crimes?|games?|ships?)\b)", re.IGNORECASE)
_ENDS = re.compile(
    r"[,;:(–—]| - |\b(?:which|that|who|where|including|pending|pursuant|backed|through|while|as well as|as part of"
    r"|in order|in support|in line|in accordance|in the face|to [a-z]+)\b"
)


class Who(NamedTuple):
    """Some actors: who they are (an id, or else a folded name), and their states."""

    ids: frozenset[str]
    states: frozenset[str]


class Traits(NamedTuple):
    """The traits of a claim. `who` acts or owns; `whom` is on the other side; `what` is the thing, in words, and `core`
    the words of a commitment that say what it is, without what is told of it; `heads` what these words name.

    `head` is the verb, type or change; `lasting` whether an event without a date is one that goes on, such as a war: it
    is the same whenever it is told of and in whatever sentence. `context` are the words of the evidence. `when` and
    `due` are days (ordinals), both ends included; `told` is `when`, or else the day of publication where the kind needs
    a date. `numbers` are those of figures and of words; `marked` says whether there is any mark of one of a row, such
    as a year, or a place. `sides` are the states whose instrument is meant, where its name is of common words; `made`
    are the years in which it was made, by its name or else its acts.
    """

    kind: Kind
    who: Who
    whom: Who
    what: Wording
    core: Meant
    heads: Heads
    head: str
    sort: str
    unit: str
    lasting: bool
    values: frozenset[float]
    context: Wording
    place: frozenset[str]
    when: Days | None
    due: Days | None
    told: Days | None
    numbers: frozenset[float]
    marked: bool
    sides: frozenset[str]
    made: frozenset[int]


def traits(claim: Claim, published: int | None) -> Traits:
    """The traits of a claim of a document published by a day (yyyymmdd, None: unknown)."""
    who, whom, text = _parties(claim.body)
    body = claim.body
    when = _acted(body) if claim.when is None else _days(claim.when)
    what, place, values = _what(claim, text), frozenset(content(_place(body))), frozenset(_values(body))
    lasting = isinstance(body, Event) and when is None and _goes_on(claim, body)
    return Traits(
        kind=claim.kind,
        who=_who(who),
        whom=_who(whom),
        what=what,
        core=_core(body.object) if isinstance(body, Commitment) else NOWHERE,
        heads=_heads(body),
        head=_head(body),
        sort=_sort(body),
        unit=body.unit.casefold() if isinstance(body, Figure) else "",
        lasting=lasting,
        values=values,
        context=NOTHING if lasting else _context(claim),
        place=place,
        when=when,
        due=_due(body),
        told=None if lasting else when or _told(body, published),
        numbers=values | what.numbers,
        marked=any((what.places, what.years, what.changed, what.short, place)),
        sides=sides(claim),
        made=_made(body),
    )


def _told(body: Body, published: int | None) -> Days | None:
    """When a claim without a date was told, where its kind needs one."""
    if published is None or not isinstance(body, (Event, Instrument, Figure)):
        return None
    day = _ordinal(published)
    return day, day


def _goes_on(claim: Claim, event: Event) -> bool:
    """Whether the evidence tells of a war or the like close to who wages it."""
    if event.type != "ASSAULT":
        return False
    evidence = claim.evidence[0]
    wars = [(evidence.start + found.start(), evidence.start + found.end()) for found in _WAR.finditer(evidence.text)]
    return any(max(start - actor.end, actor.start - end) <= _CLOSE for start, end in wars for actor in event.actors)


def form_of(some: Traits) -> int:
    """The number of a form: a hash of the traits, in 63 bits and a sign."""
    data = msgspec.json.encode(_plain(some))
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _plain(value: object) -> object:
    if isinstance(value, (Set, Mapping)):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _what(claim: Claim, text: str) -> Wording:
    """The wording of what is meant. Of the name of an instrument every word counts, frequent or not, unless it only
    says what sort of text it is ("the agreement") and nobody's; one without a year is of the only year that its
    sentence names."""
    said = wording(text) if text else NOTHING
    if claim.kind in ("commitment", "figure"):
        return said._replace(names=said.names - _named(claim))
    if claim.kind == "command":
        return said._replace(places=frozenset())
    if claim.kind != "instrument":
        return said
    years = said.years or wording(claim.evidence[0].text).years
    is_named = len(said.stems) > 1 or said.total >= _NAMING or len([*_parties(claim.body)[0]]) > 1
    named = {stem: max(weight, _NAMING) for stem, weight in said.stems.items()} if is_named else {}
    years = years if len(years) == 1 else said.years
    return said._replace(stems=named, total=sum(named.values()), meant=meant(named), years=years)


def _core(thing: str) -> Meant:
    """The words that say what the thing is: where they are a few that say something, those up to the first comma, dash,
    purpose or relative clause."""
    for end in _ENDS.finditer(thing):
        found = content(thing[: end.start()])
        if sum(found.values()) >= WHOLE // 2:
            return meant(found)
    return meant(content(thing))


def _context(claim: Claim) -> Wording:
    """The wording of the evidence, where it tells what is meant; actors are known by themselves, so their names count
    for nothing."""
    if not isinstance(claim.body, (Commitment, Event, Asset, Figure)):
        return NOTHING
    said = wording(claim.evidence[0].text)
    return said._replace(names=said.names - _named(claim))


def _named(claim: Claim) -> set[str]:
    """The stems of the words that name actors."""
    return {stem for _, ref in claim.actors() for stem in (*content(ref.text), *content(ref.name))}


def _parties(body: Body) -> tuple[Iterable[ActorRef], Iterable[ActorRef], str]:
    match body:
        case Commitment():
            return body.parties, (*body.beneficiaries, *body.counterparties), f"{body.action} {body.object}"
        case Instrument():
            return body.parties, (), body.name
        case Event():
            return body.actors, body.recipients, ""
        case Affiliation():
            return (body.member,), (body.group,), body.role or ""
        case Command():
            unit = "" if body.unit is None else body.unit.name
            text = " ".join(part for part in (unit, body.post, body.authority) if part)
            return _some(body.unit), _some(body.parent or body.from_), text
        case Asset():
            return body.owners, body.counterparties, body.name
        case Figure():
            return _some(body.actor), (), f"{body.quantity} {body.of or ''}"
    return (), (), ""


def _head(body: Body) -> str:
    match body:
        case Commitment():
            return next(iter(content(body.action)), body.action.casefold())
        case Event():
            return body.type
        case Command():
            return body.change
        case Asset():
            return body.action
        case Figure():
            return body.of or ""
    return ""


def _sort(body: Body) -> str:
    match body:
        case Instrument() | Asset():
            return body.type
        case Event():
            return body.mode or ""
        case Command():
            return body.relationship or ""
    return ""


def _heads(body: Body) -> Heads:
    match body:
        case Commitment():
            return heads(body.action, body.object)
        case Asset():
            return heads("", body.name)
        case Figure():
            return heads("", body.quantity)
    return NAMELESS


def _values(body: Body) -> Iterable[float]:
    figures = body.figures if isinstance(body, Commitment) else (body,) if isinstance(body, Figure) else ()
    for each in figures:
        yield from (float(value) for value in (each.value, each.low, each.high) if value is not None)
    if isinstance(body, Asset) and body.quantity is not None:
        yield float(body.quantity)


def _place(body: Body) -> str:
    return body.place or "" if isinstance(body, (Event, Command, Asset)) else ""


def _due(body: Body) -> Days | None:
    if isinstance(body, (Commitment, Figure)) and body.due is not None:
        return _deadline(body.due)
    return None


def _made(body: Body) -> frozenset[int]:
    """The years in which an instrument was made: those in its name, or else of its signature or adoption."""
    if not isinstance(body, Instrument):
        return frozenset()
    named = frozenset(map(int, wording(body.name).years))
    acts = [act.when for act in body.acts if act.act in ("signed", "adopted") and act.when is not None]
    return named or frozenset(day.year for when in acts for day in (when.earliest, when.latest) if day is not None)


def _acted(body: Body) -> Days | None:
    """When an instrument came into being, by the first of its acts that does so; or the base year of a figure."""
    if isinstance(body, Figure) and body.base is not None:
        return _days(body.base)
    if isinstance(body, Instrument):
        made = [act.when for act in body.acts if act.act in ("signed", "adopted") and act.when is not None]
        return _days(made[0]) if made else None
    return None


def _who(refs: Iterable[ActorRef]) -> Who:
    some = tuple(refs)
    ids = frozenset(ref.id or "name:" + " ".join(sorted(content(ref.name))) for ref in some)
    states = (ref.id if ref.kind == "state" else ref.state for ref in some)
    return Who(ids, frozenset(state for state in states if state is not None))


def _some(ref: ActorRef | None) -> tuple[ActorRef, ...]:
    return () if ref is None else (ref,)


def _days(when: Edtf) -> Days:
    first, last = when.earliest, when.latest
    return (
        -_FAR if first is None else _ordinal(first.number),
        _FAR if last is None else _ordinal(last.number),
    )


def _deadline(due: Deadline) -> Days | None:
    """A deadline is compared by its end, or else by its start."""
    day = due.latest or due.earliest
    if day is None:
        return None
    number = _ordinal(int(day.replace("-", "")))
    return number, number


def _ordinal(number: int) -> int:
    """The day yyyymmdd, counted from the first day of year 1; days before it count back in years of 365 days."""
    year, rest = divmod(number, 10_000)
    if 1 <= year <= 9999:
        return datetime.date(year, rest // 100, rest % 100).toordinal()
    return year * 365
