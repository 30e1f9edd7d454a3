"""Ties by instruments in force on a day: treaties, political arrangements, and obligations that treaties contain."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from foedera.model import Span
from foedera.networks.tie import By, Tie, crossed, pairs, parties
from foedera.register import Member, Reason, Standing
from foedera.register.days import published_on
from foedera.register.nodes import Done, Node, body_of, known_parties
from foedera.register.voices import moves, voice_of

_LEGAL = ("treaty", "protocol", "agreement", "exchange-of-notes")
"""Types that bind in law unless a claim says otherwise; of others, only what is said to bind."""

_BEGINS = ("entered-into-force", "provisionally-applied")
_LEAVES = ("withdrawn", "denounced")
_SIGNED = ("signed", "adopted", "ratified", "acceded")
_ENDS = ("terminated", "denounced", "withdrawn", "suspended", "superseded")


class Undecided(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An instrument of which it is not known whether it was in force on the day, for all or for one party; and why."""

    name: str
    entry: str
    reasons: tuple[Reason, ...]


def ties_by_instruments(standings: Iterable[Standing], by: By, *, signed: bool = False) -> Iterator[Tie]:
    """The ties by instruments; those that are not in force, or not known to be, give none.

    With `signed`, those too that had been signed or adopted by the day, of which the record says neither that they came
    into force nor that they ended. Their ties are marked (`Tie.signed`).
    """
    for found in standings:
        if found.node.entry is None:
            continue
        if found.answer == "in force":
            yield from ties_of_instrument(found.node, found.day, by)
        elif signed and _only_signed(found):
            yield from ties_of_instrument(found.node, found.day, by, signed=True)


def undecided(standings: Iterable[Standing]) -> tuple[Undecided, ...]:
    """What is not known to have been in force: whole instruments, and instruments for a party that gave notice."""
    return tuple(one for found in standings for one in doubts_about(found))


def doubts_about(found: Standing) -> Iterator[Undecided]:
    """What is not known of one instrument: whether it was in force, or whether a party had left."""
    node = found.node
    if found.answer == "unknown":
        yield Undecided(name=node.name, entry=node.id, reasons=found.reasons)
    elif found.answer == "in force":
        for act in node.acts:
            if act.actor is not None and act.counts and act.act in _LEAVES and (why := _unsure(act, found.day)):
                who = act.actor.name
                reason = Reason(f"{act.act} by {who}; {why}", act.member)
                yield Undecided(name=f"{node.name} (for {who})", entry=node.id, reasons=(reason,))


def _unsure(act: Done, day: datetime.date) -> str:
    """Why it is not known whether a party had left by a day; empty where it is."""
    published = published_on(act.member)
    if act.first is None and (published is None or day < published):
        return "on which day is not known"
    notice = act.act == "denounced" and (act.first or published or day) <= day
    return "when that took effect is not known" if notice else ""


def _only_signed(found: Standing) -> bool:
    """Whether all that is known is that it was signed or adopted by the day: no entry into force, and no end."""
    done = [act for act in found.node.acts if act.counts]
    over = any(act.act in _ENDS for act in done)
    begun = any(act.act in _SIGNED and act.last is not None and act.last <= found.day for act in done)
    replaced = any("replaced" in reason.text or "terminated" in reason.text for reason in found.reasons)
    return found.answer == "unknown" and begun and not over and not replaced


def is_legal(node: Node) -> bool:
    """Whether an instrument binds in law: as a claim says, or else by its type.

    A grouping, declaration or set of guidelines carries no obligation in ATOP's sense, whatever its words.
    """
    said = {body_of(member).binding for member in node.entry.members} if node.entry is not None else set()
    if "political" in said:
        return False
    return "legal" in said or node.type in _LEGAL


def ties_of_instrument(node: Node, day: datetime.date, by: By, *, signed: bool = False) -> Iterator[Tie]:
    """The ties by one instrument that was in force on a day, or had been `signed`."""
    members = node.entry.members if node.entry is not None else ()
    named = [member for member in members if _says(member, node)]
    legal = is_legal(node)
    refs = (ref for member in named for ref in body_of(member).parties)
    inside = parties((ref for ref in refs if _belongs(node, ref.id or ref.name, day)), by)
    for one, other in pairs(inside):
        yield Tie(
            kind="treaty" if legal else "arrangement", sort=node.type or "other", one=one, other=other, mutual=True,
            weight=1.0, what=node.name, entry=node.id, since=_since(node, signed), signed=signed,
            shown=_shown(_naming(named, {one, other}, by), node),
        )  # fmt: skip
    if legal:
        yield from _obligations(node, named, set(inside), by, signed)


def _naming(named: list[Member], ends: set[str], by: By) -> list[Member]:
    """The claims that name both parties; where none does, those that name either."""
    found = [(len(ends.intersection(parties(body_of(member).parties, by))), member) for member in named]
    most = max(count for count, _ in found)
    return [member for count, member in found if count and count >= most]


def _obligations(node: Node, named: list[Member], inside: set[str], by: By, signed: bool) -> Iterator[Tie]:
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
            entry=node.id, since=_since(node, signed), signed=signed, shown=tuple(shown),
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


def _since(node: Node, signed: bool) -> datetime.date | None:
    wanted = _SIGNED if signed else _BEGINS
    begun = (act for act in node.acts if act.counts and act.act in wanted)
    return min((act.first for act in begun if act.first is not None), default=None)


def _shown(members: list[Member], node: Node) -> tuple[tuple[Member, Span], ...]:
    """Each claim with the evidence that names the instrument, what names it best first.

    Fitting is by the words of its name that stand in it; of equals the longer is taken, a sentence before a title.
    """
    words = _words(node.name)

    def fit(span: Span) -> tuple[int, int]:
        return len(words & _words(span.text)), len(span.text.split())

    found = [(member, max(member.claim.evidence, key=fit)) for member in members]
    return tuple(sorted(found, key=lambda one: -fit(one[1])[0]))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))
