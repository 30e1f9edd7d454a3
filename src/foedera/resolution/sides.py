"""For whom "we" speak where one of several speaks, or issues a text about an alliance: for his own state or for all."""

from __future__ import annotations

import re
from typing import Literal

from foedera.language import Sentence
from foedera.resolution.mentions import Mentions
from foedera.resolution.syntax import Syntax

Side = Literal["own", "all"]

_WORDS = r" (?:(?!(?:to|of|with|for|in|on|and|as|by|from|that|is|are|will|have|has) )[\w'’-]+,? )"
_TOGETHER = re.compile(
    rf" all\b|{_WORDS}{{0,4}}(?:two|three|both|bilateral|respective|"
    r"mutual|shared?|joint(?:ly)?|common|collective|alliance|trilateral|relationships?|relations|partnership|cooperation|"
    r"friendship|ties|bonds?|meeting|talks|discussions?|unity|nations|countries|peoples|democracies|governments|together)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?:\b(?:between|among|both|together|unites?|all three of|each of|all of|of(?= us))(?: all)?|Together,?) $",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf" own\b|{_WORDS}{{0,3}}(?:allies|ally|friends|neighbou?rs|alliances|network|region|family|country|nation|"
    r"government|military|navy|army|air force|armed forces|taxpayers|parliament|congress|constitution|homeland|shores|"
    r"borders|national (?:interests?|security|defen[cs]e|expertise|economy))\b",
    re.IGNORECASE,
)
_WELCOMES = re.compile(r" [^.;]{0,40}\b(?:welcom|host|thank|invit|receiv)\w* [^.;]{0,40}\byour?\b")
_JOINT = re.compile(
    r"\b(?:together|each other|one another|partnership|trilateral|bilateral|shared?|friendship|alongside one another|"
    r"both (?:countries|nations|peoples|sides)|(?:two|three|four) (?:countries|nations|peoples))\b",
    re.IGNORECASE,
)
_ALLIES = re.compile(rf"{_WORDS}{{0,2}}[Aa]ll(?:y|ies)\b")
_ALLIED = re.compile(r"\b(?:Allies|Allied|Leaders|NATO|[Aa]lliance|[Cc]ollective)\b")
_APART = re.compile(
    r"\b(?:with|from|by|for|[Oo]ur|these|those) (?:(?:our|these|those|all|other|\w+an|Baltic) )?Allies\b"
)
_NOBODY = re.compile(r" (?:world|planet|times?|age|century|globe|lifetimes?|era)\b", re.IGNORECASE)
_GUESTS = 120
_FAR = 400  # characters


def together(text: str, start: int, end: int) -> bool:
    """Whether the words beside "we" or "our" say that several are meant: "our relationship", "between us"."""
    return _TOGETHER.match(text, end) is not None or _AMONG.search(text, max(0, start - 16), start) is not None


def nobody(text: str, end: int) -> bool:
    """Whether "our" before `end` is everybody's: "our world"."""
    return _NOBODY.match(text, end) is not None


class Sides:
    """Tells for each "we" of a turn, in the order of the text, whether all are meant or the speaker's own state.

    Where neither the words beside it nor the rest of its sentence tell, it goes on as before, for a sentence or two.
    """

    def __init__(self, syntax: Syntax, named: Mentions) -> None:
        self.syntax, self.named = syntax, named
        self._last: tuple[Side, int] | None = None

    def begin(self, at: int | None) -> None:
        """A new turn, which begins with what all have in common at `at`; an answer does not."""
        self._last = None if at is None else ("all", at)

    def side(self, start: int, end: int, own: str | None) -> Side | None:
        """For whom the pronoun from `start` to `end` speaks, of a speaker of the state `own`; None if that is open."""
        if nobody(self.syntax.text, end):
            return None
        found = self._beside(start, end) or self._around(start, own)
        if found is None:
            return self._before(start)
        self._last = (found, start)
        return found

    def within(self, start: int, end: int, own: str | None) -> Side | None:
        """The same of a text in which a state of an alliance tells what the alliance does."""
        text, sentence = self.syntax.text, self.syntax.parse.at(start)
        if _ALLIES.match(text, end) is not None:
            return "own"
        if sentence is None or self._apart(sentence, own):
            return None
        return "all" if _ALLIED.search(text, sentence.start, sentence.end) or together(text, start, end) else None

    def _apart(self, sentence: Sentence, own: str | None) -> bool:
        """Whether a sentence tells of the state itself or of what it does with its allies."""
        named = {ref.id for ref in self.named.refs(sentence.start, sentence.end, "state")}
        return own in named or _APART.search(self.syntax.text, sentence.start, sentence.end) is not None

    def _beside(self, start: int, end: int) -> Side | None:
        text = self.syntax.text
        if _WELCOMES.match(text, end, end + _GUESTS):
            return "own"
        if together(text, start, end):
            return "all"
        return "own" if _OWNED.match(text, end) else None

    def _around(self, start: int, own: str | None) -> Side | None:
        """What the rest of the sentence tells: it says "together", or names the speaker's state alone."""
        sentence = self.syntax.parse.at(start)
        if sentence is None:
            return None
        if _JOINT.search(self.syntax.text, sentence.start, sentence.end):
            return "all"
        states = {ref.id for ref in self.named.refs(sentence.start, sentence.end, "state")}
        return "own" if states == {own} else None

    def _before(self, start: int) -> Side | None:
        return None if self._last is None or start - self._last[1] > _FAR else self._last[0]
