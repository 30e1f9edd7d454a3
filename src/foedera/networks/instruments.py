"""Ties by instruments in force on a day: treaties, political arrangements, and obligations that treaties contain."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from foedera.model import Span
from foedera.networks.tie import By, Tie, best, crossed, pairs, parties
from foedera.register import Member, Reason, Standing
from foedera.register.nodes import Node, body_of, known_parties
from foedera.register.voices import moves, voice_of

_LEGAL = ("treaty", "protocol", "agreement", "exchange-of-notes")
"""Types that bind in law unless a claim says otherwise; of others, only what is said to bind."""

_BEGINS = ("entered-into-force", "provisionally-applied")
_LEAVES = ("withdrawn", "denounced")


class Undecided(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An instrument of which it is not known whether it was in force on the day, and why not."""

    name: str
    entry: str
    reasons: tuple[Reason, ...]


def ties_by_instruments(standings: Iterable[Standing], by: By) -> Iterator[Tie]:
    """The ties by instruments; those that are not in force, or not known to be, give none."""
    for found in standings:
        if found.answer == "in force" and found.node.entry is not None:
            yield from _ties(found.node, found.day, by)


def undecided(standings: Iterable[Standing]) -> tuple[Undecided, ...]:
    """The instruments of which it is not known whether they were in force."""
    return tuple(
        Undecided(name=found.node.name, entry=found.node.id, reasons=found.reasons)
        for found in standings
        if found.answer == "unknown"
    )


def is_legal(node: Node) -> bool:
    """Whether an instrument binds in law: as a claim says, or else by its type.

    A grouping, declaration or set of guidelines carries no obligation in ATOP's sense, whatever its words.
    """
    said = {body_of(member).binding for member in node.entry.members} if node.entry is not None else set()
    if "political" in said:
        return False
    return "legal" in said or node.type in _LEGAL


def _ties(node: Node, day: datetime.date, by: By) -> Iterator[Tie]:
    members = node.entry.members if node.entry is not None else ()
    named = [member for member in members if _says(member, node)]
    legal = is_legal(node)
    refs = (ref for member in named for ref in body_of(member).parties)
    inside = parties((ref for ref in refs if _belongs(node, ref.id or ref.name, day)), by)
    for one, other in pairs(inside):
        yield Tie(
            kind="treaty" if legal else "arrangement", sort=node.type or "other", one=one, other=other, mutual=True,
            weight=1.0, what=node.name, entry=node.id, since=_since(node), shown=best(_naming(named, {one, other}, by)),
        )  # fmt: skip
    if legal:
        yield from _obligations(node, named, set(inside), by)


def _naming(named: list[Member], ends: set[str], by: By) -> list[Member]:
    """The claims that name both parties; where none does, those that name either."""
    found = [(len(ends.intersection(parties(body_of(member).parties, by))), member) for member in named]
    most = max(count for count, _ in found)
    return [member for count, member in found if count and count >= most]


def _obligations(node: Node, named: list[Member], inside: set[str], by: By) -> Iterator[Tie]:
    """What the claims say that it contains: one tie for each type and direction, with all claims that say so."""
    found: dict[tuple[str, str, str], list[tuple[Member, Span]]] = defaultdict(list)
    for member in named:
        for owed in body_of(member).obligations:
            for one, other in crossed(parties(owed.by, by), parties(owed.toward, by)):
                # Towards whom something is owed need be no party; who owes it must be.
                if one in inside or not inside:
                    found[owed.type, one, other].append((member, _sentence(member, owed.type)))
    for (type, one, other), shown in sorted(found.items(), key=lambda item: item[0]):
        yield Tie(
            kind="obligation", sort=type, one=one, other=other, mutual=False, weight=1.0, what=node.name,
            entry=node.id, since=_since(node), shown=tuple(shown),
        )  # fmt: skip


_STEMS = {
    "defense": ("armed attack", "assist", "defen"), "offense": ("attack", "offens", "war"),
    "neutrality": ("neutral", "take part"), "nonaggression": ("aggress", "resort to", "force against"),
    "consultation": ("consult",),
}  # fmt: skip
_BINDS = ("shall", "will", "agree", "undertake", "pledge", "declare")


def _sentence(member: Member, type: str) -> Span:
    """The evidence that speaks most of an obligation of this type, a clause before a title; of equals, the first."""

    def fit(span: Span) -> tuple[bool, int]:
        text = span.text.casefold()
        return any(word in text for word in _BINDS), sum(stem in text for stem in _STEMS[type])

    spoken = [span for span in member.claim.evidence if fit(span)[1]]
    return max(spoken or member.claim.evidence, key=fit)


def _belongs(node: Node, ref: str, day: datetime.date) -> bool:
    """Whether a party had joined by a day and had not left, nor given notice, by it."""
    mine = [act for act in node.acts if act.counts and act.actor is not None and ref in (act.actor.id, act.actor.name)]
    left = any((act.first or day) <= day for act in mine if act.act in _LEAVES)
    joined = [act.last for act in mine if act.act == "acceded" and act.last is not None]
    return not left and min(joined, default=day) <= day


def _says(member: Member, node: Node) -> bool:
    """Whether a claim says what is, in the document's own voice or a party's."""
    return member.claim.modality == "actual" and moves(voice_of(member.claim, known_parties(node)))


def _since(node: Node) -> datetime.date | None:
    begun = (act for act in node.acts if act.counts and act.act in _BEGINS)
    return min((act.first for act in begun if act.first is not None), default=None)
