"""Where a sentence names an instrument: by capitalised words around a head, a known name, a year, or an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.coding.instruments.extents import Extents
from foedera.coding.instruments.forms import Forms, Named
from foedera.coding.instruments.lexicon import Lexicon
from foedera.coding.instruments.words import JOINERS, Word, words
from foedera.model import InstrumentType
from foedera.resolution import Mentions

_GENERIC = frozenset(
    "joint new first final draft leaders leaders’ ministers ministers’ bilateral trilateral additional the old next "
    "annual updated revised original current existing historic security defense defence".split()
)
_FIELDS = frozenset({"Security", "Defense", "Defence"})
_LEGISLATION = frozenset({"Act", "Law", "Resolution", "Principles", "Constitution", "Regulations"})
_OTHER = re.compile(r" and (?:[A-Z]\w+ ){1,2}(?:Group|Dialogue|Committee|Forum|Council|Commission|Mechanism)\b")
_LONGEST = 200


class Names:
    """Finds the names in one document's text, given who else is named there."""

    def __init__(self, lexicon: Lexicon, text: str, mentions: Mentions) -> None:
        self.lexicon, self.text, self.mentions = lexicon, text, mentions
        self.extents, self.forms = Extents(lexicon, text, mentions), Forms(lexicon, text, mentions)

    def within(self, start: int, end: int) -> list[Named]:
        """The names between two offsets, longest first from the left, none overlapping."""
        found = [*self._headed(start, end), *self.forms.within(start, end)]
        kept: list[Named] = []
        for named in sorted(found, key=_order):
            if not kept or named.start >= kept[-1].end:
                kept.append(named)
        return kept

    def _headed(self, start: int, end: int) -> Iterator[Named]:
        line = words(self.text, start, end)
        at = floor = 0
        while at < len(line):
            size, type = self.extents.head(line, at)
            if type is None:
                at += 1
                continue
            low, high = self.extents.left(line, at, floor), self.extents.right(line, at + size - 1, type)
            name = self._name(line, low, at, at + size - 1, high, type)
            if name is not None:
                yield name
                at = floor = max(high, at + size - 1) + 1
            else:
                at += size

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
        within = not self.lexicon.within.isdisjoint(inside)
        if within or self._of_institution(line, low) or self._goes_on(line, high):
            return False
        left = [w for w in line[low:head] if w.text not in JOINERS and w.text.lower() not in _GENERIC]
        right = [w for w in line[last + 1 : high + 1] if w.capital]
        if inside[head - low] in _LEGISLATION:
            return self._is_law(inside[head - low], left, right, line, high)
        numbered = inside[-1] == "Order" and line[high].text.isdigit()
        return bool(left or right) or numbered or any(w.year or w.text in _FIELDS for w in line[low:head])

    def _of_institution(self, line: Sequence[Word], low: int) -> bool:
        """Whether what stands before makes it part of an institution's name ("University of Science and Law")."""
        return low > 1 and line[low].close and line[low - 1].text == "of" and line[low - 2].text in self.lexicon.within

    def _goes_on(self, line: Sequence[Word], high: int) -> bool:
        """Whether the word behind makes it the name of something else ("Treaty Organization")."""
        if high + 1 >= len(line) or not line[high + 1].close:
            return False
        if _OTHER.match(self.text, line[high].end):
            return True
        return not self.lexicon.after.isdisjoint({line[high + 1].text, line[high + 1].text.rstrip("s")})

    def _is_law(self, noun: str, left: Sequence[Word], right: Sequence[Word], line: Sequence[Word], high: int) -> bool:
        if noun == "Resolution":
            return any(word.year or word.text[0].isdigit() for word in line[high : high + 2]) and bool(left)
        if noun == "Constitution":
            return any(self.mentions.at(word.start) is not None for word in (*left, *right))
        names = [word for word in left if not word.year and word.text not in ("U.S.", "US")]
        return bool(names) and (noun != "Principles" or len(left) > 1 or bool(right))


def _order(named: Named) -> tuple[int, int]:
    return named.start, -named.end
