"""How likely a candidate is an event, and of which type: the encoder's answer, given the lexicon's."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from foedera.coding.events.candidates import Candidate
from foedera.coding.events.encoder import Encoder
from foedera.coding.events.framing import framed
from foedera.coding.events.heads import NONE, Heads
from foedera.model import EventType

_HISTORY = re.compile(r"\b(?:World War|1[5-9]\d\ds?|centur(?:y|ies)|Cold War)\b")
_TOLD = 0.97
"""The part of the encoder's doubt that history takes away."""


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its likeliest label, the type that it is, and its probability, from 0 to 1."""

    candidate: Candidate
    label: str
    type: EventType
    score: float


def weighed(text: str, found: Sequence[Candidate], encoder: Encoder, heads: Heads) -> list[Weighed]:
    """The candidates of a document with their types, in their order. The encoder is loaded where there is one."""
    if not found:
        return []
    hints = [[entry.type for entry in candidate.entries] for candidate in found]
    rows = heads.probabilities(encoder.vectors([_words(text, candidate) for candidate in found]), hints).tolist()
    types = heads.labels.types
    answers = []
    for candidate, row in zip(found, rows, strict=True):
        rank = [(score, label) for score, label in zip(row, heads.labels.labels, strict=True)]
        if _past(text, candidate):
            rank = [(score / (1 - _TOLD * _none(row, heads)), label) for score, label in rank]
        own: set[str] = {entry.type for entry in candidate.entries}
        own |= {"REJECT"} if candidate.mood.refused else set()
        rank = [each for each in rank if types[each[1]] in own] or [each for each in rank if types[each[1]] != NONE]
        score, label = max(rank, default=(0.0, ""))
        type = types.get(label, NONE)
        if type != NONE:
            answers.append(Weighed(candidate, label, type, score))
    return answers


def _none(row: Sequence[float], heads: Heads) -> float:
    """The probability in a row that there is no event."""
    labels = heads.labels
    return sum(share for share, label in zip(row, labels.labels, strict=True) if labels.types[label] == NONE)


def _past(text: str, candidate: Candidate) -> bool:
    """Whether both sides of an act of force are named in a sentence about history, of which the encoder, which has
    learned on the news of a day, thinks too little."""
    force = candidate.entries[0].type == "ASSAULT" and bool(candidate.recipients)
    return force and _HISTORY.search(text, candidate.sentence.start, candidate.sentence.end) is not None


def _words(text: str, candidate: Candidate) -> list[str]:
    start, end = candidate.sentence.start, candidate.sentence.end
    low, high = candidate.actor_span
    other = candidate.recipient_span
    recipient = None if other is None else (other[0] - start, other[1] - start)
    trigger = candidate.sentence.tokens[candidate.trigger].start - start
    hints = [entry.type for entry in candidate.entries]
    return framed(text[start:end], (low - start, high - start), recipient, trigger, hints)
