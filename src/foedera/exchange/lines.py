"""A claim as one plain line, for tables and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from foedera.model import (
    ActorRef,
    Affiliation,
    Asset,
    Body,
    Claim,
    Command,
    Commitment,
    Deadline,
    Event,
    Figure,
    Instrument,
    Kind,
    Number,
    Statement,
)

_MANY = 6
_BOUNDS = {"exact": "", "about": "about ", "at-least": "at least ", "at-most": "at most "}


_MARKS = frozenset({":", "—", "–", "-"})
_PHRASES = frozenset({"according to", "in the words of", "in the opinion of", "in the view of", "per"})
_PASSIVE = re.compile(
    r"(?:\w+ )*(?:is|are|was|were|be|been|being) (?:not |widely |still )*(?:expected|thought|believed|understood|said|"
    r"reported|forecast|projected|predicted|estimated|feared|assumed|alleged|hoped|anticipated|rumou?red)\b",
    re.IGNORECASE,
)
_TOGETHER = ("liaison", "coordination")


def line(claim: Claim) -> str:
    """What the claim says, in one line without markup. Unknown parts are left out, never filled."""
    return " ".join(_LINES[claim.kind](claim.body).split())


def fields(claim: Claim) -> list[tuple[str, str]]:
    """What else a reader wants to know of the claim, as names and values; unknown parts are left out."""
    known = [("when", None if claim.when is None else claim.when.text)]
    if claim.modality != "actual":
        known.append(("modality", claim.modality))
    if claim.attribution.voice != "author" and claim.kind != "statement":
        known.append(("according to", names(claim.attribution.sources) or "unnamed sources"))
    return [(name, value) for name, value in [*known, *_more(claim.body)] if value]


def _more(body: Body) -> list[tuple[str, str]]:
    if isinstance(body, Statement):
        return [("words", body.quotation), ("about", called(body.about))]
    if isinstance(body, Instrument):
        acts = [(act.act, "" if act.when is None else act.when.text) for act in body.acts]
        return [("type", body.type), ("parties", called(body.parties)), *acts]
    return [("due", deadline(body.due))] if isinstance(body, Figure | Commitment) else []


def names(refs: Sequence[ActorRef]) -> str:
    """The names of actors, each once."""
    return ", ".join(dict.fromkeys(ref.name for ref in refs))


def called(refs: Sequence[ActorRef]) -> str:
    """The names of actors, each once; many that one phrase names by that phrase: "NATO allies (32)"."""
    phrases: dict[tuple[int, int], list[ActorRef]] = {}
    for ref in refs:
        phrases.setdefault((ref.start, ref.end), []).append(ref)
    parts = (
        f"{some[0].text} ({len(some)})" if len(some) > _MANY else names(some) for some in phrases.values()
    )  # fmt: skip
    return ", ".join(dict.fromkeys(part for part in parts if part))


def deadline(due: Deadline | None) -> str:
    """A deadline as it is written in tables: `by 2030-12-31`, `from 2027-01-01`, `2030-01-01 to 2033-12-31`."""
    if due is None:
        return ""
    if due.earliest is None:
        return due.text if due.latest is None else f"by {due.latest}"
    return f"from {due.earliest}" if due.latest is None else f"{due.earliest} to {due.latest}"


def _statement(body: Statement) -> str:
    speaker = called(body.speakers) or body.affiliation
    words = f"“{' … '.join(span.text for span in body.content)}”"
    cue = body.cue or "said"
    if speaker is None:
        return f"{words}: {cue}" if _PASSIVE.match(cue) else f"Speaker not resolved, {cue}: {words}"
    if cue in _MARKS:
        return f"{speaker}: {words}"
    return f"{cue[0].upper()}{cue[1:]} {speaker}: {words}" if cue.lower() in _PHRASES else f"{speaker} {cue}: {words}"


def _event(body: Event) -> str:
    recipients = f" → {called(body.recipients)}" if body.recipients else ""
    return f"{called(body.actors)}: {body.type}{recipients}"


def _commitment(body: Commitment) -> str:
    return f"{called(body.parties)}: {body.action} {body.object} ({body.status})"


def _instrument(body: Instrument) -> str:
    acts = ", ".join(act.act.replace("-", " ") + _dated(act.when) for act in body.acts)
    does = ", ".join(f"{each.relation} {each.target}" for each in body.relations)
    told = "; ".join(each for each in (acts, does) if each)
    return f"{body.name}: {told}" if told else f"{body.name} ({', '.join([body.type, *_parties(body)])})"


def _parties(body: Instrument) -> list[str]:
    """The parties of an instrument in one text, or how many they are; nothing where none is known."""
    few = len(body.parties) <= _MANY
    return [called(body.parties) if few else f"{len(body.parties)} parties"] if body.parties else []


def _affiliation(body: Affiliation) -> str:
    role = body.role if body.role or body.standing == "holder" else body.standing
    former = "former " if body.role and body.standing == "former" else ""
    return (
        f"{body.member.name}: {former}{role}, {body.group.name}" if role else f"{body.member.name}: {body.group.name}"
    )


def _command(body: Command) -> str:
    unit = body.unit.name if body.unit else body.post or "a command"
    if body.parent and body.relationship in _TOGETHER:
        return f"{body.relationship} between {unit} and {body.parent.name}"
    rank = f" to {body.rank} rank" if body.rank and body.change == "upgrade" else ""
    place = f" {'to' if body.change == 'relocate' else 'in'} {body.place}" if body.place else ""
    return f"{body.change} {unit}{rank}" + (f" under {body.parent.name}" if body.parent else "") + place


def _asset(body: Asset) -> str:
    return f"{called(body.owners)}: {body.action} {body.name}"


def _figure(body: Figure) -> str:
    return f"{body.quantity}: {_BOUNDS[body.bound]}{_amount(body)}"


_LINES: dict[Kind, Callable[[Any], str]] = {
    "statement": _statement, "event": _event, "commitment": _commitment, "instrument": _instrument,
    "affiliation": _affiliation, "command": _command, "asset": _asset, "figure": _figure,
}  # fmt: skip


def _dated(when: object) -> str:
    return "" if when is None else f" {when}"


def _amount(body: Figure) -> str:
    of = f" of {body.of}" if body.of else ""
    if body.value is not None:
        return f"{_number(body.value)} {body.unit}{of}"
    ends = [_number(end) for end in (body.low, body.high) if end is not None]
    return f"{' to '.join(ends)} {body.unit}{of}"


def _number(value: Number) -> str:
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"
