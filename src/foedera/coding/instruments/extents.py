"""How far a name reaches to the left and right of its head, over capitalised and joining words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedera.coding.instruments.lexicon import Lexicon
from foedera.coding.instruments.words import JOINERS, Word
from foedera.model import InstrumentType
from foedera.resolution import Mentions

Line = Sequence[Word]

_TAIL = frozenset("of on for between among concerning regarding relating to against toward towards".split())
_LINKS = JOINERS | _TAIL
_LEADING_TO = frozenset({"Related", "Relating", "Relative", "Pursuant"})
_CHANGES = frozenset(
    "Amend Modify Supplement Complete Extend Prolong Revise Replace Terminate Implement Establish".split()
)
_TITLED = frozenset({"Among", "Between"})
_CHANGING = frozenset(
    "Amending Modifying Supplementing Completing Extending Prolonging Revising Replacing Terminating Implementing "
    "Establishing Relating Regarding Concerning".split()
)
_PLACED = frozenset({"in", "at", "under", "with"})
_UNLISTED = ("strategy", "law")
_NUMBERED = ("law", "other")
_ROMAN = re.compile(r"[IVX]+|[A-Z]")
_TIMES = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d.*)"
)
_AHEAD = 6


class Extents:
    """Measures names in one document's text, given who else is named there."""

    def __init__(self, lexicon: Lexicon, text: str, mentions: Mentions) -> None:
        self.lexicon, self.text, self.mentions = lexicon, text, mentions
        self._begin = frozenset(words[0] for words in lexicon.heads)

    def head(self, line: Line, at: int) -> tuple[int, InstrumentType | None]:
        """How many words from `at` on are a head, and its type."""
        for size in (3, 2, 1) if line[at].text in self._begin else ():
            part = line[at : at + size]
            if len(part) == size and all(word.close for word in part[1:]):
                type = self.lexicon.head([word.text for word in part])
                if type is not None:
                    return size, type
        return 0, None

    def left(self, line: Line, head: int, floor: int = 0) -> int:
        """The first word of the name that has its head at `head`, not before word `floor`."""
        low = head
        while low > floor and (line[low].close or self._counted(line, low, head)):
            step = self._step_left(line, low)
            if step == 0 or low - step < floor:
                break
            low -= step
        return self._without_others(line, low, head)

    def right(self, line: Line, head: int, type: InstrumentType) -> int:
        """The last word of the name that has its head's last word at `head`."""
        at = head + 1
        if at >= len(line) or not line[at].close:
            return head
        if line[at].text.isdigit() and type in _NUMBERED:
            return at
        changing = line[at].text in _CHANGING
        if not changing and not self._begins_tail(line, at, type):
            return head
        high, at = (at if changing else head), at + 1
        while at < len(line) and self._goes_on(line, at, type):
            if line[at].capital and line[at].text not in _TITLED:
                high = at
                if line[at].owner:
                    break
            at += 1
        return high

    def _begins_tail(self, line: Line, at: int, type: InstrumentType) -> bool:
        """Whether word `at` joins more of the name to its head: "on Defence", of a protocol "to the Treaty"."""
        word = line[at].text.lower()
        if word != "to" or type == "protocol":
            return word in _TAIL
        return at + 1 < len(line) and line[at + 1].text in _CHANGES

    def _step_left(self, line: Line, low: int) -> int:
        """How many words the name goes on to the left of `low`; 0 where it ends."""
        word = line[low - 1]
        if word.owner or word.text in self.lexicon.leads:
            return 0
        return 1 if word.capital else self._joined(line, low)

    def _counted(self, line: Line, low: int, head: int) -> bool:
        """Whether a comma stands within a list that the name ends ("Research, Test and Evaluation Agreement")."""
        comma = self.text[line[low - 1].end : line[low].start] == ", "
        listed = any(word.text in ("and", "&") for word in line[low : min(head, low + 4)])
        return comma and listed and line[low - 1].capital and not self._actor_ends(line[low - 1].end)

    def _joined(self, line: Line, low: int) -> int:
        """How many words back the name goes on over a joining word before `low`; 0 where it ends there."""
        back = 3 if line[low - 1].text == "the" and low > 2 and line[low - 2].text == "of" else 2
        if low < back or not all(word.close for word in line[low - back + 1 : low + 1]):
            return 0
        joiner, before = line[low - back + 1].text, line[low - back]
        if joiner not in ("of", "and", "&", "for") or not self._is_part(before):
            return 0
        if joiner == "of":
            return 0 if before.text in self.lexicon.within else back
        another = self.head(line, low - back)[1] is not None
        return 0 if another or (joiner != "for" and self._actor_ends(before.end)) else back

    def _is_part(self, word: Word) -> bool:
        """Whether a word before a joining word may be one of the name's."""
        told = word.owner or word.year or word.text in self.lexicon.leads or _ROMAN.fullmatch(word.text) is not None
        return word.capital and not told

    def _actor_ends(self, end: int) -> bool:
        """Whether somebody's name ends there, so that "and" joins him or her to the instrument."""
        mention = self.mentions.at(end - 1)
        return mention is not None and mention.end == end

    def _without_others(self, line: Line, low: int, head: int) -> int:
        """The beginning of the name without persons, joining words and what leads to it."""
        for mention in self.mentions.within(line[low].start, line[head].start):
            if any(ref.kind == "person" for ref in mention.refs[:1]):
                low = next((i for i in range(low, head + 1) if line[i].start >= mention.end), head)
        while low < head and (line[low].text in JOINERS or line[low].text in self.lexicon.leads or line[low].owner):
            low += 1
        return low

    def _goes_on(self, line: Line, at: int, type: InstrumentType) -> bool:
        """Whether the tail of a name goes on with word `at`."""
        word = line[at]
        if word.text in _TITLED:
            return True
        if not word.close and not self._listed(line, at, type):
            return False
        if word.text in JOINERS or (word.text in _TAIL and word.text != "to"):
            return not self._another(line, at, type)
        timed = _TIMES.fullmatch(word.text) is not None and not (type == "law" and word.year)
        return word.capital and not timed and not self._person(word.start)

    def _person(self, start: int) -> bool:
        mention = self.mentions.at(start)
        return mention is not None and any(ref.kind == "person" for ref in mention.refs[:1])

    def _listed(self, line: Line, at: int, type: InstrumentType) -> bool:
        """Whether the name goes on behind a comma: a list that ends with "and" and a capitalised word."""
        if self.text[line[at - 1].end : line[at].start] != ", " or type in _UNLISTED:
            return False
        for word in line[at : at + _AHEAD]:
            if word.text == "and":
                return True
            if not word.capital and word.text not in ("the", "of"):
                return False
        return False

    def _another(self, line: Line, at: int, type: InstrumentType) -> bool:
        """Whether the joining words from `at` on lead to another name, a place or a time, and no further into this."""
        joiner = line[at].text
        after = next((i for i in range(at, min(at + 4, len(line))) if line[i].text not in _LINKS), None)
        if after is None or not line[after].capital or not all(word.close for word in line[at + 1 : after + 1]):
            return True
        if joiner in _PLACED:
            return joiner != "in" or line[after - 1].text != "the"
        if joiner in ("and", "&"):
            return self._headed(line, after)
        return joiner == "to" and type != "protocol" and line[at - 1].text not in _LEADING_TO

    def _headed(self, line: Line, start: int) -> bool:
        """Whether the capitalised words from `start` on hold a head, and so are a name by themselves."""
        for at in range(start, min(start + _AHEAD, len(line))):
            if not line[at].capital and line[at].text != "of":
                return False
            if self.head(line, at)[1] is not None:
                return True
        return False
