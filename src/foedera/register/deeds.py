"""What claims of events, instruments, commands and assets say, as sentences."""

from __future__ import annotations

from foedera.model import Asset, Claim, Command, Event, Instrument, Modality
from foedera.register import english
from foedera.register.english import is_many, is_plural, listed, named, number, the, with_a
from foedera.register.quoting import quote

_WILL: dict[Modality, str] = {"planned": "is to|are to", "possible": "may|may"}

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


def event(claim: Claim, body: Event) -> str | None:
    """What a claim of an event says; None where its fields make no sentence."""
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


def instrument(claim: Claim, body: Instrument) -> str | None:
    """What a claim of an instrument says; None where its fields make no sentence."""
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


def command(claim: Claim, body: Command) -> str | None:
    """What a claim of a command says; None where its fields make no sentence."""
    unit = body.unit.name if body.unit is not None else None
    subject = unit or body.post
    if subject is None or claim.modality == "denied" or body.relationship in ("support", "coordination", "liaison"):
        return None
    many = is_plural(subject)
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


def asset(claim: Claim, body: Asset) -> str | None:
    """What a claim of an asset says; None where its fields make no sentence."""
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
        many = body.quantity not in (None, 1) or is_plural(body.name)
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
    return body.name if is_plural(body.name) or body.name.startswith(("a ", "an ", "the ")) else with_a(body.name)


def _will(modality: Modality, *, many: bool) -> str | None:
    """The verb before an infinitive for what has not happened; None for what has."""
    forms = _WILL.get(modality)
    return None if forms is None else forms.split("|")[many]
