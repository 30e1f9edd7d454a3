"""The parts of a structure as claims tell them, one after another, each with the sentences that say so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from foedera.command.recorded import ALL, AS_IS
from foedera.command.structure import Delegation, Item, Limit, Link, Post, Source
from foedera.command.terms import COMMAND, LATERAL, LinkType
from foedera.command.told import Told
from foedera.model import ActorRef, Claim, Command, Edtf
from foedera.register import Member

_ONE_ONLY: tuple[LinkType, ...] = ("full", "cocom", "opcom", "opcon", "tacom", "tacon")
"""Relationships that a unit has with one superior at a time."""

_PREPOSITION = re.compile(r"\s+(?:in|of|at|on|from|for|to|near|across|based|stationed)\s+", re.IGNORECASE)
"""What parts a unit's head noun from where and whose it is."""

_I = TypeVar("_I", bound=Item)


class _Cell(msgspec.Struct, Generic[_I]):
    """A part in the making: whether it is so, or in which proposals; and the proposals in which it is gone."""

    item: _I
    so: bool
    proposals: list[str]
    gone: list[str]

    def made(self, proposals: Sequence[str]) -> _I:
        """The part with the variants to which it belongs; all of them where it is so and no proposal ends it."""
        if self.so and not self.gone:
            return self.item
        there = proposals if self.so else self.proposals
        heads = ([AS_IS] if self.so else []) + ([] if self.gone else [ALL])
        variants = (*heads, *(each for each in there if each not in self.gone))
        return msgspec.structs.replace(self.item, variants=variants)


class Draft:
    """A structure in the making. `refs` are all actors whom the claims name, so that one who has an id is known by
    name too."""

    def __init__(self, refs: Iterable[ActorRef]) -> None:
        self._ids = {_folded(ref.name): ref.id for ref in refs if ref.id is not None}
        self._posts: dict[str, _Cell[Post]] = {}
        self._links: dict[tuple[str, str, str | None], _Cell[Link]] = {}
        self._delegations: list[_Cell[Delegation]] = []
        self._sources: dict[str, Source] = {}
        self._over: set[str] = set()

    def take(self, each: Told) -> bool:
        """Takes what a claim says of a unit; false where it says nothing of a unit that can be told apart."""
        body = each.body
        if body.unit is None or not self._is_post(body, body.unit):
            return False
        if each.variant is not None and self._is_over(each):
            return False
        unit = self._post(each, body.unit)
        self._life(each, unit)
        for other, add in ((body.parent, self._link), (body.from_, self._delegation)):
            if other is not None and self._key(each, other) != unit.item.id:
                add(each, self._post(each, other).item.id, unit.item.id)
        return True

    def _is_post(self, body: Command, unit: ActorRef) -> bool:
        """Whether a unit is one that can be told apart; troops without a name of their own that move are none."""
        if body.change == "relocate" and self._known(unit) is None:
            return False
        return body.parent is not None or body.from_ is not None or _is_name(unit)

    def posts(self, proposals: Sequence[str]) -> tuple[Post, ...]:
        """The posts, in the order in which they were told of."""
        return tuple(cell.made(proposals) for cell in self._posts.values())

    def links(self, proposals: Sequence[str]) -> tuple[Link, ...]:
        """The links, in the order in which they were told of; none without relationship beside one that has it."""
        return tuple(cell.made(proposals) for cell in self._kept())

    def _kept(self) -> list[_Cell[Link]]:
        typed = {ends[:2] for ends, cell in self._links.items() if cell.item.type in COMMAND and cell.so}
        return [cell for ends, cell in self._links.items() if ends[2] is not None or ends[:2] not in typed]

    def delegations(self, proposals: Sequence[str]) -> tuple[Delegation, ...]:
        """The delegations, in the order in which they were told of."""
        return tuple(cell.made(proposals) for cell in self._delegations)

    def told_apart(self) -> set[str]:
        """The proposals that add or end something."""
        changes = [(*cell.proposals, *cell.gone) for cell in self._posts.values()]
        changes += [(*cell.proposals, *cell.gone) for cell in self._kept()]
        changes += [(*cell.proposals, *cell.gone) for cell in self._delegations]
        return {proposal for some in changes for proposal in some}

    def sources(self) -> tuple[Source, ...]:
        """The claims that say so, with their sentences."""
        return tuple(self._sources.values())

    def source(self, member: Member) -> str:
        """The id of the source that a claim is."""
        claim, listed = member.claim, member.source
        self._sources[claim.id] = Source(
            id=claim.id,
            title=listed.title or listed.source or "untitled",
            publisher=listed.publisher,
            date=None if listed.published is None else Edtf.parse(listed.published),
            address=listed.url,
            sentence=" ".join(claim.evidence[0].text.split()),
            claim=claim.id,
            document=listed.id,
        )
        return claim.id

    def _known(self, ref: ActorRef) -> str | None:
        return ref.id or self._ids.get(_folded(ref.name))

    def _key(self, each: Told, ref: ActorRef) -> str:
        """An id: the actor's, or one made of its name. A unit without a name of its own ("brigade") is another one in
        every entry."""
        made = "name:" + (re.sub(r"[^a-z0-9]+", "-", _folded(ref.name)).strip("-") or "unnamed")
        return self._known(ref) or (made if _is_name(ref) else f"{made}:{each.entry.id}")

    def _post(self, each: Told, ref: ActorRef) -> _Cell[Post]:
        key = self._key(each, ref)
        cell = self._posts.get(key)
        if cell is None:
            name = _called(each, ref)
            self._over.discard(key)
            cell = self._posts[key] = _Cell(Post(id=key, name=name, chain=ref.state), each.variant is None, [], [])
        source = self.source(each.member)
        if source not in cell.item.source:
            cell.item = msgspec.structs.replace(cell.item, source=(*cell.item.source, source))
        _belong(cell, each)
        return cell

    def _life(self, each: Told, cell: _Cell[Post]) -> None:
        """When a unit begins and ends, where it sits, and what else is said of it."""
        body = each.body
        changes: dict[str, object] = {}
        if body.change == "create" and each.member.claim.when is not None:
            changes["when"] = _since(each.member.claim)
        if body.place is not None and (each.variant is None or not cell.so):
            changes["seat"] = body.place
        notes = dict.fromkeys([*(cell.item.note or "").split("; "), *_said(each, cell)])
        note = "; ".join(each for each in notes if each) or None
        cell.item = msgspec.structs.replace(cell.item, **changes, note=note)
        if body.change == "disband" and each.variant is not None:
            cell.gone.append(each.variant)
        elif body.change == "disband":
            self._remove(cell.item.id)

    def _is_over(self, each: Told) -> bool:
        """Whether a proposal speaks of a unit that was disbanded since, and not of creating it again."""
        body = each.body
        ends = [ref for ref in (body.unit, body.parent, body.from_) if ref is not None]
        return body.change != "create" and any(self._key(each, ref) in self._over for ref in ends)

    def _remove(self, key: str) -> None:
        """Takes out a unit that was disbanded, with its links."""
        self._over.add(key)
        del self._posts[key]
        self._links = {ends: cell for ends, cell in self._links.items() if key not in ends[:2]}

    def _link(self, each: Told, above: str, below: str) -> None:
        type = each.body.relationship
        if type in LATERAL:
            above, below = sorted((above, below))
        if type in _ONE_ONLY:
            self._replace(each, above, below, type)
        cell = self._links.get((above, below, type))
        if cell is None:
            link = Link(above=above, below=below, type=type, when=_since(each.member.claim))
            cell = self._links[above, below, type] = _Cell(link, each.variant is None, [], [])
        source = self.source(each.member)
        if source not in cell.item.source:
            cell.item = msgspec.structs.replace(cell.item, source=(*cell.item.source, source))
        _belong(cell, each)

    def _replace(self, each: Told, above: str, below: str, type: LinkType) -> None:
        """Ends what the unit had of the same relationship with another superior."""
        for ends, cell in list(self._links.items()):
            if ends[0] != above and ends[1:] == (below, type) and cell.so:
                if each.variant is None:
                    del self._links[ends]
                else:
                    cell.gone.append(each.variant)

    def _delegation(self, each: Told, giver: str, receiver: str) -> None:
        body, claim = each.body, each.member.claim
        if body.change != "delegate":
            return
        delegation = Delegation(
            giver=giver,
            receiver=receiver,
            kinds=(),
            term=body.relationship,
            limits=tuple(Limit(of=" ".join(span.text.split())) for span in body.conditions),
            when=_since(claim),
            note=body.authority,
            source=(self.source(each.member),),
        )
        proposals = [] if each.variant is None else [each.variant]
        self._delegations.append(_Cell(delegation, each.variant is None, proposals, []))


def _said(each: Told, cell: _Cell[Post]) -> list[str]:
    """What a claim says of a unit that no field holds: rank, a proposed seat, authority whose giver is not named."""
    body = each.body
    proposed = "proposed: " if each.variant is not None and cell.so else ""
    said = [] if body.rank is None else [f"{proposed}{body.post or 'commander'}: {body.rank}"]
    if proposed and body.place not in (None, cell.item.seat):
        said.append(f"proposed: seat at {body.place}")
    if body.change == "delegate" and body.from_ is None:
        said.append(f"{proposed}given authority: {body.authority or body.relationship or 'which is not told'}")
    return said


def _belong(cell: _Cell[_I], each: Told) -> None:
    if each.variant is not None and not cell.so and each.variant not in cell.proposals:
        cell.proposals.append(each.variant)


def _since(claim: Claim) -> Edtf | None:
    """From when what a claim says holds: an interval as it is, a date as its beginning; None where it has no date."""
    if claim.when is None or claim.when.is_interval:
        return claim.when
    return Edtf.parse(f"{claim.when.text}/..")


def _is_name(ref: ActorRef) -> bool:
    """Whether a unit is told apart by an id or a name of its own, and not by a common noun ("personnel", "U.S. forces
    in Japan")."""
    head = _PREPOSITION.split(ref.name, maxsplit=1)[0].split()[-1:]
    return ref.id is not None or ref.name[:1].isdigit() or any(word[:1].isupper() for word in head)


def _called(each: Told, ref: ActorRef) -> str:
    """Its name; of a unit without one of its own also where it is, or under whom: "brigade (Lithuania)"."""
    name = " ".join(ref.name.split())
    parent = each.body.parent
    where = each.body.place or (None if parent is None or parent == ref else f"under {parent.name}")
    return name if _is_name(ref) or where is None or where in name else f"{name} ({where})"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
