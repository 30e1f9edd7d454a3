"""A structure of command as dated data: posts, links, kinds of decision, and who may decide them.

Everything has `when`, its validity (None: not known to be bounded), and `source`, ids of the structure's sources.
What is not known is None and is never filled in. `variants` of an item name those variants of the structure to which
it belongs; an item that names none belongs to all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal, TypeVar

import msgspec

from foedera.command.terms import COMMAND, DOCTRINES, LATERAL, Doctrine, LinkType
from foedera.model import Edtf

Silence = Literal["refused", "granted"]
_Part = TypeVar("_Part", bound="Item")
_Rule = TypeVar("_Rule", "Authority", "Review")

MINUTES = 24 * 60
"""Minutes in a day."""


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What all parts of a structure have: validity, sources, and the variants to which it belongs."""

    when: Edtf | None = None
    source: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    note: str | None = None

    def holds(self, day: datetime.date | None) -> bool:
        """Whether it may hold on the day; without a day, always."""
        return day is None or self.when is None or self.when.includes(day)


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a fact stands: a publication, or a claim of the record with its `sentence`."""

    id: str
    title: str
    publisher: str | None = None
    date: Edtf | None = None
    address: str | None = None
    sentence: str | None = None
    claim: str | None = None
    document: str | None = None


class Chain(Item, frozen=True, kw_only=True, gc=False):
    """A chain of command: whose it is (one sovereign, or several of a combined chain), and by which doctrine.

    `doctrine` is None where that is not known.
    """

    id: str
    name: str
    sovereigns: tuple[str, ...]
    doctrine: str | None = None


class Window(msgspec.Struct, frozen=True, gc=False):
    """Hours of duty in local time: `days` (0 is Monday), from minute `start` to before minute `end` of the day.

    `end` is at most 1440 more than `start`; above 1440 the window reaches into the next day (22:00 to 06:00: 1320,
    1800).
    """

    days: tuple[int, ...]
    start: int
    end: int


ALWAYS = (Window((0, 1, 2, 3, 4, 5, 6), 0, MINUTES),)
"""Manned around the clock."""


class Post(Item, frozen=True, kw_only=True, gc=False):
    """A post or unit.

    Attributes:
        chain: the chain to which it belongs; None where it stands in none (a coordination centre of two nations).
        seat: the place; zone: the IANA time zone of its duty hours.
        duty: its hours of duty (`ALWAYS`: around the clock); None where that is not known.
        capacity: how many matters its staff can work on at the same time; None where that is not known.
        holder: posts with the same holder are held by one person.
    """

    id: str
    name: str
    chain: str | None = None
    seat: str | None = None
    zone: str | None = None
    duty: tuple[Window, ...] | None = None
    capacity: int | None = None
    holder: str | None = None


class Link(Item, frozen=True, kw_only=True, gc=False):
    """A link between two posts.

    `above` is the superior (of `support`: the supported post), `below` the subordinate. Of coordination and liaison
    the order says nothing. `type` is None where somebody is above, but the source does not say by which relationship;
    `doctrine` is the one whose term it is, None for those types that go with any.
    """

    above: str
    below: str
    type: LinkType | None = None
    doctrine: str | None = None

    @property
    def commands(self) -> bool:
        """Whether `above` has a say in the operations of `below`; a type that is not known counts."""
        return self.type is None or self.type in COMMAND

    @property
    def lateral(self) -> bool:
        """Whether neither side has authority over the other."""
        return self.type in LATERAL

    @property
    def id(self) -> str:
        """A name for the link: its ends and its type."""
        return f"{self.above} {'-' if self.lateral else '>'} {self.below} ({self.type or 'relationship not known'})"


class Kind(Item, frozen=True, kw_only=True, gc=False):
    """A kind of decision. `arises` is the post at which the need for it is first seen; None where that is not known.

    `deadline` is in hours; `priority` counts from 0, which goes first.
    """

    id: str
    name: str
    arises: str | None = None
    deadline: float | None = None
    priority: int | None = None


class Ask(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post that must be asked: within how many hours it answers (None: no limit), and what its silence means.

    A consultation ends with its time, whatever `silence` says; a consent is refused or granted by it. `together` says
    that who asks and who is asked must be on duty at the same time (a call, a meeting).
    """

    post: str
    hours: float | None = None
    silence: Silence | None = None
    together: bool = False


class Limit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A bound on what may be decided: `of` what (ships, days, kilometres from a coast), at `most` or at `least` how
    much.

    A limit that has neither number is words alone: it is shown, and tested against nothing.
    """

    of: str
    most: float | None = None
    least: float | None = None


class Authority(Item, frozen=True, kw_only=True, gc=False):
    """A post may decide a kind of decision: alone, after consultation, with consent, or with both.

    `through` are posts through which the decision goes down or the request comes up ("President, through the
    Secretary").
    """

    post: str
    kind: str
    consult: tuple[Ask, ...] = ()
    consent: tuple[Ask, ...] = ()
    through: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()


class Delegation(Item, frozen=True, kw_only=True, gc=False):
    """Authority that one post gives to another for some kinds of decision, within limits, while `when` lasts.

    `kinds` are empty where the source does not say which. `term` is the authority that is delegated (a term of the
    chain's doctrine), where the source names it. `further`
    are posts to which the receiver may delegate in turn.
    """

    giver: str
    receiver: str
    kinds: tuple[str, ...]
    term: LinkType | None = None
    consult: tuple[Ask, ...] = ()
    consent: tuple[Ask, ...] = ()
    limits: tuple[Limit, ...] = ()
    further: tuple[str, ...] = ()


class Review(Item, frozen=True, kw_only=True, gc=False):
    """A post looks at decisions of some kinds: before they are taken, or after (which delays no decision)."""

    post: str
    kinds: tuple[str, ...]
    stage: Literal["before", "after"] = "before"
    hours: float | None = None


class Variant(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One form of a structure that has several: as it was, as it is proposed."""

    id: str
    name: str


class Structure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A structure of command. Posts, links and rules stand in the order of their file.

    `variant` is the variant that this is, None where all items are in it; `day` the day for which it was asked.
    """

    name: str
    posts: tuple[Post, ...] = ()
    chains: tuple[Chain, ...] = ()
    links: tuple[Link, ...] = ()
    kinds: tuple[Kind, ...] = ()
    authorities: tuple[Authority, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    reviews: tuple[Review, ...] = ()
    doctrines: tuple[Doctrine, ...] = tuple(DOCTRINES.values())
    sources: tuple[Source, ...] = ()
    offered: tuple[Variant, ...] = ()
    variant: str | None = None
    day: datetime.date | None = None

    @property
    def short(self) -> str:
        """What tells forms of one structure apart: its variant and its day; its name where it has neither."""
        day = None if self.day is None else self.day.isoformat()
        return ", ".join(part for part in (self.variant, day) if part) or self.name

    def post(self, id: str) -> Post | None:
        """The post with this id; None where there is none."""
        return next((each for each in self.posts if each.id == id), None)

    def kind(self, id: str) -> Kind | None:
        """The kind of decision with this id; None where there is none."""
        return next((each for each in self.kinds if each.id == id), None)

    def chain(self, id: str | None) -> Chain | None:
        """The chain with this id; None where there is none."""
        return next((each for each in self.chains if each.id == id), None)

    def superiors(self, post: str) -> tuple[Link, ...]:
        """The links by which others are above a post in matters of operations."""
        return tuple(each for each in self.links if each.below == post and each.commands)

    def subordinates(self, post: str) -> tuple[Link, ...]:
        """The links by which a post is above others in matters of operations."""
        return tuple(each for each in self.links if each.above == post and each.commands)

    def on(self, day: datetime.date | None, variant: str | None = None) -> Structure:
        """The structure with what may hold on a day (None: on any) and belongs to a variant (None: all variants).

        A date that is not exact includes every day that it may mean. Links and rules go with the posts that they name.
        """
        posts = _kept(self.posts, day, variant)
        there = {post.id for post in posts}
        links = _kept(self.links, day, variant)
        delegations = _kept(self.delegations, day, variant)
        return msgspec.structs.replace(
            self,
            posts=posts,
            chains=_kept(self.chains, day, variant),
            links=tuple(each for each in links if {each.above, each.below} <= there),
            kinds=_kept(self.kinds, day, variant),
            authorities=_of(_kept(self.authorities, day, variant), there),
            delegations=tuple(each for each in delegations if {each.giver, each.receiver} <= there),
            reviews=_of(_kept(self.reviews, day, variant), there),
            variant=variant or self.variant,
            day=day or self.day,
        )


def _kept(items: Iterable[_Part], day: datetime.date | None, variant: str | None) -> tuple[_Part, ...]:
    return tuple(each for each in items if each.holds(day) and _belongs(each, variant))


def _of(rules: Iterable[_Rule], posts: set[str]) -> tuple[_Rule, ...]:
    """The rules of posts that are there."""
    return tuple(each for each in rules if each.post in posts)


def _belongs(item: Item, variant: str | None) -> bool:
    return variant is None or not item.variants or variant in item.variants
