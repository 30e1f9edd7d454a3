"""The entry: what the claims of several documents say of one thing."""

from __future__ import annotations

import msgspec

from foedera.model import Claim, Kind
from foedera.record import Listed, Row


class Member(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim in an entry, as the record held it, and the document that it is from."""

    row: Row
    source: Listed

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.row.claim


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that the record speaks of: a commitment, an instrument, an event and so on.

    `id` is that of the claim which comes first (by publication, then document and place in it), and leads to the entry
    that holds this claim for ever. `members` stand in that order. `label` says in a few words what it is.
    `decided` says whether a person had a hand in what belongs to it.
    """

    id: str
    kind: Kind
    label: str
    members: tuple[Member, ...]
    decided: bool = False
