"""Attributions of a document: who (source), by which words (cue), says what (content), as offsets of its text.

They come from syntax, ranked by the trained model; and in transcripts from the form, where each paragraph of a turn is
what the speaker of its label says.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.coding.statements.cues import Lexicon, lexicon
from foedera.coding.statements.exclusions import is_official, is_own
from foedera.coding.statements.finding import Found, Proposal, Spans, found, is_too_much
from foedera.coding.statements.passages import Passage
from foedera.coding.statements.ranking import Ranker, ranker
from foedera.coding.statements.selection import selected
from foedera.coding.statements.transcripts import Turn, turns
from foedera.language import Parse
from foedera.model import Role

ROLES: tuple[Role, ...] = ("body", "list", "caption", "heading")
_TURN = 0.95


class Said(msgspec.Struct, frozen=True):
    """An attribution: lists of offsets, its score and calibrated confidence, and where it comes from: a proposal of
    the syntax, or a turn of a transcript."""

    source: Spans
    cue: Spans
    content: Spans
    score: float
    confidence: float
    proposal: Proposal | None = None
    turn: Turn | None = None
    continued: tuple[Passage, ...] = ()


class Finder(msgspec.Struct, frozen=True):
    """What attributions are found with: the lexicon of cues and the ranker."""

    lexicon: Lexicon
    ranker: Ranker

    @classmethod
    def usual(cls) -> Finder:
        """Foedera's own lexicon and weights."""
        return cls(lexicon(), ranker())

    def proposals(self, parse: Parse) -> Found:
        """All proposals of a document with their features."""
        return found(parse, self.lexicon, ROLES, self.ranker.rate)

    def said(self, parse: Parse, *, nested: bool = True, threshold: float | None = None) -> tuple[list[Said], Found]:
        """The attributions of a document in the order of the text, and what they were chosen from.

        `nested` attributions stand within the content of others ("A said that B wants talks"); without them, a turn of
        a transcript is one attribution and not one for each paragraph. `threshold` is the
        least score; the weights' own where None.
        """
        everything = self.proposals(parse)
        proposals, spoken = everything.proposals, turns(parse.document)
        scores = self.ranker.scores(everything.features, alone=nested)
        scores[[is_own(each, parse.document, spoken, nested=nested) for each in proposals]] = -1.0
        least = self.ranker.threshold if threshold is None else threshold
        official = is_official(parse.document)
        chosen = [
            self._said(proposals[i], float(scores[i]), official)
            for i in selected(proposals, scores, least, nested=nested)
        ]
        chosen = _continued(parse, chosen, everything.orphans)
        if nested:
            chosen += [_of_turn(turn, [paragraph]) for turn in spoken for paragraph in turn.paragraphs]
        else:
            chosen += [_of_turn(turn, turn.paragraphs) for turn in spoken if turn.paragraphs]
        return sorted(chosen, key=_place), everything

    def _said(self, proposal: Proposal, score: float, official: bool) -> Said:
        confidence = self.ranker.confidence(score, official=official)
        return Said(proposal.source, proposal.cue, proposal.content, score, confidence, proposal)


def _of_turn(turn: Turn, paragraphs: Sequence[tuple[int, int]]) -> Said:
    return Said((turn.label,), (), tuple(paragraphs), _TURN, _TURN, turn=turn)


def _continued(parse: Parse, chosen: Sequence[Said], orphans: Sequence[Passage]) -> list[Said]:
    """The attributions with the paragraphs that are only a quotation and follow right upon theirs."""
    paragraphs, text = parse.document.paragraphs, parse.document.text
    last: dict[int, int] = {}
    for index, said in enumerate(chosen):
        if said.proposal is not None and said.proposal.passages:
            number = said.proposal.passages[-1].paragraph
            if number not in last or said.content[-1][1] > chosen[last[number]].content[-1][1]:
                last[number] = index
    made = list(chosen)
    for passage in orphans:
        paragraph = paragraphs[passage.paragraph]
        outside = text[paragraph.start : passage.start] + text[passage.end : paragraph.end]
        owner = last.get(passage.paragraph - 1)
        if owner is None or any(character.isalnum() for character in outside):
            continue
        said = made[owner]
        content = (*said.content, (passage.start, passage.end))
        if is_too_much(parse.document, content):
            continue
        made[owner] = msgspec.structs.replace(said, content=content, continued=(*said.continued, passage))
        last[passage.paragraph] = owner
    return made


def _place(said: Said) -> tuple[int, int]:
    spans = (*said.cue, *said.content)
    return min(start for start, _ in spans), max(end for _, end in spans)
