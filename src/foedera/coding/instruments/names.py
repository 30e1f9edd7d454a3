"""Where a sentence names an instrument: by capitalised words around a head, a known name, a year, or an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from foedera.coding.instruments.lexicon import Known, Lexicon
from foedera.coding.instruments.words import JOINERS, Word, words
from foedera.model import InstrumentType
from foedera.resolution import Mentions

_TAIL = frozenset("of on for between among concerning regarding to against toward towards".split())
_GENERIC = frozenset(
    "joint new first final draft leaders leaders’ ministers ministers’ bilateral trilateral additional the old next "
    "annual updated revised original current existing historic security defense defence".split()
)
_ROMAN = re.compile(r"[IVX]+|[A-Z]")
_TIMES = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d.*)"
)
_FIELD = (
    r"(?:mutual|defen[cs]e|security|military|alliance|peace|friendship|cooperation|nonaggression|non-aggression|"
    r"assistance|logistics|intelligence-sharing|information-sharing|basing|bases|status-of-forces|nuclear|arms control|"
    r"free trade|trade|access|and|reciprocal|bilateral|trilateral|maritime|visiting|joint|nonproliferation)"
)
_LOWER = r"(?:treaty|pact|agreement|accord|guidelines|convention|protocol|communiqu[eé]|declaration|memorandum)"
_DATED = re.compile(rf"\b((?:1[6-9]|20|21)\d\d (?:{_FIELD} )*{_LOWER})\b")
_STATED = re.compile(
    rf" ((?:\d{{4}} )?(?:{_FIELD} )*(?:defen[cs]e|security|alliance|access|trade) (?:treaty|pact|agreement))\b"
)
_PACT = re.compile(
    r"\b((?:mutual |reciprocal |military )?(?:defen[cs]e|security|access) (?:treaty|pact|agreement))"
    r"(?= +(?:between|with) (?:the )?[A-Z]|,? signed in (?:\w+ )?\d{4})"
)
_QUOTED = re.compile(
    r"\b(treaty|agreement|statement|document|declaration|strategy|memorandum|communiqu[eé]|guidelines)s?,? "
    r"(?:titled|entitled|called|known as|dubbed),? [“\"]([A-Z][^”\"\n]{5,120})[”\"]"
)
_LONGEST = 200
_NEXT = re.compile(r" (\w+)")
_INDEFINITE = re.compile(r"(?:\b[Aa]n?|\bno|\bany|\banother) (?:[a-z]+ ){0,2}$")


class Named(msgspec.Struct, frozen=True):
    """One mention of an instrument by `name`, from `start` to `end`; `sure` where form or lexicon leave no doubt."""

    name: str
    type: InstrumentType
    start: int
    end: int
    sure: bool = True


class Names:
    """Finds the names in one document's text, given who else is named there."""

    def __init__(self, lexicon: Lexicon, text: str, mentions: Mentions) -> None:
        self.lexicon, self.text, self.mentions = lexicon, text, mentions

    def within(self, start: int, end: int) -> list[Named]:
        """The names between two offsets, longest first from the left, none overlapping."""
        found = [
            *self._headed(start, end),
            *self._known(start, end),
            *self._lower(start, end),
            *self._quoted(start, end),
        ]
        kept: list[Named] = []
        for named in sorted(found, key=_order):
            if not kept or named.start >= kept[-1].end:
                kept.append(named)
        return kept

    def _headed(self, start: int, end: int) -> Iterator[Named]:
        line = words(self.text, start, end)
        at = 0
        while at < len(line):
            size, type = self._head(line, at)
            if type is None:
                at += 1
                continue
            low, high = self._left(line, at), self._right(line, at + size - 1, type)
            name = self._name(line, low, at, at + size - 1, high, type)
            if name is not None:
                yield name
                at = max(high, at + size - 1) + 1
            else:
                at += size

    def _head(self, line: Sequence[Word], at: int) -> tuple[int, InstrumentType | None]:
        """How many words from `at` on are a head, and its type."""
        for size in (3, 2, 1):
            part = line[at : at + size]
            if len(part) == size and all(word.close for word in part[1:]):
                type = self.lexicon.head([word.text for word in part])
                if type is not None:
                    return size, type
        return 0, None

    def _left(self, line: Sequence[Word], head: int) -> int:
        """Where the name begins that has its head at `head`."""
        low = head
        while low > 0 and (line[low].close or self._counted(line, low, head)):
            word = line[low - 1]
            if word.owner or word.text in self.lexicon.leads:
                break
            if word.capital:
                low -= 1
                continue
            step = self._joined(line, low)
            if step == 0:
                break
            low -= step
        return self._without_others(line, low, head)

    def _counted(self, line: Sequence[Word], low: int, head: int) -> bool:
        """Whether a comma stands within a list that the name ends ("Research, Test and Evaluation Agreement")."""
        comma = self.text[line[low - 1].end : line[low].start] == ", "
        listed = any(word.text in ("and", "&") for word in line[low : min(head, low + 4)])
        return comma and listed and line[low - 1].capital and not self._actor_ends(line[low - 1].end)

    def _joined(self, line: Sequence[Word], low: int) -> int:
        """How many words back the name goes on over a joining word before `low`; 0 where it ends there."""
        back = 3 if line[low - 1].text == "the" and low > 2 and line[low - 2].text == "of" else 2
        if low < back or not all(word.close for word in line[low - back + 1 : low + 1]):
            return 0
        joiner, before = line[low - back + 1].text, line[low - back]
        if joiner not in ("of", "and", "&", "for") or not before.capital or before.text in self.lexicon.leads:
            return 0
        if (
            before.owner
            or before.year
            or _ROMAN.fullmatch(before.text)
            or (self._head(line, low - back)[1] is not None and joiner != "of")
        ):
            return 0
        if joiner in ("and", "&") and self._actor_ends(before.end):
            return 0
        return 0 if joiner == "of" and before.text in self.lexicon.within else back

    def _actor_ends(self, end: int) -> bool:
        """Whether somebody's name ends there, so that "and" joins him or her to the instrument."""
        mention = self.mentions.at(end - 1)
        return mention is not None and mention.end == end

    def _without_others(self, line: Sequence[Word], low: int, head: int) -> int:
        """The beginning of the name without persons, joining words and what leads to it."""
        for mention in self.mentions.within(line[low].start, line[head].start):
            person = any(ref.kind == "person" for ref in mention.refs[:1])
            if person:
                low = next((i for i in range(low, head + 1) if line[i].start >= mention.end), head)
        while low < head and (line[low].text in JOINERS or line[low].text in self.lexicon.leads or line[low].owner):
            low += 1
        return low

    def _right(self, line: Sequence[Word], head: int, type: InstrumentType) -> int:
        """The last word of the name that has its head's last word at `head`."""
        high, at = head, head + 1
        if at < len(line) and line[at].close and line[at].text.isdigit() and type in ("law", "other"):
            return at
        if at >= len(line) or not line[at].close or line[at].text.lower() not in _TAIL:
            return head
        if line[at].text == "to" and type != "protocol":
            return head
        at += 1
        while at < len(line):
            word = line[at]
            if word.text in ("Among", "Between"):
                at += 1
                continue
            if not word.close and not self._listed(line, at, type):
                break
            if word.text in JOINERS or (word.text in _TAIL and word.text != "to"):
                if self._another(line, at, type):
                    break
                at += 1
                continue
            if not word.capital or (_TIMES.fullmatch(word.text) and not (type == "law" and word.year)):
                break
            if self._person(word.start):
                break
            high, at = at, at + 1
            if word.owner:
                break
        return high

    def _person(self, start: int) -> bool:
        mention = self.mentions.at(start)
        return mention is not None and any(ref.kind == "person" for ref in mention.refs[:1])

    def _listed(self, line: Sequence[Word], at: int, type: InstrumentType) -> bool:
        """Whether the name goes on behind a comma: a list that ends with "and" and a capitalised word."""
        if self.text[line[at - 1].end : line[at].start] not in (", ", " (") or type in ("strategy", "law"):
            return False
        if self.text[line[at - 1].end] != ",":
            return False
        for word in line[at : at + 6]:
            if word.text == "and":
                return True
            if not word.capital and word.text not in ("the", "of"):
                return False
        return False

    def _another(self, line: Sequence[Word], at: int, type: InstrumentType) -> bool:
        """Whether the joining words from `at` on lead to another name, a place or a time, and no further into this."""
        joiner = line[at].text
        after = next((i for i in range(at, min(at + 3, len(line))) if line[i].text not in JOINERS), None)
        if after is None or not line[after].capital or not all(word.close for word in line[at + 1 : after + 1]):
            return True
        if joiner in ("in", "at", "under", "with"):
            return joiner != "in" or line[after - 1].text != "the"
        if joiner in ("and", "&"):
            ahead = line[after : after + 6]
            run = next((i for i, word in enumerate(ahead) if not word.capital and word.text not in ("of",)), len(ahead))
            return any(self._head(line, after + i)[1] is not None for i in range(run))
        return joiner == "to" and type != "protocol"

    def _name(
        self, line: Sequence[Word], low: int, head: int, last: int, high: int, type: InstrumentType
    ) -> Named | None:
        """The name from word `low` to word `high`, unless it is none."""
        start, end = line[low].start, line[high].end
        name = self.text[start:end]
        if line[high].owner:
            name, end = name[:-2], end - 2
        if len(name) > _LONGEST or "\n" in name or not self._is_name(line, low, head, last, high, type):
            return None
        if any(name.endswith(phrase) for phrase in self.lexicon.phrases):
            return None
        return Named(name, type, start, end)

    def _is_name(self, line: Sequence[Word], low: int, head: int, last: int, high: int, type: InstrumentType) -> bool:
        inside = [word.text for word in line[low : last + 1]]
        if not self.lexicon.within.isdisjoint(inside):
            return False
        if low > 1 and line[low].close and line[low - 1].text == "of" and line[low - 2].text in self.lexicon.within:
            return False
        follows = line[high + 1] if high + 1 < len(line) and line[high + 1].close else None
        if follows is not None and (
            follows.text in self.lexicon.after or follows.text.rstrip("s") in self.lexicon.after
        ):
            return False
        left = [w for w in line[low:head] if w.text not in JOINERS and w.text.lower() not in _GENERIC]
        right = [w for w in line[last + 1 : high + 1] if w.capital]
        if inside[head - low] in ("Act", "Law", "Resolution", "Principles", "Constitution", "Regulations"):
            return self._is_law(inside[head - low], left, right, line, high)
        known = any(word.text.lower() not in _GENERIC or word.year for word in line[low:head])
        specific = bool(left) or bool(right) or (known and head > low)
        return specific or (
            head - low > 0 and {"Security", "Defense", "Defence"} & {w.text for w in line[low:head]} != set()
        )

    def _is_law(self, noun: str, left: Sequence[Word], right: Sequence[Word], line: Sequence[Word], high: int) -> bool:
        if noun == "Resolution":
            return any(word.year or word.text[0].isdigit() for word in line[high : high + 2]) and bool(left)
        if noun == "Constitution":
            return any(self.mentions.at(word.start) is not None for word in (*left, *right))
        names = [word for word in left if not word.year and word.text not in ("U.S.", "US")]
        return bool(names) and (noun != "Principles" or len(left) > 1 or bool(right))

    def _known(self, start: int, end: int) -> Iterator[Named]:
        for match in self._acronyms.finditer(self.text, start, end):
            known = self._by_acronym[match[0]]
            yield Named(match[0], known.type, match.start(), match.end())
        for match in self._spelled.finditer(self.text, start, end):
            after = _NEXT.match(self.text, match.end())
            if after is not None and after[1] in self.lexicon.after:
                continue
            known = self._by_name[match[0].casefold()]
            if known.type in ("communique", "strategy", "guidelines") and match[0] != known.name:
                continue
            definite = _INDEFINITE.search(self.text, max(start, match.start() - 30), match.start()) is None
            if definite or match[0][0].isupper():
                yield Named(match[0], known.type, match.start(), match.end())

    @cached_property
    def _by_acronym(self) -> dict[str, Known]:
        return {known.acronym: known for known in self.lexicon.known if known.acronym}

    @cached_property
    def _by_name(self) -> dict[str, Known]:
        return {known.name.casefold(): known for known in self.lexicon.known}

    @cached_property
    def _acronyms(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{_either(self._by_acronym)})(?![\w-])")

    @cached_property
    def _spelled(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_either(self._by_name)})\b", re.IGNORECASE)

    def _lower(self, start: int, end: int) -> Iterator[Named]:
        """ "The 1960 treaty" and "U.S.-Philippine mutual defense treaty"."""
        for match in _DATED.finditer(self.text, start, end):
            type = self.lexicon.bare(match[1].split()[-1])
            if type is not None:
                yield Named(match[1], type, match.start(1), match.end(1))
        for match in _PACT.finditer(self.text, start, end):
            type = self.lexicon.bare(match[1].split()[-1]) or "agreement"
            yield Named(match[1], type, match.start(1), match.end(1), sure=False)
        for mention in self.mentions.within(start, end):
            if mention.how not in ("adjective", "name", "acronym") or [r.kind for r in mention.refs[:1]] != ["state"]:
                continue
            stated = _STATED.match(self.text, mention.end, end)
            if stated is None:
                continue
            low = self._compound(mention.start, start)
            if _INDEFINITE.search(self.text, max(start, low - 30), low) is None:
                type = self.lexicon.bare(stated[1].split()[-1]) or "agreement"
                yield Named(self.text[low : stated.end()], type, low, stated.end(), sure=False)

    def _compound(self, at: int, start: int) -> int:
        """Where the hyphened compound begins in which the name at `at` stands ("U.S.-Philippine")."""
        while at > start and not self.text[at - 1].isspace():
            at -= 1
        return at

    def _quoted(self, start: int, end: int) -> Iterator[Named]:
        """Titles in quotation marks behind what they are titles of."""
        for match in _QUOTED.finditer(self.text, start, end):
            title = match[2].rstrip(" ,.")
            type = self.lexicon.bare(match[1]) or "communique"
            yield Named(title, type, match.start(2), match.start(2) + len(title))


def _either(names: dict[str, Known]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"


def _order(named: Named) -> tuple[int, int]:
    return named.start, -named.end
