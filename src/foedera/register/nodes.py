"""Instruments as the nodes of a graph: what was done with each, what it does to others, who calls it out of date."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

import msgspec

from foedera.model import ActName, ActorRef, Edtf, Instrument, InstrumentType, Modality, RelationName
from foedera.register.days import calendar_day
from foedera.register.entry import Entry, Member
from foedera.register.tables import rows
from foedera.register.voices import Voice, actor_keys, moves, parties_of, voice_of


class Done(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An act upon an instrument (`actor` None: by all its parties), the claim that says so, and whose word it is."""

    act: ActName
    actor: ActorRef | None
    when: Edtf | None
    modality: Modality
    voice: Voice
    member: Member

    @property
    def first(self) -> datetime.date | None:
        """The first day on which it may have been done."""
        return None if self.when is None else calendar_day(self.when.earliest)

    @property
    def last(self) -> datetime.date | None:
        """The last day on which it may have been done."""
        return None if self.when is None else calendar_day(self.when.latest)

    @property
    def counts(self) -> bool:
        """Whether it was done, and not only planned, denied, or said so by a third party."""
        return self.modality == "actual" and moves(self.voice)


class Node(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An instrument. `entry` is None where another only names it and no claim is about it; its `id` is then its name.

    `names` are all its names, the label first; `acts` what was done with it, in order; `spells` the claims that say
    from when until when it is in force.
    """

    id: str
    name: str
    names: tuple[str, ...]
    type: InstrumentType | None = None
    parties: tuple[ActorRef, ...] = ()
    acts: tuple[Done, ...] = ()
    spells: tuple[Member, ...] = ()
    entry: Entry | None = None

    def acts_of(self, party: str) -> tuple[Done, ...]:
        """What a party, given by id or name, did with it, alone or with all others."""
        mine = any(_is(ref, party) for ref in self.parties)
        return tuple(act for act in self.acts if (mine if act.actor is None else _is(act.actor, party)))


class Edge(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one instrument does to another. `source` and `target` are ids of nodes, `words` the target as in the text.

    `how` says by what the target was found: its name, a part of it, its acronym, its year; None where it was not, and
    `candidates` are the nodes among which the words do not decide. `member` says so first, and `more` do as well.
    `since` is the day of the claim's date or document.
    """

    source: str
    relation: RelationName
    target: str
    words: str
    how: str | None
    since: datetime.date | None
    modality: Modality
    voice: Voice
    names: tuple[str, ...]
    member: Member
    more: tuple[Member, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is so, and not only planned, denied, or a third party's word."""
        return self.modality == "actual" and moves(self.voice)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody calls an instrument out of date, in these `words`. That has no effect in law, and moves nothing.

    `member` is the claim about the instrument in whose sentence the words stand; `statement` the claim that says who
    said them, if there is one.
    """

    node: str
    words: str
    since: datetime.date | None
    names: tuple[str, ...]
    member: Member
    statement: Member | None = None


def node_of(entry: Entry) -> Node:
    """The node of an entry of the kind instrument."""
    bodies = [body_of(member) for member in entry.members]
    known = parties_of(entry) | {key for body in bodies for key in actor_keys(body.parties)}
    types: list[InstrumentType] = [body.type for body in bodies]
    parties = {ref.id or ref.name: ref for body in reversed(bodies) for ref in reversed(body.parties)}
    acts = (done for member in entry.members for done in _acts(member, known))
    return Node(
        id=entry.id, name=entry.label, names=tuple(dict.fromkeys([entry.label, *(body.name for body in bodies)])),
        type=_usual(types),
        parties=tuple(parties.values()),
        acts=tuple(sorted(acts, key=lambda done: done.last or datetime.date.max)),
        spells=tuple(member for member in entry.members if _is_spell(member, known)), entry=entry,
    )  # fmt: skip


def stated(node: Node) -> Iterator[tuple[RelationName, str, Member]]:
    """The relations of a node, with the target's words: those that claims give, and those in an instrument's own name
    ("Protocol Amending the Treaty of ...")."""
    if node.entry is None:
        return
    for member in node.entry.members:
        body = body_of(member)
        for relation in body.relations:
            yield relation.relation, relation.target, member
        yield from ((relation, words, member) for relation, words in _in_name(body.name))


def body_of(member: Member) -> Instrument:
    """The body of a claim of the kind instrument."""
    return cast(Instrument, member.claim.body)


def known_parties(node: Node) -> frozenset[str]:
    """The parties of a node by id, or name where they have none."""
    return frozenset(actor_keys(node.parties))


def _usual(types: list[InstrumentType]) -> InstrumentType | None:
    counted = Counter(types)
    return max(sorted(counted), key=lambda type: (type != "other", counted[type]), default=None)


def _acts(member: Member, known: frozenset[str]) -> Iterator[Done]:
    for act in body_of(member).acts:
        yield Done(
            act=act.act, actor=act.actor, when=act.when, modality=member.claim.modality,
            voice=voice_of(member.claim, known), member=member,
        )  # fmt: skip


def _is_spell(member: Member, known: frozenset[str]) -> bool:
    claim = member.claim
    return claim.when is not None and claim.modality == "actual" and moves(voice_of(claim, known))


def _is(ref: ActorRef, party: str) -> bool:
    return party in (ref.id, ref.name, ref.state)


def _in_name(name: str) -> Iterator[tuple[RelationName, str]]:
    words, relations = name.split(), _naming()
    for at, word in enumerate(words[:-1], 1):
        relation = relations.get(word.casefold())
        if relation is not None:
            begin = at + 1 if words[at].casefold() == "the" else at
            yield relation, " ".join(words[begin:])
            return


@cache
def _naming() -> Mapping[str, RelationName]:
    """The words in a name that say what the instrument does to another, with the relation."""
    found = {row["word"]: cast(RelationName, row["relation"]) for row in reversed(rows("naming"))}
    return MappingProxyType(found)
