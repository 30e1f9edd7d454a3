"""What speaks for and against a candidate beside the encoder's answer, as numbers that a fitted table weighs."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from pathlib import Path

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.candidate import Candidate
from foedera.language import Tree
from foedera.model import EventType, SourceError

_PRESENT = frozenset(["VB", "VBP", "VBZ", "VBG"])
_BELOW = frozenset(["relcl", "acl", "advcl", "conj", "pcomp"])
_POINTING = frozenset(["pronoun", "set", "role"])


class Evidence(msgspec.Struct, frozen=True):
    """A fitted table: what each sign adds to the odds of an event, in nats, and the odds without any sign."""

    start: float
    weights: Mapping[str, float]

    @classmethod
    def load(cls, path: Path) -> Evidence:
        """The table in a JSON file. Raises `SourceError` where it is none."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.MsgspecError) as error:
            raise SourceError(f"{path} is no table of evidence: {error}") from error

    def score(self, signs: Mapping[str, float]) -> float:
        """The probability of an event with these signs, from 0 to 1."""
        odds = self.start + sum(value * self.weights.get(name, 0.0) for name, value in signs.items())
        return 1 / (1 + exp(-odds))


def signs(reading: Reading, candidate: Candidate, type: EventType, event: float, share: float) -> dict[str, float]:
    """The signs of a candidate of this type: `event` is the encoder's probability of any event, `share` that of the
    type if there is one."""
    return {
        "event": _logit(event),
        "share": _logit(share),
        f"type {type}": 1.0,
        **_syntax(candidate),
        **_parties(reading, candidate),
    }


def _syntax(candidate: Candidate) -> dict[str, float]:
    """Signs of the word and of its mood."""
    tree = Tree(candidate.sentence)
    token, entry, mood = tree.tokens[candidate.trigger], candidate.entries[0], candidate.mood
    return {
        "noun": float(entry.pos == "noun"),
        "adjective": float(entry.pos == "adjective"),
        "specific": min(entry.weight, 5) / 5,
        "several types": float(len(candidate.entries) > 1),
        "present": float(entry.pos == "verb" and token.tag in _PRESENT),
        "below": float(token.dep in _BELOW),
        "planned": float(mood.modality == "planned"),
        "possible": float(mood.modality == "possible"),
        "refused": float(mood.refused),
        "told": float(mood.attribution.voice != "author"),
        "long": min(len(tree.tokens), 80) / 40,
    }


def _parties(reading: Reading, candidate: Candidate) -> dict[str, float]:
    """Signs of the parties."""
    refs = (*candidate.actors, *candidate.recipients)
    how = reading.mentions.at(candidate.actor_span[0])
    far = abs(candidate.sentence.tokens[candidate.trigger].start - candidate.actor_span[0])
    return {
        "alone": float(len(refs) == 1),
        "mutual": float(len(candidate.actors) > 1 and not candidate.recipients),
        "unnamed": float(any(ref.id is None for ref in refs)),
        "pointed at": float(how is None or how.how in _POINTING),
        "far": log(1 + far / 20),
    }


def _logit(share: float) -> float:
    held = min(max(share, 0.005), 0.995)
    return log(held / (1 - held))
