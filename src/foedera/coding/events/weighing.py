"""How likely a candidate is an event, and of which type: the encoder's answer, given the lexicon's."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.coding.events.candidates import Candidate
from foedera.coding.events.encoder import Encoder, Floats
from foedera.coding.events.framing import framed
from foedera.model import EventType

NONE = "NONE"


class Weighed(msgspec.Struct, frozen=True):
    """A candidate with its likeliest type and that type's probability by the encoder, from 0 to 1."""

    candidate: Candidate
    type: EventType
    score: float


def weighed(text: str, found: Sequence[Candidate], encoder: Encoder) -> list[Weighed]:
    """The candidates of a document with their types, in their order. The encoder is loaded where there is one."""
    if not found:
        return []
    likely = probabilities(encoder.heads.scores(encoder.vectors([_words(text, candidate) for candidate in found])))
    answers = []
    for candidate, row in zip(found, likely.tolist(), strict=True):
        rank = dict(zip(encoder.heads.types, row, strict=True))
        del rank[NONE]
        best = max(rank, key=lambda type: rank[type])
        answers.append(Weighed(candidate, best, rank[best]))  # type: ignore[arg-type]
    return answers


def probabilities(scores: Floats) -> Floats:
    """Softmax of each row."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def _words(text: str, candidate: Candidate) -> list[str]:
    start, end = candidate.sentence.start, candidate.sentence.end
    low, high = candidate.actor_span
    other = candidate.recipient_span
    recipient = None if other is None else (other[0] - start, other[1] - start)
    trigger = candidate.sentence.tokens[candidate.trigger].start - start
    hints = [entry.type for entry in candidate.entries]
    return framed(text[start:end], (low - start, high - start), recipient, trigger, hints)
