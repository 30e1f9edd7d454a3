"""What the record tells of commands by a day: what is so, and what is planned, considered, or said by third parties."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple, cast

from foedera.model import ActorRef, Claim, Command
from foedera.register import Entry, Member
from foedera.register.days import happened_by, last_day, published_on

_OFFICIAL = ("GOV", "MIL", "LEG")


class Told(NamedTuple):
    """A claim about a command: its entry, the claim with its document, and the variant to which it belongs (None: it
    is so)."""

    entry: Entry
    member: Member
    variant: str | None

    @property
    def body(self) -> Command:
        """What it says."""
        return cast(Command, self.member.claim.body)

    @property
    def day(self) -> datetime.date | None:
        """The day by which it had happened, or for which it is planned."""
        return happened_by(self.member.claim.when, published_on(self.member))


def told(entry: Entry, on: datetime.date) -> Iterator[Told]:
    """What the documents published by a day say in an entry; denials say nothing that is so.

    So is what the documents in their own voice, or officials of the states concerned, report as done by then. What
    they planned for a day that has come is so where another claim of the entry reports it done: the plan tells the rest
    (under whom, where). All else is a proposal, also where its day has come and nobody has said that it was done.
    """
    known = [each for each in entry.members if _by(published_on(each), on) and each.claim.modality != "denied"]
    done = [each for each in known if each.claim.modality == "actual" and is_own(each.claim) and _happened(each, on)]
    for each in known:
        so = each in done or (bool(done) and _carried_out(each, on))
        yield Told(entry, each, None if so else entry.id)


def is_own(claim: Claim) -> bool:
    """Whether the document itself says so, or an official of a state whose command it is about."""
    if claim.attribution.voice == "author":
        return True
    states = {ref.state for _, ref in claim.actors() if ref not in claim.attribution.sources} - {None}
    return any(_official(source) and source.state in states for source in claim.attribution.sources)


def _official(source: ActorRef) -> bool:
    return source.sector in _OFFICIAL or source.kind in ("state", "command")


def _by(day: datetime.date | None, on: datetime.date) -> bool:
    return day is None or day <= on


def _happened(member: Member, on: datetime.date) -> bool:
    return _by(happened_by(member.claim.when, published_on(member)), on)


def _carried_out(member: Member, on: datetime.date) -> bool:
    """Whether it is a plan of those concerned for a day that has come."""
    claim = member.claim
    ended = None if claim.when is None else last_day(claim.when.text)
    return claim.modality == "planned" and is_own(claim) and ended is not None and ended <= on
