"""How likely a candidate is an event, and of which type: the encoder's answer, given the lexicon's."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.coding.events.candidates import Candidate
from foedera.coding.events.encoder import Encoder
from foedera.coding.events.framing import framed
from foedera.coding.events.heads import NONE, Heads
from foedera.model import EventType


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
        score, label = max((each for each in rank if types[each[1]] != NONE), default=(0.0, ""))
        type = types.get(label, NONE)
        if type != NONE:
            answers.append(Weighed(candidate, label, type, score))
    return answers


def _words(text: str, candidate: Candidate) -> list[str]:
    start, end = candidate.sentence.start, candidate.sentence.end
    low, high = candidate.actor_span
    other = candidate.recipient_span
    recipient = None if other is None else (other[0] - start, other[1] - start)
    trigger = candidate.sentence.tokens[candidate.trigger].start - start
    hints = [entry.type for entry in candidate.entries]
    return framed(text[start:end], (low - start, high - start), recipient, trigger, hints)
