"""The coder of events: who did what to whom, by PLOVER.

Candidates come from syntax and the lexicon; the encoder says of each whether it is an event and of which type, and "no
event" is its most common answer. What several sentences of a document report of one act is one claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from foedera.coding.coder import Reading
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.candidates import candidates, spoken_of
from foedera.coding.events.encoder import encoder
from foedera.coding.events.heads import Heads, heads
from foedera.coding.events.lexicon import Lexicon, lexicon
from foedera.coding.events.reports import Report, merged, report
from foedera.coding.events.weighing import resolved, weighed
from foedera.model import ActorRef, Claim, Edtf, Event, Role

VERSION = "0.9"
_ROLES: tuple[Role, ...] = ("body", "list", "caption", "heading")
_SETS = re.compile(
    r"\b(?:both|two|three|four|leaders|ministers|sides|countries|governments|allies|they|he|she|parties)\b|^\W*it\b",
    re.IGNORECASE,
)


class Events:
    """Codes events, with the lexicon and the layer of types that come with Foedera or with others.

    `trained(FOLDER)` gives the coder that a user has trained.
    """

    name = "events"

    def __init__(self, words: Lexicon | None = None, types: Heads | None = None) -> None:
        """Nothing is read before the first document."""
        self._words, self._types = words, types

    @property
    def version(self) -> str:
        """The version of the coder, with that of a user's layer."""
        return VERSION if self._types is None else f"{VERSION}-{self._types.labels.version}"

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._words or lexicon()

    @cached_property
    def _heads(self) -> Heads:
        return self._types or heads()

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences that name an actor, or speak of several or of one named before."""
        return actors > 0 or _SETS.search(sentence) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One event for each act between the same parties, with all sentences that report it."""
        found = [*self._found(reading)]
        labels = self._heads.labels
        likely = [one for one in weighed(reading, found, encoder(), self._heads) if one.score >= labels.least]
        kept: dict[int, set[int]] = {}
        for one in likely:
            kept.setdefault(one.candidate.sentence.start, set()).add(one.candidate.trigger)
        reports = [
            report(reading, self._lexicon, one, own=labels.own)
            for one in likely
            if not resolved(reading.tree(one.candidate.sentence), one, kept[one.candidate.sentence.start])
        ]
        for same in merged(reports):
            yield self._claim(reading, same)

    def _found(self, reading: Reading) -> Iterator[Candidate]:
        """The candidates of all sentences, quoted ones too; each sentence knows of whom the one before speaks."""
        before: tuple[ActorRef, ...] = ()
        paragraph = 0
        stale = False
        for sentence in reading.sentences(_ROLES):
            if sentence.paragraph > paragraph + 1:
                before = ()
            paragraph = sentence.paragraph
            yield from candidates(reading, sentence, self._lexicon, before=before)
            spoken = spoken_of(reading, sentence, self._lexicon, before)
            kept = not spoken and not stale and len(before) > 1  # "the delegations" of two sentences before
            before, stale = (before, True) if kept else (spoken, False)

    def _claim(self, reading: Reading, same: Sequence[Report]) -> Claim:
        """The claim of the reports of one act, the likeliest first."""
        best = same[0]
        whens = [one.when for one in same if one.when]
        sentences = dict.fromkeys((one.sentence.start, one.sentence.end) for one in same)
        body = Event(
            actors=best.actors, recipients=best.recipients, type=best.type, mode=best.mode, contexts=best.contexts,
            place=next((one.place for one in same if one.place), None),
        )  # fmt: skip
        return reading.claim(
            self, body, tuple(reading.document.span(*span) for span in sentences),
            self._heads.calibration.confidence(best.score), when=max(whens, key=_exactness, default=None),
            modality=best.modality, attribution=best.attribution,
        )  # fmt: skip


def _exactness(when: Edtf) -> int:
    return 0 if when.is_interval else len(when.text)


def trained(folder: Path, lexicons: Sequence[Path] = ()) -> Events:
    """The coder whose layer of types lies in `folder`, as training has saved it, with the tables of a user's folders.

    Raises `SourceError` where `folder` holds no coder, or a table is malformed.
    """
    layer = Heads(folder)
    layer.labels  # noqa: B018  a folder without a coder is an error now, not at the first document
    return Events(Lexicon(lexicons) if lexicons else None, layer)
