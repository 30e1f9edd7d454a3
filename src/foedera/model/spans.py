"""Pieces of a document's text, and who is named in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

import msgspec

from foedera.model.errors import ClaimError
from foedera.model.vocabulary import ActorKind

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_STATE = re.compile(r"state:(?:[A-Z]{3}|[A-Z]{4}|gw-[0-9]+)", re.ASCII)

StateId = Annotated[str, msgspec.Meta(pattern=r"^state:")]
Sector = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]
Offset = Annotated[int, msgspec.Meta(ge=0)]
IsoDay = Annotated[str, msgspec.Meta(pattern=r"^-?\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Words of a document: `text` is the slice from `start` to `end` in Unicode code points, end exclusive."""

    start: Offset
    end: Offset
    text: Text

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ClaimError(f"empty span {self.start}-{self.end}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`. Raises `ClaimError` where it is empty or outside."""
        if not 0 <= start < end <= len(text):
            raise ClaimError(f"no span {start}-{end} in a text of {len(text)} characters")
        return cls(start, end, text[start:end])


class ActorRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An actor as a document mentions it.

    `text`, `start` and `end` are the words of the document; `id` and `name` are who they are. Where the actor is not
    known, `id` is None and `name` is the fullest form in the document. `state` is the id of the state to which the
    actor belongs at that date; `sector` is PLOVER's sector.
    """

    id: str | None
    name: str
    kind: ActorKind
    state: StateId | None
    sector: Sector | None
    text: Text
    start: Offset
    end: Offset

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ClaimError(f"empty span {self.start}-{self.end}")
        if self.id is not None and not is_actor_id(self.id, self.kind):
            raise ClaimError(f"{self.id!r} is no id of a {self.kind}")


class Deadline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One moment between two days (ISO, either None), and the words that set it."""

    earliest: IsoDay | None
    latest: IsoDay | None
    text: str


@lru_cache(maxsize=65536)
def is_actor_id(id: str, kind: ActorKind) -> bool:
    """Whether `id` is written as the id of an actor of this kind: `state:JPN`, `organisation:quad`, `person:x-y`."""
    if kind == "state":
        return _STATE.fullmatch(id) is not None
    prefix, _, slug = id.partition(":")
    return prefix == kind and _SLUG.fullmatch(slug) is not None
