"""What a claim says, as one plain sentence made by a template from its fields.

Where the fields make no good sentence, the sentence names who is meant and quotes the document. Nothing is added that
is not in the claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from foedera.model import (
    ActorRef,
    Affiliation,
    Asset,
    Claim,
    Command,
    Commitment,
    Event,
    Figure,
    Instrument,
    Kind,
    Modality,
    Number,
    Statement,
)
from foedera.register import english
from foedera.register.english import capital, is_many, listed, named, the

_MARKS = '\u201c\u201d"'
_LONGEST = 320
_SCRAP = 4
"""Fewer words say nothing by themselves."""

_OWN_WORDS = re.compile(r"\b(?:we|our|ours|us|i|my|me|you|your)\b|^(?:it|they|them|this|these|that|those)\b", re.I)
_DENIES = re.compile(r"\b(?:no|not|n[’']t|never|neither|nor|none|cannot|without|refus\w+|declin\w+|fail\w+)\b", re.I)
_DANGLES = re.compile(
    r"(?:(?:by|on|within|so|as|during|after|before)\b.*|.*\b(?:and|or|of|to|the|a|if|that|which|whenever|when|with|for))",
    re.I | re.S,
)
"""Objects that begin as no object does, or end in the middle."""

_HAPPENS = ("enter", "apply", "remain", "tranche", "take effect", "be")
"""Verbs of which the parties are not the subject, and what is no verb at all."""

_WORDS = ("agree", "commit", "pledge", "promise", "undertake", "vow")
"""Verbs by which something is committed: who promised has promised, and is not to promise."""

_DIGITS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_BOUNDS = {"exact": "", "about": "about ", "at-least": "at least ", "at-most": "at most "}
_WILL: dict[Modality, str] = {"planned": "is to|are to", "possible": "may|may"}


def sentence(claim: Claim) -> str:
    """What a claim says, in one sentence that ends with a full stop."""
    said = _SENTENCES[claim.kind](claim, claim.body)
    whole = said if said is not None else quoted(claim)
    return f"{capital(' '.join(whole.split()))}{_according(claim)}."


def is_telling(claim: Claim) -> bool:
    """Whether a claim says something that a reader understands by itself: not a list of sources, a scrap, or words of
    somebody whom nobody knows."""
    text = claim.evidence[0].text
    if text.startswith("Sources:") or "://" in text or len(text.split()) < _SCRAP:
        return False
    body = claim.body
    if isinstance(body, Statement):
        known = [ref for ref in body.speakers if ref.id is not None or not ref.name.isupper()]
        if not known or sum(len(span.text.split()) for span in body.content) < _SCRAP:
            return False
    return isinstance(body, Commitment) or _SENTENCES[claim.kind](claim, body) is not None


def quoted(claim: Claim) -> str:
    """What a claim says in its document's own words, with who is meant."""
    refs = [
        ref for field, ref in claim.actors() if field in ("parties", "actors", "owners", "speakers", "member", "unit")
    ]
    whom = named(refs)
    return f"{f'of {whom} ' if whom else ''}the source says: {quote(claim.evidence[0].text)}"


def quote(text: str) -> str:
    """Words of a document in quotation marks, on one line, the end of what is too long left out."""
    line = " ".join(text.split()).strip()
    if line[:1] in _MARKS and line[-1:] in _MARKS:
        line = line[1:-1]
    line = line.rstrip(".,; ")
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST].rpartition(' ')[0].rstrip(',;:')} …"
    return f"\u201c{_single(line)}\u201d"


def _single(line: str) -> str:
    """The line with single quotation marks in place of double ones, each that is opened also closed."""
    opened = False
    made = []
    for character in line:
        if character == "\u201d" or (character == '"' and opened):
            made.append("\u2019" if opened else "")
            opened = False
        elif character in _MARKS:
            made.append("\u2018")
            opened = True
        else:
            made.append(character)
    return "".join(made) + ("\u2019" if opened else "")


def undertaking(claim: Claim) -> str | None:
    """What a commitment is about, as an infinitive without `to`: `deliver 200 missiles to Ilmara by June 2032`.

    None where its fields make none: of passives, of what a text says in the first person, and where it denies.
    """
    body = claim.body
    if not isinstance(body, Commitment) or not english.is_verb(body.action) or body.action in _HAPPENS:
        return None
    words = " ".join(body.object.split()).rstrip(".,;:")
    text = " ".join(claim.evidence[0].text.split())
    if not words or _DANGLES.fullmatch(words) or _OWN_WORDS.search(words) or _DENIES.search(text):
        return None
    if re.search(rf"\b(?:was|were|is|are|be|been|being) (?:\w+ly )?{english.participle(body.action)}\b", text):
        return None
    if words.count("(") != words.count(")") or words.count("\u201c") != words.count("\u201d"):
        return None
    date = "" if body.due is None or _has(words, body.due.text) else english.due(body.due)
    return f"{body.action} {words}{f', {date}' if date else ''}"


def is_clear(claim: Claim) -> bool:
    """Whether what a commitment is about can be said, and understood without the sentence before."""
    what = undertaking(claim)
    return what is not None and _POINTS.search(what) is None


_POINTS = re.compile(r"\b(?:it|its|they|them|their|this|these|those|latter|former)\b", re.I)


def _commitment(claim: Claim, body: Commitment) -> str | None:
    what = undertaking(claim)
    if what is None:
        return None
    who, many = named(body.parties), is_many(body.parties)
    if claim.modality in ("possible", "denied"):
        return f"{who} may {what}" if claim.modality == "possible" else f"it is denied that {who} will {what}"
    if body.exploratory and body.action not in _EXPLORES:
        return f"{who} {'are' if many else 'is'} exploring whether to {what}"
    rest = what.removeprefix(body.action).lstrip()
    have, be = ("have", "are") if many else ("has", "is")
    if _is_its_own_act(body, claim.evidence[0].text):
        return f"{who} {have} {english.participle(body.action)} {rest}"
    match body.status:
        case "intended":
            return f"{who} {'intend' if many else 'intends'} to {what}"
        case "committed":
            return f"{who} {be} to {what}"
        case "decided":
            return f"{who} {have} decided to {what}"
        case "ongoing":
            return f"{who} {be} {english.gerund(body.action)} {rest}"
        case "completed":
            return f"{who} {have} {english.participle(body.action)} {rest}"
        case "reaffirmed":
            return f"{who} {have} reaffirmed the undertaking to {what}"
    return f"the undertaking of {who} to {what} is {body.status}"


_EXPLORES = ("consider", "explore", "discuss", "study", "examine")


def _is_its_own_act(body: Commitment, text: str) -> bool:
    """Whether the verb itself is what was done: who approved a thing has approved it, and not decided to approve."""
    if body.status == "reaffirmed":
        return body.action in ("reaffirm", "confirm", "reiterate", "renew")
    if body.status == "committed":
        return body.action in _WORDS
    done = (english.past(body.action), english.participle(body.action))
    return body.status == "decided" and any(re.search(rf"\b{form}\b", text) for form in done)


def _statement(claim: Claim, body: Statement) -> str | None:
    who = named(body.speakers) or body.affiliation
    if not who:
        return None
    if body.speakers and body.affiliation and not _has(body.affiliation, body.speakers[0].name):
        who = f"{who} ({re.sub('^(The|A|An) ', lambda word: word[0].lower(), body.affiliation)})"
    when = "" if claim.when is None else f", {english.on(claim.when)},"
    words = " … ".join(span.text for span in body.content)
    cue = body.cue if body.cue is not None and _is_finite(body.cue, many=is_many(body.speakers)) else None
    clause = body.quotation != "indirect" or words.startswith("that ") or cue in _SAYS
    words = words.removeprefix("that ")
    if clause:
        return f"{who}{when} {'said' if cue in (None, 'told') else cue}: {quote(words)}"
    return None if cue is None or len(words.split()) < 3 else f"{who}{when} {cue} {quote(words)}"


_SAYS = (
    "said", "says", "say", "told", "tells", "tell", "added", "adds", "believes", "believe", "argued", "argues", "argue",
    "insisted", "replied",
)  # fmt: skip
"""Verbs after which a whole sentence stands, with or without `that`."""

_MODALS = ("will", "would", "may", "might", "can", "could")
_NOT_FINITE = ("to", "is", "are", "was", "were", "be", "been", "being", "in", "of", "by", "according")


def _is_finite(cue: str, *, many: bool) -> bool:
    """Whether the cue is a verb that agrees with its subject, as far as its ending tells."""
    first, _, rest = cue.partition(" ")
    auxiliary = first in ("has", "have", "had", "does", "do", "did", *_MODALS)
    if not english.is_verb(cue) or first in _NOT_FINITE or first.endswith("ing"):
        return False
    if first.endswith("ed") or english.is_past(first) or first in _MODALS:
        return True
    if rest and not auxiliary and rest not in ("on", "that", "to", "against"):
        return False
    return first.endswith("s") != many


_DEEDS = {
    "AGREE": ("agreed", "agreed with"),
    "CONSULT": ("held talks", "held talks with"),
    "SUPPORT": (None, "supported"),
    "COOPERATE": ("worked together", "worked together with"),
    "AID": (None, "gave aid to"),
    "CONCEDE": (None, "gave way to"),
    "RETREAT": ("withdrew", "withdrew from"),
    "REQUEST": ("made a request", "made a request to"),
    "ACCUSE": (None, "accused"),
    "REJECT": (None, "turned down"),
    "THREATEN": ("made a threat", "threatened"),
    "PROTEST": ("protested", "protested against"),
    "SANCTION": ("imposed sanctions", "imposed sanctions on"),
    "MOBILIZE": ("moved forces", "moved forces against"),
    "COERCE": (None, "put pressure on"),
    "ASSAULT": (None, "attacked"),
}
"""What to say of each type of event where nobody is at its other end (None: quote the source), and where one is."""


def _event(claim: Claim, body: Event) -> str | None:
    alone, toward = _DEEDS[body.type]
    deed = f"{toward} {named(body.recipients)}" if body.recipients else alone
    if claim.modality != "actual" or deed is None:
        return None
    when = "" if claim.when is None else f" {english.on(claim.when)}"
    return f"{named(body.actors)} {deed}{when}: {quote(claim.evidence[0].text)}"


_ACTS = {
    "adopted": "adopted", "signed": "signed", "ratified": "ratified", "acceded": "acceded to",
    "provisionally-applied": "provisionally applied", "reserved": "accepted with a reservation",
    "extended": "extended", "suspended": "suspended", "denounced": "denounced", "withdrawn": "withdrawn from",
    "terminated": "terminated",
}  # fmt: skip
_RELATIONS = {"outdates": "makes out of date"}


def _instrument(claim: Claim, body: Instrument) -> str | None:
    will = _will(claim.modality, many=False)
    if claim.modality == "denied" or (not body.acts and not body.relations):
        return None
    name = body.name if body.name.casefold().startswith("the ") else f"the {body.name}"
    parts = []
    for act in body.acts:
        if act.act == "entered-into-force":
            done = "entered into force" if will is None else f"{will} enter into force"
        else:
            done = f"was {_ACTS[act.act]}" if will is None else f"{will} be {_ACTS[act.act]}"
        by = f" by {the(act.actor.name)}" if act.actor is not None else _by(body, act.act)
        place = "" if act.place is None else f" in {act.place}"
        when = "" if act.when is None else f" {english.on(act.when)}"
        parts.append(f"{done}{by}{place}{when}")
    for relation in body.relations:
        verb = _RELATIONS.get(relation.relation, relation.relation)
        parts.append(f"{verb} {relation.target}" if will is None else f"{will} do so: {verb} {relation.target}")
    return f"{name} {listed(list(dict.fromkeys(parts)))}"


def _by(body: Instrument, act: str) -> str:
    return (
        f" by {named(body.parties)}" if body.parties and act in ("signed", "adopted", "ratified", "terminated") else ""
    )


_POWERS = {
    "full": "full command", "cocom": "combatant command", "opcom": "operational command",
    "opcon": "operational control", "tacom": "tactical command", "tacon": "tactical control",
    "adcon": "administrative control",
}  # fmt: skip
_CHANGES = {
    "create": "set up", "upgrade": "raised", "attach": "placed", "relocate": "moved", "restructure": "reorganised",
    "disband": "disbanded",
}  # fmt: skip


def _command(claim: Claim, body: Command) -> str | None:
    unit = body.unit.name if body.unit is not None else None
    subject = unit or body.post
    if subject is None or claim.modality == "denied" or body.relationship in ("support", "coordination", "liaison"):
        return None
    many = _is_plural(subject)
    will = _will(claim.modality, many=many)
    under = _under(body)
    if body.change in ("hold", "delegate") and (body.change == "delegate" or not under):
        return None
    if body.change == "hold":
        verb = ("stand" if many else "stands") if will is None else f"{will} stand"
    else:
        verb = f"{('were' if many else 'was') if will is None else f'{will} be'} {_CHANGES[body.change]}"
    rank = f" to {body.rank} rank" if body.change == "upgrade" and body.rank else ""
    place = f" {'to' if body.change == 'relocate' else 'in'} {body.place}" if body.place else ""
    when = "" if claim.when is None else f" {english.on(claim.when)}"
    return f"{the(subject)} {verb}{rank}{under}{place}{when}"


def _under(body: Command) -> str:
    if body.parent is None:
        return ""
    power = f"the {_POWERS[body.relationship]} of " if body.relationship in _POWERS else ""
    return f" under {power}{the(body.parent.name)}"


_USES = {
    "build": "build", "buy": "buy", "sell": "provide", "develop": "develop", "deploy": "deploy", "launch": "launch",
    "upgrade": "upgrade", "create": "set up", "close": "close", "hold": "have",
}  # fmt: skip
_TOWARD = {"sell": "to", "buy": "from"}


def _asset(claim: Claim, body: Asset) -> str | None:
    if claim.modality == "denied":
        return None
    verb, thing = _USES[body.action], _thing(body)
    side = body.counterparties
    rest = f" {_TOWARD.get(body.action, 'with')} {named(side)}" if side else ""
    if body.place and body.place not in [ref.name for ref in side]:
        rest += f" in {the(body.place)}"
    if claim.when is not None and claim.modality == "actual":
        rest += f" {english.on(claim.when)}"
    if not body.owners:
        if body.action == "hold":
            return None
        many = body.quantity not in (None, 1) or _is_plural(body.name)
        will = _will(claim.modality, many=many)
        be = ("were" if many else "was") if will is None else f"{will} be"
        return f"{thing} {be} {english.participle(verb)}{rest}"
    many = is_many(body.owners)
    will = _will(claim.modality, many=many)
    held = "have" if many else "has"
    done = held if body.action == "hold" else f"{held} {english.participle(verb)}"
    return f"{named(body.owners)} {done if will is None else f'{will} {verb}'} {thing}{rest}"


def _thing(body: Asset) -> str:
    if body.quantity is not None:
        return f"{number(body.quantity)} {body.name}"
    if body.name[:1].isupper():
        return f"the {body.name}"
    return body.name if _is_plural(body.name) or body.name.startswith(("a ", "an ", "the ")) else _a(body.name)


def _figure(claim: Claim, body: Figure) -> str | None:
    whose = "" if body.actor is None else f" of {the(body.actor.name)}"
    what = f"on {body.quantity}{whose}, a" if body.unit not in body.quantity.split() else "a"
    when = "" if body.due is None else f", {english.due(body.due)}"
    return f"{what} figure of {amount(body)} is given{when}: {quote(claim.evidence[0].text)}"


def _affiliation(_: Claim, body: Affiliation) -> str | None:
    who, group = the(body.member.name), the(body.group.name)
    if body.standing == "holder":
        return f"{who} is {body.role or 'in office'} of {group}" if body.role else f"{who} is of {group}"
    if body.standing == "former":
        return f"{who} was {body.role or 'a member'} of {group} before"
    return f"{who} is {_a(body.role or body.standing)} of {group}"


def amount(body: Figure) -> str:
    """The value of a figure in words: `at least 30,000 shells`, `2.4 percent of GDP`."""
    of = f" of {body.of}" if body.of else ""
    ends = [body.low, body.high] if body.value is None else [body.value]
    value = " to ".join(number(end) for end in ends if end is not None)
    money = len(body.unit) == 3 and body.unit.isupper()
    return f"{_BOUNDS[body.bound]}{f'{body.unit} {value}' if money else f'{value} {body.unit}'}{of}"


def number(value: Number) -> str:
    """A number as it is written in a text: `twelve`, `1,200`, `3.4 billion`."""
    if isinstance(value, int) and 0 <= value < len(_DIGITS):
        return _DIGITS[value]
    for size, name in ((1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")):
        if abs(value) >= size and round(value / size, 2) == value / size:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,}" if isinstance(value, int) or value != int(value) else f"{int(value):,}"


_SENTENCES: dict[Kind, Callable[[Claim, Any], str | None]] = {
    "statement": _statement, "event": _event, "commitment": _commitment, "instrument": _instrument,
    "affiliation": _affiliation, "command": _command, "asset": _asset, "figure": _figure,
}  # fmt: skip


def _will(modality: Modality, *, many: bool) -> str | None:
    """The verb before an infinitive for what has not happened; None for what has."""
    forms = _WILL.get(modality)
    return None if forms is None else forms.split("|")[many]


def _according(claim: Claim) -> str:
    voice, sources = claim.attribution.voice, claim.attribution.sources
    if voice == "author" or claim.kind == "statement":
        return ""
    if not sources:
        return ", according to a source that is not named"
    return "" if _are_among(sources, claim) else f", according to {named(sources)}"


def _are_among(sources: tuple[ActorRef, ...], claim: Claim) -> bool:
    """Whether the sources speak of themselves, so that naming them again says nothing."""
    own = {ref.id or ref.name for field, ref in claim.actors() if field in ("parties", "actors", "owners")}
    return {ref.id or ref.name for ref in sources} <= own


def _has(words: str, part: str) -> bool:
    return " ".join(part.split()).casefold() in words.casefold()


def _is_plural(name: str) -> bool:
    last = name.rpartition(" ")[2]
    return not name[:1].isupper() and (
        last == "personnel" or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    )


def _a(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"
