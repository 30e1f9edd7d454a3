"""What a candidate for an event is."""

from __future__ import annotations

import msgspec

from foedera.coding.events.lexicon import Entry
from foedera.coding.events.modality import Mood
from foedera.language import Sentence
from foedera.model import ActorRef


class Candidate(msgspec.Struct, frozen=True):
    """A possible event: its frames, the parties on both sides, the words that name them, and the mood.

    `trigger` is the number of the token that names the act. `entries` are the frames that it fills, the most specific
    first, each of another type; the parties are those of the first.
    """

    sentence: Sentence
    trigger: int
    entries: tuple[Entry, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    actor_span: tuple[int, int]
    recipient_span: tuple[int, int] | None
    mood: Mood
