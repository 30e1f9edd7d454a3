"""Who says what is quoted, and whose turn it is in a transcript, so that "I" and "we" find their speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from foedera.language import Sentence, Token
from foedera.language.quotations import quotations
from foedera.model import ActorRef
from foedera.resolution.candidates import capitals
from foedera.resolution.mentions import Mention, Mentions, key_of, only
from foedera.resolution.syntax import Syntax

_SAYS = frozenset(
    "say tell add note warn argue announce explain write stress claim insist reply comment recall urge pledge vow "
    "state declare continue conclude ask read remark suggest believe joke tweet post demand caution quip".split()
)
# Who speaks for the state or organisation named beside the noun.
_SPEAKS_FOR = frozenset(
    "official spokesman spokeswoman spokesperson diplomat officer government ministry military army navy statement "
    "minister commander leader authority administration".split()
)
_PRONOUNS = frozenset(["he", "she", "it", "they"])
_FAR = 160
_SHORT = 60
_TURN = re.compile(r"^(?:Q\b|[A-Z][A-Z .’-]{2,40}:)", re.MULTILINE)
_QUESTION = re.compile(r"^(?:Q\b|QUESTION:|REPORTER:)", re.MULTILINE)
_ADDRESSED = re.compile(r"^(?:MEMORANDUM )?(?:FOR|TO|FROM) ", re.MULTILINE)
_SPEECH = re.compile(r"\b(?:remarks|speech|address|keynote|statement|opening statement)s? (?:by|of)\b", re.IGNORECASE)


class Quotation(msgspec.Struct, frozen=True):
    """What is said from `start` to `end`, and by whom; None where it is not certain."""

    start: int
    end: int
    speaker: ActorRef | None


class _Said(NamedTuple):
    """Where somebody is the subject of a verb of saying; `who` is None where nobody known is, and `open` is True where
    a pronoun is that may take up who spoke before."""

    at: int
    who: ActorRef | None
    open: bool


class Quotations:
    """The quotations and turns of one document."""

    def __init__(self, syntax: Syntax, named: Mentions) -> None:
        self.syntax, self.named = syntax, named
        self._quoted = quotations(syntax.parse.document)
        self._turns = self._spoken()
        self._begins = [turn.start for turn in self._turns]

    def quoted(self, offset: int) -> bool:
        """Whether the character at `offset` is quoted."""
        return self._quoted.cover(offset)

    def turn(self, offset: int) -> Quotation | None:
        """The turn of a transcript in which the character at `offset` stands."""
        index = bisect_right(self._begins, offset) - 1
        return self._turns[index] if index >= 0 and offset < self._turns[index].end else None

    def attributed(self, mentions: Mentions) -> list[Quotation]:
        """The quotations with their speakers, given all mentions so far."""
        said = [found for sentence in self.syntax.parse.sentences for found in self._says(sentence, mentions)]
        said = sorted((found for found in said if not self.quoted(found.at)), key=_at)
        made: list[Quotation] = []
        for quoted in self._quoted:
            speaker = self._speaker(quoted.start, quoted.end, said, made, mentions)
            made.append(Quotation(quoted.start, quoted.end, speaker))
        return made

    def _speaker(
        self, start: int, end: int, said: Sequence[_Said], before: Sequence[Quotation], mentions: Mentions
    ) -> ActorRef | None:
        """Who says it by the nearest verb of saying outside the quotation, or who spoke right before."""
        text = self.syntax.text
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        low, high = max(low, start - _FAR), min(len(text) if high < 0 else high, end + _FAR)
        beside = said[bisect_left(said, low, key=_at) : bisect_left(said, high, key=_at)]
        nearest = min(beside, key=lambda found: max(start - found.at, found.at - end), default=None)
        if nearest is not None and not nearest.open:
            return nearest.who
        return self._continued(start, before[-1], mentions) if before else None

    def _continued(self, start: int, before: Quotation, mentions: Mentions) -> ActorRef | None:
        """Who spoke right before, where hardly anything stands between."""
        between = self.syntax.text[before.end : start]
        if any(self._acts(mention) for mention in mentions.within(before.end, start)):
            return None
        near = between.count("\n\n") < 2 and len(between.strip(" \n.,“”\"'‘’")) < _FAR
        return before.speaker if near else None

    def _acts(self, mention: Mention) -> bool:
        """Whether a mention names a person who does something."""
        if mention.how == "pronoun" or all(ref.kind != "person" for ref in mention.refs):
            return False
        head = self.syntax.head(mention.start, mention.end)
        return head is not None and head[0].tokens[head[1]].dep == "nsubj"

    def _says(self, sentence: Sentence, mentions: Mentions) -> Iterator[_Said]:
        """Where in a sentence somebody says something, or something is so according to somebody."""
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if (token.dep == "nsubj" and tokens[token.head].lemma in _SAYS) or self._according(tokens, token):
                yield self._said(sentence, index, mentions)

    @staticmethod
    def _according(tokens: Sequence[Token], token: Token) -> bool:
        above = tokens[token.head]
        return token.dep == "pobj" and above.text == "to" and tokens[above.head].text.lower() == "according"

    def _said(self, sentence: Sentence, index: int, mentions: Mentions) -> _Said:
        token = sentence.tokens[index]
        mention = mentions.at(token.start)
        if mention is not None and mention.refs:
            return _Said(token.start, mention.refs[0] if len(mention.refs) == 1 else None, False)
        if token.lemma.lower() in _SPEAKS_FOR:
            return _Said(token.start, self._spoken_for(sentence, index, mentions), False)
        return _Said(token.start, None, token.text.lower() in _PRONOUNS)

    @staticmethod
    def _spoken_for(sentence: Sentence, index: int, mentions: Mentions) -> ActorRef | None:
        """The state or organisation for whom an unnamed official speaks ("a Japanese official said")."""
        for child in sentence.children(index, ("amod", "compound", "poss", "nmod")):
            mention = mentions.at(sentence.tokens[child].start)
            body = None if mention is None else only(mention, "state", "organisation", "command")
            if body is not None:
                return body
        return None

    def _spoken(self) -> list[Quotation]:
        """The turns of a transcript: what follows a speaker's name in capitals on its own line or before a colon."""
        text = self.syntax.text
        heads = list(self._heads())
        breaks = sorted({line for line, _, _ in heads} | {mark.start() for mark in _TURN.finditer(text)} | {len(text)})
        turns = [Quotation(past, breaks[bisect_right(breaks, line)], ref) for line, past, ref in heads]
        return [turn for turn in turns if turn.end - turn.start > _SHORT]

    def _heads(self) -> Iterator[tuple[int, int, ActorRef]]:
        """Where a line that heads a turn begins and where the speaker's name in it ends."""
        text = self.syntax.text
        for start, end in capitals(text):
            mention = self.named.at(start)
            speaker = None if mention is None else only(mention, "person")
            line = text.rfind("\n", 0, start) + 1
            if speaker is None or not text[line:start].isupper() or _ADDRESSED.search(text, max(0, end - 80), end):
                continue
            if text[end : end + 1] in (":", "\n", ""):
                yield line, end, speaker

    @property
    def sides(self) -> tuple[str, ...]:
        """The states of the speakers of a transcript, where they are several."""
        states = {turn.speaker.state for turn in self._turns if turn.speaker is not None and turn.speaker.state}
        return tuple(sorted(state for state in states if state is not None)) if len(states) > 1 else ()

    def answers(self, turn: Quotation) -> bool:
        """Whether a turn comes after questions of others."""
        return self.questions is not None and turn.start > self.questions

    @cached_property
    def questions(self) -> int | None:
        """Where others begin to ask questions in a transcript; None where they do not."""
        found = _QUESTION.search(self.syntax.text)
        return None if found is None else found.start()

    @property
    def speakers(self) -> tuple[ActorRef, ...]:
        """Who has a turn in a transcript, once each."""
        found = {turn.speaker.id or turn.speaker.name: turn.speaker for turn in self._turns if turn.speaker is not None}
        return tuple(found.values())

    def speech(self) -> ActorRef | None:
        """Who speaks in a document that is one speech, by its title."""
        title = self.syntax.parse.document.title or ""
        if self._turns or _SPEECH.search(title) is None:
            return None
        persons = {key_of(ref): ref for ref in self.named.refs(0, len(self.syntax.text), "person")}
        told = [ref for ref in persons.values() if ref.name.split()[-1] in title]
        return told[0] if len(told) == 1 else None


def _at(found: _Said) -> int:
    return found.at
