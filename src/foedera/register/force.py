"""Whether an instrument was in force on a day: yes, no or unknown, with the reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from foedera.model import Span
from foedera.register import english
from foedera.register.days import calendar_day, published_on
from foedera.register.entry import Member
from foedera.register.nodes import Done, Edge, Node
from foedera.register.showing import span_of_act, span_of_edge

Answer = Literal["in force", "not in force", "unknown"]

APPLIES_WHEN_ADOPTED = ("guidelines", "strategy", "communique")
"""Types that have no entry into force: they apply once adopted. No other type does, whatever was signed."""

_BEGINS = ("entered-into-force", "provisionally-applied")
_SIGNED = ("signed", "adopted", "ratified", "acceded")
_BILATERAL = 2


class Reason(msgspec.Struct, frozen=True):
    """A step of an explanation, in a sentence made from a template, and the claim and its sentence that show it."""

    text: str
    member: Member | None = None
    span: Span | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an instrument was in force on a day, and why. `suspended`: in force, but not applied."""

    node: Node
    day: datetime.date
    answer: Answer
    reasons: tuple[Reason, ...]
    suspended: bool = False


class Begun(msgspec.Struct, frozen=True):
    """Whether an instrument had begun to be in force by a day, and why."""

    answer: Answer
    reasons: tuple[Reason, ...]


def begun(node: Node, day: datetime.date) -> Begun:
    """Whether an instrument had begun to be in force by a day, be it over since or not.

    Signature, adoption and ratification are no entry into force, but for the types that apply when they are adopted.
    """
    starts = sorted(_starts(node), key=lambda start: start[0])
    if starts:
        first, last, reason = starts[0]
        answer: Answer = "in force" if last <= day else "not in force" if day < first else "unknown"
        return Begun(answer, (reason,))
    signed = [act for act in node.acts if act.counts and act.act in _SIGNED]
    if not signed:
        begins = "was adopted" if node.type in APPLIES_WHEN_ADOPTED else "entered into force"
        return Begun("unknown", (Reason(f"nothing in the record says when it {begins}"), *_planned(node)))
    early = [act.first for act in signed if act.first is not None]
    if early and len(early) == len(signed) and day < min(early):
        return Begun("not in force", (_told(signed[0], "only on"),))
    missing = Reason("no entry into force is in the record")
    return Begun("unknown", (*(_told(act) for act in signed), missing, *_planned(node)))


def standing(node: Node, replacements: Iterable[tuple[Edge, Node]], day: datetime.date) -> Standing:
    """Whether an instrument was in force on a day. `replacements` are the relations by which others supersede or
    terminate it, each with the node of the other."""
    start = begun(node, day)
    if start.answer == "not in force":
        return Standing(node=node, day=day, answer="not in force", reasons=start.reasons)
    ends = [*_ended(node, day), *_replaced(replacements, day)]
    over = [reason for answer, reason in ends if answer == "not in force"]
    if over:
        return Standing(node=node, day=day, answer="not in force", reasons=(*start.reasons, *over))
    doubts = tuple(reason for _, reason in ends)
    paused = tuple(_told(act) for act in node.acts if act.act == "suspended" and _by(act, day))
    answer = start.answer if not doubts else "unknown"
    if answer == "in force":
        doubts = (Reason("no end of it is in the record"),)
    return Standing(
        node=node, day=day, answer=answer, reasons=(*start.reasons, *doubts, *paused), suspended=bool(paused)
    )


def fallen(node: Node, replacements: Iterable[tuple[Edge, Node]], day: datetime.date) -> tuple[Reason, ...]:
    """Why an instrument was surely no longer in force on a day: what replaced or ended it. Empty where nothing did."""
    ends = [*_replaced(replacements, day), *_ended(node, day)]
    return tuple(reason for answer, reason in ends if answer == "not in force")


def _starts(node: Node) -> Iterator[tuple[datetime.date, datetime.date, Reason]]:
    for act in node.acts:
        adopted = act.act == "adopted" and node.type in APPLIES_WHEN_ADOPTED
        if act.counts and (act.act in _BEGINS or adopted) and act.first is not None and act.last is not None:
            yield act.first, act.last, _told(act)
    for member in node.spells:
        when = member.claim.when
        first = None if when is None else calendar_day(when.earliest)
        if when is not None and first is not None and when.is_interval:
            yield first, first, Reason(f"it has been in force since {first}", member)


def _ended(node: Node, day: datetime.date) -> Iterator[tuple[Answer, Reason]]:
    extended = any(act.act == "extended" and _by(act, day) for act in node.acts)
    for member in node.spells:
        when = member.claim.when
        last = None if when is None or not when.is_interval else calendar_day(when.latest)
        if last is not None and last < day:
            doubt: Answer = "unknown" if extended else "not in force"
            told = f"it was in force until {last}" + (", and was extended; until when is not known" if extended else "")
            yield doubt, Reason(told, member)
    for act in node.acts:
        if act.act not in ("terminated", "denounced", "withdrawn"):
            continue
        if _by(act, day):
            yield from _left(node, act)
        elif act.counts and act.when is None:
            yield from _left_some_day(node, act, day)


def _left_some_day(node: Node, act: Done, day: datetime.date) -> Iterator[tuple[Answer, Reason]]:
    """An end without a date: it had come when its document was published; before, nobody knows."""
    published = published_on(act.member)
    for answer, reason in _left(node, act):
        if published is not None and published <= day:
            yield answer, reason
        else:
            yield "unknown", Reason(f"{_words(act)}; on which day is not known", act.member, reason.span)


def _left(node: Node, act: Done) -> Iterator[tuple[Answer, Reason]]:
    whole = act.actor is None or len(node.parties) <= _BILATERAL
    if act.act == "denounced" and whole:
        yield "unknown", Reason(f"{_words(act)}; when that took effect is not known", act.member, span_of_act(act))
    elif whole:
        yield "not in force", _told(act)


def _replaced(replacements: Iterable[tuple[Edge, Node]], day: datetime.date) -> Iterator[tuple[Answer, Reason]]:
    for edge, other in replacements:
        if not edge.counts:
            continue
        verb = "terminated" if edge.relation == "terminates" else "replaced"
        start, span = begun(other, day), span_of_edge(edge, edge.relation)
        if start.answer == "in force":
            yield "not in force", Reason(f"{verb} by {other.name}: {start.reasons[0].text}", edge.member, span)
        elif start.answer == "unknown" and (edge.since is None or edge.since <= day):
            told = f"said to be {verb} by {other.name}, of which it is not known whether it is in force"
            yield "unknown", Reason(told, edge.member, span)


def _planned(node: Node) -> Iterator[Reason]:
    for act in node.acts:
        if act.act in _BEGINS and not act.counts:
            yield Reason(
                f"entry into force is only {act.modality if act.modality != 'actual' else 'reported'}", act.member
            )


def _by(act: Done, day: datetime.date) -> bool:
    return act.counts and act.last is not None and act.last <= day


def _told(act: Done, on: str = "on") -> Reason:
    return Reason(_words(act, on), act.member, span_of_act(act))


def _words(act: Done, on: str = "on") -> str:
    who = "" if act.actor is None else f" by {act.actor.name}"
    return f"{act.act.replace('-', ' ')}{who}{_when(act, on)}"


def _when(act: Done, on: str) -> str:
    """A day as ISO 8601 has it; of what is no whole day not the signs of EDTF, but its words."""
    if act.when is None:
        return ""
    return f" {on} {act.when}" if act.first == act.last else f" {on.removesuffix('on')}{english.on(act.when)}"
