"""A small made-up record with ties of every kind."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.model import ActorRef, Affiliation, Asset, Event, Instrument
from foedera.model.bodies import Obligation
from foedera.record import Record
from foedera.register import update
from tests.register.made import ILMARA, KARVOSSA, NORVANE, RIVAL, actor, instrument, named, promise, written

ESTMERE = actor("state:XES")
FORUM = actor("organisation:ormund-forum")
MINISTRY = actor("organisation:external-affairs", sector="GOV", state="state:XIL")
TREATY, TALKS = "Treaty of Mutual Defence", "Joint Declaration of the Four"


def owing(body: Instrument, *owed: tuple[str, Sequence[ActorRef], Sequence[ActorRef]]) -> Instrument:
    """The same instrument with obligations: type, by whom, towards whom."""
    made = tuple(Obligation(type=type, by=tuple(by), toward=tuple(to)) for type, by, to in owed)  # type: ignore[arg-type]
    return msgspec.structs.replace(body, obligations=made)


def event(type: str, actors: Sequence[ActorRef], recipients: Sequence[ActorRef] = ()) -> Event:
    """The body of an event."""
    return Event(actors=tuple(actors), recipients=tuple(recipients), type=type, mode=None, contexts=(), place=None)  # type: ignore[arg-type]


def asset(name: str, action: str, owners: Sequence[ActorRef], partners: Sequence[ActorRef] = ()) -> Asset:
    """The body of a joint programme."""
    return Asset(
        name=name, type="programme", action=action, owners=tuple(owners), counterparties=tuple(partners),  # type: ignore[arg-type]
        quantity=None, place=None, purpose=None,
    )  # fmt: skip


def membership(member: ActorRef, standing: str = "member", group: ActorRef = FORUM) -> Affiliation:
    """The body of an affiliation."""
    return Affiliation(member=member, group=group, role=None, standing=standing)  # type: ignore[arg-type]


def filled(record: Record) -> Record:
    """The record, with a treaty, a declaration, promises, events, programmes and a forum in it."""
    both = (NORVANE, ILMARA)
    acts = [("signed", "1974-05-12"), ("entered-into-force", "1975-02-01")]
    treaty = owing(
        instrument(TREATY, "treaty", acts=acts), ("consultation", both, both), ("defense", (NORVANE,), (ILMARA,))
    )
    four = (NORVANE, ILMARA, KARVOSSA, ESTMERE)
    talks = owing(
        instrument(TALKS, "communique", acts=[("adopted", "2030-01-05")], parties=four), ("consultation", four, four)
    )
    written(record, treaty, published="1974-05-12", publisher="Ansel House", text="The Parties shall consult and act")
    written(record, talks, published="2030-01-05", publisher="Ansel House")
    written(record, instrument("Basing Agreement", acts=[("signed", "2031-01-01")]), published="2031-01-02")
    written(
        record, msgspec.structs.replace(promise(), beneficiaries=(ILMARA,)),
        promise("withdrawn", object="a consulate in Ruvane", parties=both), published="2031-04-10",
    )  # fmt: skip
    written(record, event("COOPERATE", (NORVANE,), (ILMARA,)), published="2031-06-01", when="2031-05-30")
    written(record, event("THREATEN", (KARVOSSA,), (MINISTRY,)), published="2031-06-02", when="2031-06-01")
    written(record, event("CONSULT", (NORVANE, ILMARA)), published="2029-03-02", when="2029-03-01")
    written(record, event("ASSAULT", (KARVOSSA,), (ESTMERE,)), published="2031-06-03", modality="denied")
    written(record, asset("Halberd programme", "develop", both, (ESTMERE,)), published="2031-02-01", when="2031")
    written(record, asset("Old Range", "close", both), published="2020-01-01", when="2019-12-31")
    written(record, membership(NORVANE), membership(KARVOSSA), published="2031-01-01", when="2028-01-01/..")
    written(record, membership(ESTMERE, "guest"), published="2031-01-01")
    written(record, membership(KARVOSSA, "former"), published="2032-01-01", when="2031-12-31")
    # A third party's word moves nothing.
    claimed = owing(
        instrument("Secret Pact", "treaty", acts=[("entered-into-force", "2030-01-01")], parties=(NORVANE, ESTMERE)),
        ("offense", (NORVANE,), (ESTMERE,)),
    )
    written(record, claimed, published="2031-01-01", attribution=named(RIVAL))
    update(record)
    return record
