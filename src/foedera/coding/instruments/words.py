"""The words of a stretch of text with their places: the material of which names are made."""

from __future__ import annotations

import re

import msgspec

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:-[\w-]+)?|[A-Z]\w+-(?:[A-Z]\.){2,}|[^\W_](?:[\w’'&/-]*[^\W_])?|&")
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d")
_OWNED = ("’s", "'s")
_PLURALS = re.compile(r"(?:[Ll]eaders|[Mm]inisters|[Pp]arties|[Pp]rincipals)")
JOINERS = frozenset("of and & on for the in to between with at under".split())


class Word(msgspec.Struct, frozen=True):
    """A word from `start` to `end`; `close` tells that only a space parts it from the word before."""

    text: str
    start: int
    end: int
    close: bool

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: a capital letter, a year, or "U.S.-Japan"."""
        first = self.text[0]
        return first.isupper() or _YEAR.fullmatch(self.text) is not None

    @property
    def year(self) -> bool:
        """Whether it is a year."""
        return _YEAR.fullmatch(self.text) is not None

    @property
    def owner(self) -> bool:
        """Whether it is a possessive of the singular ("Japan’s")."""
        return self.text.endswith(_OWNED)


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of `text` between two offsets, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        between = text[found[-1].end : match.start()] if found else ""
        plural = bool(found) and between in ("’ ", "' ") and _PLURALS.fullmatch(found[-1].text) is not None
        found.append(Word(match[0], match.start(), match.end(), between == " " or plural))
    return found
