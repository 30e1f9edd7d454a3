"""How likely a candidate is an event, and of which type: the encoder's answer, given the lexicon's, and other signs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.acts import DECIDES
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.encoder import Encoder
from foedera.coding.events.evidence import signs
from foedera.coding.events.framing import framed
from foedera.coding.events.heads import NONE, Heads
from foedera.coding.events.modality import known_harm
from foedera.language import Tree
from foedera.model import EventType

_HISTORY = re.compile(r"\b(?:World War|1[5-9]\d\ds?|centur(?:y|ies)|Cold War)\b")
_TOLD = 0.97
"""The part of the encoder's doubt that history takes away."""

_VETO = 0.1
"""The probability of any event below which the encoder alone decides that there is none."""


_DIRECTED = frozenset(["REQUEST", "ACCUSE", "REJECT", "THREATEN", "AID", "CONCEDE", "SANCTION"])
"""Types that need somebody to whom it is done."""


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its likeliest label, the type that it is, how probable an event is (0 to 1), and the signs by
    which that was weighed."""

    candidate: Candidate
    label: str
    type: EventType
    score: float
    signs: Mapping[str, float]


def weighed(reading: Reading, found: Sequence[Candidate], encoder: Encoder, heads: Heads) -> Iterator[Weighed]:
    """The candidates of a document with their types, in their order. The encoder is loaded where there is one."""
    if not found:
        return
    text = reading.document.text
    hints = [[entry.type for entry in candidate.entries] for candidate in found]
    rows = heads.probabilities(encoder.vectors([_words(text, candidate) for candidate in found]), hints).tolist()
    for candidate, row in zip(found, rows, strict=True):
        event, label, share = _answer(text, candidate, dict(zip(heads.labels.labels, row, strict=True)), heads)
        type = heads.labels.types.get(label, NONE)
        if type == NONE or event < _VETO:
            continue
        beside = signs(reading, candidate, type, event, share / max(event, 1e-9))
        score = share if heads.evidence is None else heads.evidence.score(beside)
        yield Weighed(candidate, label, type, score, beside)


def resolved(tree: Tree, one: Weighed, kept: Collection[int]) -> bool:
    """Whether an act is only what several decide together, which is one act of agreement: of the candidates of its
    sentence those whose words are `kept` are events."""
    verb = one.candidate.trigger
    while tree.tokens[verb].dep in ("dobj", "xcomp", "conj") and tree.tokens[verb].head != verb:
        verb = tree.tokens[verb].head
        if verb in kept and tree.lemma(verb) in DECIDES:
            return one.candidate.mood.modality == "planned" and len(one.candidate.actors) > 1
    return False


def _answer(text: str, candidate: Candidate, row: Mapping[str, float], heads: Heads) -> tuple[float, str, float]:
    """The probability that there is an event, the likeliest label of those that the lexicon allows, or else of all, and
    the probability of that label."""
    types = heads.labels.types
    shares = {label: share for label, share in row.items() if types[label] != NONE}
    none = sum(share for label, share in row.items() if types[label] == NONE)
    grown = 1 / (1 - _TOLD * none) if _past(text, candidate) else 1.0
    allowed: set[str] = {entry.type for entry in candidate.entries}
    allowed |= {"REJECT"} if candidate.mood.refused else set()
    if not candidate.recipients:
        allowed -= _DIRECTED
    inside = {label: share for label, share in shares.items() if types[label] in allowed} or shares
    label = max(inside, key=lambda each: inside[each], default="")
    return (1 - none) * grown, label, inside.get(label, 0.0) * grown


def _past(text: str, candidate: Candidate) -> bool:
    """Whether both sides of an act of force are named in a sentence about history, or in passing ("is threatened by
    Russia's war against Ukraine"), of which the encoder, which has learned on the news of a day, thinks too little."""
    force = candidate.entries[0].type == "ASSAULT" and bool(candidate.recipients)
    told = _HISTORY.search(text, candidate.sentence.start, candidate.sentence.end) is not None
    return force and (told or known_harm(Tree(candidate.sentence), candidate.trigger))


def _words(text: str, candidate: Candidate) -> list[str]:
    start, end = candidate.sentence.start, candidate.sentence.end
    low, high = candidate.actor_span
    other = candidate.recipient_span
    recipient = None if other is None else (other[0] - start, other[1] - start)
    trigger = candidate.sentence.tokens[candidate.trigger].start - start
    hints = [entry.type for entry in candidate.entries]
    return framed(text[start:end], (low - start, high - start), recipient, trigger, hints)
