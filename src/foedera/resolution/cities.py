"""When a capital or a seat is a city or a house where something only happens, and when it acts for its government."""

from __future__ import annotations

import re

from foedera.actors import Base, Match
from foedera.language import Sentence, Token
from foedera.resolution.syntax import Syntax

_WHERE = frozenset(
    "in at near outside around inside across downtown central visiting visited via greater leaving left visit "
    "reached".split()
)
_GIVEN = frozenset(
    "pressure support help aid response call request reply message letter threat challenge commitment assurance "
    "signal warning criticism approval objection demand proposal offer guidance gift thanks blow boost concession "
    "opposition answer appeal assistance access relation close closer centrality important importance key loyal "
    "hostile friendly vital opposed tie link belong sell matter open available attractive committed threaten turn "
    "look listen report tell say give send offer attribute respond relate connect bind cost owe".split()
)
_MOVES = frozenset(
    "travel fly return come go drive move arrive depart report live base ship march bus train flight journey trip "
    "visit hour mile kilometer kilometre minute north south east west northeast northwest southeast southwest "
    "broadcast outskirt street resident mayor city suburb university airport port capital embassy road route "
    "center centre heart people district area ride walk evacuate transfer deport expel bring carry".split()
)
_LANGUAGE = re.compile(
    r"[ -](?:languages?|speak\w*|translations?|texts?|versions?|cuisine|food|restaurants?|zodiac|calendar|subtitles|"
    r"(?:and|or) \w+ (?:texts?|languages?|versions?))\b",
    re.IGNORECASE,
)
_TAUGHT = re.compile(r"\b(?:speaks?|spoke|spoken|learn\w*|stud(?:y|ied)|teach|taught|fluent in)(?: \w{2,4})? $")
_DATED = re.compile(r",? (?:\(?[A-Z]\w+/|\d{1,2}(?:st|nd|rd|th)? [A-Z]|[A-Z][a-z]{2,8}\.? \d)")


class Cities:
    """Decides whether the name of a capital, a seat or a language names an actor in its sentence."""

    def __init__(self, base: Base, syntax: Syntax) -> None:
        self.base, self.syntax = base, syntax

    def elsewhere(self, match: Match) -> bool:
        """Whether the words name no actor here: a city where something happens, a language, a dateline."""
        if match.type == "adjective":
            return self._language(match)
        if match.type not in ("capital", "seat"):
            return False
        text = self.syntax.text
        if match.type == "capital" and (self._dateline(match) or _DATED.match(text, match.end)):
            return True
        if self._in_state(match):
            return True
        word = self._before(match)
        if word in _WHERE:
            return True
        return word in ("to", "into", "toward", "towards", "from", "of", "through", "between", "and") and self._moved(
            match, word
        )

    def _language(self, match: Match) -> bool:
        text = self.syntax.text
        return bool(_LANGUAGE.match(text, match.end) or _TAUGHT.search(text, max(0, match.start - 40), match.start))

    def _before(self, match: Match) -> str:
        word = self.syntax.before(match.start)
        return self.syntax.before(match.start - 4) if word == "the" else word

    def _in_state(self, match: Match) -> bool:
        """Whether the state follows ("Tokyo, Japan")."""
        following = self.syntax.text[match.end : match.end + 40]
        if match.type != "capital" or not following.startswith(", "):
            return False
        after = self.base.scan(following[2:])
        if after and after[0].start == 0 and after[0].type in ("name", "acronym"):
            return bool(set(after[0].actors) & set(match.actors))
        return False

    def _dateline(self, match: Match) -> bool:
        text = self.syntax.text
        line = text.rfind("\n", 0, match.start) + 1
        if text[line : match.start].strip():
            return False
        return text[match.start : match.end].isupper() and match.end - match.start > 3

    def _moved(self, match: Match, word: str) -> bool:
        """Whether something moves "from", "to" or "through" the city, or is "of" it, rather than deals with it."""
        if self.syntax.text[match.end : match.end + 2] in ("'s", "’s"):
            return False
        found = self.syntax.head(match.start, match.end)
        if found is None:
            return word not in ("of", "and", "between")
        tokens, index = found[0].tokens, found[1]
        if word in ("and", "between"):
            return word == "and" and self._with_city(found[0], index)
        preposition = tokens[tokens[index].head]
        governor = tokens[preposition.head]
        words = {governor.lemma.lower(), governor.text.lower()}
        if word in ("from", "of"):
            return bool(words & _MOVES) or self._starts(preposition, governor)
        return not words & _GIVEN

    def _starts(self, preposition: Token, governor: Token) -> bool:
        """Whether "from" stands where a report or a sentence begins."""
        return preposition is governor

    def _with_city(self, sentence: Sentence, index: int) -> bool:
        """Whether the city that it is joined to is a place ("in Tokyo and Manila")."""
        first = sentence.tokens[sentence.tokens[index].head]
        return sentence.tokens[index].dep == "conj" and self.syntax.before(first.start) in _WHERE
