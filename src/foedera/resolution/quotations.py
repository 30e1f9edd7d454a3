"""Who says what is quoted, and whose turn it is in a transcript, so that "I" and "we" find their speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.candidates import capitals
from foedera.resolution.mentions import Mentions
from foedera.resolution.syntax import Syntax

_QUOTE = re.compile(r"“[^”\n]+(?:”|(?=\n)|$)|\"[^\"\n]+(?:\"|(?=\n)|$)|''(?:(?!'')[^\n])+(?:''|(?=\n)|$)")
_SAYS = frozenset(
    "say tell add note warn argue announce explain write stress claim insist reply comment recall urge pledge vow "
    "state declare continue conclude ask read remark suggest believe joke".split()
)
_FAR = 160
_SPEECH = re.compile(r"\b(?:remarks|speech|address|keynote|statement|opening statement)s? (?:by|of)\b", re.IGNORECASE)


class Quotation(msgspec.Struct, frozen=True):
    """What is said from `start` to `end`, and by whom; None where it is not certain."""

    start: int
    end: int
    speaker: ActorRef | None


class Quotations:
    """The quotations and turns of one document."""

    def __init__(self, syntax: Syntax, named: Mentions) -> None:
        self.syntax, self.named = syntax, named
        spans = [found.span() for found in _QUOTE.finditer(syntax.text)]
        self._quoted = [Quotation(start, end, None) for start, end in spans]
        self._starts = [start for start, _ in spans]
        self._turns = self._spoken()

    def quoted(self, offset: int) -> bool:
        """Whether the character at `offset` is quoted."""
        return self._index(offset) is not None

    def turn(self, offset: int) -> Quotation | None:
        """The turn of a transcript in which the character at `offset` stands."""
        return next((turn for turn in reversed(self._turns) if turn.start <= offset < turn.end), None)

    def attributed(self, mentions: Mentions) -> list[Quotation]:
        """The quotations with their speakers, given all mentions so far."""
        made: list[Quotation] = []
        for quotation in self._quoted:
            speaker = self._speaker(quotation, mentions, made)
            made.append(msgspec.structs.replace(quotation, speaker=speaker))
        return made

    def _index(self, offset: int) -> int | None:
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._quoted[index].end else None

    def _speaker(self, quotation: Quotation, mentions: Mentions, before: Sequence[Quotation]) -> ActorRef | None:
        """Who says it by the nearest verb of saying outside the quotation, or who spoke right before."""
        said = self._beside(quotation, mentions)
        if said:
            return min(said, key=lambda pair: pair[0])[1]
        return self._continued(quotation, before[-1]) if before else None

    def _beside(self, quotation: Quotation, mentions: Mentions) -> list[tuple[int, ActorRef]]:
        """Who says something in the paragraph outside the quotations, and how far from this one."""
        text = self.syntax.text
        low, high = text.rfind("\n", 0, quotation.start) + 1, text.find("\n", quotation.end)
        found: list[tuple[int, ActorRef]] = []
        for sentence in self.syntax.parse.sentences[self._first(low) :]:
            if sentence.start >= high >= 0:
                break
            for at, ref in self._says(sentence, mentions):
                gap = max(quotation.start - at, at - quotation.end)
                if gap < _FAR and not self.quoted(at):
                    found.append((gap, ref))
        return found

    def _continued(self, quotation: Quotation, before: Quotation) -> ActorRef | None:
        """Who spoke right before, where hardly anything stands between."""
        between = self.syntax.text[before.end : quotation.start]
        near = between.count("\n\n") < 2 and len(between.strip(" \n.,")) < _FAR
        return before.speaker if near else None

    def _first(self, offset: int) -> int:
        return max(0, bisect_right(self.syntax.parse.sentences, offset, key=lambda s: s.start) - 1)

    def _says(self, sentence: Sentence, mentions: Mentions) -> list[tuple[int, ActorRef]]:
        """Where in a sentence somebody is the subject of a verb of saying."""
        found = []
        for token in sentence.tokens:
            verb = sentence.tokens[token.head] if token.head >= 0 else token
            if token.dep == "nsubj" and verb.lemma in _SAYS:
                mention = mentions.at(token.start)
                if mention is not None and len(mention.refs) == 1:
                    found.append((token.start, mention.refs[0]))
        return found

    def _spoken(self) -> list[Quotation]:
        """The turns of a transcript: what follows a speaker's name in capitals on its own line or before a colon."""
        text = self.syntax.text
        found: list[tuple[int, int, ActorRef]] = []
        for start, end in capitals(text):
            mention = self.named.at(start)
            if mention is None or len(mention.refs) != 1 or mention.refs[0].kind != "person":
                continue
            line = text.rfind("\n", 0, start) + 1
            if text[end : end + 1] in (":", "\n", "") and text[line:start].isupper():
                found.append((line, end, mention.refs[0]))
        starts = [line for line, _, _ in found] + [len(text)]
        return [Quotation(end, starts[i + 1], ref) for i, (_, end, ref) in enumerate(found) if starts[i + 1] - end > 60]

    @property
    def sides(self) -> tuple[str, ...]:
        """The states of the speakers of a transcript, where they are several."""
        states = {turn.speaker.state for turn in self._turns if turn.speaker is not None and turn.speaker.state}
        return tuple(sorted(state for state in states if state is not None)) if len(states) > 1 else ()

    def speech(self) -> ActorRef | None:
        """Who speaks in a document that is one speech, by its title."""
        title = self.syntax.parse.document.title or ""
        if _SPEECH.search(title) is None:
            return None
        refs = {
            ref.id or ref.name: ref for mention in self.named for ref in mention.refs
            if ref.kind == "person" and ref.name.split()[-1] in title
        }  # fmt: skip
        return next(iter(refs.values())) if len(refs) == 1 else None
