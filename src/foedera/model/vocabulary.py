"""The closed lists of the claim contract, as types and as tuples in the contract's order."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["statement", "event", "commitment", "instrument", "affiliation", "command", "asset", "figure"]
Modality = Literal["actual", "planned", "possible", "denied"]
Voice = Literal["author", "named", "unnamed"]
ActorKind = Literal["state", "organisation", "person", "command"]
Role = Literal["body", "heading", "caption", "list", "navigation", "teaser", "footer"]
Quotation = Literal["direct", "indirect", "mixed"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
CommitmentStatus = Literal[
    "intended", "committed", "decided", "ongoing", "completed", "reaffirmed", "delayed", "suspended", "withdrawn"
]
InstrumentType = Literal[
    "treaty", "protocol", "agreement", "exchange-of-notes", "memorandum",
    "guidelines", "communique", "strategy", "law", "other",
]  # fmt: skip
Binding = Literal["legal", "political"]
ActName = Literal[
    "adopted", "signed", "ratified", "acceded", "entered-into-force", "provisionally-applied",
    "reserved", "extended", "suspended", "denounced", "withdrawn", "terminated",
]  # fmt: skip
ObligationType = Literal["defense", "offense", "neutrality", "nonaggression", "consultation"]
RelationName = Literal["amends", "supersedes", "implements", "extends", "reaffirms", "terminates", "outdates"]
Standing = Literal["holder", "member", "candidate", "partner", "observer", "guest", "former"]
CommandChange = Literal["hold", "create", "upgrade", "attach", "delegate", "relocate", "restructure", "disband"]
CommandRelationship = Literal[
    "full", "cocom", "opcom", "opcon", "tacom", "tacon", "adcon", "support", "coordination", "liaison"
]
AssetType = Literal["base", "platform", "weapon", "programme", "body"]
AssetAction = Literal[
    "hold", "build", "buy", "sell", "develop", "deploy", "launch", "upgrade", "create", "close"
]  # fmt: skip
Bound = Literal["exact", "about", "at-least", "at-most"]

KINDS: tuple[Kind, ...] = get_args(Kind)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
ROLES: tuple[Role, ...] = get_args(Role)
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
