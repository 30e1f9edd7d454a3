"""When a commitment is due: every date that was given for it, the one that counts, and how it slipped."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from foedera.register.days import due_by, due_from, published_on
from foedera.register.entry import Member
from foedera.register.reports import body_of
from foedera.register.voices import Voice, moves, names_of, voice_of

_NO_PROMISE = ("completed", "withdrawn")


class Due(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A due date that a claim gives: the last day on which it is kept, the first if there is one, and its words.

    `said` is the day by which its document was published. `ahead` says whether the date still lay ahead then; one that
    did not only recalls an older promise.
    """

    latest: datetime.date
    earliest: datetime.date | None
    text: str
    said: datetime.date | None
    voice: Voice
    names: tuple[str, ...]
    member: Member

    @property
    def ahead(self) -> bool:
        """Whether the date still lay ahead when it was given."""
        return self.said is None or self.said <= self.latest


class Slip(msgspec.Struct, frozen=True, gc=False):
    """A due date that was replaced by another: `days` later, or earlier where it is negative."""

    before: Due
    after: Due

    @property
    def days(self) -> int:
        """By how many days the date moved."""
        return (self.after.latest - self.before.latest).days


def dues_of(members: Iterable[Member], parties: frozenset[str]) -> tuple[Due, ...]:
    """Every due date that members give, in the order in which they were said.

    What is only considered, denied, done or withdrawn is due at no date.
    """
    found = (due for due in (_due(member, parties) for member in members) if due is not None)
    return tuple(sorted(found, key=lambda due: due.said or datetime.date.min))


def binding(dues: Sequence[Due]) -> tuple[Due, ...]:
    """The due dates that count in their time: those of the documents and the parties, given ahead if any was."""
    given = [due for due in dues if moves(due.voice)]
    return tuple([due for due in given if due.ahead] or given)


def slips_of(dues: Sequence[Due]) -> tuple[Slip, ...]:
    """Where one due date that counted was replaced by another; what was said on one day replaces nothing."""
    return tuple(
        Slip(before, after)
        for before, after in pairwise(binding(dues))
        if before.latest != after.latest and (before.said is None or before.said != after.said)
    )


def _due(member: Member, parties: frozenset[str]) -> Due | None:
    claim, body = member.claim, body_of(member.claim)
    latest = due_by(body.due)
    if latest is None or body.due is None or not _promises(member) or _is_its_own_day(member, latest):
        return None
    return Due(
        latest=latest, earliest=due_from(body.due), text=body.due.text, said=published_on(member),
        voice=voice_of(claim, parties), names=names_of(member), member=member,
    )  # fmt: skip


def _is_its_own_day(member: Member, latest: datetime.date) -> bool:
    """Whether the date of what was decided tells when it was decided: the document is not known to be older."""
    body, said = body_of(member.claim), published_on(member)
    begins = body.due is not None and body.due.earliest is not None
    return body.status == "decided" and begins and (said is None or said >= latest)


def _promises(member: Member) -> bool:
    claim, body = member.claim, body_of(member.claim)
    return claim.modality not in ("denied", "possible") and not body.exploratory and body.status not in _NO_PROMISE
