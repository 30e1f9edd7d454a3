"""When an act was done, as its sentence tells: a date behind it, before it, or "today"."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.dates import DateMention, dates
from foedera.language import Sentence
from foedera.model import Edtf

_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|"
    r"Winter"
)
_NAMED = re.compile(
    rf"\b(?:(?!(?:{_MONTHS})\b)[A-Z][\w.’'-]*|treaty|agreement|accord|pact|protocol|guidelines|memorandum|law|those|that)"
    r" of (?:the )?$"
)
_LEAD = 12
_NEAR = 60
_FAR = 160


class Times:
    """Reads them in one document. A date that only tells which instrument is meant ("the Treaty of 1951") is no time
    of an act."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._published = reading.document.text, reading.document.published
        self._found: dict[int, list[DateMention]] = {}

    def of_act(self, sentence: Sentence, verb: int, name: tuple[int, int]) -> Edtf | None:
        """The date behind a word of doing and before any other verb, or else the one before it at the head of the
        sentence; none within the name, which stands at these offsets."""
        token = sentence.tokens[verb]
        low, high = name[0] - sentence.start, name[1] - sentence.start
        found = [date for date in self._dates(sentence) if not low <= date.start < high]
        after = token.end - sentence.start
        verbs = [t.start - sentence.start for t in sentence.tokens if t.pos == "VERB" and t.start > token.start]
        limit = min([*verbs, after + _FAR])
        behind = next((date for date in found if after <= date.start < limit), None)
        if behind is not None:
            return behind.when
        leads = len(found) == 1 and found[0].end <= after and (found[0].start < _LEAD or after - found[0].end < _NEAR)
        if leads and token.pos == "VERB" and token.dep in ("ROOT", "relcl"):
            return found[0].when
        return self._today(sentence, verb)

    def behind(self, sentence: Sentence, after: int) -> Edtf | None:
        """The date close behind an offset."""
        at = after - sentence.start
        return next((date.when for date in self._dates(sentence) if at <= date.start <= at + _NEAR), None)

    def leading(self, sentence: Sentence) -> Edtf | None:
        """The one date of a sentence, where it begins with it."""
        found = self._dates(sentence)
        return found[0].when if len(found) == 1 and found[0].start < _LEAD else None

    def _today(self, sentence: Sentence, verb: int) -> Edtf | None:
        """The day of the document, where the act is said to be done "today"."""
        if sentence.tokens[verb].tag not in ("VBD", "VBN", "VBP", "VBZ"):
            return None
        told = any(
            token.text.lower() == "today" and verb in sentence.ancestors(number)
            for number, token in enumerate(sentence.tokens)
        )
        return self._published if told else None

    def _dates(self, sentence: Sentence) -> list[DateMention]:
        if sentence.start not in self._found:
            words = self._text[sentence.start : sentence.end]
            self._found[sentence.start] = [
                date for date in dates(words, self._published) if _NAMED.search(words[: date.start]) is None
            ]
        return self._found[sentence.start]
