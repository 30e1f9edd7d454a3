"""The bodies of the eight kinds of claim, field by field as the claim contract has them."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from foedera.model.edtf import Edtf
from foedera.model.spans import ActorRef, Deadline, Span
from foedera.model.vocabulary import (
    ActName,
    AssetAction,
    AssetType,
    Binding,
    Bound,
    CommandChange,
    CommandRelationship,
    CommitmentStatus,
    EventType,
    InstrumentType,
    Kind,
    ObligationType,
    Quotation,
    RelationName,
    Standing,
)

Number = int | float
SomeActors = Annotated[tuple[ActorRef, ...], msgspec.Meta(min_length=1)]
SomeSpans = Annotated[tuple[Span, ...], msgspec.Meta(min_length=1)]


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Somebody said, expects, believes or denies something."""

    kind: ClassVar[Kind] = "statement"

    speakers: tuple[ActorRef, ...]
    affiliation: str | None
    cue: str | None
    content: SomeSpans
    quotation: Quotation
    about: tuple[ActorRef, ...]
    outlook: bool
    horizon: Edtf | None
    likelihood: str | None
    expected: bool | None


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Who did what to whom, by PLOVER."""

    kind: ClassVar[Kind] = "event"

    actors: SomeActors
    recipients: tuple[ActorRef, ...]
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    place: str | None


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A number that matters. Multipliers are applied: "$1.5 billion" is 1500000000 of unit USD."""

    kind: ClassVar[Kind] = "figure"

    quantity: str
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str
    of: str | None
    actor: ActorRef | None
    base: Edtf | None
    due: Deadline | None


class Commitment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A deliverable: parties undertake to do something."""

    kind: ClassVar[Kind] = "commitment"

    parties: SomeActors
    action: str
    object: str
    status: CommitmentStatus
    exploratory: bool
    beneficiaries: tuple[ActorRef, ...]
    counterparties: tuple[ActorRef, ...]
    conditions: tuple[Span, ...]
    due: Deadline | None
    figures: tuple[Figure, ...]


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Something done with an instrument: by one party, or by all where `actor` is None."""

    act: ActName
    actor: ActorRef | None
    when: Edtf | None
    place: str | None


class Obligation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What some parties owe others, in ATOP's terms."""

    type: ObligationType
    by: tuple[ActorRef, ...]
    toward: tuple[ActorRef, ...]


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What an instrument does to another, named by `target` as in the text."""

    relation: RelationName
    target: str


class Instrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A treaty, agreement, guideline, communiqué, strategy or law."""

    kind: ClassVar[Kind] = "instrument"

    name: str
    type: InstrumentType
    binding: Binding | None
    parties: tuple[ActorRef, ...]
    acts: tuple[Act, ...]
    obligations: tuple[Obligation, ...]
    relations: tuple[Relation, ...]


class Affiliation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A person holds a post, or a member belongs to a group."""

    kind: ClassVar[Kind] = "affiliation"

    member: ActorRef
    group: ActorRef
    role: str | None
    standing: Standing


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A command relationship, or its change. `from_` is the contract's `from`: who loses it."""

    kind: ClassVar[Kind] = "command"

    change: CommandChange
    unit: ActorRef | None
    post: str | None
    rank: str | None
    from_: ActorRef | None = msgspec.field(name="from")
    parent: ActorRef | None
    relationship: CommandRelationship | None
    place: str | None
    authority: str | None
    conditions: tuple[Span, ...]


class Asset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A base, platform, weapon, joint programme or body, and what was done with it."""

    kind: ClassVar[Kind] = "asset"

    name: str
    type: AssetType
    action: AssetAction
    owners: tuple[ActorRef, ...]
    counterparties: tuple[ActorRef, ...]
    quantity: Number | None
    place: str | None
    purpose: str | None


Body = Statement | Event | Commitment | Instrument | Affiliation | Command | Asset | Figure

BODIES: dict[Kind, type[Body]] = {
    "statement": Statement,
    "event": Event,
    "commitment": Commitment,
    "instrument": Instrument,
    "affiliation": Affiliation,
    "command": Command,
    "asset": Asset,
    "figure": Figure,
}
