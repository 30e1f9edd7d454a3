"""What one sentence says of one asset, and by what the reports of one asset in a document are known."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.assets.things import Thing
from foedera.coding.coder import Reading
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Attribution, Edtf, Modality
from foedera.model.vocabulary import AssetAction, AssetType

_JOINT = re.compile(r"^(?:[’']s\b|[\s\u2010-\u2013-])+")
_BARE = re.compile(r"^(?:[a-z][\w-]* |[A-Z][\w.]*-[A-Z][\w.]* )+|\s\([A-Z]+\)$")


class Report(msgspec.Struct, frozen=True):
    """What one sentence says of one asset; `loose`: it only mentions the act, without saying whose it is; `above`: the
    line above a list in which the sentence is an item."""

    sentence: Sentence
    name: str
    key: str
    type: AssetType
    action: AssetAction
    owners: tuple[ActorRef, ...]
    counterparties: tuple[ActorRef, ...]
    quantity: int | None
    place: str | None
    purpose: str | None
    when: Edtf | None
    modality: Modality
    attribution: Attribution
    score: float
    loose: bool = False
    above: Sentence | None = None


def key(reading: Reading, tree: Tree, thing: Thing) -> str:
    """What the names of one asset in a document have in common: the name of the table, or else its words, without the
    state before it."""
    text, start, before = thing.name, thing.start, reading.mentions.at(thing.start)
    while before is not None and before.refs and before.refs[0].kind == "state" and before.end < thing.end:
        rest = _JOINT.sub("", reading.document.text[before.end : thing.end])
        start = thing.end - len(rest)
        text, before = rest or text, reading.mentions.at(start) if rest else None
    if thing.known is not None:
        known = "thaad" if thing.known.lower().startswith("terminal high") else thing.known
        return known.removesuffix("s").lower() if len(known) > 4 else known.lower()
    words = text.lower().split()
    if tree.tokens[thing.noun].text[:1].islower() and words[-1] == tree.word(thing.noun):
        return " ".join([*words[:-1], tree.lemma(thing.noun)])
    return _BARE.sub("", text).lower() or text.lower()
