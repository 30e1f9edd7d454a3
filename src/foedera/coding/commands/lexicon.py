"""The words by which commands are found, as data.

`units.csv`: a `noun` (lemma) for a `unit` (headquarters and formations), for `troops`, or for a `structure` (command
and control arrangements); of the lemmas in `needs` one must stand before it, of those in `unless` none may.
`verbs.csv`: a `lemma` (with a `particle`), where the unit stands beside it (`slot`: `obj`, `subj` or a preposition;
`compound` before a noun), and the `change` that it means for these `kinds`. `relationships.csv`: the words for each
command relationship. A user's folder with files of these names adds rows, which come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

import msgspec

from foedera.coding.tables import Row, rows
from foedera.language import either
from foedera.model.vocabulary import CommandChange, CommandRelationship

DATA = Path(__file__).parent / "data"
_UNITS = ("noun", "kind", "needs", "unless", "comment")
_VERBS = ("lemma", "particle", "pos", "slot", "change", "kinds", "comment")
_RELATIONSHIPS = ("phrase", "relationship", "comment")
_KINDS = ("unit", "post", "troops", "structure")
_CHANGES: tuple[str, ...] = get_args(CommandChange)
_KNOWN: tuple[str, ...] = get_args(CommandRelationship)
_STANDING = (
    r"report|subordinate|under|command|control|authority|liaison|coordinat|headquartered|delegat|lead|led|appoint|"
    r"in charge|overs[ae]|hand|answer"
)


class Noun(msgspec.Struct, frozen=True):
    """A noun for a kind of unit, and the lemmas before it that make it one or keep it from being one."""

    kind: str
    needs: frozenset[str]
    unless: frozenset[str]


class Frame(msgspec.Struct, frozen=True):
    """A word for a change of units of these kinds, and where they stand beside it."""

    particle: str
    pos: str
    slot: str
    change: CommandChange
    kinds: frozenset[str]


class Lexicon:
    """Units, frames and relationships; with a user's own from `folders`. Raises `SourceError` where a table is bad."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        every = [*folders, DATA]
        self.units: dict[str, list[Noun]] = {}
        for row in rows("units.csv", _UNITS, every):
            noun = Noun(row.one_of("kind", _KINDS), row.words("needs"), row.words("unless"))
            self.units.setdefault(row["noun"], []).append(noun)
        self.frames: dict[str, list[Frame]] = {}
        for row in rows("verbs.csv", _VERBS, every):
            self.frames.setdefault(row["lemma"], []).append(_frame(row))
        self.relationships: dict[str, CommandRelationship] = {}
        for row in rows("relationships.csv", _RELATIONSHIPS, every):
            known = cast(CommandRelationship, row.one_of("relationship", _KNOWN))
            self.relationships.setdefault(row["phrase"].lower(), known)
        self._relationship = re.compile(rf"\b{either(self.relationships)}\b", re.IGNORECASE)
        units = either(self.units)
        self._unit = re.compile(
            rf"\b{units}s?\b|\bHQ\b|[A-Z]COM\b|[A-Z]FOR\b|command|control|opcon\b|\bForces\b", re.IGNORECASE
        )
        stems = either(_stem(lemma) for lemma in self.frames)
        self._act = re.compile(rf"\b(?:{stems}|sent|stood|kept|put|became|brought|{_STANDING})", re.IGNORECASE)

    def wants(self, sentence: str) -> bool:
        """Whether a sentence has a word for a unit and one for a change or a relationship."""
        return self._unit.search(sentence) is not None and self._act.search(sentence) is not None

    def relationship(self, text: str, start: int, end: int) -> CommandRelationship | None:
        """The first relationship that the words of a text from `start` to `end` name."""
        match = self._relationship.search(text, start, end)
        return None if match is None else self.relationships[match[0].lower()]


def _stem(lemma: str) -> str:
    return lemma[:-1] if len(lemma) > 3 and lemma[-1] in "ey" else lemma


def _frame(row: Row) -> Frame:
    change = cast(CommandChange, row.one_of("change", _CHANGES))
    return Frame(row["particle"], row["pos"], row["slot"], change, row.some_of("kinds", _KINDS))


@cache
def lexicon() -> Lexicon:
    """Foedera's own lexicon, read once."""
    return Lexicon()
