"""What claims of events, instruments, commands and assets say, as sentences."""

from __future__ import annotations

from foedera.model import Act, Asset, Claim, Command, Event, Instrument, Modality, Relation
from foedera.register import english
from foedera.register.english import after, is_many, is_plural, listed, named, number, on_its_day, the, with_a
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
    return f"{named(body.actors)} {deed}{on_its_day(claim.when)}: {quote(claim.evidence[0].text)}"


_ACTS = {
    "adopted": "adopted", "signed": "signed", "ratified": "ratified", "acceded": "acceded to",
    "provisionally-applied": "provisionally applied", "reserved": "accepted with a reservation",
    "extended": "extended", "suspended": "suspended", "denounced": "denounced", "withdrawn": "withdrawn from",
    "terminated": "terminated",
}  # fmt: skip
_RELATIONS = {"outdates": "makes out of date"}


_BY_ALL = ("signed", "adopted", "ratified", "terminated")
"""What is done by all parties where nobody is named."""


def instrument(claim: Claim, body: Instrument) -> str | None:
    """What a claim of an instrument says; None where its fields make no sentence."""
    if claim.modality == "denied" or not (body.acts or body.relations):
        return None
    name = body.name if body.name.casefold().startswith("the ") else f"the {body.name}"
    acts = [_act(act, body, claim.modality) for act in body.acts]
    relations = [_relation(relation, claim.modality) for relation in body.relations]
    return f"{name} {listed(list(dict.fromkeys([*acts, *relations])))}"


def _act(act: Act, body: Instrument, modality: Modality) -> str:
    if act.act == "entered-into-force":
        done = "entered into force" if modality == "actual" else f"{_will(modality)} enter into force"
    else:
        done = f"{_be(modality)} {_ACTS[act.act]}"
    by = named([act.actor]) if act.actor is not None else named(body.parties) if act.act in _BY_ALL else ""
    return f"{done}{after('by', by)}{after('in', act.place)}{on_its_day(act.when)}"


def _relation(relation: Relation, modality: Modality) -> str:
    verb = _RELATIONS.get(relation.relation, relation.relation)
    return f"{verb} {relation.target}" if modality == "actual" else f"{_will(modality)} do so: {verb} {relation.target}"


_POWERS = {
    "full": "full command", "cocom": "combatant command", "opcom": "operational command",
    "opcon": "operational control", "tacom": "tactical command", "tacon": "tactical control",
    "adcon": "administrative control",
}  # fmt: skip
_CHANGES = {
    "create": "set up", "upgrade": "raised", "attach": "placed", "relocate": "moved", "restructure": "reorganised",
    "disband": "disbanded",
}  # fmt: skip


_BESIDE = ("support", "coordination", "liaison")
"""Relationships in which nobody stands under anybody."""


def command(claim: Claim, body: Command) -> str | None:
    """What a claim of a command says; None where its fields make no sentence."""
    subject = body.unit.name if body.unit is not None else body.post
    if subject is None or claim.modality == "denied" or body.relationship in _BESIDE:
        return None
    many, under = is_plural(subject), _under(body)
    if body.change == "hold" and under:
        verb = _does("stand", claim.modality, many=many)
    elif body.change in _CHANGES:
        verb = f"{_be(claim.modality, many=many)} {_CHANGES[body.change]}"
    else:
        return None
    rank = f" to {body.rank} rank" if body.change == "upgrade" and body.rank else ""
    place = after("to" if body.change == "relocate" else "in", body.place)
    return f"{the(subject)} {verb}{rank}{under}{place}{on_its_day(claim.when)}"


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
    if claim.modality == "denied" or (body.action == "hold" and not body.owners):
        return None
    verb = _USES[body.action]
    rest = f"{_aside(body)}{on_its_day(claim.when) if claim.modality == 'actual' else ''}"
    if not body.owners:
        many = body.quantity not in (None, 1) or is_plural(body.name)
        return f"{_thing(body)} {_be(claim.modality, many=many)} {english.participle(verb)}{rest}"
    many = is_many(body.owners)
    if claim.modality != "actual":
        does = f"{_will(claim.modality, many=many)} {verb}"
    else:
        held = "have" if many else "has"
        does = held if body.action == "hold" else f"{held} {english.participle(verb)}"
    return f"{named(body.owners)} {does} {_thing(body)}{rest}"


def _aside(body: Asset) -> str:
    """To or from whom, and where."""
    side = after(_TOWARD.get(body.action, "with"), named(body.counterparties))
    if body.place in [None, *(ref.name for ref in body.counterparties)]:
        return side
    return f"{side}{after('in', the(body.place or ''))}"


def _thing(body: Asset) -> str:
    if body.quantity is not None:
        return f"{number(body.quantity)} {body.name}"
    if body.name[:1].isupper():
        return f"the {body.name}"
    return body.name if is_plural(body.name) or body.name.startswith(("a ", "an ", "the ")) else with_a(body.name)


def _will(modality: Modality, *, many: bool = False) -> str:
    """The verb before an infinitive for what has not happened."""
    return _WILL[modality].split("|")[many]


def _be(modality: Modality, *, many: bool = False) -> str:
    """The verb before a participle: was set up, are to be set up, may be set up."""
    if modality == "actual":
        return "were" if many else "was"
    return f"{_will(modality, many=many)} be"


def _does(verb: str, modality: Modality, *, many: bool) -> str:
    """What holds now, or is to: stands, are to stand."""
    if modality == "actual":
        return verb if many else f"{verb}s"
    return f"{_will(modality, many=many)} {verb}"
