"""How the structure of a day is made from the record's entries.

It is made of entries of the kinds command and affiliation, and of nothing else: every post and link carries the
sentences that say so, and what no sentence says stays unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import msgspec

from foedera.command.draft import Draft
from foedera.command.recorded import ALL, AS_IS
from foedera.command.structure import Chain, Post, Structure, Variant
from foedera.command.told import Told, is_own, told
from foedera.model import ActorRef, Affiliation, QuestionError
from foedera.record import Record
from foedera.record.time import Known
from foedera.register import Entry, Member, entries
from foedera.register.days import day as asked_day
from foedera.register.days import happened_by, last_day, published_on


class Chronicle(NamedTuple):
    """What a record tells of commands, on whatever day: its entries, and the claims that somebody holds a post."""

    commands: tuple[Entry, ...]
    holders: tuple[Member, ...]


def chronicle(record: Record, known: Known | None = None) -> Chronicle:
    """What a record told of commands at `known` (None: now)."""
    affiliations = entries(record, kind="affiliation", known=known)
    return Chronicle(
        tuple(entries(record, kind="command", known=known)),
        tuple(member for entry in affiliations for member in entry.members if _commands(member)),
    )


def told_structure(
    record: Record, on: datetime.date | str | None, known: Known | None, source: Chronicle | None = None
) -> Structure:  # fmt: skip
    """See `foedera.command.recorded.recorded`."""
    source = chronicle(record, known) if source is None else source
    day = record.newest(known=known) if on is None else asked_day(on)
    if day is None:
        raise QuestionError(f"{record.where}: no document has a date; say for which day")
    found = [each for entry in source.commands for each in told(entry, day)]
    found.sort(key=_place)
    draft = Draft(_refs(found))
    proposals: dict[str, str] = {}
    for each in found:
        if draft.take(each) and each.variant is not None:
            proposals[each.variant] = each.entry.label
    ids = tuple(proposals)
    posts = _with_holders(draft, draft.posts(ids), source.holders, day)
    links, delegations = draft.links(ids), draft.delegations(ids)
    changing = draft.told_apart()
    return Structure(
        name="The record",
        posts=posts,
        chains=_chains(posts),
        links=links,
        delegations=delegations,
        sources=draft.sources(),
        offered=_offered({id: label for id, label in proposals.items() if id in changing}),
        day=day,
    )


def _place(each: Told) -> tuple[bool, str, str, int, str]:
    """What is so before what is proposed, then by day, document and place in it."""
    claim = each.member.claim
    return each.variant is not None, str(each.day or ""), claim.document, claim.evidence[0].start, claim.id


def _refs(found: Iterable[Told]) -> Iterable[ActorRef]:
    for each in found:
        yield from (ref for ref in (each.body.unit, each.body.parent, each.body.from_) if ref is not None)


def _offered(proposals: dict[str, str]) -> tuple[Variant, ...]:
    if not proposals:
        return ()
    whole = (Variant(id=AS_IS, name="as the record has it"), Variant(id=ALL, name="all that is proposed"))
    return (*whole, *(Variant(id=id, name=label) for id, label in proposals.items()))


def _chains(posts: Sequence[Post]) -> tuple[Chain, ...]:
    """One chain for each state to which posts belong; by which doctrine it commands, no claim says."""
    states = dict.fromkeys(post.chain for post in posts if post.chain is not None)
    return tuple(Chain(id=state, name=state.removeprefix("state:"), sovereigns=(state,)) for state in states)


def _with_holders(
    draft: Draft, posts: tuple[Post, ...], holders: Iterable[Member], day: datetime.date
) -> tuple[Post, ...]:
    """The posts with the person who last was said to command them; a post that had two successors has the later one."""
    there = {post.id for post in posts}
    latest: dict[str, tuple[str, Member]] = {}
    for member in holders:
        key = cast(Affiliation, member.claim.body).group.id
        begun = _held_since(member, day)
        if key in there and begun is not None and latest.get(key, ("",))[0] <= begun:
            latest[key] = (begun, member)
    made = []
    for post in posts:
        if post.id in latest:
            member = latest[post.id][1]
            sources = tuple(dict.fromkeys((*post.source, draft.source(member))))
            post = msgspec.structs.replace(post, holder=_holder(member), source=sources)  # noqa: PLW2901
        made.append(post)
    return tuple(made)


def _holder(member: Member) -> str:
    return cast(Affiliation, member.claim.body).member.name


def _held_since(member: Member, day: datetime.date) -> str | None:
    """By when somebody commanded, if a document published by the day says so and the time has not ended; else None."""
    claim, published = member.claim, published_on(member) or datetime.date.min
    begun = happened_by(claim.when, published_on(member)) or datetime.date.min
    ended = last_day(claim.when.text) if claim.when is not None and claim.when.is_interval else None
    if max(published, begun) > day or (ended or day) < day:
        return None
    return begun.isoformat()


def _commands(member: Member) -> bool:
    """Whether a claim says, as a fact, that somebody holds a post of command."""
    body = cast(Affiliation, member.claim.body)
    holds = body.standing == "holder" and "command" in (body.role or "").casefold()
    return holds and member.claim.modality == "actual" and is_own(member.claim)
