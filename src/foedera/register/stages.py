"""The stages through which a commitment may pass, on five tracks side by side, and the steps that show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

import msgspec

from foedera.model import Edtf
from foedera.record import Note
from foedera.register.days import published_on
from foedera.register.entry import Member
from foedera.register.voices import Voice

Track = Literal["agreement", "authorisation", "funding", "execution", "disruption"]
Stage = Literal[
    "explored", "intended", "agreed", "reaffirmed", "authorised", "funded", "under way", "partly delivered",
    "delivered", "delayed", "suspended", "withdrawn", "lapsed", "superseded",
]  # fmt: skip

TRACKS: tuple[Track, ...] = get_args(Track)
STAGES: Mapping[Track, tuple[Stage, ...]] = MappingProxyType(
    {
        "agreement": ("explored", "intended", "agreed", "reaffirmed"),
        "authorisation": ("authorised",),
        "funding": ("funded",),
        "execution": ("under way", "partly delivered", "delivered"),
        "disruption": ("delayed", "suspended", "withdrawn", "lapsed", "superseded"),
    }
)
"""The stages of each track. They are no ladder: a thing may be funded before it is agreed, or delayed and delivered."""

ENDED: tuple[Stage, ...] = ("withdrawn", "lapsed", "superseded")
"""What ends a commitment without delivering it."""


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One step of a commitment on one track, with what shows it: a claim (`member`) or a person's `note`.

    `since` is the day from which the step counts: by its own date, or else by when its document was published or its
    note says (`dated` tells which); None where neither is known, and then it comes before all others. `when` is its own
    date as written. `voice` and `names` say whose word it is.
    """

    track: Track
    stage: Stage
    since: datetime.date | None
    dated: bool
    when: Edtf | None
    voice: Voice
    names: tuple[str, ...]
    member: Member | None = None
    note: Note | None = None

    @property
    def text(self) -> str:
        """The words that show the step: of the document, or the source that the note names."""
        if self.member is not None:
            return self.member.claim.evidence[-1].text
        return "" if self.note is None else str(self.note.payload.get("source", ""))


def place(step: Step) -> tuple[datetime.date, datetime.date, bool, int]:
    """Where a step stands among others: by the day from which it counts, by publication, notes last."""
    published = published_on(step.member)
    number = 0 if step.note is None else step.note.number
    return step.since or datetime.date.min, published or datetime.date.min, step.note is not None, number
